"""Slack as the desk reaches it: tokens tried, Socket Mode connected, deliveries on their way."""

import logging
import socket
from contextlib import ExitStack
from dataclasses import dataclass

from slack_bolt import App
from slack_bolt.adapter.socket_mode.builtin import SocketModeHandler
from slack_sdk import WebClient

from bot.slack.api_errors import FAILED_CALL, understood
from bot.slack.error_words import in_words
from models.errors import DeskError

logger = logging.getLogger(__name__)

TIMEOUT = 20
"""Seconds for one call; the longest delivery makes a few, well within a claim's life."""

PING = 2.0
"""Seconds between two pings. slack_sdk takes a connection that broke without a close frame for
dead after five failed pings, and reads it in a busy loop until then: a minute at Bolt's ten seconds."""


@dataclass(frozen=True, slots=True)
class Workspace:
    """Where Slack is, and the tokens that it knows us by.

    Attributes:
        page: The local Slack's page; empty on Slack itself.
    """

    api_url: str
    bot_token: str
    app_token: str
    page: str = ""

    def client(self) -> WebClient:
        """Return a client that never retries by itself: a second post is ours to decide on."""
        return WebClient(self.bot_token, base_url=self.api_url, timeout=TIMEOUT, retry_handlers=[])


@dataclass(frozen=True, slots=True)
class Introduction:
    """What Slack says of the bot token; no scopes are known where it doesn't say."""

    team: str
    user: str
    scopes: frozenset[str]
    team_id: str = ""


def introduced(workspace: Workspace) -> Introduction:
    """Try the bot token.

    Raises:
        DeskError: Slack can't be reached, or doesn't let us in.
    """
    try:
        answer = workspace.client().auth_test()
    except FAILED_CALL as error:
        word = in_words(understood(error).code)
        raise DeskError(
            f"Slack at {workspace.api_url} did not let us in: {word}.",
            "See SLACK_BOT_TOKEN and slack.api_url; python -m bot doctor looks closer.",
        ) from error
    granted = {name.lower(): value for name, value in answer.headers.items()}.get("x-oauth-scopes", "")
    scopes = frozenset(scope.strip() for scope in granted.split(",")) - {""}
    team, user, number = (str(answer.get(name) or "") for name in ("team", "user", "team_id"))
    return Introduction(team, user, scopes, number)


def connect(app: App, workspace: Workspace, stack: ExitStack) -> None:
    """Open the Socket Mode connection of an app, until the stack is closed.

    Raises:
        DeskError: Slack doesn't take the app-level token, or can't be reached.
    """
    handler = SocketModeHandler(app, workspace.app_token, ping_interval=PING)
    handler.client.on_message_listeners.append(lambda _: _send_at_once(handler))
    try:
        handler.client.connect()
    except FAILED_CALL as error:
        word = in_words(understood(error).code)
        raise DeskError(
            f"Slack does not open a Socket Mode connection: {word}.",
            "See that SLACK_APP_TOKEN has the scope connections:write and Socket Mode is on.",
        ) from error
    stack.callback(handler.close)


def _send_at_once(handler: SocketModeHandler) -> None:
    """Switch Nagle's algorithm off: it holds back the acks of a burst by up to 40 ms."""
    session = handler.client.current_session
    if session is not None and session.sock is not None:
        session.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
