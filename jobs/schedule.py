"""When each source is due, and the heartbeat that checks what is.

APScheduler keeps one job in memory and stores nothing: what is due lives in our own table,
so a locked database can't end its thread, and a laptop that slept runs everything once.
"""

import logging
import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlmodel import select

from jobs.check import check
from jobs.due import due_scouts, due_sources, next_due
from jobs.scouts.look import look
from jobs.watch import Report, Watch
from models.health import source_row
from models.store import reading, writing
from models.tables import SourceRow

logger = logging.getLogger(__name__)

BEAT = timedelta(seconds=60)
AGAIN = timedelta(minutes=5)
"""After a check that was cut short by a crash."""

SILENT = timedelta(minutes=15)
"""Without a heartbeat for so long the scheduler is taken for dead; a check takes a minute or two."""

UTC_ZONE = ZoneInfo("UTC")


def run_due(watch: Watch, names: Iterable[str] | None = None) -> list[Report]:
    """Check every source that is due, and let every scout look that is.

    Before a check begins it is put off by a few minutes, so that one that breaks the desk is
    tried again after a restart, and not in a loop.

    Args:
        watch: What a check needs.
        names: Sources that are watched; by default all.

    Raises:
        StoreError: The database can't be read or written.
    """
    watched = [watch.sources[name] for name in (watch.sources if names is None else names)]
    with reading(watch.engine) as session:
        due = dict(session.exec(select(SourceRow.name, SourceRow.due)).all())
    reports = []
    for name in due_sources(watched, due, watch.clock()):
        reports += _run(watch, name, watch.sources[name].every, partial(check, name, watch))
    for scout in due_scouts(watch.settings.scouts, due, watch.clock()):
        every = timedelta(minutes=scout.every_minutes)
        reports += _run(watch, scout.key, every, partial(look, scout, watch))
    return reports


def _run(watch: Watch, name: str, every: timedelta, work: Callable[[], list[Report]]) -> list[Report]:
    now = watch.clock()
    _put_off(watch, name, min(now + AGAIN, now + every))
    reports = work()
    _put_off(watch, name, next_due(every, now, random.uniform(-1, 1)))  # noqa: S311 - no secret
    return reports


def _put_off(watch: Watch, name: str, until: datetime) -> None:
    with writing(watch.engine) as session:
        source_row(session, name).due = until


class Heartbeat:
    """Runs `run_due` once a minute in a thread of its own.

    Args:
        watch: What a check needs.
        names: Sources that are watched.
        leads: Tells whether this desk is the one that checks publishers.
        beat: Time between two looks.
    """

    def __init__(
        self, watch: Watch, names: Iterable[str], leads: Callable[[], bool], beat: timedelta = BEAT
    ) -> None:
        self._watch = watch
        self._names = tuple(names)
        self._leads = leads
        self._beat = beat
        self._scheduler: BackgroundScheduler | None = None
        self.last = watch.clock()

    def start(self) -> None:
        """Begin at once."""
        self._scheduler = BackgroundScheduler(
            timezone=UTC_ZONE,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        trigger = IntervalTrigger(seconds=self._beat.total_seconds(), timezone=UTC_ZONE)
        self._scheduler.add_job(self._tick, trigger, next_run_time=datetime.now(UTC_ZONE))
        self._scheduler.start()

    def stop(self) -> None:
        """Stop without waiting for a check that runs; its transaction is whole or not there."""
        if self._scheduler is not None:
            self._scheduler.shutdown(wait=False)
            self._scheduler = None

    def revive(self) -> bool:
        """Start the scheduler anew when it hasn't beaten for long; tell whether that was needed.

        `running` of APScheduler stays true when its thread has died, so only the last beat counts.
        """
        if self._watch.clock() - self.last < SILENT:
            return False
        logger.error("The scheduler has not run since %s: it is started anew", self.last.isoformat())
        self.stop()
        self.last = self._watch.clock()
        self.start()
        return True

    def _tick(self) -> None:
        self.last = self._watch.clock()
        try:
            if self._leads():
                for report in run_due(self._watch, self._names):
                    logger.info("%s: %s, %d rows", report.source, report.status, report.rows)
                self.last = self._watch.clock()
        except Exception:
            logger.exception("A check failed in a way that nobody foresaw")
