"""Slack as the desk reaches it: tokens tried, Socket Mode connected, deliveries on their way."""

import asyncio
import logging
import time
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial

from slack_bolt import App
from slack_bolt.adapter.socket_mode.internals import run_bolt_app, send_response
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.slack.api_errors import FAILED_CALL, Act, Trouble, understood
from bot.slack.error_words import in_words, unreached
from bot.slack.installed import installed_by
from bot.slack.socket_link import Door, NoConnection, try_door
from bot.slack.socket_mode import FINAL, Send, SocketMode, said
from bot.slack.web_client import BoundedClient
from models.errors import NotLetIn

logger = logging.getLogger(__name__)


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

    def client(self) -> BoundedClient:
        """Return a client whose calls end in time, and that never retries by itself."""
        return BoundedClient(self.bot_token, self.api_url)

    def door(self) -> Door:
        """Return where Socket Mode connections are asked for."""
        client = self.client()
        return Door(f"{client.base_url.rstrip('/')}/", self.app_token, client.proxy)


@dataclass(frozen=True, slots=True)
class Introduction:
    """What Slack says of the bot token; no scopes are known where it doesn't say.

    Attributes:
        installed: Key of the installation that it belongs to, of which each outbox row is.
    """

    team: str
    user: str
    scopes: frozenset[str]
    installed: str = ""


def introduced(workspace: Workspace) -> Introduction:
    """Try the bot token.

    Raises:
        NotLetIn: Slack can't be reached, doesn't know the token, or doesn't say whose it is.
    """
    try:
        answer = workspace.client().auth_test()
    except FAILED_CALL as error:
        raise _not_let_in(workspace, understood(error)) from error
    granted = {name.lower(): value for name, value in answer.headers.items()}.get("x-oauth-scopes", "")
    scopes = frozenset(scope.strip() for scope in granted.split(",")) - {""}
    team, user = (str(answer.get(name) or "") for name in ("team", "user"))
    installed = installed_by(answer.data if isinstance(answer.data, dict) else {}).key
    if not installed:
        raise _not_let_in(workspace, Trouble(Act.UNKNOWN, "unconfirmed"))
    return Introduction(team, user, scopes, installed)


def _not_let_in(workspace: Workspace, trouble: Trouble) -> NotLetIn:
    named, why = f"Slack at {workspace.api_url}", in_words(trouble.code)
    if unreached(trouble.code):
        sentence = f"{why.replace('Slack', named, 1)}."
        cure = "See slack.api_url, and this machine's network and proxy."
    else:
        sentence, cure = f"{named} did not let us in: {why}.", "See SLACK_BOT_TOKEN and slack.api_url."
    return NotLetIn(
        sentence,
        cure,
        trouble.code,
        trouble.seconds,
        final=trouble.code in FINAL,
    )


def connect(app: App, workspace: Workspace, stack: ExitStack) -> SocketMode:
    """Open the Socket Mode connection of an app, until the stack is closed.

    When Slack can't be reached now, it is tried again until it can.

    Raises:
        NotLetIn: Slack doesn't take the app-level token.
    """
    socket_mode = SocketMode(workspace.door(), partial(_answer, app))
    state = socket_mode.start()
    if state.final:
        socket_mode.stop()
        raise _not_opened(state.trouble)
    stack.callback(socket_mode.stop)
    return socket_mode


def try_socket(workspace: Workspace) -> None:
    """Open a Socket Mode connection and close it again; nothing that comes over it is answered.

    Raises:
        NotLetIn: Slack opens none.
    """
    try:
        asyncio.run(try_door(workspace.door()))
    except NoConnection as error:
        raise _not_opened(error.code) from error


def _answer(app: App, request: SocketModeRequest, send: Send) -> None:
    began = time.time()
    send_response(_Reply(send), request, run_bolt_app(app, request), began)


class _Reply(BaseSocketModeClient):
    """What Bolt takes for the client: the way of one acknowledgement."""

    def __init__(self, send: Send) -> None:
        self.logger = logger
        self._send = send

    def send_message(self, message: str) -> None:
        """Send the acknowledgement."""
        self._send(message)


def _not_opened(code: str) -> NotLetIn:
    return NotLetIn(
        f"Slack does not open a Socket Mode connection: {said(code)}.",
        "See that SLACK_APP_TOKEN has the scope connections:write and Socket Mode is on.",
        code,
        final=code in FINAL,
    )
