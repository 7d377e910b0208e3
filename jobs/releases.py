"""A release of a cumulative list on its way through a check: compared, and fit for the guard."""

from collections import Counter
from dataclasses import replace

from sqlmodel import Session, col, func, select

from models.cumulative import changes_of_release
from models.diff import mentioned, newly_known
from models.listings import key
from models.publication import Publication
from models.standing import Standing, elsewhere, standing_rows
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
    stood = before.keys
    if work.edition.partial:
        said_gone = Counter(map(key, work.edition.gone))
        stood = mentioned(stood, Counter(row.key for row in work.rows), said_gone)
    changes = newly_known(
        changes_of_release(
            stood,
            work.rows,
            lambda gone: standing_rows(session, work.source, work.series, gone),
            work.edition.period,
            before.period,
        ),
        before_partial=before.partial,
        after_partial=work.edition.partial,
    )
    moved = elsewhere(session, work.source, work.series, work.rows)
    again = _told_again(session, work)
    return replace(work, before=before, changes=changes, elsewhere=moved, told_again=again)


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
