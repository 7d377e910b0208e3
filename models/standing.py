"""What a list says now: the rows that stand, as the diff needs them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, func, select

from models.batches import batches
from models.changes import Row
from models.fills import usual_of
from models.stored import as_rows
from models.tables import EditionRow, ListingRow
from models.values import Period


@dataclass(frozen=True, slots=True)
class Standing:
    """The last accepted edition of a series, and the keys of the rows that stand.

    Attributes:
        edition: Its id; None when there was none.
        source_edition: Id of the source's last accepted edition of any series.
        published: The date that it prints.
        dated: The latest date that it or an edition before it bears.
        period: What it covers, if its document says so.
        keys: How often each row stands.
    """

    edition: int | None = None
    source_edition: int | None = None
    content: str = ""
    published: date | None = None
    dated: date | None = None
    period: Period | None = None
    observed: datetime | None = None
    transcription: bool = False
    partial: bool = False
    keys: Counter[bytes] = field(default_factory=Counter)


NOTHING = Standing()
"""Before the first edition."""

_Beside = tuple[int | None, Mapping[str, str], str]
"""What is kept beside what a row says: its page, its annotations and why its place is what it is."""

EDITIONS = 5
"""How many of the last accepted editions tell what is usual for a source."""


def standing(session: Session, source: str, series: str) -> Standing:
    """Return what stands of a source's series (empty for state lists)."""
    accepted = (
        select(EditionRow)
        .where(
            col(EditionRow.source) == source,
            col(EditionRow.status) == "accepted",
            col(EditionRow.series) == series,
        )
        .order_by(col(EditionRow.id).desc())
        .limit(1)
    )
    dates = select(func.max(EditionRow.dated)).where(
        col(EditionRow.source) == source, col(EditionRow.status) == "accepted"
    )
    newest = last_edition(session, source)
    last = session.exec(accepted).first()
    if last is None:
        return Standing(source_edition=newest)
    keys = session.exec(
        select(ListingRow.key).where(
            col(ListingRow.source) == source,
            col(ListingRow.series) == series,
            col(ListingRow.until_edition).is_(None),
        )
    )
    return Standing(
        edition=last.id,
        source_edition=newest,
        content=last.content,
        published=last.published,
        dated=session.exec(dates.where(col(EditionRow.series) == series)).one(),
        period=Period(last.period_first, last.period_last)
        if last.period_first and last.period_last
        else None,
        observed=last.observed,
        transcription=bool(last.transcription),
        partial=last.partial,
        keys=Counter(keys),
    )


def last_edition(session: Session, source: str) -> int | None:
    """Return the id of a source's last accepted edition of any series; None when there is none."""
    newest = select(func.max(EditionRow.id)).where(
        col(EditionRow.source) == source, col(EditionRow.status) == "accepted"
    )
    return session.exec(newest).one()


def usual_fills(session: Session, source: str) -> Mapping[str, float]:
    """Return the median share of each field over a source's last accepted editions, of any period.

    Partial copies don't count: what they lack says nothing of the list.
    """
    statement = (
        select(EditionRow.fills)
        .where(
            col(EditionRow.source) == source,
            col(EditionRow.status) == "accepted",
            col(EditionRow.partial).is_(False),
        )
        .order_by(col(EditionRow.id).desc())
        .limit(EDITIONS)
    )
    return usual_of(session.exec(statement))


def replaced(session: Session, source: str, content: str, last: int | None) -> date | None:
    """Return the date of an edition that said exactly this and that a later one replaced.

    Args:
        session: A reading session.
        source: Name of a list whose editions replace each other.
        content: Fingerprint of the rows (`models.publication.content_of`).
        last: The edition that stands, which is none of those.
    """
    statement = select(func.max(EditionRow.published)).where(
        col(EditionRow.source) == source,
        col(EditionRow.status) == "accepted",
        col(EditionRow.content) == content,
        col(EditionRow.id) != last,
    )
    return session.exec(statement).one()


def standing_rows(session: Session, source: str, series: str, wanted: Counter[bytes]) -> list[Row]:
    """Return the rows that stand under the wanted keys, as many as are wanted of each."""
    left = Counter(wanted)
    found: list[ListingRow] = []
    for some in batches(wanted):
        rows = session.exec(
            select(ListingRow)
            .where(
                col(ListingRow.source) == source,
                col(ListingRow.series) == series,
                col(ListingRow.until_edition).is_(None),
                col(ListingRow.key).in_(some),
            )
            .order_by(col(ListingRow.id))
        )
        for row in rows:
            left[row.key] -= 1
            if left[row.key] >= 0:
                found.append(row)
    return as_rows(session, found)


def elsewhere(session: Session, source: str, series: str, rows: Iterable[Row]) -> list[Row]:
    """Return the rows that stand already, but on another page, with other annotations or read otherwise.

    They say the same, so nothing changed; but a citation must name the page of the newest
    edition, and a better resolver or a hand correction must reach the rows that stand. Each
    carries the id of the stored row that it continues.
    """
    stood: dict[bytes, list[tuple[int, _Beside]]] = {}
    columns: Sequence[Any] = (
        ListingRow.id,
        ListingRow.key,
        ListingRow.page,
        ListingRow.annotations,
        ListingRow.reason,
    )
    statement = select(*columns).where(
        col(ListingRow.source) == source,
        col(ListingRow.series) == series,
        col(ListingRow.until_edition).is_(None),
    )
    for listing, key, page, annotations, reason in session.exec(statement.order_by(col(ListingRow.id))):
        stood.setdefault(key, []).append((listing or 0, (page, annotations, reason)))
    unmatched = []
    for row in rows:
        beside = (row.listing.page, row.listing.annotations, row.resolution.reason)
        same = [each for each in stood.get(row.key, ()) if each[1] == beside]
        if same:
            stood[row.key].remove(same[0])
        elif row.key in stood:
            unmatched.append(row)
    return [replace(row, stored=stood[row.key].pop(0)[0]) for row in unmatched if stood[row.key]]
