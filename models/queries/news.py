"""What an edition, or a whole list's fate, means for who hears of it, read from the facts."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, inspect, or_, true
from sqlalchemy import select as columns_of
from sqlmodel import Session, col, func, select

from models.db import (
    ChangePlaceRow,
    ChangeRow,
    EditionRow,
    ErratumRow,
    ListingPlaceRow,
    ListingRow,
    PlaceRow,
    facts_version,
    select_in,
)
from models.domain import (
    EVERYWHERE,
    TOLD,
    Absence,
    Announcement,
    Bulletin,
    ChangeKind,
    Dated,
    EditionFacts,
    Happened,
    ListingKind,
    Period,
    Place,
    Retracted,
    Retraction,
    Source,
    SourceKind,
    StoredEdition,
    Subject,
    Unit,
    unit_of,
)
from models.places import state_name
from models.queries.changes import as_happened, missed_on, rivals_of, sides_of
from models.queries.clauses import (
    accepted,
    erratum_concerns,
    heard_as,
    marked_rows,
    names_place,
    notes_of_listings,
    places_by_geoid,
    stands_in,
)
from models.queries.current_state import as_edition
from models.queries.editions import (
    begun_in,
    edition_facts,
    edition_numbered,
    place_in_document,
    standing_places,
)
from models.queries.row_history import net_changes, places_of

ANNOUNCED = (ChangeKind.SUSPENDED, ChangeKind.RESUMED)
"""Events of a whole list that its publisher says in a sentence."""
NAMED = 4
"""Subjects named of a message that is about several; of more, so many less one."""
_ORDER = (ChangeKind.REMOVED, ChangeKind.MOVED, ChangeKind.CORRECTED, ChangeKind.ADDED)
"""One row that is gone is not to be looked for below hundreds that are new."""


@dataclass(frozen=True, slots=True)
class HeardSubject:
    """A subject, and the kinds of row changes of it that aren't heard."""

    subject: Subject
    without: frozenset[ChangeKind] = frozenset()


@dataclass(frozen=True, slots=True)
class NewsAsked:
    """Which news, and for whom.

    Attributes:
        edition: Id of the edition that brought it, or of the last one of a list that is gone.
        change: Id of the change of the whole list, if that is told.
        first: Id of the first of several editions whose changes are told together.
        heard: What it is to concern: any of these.
        told: Ids of the changes that a message told which was sent, whatever became of them: these are its
            rows then. None before it is sent.
    """

    edition: int
    heard: tuple[HeardSubject, ...]
    change: int | None = None
    first: int | None = None
    told: frozenset[int] | None = None


def facts_behind(session: Session, asked: NewsAsked) -> int:
    """Return the version of the facts by which some news is told; read it before `bulletin_of`."""
    source = session.exec(select(EditionRow.source).where(col(EditionRow.id) == asked.edition)).first()
    return facts_version(session, source or "")


def edition_told(session: Session, asked: NewsAsked) -> EditionFacts | None:
    """Return the edition of some news, the same for all who hear of it; None if it isn't known any more."""
    edition = edition_numbered(session, asked.edition)
    first = edition_numbered(session, asked.first) if asked.first else None
    return edition_facts(session, edition, first) if edition else None


def bulletin_of(
    session: Session, asked: NewsAsked, sources: Mapping[str, Source], facts: EditionFacts
) -> Bulletin | None:
    """Return what some news means for who hears of it; None if its list isn't known, or not watched.

    Args:
        session: A reading session.
        asked: Which news, for whom.
        sources: The watched lists by name.
        facts: Its edition, by `edition_told`.
    """
    edition = edition_numbered(session, asked.edition)
    source = sources.get(edition.source) if edition else None
    if edition is None or source is None:
        return None
    event = session.get(ChangeRow, asked.change) if asked.change else None
    kind = ChangeKind(event.kind) if event else None
    is_told = kind not in {ChangeKind.WITHDRAWN, *ANNOUNCED}
    changes = _changes(session, edition, asked) if is_told else []
    at_once = is_told and not asked.first and asked.told is None
    begins = source.cumulative and kind is ChangeKind.PUBLISHED
    scope = scope_of(session, [each.subject for each in asked.heard])
    return Bulletin(
        source=source,
        state=scope.state,
        place=scope.place,
        state_name=scope.name,
        subjects=scope.subjects,
        edition=facts,
        first=asked.first,
        event=kind,
        change=asked.change,
        rows=_own_first(
            _begun(session, edition, asked)
            if begins
            else _changed_rows(session, edition, _concerning(session, changes, asked, kind)),
            [each.subject for each in asked.heard],
        ),
        standing=standing_places(session, edition, *scope.subjects)
        if source.kind is SourceKind.STATE
        else (),
        changed=_counted(session, edition) if at_once else Counter(heard_as(change) for change in changes),
        absence=Absence(event.observed, 0, None) if event and kind is ChangeKind.WITHDRAWN else None,
        announcement=said_of(event) if event else None,
        happened=event.observed if event else None,
        places=scope.places,
    )


