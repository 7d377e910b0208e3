"""An answer arrives whatever a response_url says: there, else directly, else in the log; never in silence."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot import words
from bot.blocks import kit
from bot.replies import Surface, SurfaceKind, surface_of, tell
from tests.support.databases import copy_sqlite
from tests.support.newsroom.desk_on_slack import Room, desk_on, newsroom
from tests.support.shown import shown
from tests.support.slack.seen import Posted, Reply
from tests.support.waiting import until

ROWS = "Rows on Boston, Mass.: 1 to 4 of 4."
PAGE = "<!DOCTYPE html><html><body>Guest network: sign in</body></html>"


@dataclass(frozen=True)
class Presser:
    """Somebody who has pressed nothing yet, and what they alone are told."""

    room: Room
    name: str

    @property
    def direct(self) -> str:
        """Their conversation with the app, once there is one."""
        return f"D0{self.name.upper()}"

    def ask(self) -> Reply:
        """Look Boston up."""
        return self.room.slack.command("#mass-desk", "Boston", self.name)

    def press(self, action: str = "answer_rows") -> None:
        """Press a button of a private answer, the most used one if none is named."""
        assert self.room.slack.click(self.ask(), action_id=action, user=self.name).error == ""

    def told(self, channel: str, words: str = ROWS) -> list[Posted]:
        """Every message there, for them alone, that begins so."""
        try:
            seen = self.room.slack.messages(channel)
        except LookupError:
            return []
        theirs = {f"U0{self.name.upper()}", ""} if channel == self.direct else {f"U0{self.name.upper()}"}
        return [each for each in seen if each.seen_by in theirs and each.text.startswith(words)]

    def wait_told(self, channel: str, words: str = ROWS) -> Posted:
        """The first of these, once it is there."""
        found = until(lambda: self.told(channel, words))
        assert found, f"{self.name} was told nothing in {channel}"
        return found[0]


@pytest.fixture(scope="module")
def shared_room(history_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A room for these tests alone: what is refused next is not for another test's click."""
    url = copy_sqlite(history_template, tmp_path_factory.mktemp("answering") / "desk.db")
    with desk_on(url) as desk, newsroom(desk) as room:
        yield room


@pytest.fixture
def presser(shared_room: Room, request: pytest.FixtureRequest) -> Iterator[Presser]:
    """A person of this test alone; what was to go wrong is over afterwards."""
    name = f"P{zlib.crc32(request.node.name.encode())}"
    shared_room.slack.person(name, channels=["mass-desk"])
    yield Presser(shared_room, name)
    shared_room.slack.slow("response_url", 0)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (404, '{"ok":false,"error":"used_url"}'),
        (404, "expired_url"),
        (404, "Expired url"),
        (410, ""),
        (200, "used_url"),
        (200, '{"ok":false,"error":"expired_url"}'),
        (400, "no_text"),
    ],
)
def test_what_slack_refuses_is_told_directly(presser: Presser, status: int, body: str) -> None:
    """Once, in a direct message that names the channel; what was refused can't have arrived."""
    presser.room.slack.refuse_responses(status, body)
    presser.press()
    direct = presser.wait_told(presser.direct)
    assert "BOSTON POLICE DEPT" in shown(direct.blocks)
    assert "You asked in <#C0MASSDESK>; Slack didn't let me answer there." in shown(direct.blocks)
    assert words.REPEAT not in shown(direct.blocks)
    assert (len(presser.told(presser.direct)), presser.told("#mass-desk")) == (1, [])


@pytest.mark.parametrize(("status", "body"), [(500, "upstream"), (503, ""), (200, PAGE), (200, "")])
def test_what_may_have_arrived_is_told_as_a_possible_repeat(presser: Presser, status: int, body: str) -> None:
    """A server error or a proxy's page says nothing of the answer: twice is better than never."""
    presser.room.slack.refuse_responses(status, body)
    presser.press()
    assert words.REPEAT in shown(presser.wait_told(presser.direct).blocks)


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for an answer for a moment only."""
    monkeypatch.setattr("bot.slack.response_url.TIMEOUT", 0.3)


@pytest.mark.usefixtures("impatient")
def test_an_answer_that_is_not_confirmed_is_a_possible_repeat(presser: Presser) -> None:
    """Slack showed it, and didn't say so in time."""
    presser.room.slack.slow("response_url", 3)
    presser.press()
    assert words.REPEAT in shown(presser.wait_told(presser.direct).blocks)


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("body", ["invalid_blocks", '{"ok":false,"error":"invalid_blocks"}'])
def test_refused_blocks_become_lines(presser: Presser, status: int, body: str) -> None:
    """The table goes first: its rows stand in text, and the buttons stay."""
    presser.room.slack.refuse_responses(status, body)
    presser.press()
    plain = presser.wait_told("#mass-desk")
    assert plain.ephemeral
    assert "table" not in [block["type"] for block in plain.blocks]
    assert "BOSTON POLICE DEPT" in shown(plain.blocks)
    assert "This is wrong" in shown(plain.blocks)


