"""What to do about each way in which Slack doesn't take a message.

Codes: https://docs.slack.dev/reference/methods/chat.postMessage, section Errors. Slack has no
key that would make a second post harmless, so what matters most is whether a failed call
can have posted after all.
"""

import errno
import logging
import socket
import ssl
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPException
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError, SlackRequestError

logger = logging.getLogger(__name__)


FAILED_CALL = (SlackClientError, OSError, HTTPException)
"""What a call to Slack raises when it fails; `understood` says what each means."""


class Act(StrEnum):
    """What the outbox does with the message."""

    RETRY = "retry"
    """Nothing was posted: try again, with growing pauses."""
    REPEAT = "repeat"
    """It may have been posted: try again, and say so in the message."""
    WAIT = "wait"
    """Slack says when."""
    PLAINER = "plainer"
    """Slack doesn't take these blocks: send it with fewer."""
    PAUSE = "pause"
    """The channel is closed to us, or Slack gives a reason that we don't know: keep what waits, tell
    whoever subscribed."""
    STOP = "stop"
    """The app itself is not let in: keep everything, send nothing."""
    BESIDE = "beside"
    """The message can't be edited: its thread says what the edit would have."""
    ALONE = "alone"
    """Nothing can stand below that message any more: post it in the channel itself."""
    GIVE_UP = "give_up"
    """It can't ever be sent."""


class NeverShared(SlackRequestError):
    """Slack took a file and said ok, but nobody has seen it in its thread yet; it may still come."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One failed call.

    Attributes:
        act: What to do.
        code: Slack's word for it, or the kind of failure.
        seconds: Pause that Slack asks for.
    """

    act: Act
    code: str
    seconds: float = 0.0


_ACTS = {
    Act.PAUSE: (
        "is_archived",
        "is_inactive",
        "channel_not_found",
        "not_in_channel",
        "access_denied",
        "messages_tab_disabled",
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
    ),
    Act.STOP: (
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "no_permission",
        "not_authed",
        "org_login_required",
        "team_access_not_granted",
        "token_expired",
        "token_revoked",
    ),
    Act.PLAINER: ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long"),
    Act.BESIDE: ("cant_update_message", "edit_window_closed", "message_not_found"),
    Act.ALONE: ("cannot_reply_to_message", "thread_not_found"),
    Act.REPEAT: ("fatal_error", "internal_error", "request_timeout", "service_unavailable"),
    Act.WAIT: ("ratelimited", "rate_limited", "message_limit_exceeded"),
}
NOT_LET_IN = frozenset(_ACTS[Act.STOP])
"""Words for a token that opens nothing any more."""
_ACT_OF = {code: act for act, codes in _ACTS.items() for code in codes}

_NEVER_CONNECTED = {errno.ECONNREFUSED, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL}

_WITHOUT_A_TIME = 30.0
"""Seconds to wait when Slack says that we are too fast, but not for how long."""

_SERVER_ERROR = 500


def understood(error: SlackClientError | OSError | HTTPException) -> Trouble:
    """Say what a failed call to Slack means.

    Args:
        error: As slack_sdk raised it, or the connection's own.
    """
    if isinstance(error, SlackApiError):
        return _refused(error)
    if isinstance(error, NeverShared):
        return Trouble(Act.REPEAT, "never_shared")
    if isinstance(error, SlackRequestError):
        return Trouble(Act.RETRY, "upload_failed")
    reason = error.reason if isinstance(error, URLError) else None
    if isinstance(reason, socket.gaierror | ssl.SSLCertVerificationError):
        return Trouble(Act.RETRY, type(reason).__name__)
    if isinstance(reason, OSError) and reason.errno in _NEVER_CONNECTED:
        return Trouble(Act.RETRY, type(reason).__name__)
    return Trouble(Act.REPEAT, type(reason or error).__name__)


def _refused(error: SlackApiError) -> Trouble:
    response = error.response
    if isinstance(response, dict):  # a body that is no JSON, as slack_sdk hands it over
        status, headers, code = int(response.get("status", 0)), response.get("headers", {}), "not_json"
    else:
        status, headers = response.status_code, response.headers
        code = str(response.get("error", "")) if isinstance(response.data, dict) else "not_json"
    if code == "missing_scope":
        logger.error(
            "Slack says missing_scope: needed %s, provided %s. Reinstall from python -m bot manifest.",
            response.get("needed"),
            response.get("provided"),
        )
    wait = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    if status == 429 or _ACT_OF.get(code) is Act.WAIT:  # noqa: PLR2004 - HTTP's own number for it
        return Trouble(Act.WAIT, "ratelimited", _seconds(wait))
    if code in _ACT_OF:
        return Trouble(_ACT_OF[code], code)
    return Trouble(Act.REPEAT if status >= _SERVER_ERROR or code == "not_json" else Act.PAUSE, code)


def _seconds(wait: str) -> float:
    try:
        return max(float(wait), 0.0)
    except ValueError:
        return _WITHOUT_A_TIME
