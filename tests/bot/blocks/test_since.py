"""Edited alerts, their threads and the forms around them at their worst: within every limit of Slack."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.blocks.alert import edited
from bot.blocks.limits import Message
from bot.blocks.note_view import note_view
from bot.blocks.notice import notice
from bot.blocks.since import correction_reply
from bot.blocks.wrong_view import Pressed, about_alert, wrong_view
from bot.preview.validation import check_blocks, check_size, check_view
from models.bulletin import Bulletin, Form, Since, ToldRow
from models.facts import PublicNote
from models.values import ChangeKind
from tests.support.bulletins import changed, designation, report
from tests.support.messages import shown

SPOOF = "<!channel> <https://evil.example|click> *b* ~s~ " * 60
LATER = datetime(2017, 3, 25, 15, tzinfo=UTC)
OTHERWISE = Since(ChangeKind.CORRECTED, LATER, 9, (("heading", SPOOF, f"Now {SPOOF}"),) * 8)
WRONG = Since(None, LATER, sentence=SPOOF)
GONE = Since(ChangeKind.WITHDRAWN, LATER, 12)
NOTE = PublicNote("dhs_2025", SPOOF, f"https://county.example/{'a' * 2000}", LATER)


def worst(number: int, since: Since) -> ToldRow:
    """A row with the longest name, that is not what it was any more."""
    row = designation(f"{SPOOF}{number}")
    return replace(row, since=(since,), public=(replace(NOTE, text=f"{number} {SPOOF}"),))


def bulletin(since: Since) -> Bulletin:
    """Five hundred such rows of a list that was withdrawn too."""
    return replace(changed(*(worst(number, since) for number in range(500))), since=(GONE,) * 3)


WORST = {
    "corrected": edited(bulletin(OTHERWISE)),
    "taken back": edited(bulletin(WRONG)),
    "as sections": edited(bulletin(OTHERWISE), Form.SECTIONS),
    "as text": edited(bulletin(OTHERWISE), Form.TEXT),
    "in the thread": correction_reply([bulletin(OTHERWISE)] * 9, {"first": 1, "last": 12}, repeat=True),
    "without an edit": correction_reply([bulletin(WRONG)], {"errata": [1], "unedited": "edit_window_closed"}),
    "a remark": notice(
        {
            "sentence": SPOOF,
            "person": "U1",
            "said_in": "C1",
            "link": f"https://slack.example/{SPOOF}",
            "reasons": [SPOOF * 9],
            "about": "2507000",
            "remark": 1,
        },
        {},
    ),
}


@pytest.mark.parametrize("kind", WORST)
def test_slack_takes_the_worst_and_nobody_is_called(kind: str) -> None:
    """Longest names, sentences of pages and 500 rows: no limit is passed, no sign takes effect."""
    message: Message = WORST[kind]
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
