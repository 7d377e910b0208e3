"""A claimed delivery → what its message says, read from the facts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from models.alerts import TOLD
from models.announcements import ANNOUNCED, said_of
from models.bulletin import Absence, Bulletin, EditionFacts, ToldRow
from models.edition_facts import begun_in, edition_facts, seen_before, standing_names
from models.errors import DeliveryError
from models.exports import Placed, place_in_document, placed_listings
from models.net_changes import net_changes, places_of
from models.people_tables import DeliveryRow
from models.place_states import state_name
from models.public_notes import notes_of_listings
from models.settings import Newsroom
from models.tables import ChangePlaceRow, ChangeRow, EditionRow, PlaceRow
from models.values import ChangeKind, ListingKind, Outcome, Source, SourceKind
from models.wishes import EVERYWHERE, Subject

LATE = timedelta(days=1)
"""An alert that waited longer (a paused channel, a laptop asleep) says when it was due."""


@dataclass(frozen=True, slots=True)
class Readership:
    """What all messages of one desk share.

    Attributes:
        sources: The watched lists by name.
        zone: IANA name of the newsroom's time zone.
        replay: The desk tells the past, from cited facts.
        newsroom: Whom operators' notices go to.
        command: The slash command, for cures.
    """

    sources: Mapping[str, Source]
    zone: str
    replay: bool = False
    newsroom: Newsroom = field(default_factory=Newsroom)
    command: str = "/detainers"


def brief(session: Session, delivery: DeliveryRow, readership: Readership, now: datetime) -> Bulletin:
    """Read what an alert or an event says.

    Args:
        session: A reading session.
        delivery: The claimed row; its payload names what it is about.
        readership: Whom it is for.
        now: Aware, UTC.

    Raises:
        DeliveryError: Its list or edition isn't known to this desk any more.
    """
    edition = session.get(EditionRow, delivery.edition) if delivery.edition else None
    source = readership.sources.get(edition.source) if edition else None
    if edition is None or source is None:
        raise DeliveryError(
            "The list that this alert is about is not watched any more.", "Look the place up."
        )
    subject = subject_of(delivery.payload)
    event = session.get(ChangeRow, delivery.change) if delivery.change else None
    kind = ChangeKind(event.kind) if event else None
    first = delivery.payload.get("first")
    changes = [] if kind in {ChangeKind.WITHDRAWN, *ANNOUNCED} else _changes(session, edition, first)
    late = delivery.created if now - delivery.created > LATE and not readership.replay else None
    return Bulletin(
        source=source,
        state=subject.state,
        place=subject.place,
        state_name=subject_name(session, subject),
        edition=_facts(session, edition, first),
        first=first,
        event=kind,
        change=delivery.change,
        rows=_begun(session, edition, subject)
        if source.cumulative and kind is ChangeKind.PUBLISHED
        else _told(session, _concerning(session, changes, delivery.payload, kind)),
        standing=standing_names(session, edition, subject) if source.kind is SourceKind.STATE else (),
        changed=Counter(ChangeKind(change.kind) for change in changes),
        absence=_absence(event, delivery) if event and kind is ChangeKind.WITHDRAWN else None,
        announcement=said_of(event) if event else None,
        summary=bool(delivery.payload.get("summary")),
        repeat=delivery.repeat,
        late=late,
        replay=readership.replay,
        zone=readership.zone,
    )


def _facts(session: Session, edition: EditionRow, first: int | None) -> EditionFacts:
    """Return an edition's facts; of one that is told with those before it, what came before them all."""
    facts = edition_facts(session, edition)
    if not first:
        return facts
    return replace(facts, earlier=seen_before(session, session.get_one(EditionRow, first)))


def _changes(session: Session, edition: EditionRow, first: int | None) -> Sequence[ChangeRow]:
    if first:
        return net_changes(session, first, edition.id or 0)
    rows = [kind.value for kind in (*TOLD, ChangeKind.NEWLY_KNOWN)]
    statement = select(ChangeRow).where(col(ChangeRow.edition) == edition.id, col(ChangeRow.kind).in_(rows))
    return session.exec(statement.order_by(col(ChangeRow.id))).all()


def subject_of(payload: Mapping[str, Any]) -> Subject:
    """Return what a message is about, as its payload keeps it."""
    return Subject(str(payload.get("state", "")), str(payload.get("place", "")))


