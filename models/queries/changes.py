"""What happened: to a place and its lists, or by an edition; each change with its rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import Any

from sqlalchemy import and_, bindparam, case, exists, inspect, null, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col
from sqlmodel import select as entities

from models.db import ChangePlaceRow, ChangeRow, EditionRow, ListingPlaceRow, ListingRow, select_in
from models.domain import (
    ChangeKind,
    Dated,
    DayEnd,
    Departure,
    Fact,
    Happened,
    Listing,
    ListingKind,
    PrintedEntry,
    Resolution,
    Row,
    StoredEdition,
    may_be_one,
)
from models.queries import clauses
from models.queries.answers import Quoted, facts_numbered, facts_printed, of_place
from models.queries.counts import LIST_KINDS

Sides = tuple[Fact | None, Fact | None]
"""The rows before and after a change; both None where a whole list is concerned."""

_FATES = (ChangeKind.WITHDRAWN, ChangeKind.BACK, ChangeKind.SUSPENDED, ChangeKind.RESUMED)

READ = 1000
"""Changes of one place that a history is chosen from: those written last."""


def changes_of_place(
    session: Session, geoid: str, *, limit: int, reports: Iterable[str] = (), as_of: DayEnd | None = None
) -> list[Happened]:
    """Return a place's changes, the last one written first.

    Rows that came with a list's first edition are left out where that edition bears no
    date: when they were copied says nothing of the place.

    Args:
        session: One that reads.
        geoid: The place.
        limit: Most changes to return.
        reports: Sources whose new rows are no change of the place: each period adds some.
        as_of: The day to go back to; None for now.
    """
    wanted = {"geoid": geoid, "limit": limit, **clauses.day_values(as_of)}
    statement = _changes_of_place(past=as_of is not None, undated=False)
    return _happened(session, clauses.run(session, statement, reports=sorted(reports), **wanted))


def history_of_place(
    session: Session, geoid: str, zone: str, *, limit: int, as_of: DayEnd | None = None
) -> list[Happened]:
    """Return what happened to a place and to the lists that it stood on then, the latest first.

    That something was counted there is no event; that a count was changed is one.

    A change is dated by its edition, else by the period that its row counts, else by when it
    was observed; what stands in a copy without a date comes last.

    Args:
        session: One that reads.
        geoid: The place.
        zone: IANA name of the zone whose days count.
        limit: Most changes to return.
        as_of: The day to go back to; None for now.
    """
    wanted = {"geoid": geoid, **clauses.day_values(as_of)}
    of_rows = clauses.run(
        session, _changes_of_place(past=as_of is not None, undated=True), limit=READ, reports=[], **wanted
    )
    of_lists = clauses.run(session, _fates(past=as_of is not None), **wanted)
    changes = [
        each
        for each in _happened(session, [*of_rows, *of_lists])
        if each.kind is not ChangeKind.ADDED or each.fact.kind in LIST_KINDS
    ]
    changes.sort(key=lambda each: (each.happened(zone) or date.min, each.number), reverse=True)
    return changes[:limit]


def departures_of_place(
    session: Session, geoid: str, sources: Iterable[str], as_of: DayEnd | None = None
) -> list[Departure]:
    """Return since when lists that don't name a place any more did, and until when: one a list, its last.

    Args:
        session: One that reads.
        geoid: The place.
        sources: Names of the lists, none of which names it now.
        as_of: The day to go back to; None for now.
    """
    wanted = {"geoid": geoid, "sources": sorted(sources), **clauses.day_values(as_of)}
    found: dict[str, Departure] = {}
    for row in clauses.run(session, _departures(past=as_of is not None), **wanted):
        found[row.source] = _as_departure(row)
    return list(found.values())


def departures_in_state(session: Session, state: str) -> dict[str, list[Departure]]:
    """Return the places of a state that lists of jurisdictions named and don't any more, by GEOID.

    Args:
        session: One that reads.
        state: USPS code.
    """
    found: dict[tuple[str, str], Departure] = {}
    for row in clauses.run(session, _departures_of_state(), state=state):
        found[row.geoid, row.source] = _as_departure(row)
    standing = (
        select(col(ListingPlaceRow.geoid), col(ListingRow.source))
        .join(ListingRow, clauses.names_place())
        .where(_is_designated_in(), col(ListingRow.until_edition).is_(None))
    )
    still = {(row.geoid, row.source) for row in clauses.run(session, standing, state=state)}
    gone: dict[str, list[Departure]] = defaultdict(list)
    for (geoid, source), departure in found.items():
        if (geoid, source) not in still:
            gone[geoid].append(departure)
    return dict(gone)


@cache
def _departures(*, past: bool) -> Any:
    statement: Any = _departed().where(of_place(candidate=False), clauses.among(ListingRow.source, "sources"))
    return statement.where(clauses.by_day(clauses.UNTIL)) if past else statement


@cache
def _departures_of_state() -> Any:
    return _departed().where(_is_designated_in())


def _departed() -> Any:
    return (
        select(
            col(ListingRow.source),
            col(ListingPlaceRow.geoid),
            col(clauses.SINCE.dated).label("since_published"),
            col(clauses.SINCE.stood).label("since_observed"),
            col(clauses.UNTIL.dated),
            col(clauses.UNTIL.stood),
            col(clauses.UNTIL.address),
            col(clauses.UNTIL.transcription),
            col(ListingRow.kind),
        )
        .select_from(ListingRow)
        .join(ListingPlaceRow, clauses.names_place())
        .join(clauses.SINCE, col(clauses.SINCE.id) == col(ListingRow.since_edition))
        .join(clauses.UNTIL, col(clauses.UNTIL.id) == col(ListingRow.until_edition))
        .order_by(col(clauses.UNTIL.stood), col(ListingRow.id))
    )


def _is_designated_in() -> Any:
    return and_(
        col(ListingRow.state) == bindparam("state"),
        col(ListingRow.kind) == ListingKind.DESIGNATION.value,
    )


def _as_departure(row: Any) -> Departure:
    return Departure(
        row.source,
        Dated(row.since_published, row.since_observed),
        Dated(row.dated, row.stood),
        row.dated is not None,
        row.address,
        row.transcription,
        ListingKind(row.kind),
    )


def changes_of(session: Session, edition: StoredEdition) -> list[Happened]:
    """Return what an edition changed, and what happened to its list while it was the last."""
    fate = col(ChangeRow.kind).in_([kind.value for kind in _FATES])  # has a day of its own
    brought = (
        select(*_columns(case((fate, null()), else_=col(clauses.FIRST.dated))))
        .join(clauses.FIRST, col(clauses.FIRST.id) == col(ChangeRow.edition))
        .where(col(ChangeRow.edition) == edition.number, _is_shown())
        .order_by(col(ChangeRow.id))
    )
    return _happened(session, clauses.run(session, brought))


def _happened(session: Session, rows: Sequence[Any]) -> list[Happened]:
    """Return changes as `_columns` selects them, each with its rows."""
    missed = missed_on(session, rows)
    return [
        as_happened(row, sides, row, missed) for row, sides in zip(rows, sides_of(session, rows), strict=True)
    ]


def missed_on(session: Session, changes: Iterable[Any]) -> dict[int | None, Dated]:
    """Return when the editions said so that lacked first what changes confirm as removed, by their ids."""
    editions = sorted({row.missing_edition for row in changes if row.missing_edition})
    found = select_in(session, entities(EditionRow), EditionRow.id, editions)
    return {row.id: Dated(row.dated, row.stood) for row in found}


def rivals_of(
    session: Session, changes: Sequence[Any], sides: Sequence[Sides]
) -> dict[int, tuple[Fact, ...]]:
    """Return by change the rows that its row may be one with, of those that are possibly the same.

    Where departures wait to be confirmed, the rows that came stand in the edition that lacked a row first.

    Args:
        session: One that reads.
        changes: As stored, or with the columns of those.
        sides: Their rows, by `sides_of`.
    """
    known = {row.id: each for row, each in zip(changes, sides, strict=True) if row.possibly_same}
    unsure = [row for row in changes if row.possibly_same]
    editions = {row.id: row.missing_edition or row.edition for row in unsure}
    found: dict[int, tuple[Fact, ...]] = {}
    for edition in sorted(set(editions.values())):
        gone, new = _gone_and_new(session, edition, known)
        pairs = may_be_one(*([_as_row(fact) for fact in side] for side in (gone, new)))
        others: dict[int | None, list[Fact]] = defaultdict(list)
        for left, right in sorted(pairs):
            others[gone[left].listing].append(new[right])
            others[new[right].listing].append(gone[left])
        found |= {
            row.id: tuple(others[row.before or row.after])
            for row in unsure
            if editions[row.id] == edition and (row.before is None) != (row.after is None)
        }
    return found


def _gone_and_new(
    session: Session, edition: int, known: Mapping[int, Sides]
) -> tuple[list[Fact], list[Fact]]:
    """Return the rows that an edition lacks, and has newly, which may be one but were not paired."""
    told = select(*inspect(ChangeRow).columns).where(
        col(ChangeRow.edition) == edition,
        col(ChangeRow.possibly_same),
        col(ChangeRow.missing_edition).is_(None),
    )
    changes = clauses.run(session, told.order_by(col(ChangeRow.id)))
    others = [row for row in changes if row.id not in known]
    read = dict(zip((row.id for row in others), sides_of(session, others), strict=True))
    sides = [read.get(row.id) or known[row.id] for row in changes]
    missing = entities(ListingRow.id).where(
        col(ListingRow.missing_edition) == edition, col(ListingRow.missing_like)
    )
    numbers = [number for number in session.exec(missing.order_by(col(ListingRow.id))) if number]
    lacking = facts_numbered(session, numbers)
    gone = [before for before, after in sides if before and not after]
    return [*gone, *lacking.values()], [after for before, after in sides if after and not before]


def _as_row(fact: Fact) -> Row:
    """Return a row as the pairing of rows takes it."""
    said = (fact.kind, fact.fields, fact.state, fact.section, fact.page, fact.position)
    listing = Listing(*said, as_read=fact.as_read, annotations=fact.annotations, notes=fact.notes)
    return Row(listing, b"", Resolution(fact.outcome, fact.places))


def sides_of(session: Session, changes: Sequence[Any]) -> list[Sides]:
    """Return the rows before and after each change, as they were printed and where they stood.

    Args:
        session: One that reads.
        changes: As stored, or with the columns of those.
    """
    sides = [(_was(row), _is(row)) for row in changes]
    facts = facts_printed(session, [side for both in sides for side in both if side])
    return [(next(facts) if was else None, next(facts) if stands else None) for was, stands in sides]


def _was(row: Any) -> Quoted | None:
    if not row.before_printing:
        return None
    entry = PrintedEntry(row.before_printing, 0, row.before_page, row.before_position)
    return entry, row.before, row.before_edition


def _is(row: Any) -> Quoted | None:
    if not row.after_printing:
        return None
    entry = PrintedEntry(row.after_printing, 0, row.after_page, row.after_position)
    return entry, row.after, row.edition


def as_happened(
    change: Any, sides: Sides, edition: Any, missed: Mapping[int | None, Dated] = MappingProxyType({})
) -> Happened:
    """Return a change as people's side gets it.

    Args:
        change: As stored, or joined from several that are.
        sides: Its rows.
        edition: With the `dated`, `address` and `transcription` of the edition that brought it.
        missed: As `missed_on` gives it.
    """
    before, after = sides
    return Happened(
        number=change.id or 0,
        source=change.source,
        kind=clauses.heard_as(change),
        edition=change.edition,
        published=edition.dated,
        observed=change.observed,
        before=before,
        after=after,
        differences=tuple((one["field"], one["before"], one["after"]) for one in change.differences),
        late=change.late,
        possibly_same=change.possibly_same,
        address=edition.address,
        transcription=edition.transcription,
        missing_since=None if change.renewed else missed.get(change.missing_edition),
        returned=change.before is None and change.lineage not in {None, change.after},
    )


def _columns(dated: Any) -> tuple[Any, ...]:
    """Return what `_happened` takes of a change and of the edition that brought it."""
    return (
        col(ChangeRow.id),
        col(ChangeRow.source),
        col(ChangeRow.kind),
        col(ChangeRow.edition),
        dated.label("dated"),
        col(ChangeRow.observed),
        col(ChangeRow.lineage),
        col(ChangeRow.before),
        col(ChangeRow.before_edition),
        col(ChangeRow.before_printing),
        col(ChangeRow.before_page),
        col(ChangeRow.before_position),
        col(ChangeRow.after),
        col(ChangeRow.after_printing),
        col(ChangeRow.after_page),
        col(ChangeRow.after_position),
        col(ChangeRow.differences),
        col(ChangeRow.late),
        col(ChangeRow.possibly_same),
        col(ChangeRow.missing_edition),
        col(ChangeRow.renewed),
        col(ChangeRow.told_as),
        col(clauses.FIRST.address),
        col(clauses.FIRST.transcription),
    )


@cache
def _changes_of_place(*, past: bool, undated: bool) -> Any:
    statement = (
        select(*_columns(col(clauses.FIRST.dated)))
        .select_from(ChangePlaceRow)
        .join(ChangeRow, col(ChangeRow.id) == col(ChangePlaceRow.change))
        .join(clauses.FIRST, col(clauses.FIRST.id) == col(ChangeRow.edition))
        .where(
            _is_shown(),
            col(ChangeRow.quiet).is_(False),
            col(ChangePlaceRow.geoid) == bindparam("geoid"),
            ~and_(col(ChangeRow.kind) == ChangeKind.ADDED.value, clauses.among(ChangeRow.source, "reports")),
            *([] if undated else [~_undated_beginning()]),
        )
        .order_by(col(ChangePlaceRow.change).desc())
        .limit(bindparam("limit"))
    )
    return statement.where(clauses.by_day(clauses.FIRST)) if past else statement


@cache
def _fates(*, past: bool) -> Any:
    """Return when lists were withdrawn, back, suspended or resumed on which the place stood by then."""
    begun, ended = aliased(EditionRow), aliased(EditionRow)
    on_it = (
        exists()
        .where(
            of_place(candidate=False),
            col(ListingRow.source) == col(ChangeRow.source),
            col(ListingRow.kind).in_([kind.value for kind in LIST_KINDS]),
            col(begun.id) == col(ListingRow.first_edition),
            col(begun.stood) <= col(clauses.FIRST.stood),
            or_(
                col(ListingRow.until_edition).is_(None),
                exists().where(
                    col(ended.id) == col(ListingRow.until_edition),
                    col(ended.stood) > col(clauses.FIRST.stood),
                ),
            ),
        )
        .correlate(ChangeRow, clauses.FIRST)
    )
    statement = (
        select(*_columns(null()))
        .join(clauses.FIRST, col(clauses.FIRST.id) == col(ChangeRow.edition))
        .where(col(ChangeRow.kind).in_([kind.value for kind in _FATES]), on_it)
    )
    return statement.where(col(ChangeRow.observed) < bindparam("midnight")) if past else statement


def _is_shown() -> Any:
    """Return the clause that a change is told of: one that is undone is shown nowhere."""
    return col(ChangeRow.kind) != ChangeKind.UNDONE.value


def _undated_beginning() -> Any:
    whole = aliased(ChangeRow)
    began = exists().where(
        col(whole.edition) == col(ChangeRow.edition), col(whole.kind) == ChangeKind.PUBLISHED.value
    )
    return and_(
        col(ChangeRow.kind) == ChangeKind.ADDED.value,
        col(clauses.FIRST.published).is_(None),
        col(clauses.FIRST.transcription) != "",
        began,
    )
