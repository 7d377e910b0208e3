"""Slack as an adapter: connection, scopes, people, errors, pace; knows no fact."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from bot.slack.api_errors import (
        FAILED_CALL, FILES_REFUSED, NOT_LET_IN, PASSING, Act, NeverShared, Trouble, Unconfirmed,
        understood,
    )
    from bot.slack.connection import Introduction, Workspace, connect, introduced, try_socket
    from bot.slack.error_words import in_words, opening
    from bot.slack.event_dedup import EventDedup
    from bot.slack.installed import Installed, installed_by
    from bot.slack.manifest import manifest_of, scopes_for
    from bot.slack.message_words import words_of
    from bot.slack.rate_limiter import RateLimiter
    from bot.slack.response_url import respond_once
    from bot.slack.socket_mode import SocketMode, SocketState, pause, said
    from bot.slack.user_directory import People
    from bot.slack.web_client import BoundedClient, send_bytes

__getattr__ = lazy_face(__name__)
