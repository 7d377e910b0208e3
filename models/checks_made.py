"""How often sources were checked, by the hour: a digest without news says how well was looked."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, delete, select

from models.dialects import insert_of
from models.people_tables import CheckHourRow
from models.tables import SourceRow

KEPT = timedelta(days=60)
"""Longer than the gap that any digest covers, but for one of a channel long muted."""


def count_check(session: Session, source: str, now: datetime) -> None:
    """Count one check of a source that is over, and forget those of long ago.

    Args:
        session: One that writes.
        source: The name of the one whose documents were asked for.
        now: UTC.
    """
    row = session.get(SourceRow, source)
    found = int(row is not None and not row.failures)
    first = insert_of(session)(CheckHourRow).values(source=source, hour=_hour(now), checks=1, successes=found)
    again = {"checks": CheckHourRow.checks + 1, "successes": CheckHourRow.successes + found}
    session.connection().execute(first.on_conflict_do_update(index_elements=["source", "hour"], set_=again))
    session.exec(delete(CheckHourRow).where(col(CheckHourRow.hour) < now - KEPT))


def checks_between(
    session: Session, sources: Iterable[str], since: datetime, until: datetime
) -> Counter[str]:
    """Return how many checks were made of each source between two moments (UTC), in whole hours."""
    made = select(CheckHourRow.source, func.sum(CheckHourRow.checks)).where(
        col(CheckHourRow.source).in_(sorted(set(sources))),
        col(CheckHourRow.hour) >= _hour(since),
        col(CheckHourRow.hour) < _hour(until),
    )
    return Counter(dict(session.exec(made.group_by(CheckHourRow.source)).all()))


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
