"""What a channel reads of rows to check first, rows taken back, and a list suspended or resumed."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.blocks.alert import alert, retraction_message
from models.domain import (
    Announcement,
    Bulletin,
    ChangeKind,
    MessageForm,
    Period,
    Retracted,
    Retraction,
    Unit,
)
from tests.support.messages import shown
from tests.support.newsroom.bulletins import EDITION, REPORT, refusal, report, saying

SUSPENDED = ChangeKind.SUSPENDED
WEEK = Period(date(2017, 1, 28), date(2017, 2, 3))
TRANSFERRED = "These were cases where the individual was transferred to another facility."
ONE = {Unit.REFUSAL: 1}
TAKEN_BACK = Retraction(
    source=REPORT,
    address="https://www.example.gov/report",
    observed=datetime(2017, 4, 13, 16, tzinfo=UTC),
    places=(
        Retracted("Williamson County", "TX", WEEK, TRANSFERRED, 4, counts={Unit.REFUSAL: 4}),
        Retracted("Bastrop County", "TX", WEEK, TRANSFERRED, 0),
        Retracted("Chester County", "TX", None, "Those were issued to the wrong place.", 1, counts=ONE),
    ),
    left={"TX": {Unit.REFUSAL: 7}},
)


def announced(kind: ChangeKind, day: date | None = None) -> Bulletin:
    """What Texas's channel hears of a list that its publisher says something of."""
    said = Announcement(kind, "The publication of the report will be temporarily suspended.", day)
    seen = datetime(2017, 4, 10, 16, tzinfo=UTC)
    return Bulletin(REPORT, "TX", "Texas", EDITION, kind, announcement=said, happened=seen)


def test_rows_taken_back_are_told_with_their_reasons() -> None:
    """Whose rows, of which issue, why in the publisher's words, and what our copy has of them (L15)."""
    message = retraction_message(TAKEN_BACK)
    headline = "ICE takes back 5 Texas refusals from its report for Jan. 28 to Feb. 3, 2017"
    assert message.text == f"{headline}. Texas: 7, corrected from 12."
    assert shown(message).splitlines()[1:] == [
        headline,
        "For Jan. 28 to Feb. 3, 2017.",
        f"Williamson County ~4~, Bastrop County (not in our copy). ICE, April 13, 2017: “{TRANSFERRED}”",
        "Chester County ~1~. ICE, April 13, 2017: “Those were issued to the wrong place.”",
        "Texas: 7, corrected from ~12~.",
        "A detainer is a civil request, not a judge's warrant.",
        "<https://www.example.gov/report|Publisher's correction>",
        "seen April 13, 2017, noon EDT",
        "Copy sentence",
        "Mute",
    ]


def test_places_of_several_states_are_told_in_one_message() -> None:
    """A channel that gets everything reads how many states it concerns; detainers sent are no refusals."""
    iowa = Retracted("Franklin County", "IA", WEEK, TRANSFERRED, 1, counts={Unit.DETAINER_SENT: 12})
    message = retraction_message(replace(TAKEN_BACK, places=(*TAKEN_BACK.places, iowa)))
    assert "ICE takes back 5 refusals and 12 detainers sent in 2 states" in shown(message)
    assert "Franklin County, Iowa ~12~ (detainers sent)" in shown(message)


@pytest.mark.parametrize("form", list(MessageForm))
def test_a_replay_and_a_repeat_are_marked(form: MessageForm) -> None:
    """In every form the first words say what must be known before the rest is believed."""
    message = retraction_message(replace(TAKEN_BACK, replay=True, repeat=True), form)
    assert message.text.startswith("Possible repeat: Replay: ICE takes back")
    assert "Publisher's page" in shown(message), (
        "the notice of a replay is our copy; its page is the publisher's"
    )


def test_a_row_to_check_first_is_told_in_its_alert() -> None:
    """The alert holds nothing back; below its rows it says which to check, and why."""
    doubt = "No detainer was recorded for Example County, Texas, before this. Check which of them is meant."
    doubtful = saying(refusal(1), check_first=doubt, notes=("Its name is misspelt.",))
    message = alert(replace(report(1), rows=(doubtful, refusal(2))))
    assert (
        ":warning: Check first: 1 row. Example County Jail 1: Its name is misspelt. Example County "
        f"Jail 1: {doubt}"
    ) in shown(message)
    assert "Check first" not in shown(alert(report(1)))


@pytest.mark.parametrize(
    ("kind", "day", "headline", "said"),
    [
        (SUSPENDED, None, "ICE suspends its report", "Suspended April 10, 2017. “"),
        (SUSPENDED, date(2017, 4, 13), "ICE suspends its report", "Suspended April 13, 2017. “"),
        (ChangeKind.RESUMED, None, "ICE says its report goes on", "Seen April 10, 2017: “"),
    ],
)
def test_a_list_suspended_or_resumed(kind: ChangeKind, day: date | None, headline: str, said: str) -> None:
    """Each on its own day, in its publisher's words (L13, L14); that it stops lifts no policy."""
    message = alert(announced(kind, day))
    assert message.text == headline
    assert f"{said}The publication of the report will be temporarily suspended.”" in shown(message)
    assert ("policies aren't lifted" in shown(message)) is (kind is SUSPENDED)
    assert alert(announced(kind, day), MessageForm.TEXT).text.startswith(headline)
