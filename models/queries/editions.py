"""Whole editions read back: what they say of themselves, their rows, and what stood after them."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, true
from sqlalchemy import select as columns_of
from sqlmodel import Session, col, func, or_, select

from models.db import EditionRow, ListingPlaceRow, ListingRow, PlaceRow, PrintingRow
from models.domain import (
    CELLS,
    EVERYWHERE,
    MISSING,
    EditionFacts,
    Fact,
    ListedPlace,
    ListingKind,
    Mark,
    Place,
    PlaceKind,
    StoredEdition,
    Subject,
    Unit,
    comparable,
    unit_of,
)
from models.errors import DeskError, UsageError
from models.places import DETAINERS
from models.queries.answers import Quoted, facts_numbered, facts_printed
from models.queries.clauses import accepted, lacks_equals, newest_edition, places_by_geoid, stands_in
from models.queries.current_state import as_edition
from models.queries.log import edition_before
from models.queries.printed_lists import entries_of, lacked_by, reading_of, where_printed

UNMENTIONED = "unmentioned"
"""Why a row stands that its edition doesn't print: a partial copy, or a release of other days."""
CONTINUED = "continued"
"""Why it stands in other words: what its edition prints is a slip."""


def editions_of(session: Session, source: str = "") -> list[StoredEdition]:
    """Return the editions of a source, or of all, in the order in which they were taken in."""
    statement = select(EditionRow).order_by(col(EditionRow.id))
    rows = session.exec(statement.where(col(EditionRow.source) == source) if source else statement)
    return [as_edition(row) for row in rows]


def recorded_sources(session: Session) -> Sequence[str]:
    """Return the names of the sources that have editions, watched any more or not."""
    return session.exec(select(EditionRow.source).distinct()).all()


def edition_numbered(session: Session, number: int) -> StoredEdition | None:
    """Return the edition of a number, whatever was decided on it; None when there is none."""
    row = session.get(EditionRow, number)
    return as_edition(row) if row else None


def edition_of_bytes(session: Session, source: str, sha256: str) -> StoredEdition | None:
    """Return the newest edition of a source that was read from these bytes, whatever was decided on it."""
    row = newest_edition(session, col(EditionRow.source) == source, col(EditionRow.sha256) == sha256)
    return as_edition(row) if row else None


def edition_of(session: Session, source: str, number: int | None = None) -> StoredEdition:
    """Return an accepted edition of a source: the one of a number, else the last.

    Raises:
        UsageError: There is no such edition of that source, or it was not accepted.
        DeskError: The source has no edition yet.
    """
    if number is not None:
        edition = edition_numbered(session, number)
        if edition is None or edition.source != source:
            raise UsageError(f"{source} has no edition {number}.", f"See python -m bot editions {source}.")
        if edition.status != "accepted":
            raise UsageError(f"Edition {number} is {edition.status}.", "See python -m bot review list.")
        return edition
    row = newest_edition(session, *accepted(source))
    if row is None:
        raise DeskError(f"{source} has no edition yet.", f"Run python -m bot check {source}.")
    return as_edition(row)


def listings_of(
    session: Session, edition: StoredEdition, reading: int | None = None, *, exactly: bool = True
) -> Iterator[Fact]:
    """Yield what an edition printed, exactly, in the order of its document: also what it shows as gone.

    Args:
        session: One that reads.
        edition: An accepted edition.
        reading: Whose reading; None for that of the best reader.
        exactly: A slip is left as it reads, without the place that is meant.

    Raises:
        UsageError: It was not read so often.
    """
    printed = reading_of(session, edition.number, reading)
    if printed is None:
        raise UsageError(
            f"Edition {edition.number} has no reading {reading}.", "Leave --reading out for the newest."
        )
    listings: dict[int, list[int]] = defaultdict(list)
    standing = select(ListingRow.printing, ListingRow.id).where(*stands_in(edition))
    slips_last = col(ListingRow.placed_printing).is_not(None)
    begun = (col(ListingRow.begun), col(ListingRow.begun_number), col(ListingRow.id))
    ordered = standing.order_by(slips_last, *begun)
    for printing, number in session.exec(ordered):
        listings[printing].append(number or 0)
    quoted: list[Quoted] = []
    for entry in entries_of(session, printed):
        waiting = listings[entry.printing] if entry.mark is Mark.PRINTED else []
        quoted.append((entry, waiting.pop(0) if waiting else None, edition.number))
    yield from facts_printed(session, quoted, exactly=exactly)