def test_refused_lines_become_text(presser: Presser) -> None:
    """Where no block is taken at all, the rows stand in the text."""
    presser.room.slack.refuse_responses(200, "invalid_blocks", times=2)
    presser.press()
    text = presser.wait_told("#mass-desk")
    assert text.blocks == []
    assert "BOSTON POLICE DEPT" in text.text
    assert presser.told(presser.direct) == []


def test_too_fast_is_waited_for(presser: Presser) -> None:
    """Slack says for how long; the answer comes where it was asked for."""
    presser.room.slack.refuse_responses(429, "", times=1, retry_after=1)
    presser.press()
    assert presser.wait_told("#mass-desk").ephemeral
    assert presser.told(presser.direct) == []


def test_too_long_a_wait_is_not_sat_out(presser: Presser) -> None:
    """Who pressed has gone on by then: a direct message waits for them."""
    presser.room.slack.refuse_responses(429, "", times=1, retry_after=600)
    presser.press()
    assert words.REPEAT not in shown(presser.wait_told(presser.direct).blocks)


def test_what_reaches_nobody_is_in_the_log(presser: Presser, caplog: pytest.LogCaptureFixture) -> None:
    """With who was to hear what, and why it failed."""
    presser.room.slack.refuse_responses(404, "used_url")
    presser.room.slack.fail_next("chat.postMessage", "user_not_found")
    presser.press()
    assert until(lambda: f"U0{presser.name} was not told (user_not_found): {ROWS}" in caplog.text)
    assert f"Slack took no answer for U0{presser.name} in C0MASSDESK (used_url)" in caplog.text


def test_a_bare_ok_is_no_message(presser: Presser, caplog: pytest.LogCaptureFixture) -> None:
    """Slack says ok and names no message: what may be lost is in the log."""
    presser.room.slack.refuse_responses(404, "used_url")
    presser.room.slack.answer_nothing("chat.postMessage")
    presser.press()
    assert until(lambda: f"U0{presser.name} was not told (unconfirmed): {ROWS}" in caplog.text)


@pytest.mark.usefixtures("impatient")
def test_an_answer_that_comes_byte_by_byte_is_not_sat_out(presser: Presser) -> None:
    """However slowly Slack says that it took it, who pressed hears."""
    presser.room.slack.drip("response_url", 20)
    presser.press()
    assert words.REPEAT in shown(presser.wait_told(presser.direct).blocks)


@pytest.mark.usefixtures("impatient")
def test_a_copy_for_all_is_not_said_twice(presser: Presser) -> None:
    """Slack took it and didn't say so: the person is told to look, and nothing is posted again."""
    presser.room.slack.fail_next("chat.postMessage", "not_in_channel")
    presser.room.slack.slow("response_url", 3)
    presser.press("answer_share")
    for where in ("#mass-desk", presser.direct):  # told twice: Slack didn't say of this, either
        presser.wait_told(where, "Slack didn't say whether it took this. Look whether it is there")
    said = [shown(each.blocks) for each in presser.room.slack.messages("#mass-desk")]
    assert sum(f"Shared by <@U0{presser.name}>" in blocks for blocks in said) == 1


def test_a_copy_that_is_refused_is_told_to_who_shared(presser: Presser) -> None:
    """With the next step; the private answer stays as it was."""
    presser.room.slack.fail_next("chat.postMessage", "not_in_channel")
    presser.room.slack.refuse_responses(404, "expired_url")
    presser.press("answer_share")
    refused = presser.wait_told("#mass-desk", "Slack didn't take this")
    assert "that was too long ago. Ask again, then share that." in refused.text
    assert presser.told("#mass-desk", "Boston, Mass.: on the Justice Department's list")


def test_in_a_direct_conversation_the_answer_stays_there(presser: Presser) -> None:
    """Without a word on another channel."""
    at = Surface(
        SurfaceKind.DIRECT, "U0REPORTER", "D0REPORTER", address=f"{presser.room.slack.base_url}/respond/none"
    )
    tell(at, kit.Message("A word."), presser.room.client)
    posted = presser.room.slack.wait_for("D0REPORTER", lambda each: each.text == "A word.")
    assert posted.blocks == []


@pytest.mark.parametrize(
    ("body", "kind", "thread"),
    [
        ({"container": {"is_ephemeral": True, "message_ts": "2.0"}}, "ephemeral", ""),
        (
            {"container": {"is_ephemeral": True, "message_ts": "2.0", "thread_ts": "1.0"}},
            "ephemeral",
            "1.0",
        ),
        ({"container": {"message_ts": "2.0", "thread_ts": "1.0"}}, "public", "1.0"),
        ({"container": {"message_ts": "1.0", "thread_ts": "1.0"}}, "public", ""),
        ({"message": {"ts": "2.0", "thread_ts": "1.0"}}, "public", "1.0"),
        ({}, "public", ""),
    ],
)
def test_what_is_pressed_is_read_from_the_payload(body: dict[str, object], kind: str, thread: str) -> None:
    """What isn't said to be for one person counts as seen by all; a thread's first message stands outside."""
    at = surface_of({"user": {"id": "U1"}, "channel": {"id": "C1"}, "team": None, **body})
    assert (at.kind, at.thread, at.person, at.channel) == (kind, thread, "U1", "C1")
