"""Plays the bundled past again, through the path that live checks take.

A publisher on this computer serves the facts as pages and PDFs; the real sources, pointed at
it, are fetched, read, judged, compared and published by `jobs.check`, each step at its own
time on the replay's clock. Alerts arrive in the outbox of the replay's database as they would
have then.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import groupby

from sqlalchemy import Engine

from jobs.check import check
from jobs.context import CheckContext, CheckReport
from jobs.fetching import Fetcher
from jobs.history import PastEvent, read_catalog
from jobs.replay.publisher import PATHS, Publisher, documents_of, retold
from models.db import migrate, open_engine
from models.domain import Source
from models.newsroom import copy_at_once

PAUSE = 5.0
"""Seconds between two steps, so that all of them take about a minute."""


@dataclass(frozen=True, slots=True)
class ReplayStep:
    """One event of the past, replayed.

    Attributes:
        number: From 1.
        total: How many steps there are.
        label: What happened, in a line.
        moment: When, UTC; the replay's clock when the step was done.
        cited: The pages that say so.
        reports: What the checks made of it.
    """

    number: int
    total: int
    label: str
    moment: datetime
    cited: tuple[str, ...]
    reports: tuple[CheckReport, ...]


class Replay:
    """Replays the past into a database of its own.

    Args:
        context: On the replay's database (see `new_database`), with all built-in sources; its
            addresses, its clock and its fetcher are replaced.
        publisher: Running.
        pause: Seconds between two steps.
        sleep: Waits; another one can be woken early.
    """

    def __init__(
        self,
        context: CheckContext,
        publisher: Publisher,
        *,
        pause: float = PAUSE,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._now = _events()[0].observed
        self._pause, self._sleep = pause, sleep
        self._publisher = publisher
        sources = {
            name: _replayed(context.sources[name], publisher.address + path) for name, path in PATHS.items()
        }
        told_at_once = context.settings.slack.model_copy(update={"settle_seconds": 0})
        settings = context.settings.model_copy(update={"slack": told_at_once})
        self._context = replace(context, sources=sources, settings=settings, clock=self.now)

    def now(self) -> datetime:
        """Return the replay's time, UTC."""
        return self._now

    def steps(self) -> Iterator[ReplayStep]:
        """Do one step after the other, and yield each when it is done.

        Raises:
            StoreError: The database can't be read or written.
        """
        events = _events()
        contact, version = self._context.settings.newsroom.contact, "replay"
        with Fetcher(contact, version, allow_loopback=True, clock=self.now, pause=0.0) as fetcher:
            context = replace(self._context, fetcher=fetcher)
            for number, event in enumerate(events, 1):
                if number > 1:
                    self._sleep(self._pause)
                reports = self._do(event, context)
                yield ReplayStep(number, len(events), event.label, self._now, event.cited, reports)

    def _do(self, event: PastEvent, context: CheckContext) -> tuple[CheckReport, ...]:
        self._now = event.observed
        if event.what == "withdrawn":
            del self._publisher.pages[PATHS[event.source]]
            return self._wait_for_withdrawal(event.source, context)
        self._publisher.pages |= documents_of(event.observed)
        return tuple(check(event.source, context))

    def _wait_for_withdrawal(self, name: str, context: CheckContext) -> tuple[CheckReport, ...]:
        """Check as often, over as long a time, as it takes to call a list withdrawn."""
        source, gone = context.sources[name], self._now
        reports: list[CheckReport] = []
        for number in range(source.gone_after):
            self._now = gone + source.gone_for * number / max(source.gone_after - 1, 1)
            reports += check(name, context)
        return tuple(reports)


def new_database(desk: Engine, url: str) -> Engine:
    """Make a database for a replay, empty but for the desk's subscriptions, and open it.

    All is told at once there: digests and quiet hours go by a clock that the past doesn't have.

    Args:
        desk: The desk's own database, which the replay never writes to.
        url: Of a database that doesn't exist yet or is empty.

    Raises:
        StoreError: A database can't be read or written.
    """
    migrate(url)
    engine = open_engine(url)
    copy_at_once(desk, engine)
    return engine


def _events() -> list[PastEvent]:
    """Return the past of the lists that have a live publisher; what one document brought is one event."""
    live = (past for past in read_catalog() if past.source in PATHS)
    return [next(group) for _, group in groupby(live, key=lambda past: (past.observed, past.label))]


def _replayed(source: Source, address: str) -> Source:
    return replace(source, address=address, parse=partial(retold, source.parse), floor=1)
