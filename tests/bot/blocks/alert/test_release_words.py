"""What an alert says of a release that holds all records again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.blocks.alert import alert
from bot.delivery.csv import exported
from models.domain import Bulletin, ChangeKind, Happened, ListingKind, MessageForm, Period
from tests.support.messages import shown
from tests.support.newsroom.bulletins import EDITION, REPORT, refusal, saying

RECORDS = replace(
    REPORT, name="ddp_detainers", short="ICE via DDP", title="ICE detainer records", cumulative=True
)
RELEASE = replace(
    EDITION,
    period=Period(date(2023, 9, 1), date(2026, 2, 28)),
    rows=Counter({ListingKind.REFUSAL: 46_654}),
    earlier=datetime(2026, 2, 20, 15, tzinfo=UTC),
)


def issued(day: str, *, late: bool = False, change: ChangeKind = ChangeKind.ADDED) -> Happened:
    """A made-up refusal, without a day on which it was declined: the records have none."""
    row = refusal(int(day[-2:]))
    said = saying(row, fields={**row.fact.fields, "issued": day, "declined": None})
    return replace(said, late=late, kind=change)


def release(rows: Sequence[Happened], event: ChangeKind | None = None) -> Bulletin:
    """A release with these changes in Texas."""
    return Bulletin(RECORDS, "TX", "Texas", RELEASE, event, tuple(rows))


NEWS = [issued(f"2026-02-0{day}") for day in (3, 4, 5)]
LATE = [issued(f"2025-11-{day}", late=True) for day in range(10, 24)]


def test_rows_recorded_late_are_never_told_as_new() -> None:
    """The headline and the notification count them apart, with the days that they are of."""
    message = alert(release([*NEWS, *LATE]))
    assert message.text == (
        "ICE via DDP release, in Texas: 3 new refusals; recorded late: 14 refusals of detainers issued "
        "10–23 Nov 2025, which this release shows first"
    )
    said = shown(message)
    assert "New release: Texas, 3 new refusals, 14 recorded late (ICE via DDP)" in said
    assert "*Texas* 3 new refusals" in said
    assert "*Recorded late* 14 refusals, issued 10–23 Nov 2025" in said
    assert "*Example County* 3 refusals" in said
    assert "46,654" not in said


def test_a_release_of_nothing_but_late_rows_says_that_nothing_is_new() -> None:
    """One old detainer that is declined now is news of the record, not of this week."""
    message = alert(release(LATE[:1]))
    assert message.text == (
        "ICE via DDP release, in Texas: nothing new; recorded late: 1 refusal of a detainer issued "
        "10 Nov 2025, which this release shows first"
    )
    assert "New release: Texas, 1 recorded late (ICE via DDP)" in shown(message)


def test_what_is_taken_back_is_told_beside_it() -> None:
    """A refusal that is none any more is removed, not lost among the new ones."""
    message = alert(release([issued("2026-01-05", change=ChangeKind.REMOVED), *NEWS]))
    assert message.text == "ICE via DDP release, in Texas: 3 new refusals; 1 removed"
    assert "*Of earlier releases* 1 removed" in shown(message)


def test_rows_show_the_day_of_issue_and_which_are_late() -> None:
    """The records have no day on which a detainer was declined; a column for it would be empty."""
    (table,) = [block for block in alert(release([NEWS[0], LATE[0]])).blocks if block["type"] == "table"]
    head, news, late = [[cell["text"] for cell in row] for row in table["rows"]]
    assert head[:3] == ["Change", "Agency", "Issued"]
    assert (news[0], news[2]) == ("added", "2026-02-03")
    assert (late[0], late[2]) == ("recorded late", "2025-11-10")


@pytest.mark.parametrize("form", list(MessageForm))
def test_every_form_says_which_rows_are_late(form: MessageForm) -> None:
    """Where Slack takes no table, the lines say it, and the day of issue."""
    said = shown(alert(release([NEWS[0], LATE[0]]), form))
    assert "recorded late" in said
    assert "2025-11-10" in said


def test_the_csv_says_which_rows_are_late() -> None:
    """A reporter who sorts the rows in a spreadsheet can't take them for this week's."""
    assert "\r\nadded," in exported(NEWS[:1], "UTC")
    assert '\r\n"added, recorded late",' in exported(LATE[:1], "UTC")


def test_the_first_release_is_a_new_list() -> None:
    """What it holds of the state stands against the whole, as of any list's first edition."""
    message = alert(release(NEWS, ChangeKind.PUBLISHED))
    assert message.text == "ICE via DDP lists 46,654 refusals; 3 in Texas"
    assert "New list: Texas, 3 refusals (ICE via DDP)" in shown(message)
