"""An edition accepted after a later one was published: history without alerts.

A later document that says what stands is no news, but while an edition is held it is one: else
accepting the older would tell what it has undone already.

Its rows are put between those of its neighbours. What stands now, the counts and the
messages stay as they are; only a question about that day gets a better answer.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, or_
from sqlmodel import Session, col, select

from models.changes import Row
from models.dialects import one_at_a_time
from models.diff import pick
from models.hold import held_edition
from models.listing_rows import Arrival, add_listings
from models.publication import Publication
from models.store import reading, writing
from models.tables import EditionRow, ListingPlaceRow, ListingRow
from models.values import Period


def overtaken_by(engine: Engine, source: str, series: str, held: int) -> int | None:
    """Return the id of the next accepted edition after a held one, if there is one."""
    statement = (
        select(EditionRow.id)
        .where(
            col(EditionRow.source) == source,
            col(EditionRow.series) == series,
            col(EditionRow.status) == "accepted",
            col(EditionRow.id) > held,
        )
        .order_by(col(EditionRow.id))
        .limit(1)
    )
    with reading(engine) as session:
        return session.exec(statement).first()


def leaves_behind(session: Session, work: Publication, *, in_order: bool) -> bool:
    """Tell whether a document that says what stands was shown after one that is held, and overtakes it.

    Args:
        session: One that reads.
        work: Compared with what stands.
        in_order: The dates of its source's documents tell which is the later; of a page that is
            written over it is the one that is shown.
    """
    waiting = [
        col(EditionRow.source) == work.source,
        col(EditionRow.series) == work.series,
        col(EditionRow.status) == "held",
        col(EditionRow.id) > (work.before.edition or 0),
        col(EditionRow.observed) <= work.document.observed,
    ]
    if in_order and (published := work.edition.published):
        waiting.append(or_(col(EditionRow.published).is_(None), col(EditionRow.published) <= published))
    return session.exec(select(EditionRow.id).where(*waiting).limit(1)).first() is not None


def insert_between(engine: Engine, work: Publication, following: int, now: datetime) -> int:
    """Write an overtaken edition between its neighbours, and return its id.

    Raises:
        UsageError: Somebody else decided on it meanwhile.
    """
    assert work.held is not None  # noqa: S101 - only held editions are overtaken
    with writing(engine) as session:
        one_at_a_time(session, f"publish {work.source}")
        edition = held_edition(session, work.held, deciding=True)
        edition.status, edition.decided, edition.decided_by = "accepted", now, work.decided_by
        edition.rows = len(work.rows)
        left = _keep_what_stood(session, work, following)
        new = _begin_earlier(session, work, pick(work.rows, left), following)
        arrival = Arrival(work.source, work.series, work.held, work.document.observed, work.covered)
        ids = add_listings(session, arrival, new)
        for listing in ids:
            session.get_one(ListingRow, listing).until_edition = following
        return work.held


def _keep_what_stood(session: Session, work: Publication, following: int) -> Counter[bytes]:
    """End what stood before and isn't in the edition; return the keys that didn't stand."""
    held = work.held or 0
    left = Counter(row.key for row in work.rows)
    statement = select(ListingRow).where(
        col(ListingRow.source) == work.source,
        col(ListingRow.series) == work.series,
        col(ListingRow.first_edition) < held,
        or_(col(ListingRow.until_edition).is_(None), col(ListingRow.until_edition) > held),
    )
    for row in session.exec(statement).all():
        if left[row.key] > 0:
            left[row.key] -= 1
        elif not work.edition.partial and not _of_other_days(row, work.edition.period):
            _split(session, row, held, following)
    return left


def _of_other_days(row: ListingRow, period: Period | None) -> bool:
    """Tell whether a row falls outside of what a release covers, which says nothing of it then."""
    if period is None or row.period_first is None or row.period_last is None:
        return False
    return row.period_last < period.first or row.period_first > period.last


def _split(session: Session, row: ListingRow, held: int, following: int) -> None:
    """End a row with the held edition, and let it begin again with the one that follows."""
    if row.until_edition is None or row.until_edition > following:
        columns = row.model_dump(exclude={"id"})
        again = ListingRow(**columns | {"first_edition": following, "since_edition": following})
        session.add(again)
        session.flush()
        places = session.exec(select(ListingPlaceRow).where(col(ListingPlaceRow.listing) == row.id)).all()
        session.add_all(
            ListingPlaceRow(listing=again.id or 0, geoid=place.geoid, candidate=place.candidate)
            for place in places
        )
    row.until_edition = held


def _begin_earlier(session: Session, work: Publication, rows: Sequence[Row], following: int) -> list[Row]:
    """Let rows of the edition that follows begin with this one; return those that it lacks."""
    begun = select(ListingRow).where(
        col(ListingRow.source) == work.source,
        col(ListingRow.series) == work.series,
        col(ListingRow.first_edition) == following,
    )
    by_key: dict[bytes, list[ListingRow]] = {}
    for listing in session.exec(begun).all():
        by_key.setdefault(listing.key, []).append(listing)
    lacking: list[Row] = []
    for row in rows:
        if not by_key.get(row.key):
            lacking.append(row)
            continue
        stored = by_key[row.key].pop()
        stored.first_edition = work.held or following
        if stored.since_edition == following:
            stored.since_edition = stored.first_edition
    return lacking