@dataclass(frozen=True, slots=True)
class NewsScope:
    """What a message is about.

    Attributes:
        subjects: Each once; no place beside its own state, the whole country last.
        name: Inside a sentence: `Texas`, `Travis County, TX`, `Texas and Georgia`, `all states`.
        places: The places below a state among them.
    """

    subjects: tuple[Subject, ...]
    name: str
    places: tuple[Place, ...] = ()

    @property
    def state(self) -> str:
        """The one state of all subjects, USPS, or `EVERYWHERE`; empty where there are several."""
        states = {subject.state for subject in self.subjects}
        return states.pop() if len(states) == 1 else ""

    @property
    def place(self) -> str:
        """GEOID of the one place; empty for anything else."""
        return self.subjects[0].place if len(self.subjects) == 1 else ""


def scope_of(session: Session, subjects: Sequence[Subject]) -> NewsScope:
    """Return what a message on some subjects is about: all of them in one."""
    whole = {subject.state for subject in subjects if not subject.place}
    apart = dict.fromkeys(each for each in subjects if not each.place or each.state not in whole)
    apart.pop(country := Subject(EVERYWHERE), None)
    named = sorted(((_name_of(session, each), each) for each in apart), key=lambda pair: pair[0])
    places = tuple(places_by_geoid(session, {each.place for each in apart if each.place}).values())
    if EVERYWHERE in whole:
        return NewsScope((*(subject for _, subject in named), country), "all states", places)
    names = [name for name, _ in named]
    if len(names) > NAMED:
        names = [*names[: NAMED - 1], f"{len(names) - NAMED + 1} more"]
    *most, last = names
    return NewsScope(
        tuple(subject for _, subject in named), f"{', '.join(most)} and {last}" if most else last, places
    )


def _name_of(session: Session, subject: Subject) -> str:
    place = session.get(PlaceRow, subject.place) if subject.place else None
    return f"{place.name}, {place.state}" if place else state_name(subject.state) or subject.state


def said_of(event: ChangeRow) -> Announcement | None:
    """Return what a publisher said with an event of a whole list; None when the event is another."""
    if event.kind not in {kind.value for kind in ANNOUNCED}:
        return None
    values = {one["field"]: one["after"] for one in event.differences}
    day = date.fromisoformat(values["day"]) if values.get("day") else None
    return Announcement(ChangeKind(event.kind), values.get("sentence", ""), day)


def retraction_of(
    session: Session, errata: Sequence[int], sources: Mapping[str, Source]
) -> Retraction | None:
    """Return what a publisher takes back by some errata; None if its list isn't watched any more.

    Args:
        session: A reading session.
        errata: Their ids, of one notice.
        sources: The watched lists by name.
    """
    statement = select(ErratumRow).where(col(ErratumRow.id).in_(errata)).order_by(col(ErratumRow.id))
    rows = session.exec(statement).all()
    source = sources.get(rows[0].source) if rows else None
    if source is None:
        return None
    marked = marked_rows(session, errata)
    named = places_by_geoid(session, {row.geoid for row in rows if row.geoid})
    period = next((found for found in map(_period, rows) if found), None)
    issue = _issue(session, source.name, period, rows[0].observed) if period else None
    newest = _issue(session, source.name, period) if period else None
    counts, states = _taken_back(session, errata, issue), {row.state for row in rows}
    places = tuple(
        Retracted(
            row.name,
            row.state,
            _period(row),
            row.sentence,
            marked.get(row.id or 0, 0),
            named.get(row.geoid or ""),
            counts[row.id or 0],
        )
        for row in rows
    )
    again = newest if issue and newest and newest.id != issue.id else None
    return Retraction(
        source,
        rows[0].address,
        rows[0].observed,
        places,
        left=_left(session, issue, errata, states) if issue else {},
        errata=tuple(errata),
        now=_left(session, again, errata, states) if again else {},
        reissued=Dated(again.dated, again.observed) if again else None,
        partial=issue.partial if issue else False,
        first=newest is not None and newest.id == _issue(session, source.name).id,
        published=issue.dated if issue else None,
    )


