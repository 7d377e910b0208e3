"""What to do about each way in which Slack doesn't take a message.

Codes: https://docs.slack.dev/reference/methods/chat.postMessage, section Errors, and those of
`chat.update` and `files.completeUploadExternal`. Slack has no key that would make a second post
harmless, so what matters most is whether a failed call can have posted after all.
"""

import errno
import logging
import re
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPException
from math import isfinite
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError, SlackRequestError

logger = logging.getLogger(__name__)


FAILED_CALL = (SlackClientError, OSError, HTTPException)
"""What a call to Slack raises when it fails; `understood` says what each means."""


class Act(StrEnum):
    """What the outbox does with the message."""

    RETRY = "retry"
    """Nothing was posted: try again, with growing pauses."""
    UNKNOWN = "unknown"
    """Refused by a word that we don't know, of which Slack has new ones every year: the same."""
    REPEAT = "repeat"
    """It may have been posted: try again, and say so in the message."""
    WAIT = "wait"
    """Slack says when."""
    PLAINER = "plainer"
    """Slack doesn't take these blocks: send it with fewer."""
    PAUSE = "pause"
    """The channel is closed to us: keep what waits, tell whoever subscribed."""
    ADMIN = "admin"
    """An admin of the workspace must allow it: keep what waits, tell operators, look again."""
    STOP = "stop"
    """The app itself is not let in: keep everything, send nothing until a test call succeeds."""
    BESIDE = "beside"
    """The message can't be edited: its thread says what the edit would have."""
    ALONE = "alone"
    """Nothing can stand below that message any more: post it in the channel itself."""
    GIVE_UP = "give_up"
    """It can't ever be sent."""


PASSING = frozenset({Act.WAIT, Act.RETRY, Act.REPEAT})
"""What may go better in a minute; any other is Slack's word on the call itself."""


class NeverShared(SlackRequestError):
    """Slack took a file, but nobody has seen it in its thread yet; it may still come.

    Attributes:
        file: Slack's id of it.
    """

    def __init__(self, file: str) -> None:
        super().__init__(f"File {file} has not appeared.")
        self.file = file


class Unconfirmed(SlackRequestError):
    """Slack said ok, and not what it has done."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """One failed call.

    Attributes:
        act: What to do.
        code: Slack's word for it, or the kind of failure.
        seconds: Pause that Slack asks for.
        file: Slack's id of a file that it took and has not shown.
    """

    act: Act
    code: str
    seconds: float = 0.0
    file: str = ""


_ACTS = {
    Act.PAUSE: (
        "is_archived",
        "is_inactive",
        "channel_not_found",
        "not_in_channel",
        "messages_tab_disabled",
        "no_permission",  # "Make sure your app is a member of the conversation"
        "restricted_action",
        "restricted_action_read_only_channel",
        "restricted_action_thread_only_channel",
        "restricted_action_non_threadable_channel",
        "posting_to_channel_denied",
        "file_type_not_allowed",
        "file_uploads_disabled",
        "file_uploads_except_images_disabled",
    ),
    Act.ADMIN: (
        "access_denied",
        "ekm_access_denied",
        "enterprise_is_restricted",
        "team_access_not_granted",
        "two_factor_setup_required",
    ),
    Act.STOP: (
        "account_inactive",
        "invalid_auth",  # a bad token, or an address that is not allowed
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    ),
    Act.PLAINER: (
        "invalid_arguments",
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
    ),
    Act.BESIDE: ("block_mismatch", "cant_update_message", "edit_window_closed", "message_not_found"),
    Act.ALONE: ("cannot_reply_to_message", "thread_not_found"),
    Act.RETRY: (
        "accesslimited",
        "org_login_required",
        "request_timeout",  # what was sent is missing or cut
        "service_unavailable",
        "team_added_to_org",
    ),
    Act.REPEAT: ("fatal_error", "internal_error"),  # "some aspect of the operation" may have succeeded
    Act.WAIT: ("ratelimited", "rate_limited", "message_limit_exceeded"),
}
NOT_LET_IN = frozenset(_ACTS[Act.STOP])
"""Words for a token that opens nothing any more."""
FILES_REFUSED = frozenset(_ACTS[Act.PAUSE][-4:]) | {"missing_scope", "not_allowed_token_type"}
"""Words for an app that may post here, but no such file."""
_ACT_OF = {code: act for act, codes in _ACTS.items() for code in codes}

_NEVER_CONNECTED = {errno.ECONNREFUSED, errno.ENETUNREACH, errno.EHOSTUNREACH, errno.EADDRNOTAVAIL}

_WITHOUT_A_TIME = 30.0
_LONGEST = 3600.0
"""Seconds to wait when Slack says that we are too fast, but not for how long; and whatever anybody says."""

_SERVER_ERROR = 500
_TOO_FAST = 429
_WORD = re.compile(r"[a-z0-9_.-]{1,80}")


def understood(error: Exception) -> Trouble:
    """Say what a failed call to Slack means.

    Args:
        error: As slack_sdk raised it, or the connection's own; of any other nobody knows what was done.
    """
    match error:
        case SlackApiError():
            trouble = _refused(error)
        case NeverShared():
            trouble = Trouble(Act.REPEAT, "never_shared", file=error.file)
        case Unconfirmed():
            trouble = Trouble(Act.REPEAT, "unconfirmed")
        case SlackRequestError():
            trouble = Trouble(Act.RETRY, "upload_failed")
        case URLError(reason=OSError() as reason):
            trouble = Trouble(Act.RETRY if _never_connected(reason) else Act.REPEAT, type(reason).__name__)
        case _:
            trouble = Trouble(Act.REPEAT, type(error).__name__)
    return trouble


def _never_connected(reason: OSError) -> bool:
    named = isinstance(reason, socket.gaierror | ssl.SSLCertVerificationError)
    return named or reason.errno in _NEVER_CONNECTED


def _refused(error: SlackApiError) -> Trouble:
    response = error.response
    if isinstance(response, dict):  # a body that is no JSON, as some of slack_sdk hands it over
        status, headers, data = int(response.get("status", 0)), response.get("headers", {}), None
    else:
        status, headers, data = response.status_code, response.headers, response.data
    wait = {name.lower(): value for name, value in headers.items()}.get("retry-after", "")
    code = _word(data)
    act = _ACT_OF.get(code)
    if code == "missing_scope" and isinstance(data, Mapping):
        needed, provided = data.get("needed"), data.get("provided")
        logger.error(
            "Slack says missing_scope: needed %s, provided %s. Reinstall from python -m bot manifest.",
            needed,
            provided,
        )
    if status == _TOO_FAST or act is Act.WAIT:
        return Trouble(Act.WAIT, "ratelimited", seconds_of(wait, _WITHOUT_A_TIME))
    if not code or (status >= _SERVER_ERROR and act in {None, Act.RETRY}):
        return Trouble(Act.REPEAT, code or "not_json")
    return Trouble(act or Act.UNKNOWN, code)


def _word(data: object) -> str:
    """Return Slack's word for a refusal; empty for what Slack doesn't say, such as a proxy's page.

    slack_sdk puts the beginning of a body that is no JSON in the place of the word.
    """
    if not isinstance(data, Mapping) or data.get("ok") is not False:
        return ""
    code = str(data.get("error") or "no_reason")
    return code if _WORD.fullmatch(code) else ""


def seconds_of(wait: str, otherwise: float) -> float:
    """Return what a Retry-After asks for, an hour at the most; else what is given instead."""
    try:
        seconds = float(wait)
    except ValueError:
        return otherwise
    return min(max(seconds, 0.0), _LONGEST) if isfinite(seconds) else otherwise
