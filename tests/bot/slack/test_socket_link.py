"""Socket Mode, byte by byte: what a broken or new Slack may send, and that each envelope is answered."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack import socket_link
from bot.slack import socket_mode as socket_mode_module
from bot.slack.socket_link import Door
from bot.slack.socket_mode import CROWDED, FINAL, LOOK_AGAIN, MOST, SocketMode, SocketState, pause
from tests.support.slack.wire import BINARY, CLOSE, PING, WireLink, WireSlack, envelope, frame, wire
from tests.support.waiting import until


def echo(request: SocketModeRequest, send: Callable[[str], None]) -> None:
    """Acknowledge with what was said; `slow` keeps a thread for long."""
    time.sleep({"slow": 5, "a little slow": 0.2}.get(request.payload["text"], 0))
    send(json.dumps({"envelope_id": request.envelope_id, "payload": request.payload}))


@contextmanager
def connected(slack: WireSlack) -> Iterator[SocketMode]:
    """Keep an app connected that says what it hears."""
    socket_mode = SocketMode(Door(slack.api_url, "xapp-1"), echo)
    starting = threading.Thread(target=socket_mode.start)
    starting.start()
    yield socket_mode
    slack.close()
    socket_mode.stop()
    starting.join()


def is_answered(link: WireLink, number: int) -> bool:
    """Tell whether an envelope is acknowledged over the connection that it came by."""
    link.send(frame(envelope(number)))
    return link.acknowledged() == {"envelope_id": f"e{number}", "payload": {"text": str(number)}}


@pytest.mark.parametrize(
    "sent",
    [
        pytest.param([frame(envelope(1)) + frame(envelope(2))], id="two frames in one piece"),
        pytest.param([frame(envelope(1))[:9], frame(envelope(1))[9:] + frame(envelope(2))], id="in two"),
        pytest.param([bytes([byte]) for byte in frame(envelope(1)) + frame(envelope(2))], id="byte by byte"),
        pytest.param(
            [
                frame(envelope(1)[:20], last=False),
                frame(b"", PING),
                frame(envelope(1)[20:], 0),
                frame(envelope(2)),
            ],
            id="one message of two frames, with a ping between them",
        ),
        pytest.param(
            [frame("{"), frame("[1]"), frame(b"\0", BINARY), frame(envelope(1)), frame(envelope(2))],
            id="after what is no message",
        ),
        pytest.param(
            [frame(envelope(1, payload={"text": "1", "blob": "x" * 300_000})), frame(envelope(2))], id="long"
        ),
    ],
)
def test_however_an_envelope_comes_it_is_acknowledged(sent: list[bytes]) -> None:
    """TCP cuts where it likes, and Slack may send more than we know."""
    with wire() as slack, connected(slack):
        link = slack.link()
        for piece in sent:
            link.send(piece)
            time.sleep(0.001)
        assert {link.acknowledged()["envelope_id"] for _ in range(2)} == {"e1", "e2"}


def test_an_envelope_of_a_new_kind_is_acknowledged_and_no_more() -> None:
    """Every envelope must be, or Slack sends it again; one that says nothing is answered with nothing."""
    with wire() as slack, connected(slack):
        link = slack.link()
        for number, kind, payload in ((1, "telepathy", {"text": "x"}), (2, "slash_commands", [])):
            link.send(frame(envelope(number, kind, payload)))
            assert link.acknowledged() == {"envelope_id": f"e{number}"}
        assert is_answered(link, 3)


@pytest.mark.parametrize(
    "last",
    [
        pytest.param(b"", id="TCP ends without a word"),
        pytest.param(frame(b"", CLOSE), id="a bare close frame"),
        pytest.param(frame(envelope(1))[:15], id="TCP ends inside a frame"),
        pytest.param(b"\xff\xff\xff\xff", id="no frame at all"),
    ],
)
def test_a_connection_that_ends_is_soon_another(last: bytes) -> None:
    """Whatever the end, the app is there again within a second, and doesn't spin meanwhile."""
    with wire() as slack, connected(slack) as socket_mode:
        first = slack.link()
        assert is_answered(first, 1)
        processor, began = time.process_time(), time.monotonic()
        first.send(last)
        first.end()
        second = slack.link()
        assert time.monotonic() - began < 2
        assert is_answered(second, 2)
        assert time.process_time() - processor < 0.5
        assert socket_mode.state.connected


def test_a_network_that_swallows_everything_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    """TCP stands, but no ping is answered: seconds, not minutes, of deafness."""
    monkeypatch.setattr(socket_link, "SILENCE", 0.2)
    with wire() as slack, connected(slack):
        assert is_answered(slack.link(), 1)
        assert is_answered(slack.link(), 2)


def test_the_old_connection_is_answered_and_the_new_one_too() -> None:
    """After Slack's warning envelopes come over either, and each is acknowledged where it came."""
    with wire() as slack, connected(slack):
        old = slack.link()
        old.say(type="disconnect", reason="warning")
        new = slack.link()
        old.say(type="disconnect", reason="refresh_requested")
        for number in range(0, 10, 2):
            assert is_answered(old, number)
            assert is_answered(new, number + 1)
        assert slack.calls == 2
        assert slack.links.empty()