def _issue(session: Session, source: str, period: Period | None = None, by: datetime | None = None) -> Any:
    """Return the newest accepted edition of a report's period; without one, that of its first period.

    Args:
        session: A reading session.
        source: The report.
        period: Of the issue.
        by: The moment (UTC) by which it stood; the first one, where none did.
    """
    found = select(EditionRow).where(*accepted(source))
    if period:
        found = found.where(col(EditionRow.series) == str(period))
    newest = found.order_by(col(EditionRow.series), col(EditionRow.stood).desc()).limit(1)
    if by is None:
        return session.exec(newest).first()
    stood = session.exec(newest.where(col(EditionRow.stood) <= by)).first()
    return stood or session.exec(found.order_by(col(EditionRow.stood)).limit(1)).first()


_COUNTED = (col(ListingRow.kind), col(ListingRow.measure), func.count(), func.sum(ListingRow.count))


def _taken_back(
    session: Session, errata: Sequence[int], issue: EditionRow | None
) -> Mapping[int, Counter[Unit]]:
    """Return what the rows of an issue, or those that stand, count that each erratum marks, by its id."""
    stand = stands_in(issue) if issue else (col(ListingRow.until_edition).is_(None),)
    counted = (
        columns_of(col(ErratumRow.id), *_COUNTED)
        .select_from(ListingRow)
        .join(ListingPlaceRow, names_place())
        .join(ErratumRow, erratum_concerns())
        .where(col(ErratumRow.id).in_(errata), *stand)
        .group_by(col(ErratumRow.id), col(ListingRow.kind), col(ListingRow.measure))
    )
    taken: dict[int, Counter[Unit]] = defaultdict(Counter)
    for erratum, *counts in session.connection().execute(counted):
        taken[erratum or 0] += _by_unit(counts)
    return taken


def _left(
    session: Session, issue: EditionRow, errata: Sequence[int], states: Collection[str]
) -> Mapping[str, Counter[Unit]]:
    """Return what an issue counts in some states without the rows that errata mark, by state and unit."""
    marked = (
        columns_of(col(ListingRow.id))
        .join(ListingPlaceRow, names_place())
        .join(ErratumRow, erratum_concerns())
        .where(col(ErratumRow.id).in_(errata))
    )
    counted = (
        columns_of(col(ListingRow.state), *_COUNTED)
        .where(
            *stands_in(as_edition(issue)),
            col(ListingRow.state).in_(states),
            col(ListingRow.id).not_in(marked),
        )
        .group_by(col(ListingRow.state), col(ListingRow.kind), col(ListingRow.measure))
    )
    left: dict[str, Counter[Unit]] = defaultdict(Counter)
    for state, *counts in session.connection().execute(counted):
        left[state] += _by_unit(counts)
    return left


def _by_unit(counts: Sequence[Any]) -> Counter[Unit]:
    kind, measure, rows, total = counts
    unit = unit_of(ListingKind(kind), measure)
    return Counter({unit: total or 0 if kind == ListingKind.TALLY else rows})


def _period(row: ErratumRow) -> Period | None:
    return Period(row.period_first, row.period_last) if row.period_first and row.period_last else None


def _changes(session: Session, edition: StoredEdition, asked: NewsAsked) -> Sequence[Any]:
    changes = _derived(session, edition, asked)
    left = (asked.told or frozenset()) - {change.id for change in changes}
    # What an edition that came in behind brings now, or has undone, was told of this one.
    kinds = [kind.value for kind in (*TOLD, ChangeKind.UNDONE)]
    told = select(ChangeRow).where(col(ChangeRow.kind).in_(kinds))
    return [*changes, *select_in(session, told, ChangeRow.id, sorted(left))]


def _derived(session: Session, edition: StoredEdition, asked: NewsAsked) -> Sequence[Any]:
    """Return the changes of an edition, or of several together; of what isn't told yet what is heard."""
    if asked.first:
        return [change for change in net_changes(session, asked.first, edition.number) if not change.quiet]
    heard = [each.subject for each in asked.heard] if asked.told is None else [Subject(EVERYWHERE)]
    columns = columns_of(*inspect(ChangeRow).columns)  # an object a change would take most of the time
    statement = columns.where(*_of_edition(edition), or_(*map(_may_concern, heard)))
    return session.connection().execute(statement.order_by(col(ChangeRow.id))).all()


def _of_edition(edition: StoredEdition) -> tuple[ColumnElement[bool], ...]:
    """Return the clauses of what an edition changed in rows, as far as it is told or counted."""
    rows = [kind.value for kind in (*TOLD, ChangeKind.NEWLY_KNOWN)]
    return (
        col(ChangeRow.edition) == edition.number,
        col(ChangeRow.kind).in_(rows),
        col(ChangeRow.quiet).is_(False),
    )


