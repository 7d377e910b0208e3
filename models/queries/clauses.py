"""What reads share: statements run by parameters, what stood on a day, what was taken back or noted since.

Building a statement takes longer than running it, so each is built once, with named
parameters. With a day given a question goes back to it: a listing stood from its first
edition's day to the day of the edition in which it was gone: as published, else, as where
a page changed in silence under its old date, as it stood in its log: a file of a day long past may be
taken in now. People's side says when a day ends: it knows the newsroom's zone.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col
from sqlmodel import select as entities

from models.db import (
    EditionRow,
    ErratumRow,
    ListingPlaceRow,
    ListingRow,
    PlaceRow,
    PublicNoteRow,
    batches,
    select_in,
)
from models.domain import (
    TOOK_BACK,
    ChangeKind,
    DayEnd,
    ListingKind,
    Place,
    PlaceKind,
    PublicNote,
    StoredEdition,
)
from models.queries.registers import as_note

FIRST, SINCE, UNTIL = aliased(EditionRow), aliased(EditionRow), aliased(EditionRow)
"""The edition that brought a row as printed, the first that said so, the one in which it was gone."""


def run(session: Session, statement: Any, **values: Any) -> Sequence[Any]:
    """Return the rows of a statement with these values of its parameters."""
    return session.connection().execute(statement, values).all()


def day_values(as_of: DayEnd | None) -> dict[str, Any]:
    """Return the values of the clauses that `by_day` and `stood` give."""
    return {"day": as_of.day, "midnight": as_of.midnight} if as_of else {}


def by_day(edition: Any) -> Any:
    """Return the clause that an edition was there by the end of a day; never NULL, as it is negated."""
    dated = and_(col(edition.dated).is_not(None), col(edition.dated) <= bindparam("day"))
    stood = and_(col(edition.dated).is_(None), col(edition.stood) < bindparam("midnight"))
    return or_(dated, stood)


def stood() -> Any:
    """Return the clause that a row of `FIRST` and `UNTIL` stood at the end of a day."""
    return and_(by_day(FIRST), or_(col(UNTIL.id).is_(None), ~by_day(UNTIL)))


def among(column: Any, name: str) -> Any:
    """Return the clause that a column holds one of the values of a parameter."""
    return col(column).in_(bindparam(name, expanding=True))


def accepted(source: str, series: str | None = None) -> tuple[ColumnElement[bool], ...]:
    """Return the clauses that an edition is an accepted one of a source; of one series, if it is given."""
    of_source = (col(EditionRow.source) == source, col(EditionRow.status) == "accepted")
    return of_source if series is None else (*of_source, col(EditionRow.series) == series)


def newest_first() -> tuple[Any, ...]:
    """Return the order of a source's editions of any series, the newest first.

    Copies of several periods may be taken in as of one moment: then what covers later days is the newer.
    """
    last = col(EditionRow.period_last).desc().nulls_last()
    return col(EditionRow.stood).desc(), last, col(EditionRow.id).desc()


def newest_edition(session: Session, *clauses: ColumnElement[bool]) -> EditionRow | None:
    """Return the edition of these clauses that stands last in its source's log, if there is one."""
    statement = entities(EditionRow).where(*clauses).order_by(*newest_first()).limit(1)
    return session.exec(statement).first()


def standing_in(source: str, series: str) -> tuple[ColumnElement[bool], ...]:
    """Return the clauses that a listing of a source's series stands now."""
    return (
        col(ListingRow.source) == source,
        col(ListingRow.series) == series,
        col(ListingRow.until_edition).is_(None),
    )


def taken_back(
    session: Session, listings: Iterable[int], as_of: DayEnd | None = None
) -> dict[int, tuple[tuple[str, datetime], ...]]:
    """Return notes of the listings, by id, that their publisher has taken back, each with when (UTC).

    An erratum concerns the rows of its source and place that fall in the period it names; one
    that names none, those of periods that were over when it was read.
    """
    notes: dict[int, tuple[tuple[str, datetime], ...]] = {}
    for some in batches(sorted(set(listings))):
        for row in run(session, _of_listings(), listings=some):
            if as_of is None or row.observed < as_of.midnight:
                note = (f"{TOOK_BACK}“{row.sentence}”", row.observed)
                notes[row.id] = (*notes.get(row.id, ()), note)
    return notes


def errata_of_place(
    session: Session, geoid: str, as_of: DayEnd | None = None
) -> tuple[tuple[str, str, datetime], ...]:
    """Return what publishers said that they take back of a place: source, sentence, and when (UTC)."""
    found = run(session, _errata_of_place(), geoid=geoid)
    return tuple(tuple(row) for row in found if as_of is None or row.observed < as_of.midnight)


@cache
def _errata_of_place() -> Any:
    columns = (ErratumRow.source, ErratumRow.sentence, ErratumRow.observed)
    return select(*map(col, columns)).where(col(ErratumRow.geoid) == bindparam("geoid"))


def concerning(session: Session, listings: Sequence[int], errata: Sequence[int]) -> Sequence[Any]:
    """Return `id`, `sentence` and `observed` of some errata for each of some listings that they concern."""
    statement = _of_listings().where(among(ErratumRow.id, "errata"))
    return run(session, statement, listings=list(listings), errata=list(errata))


@cache
def _of_listings() -> Any:
    return (
        select(col(ListingRow.id), col(ErratumRow.sentence), col(ErratumRow.observed))
        .join(ListingPlaceRow, names_place())
        .join(ErratumRow, erratum_concerns())
        .where(among(ListingRow.id, "listings"))
        .order_by(col(ListingRow.id), col(ErratumRow.id))
    )