def test_a_refresh_that_fails_keeps_the_good_connection() -> None:
    """The old one is read until there is another, which is tried again soon."""
    with wire() as slack, connected(slack) as socket_mode:
        old = slack.link()
        slack._answers = [("503 Service Unavailable", "", "<html>"), ("200 OK", "", "<html>Log in")]
        old.say(type="disconnect", reason="refresh_requested")
        away = slack.link(greet=False)
        away.say(type="disconnect", reason="refresh_requested")
        assert is_answered(old, 1)
        assert socket_mode.state.connected
        assert is_answered(slack.link(), 2)
        assert is_answered(old, 3)


def test_an_answer_of_a_connection_that_is_gone_goes_by_the_next() -> None:
    """A command typed in the last moment isn't lost when Slack closes the connection at once."""
    with wire() as slack, connected(slack):
        old = slack.link()
        old.send(frame(envelope(1)), frame(b"", CLOSE))
        old.end()
        assert slack.link().acknowledged()["envelope_id"] == "e1"


def test_one_that_is_slow_holds_up_none_of_the_others() -> None:
    """Each envelope is answered in a thread of its own."""
    with wire() as slack, connected(slack):
        link = slack.link()
        for number in range(10):
            link.send(frame(envelope(number, payload={"text": "slow"})))
        began = time.monotonic()
        assert is_answered(link, 10)
        assert time.monotonic() - began < 3


def test_what_is_final_is_asked_once(caplog: pytest.LogCaptureFixture) -> None:
    """A revoked token was tried every two seconds for ever; now a person hears of it once."""
    codes = sorted(FINAL - {"link_disabled"})
    with ExitStack() as stack:
        asked = []
        for code in codes:
            no = ("200 OK", "", json.dumps({"ok": False, "error": code}))
            asked.append(stack.enter_context(wire([no] * 9)))
            socket_mode = SocketMode(Door(asked[-1].api_url, "xapp-1"), echo)
            state = socket_mode.start()
            stack.callback(socket_mode.stop)
            assert (state.connected, state.trouble, state.final) == (False, code, True)
        time.sleep(0.3)
        assert [slack.calls for slack in asked] == [1] * len(codes)
    said = [record.message for record in caplog.records if record.name == socket_mode_module.__name__]
    assert len(said) == len(codes)
    assert all(each.startswith("Nothing that is typed in Slack is heard any more: ") for each in said)


@pytest.mark.parametrize("reason", ["link_disabled", CROWDED])
def test_some_reasons_open_no_other_connection_at_once(reason: str) -> None:
    """Socket Mode was switched off, or ten connections are open: another one would be turned away too."""
    with wire() as slack, connected(slack) as socket_mode:
        link = slack.link()
        link.say(type="disconnect", reason=reason)
        assert is_answered(link, 1)
        link.send(frame(b"", CLOSE))
        assert until(lambda: not socket_mode.state.connected)
        assert socket_mode.state.trouble == reason
        assert socket_mode.state.final == (reason == "link_disabled")
        time.sleep(0.3)
        assert slack.calls == 1


def test_slack_says_how_long_to_wait() -> None:
    """Retry-After is waited for, and then the app connects."""
    with wire([("429 Too Many Requests", "Retry-After: 1\r\n", '{"ok": false}')]) as slack:
        began = time.monotonic()
        with connected(slack):
            assert is_answered(slack.link(), 1)
            assert time.monotonic() - began >= 1


def test_pauses_grow_and_differ() -> None:
    """A Slack that is down is asked ever less, by no two desks at the same moment."""
    for code, most in (("http_503", MOST), (CROWDED, 300.0)):
        for failures in (1, 2, 5, 50, 5000):
            drawn = {pause(code, failures) for _ in range(20)}
            assert len(drawn) > 1
            assert 0.04 < min(drawn) <= max(drawn) <= most
    assert pause("http_503", 1) <= 0.1
    assert pause("http_503", 50) >= MOST / 2
    assert pause("ratelimited", 1, 20.0) >= 20
    assert pause("invalid_auth", 1) == LOOK_AGAIN


def test_the_old_connection_is_let_go_in_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Slack takes ten at most; the newest goes on."""
    monkeypatch.setattr(socket_mode_module, "LINGER", 0.2)
    with wire() as slack, connected(slack):
        old = slack.link()
        old.say(type="disconnect", reason="warning")
        new = slack.link()
        assert is_answered(old, 1)
        with pytest.raises(EOFError):
            old.acknowledged()
        assert is_answered(new, 2)


def test_what_is_being_answered_at_the_end_still_is() -> None:
    """Whoever types while the desk is started anew hears from the old one."""
    with wire() as slack, connected(slack) as socket_mode:
        link = slack.link()
        link.send(frame(envelope(1, payload={"text": "a little slow"})))
        assert until(lambda: socket_mode._answers)
        socket_mode.stop()
        assert link.acknowledged()["envelope_id"] == "e1"


def test_the_end_is_quick_and_leaves_no_thread() -> None:
    """Neither Slack's silence nor an answer that hangs holds up the end."""
    before = set(threading.enumerate())
    with wire() as slack:
        socket_mode = SocketMode(Door(slack.api_url, "xapp-1"), echo)
        threading.Thread(target=slack.link).start()
        assert isinstance(socket_mode.start(), SocketState)
        began = time.monotonic()
        socket_mode.stop()
        assert time.monotonic() - began < 3
    assert until(lambda: {thread for thread in threading.enumerate() if thread.is_alive()} <= before)
