"""What a channel reads of rows to check first, rows taken back, and a list suspended or resumed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.blocks.alert import alert, retraction_message
from models.domain import Announcement, Bulletin, ChangeKind, MessageForm, Period, Retracted, Retraction
from tests.support.messages import shown
from tests.support.newsroom.bulletins import EDITION, REPORT, refusal, report, saying

WEEK = Period(date(2017, 1, 28), date(2017, 2, 3))
TRANSFERRED = "These were cases where the individual was transferred to another facility."
TAKEN_BACK = Retraction(
    source=REPORT,
    address="https://www.example.gov/report",
    observed=datetime(2017, 4, 13, 16, tzinfo=UTC),
    places=(
        Retracted("Williamson County", "TX", WEEK, TRANSFERRED, 4),
        Retracted("Bastrop County", "TX", WEEK, TRANSFERRED, 0),
        Retracted("Chester County", "TX", None, "Those were issued to the wrong place.", 1),
    ),
)


def announced(kind: ChangeKind, day: date | None = None) -> Bulletin:
    """What Texas's channel hears of a list that its publisher says something of."""
    said = Announcement(kind, "The publication of the report will be temporarily suspended.", day)
    return Bulletin(REPORT, "TX", "Texas", EDITION, kind, announcement=said)


def test_rows_taken_back_are_told_with_their_reasons() -> None:
    """Whose rows, of which issue, why in the publisher's words, and whether this desk has them."""
    message = retraction_message(TAKEN_BACK)
    assert message.text == (
        "Correction: ICE says that its rows of Williamson County, TX, Bastrop County, TX and "
        "Chester County, TX were wrong"
    )
    assert shown(message).splitlines()[1:] == [
        "Correction: ICE takes back rows, Texas",
        "*Declined Detainer Outcome Report*",
        "• *Williamson County, TX (28 Jan–3 Feb 2017, 4 rows here, marked) and Bastrop County, TX "
        f"(28 Jan–3 Feb 2017, no row here yet):* “{TRANSFERRED}”",
        "• *Chester County, TX (1 row here, marked):* “Those were issued to the wrong place.”",
        "_A detainer is a civil request, not a warrant signed by a judge. "
        "ICE corrected this report after local officials disputed it._",
        "<https://www.example.gov/report|Publisher's correction>",
        "seen <!date^1492099200^{date_short_pretty} {time}|13 Apr 2017, 12:00 EDT>",
    ]


def test_places_of_several_states_are_told_in_one_message() -> None:
    """A channel that hears of everything reads how many states it concerns."""
    iowa = Retracted("Franklin County", "IA", WEEK, TRANSFERRED, 1)
    message = retraction_message(replace(TAKEN_BACK, places=(*TAKEN_BACK.places, iowa)))
    assert "Correction: ICE takes back rows, 2 states" in shown(message)
    assert "Franklin County, IA" in message.text


@pytest.mark.parametrize("form", list(MessageForm))
def test_a_replay_and_a_repeat_are_marked(form: MessageForm) -> None:
    """In every form the first words say what must be known before the rest is believed."""
    message = retraction_message(replace(TAKEN_BACK, replay=True, repeat=True), form)
    assert message.text.startswith("Possible repeat: Replay: Correction: ICE says")
    assert "example.gov" not in shown(message)


def test_a_row_to_check_first_is_told_in_its_alert() -> None:
    """The alert holds nothing back; below its rows it says which to check, and why."""
    doubt = "No detainer was recorded for Example County, Texas, before this. Check which of them is meant."
    doubtful = saying(refusal(1), check_first=doubt, notes=("The publisher took this back.",))
    message = alert(replace(report(1), rows=(doubtful, refusal(2))))
    assert (
        ":warning: _Check first: 1 row. Example County Jail 1: The publisher took this back. Example County "
        f"Jail 1: {doubt}_"
    ) in shown(message)
    assert "Check first" not in shown(alert(report(1)))


@pytest.mark.parametrize(
    ("kind", "day", "text", "heading"),
    [
        (ChangeKind.SUSPENDED, None, "ICE says that its report is suspended", "Suspended: ICE report"),
        (
            ChangeKind.SUSPENDED,
            date(2017, 4, 13),
            "ICE suspended its report on 13 Apr 2017",
            "Suspended: ICE report",
        ),
        (ChangeKind.RESUMED, None, "ICE says that its report goes on", "Resumed: ICE report"),
        (
            ChangeKind.RESUMED,
            date(2019, 7, 15),
            "ICE resumed its report on 15 Jul 2019",
            "Resumed: ICE report",
        ),
    ],
)
def test_a_list_suspended_or_resumed(kind: ChangeKind, day: date | None, text: str, heading: str) -> None:
    """Told in its publisher's words; that it stops lifts no policy."""
    message = alert(announced(kind, day))
    assert message.text == text
    said = shown(message)
    assert heading in said
    assert "“The publication of the report will be temporarily suspended.”" in said
    assert ("lifts no policy" in said) is (kind is ChangeKind.SUSPENDED)
    assert alert(announced(kind, day), MessageForm.TEXT).text.startswith(text)
