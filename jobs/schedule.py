"""When each source is due, and the heartbeat that checks what is.

APScheduler keeps one job in memory and stores nothing: what is due lives in our own table,
so a locked database can't end its thread, and a laptop that slept runs everything once.
"""

import logging
import random
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from jobs.check import check
from jobs.context import CheckContext, CheckReport
from jobs.scouts import look_for_leads
from jobs.steps import reread_outdated
from models.db import reading, writing
from models.domain import Source
from models.editions import put_off
from models.queries import due_checks

logger = logging.getLogger(__name__)

JITTER = 0.1
"""Share of the time between two checks by which a check comes earlier or later."""

BEAT = timedelta(seconds=60)

AGAIN = timedelta(minutes=5)
"""After a check that was cut short by a crash."""

SILENT = timedelta(minutes=15)
"""Without a heartbeat for so long the scheduler is taken for dead; a check takes a minute or two."""


def due_sources(sources: Iterable[Source], due: Mapping[str, datetime | None], now: datetime) -> list[str]:
    """Return the names of the sources to check now, the longest overdue first. Pure.

    Args:
        sources: Those that are watched; one that reads another's documents is never due itself.
        due: By name, when each is due, UTC; None, or no entry, means at once.
        now: UTC.
    """
    waiting = [source for source in sources if not source.reads and source.address]
    begin = datetime.min.replace(tzinfo=UTC)
    when = {
        each.name: due.get(each.name) or begin for each in waiting if is_due(due, each.name, each.every, now)
    }
    return sorted(when, key=lambda name: (when[name], name))


def is_due(due: Mapping[str, datetime | None], name: str, every: timedelta, now: datetime) -> bool:
    """Tell whether something is to be looked at now. Pure.

    Nothing is put off for longer than its cadence: what is due later still, a clock said that was fast.
    """
    when = due.get(name) or now
    return not now < when <= next_due(max(every, AGAIN), now, 1)


def next_due(every: timedelta, now: datetime, spread: float) -> datetime:
    """Return when what is checked now is due again. Pure.

    Args:
        every: The mean of the time between two checks.
        now: UTC.
        spread: From -1 to 1; so desks that were started together drift apart.
    """
    return now + every * (1 + JITTER * spread)


def run_due(
    context: CheckContext, names: Iterable[str] | None = None, looked: Callable[[], None] = lambda: None
) -> list[CheckReport]:
    """Check every source that is due, and let every scout look that is.

    Before a check begins it is put off by a few minutes, so that one that breaks the desk is
    tried again after a restart, and not in a loop.

    Args:
        context: What a check needs.
        names: Sources that are watched; by default all.
        looked: Is called after each.

    Raises:
        StoreError: The database can't be read or written.
    """
    watched = [context.sources[name] for name in (context.sources if names is None else names)]
    with reading(context.engine) as session:
        due = due_checks(session)
    reports = []
    for name in due_sources(watched, due, context.clock()):
        reports += _run(context, name, context.sources[name].every, partial(check, name, context))
        looked()
    now = context.clock()
    for scout in context.settings.scouts:
        every = timedelta(minutes=scout.every_minutes)
        if scout.enabled and is_due(due, scout.key, every, now):
            reports += _run(context, scout.key, every, partial(look_for_leads, scout, context))
            looked()
    return reports


def _run(
    context: CheckContext, name: str, every: timedelta, work: Callable[[], list[CheckReport]]
) -> list[CheckReport]:
    now = context.clock()
    _put_off(context, name, min(now + AGAIN, now + every))
    reports = work()
    _put_off(context, name, next_due(every, now, random.uniform(-1, 1)))  # noqa: S311 - no secret
    return reports


def _put_off(context: CheckContext, name: str, until: datetime) -> None:
    with writing(context.engine) as session:
        put_off(session, name, until)


class Heartbeat:
    """Runs `run_due` once a minute in a thread of its own, and once what better readers read anew.

    Args:
        context: What a check needs.
        names: Sources that are watched.
        leads: Tells whether this desk is the one that checks publishers.
        beat: Time between two looks.

    Attributes:
        last: When it last ended a look, or a check of one source, UTC; what hangs in one is none.
    """

    def __init__(
        self, context: CheckContext, names: Iterable[str], leads: Callable[[], bool], beat: timedelta = BEAT
    ) -> None:
        self._context = context
        self._names = tuple(names)
        self._leads = leads
        self._beat = beat
        self._scheduler: BackgroundScheduler | None = None
        self._read_again = False
        self.last = self._begun = context.clock()

    def start(self) -> None:
        """Begin at once."""
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        trigger = IntervalTrigger(seconds=self._beat.total_seconds(), timezone=UTC)
        self._scheduler.add_job(self._tick, trigger, next_run_time=datetime.now(UTC))
        self._scheduler.start()

    def stop(self) -> None:
        """Stop without waiting for a check that runs; its transaction is whole or not there."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    def revive(self) -> bool:
        """Start the scheduler anew when it hasn't beaten for long; tell whether that was needed.

        `running` of APScheduler stays true when its thread has died, so only the last beat counts. One in
        the future is of a clock that was fast; until it gets there, APScheduler would sleep.
        """
        now = self._context.clock()
        if -SILENT < now - max(self.last, self._begun) < SILENT:
            return False
        logger.error("The scheduler has not run since %s: it is started anew", self.last.isoformat())
        self.stop()
        self._begun, self.last = now, min(self.last, now)
        self.start()
        return True

    def _looked(self) -> None:
        self.last = self._context.clock()

    def _tick(self) -> None:
        try:
            if self._leads():
                self._begin_reading_again()
                for report in run_due(self._context, self._names, self._looked):
                    level = logging.WARNING if report.status in {"failed", "held"} else logging.INFO
                    said = " ".join(
                        [f"{report.source}: {report.status}, {report.rows} rows.", *report.reasons]
                    )
                    logger.log(level, "%s", said)
            self._looked()
        except Exception:
            logger.exception("A check failed in a way that nobody foresaw")

    def _begin_reading_again(self) -> None:
        """Let the newest editions be read again, beside the checks, whose source has another reader now."""
        if not self._read_again and self._scheduler is not None:
            self._read_again = True
            self._scheduler.add_job(reread_outdated, args=[self._context])