def _may_concern(subject: Subject) -> ColumnElement[bool]:
    if subject.place:
        there = select(ChangePlaceRow.change).where(col(ChangePlaceRow.geoid) == subject.place)
        return col(ChangeRow.id).in_(there)
    return true() if subject.state == EVERYWHERE else col(ChangeRow.states).contains(f",{subject.state},")


def _counted(session: Session, edition: StoredEdition) -> Counter[ChangeKind]:
    """Return how many rows an edition changed in which way, in all states."""
    as_told = (col(ChangeRow.kind), col(ChangeRow.told_as), col(ChangeRow.renewed))
    counts = (
        columns_of(*as_told, func.count().label("number")).where(*_of_edition(edition)).group_by(*as_told)
    )
    counted: Counter[ChangeKind] = Counter()
    for each in session.connection().execute(counts):
        counted[heard_as(each)] += each.number
    return counted


def _concerning(
    session: Session, changes: Sequence[Any], asked: NewsAsked, event: ChangeKind | None
) -> list[Any]:
    """Return the changes that a message tells: those that it is to concern.

    The rows of a new list are what it says, not what was added to it: no kind is left out.
    """
    if asked.told is not None:
        return [change for change in changes if change.id in asked.told and heard_as(change) in TOLD]
    wanted = {each.subject.place for each in asked.heard} - {""}
    places = _changed_there(session, wanted, changes, joined=bool(asked.first)) if wanted else {}
    whole = event is ChangeKind.PUBLISHED

    def is_heard(change: Any, each: HeardSubject) -> bool:
        subject = each.subject
        if each.without and not whole and heard_as(change) in each.without:
            return False
        if subject.place:
            return subject.place in places.get(change.id or 0, ())
        return subject.state == EVERYWHERE or f",{subject.state}," in change.states

    return [
        change
        for change in changes
        if change.kind in TOLD and any(is_heard(change, each) for each in asked.heard)
    ]


def _changed_there(
    session: Session, wanted: Collection[str], changes: Sequence[Any], *, joined: bool
) -> Mapping[int, Collection[str]]:
    """Return which of some places the changes of an edition, or of several together, concern."""
    if joined or not changes:
        return places_of(session, changes)
    there = (
        select(ChangePlaceRow.change, ChangePlaceRow.geoid)
        .join(ChangeRow, col(ChangeRow.id) == col(ChangePlaceRow.change))
        .where(col(ChangePlaceRow.geoid).in_(wanted), col(ChangeRow.edition) == changes[0].edition)
    )
    found: dict[int, set[str]] = defaultdict(set)
    for change, geoid in session.exec(there):
        found[change].add(geoid)
    return found


def _own_first(rows: Sequence[Happened], subjects: Collection[Subject]) -> tuple[Happened, ...]:
    """Return rows in their order, those of a channel's own states and places before all others."""
    states = {each.state for each in subjects if not each.place} - {EVERYWHERE}
    named = {each.place for each in subjects if each.place}
    if not states and not named:
        return tuple(rows)

    def is_own(row: Happened) -> bool:
        return row.fact.state in states or any(
            place.state in states or place.geoid in named for place in row.fact.places
        )

    return tuple(sorted(rows, key=lambda row: not is_own(row)))


def _begun(session: Session, edition: StoredEdition, asked: NewsAsked) -> tuple[Happened, ...]:
    """Return the rows that began with a first release, where none of them is a change."""
    begun = sorted(begun_in(session, edition, *(each.subject for each in asked.heard)), key=place_in_document)
    brought = (edition.number, edition.dated, edition.observed)
    return tuple(Happened(0, edition.source, ChangeKind.ADDED, *brought, after=fact) for fact in begun)


def _changed_rows(session: Session, edition: StoredEdition, changes: Sequence[Any]) -> tuple[Happened, ...]:
    sides, missed = sides_of(session, changes), missed_on(session, changes)
    pairs = zip(changes, sides, strict=True)
    happened = [as_happened(change, each, edition, missed) for change, each in pairs if any(each)]
    rivals = rivals_of(session, changes, sides)
    happened = [replace(row, rivals=rivals[row.number]) if row.number in rivals else row for row in happened]
    told = sorted(happened, key=_reading_order)
    public = notes_of_listings(session, [row.fact.listing for row in told if row.fact.listing])
    if not public:
        return tuple(told)
    return tuple(replace(row, public=public.get(row.fact.listing or 0, ())) for row in told)


def _reading_order(row: Happened) -> tuple[object, ...]:
    return _ORDER.index(row.kind), row.late, place_in_document(row.fact)
