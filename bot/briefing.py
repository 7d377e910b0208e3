"""A claimed delivery → what its message says, read from the facts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from models.alerts import TOLD
from models.announcements import ANNOUNCED, said_of
from models.bulletin import Absence, Bulletin, ToldRow
from models.edition_facts import begun_in, edition_facts, standing_names
from models.errors import DeliveryError
from models.exports import Placed, place_in_document, placed_listings
from models.people_tables import DeliveryRow
from models.place_states import STATES
from models.tables import ChangeRow, EditionRow
from models.values import ChangeKind, ListingKind, Outcome, Source, SourceKind

LATE = timedelta(days=1)
"""An alert that waited longer (a paused channel, a laptop asleep) says when it was due."""


@dataclass(frozen=True, slots=True)
class Readership:
    """What all messages of one desk share.

    Attributes:
        sources: The watched lists by name.
        zone: IANA name of the newsroom's time zone.
        replay: The desk tells the past, from cited facts.
    """

    sources: Mapping[str, Source]
    zone: str
    replay: bool = False


def brief(session: Session, delivery: DeliveryRow, readership: Readership, now: datetime) -> Bulletin:
    """Read what an alert or an event says.

    Args:
        session: A reading session.
        delivery: The claimed row; its payload names the state.
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
    state = str(delivery.payload.get("state", ""))
    event = session.get(ChangeRow, delivery.change) if delivery.change else None
    kind = ChangeKind(event.kind) if event else None
    changes = [] if kind in {ChangeKind.WITHDRAWN, *ANNOUNCED} else _changes(session, edition)
    late = delivery.created if now - delivery.created > LATE and not readership.replay else None
    return Bulletin(
        source=source,
        state=state,
        state_name=STATES[state].name if state in STATES else state,
        edition=edition_facts(session, edition),
        event=kind,
        change=delivery.change,
        rows=_begun(session, edition, state)
        if source.cumulative and kind is ChangeKind.PUBLISHED
        else _told(session, [change for change in changes if _concerns(change, state)]),
        standing=standing_names(session, edition, state) if source.kind is SourceKind.STATE else (),
        changed=Counter(ChangeKind(change.kind) for change in changes),
        absence=_absence(event, delivery) if event and kind is ChangeKind.WITHDRAWN else None,
        announcement=said_of(event) if event else None,
        summary=bool(delivery.payload.get("summary")),
        repeat=delivery.repeat,
        late=late,
        replay=readership.replay,
        zone=readership.zone,
    )


def _changes(session: Session, edition: EditionRow) -> Sequence[ChangeRow]:
    rows = [kind.value for kind in (*TOLD, ChangeKind.NEWLY_KNOWN)]
    statement = select(ChangeRow).where(col(ChangeRow.edition) == edition.id, col(ChangeRow.kind).in_(rows))
    return session.exec(statement.order_by(col(ChangeRow.id))).all()


def _concerns(change: ChangeRow, state: str) -> bool:
    return ChangeKind(change.kind) in TOLD and f",{state}," in change.states


def _begun(session: Session, edition: EditionRow, state: str) -> tuple[ToldRow, ...]:
    """Return the rows of a state that began with a first release, where none of them is a change."""
    begun = sorted(begun_in(session, edition, state), key=lambda placed: place_in_document(placed.row))
    return tuple(_told_row(ChangeKind.ADDED, placed) for placed in begun)


def _told(session: Session, changes: Sequence[ChangeRow]) -> tuple[ToldRow, ...]:
    wanted = [change.after or change.before or 0 for change in changes]
    placed = placed_listings(session, wanted)
    told = [(change, placed[number]) for change, number in zip(changes, wanted, strict=True)]
    told.sort(key=_as_told)
    return tuple(
        replace(_told_row(ChangeKind(change.kind), row, change.differences), late=change.late)
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
    )


def _absence(event: ChangeRow, delivery: DeliveryRow) -> Absence:
    """Read what was known when the list was called withdrawn: it may be back since."""
    known = delivery.payload.get("absence", {})
    since, seen = (
        datetime.fromisoformat(known[name]) if name in known else None for name in ("since", "seen")
    )
    return Absence(since or event.observed, int(known.get("checks", 0)), seen)
