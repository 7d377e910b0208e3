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
from sqlmodel import col, select

from jobs.check import check
from jobs.fetch import Fetcher
from jobs.history.catalog import Past, read_catalog
from jobs.history.publisher import Publisher
from jobs.history.retelling import retold
from jobs.history.shelf import PATHS, Shelf
from jobs.watch import Report, Watch
from models.people_tables import SubscriptionRow
from models.rhythm import AT_ONCE
from models.schema import migrate
from models.store import open_engine, reading, writing
from models.values import Source
from models.wishes import read_terms, terms_json

PAUSE = 5.0
"""Seconds between two steps, so that all of them take about a minute."""


@dataclass(frozen=True, slots=True)
class Step:
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
    reports: tuple[Report, ...]


class Replay:
    """Replays the past into a database of its own.

    Args:
        watch: On the replay's database (see `new_database`), with all built-in sources; its
            addresses, its clock and its fetcher are replaced.
        publisher: Running.
        pause: Seconds between two steps.
        sleep: Waits; another one can be woken early.
    """

    def __init__(
        self,
        watch: Watch,
        publisher: Publisher,
        *,
        pause: float = PAUSE,
        sleep: Callable[[float], object] = time.sleep,
    ) -> None:
        self._now = _events()[0][0].observed
        self._pause, self._sleep = pause, sleep
        self._shelf = Shelf(publisher)
        sources = {
            name: _replayed(watch.sources[name], publisher.address + path) for name, path in PATHS.items()
        }
        told_at_once = watch.settings.slack.model_copy(update={"settle_seconds": 0})
        settings = watch.settings.model_copy(update={"slack": told_at_once})
        self._watch = replace(watch, sources=sources, settings=settings, clock=self.now)

    def now(self) -> datetime:
        """Return the replay's time, UTC."""
        return self._now

    def steps(self) -> Iterator[Step]:
        """Do one step after the other, and yield each when it is done.

        Raises:
            StoreError: The database can't be read or written.
        """
        events = _events()
        contact, version = self._watch.settings.newsroom.contact, "replay"
        with Fetcher(contact, version, allow_loopback=True, clock=self.now, pause=0.0) as fetcher:
            watch = replace(self._watch, fetcher=fetcher)
            for number, event in enumerate(events, 1):
                if number > 1:
                    self._sleep(self._pause)
                reports = self._do(event, watch)
                yield Step(number, len(events), event[0].label, self._now, event[0].cited, reports)

    def _do(self, event: list[Past], watch: Watch) -> tuple[Report, ...]:
        first = event[0]
        self._now = first.observed
        if first.text:
            self._shelf.note(first, watch.sources[first.source].title)
            return tuple(check(first.source, watch))
        if first.edition is None:
            self._shelf.take_down(first)
            return self._wait_for_withdrawal(first.source, watch)
        self._shelf.put(event, watch.sources[first.source].title)
        return tuple(check(first.source, watch))

    def _wait_for_withdrawal(self, name: str, watch: Watch) -> tuple[Report, ...]:
        """Check as often, over as long a time, as it takes to call a list withdrawn."""
        source, gone = watch.sources[name], self._now
        reports: list[Report] = []
        for number in range(source.gone_after):
            self._now = gone + source.gone_for * number / max(source.gone_after - 1, 1)
            reports += check(name, watch)
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
    with reading(desk) as session:
        rows = session.exec(select(SubscriptionRow).order_by(col(SubscriptionRow.id))).all()
    with writing(engine) as session:
        session.add_all(_at_once(row) for row in rows)
    return engine


def _at_once(row: SubscriptionRow) -> SubscriptionRow:
    terms = replace(read_terms(row.terms), rhythm=AT_ONCE, quiet=None)
    told = {"terms": terms_json(terms), "digest_due": None, "muted_until": None}
    return SubscriptionRow(**row.model_dump(exclude={"id"}) | told)


def _events() -> list[list[Past]]:
    """Return the past of the lists that have a live publisher; what one document brought is one event."""
    live = (past for past in read_catalog() if past.source in PATHS)
    return [list(group) for _, group in groupby(live, key=lambda past: (past.observed, past.label))]


def _replayed(source: Source, address: str) -> Source:
    return replace(source, address=address, parse=partial(retold, source.parse), floor=1)
