"""Changes, with the places and states that they concern, written in bulk."""

from collections.abc import Sequence
from dataclasses import asdict

from sqlalchemy import insert
from sqlmodel import Session

from models.changes import Change
from models.listing_rows import Arrival
from models.tables import ChangePlaceRow, ChangeRow


def add_changes(
    session: Session, arrival: Arrival, changes: Sequence[Change], begun: Sequence[int]
) -> list[ChangeRow]:
    """Write what an edition changed, with the places and states concerned.

    Args:
        session: The publishing transaction.
        arrival: The edition that brought them.
        changes: As the diff gave them; their rows before carry their listing's id.
        begun: Listing ids of the changes' rows after, in order.
    """
    after = iter(begun)
    rows = [
        ChangeRow(
            source=arrival.source,
            edition=arrival.edition,
            observed=arrival.observed,
            kind=change.kind.value,
            before=change.before.stored if change.before else None,
            after=next(after) if change.after else None,
            differences=[asdict(difference) for difference in change.differences],
            states=joined(change.states),
            possibly_same=change.possibly_same,
            late=change.late,
        )
        for change in changes
    ]
    session.add_all(rows)
    session.flush()
    links = [
        {"geoid": geoid, "change": row.id}
        for row, change in zip(rows, changes, strict=True)
        for geoid in sorted(change.places)
    ]
    if links:
        session.execute(insert(ChangePlaceRow), links)
    return rows


def joined(states: frozenset[str]) -> str:
    """Return states as a change keeps them: `,MA,NY,`."""
    return f",{','.join(sorted(states))}," if states else ""
