"""Every verb of the slash command over Socket Mode: what it answers, and how soon it is acknowledged.

The local Slack measures from sending the envelope to its acknowledgement, which carries the
answer; the file of an export follows it. The desk runs in a process of its own, over the
bundled history. The verbs take turns, so none is asked while its caches are still warm.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from bot.app import build_app
from bot.grammar import VERBS
from bot.slack import Workspace, connect, manifest_of
from tests.benchmarks import report
from tests.benchmarks.harness import Contest, Timed, measure, quantile
from tests.support.newsroom.desk_on_slack import SETTINGS, desk_on
from tests.support.slack.driven import DrivenSlack
from tests.support.slack.driver import Driver
from tests.support.slack.seen import Reply

TIMES = 50
CEILING = 1.0
"""Seconds that nearly every answer promises to take at most; Slack waits three."""
CHANNEL = "#mass-desk"
SHOWN = 90
RENDERED = re.compile(r"<!date\^[^|]*\|([^>]*)>")
"""A time as Slack's clients render it, and the words for those that can't."""

TYPED = {
    "lookup": "Boston",
    "history": "history Boston",
    "recent": "recent NV",
    "trend": "trend MA",
    "compare": "compare Boston",
    "top": "top counties MA",
    "map": "map MA",
    "subscribe": "subscribe MA",
    "subscriptions": "subscriptions",
    "mute": "mute 7d",
    "resume": "resume",
    "unsubscribe": "unsubscribe MA",
    "sources": "sources",
    "export": "export Boston",
    "settings": "settings",
    "feedback": "feedback The page of Boston is wrong",
    "help": "help",
}
"""What is typed of each verb, in an order in which each has something to do."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One verb as measured.

    Attributes:
        typed: What was typed after the command.
        answer: The text that notifies.
        seconds: Of each time, to the acknowledgement.
    """

    typed: str
    answer: str
    seconds: tuple[float, ...]

    @property
    def p95(self) -> float:
        """Seconds within which 95 of 100 were answered."""
        return quantile(self.seconds, 0.95)


def spoken(url: str, times: int = TIMES) -> list[Spoken]:
    """Type each verb so many times, and return what came of it in the order of `help`.

    Args:
        url: A database with the bundled history; it is written to.
        times: How often.

    Raises:
        RuntimeError: A verb was not answered.
    """
    with DrivenSlack(manifest=manifest_of(SETTINGS)) as slack:
        args = (url, times, slack.base_url, slack.bot_token, slack.app_token)
        ours, _ = measure(Contest("verbs", _desk, args=args), rounds=1)
    assert isinstance(ours.result, dict)
    return [ours.result[verb] for verb in VERBS]


@contextmanager
def _desk(
    url: str, times: int, base_url: str, bot_token: str, app_token: str
) -> Iterator[Callable[[], object]]:
    workspace = Workspace(f"{base_url}/api/", bot_token, app_token)
    with desk_on(url) as desk, ExitStack() as stack:
        connect(build_app(desk, workspace.client()), workspace, stack)
        yield lambda: _asked(Driver(base_url), times)


def _asked(driver: Driver, times: int) -> Timed:
    driver.wait_connected()
    replies: dict[str, list[Reply]] = defaultdict(list)
    for _ in range(times):
        for verb, typed in TYPED.items():
            replies[verb].append(driver.command(CHANNEL, typed))
    silent = [f"{verb}: {each.error}" for verb, some in replies.items() for each in some if not each.text]
    if silent:
        raise RuntimeError(f"The local Slack showed no answer to {silent[0]}")
    told = {
        verb: Spoken(TYPED[verb], some[-1].text, tuple(each.ms / 1000 for each in some))
        for verb, some in replies.items()
    }
    return Timed([second for each in told.values() for second in each.seconds], told)


def lines(told: list[Spoken]) -> Iterator[str]:
    """Return the table, a verb a line, and say of each that is too slow that it is."""
    yield "| typed | answer | p50 | p95 | promise |"
    yield "| --- | --- | ---: | ---: | --- |"
    for each in told:
        answer = " ".join(RENDERED.sub(r"\1", each.answer).split()).replace("|", "\\|")
        cut = answer if len(answer) <= SHOWN else f"{answer[:SHOWN]}…"
        median, p95 = report.duration(quantile(each.seconds, 0.5)), report.duration(each.p95)
        promise = f"p95 ≤ {report.duration(CEILING)}" + ("; TOO SLOW" if each.p95 > CEILING else "")
        yield f"| `{each.typed}` | {cut} | {median} | {p95} | {promise} |"
