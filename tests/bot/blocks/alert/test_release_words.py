"""What an alert says of a release that holds all records again."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.blocks.alert import alert, alert_headline, alert_sentence, rows_told
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


def test_rows_added_late_are_never_told_as_new() -> None:
    """Headline, lines and sentence count them apart, with the days that they are of (L16)."""
    told = release([*NEWS, *LATE])
    assert alert_headline(told) == "ICE via DDP report: 3 new Texas refusals, 14 added late"
    said = shown(alert(told))
    assert "New: 3 refusals issued Feb. 3 to 5, 2026." in said
    assert "Added late: 14 refusals issued Nov. 10 to 23, 2025, in no release before." in said
    assert "46,654" not in said
    assert "three declined detainers in Texas issued Feb. 3 to 5, 2026" in alert_sentence(told)


def test_a_release_of_nothing_but_late_rows_says_that_nothing_is_new() -> None:
    """One old detainer that is declined now is news of the record, not of this week."""
    assert alert_headline(release(LATE[:1])) == "ICE via DDP report: no new Texas refusals, 1 added late"


def test_what_is_no_longer_in_it_is_told_beside_it() -> None:
    """A refusal that is none any more isn't lost among the new ones."""
    told = release([issued("2026-01-05", change=ChangeKind.REMOVED), *NEWS])
    assert alert_headline(told) == "ICE via DDP report: 3 new Texas refusals, 1 no longer in it"


def test_rows_show_the_day_of_issue_and_which_are_late() -> None:
    """The records have no day on which a detainer was declined; a column for it would be empty."""
    (table,) = [block for block in alert(release([NEWS[0], LATE[0]])).blocks if block["type"] == "table"]
    head, news, late = [[cell["text"] for cell in row] for row in table["rows"]]
    assert head[:4] == ["Change", "Name", "Place", "What"]
    assert (news[0], news[3]) == ("on", "Trespass (charge); issued Feb. 3, 2026")
    assert (late[0], late[3]) == ("added late", "Trespass (charge); issued Nov. 10, 2025")


@pytest.mark.parametrize("form", list(MessageForm))
def test_every_form_says_which_rows_are_late(form: MessageForm) -> None:
    """Where Slack takes no table, the lines say it, and the day of issue."""
    said = shown(alert(release([NEWS[0], LATE[0]]), form))
    assert "added late" in said
    assert "issued Nov. 10, 2025" in said


def test_the_csv_says_which_rows_are_late() -> None:
    """A reporter who sorts the rows in a spreadsheet can't take them for this week's."""
    assert "\r\non," in exported(rows_told(release(NEWS[:1])))
    assert "\r\nadded late," in exported(rows_told(release(LATE[:1])))


def test_the_first_release_is_a_new_list() -> None:
    """What it holds of the state stands against the whole, as of any list's first edition."""
    told = replace(release(NEWS, ChangeKind.PUBLISHED), edition=replace(RELEASE, declined=46_654))
    assert alert_headline(told).startswith("ICE via DDP report: 46,654 refusals for ")
    assert alert_headline(told).endswith("; Texas: 3")