def subject_name(session: Session, subject: Subject) -> str:
    """Return what a message is about, inside a sentence: `Texas`, `Travis County, TX`, `all states`."""
    place = session.get(PlaceRow, subject.place) if subject.place else None
    if place:
        return f"{place.name}, {place.state}"
    return "all states" if subject.state == EVERYWHERE else state_name(subject.state) or subject.state


def _concerning(
    session: Session, changes: Sequence[ChangeRow], payload: Mapping[str, Any], event: ChangeKind | None
) -> list[ChangeRow]:
    """Return the changes that a message tells: those of its subject, without the kinds left out.

    The rows of a new list are what it says, not what was added to it.
    """
    subject = subject_of(payload)
    without = set() if event is ChangeKind.PUBLISHED else set(payload.get("without", ()))
    joined = bool(payload.get("first"))
    here = _changed_there(session, subject, changes, joined=joined) if subject.place else set()
    return [
        change
        for change in changes
        if ChangeKind(change.kind) in TOLD
        and change.kind not in without
        and (change.id in here if subject.place else _in_state(change, subject.state))
    ]


def _in_state(change: ChangeRow, state: str) -> bool:
    return state == EVERYWHERE or f",{state}," in change.states


def _changed_there(
    session: Session, subject: Subject, changes: Sequence[ChangeRow], *, joined: bool
) -> set[int]:
    """Return the ids of the changes that concern a place."""
    if not changes:
        return set()
    if joined:
        return {number for number, geoids in places_of(session, changes).items() if subject.place in geoids}
    there = (
        select(ChangePlaceRow.change)
        .join(ChangeRow, col(ChangeRow.id) == col(ChangePlaceRow.change))
        .where(col(ChangePlaceRow.geoid) == subject.place, col(ChangeRow.edition) == changes[0].edition)
    )
    return set(session.exec(there))


def _begun(session: Session, edition: EditionRow, subject: Subject) -> tuple[ToldRow, ...]:
    """Return the rows of a subject that began with a first release, where none of them is a change."""
    begun = sorted(begun_in(session, edition, subject), key=lambda placed: place_in_document(placed.row))
    return tuple(_told_row(ChangeKind.ADDED, placed) for placed in begun)


def _told(session: Session, changes: Sequence[ChangeRow]) -> tuple[ToldRow, ...]:
    wanted = [change.after or change.before or 0 for change in changes]
    placed = placed_listings(session, wanted)
    told = [(change, placed[number]) for change, number in zip(changes, wanted, strict=True)]
    told.sort(key=_as_told)
    public = notes_of_listings(session, wanted)
    return tuple(
        replace(
            _told_row(ChangeKind(change.kind), row, change.differences),
            late=change.late,
            number=change.id,
            public=public.get(row.row.id or 0, ()),
        )
        for change, row in told
    )


def _as_told(each: tuple[ChangeRow, Placed]) -> tuple[object, ...]:
    change, placed = each
    return _ORDER.index(ChangeKind(change.kind)), change.late, place_in_document(placed.row)


_ORDER = (ChangeKind.REMOVED, ChangeKind.MOVED, ChangeKind.CORRECTED, ChangeKind.ADDED)
"""One row that is gone is not to be looked for below hundreds that are new."""


def _told_row(change: ChangeKind, placed: Placed, differences: Sequence[Mapping[str, str]] = ()) -> ToldRow:
    listing = placed.row
    return ToldRow(
        change=change,
        kind=ListingKind(listing.kind),
        fields=listing.fields,
        state=listing.state,
        places=tuple(place.name for place in placed.places),
        unresolved="" if listing.outcome == Outcome.RESOLVED else listing.reason or listing.outcome,
        differences=tuple((one["field"], one["before"], one["after"]) for one in differences),
        page=listing.page,
        position=listing.position,
        as_read=listing.as_read,
        notes=placed.notes,
        check_first=listing.check_first,
        listing=listing.id,
    )


def _absence(event: ChangeRow, delivery: DeliveryRow) -> Absence:
    """Read what was known when the list was called withdrawn: it may be back since."""
    known = delivery.payload.get("absence", {})
    since, seen = (
        datetime.fromisoformat(known[name]) if name in known else None for name in ("since", "seen")
    )
    return Absence(since or event.observed, int(known.get("checks", 0)), seen)
