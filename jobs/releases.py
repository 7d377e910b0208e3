"""A release of a cumulative list on its way through a check: compared, and fit for the guard."""

from dataclasses import replace
from functools import partial

from sqlmodel import Session, col, func, select

from jobs.comparing import compared
from models.cumulative import changes_of_release
from models.publication import Publication
from models.standing import Standing
from models.tables import EditionRow, ListingRow
from models.values import Period


def compared_release(session: Session, work: Publication, before: Standing) -> Publication:
    """Return the work with what a release changes of what stands.

    All rows of the first release begin with it, and none of them is a change.

    Args:
        session: One that reads.
        work: The release, read and placed.
        before: What stands; its period becomes that of all releases so far.
    """
    if before.edition is None:
        return replace(work, before=before, begun=work.rows)
    before = replace(before, period=_covered(session, work.source))
    changes_of = partial(changes_of_release, covers=work.edition.period, covered=before.period)
    work = compared(session, work, before, changes_of)
    return replace(work, told_again=_told_again(session, work))


def covers_more(work: Publication) -> bool:
    """Tell whether a release covers days that none before it did: then it is news without a change."""
    now, before = work.edition.period, work.before.period
    if work.told_again is None or now is None:
        return False
    return before is None or now.first < before.first or now.last > before.last


def _covered(session: Session, source: str) -> Period | None:
    days = select(func.min(EditionRow.period_first), func.max(EditionRow.period_last)).where(
        col(EditionRow.source) == source, col(EditionRow.status) == "accepted"
    )
    first, last = session.exec(days).one()
    return Period(first, last) if first and last else None


def _told_again(session: Session, work: Publication) -> int:
    """Return how many rows stand on the days that a release covers."""
    if work.edition.period is None:
        return 0
    statement = select(func.count()).where(
        col(ListingRow.source) == work.source,
        col(ListingRow.series) == work.series,
        col(ListingRow.until_edition).is_(None),
        col(ListingRow.period_first).between(work.edition.period.first, work.edition.period.last),
    )
    return session.exec(statement).one()
