"""`/detainers Boston` over Socket Mode: the desk's app with a real answer, against Bolt as it comes.

The local Slack measures both from sending the envelope to its acknowledgement, over a real
WebSocket. The peer's listener only acknowledges, with a constant.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from slack_bolt import Ack, App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk import WebClient

from bot.app import build_app
from bot.slack import Workspace, connect, manifest_of
from tests.benchmarks.harness import Contest, Timed
from tests.support.newsroom.desk_on_slack import SETTINGS, desk_on
from tests.support.slack.driven import DrivenSlack
from tests.support.slack.driver import Driver

FLOOR, CEILING = 5, 0.005
COMMANDS = 100
CHANNEL = "#mass-desk"


def contests(url: str, stack: ExitStack, commands: int = COMMANDS) -> list[Contest]:
    """Return the row of the table that is about commands; its two local Slacks run until the stack closes.

    Args:
        url: A database with the bundled history.
        stack: Ends the local Slacks, which run in this process, the contestants in theirs.
        commands: How often the command is typed in each round.
    """
    slacks = [stack.enter_context(DrivenSlack(manifest=manifest_of(SETTINGS))) for _ in range(2)]
    places = [(slack.base_url, slack.bot_token, slack.app_token) for slack in slacks]
    return [
        Contest(
            "/detainers Boston over Socket Mode, to its acknowledgement",
            ours,
            peers,
            "default Bolt",
            FLOOR,
            CEILING,
            args=(url, commands, *places),
            same=False,
        )
    ]


Where = tuple[str, str, str]
"""A local Slack's address, bot token and app-level token."""


@contextmanager
def ours(url: str, commands: int, where: Where, _other: Where) -> Iterator[Callable[[], object]]:
    """Connect the desk's app as `python -m bot run` does."""
    base_url, bot_token, app_token = where
    workspace = Workspace(f"{base_url}/api/", bot_token, app_token)
    with desk_on(url) as desk, ExitStack() as stack:
        connect(build_app(desk, workspace.client()), workspace, stack)
        yield lambda: _typed(Driver(base_url), commands)


@contextmanager
def peers(_url: str, commands: int, _other: Where, where: Where) -> Iterator[Callable[[], object]]:
    """Connect a Bolt app as its documentation begins."""
    base_url, bot_token, app_token = where
    app = App(client=WebClient(bot_token, base_url=f"{base_url}/api/"))

    @app.command("/detainers")
    def answer(ack: Ack) -> None:
        ack("Boston is on one list.")

    handler = SocketModeHandler(app, app_token)
    handler.connect()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped
    yield lambda: _typed(Driver(base_url), commands)
    handler.close()  # type: ignore[no-untyped-call]  # slack_bolt leaves it untyped


def _typed(driver: Driver, commands: int) -> Timed:
    driver.wait_connected()
    replies = [driver.command(CHANNEL, "Boston") for _ in range(commands)]
    wrong = [reply.error for reply in replies if reply.error or "Boston" not in reply.text]
    if wrong:
        raise RuntimeError(f"The local Slack showed no answer: {wrong[0]}")
    return Timed([reply.ms / 1000 for reply in replies])
