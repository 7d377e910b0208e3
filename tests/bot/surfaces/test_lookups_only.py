"""Guests and people of other workspaces look up; nothing of theirs is for all, and they read no names."""

import pytest

from tests.support.newsroom.desk_on_slack import Room
from tests.support.shown import shown

STRANGERS = {"Guest": {"is_guest": True}, "Partner": {"team": "T0PARTNER"}}


@pytest.fixture(params=STRANGERS)
def stranger(request: pytest.FixtureRequest, room: Room) -> str:
    """Somebody who isn't of the newsroom."""
    name: str = request.param
    room.slack.person(name, channels=["mass-desk"], **STRANGERS[name])  # type: ignore[arg-type]
    room.slack.invite("#mass-desk")
    return name


def test_they_share_nothing(room: Room, stranger: str) -> None:
    """The button says why, to them alone; their answer stays."""
    reply = room.slack.command("#mass-desk", "Boston", stranger)
    room.slack.click(reply, action_id="answer_share", user=stranger)
    told = room.slack.wait_for("#mass-desk", lambda each: "can look up places only" in each.text)
    assert told.seen_by == f"U0{stranger.upper()}"
    assert [each for each in room.slack.messages("#mass-desk", "Editor") if each.from_app] == []


@pytest.mark.parametrize("typed", ["export Boston", "settings"])
def test_they_get_no_files_and_no_names(room: Room, stranger: str, typed: str) -> None:
    """A file would be for the whole channel, and the settings name who runs the desk."""
    room.slack.command("#mass-desk", typed, stranger)
    told = room.slack.wait_for("#mass-desk", lambda each: "can look up places only" in each.text)
    assert told.seen_by == f"U0{stranger.upper()}"
    assert room.slack.files() == []
    assert not [each for each in room.slack.messages("#mass-desk") if "UOPERATOR" in shown(each.blocks)]


def test_they_look_into_what_a_member_shared(room: Room, stranger: str) -> None:
    """Rows of a shared answer open for them alone."""
    reply = room.slack.command("#mass-desk", "Boston", "Reporter")
    room.slack.click(reply, action_id="answer_share", user="Reporter")
    shared = room.slack.wait_for("#mass-desk", lambda each: "Shared by <@U0REPORTER>" in shown(each.blocks))
    room.slack.click(shared, action_id="answer_rows", user=stranger)
    rows = room.slack.wait_for("#mass-desk", lambda each: each.text.startswith("Rows on Boston, Mass."))
    assert rows.seen_by == f"U0{stranger.upper()}"


def test_a_button_that_asks_for_a_file_sends_it(room: Room) -> None:
    """Which place is meant is asked, and the pick sends the rows as the command would have."""
    room.slack.invite("#mass-desk")
    which = room.slack.command("#mass-desk", "export Springfield", "Reporter")
    assert "Which" in which.text
    room.slack.click(which, action_id="run_command", user="Reporter")
    room.slack.wait_for("#mass-desk", lambda each: "on Springfield, Mass., as a CSV." in each.text)
    assert [file["name"][:11] for file in room.slack.files()] == ["springfield"]