def standing_of(session: Session, edition: StoredEdition) -> list[Fact]:
    """Return what held after an edition: its own rows, then those that it doesn't print, with the reason."""
    slips = select(ListingRow.id).where(*stands_in(edition), col(ListingRow.placed_printing).is_not(None))
    continued = set(session.exec(slips))
    rows = [
        replace(fact, missing=CONTINUED) if fact.listing in continued else fact
        for fact in listings_of(session, edition, exactly=False)
        if fact.mark is Mark.PRINTED
    ]
    printed = {fact.listing for fact in rows}
    standing = session.exec(select(ListingRow.id).where(*stands_in(edition)).order_by(col(ListingRow.id)))
    lacking = [number for number in standing if number and number not in printed]
    where = where_printed(session, [(number, edition.number) for number in lacking])
    quoted: list[Quoted] = [(where[number].entry, number, where[number].edition) for number in lacking]
    return [
        *rows,
        *(replace(fact, missing=_reason(edition, fact)) for fact in facts_printed(session, quoted)),
    ]


def _reason(edition: StoredEdition, fact: Fact) -> str:
    """Return why a row stands after an edition that doesn't print it: one of the words of `Fact.missing`."""
    does_not_say_all = edition.partial or fact.kind in DETAINERS
    return UNMENTIONED if does_not_say_all else MISSING


def place_in_document(fact: Fact) -> tuple[int, int, int]:
    """Return what sorts rows as they stand in their documents."""
    return fact.page or 0, fact.ordinal, fact.listing or 0


@dataclass(frozen=True, slots=True)
class _Held:
    """What stands in an edition: rows, what they count, and of a list of places what they name."""

    rows: Counter[ListingKind]
    counts: Counter[Unit]
    named: Counter[str]
    missing: int

    @property
    def size(self) -> int:
        """How many rows it has, or places."""
        return self.named.total() or self.rows.total()


def _held(session: Session, row: StoredEdition) -> _Held:
    rows, counts = Counter[ListingKind](), Counter[Unit]()
    for kind, measure, number, total in _counts(session, row):
        rows[ListingKind(kind)] += number
        counts[unit_of(ListingKind(kind), measure)] += (total or 0) if kind == ListingKind.TALLY else number
    lacked = lacked_by(session, row)
    for kind, _ in lacked.values():
        rows[ListingKind(kind)] -= 1
        counts[unit_of(ListingKind(kind))] -= 1
    named = _named_in(session, row, lacked) if rows[ListingKind.DESIGNATION] else Counter[str]()
    return _Held(+rows, counts, named, sum(not is_printed for _, is_printed in lacked.values()))


def edition_facts(session: Session, row: StoredEdition, first: StoredEdition | None = None) -> EditionFacts:
    """Return an edition as messages speak of it; `first` is the first of those that it is told with."""
    held, begun = _held(session, row), first or row
    before = edition_before(session, begun.source, begun.series, begun.stood)
    states = [geoid for geoid in held.named if _KINDS.get(len(geoid)) is PlaceKind.STATE]
    kinds: Counter[PlaceKind | None] = Counter()
    for geoid, number in held.named.items():
        kinds[_KINDS.get(len(geoid))] += number
    return EditionFacts(
        number=row.number,
        address=row.address,
        sha256=row.sha256,
        observed=row.observed,
        published=row.dated,
        period=row.period,
        transcription=row.transcription,
        partial=row.partial,
        capture=row.capture,
        caveats=tuple(row.caveats),
        rows=held.rows,
        counts=held.counts,
        missing=held.missing,
        declined=row.totals.get("declined"),
        held=held.counts[Unit.REFUSAL] or held.counts[Unit.REFUSAL_TOTAL] or None,
        issued=row.totals.get("issued"),
        earlier=before.observed if before else None,
        was=_held(session, as_edition(before)).size if before and row.period is None else None,
        accepted=row.decided,
        kinds=kinds,
        district=_DISTRICT in states,
        territories=len(_TERRITORIES & {*states}),
        first=_first_published(session, row),
    )


