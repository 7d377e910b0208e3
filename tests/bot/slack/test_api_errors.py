"""What each way of failing means: above all, whether a call can have posted after all."""

import errno
import socket
import ssl
from collections.abc import Callable
from http.client import HTTPException, RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web import SlackResponse

from bot.slack import Act, understood

Raised: Callable[[str, object], SlackApiError] = SlackApiError
"""slack_sdk's constructor has no types."""


def refused(code: str, status: int = 200, headers: dict[str, str] | None = None) -> SlackApiError:
    """Return Slack's refusal as slack_sdk raises it."""
    response = SlackResponse(
        client=None,
        http_verb="POST",
        api_url="chat.postMessage",
        req_args={},
        data={"ok": False, "error": code},
        headers=headers or {},
        status_code=status,
    )
    return Raised("refused", response)


@pytest.mark.parametrize(
    ("code", "act"),
    [
        ("is_archived", Act.PAUSE),
        ("channel_not_found", Act.PAUSE),
        ("not_in_channel", Act.PAUSE),
        ("restricted_action", Act.PAUSE),
        ("token_revoked", Act.STOP),
        ("account_inactive", Act.STOP),
        ("missing_scope", Act.STOP),
        ("invalid_blocks", Act.PLAINER),
        ("msg_blocks_too_long", Act.PLAINER),
        ("internal_error", Act.REPEAT),
        ("fatal_error", Act.REPEAT),
        ("ratelimited", Act.WAIT),
        ("cannot_reply_to_message", Act.ALONE),
        ("a_word_of_next_year", Act.PAUSE),
    ],
)
def test_slacks_words(code: str, act: Act) -> None:
    """Each documented word has its consequence; an unknown refusal is one, and nothing was posted."""
    assert understood(refused(code)).act is act


@pytest.mark.parametrize(("header", "seconds"), [("7", 7.0), ("1.5", 1.5), ("", 30.0), ("soon", 30.0)])
def test_how_long_to_wait(header: str, seconds: float) -> None:
    """Retry-After is obeyed whatever its letter case; without one, half a minute."""
    trouble = understood(refused("ratelimited", 429, {"retry-AFTER": header}))
    assert (trouble.act, trouble.seconds) == (Act.WAIT, seconds)


def test_a_body_that_is_no_json_is_an_unknown_outcome() -> None:
    """A proxy's error page tells nothing of what Slack did."""
    error = Raised("no JSON", {"status": 502, "headers": {}, "body": "<html>Bad gateway</html>"})
    assert understood(error).act is Act.REPEAT
    busy = Raised("no JSON", {"status": 429, "headers": {"Retry-After": "3"}, "body": "slow down"})
    assert understood(busy).seconds == 3


@pytest.mark.parametrize(
    ("error", "act"),
    [
        (URLError(ConnectionRefusedError(errno.ECONNREFUSED, "refused")), Act.RETRY),
        (URLError(OSError(errno.ENETUNREACH, "unreachable")), Act.RETRY),
        (URLError(socket.gaierror("no such name")), Act.RETRY),
        (URLError(ssl.SSLCertVerificationError("who is that")), Act.RETRY),
        (URLError(TimeoutError("while connecting or while sending")), Act.REPEAT),
        (URLError(BrokenPipeError(errno.EPIPE, "while sending")), Act.REPEAT),
        (RemoteDisconnected("after the request was sent"), Act.REPEAT),
        (TimeoutError("while waiting for the answer"), Act.REPEAT),
        (ConnectionResetError(errno.ECONNRESET, "reset"), Act.REPEAT),
    ],
)
def test_only_a_connection_that_was_never_made_has_posted_nothing(
    error: SlackClientError | OSError | HTTPException, act: Act
) -> None:
    """Whatever broke after the first byte may have been read on the other side."""
    assert understood(error).act is act
