"""Edited alerts, their threads and the forms around them at their worst: within every limit of Slack."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.blocks import notice
from bot.blocks.alert import correction_reply, edited
from bot.blocks.forms import Pressed, about_alert, note_view, wrong_view
from bot.blocks.kit import Message
from bot.preview.validation import check_blocks, check_size, check_view
from models.domain import Bulletin, ChangeKind, Happened, ListingKind, MessageForm, PublicNote, Since
from models.messaging import CorrectedFor, RemarkFacts
from tests.support.messages import shown
from tests.support.newsroom.bulletins import changed, designation, report, saying

SPOOF = "<!channel> <https://evil.example|click> *b* ~s~ " * 60
LATER = datetime(2017, 3, 25, 15, tzinfo=UTC)
OTHERWISE = Since(ChangeKind.CORRECTED, LATER, 9, (("heading", SPOOF, f"Now {SPOOF}"),) * 8)
WRONG = Since(None, LATER, sentence=SPOOF)
IN_ERROR = Since(ChangeKind.UNDONE, LATER, 11)
GONE = Since(ChangeKind.WITHDRAWN, LATER, 12)
NOTE = PublicNote("dhs_2025", SPOOF, f"https://county.example/{'a' * 2000}", LATER)


def worst(number: int, since: Since) -> Happened:
    """A row with the longest name, that is not what it was any more."""
    row = designation(f"{SPOOF}{number}")
    return replace(row, since=(since,), public=(replace(NOTE, text=f"{number} {SPOOF}"),))


def bulletin(since: Since) -> Bulletin:
    """Five hundred such rows of a list that was withdrawn too."""
    return replace(changed(*(worst(number, since) for number in range(500))), since=(GONE,) * 3)


WORST: dict[str, Callable[[], Message]] = {
    "corrected": lambda: edited(bulletin(OTHERWISE)),
    "taken back": lambda: edited(bulletin(WRONG)),
    "told in error": lambda: edited(bulletin(IN_ERROR)),
    "told in error, in the thread": lambda: correction_reply(
        [bulletin(IN_ERROR)] * 9, CorrectedFor(undone=(11,))
    ),
    "as sections": lambda: edited(bulletin(OTHERWISE), MessageForm.SECTIONS),
    "as text": lambda: edited(bulletin(OTHERWISE), MessageForm.TEXT),
    "in the thread": lambda: correction_reply(
        [bulletin(OTHERWISE)] * 9, CorrectedFor(first=1, last=12), repeat=True
    ),
    "without an edit": lambda: correction_reply([bulletin(WRONG)], CorrectedFor(errata=(1,)), edited=False),
    "a remark": lambda: notice(
        RemarkFacts(1, "U1", "C1", SPOOF, "2507000", SPOOF * 9, f"https://slack.example/{SPOOF}")
    ),
}


@pytest.mark.parametrize("kind", WORST)
def test_slack_takes_the_worst_and_nobody_is_called(kind: str) -> None:
    """Longest names, sentences of pages and 500 rows: no limit is passed, no sign takes effect."""
    message = WORST[kind]()
    check_blocks(list(message.blocks))
    check_size(list(message.blocks))
    assert 0 < len(message.text) <= 4000
    assert "<!channel>" not in shown(message).replace("U1", "")
    assert "<https://evil.example" not in shown(message)


def test_the_forms_are_taken_at_their_worst() -> None:
    """What was shown, a hundred rows to choose from, and the address that answers the person."""
    pressed = Pressed(
        about_alert("1-7|all|3|replay"), "C0TEXAS", "1700000000.000100", "https://x.example" * 9
    )
    check_view(wrong_view(SPOOF * 9, pressed), "modal")
    listings = {number: f"{number} {SPOOF}" for number in range(1, 300)}
    check_view(note_view(listings, SPOOF * 9, pressed.respond), "modal")


def lines(message: Message) -> Sequence[str]:
    """What a person reads of it, line by line."""
    return shown(message).splitlines()


def test_what_stands_is_not_struck() -> None:
    """Of fourteen rows one was corrected: it is struck and said anew, thirteen stand as they stood."""
    told = report(14)
    since = (Since(ChangeKind.CORRECTED, LATER, 9, (("citizenship", "Mexico", "Canada"),)),)
    rows = (*told.rows[:2], replace(told.rows[2], since=since), *told.rows[3:])
    message = edited(replace(told, rows=rows))
    assert "*Corrected 25 Mar 2017:* Example County Jail 2, Texas: citizenship Mexico → Canada." in lines(
        message
    )
    struck = [line for line in lines(message) if "~" in line]
    assert struck == ["• ~*Example County Jail 2*: Declined 2017-01-30; Offense Trespass (charge); p. 3~"]
    assert "3 more rows in the thread and in the CSV." in lines(message)


def test_a_name_that_carries_its_state_is_not_given_it_twice() -> None:
    """The Justice Department prints `Travis County, TX`."""
    row = designation("Travis County, TX")
    message = edited(changed(replace(row, since=(Since(ChangeKind.REMOVED, LATER, 9),))))
    assert "*Removed 25 Mar 2017:* Travis County, TX was taken off the list." in lines(message)


@pytest.mark.parametrize(
    ("support", "named"),
    [
        ("Task Force Model", "287(g) agreement (Task Force Model), 15 Jan 2026"),
        (None, "287(g) agreement, 15 Jan 2026"),
    ],
)
def test_an_agreement_that_is_gone_is_told_from_its_agencys_others(support: str | None, named: str) -> None:
    """Many agencies hold several: the agency itself may be on the list as before."""
    fields = {"agency": "Hall County Sheriff's Office", "support_type": support, "signed": "2026-01-15"}
    row = saying(designation("Hall County"), kind=ListingKind.AGREEMENT, fields=fields)
    read = lines(edited(changed(replace(row, since=(Since(ChangeKind.REMOVED, LATER, 9),)))))
    told = f"Hall County Sheriff's Office, Texas: its {named}, is no longer listed."
    assert f"*Removed 25 Mar 2017:* {told}" in read


def test_rows_told_in_error_are_counted_as_that() -> None:
    """Eight of them and one that was removed: five are named, and nobody reads that the rest changed."""
    in_error = [replace(designation(f"Place {number}"), since=(IN_ERROR,)) for number in range(8)]
    removed = replace(designation("Place 8"), since=(Since(ChangeKind.REMOVED, LATER, 12),))
    read = lines(edited(changed(*in_error, removed)))
    named = [line for line in read if "We told this in error" in line]
    assert named[0] == (
        "*Corrected 25 Mar 2017:* Place 0, Texas (added). We told this in error: an older document, "
        "which came in later, shows that it did not happen."
    )
    assert len(named) == 5
    assert "3 more rows were told in error." in read
    assert "1 more row changed too." in read
