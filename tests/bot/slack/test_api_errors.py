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

from bot.slack import Act, Trouble, in_words, understood

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


ACTS = {
    "no such token, or none that may: nothing is sent until a test call succeeds": (
        Act.STOP,
        "token_revoked account_inactive not_authed invalid_auth token_expired missing_scope "
        "not_allowed_token_type",
    ),
    "an admin must allow it": (
        Act.ADMIN,
        "team_access_not_granted ekm_access_denied two_factor_setup_required enterprise_is_restricted "
        "access_denied",
    ),
    "it passes, and nothing was posted": (
        Act.RETRY,
        "accesslimited org_login_required team_added_to_org service_unavailable request_timeout",
    ),
    "Slack says how long": (Act.WAIT, "ratelimited rate_limited message_limit_exceeded"),
    "something may have been done": (Act.REPEAT, "internal_error fatal_error"),
    "this channel, or this file in it": (
        Act.PAUSE,
        "is_archived channel_not_found not_in_channel no_permission restricted_action "
        "posting_to_channel_denied file_type_not_allowed file_uploads_except_images_disabled",
    ),
    "these blocks": (
        Act.PLAINER,
        "invalid_blocks msg_blocks_too_long msg_too_long no_text invalid_arguments",
    ),
    "this message can't be edited": (Act.BESIDE, "block_mismatch cant_update_message edit_window_closed"),
    "nor replied to": (Act.ALONE, "cannot_reply_to_message thread_not_found"),
    "words of next year": (Act.UNKNOWN, "a_word_of_next_year no_reason"),
}
"""What each word asks for; Slack's common errors among them, each of which is here."""


@pytest.mark.parametrize(
    ("act", "code"), [(act, code) for act, all_ in ACTS.values() for code in all_.split()]
)
def test_slacks_words(act: Act, code: str) -> None:
    """Each documented word has its consequence; an unknown refusal is one, and nothing was posted."""
    assert understood(refused(code)).act is act


@pytest.mark.parametrize("code", ["service_unavailable", "request_timeout", "a_word_of_next_year"])
def test_a_servers_error_is_an_unknown_outcome_whatever_its_word(code: str) -> None:
    """What answers 500 may have broken after it had posted."""
    assert understood(refused(code, 503)).act is Act.REPEAT


WAITS = {"7": 7.0, "1.5": 1.5, "": 30.0, "soon": 30.0, "nan": 30.0, "inf": 30.0, "-5": 0.0, "1e12": 3600.0}


@pytest.mark.parametrize(("header", "seconds"), WAITS.items())
def test_how_long_to_wait(header: str, seconds: float) -> None:
    """Retry-After is obeyed whatever its letter case, for an hour at the most; without one, half a minute."""
    trouble = understood(refused("ratelimited", 429, {"retry-AFTER": header}))
    assert (trouble.act, trouble.seconds) == (Act.WAIT, seconds)


def test_a_body_that_is_no_json_is_an_unknown_outcome() -> None:
    """A proxy's error page tells nothing of what Slack did."""
    error = Raised("no JSON", {"status": 502, "headers": {}, "body": "<html>Bad gateway</html>"})
    assert understood(error).act is Act.REPEAT
    login = "Received a response in a non-JSON format: <!doctype html><title>Sign in</title>"
    assert understood(refused(login)) == Trouble(Act.REPEAT, "not_json")
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
    """Whatever broke after the first byte may have been read on the other side; Slack said none of it."""
    trouble = understood(error)
    assert trouble.act is act
    assert in_words(trouble.code).startswith("Slack can't be reached")
