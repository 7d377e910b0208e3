"""What a list says: its printings as the values that they were, and the edition that others follow."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from models.db import EditionRow, ListingPlaceRow, PlaceRow, PrintedListRow, PrintingRow, select_in
from models.domain import (
    Listing,
    ListingKind,
    Outcome,
    Period,
    Place,
    PlaceKind,
    Resolution,
    Row,
    StoredEdition,
    usual_of,
)
from models.queries.clauses import accepted, newest_edition, newest_first, places_by_geoid

Links = defaultdict[int, list[tuple[bool, Place]]]
"""By a listing's id the places that it names, in the order of their GEOIDs, and those it may name (True)."""

EDITIONS = 5
"""How many of the last accepted editions tell what is usual for a source."""


def as_listing(row: PrintingRow) -> Listing:
    """Return a printing as the value of a row that is read so; where it stands, its printed list says."""
    return Listing(
        kind=ListingKind(row.kind),
        fields=row.fields,
        state=row.state,
        section=row.section,
        as_read=row.as_read,
        annotations=row.annotations,
        notes=(*row.notes, *row.remarks),
    )


def as_printed(row: PrintingRow) -> Listing:
    """Return a printing as its reader handed it over, without hand corrections and remarks."""
    return replace(as_listing(row), fields={**row.fields, **row.printed}, notes=tuple(row.notes))


def rows_of_printings(session: Session, source: str, wordings: Iterable[bytes]) -> dict[bytes, Row]:
    """Return the stored printings of a source under some wordings, as rows with their places."""
    printings = select(PrintingRow).where(col(PrintingRow.source) == source)
    stored = list(select_in(session, printings, PrintingRow.digest, sorted(set(wordings))))
    places = places_of_printings(session, stored)
    return {
        row.digest: Row(as_listing(row), row.key, _resolution(row, places), check_first=row.check_first)
        for row in stored
    }


def places_of_printings(session: Session, printings: Iterable[PrintingRow]) -> dict[str, Place]:
    """Return the places that printings name, or may name, by GEOID."""
    return places_by_geoid(session, [geoid for row in printings for geoid in (*row.places, *row.candidates)])


def linked_places(session: Session, listings: Iterable[int]) -> Links:
    """Return the places of listings by the listing's id, each with whether it is a mere candidate."""
    links: Links = defaultdict(list)
    named = (
        select(ListingPlaceRow.listing, ListingPlaceRow.candidate, PlaceRow)
        .join(PlaceRow, col(PlaceRow.geoid) == col(ListingPlaceRow.geoid))
        .order_by(col(ListingPlaceRow.geoid))
    )
    for listing, candidate, place in select_in(session, named, ListingPlaceRow.listing, listings):
        value = Place(place.geoid, place.name, place.state, PlaceKind(place.kind))
        links[listing].append((candidate, value))
    return links


def _resolution(row: PrintingRow, places: Mapping[str, Place]) -> Resolution:
    return Resolution(
        Outcome(row.outcome),
        tuple(places[geoid] for geoid in row.places),
        tuple(places[geoid] for geoid in row.candidates),
        row.reason,
        row.repaired,
        row.scope,
    )


@dataclass(frozen=True, slots=True)
class EditionBefore:
    """The accepted edition of a series that stands before a place in its log.

    Attributes:
        edition: Its id; None when there was none.
        log: Number and greatest id of the accepted editions of the series, and how often they were read:
            others have written since when it differs.
        source_edition: Id of the source's newest accepted edition of any series.
        published: The date that it prints.
        dated: The latest date that it or an edition before it bears.
        period: What it covers, if its document says so.
        content: Fingerprint of what its rows say.
    """

    edition: int | None = None
    log: tuple[int, int, int] = (0, 0, 0)
    source_edition: int | None = None
    content: str = ""
    published: date | None = None
    dated: date | None = None
    period: Period | None = None
    observed: datetime | None = None
    transcription: bool = False
    partial: bool = False


def before(session: Session, source: str, series: str, place: datetime) -> EditionBefore:
    """Return what stands before a place (UTC) in the log of a source's series (empty for state lists)."""
    earlier = (*accepted(source, series), col(EditionRow.stood) < place)
    newest, last = last_edition(session, source), newest_edition(session, *earlier)
    log = log_version(session, source, series)
    if last is None:
        return EditionBefore(log=log, source_edition=newest)
    return EditionBefore(
        edition=last.id,
        log=log,
        source_edition=newest,
        content=last.content,
        published=last.published,
        dated=session.exec(select(func.max(EditionRow.dated)).where(*earlier)).one(),
        period=period_of(last),
        observed=last.observed,
        transcription=bool(last.transcription),
        partial=last.partial,
    )


def log_version(session: Session, source: str, series: str) -> tuple[int, int, int]:
    """Return number and greatest id of a series' accepted editions, and how many readings they have."""
    counted = select(func.count(), func.max(EditionRow.id)).where(*accepted(source, series))
    number, greatest = session.exec(counted).one()
    read = select(func.count()).select_from(PrintedListRow).join(EditionRow).where(*accepted(source, series))
    return number, greatest or 0, session.exec(read).one()


def period_of(edition: EditionRow) -> Period | None:
    """Return what an edition covers, if its document says so."""
    first, last = edition.period_first, edition.period_last
    return Period(first, last) if first and last else None


def as_edition(row: EditionRow) -> StoredEdition:
    """Return an edition's row as the value that people's side and a review are given."""
    return StoredEdition(
        number=row.id or 0,
        source=row.source,
        series=row.series,
        status=row.status,
        sha256=row.sha256,
        address=row.address,
        observed=row.observed,
        stood=row.stood,
        published=row.published,
        dated=row.dated,
        given=row.given,
        seen=row.seen,
        period=period_of(row),
        rows=row.rows,
        totals=row.totals,
        caveats=row.caveats,
        questions=row.questions,
        reasons=row.reasons,
        transcription=row.transcription,
        partial=row.partial,
        capture=row.capture,
        decided=row.decided,
        decided_by=row.decided_by,
    )


def last_edition(session: Session, source: str) -> int | None:
    """Return the id of a source's newest accepted edition of any series; None when there is none."""
    last = newest_edition(session, *accepted(source))
    return last.id if last else None


def usual_fills(session: Session, source: str) -> Mapping[str, float]:
    """Return the median share of each field over a source's last accepted editions, of any period.

    Partial copies don't count: what they lack says nothing of the list.
    """
    statement = (
        select(EditionRow.fills)
        .where(*accepted(source), col(EditionRow.partial).is_(False))
        .order_by(*newest_first())
        .limit(EDITIONS)
    )
    return usual_of(session.exec(statement))


def replaced(session: Session, source: str, content: str, last: int | None) -> date | None:
    """Return the date of an edition that said exactly this and that a later one replaced.

    Args:
        session: A reading session.
        source: Name of a list whose editions replace each other.
        content: Fingerprint of the rows (`models.editions.publication.content_of`).
        last: The edition that stands, which is none of those.
    """
    statement = select(func.max(EditionRow.published)).where(
        *accepted(source), col(EditionRow.content) == content, col(EditionRow.id) != last
    )
    return session.exec(statement).one()