def _counts(session: Session, row: StoredEdition) -> Sequence[tuple[str, str, int, int | None]]:
    """Return kind, measure, rows and sum of counts of what stands in an edition."""
    statement = (
        select(ListingRow.kind, ListingRow.measure, func.count(), func.sum(ListingRow.count))
        .where(*stands_in(row, as_known=True))
        .group_by(ListingRow.kind, ListingRow.measure)
    )
    return session.exec(statement).all()


def _first_published(session: Session, row: StoredEdition) -> date | None:
    """Return the publisher's date of the first edition of a series, if that bears one."""
    first = (
        select(EditionRow).where(*accepted(row.source, row.series)).order_by(col(EditionRow.stood)).limit(1)
    )
    found = session.exec(first).first()
    return found.dated if found else None


def standing_places(session: Session, row: StoredEdition, *subjects: Subject) -> tuple[ListedPlace, ...]:
    """Return what of some subjects stands in an edition and is printed, states before places, by name.

    Rows of a list of places that name one place are one.
    """
    here = or_(*(_here(subject, candidates=False) for subject in subjects))
    lacked = lacked_by(session, row)
    found = session.connection().execute(_NAMED.where(*stands_in(row, as_known=True), here))
    rows = [each for each in found if each.id not in lacked]
    slips = facts_numbered(session, [each.id for each in rows if each.placed_printing])
    places = places_by_geoid(session, {geoid for row in rows for geoid in (*row.places, *row.candidates)})
    named = [_listed(each, slips.get(each.id), places) for each in rows]
    once = {(each.state, each.places or each.printed): each for each in named if each.unit in _ONCE}
    several = [each for each in named if each.unit not in _ONCE]
    return tuple(
        sorted(
            [*once.values(), *several],
            key=lambda each: (not each.is_state, comparable(each.name), each.state),
        )
    )


_ONCE = frozenset({Unit.JURISDICTION})
"""What a list has once, however often it prints it; each policy, agreement and count is one of its own."""


def _listed(row: Any, slip: Fact | None, places: Mapping[str, Place]) -> ListedPlace:
    unit = unit_of(ListingKind(row.kind), row.measure)
    number = (row.number or 0) if row.kind == ListingKind.TALLY else 1
    if slip:
        return ListedPlace(slip.state, slip.named, slip.places, slip.candidates, unit, number)
    found, perhaps = (tuple(map(places.__getitem__, some)) for some in (row.places, row.candidates))
    return ListedPlace(row.state, _printed(row), found, perhaps, unit, number)


_PLACED: Any = columns_of(col(ListingRow.id), col(PrintingRow.places)).join(
    PrintingRow, col(PrintingRow.id) == col(ListingRow.printing)
)
_NAMED: Any = _PLACED.add_columns(
    col(ListingRow.placed_printing), col(ListingRow.measure), col(ListingRow.count).label("number"),
    col(PrintingRow.kind), col(PrintingRow.state), col(PrintingRow.fields), col(PrintingRow.candidates),
)  # fmt: skip


def _printed(row: Any) -> str:
    """Return the text of the cell that names a row's place, from the columns of its printing."""
    return str(row.fields.get(CELLS[ListingKind(row.kind)][0][0]) or "")