def marked_rows(session: Session, errata: Sequence[int]) -> dict[int, int]:
    """Return how many standing rows each erratum marks, by its id."""
    counted = (
        select(col(ErratumRow.id), func.count().label("number"))
        .select_from(ListingRow)
        .join(ListingPlaceRow, names_place())
        .join(ErratumRow, erratum_concerns())
        .where(col(ErratumRow.id).in_(errata), col(ListingRow.until_edition).is_(None))
        .group_by(col(ErratumRow.id))
    )
    return {row.id: row.number for row in run(session, counted)}


def stands_in(
    edition: EditionRow | StoredEdition, *, as_known: bool = False
) -> tuple[ColumnElement[bool], ...]:
    """Return the clauses that a listing stands after an edition, by the order of its log.

    Args:
        edition: The edition.
        as_known: A row that was missing then, and confirmed to be gone by a later one, stands still.
    """
    until: Any = col(ListingRow.until_edition)
    if as_known:
        until = func.coalesce(ListingRow.known_edition, ListingRow.until_edition)
    so_far = entities(EditionRow.id).where(
        *accepted(edition.source, edition.series), col(EditionRow.stood) <= edition.stood
    )
    return (
        col(ListingRow.source) == edition.source,
        col(ListingRow.series) == edition.series,
        col(ListingRow.first_edition).in_(so_far),
        or_(until.is_(None), until.not_in(so_far)),
    )


def heard_as(change: Any) -> ChangeKind:
    """Return as what a change is told; what is undone as what it was."""
    return ChangeKind.CORRECTED if change.renewed else ChangeKind(change.told_as or change.kind)


def says_the_same(first: Any, second: Any) -> Any:
    """Return the clause that two listings of a list are equal."""
    return and_(first.source == second.source, first.series == second.series, first.key == second.key)


def lacks_equals() -> Any:
    """Return the clause that no row that is equal to a listing is printed: beside one, none is missing."""
    equal = aliased(ListingRow)
    return ~exists().where(
        says_the_same(equal, ListingRow),
        col(equal.until_edition).is_(None),
        col(equal.missing_edition).is_(None),
    ).correlate(ListingRow)


def places_by_geoid(session: Session, geoids: Iterable[str]) -> dict[str, Place]:
    """Return places by GEOID; a session reads each once."""
    known: dict[str, Place] = session.info.setdefault(_PLACES, {})
    wanted = sorted(set(geoids))
    for some in batches(geoid for geoid in wanted if geoid not in known):
        for geoid, name, state, kind in run(session, _places(), geoids=some):
            known[geoid] = Place(geoid, name, state, PlaceKind(kind))
    return {geoid: known[geoid] for geoid in wanted if geoid in known}


_PLACES = "places read"


@cache
def _places() -> Any:
    columns = (PlaceRow.geoid, PlaceRow.name, PlaceRow.state, PlaceRow.kind)
    return select(*map(col, columns)).where(among(PlaceRow.geoid, "geoids"))


def names_place() -> Any:
    """Return the clause that a place is one that a listing names, joined to its listing."""
    return and_(col(ListingPlaceRow.listing) == col(ListingRow.id), col(ListingPlaceRow.candidate).is_(False))


def jurisdictions() -> Any:
    """Return, to be joined by `listing`, the one place (`geoid`) that each row of a list of them names.

    A list may name a place twice, as a county and as a city: where its places are counted it is one.
    """
    geoid = col(ListingPlaceRow.geoid)
    return (
        select(col(ListingPlaceRow.listing).label("listing"), func.min(geoid).label("geoid"))
        .join(ListingRow, names_place())
        .where(col(ListingRow.kind) == ListingKind.DESIGNATION.value)
        .group_by(col(ListingPlaceRow.listing))
        .having(func.count() == 1)
        .subquery()
    )


def erratum_concerns() -> Any:
    """Return the clause that a row of an erratum concerns a listing, joined to its places."""
    named = and_(
        col(ErratumRow.period_first) <= col(ListingRow.period_first),
        col(ErratumRow.period_last) >= col(ListingRow.period_last),
    )
    unnamed = and_(
        col(ErratumRow.period_first).is_(None),
        col(ListingRow.period_last) < func.date(col(ErratumRow.observed)),
    )
    return and_(
        col(ErratumRow.source) == col(ListingRow.source),
        col(ErratumRow.geoid) == col(ListingPlaceRow.geoid),
        or_(named, unnamed),
    )


def notes_of_place(session: Session, geoid: str) -> tuple[PublicNote, ...]:
    """Return the notes on rows of a place, the newest first."""
    return tuple(as_note(row) for (row,) in session.execute(_notes(), {"geoid": geoid}))


@cache
def _notes() -> Any:
    notes = entities(PublicNoteRow).where(col(PublicNoteRow.geoid) == bindparam("geoid"))
    return notes.order_by(col(PublicNoteRow.id).desc())


def notes_of_listings(session: Session, listings: Iterable[int]) -> Mapping[int, tuple[PublicNote, ...]]:
    """Return the notes on rows by the listing's id, the newest first."""
    if session.exec(entities(PublicNoteRow.id).limit(1)).first() is None:
        return {}
    by_listing: dict[int, dict[PublicNote, None]] = defaultdict(dict)
    statement = (
        entities(ListingRow.id, PublicNoteRow)
        .join(PublicNoteRow, col(PublicNoteRow.lineage) == col(ListingRow.lineage))
        .order_by(col(PublicNoteRow.id).desc())
    )
    for listing, row in select_in(session, statement, ListingRow.id, sorted(set(listings))):
        by_listing[listing or 0][as_note(row)] = None
    return {listing: tuple(notes) for listing, notes in by_listing.items()}
