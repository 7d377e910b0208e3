"""The double's state in one place; everything here runs on the server's one event loop, so without locks."""

import asyncio
import secrets
from collections import deque
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.preview.errors import SlackRefusal
from bot.preview.state.faults import Faults
from bot.preview.state.rate_limits import Rates
from bot.preview.state.seed import MANIFEST, Installation, install, newsroom
from bot.preview.state.socket_mode import Hub
from bot.preview.state.workspace import Clock, Json, LocalWorkspace

TRIGGER_SECONDS = 3
RESPONSE_URL_SECONDS = 30 * 60
RESPONSE_URL_USES = 5


@dataclass(slots=True)
class Trigger:
    """A trigger_id: opens one modal for one person, within three seconds, above the channel that they see."""

    user: str
    at: float
    channel: str = ""
    used: bool = False


@dataclass(slots=True)
class ResponseUrl:
    """Where an app may answer one command or click.

    Attributes:
        source_ts: The message that was clicked; empty for a command, which has none to replace.
    """

    channel: str
    user: str
    at: float
    source_ts: str = ""
    uses: int = 0


@dataclass(slots=True)
class ReplayButton:
    """The *Replay history* button: its callable, and how far it is, in a word and in a line."""

    run: Callable[[], None] | None
    state: str = "ready"
    progress: str = ""


@dataclass(slots=True)
class Core:
    """The whole of the local Slack, apart from its sockets and pages.

    Attributes:
        base_url: `http://127.0.0.1:PORT`, known once the server listens.
        bot_token: Made up at each start, so that no page knows it.
        app_token: The same.
        calls: The latest 10,000 Web API calls, oldest first: method, arguments, answer's `ok` and `error`.
        responses: The latest 1,000 bodies that came to response_urls, oldest first, each with what it got.
    """

    clock: Clock
    installation: Installation
    workspace: LocalWorkspace
    rates: Rates
    replay: ReplayButton
    hub: Hub = field(default_factory=Hub)
    faults: Faults = field(default_factory=Faults)
    triggers: dict[str, Trigger] = field(default_factory=dict)
    response_urls: dict[str, ResponseUrl] = field(default_factory=dict)
    calls: deque[Json] = field(default_factory=lambda: deque(maxlen=10_000))
    responses: deque[Json] = field(default_factory=lambda: deque(maxlen=1_000))
    base_url: str = ""
    bot_token: str = field(default_factory=lambda: f"xoxb-local-{secrets.token_hex(16)}")
    app_token: str = field(default_factory=lambda: f"xapp-local-{secrets.token_hex(16)}")
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    def later(self, work: Coroutine[Any, Any, None]) -> None:
        """Do something beside what is being answered now; Slack sends events so."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def now(self) -> float:
        """Seconds since 1970, by the clock."""
        return self.clock().timestamp()

    def new_trigger(self, user: str, channel: str = "") -> str:
        """A trigger_id for one interaction of a person, who looks at a channel."""
        name = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**11)}.{secrets.token_hex(16)}"
        self.triggers[name] = Trigger(user, self.now(), channel)
        return name

    def exchange(self, trigger_id: str) -> Trigger:
        """Use up a trigger_id.

        Raises:
            SlackRefusal: invalid_trigger_id, exchanged_trigger_id or expired_trigger_id.
        """
        trigger = self.triggers.get(trigger_id)
        if trigger is None:
            raise SlackRefusal("invalid_trigger_id")
        if trigger.used:
            raise SlackRefusal("exchanged_trigger_id")
        if self.now() - trigger.at > TRIGGER_SECONDS:
            raise SlackRefusal("expired_trigger_id")
        trigger.used = True
        return trigger

    def new_response_url(self, channel: str, user: str, source_ts: str = "") -> str:
        """An address that answers one command or click."""
        token = secrets.token_urlsafe(18)
        self.response_urls[token] = ResponseUrl(channel, user, self.now(), source_ts)
        return f"{self.base_url}/respond/{token}"

    def use_response_url(self, token: str) -> ResponseUrl:
        """Count one use of a response_url.

        Raises:
            SlackRefusal: `used_url` after five uses, `expired_url` after thirty minutes or when unknown.
        """
        response_url = self.response_urls.get(token)
        if response_url is None or self.now() - response_url.at > RESPONSE_URL_SECONDS:
            raise SlackRefusal("expired_url")
        if response_url.uses >= RESPONSE_URL_USES:
            raise SlackRefusal("used_url")
        response_url.uses += 1
        return response_url


def make_core(
    clock: Clock, *, manifest: Mapping[str, Any] | None, on_replay: Callable[[], None] | None
) -> Core:
    """A freshly seeded local Slack with the app installed as its manifest says."""
    installation = install(manifest or MANIFEST)
    workspace = newsroom(clock, installation.name)
    core = Core(clock, installation, workspace, Rates(clock), ReplayButton(on_replay))
    core.hub.refuses = core.faults.refuses_socket
    core.hub.changed = lambda: workspace.tell("connected", {"connections": len(core.hub.connections)})
    return core