_KINDS = {2: PlaceKind.STATE, 5: PlaceKind.COUNTY, 7: PlaceKind.CITY, 10: PlaceKind.SUBDIVISION}
"""Kinds of places by the digits of their GEOIDs."""
_DISTRICT = "11"
"""GEOID of the District of Columbia."""
_TERRITORIES = frozenset({"60", "66", "69", "72", "78"})
"""GEOIDs of American Samoa, Guam, the Northern Mariana Islands, Puerto Rico, the U.S. Virgin Islands."""


def _named_in(session: Session, row: StoredEdition, lacked: Collection[int]) -> Counter[str]:
    """Return what a list of places names by GEOID; empty of what is no one place.

    What it names twice, as a county and as a city, is one; a row that names no one place is one too.
    """
    found = session.connection().execute(_PLACED.where(*stands_in(row, as_known=True)))
    first = [(places or [""])[0] for number, places in found if number not in lacked]
    return Counter({geoid for geoid in first if geoid}) + Counter(geoid for geoid in first if not geoid)


def missing_of(
    session: Session, subjects: Sequence[Subject], sources: Iterable[str]
) -> list[tuple[int, Fact]]:
    """Return the rows of some subjects that their lists lack, which isn't confirmed yet, by their lineages.

    The one that is missing for longest comes first. What only an edition that came in behind shows to be
    missing is left out: nobody is told of it.
    """
    if not subjects:
        return []
    rows = (
        select(ListingRow.id, ListingRow.lineage)
        .join(EditionRow, col(EditionRow.id) == col(ListingRow.missing_edition))
        .where(
            col(ListingRow.source).in_(sorted(sources)),
            col(ListingRow.until_edition).is_(None),
            col(ListingRow.missing_quiet).is_(False),
            lacks_equals(),
            or_(*(_here(subject, candidates=False) for subject in subjects)),
        )
        .order_by(col(EditionRow.stood), col(ListingRow.source), col(ListingRow.id))
    )
    return _by_lineage(session, session.exec(rows).all())


def back_of(session: Session, lineages: Collection[int]) -> list[tuple[int, Fact]]:
    """Return the rows of some lineages that stand, and that their lists don't lack; by lineage."""
    led_to = select(ListingRow.lineage).where(col(ListingRow.id).in_(lineages))
    rows = select(ListingRow.id, ListingRow.lineage).where(
        col(ListingRow.lineage).in_(led_to),
        col(ListingRow.until_edition).is_(None),
        col(ListingRow.missing_edition).is_(None),
    )
    return _by_lineage(session, session.exec(rows.order_by(col(ListingRow.id))).all()) if lineages else []


def _by_lineage(session: Session, rows: Sequence[tuple[int | None, int]]) -> list[tuple[int, Fact]]:
    facts = facts_numbered(session, [number for number, _ in rows if number])
    return [(lineage, facts[number]) for number, lineage in rows if number in facts]


def begun_in(session: Session, row: StoredEdition, *subjects: Subject) -> list[Fact]:
    """Return the rows that began with an edition and are of some subjects, or may be."""
    begun = select(ListingRow.id).where(
        col(ListingRow.source) == row.source,
        col(ListingRow.first_edition) == row.number,
        or_(col(ListingRow.until_edition).is_(None), col(ListingRow.until_edition) != row.number),
        or_(*(_here(subject, candidates=True) for subject in subjects)),
    )
    return list(facts_numbered(session, [number for number in session.exec(begun) if number]).values())


def _here(subject: Subject, *, candidates: bool) -> ColumnElement[bool]:
    """Return the clause that a row is of a state or a place; all are of everything."""
    if subject.state == EVERYWHERE:
        return true()
    linked = select(ListingPlaceRow.listing)
    if not candidates:
        linked = linked.where(col(ListingPlaceRow.candidate).is_(False))
    if subject.place:
        return col(ListingRow.id).in_(linked.where(col(ListingPlaceRow.geoid) == subject.place))
    named = linked.join(PlaceRow, col(PlaceRow.geoid) == col(ListingPlaceRow.geoid))
    in_state = col(ListingRow.id).in_(named.where(col(PlaceRow.state) == subject.state))
    return or_(col(ListingRow.state) == subject.state, in_state)
