"""An operator answers for everyone: a note with its citation, under answers and alerts of the row."""

from collections.abc import Iterator

import pytest

from models.db import reading
from models.queries import all_notes
from tests.support.newsroom.remarking import Remarking, remarking
from tests.support.newsroom.reviewing import CHANNEL
from tests.support.shown import shown

CITED = "https://county.example/reply"


@pytest.fixture
def at(history: str) -> Iterator[Remarking]:
    """A newsroom where a reporter has said that Boston's answer is wrong."""
    with remarking(history) as at:
        at.say(at.open_remark(at.slack.command("#mass-desk", "Boston, MA", "Reporter")))
        yield at


def test_a_note_stands_under_every_later_answer(at: Remarking) -> None:
    """Whoever asks of Boston reads it, with a link to where the city says so; so does what is printed."""
    assert at.note(at.attach(at.notice()), CITED).errors == {}
    at.slack.wait_for(CHANNEL, lambda posted: posted.text.startswith("Note 1 added."))
    answer = at.slack.command("#mass-desk", "Boston, MA")
    told = shown(answer.blocks)
    assert f"*Note, Nov. 25, 2026:* The county disputes this. (<{CITED}|source>; on " in told
    at.slack.click(answer, action_id="answer_sentence")
    printed = at.slack.wait_for("#mass-desk", lambda posted: "*Sentence*" in shown(posted.blocks))
    assert f"Note of Nov. 25, 2026: The county disputes this. ({CITED})" in shown(printed.blocks)


def test_a_citation_that_is_no_address_is_told_at_its_field(at: Remarking) -> None:
    """What everyone reads must be readable where it says."""
    assert at.note(at.attach(at.notice()), "the county's letter").errors == {
        "citation": "Give a full web address."
    }
    with reading(at.room.desk.engine) as session:
        assert all_notes(session) == []


def test_only_operators_attach_notes(at: Remarking) -> None:
    """Somebody else in the operators' channel presses the button and is told who may."""
    at.slack.click(at.notice(), action_id="attach_note", user="Editor")
    told = at.slack.wait_for(
        CHANNEL, lambda posted: "Only desk operators can add public notes." in posted.text
    )
    assert told.seen_by == "U0EDITOR"
    assert at.slack.modal("Editor") is None
