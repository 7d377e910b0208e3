"""What operators add to a listing for everyone to see, such as a county's reply to its designation.

A note stays with what the row says, in every edition that says so, and with its place.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.batches import batches
from models.citations import LONGEST_NOTE, wrong_citation
from models.errors import UsageError
from models.facts import PublicNote
from models.people_tables import PublicNoteRow
from models.store import writing
from models.tables import ListingPlaceRow, ListingRow


@dataclass(frozen=True, slots=True)
class NewNote:
    """A note to be added.

    Attributes:
        listing: Id of the row that it is on.
        citation: Address of the page where it can be read.
        by: Slack's id of the operator, or `command line`.
    """

    listing: int
    text: str
    citation: str
    by: str


def add_note(engine: Engine, new: NewNote, now: datetime) -> list[int]:
    """Add a note to a listing and to each of its places; return the ids, one a place.

    Args:
        engine: The database.
        new: What is added.
        now: UTC.

    Raises:
        UsageError: There is no such listing, the note is empty or too long, or it cites no page.
        StoreError: The database can't be written.
    """
    text, wrong = " ".join(new.text.split()), wrong_citation(new.citation)
    if not text or len(text) > LONGEST_NOTE:
        raise UsageError("A note has 1 to 1,000 characters.", "Say it shorter; the page cited says the rest.")
    if wrong:
        raise UsageError("A note cites where it can be read.", wrong)
    with writing(engine) as session:
        listing = session.get(ListingRow, new.listing)
        if listing is None:
            raise UsageError("The row isn't known any more.", "Look its place up again.")
        named = select(ListingPlaceRow.geoid).where(
            col(ListingPlaceRow.listing) == listing.id, col(ListingPlaceRow.candidate).is_(False)
        )
        places: list[str | None] = [*session.exec(named.order_by(col(ListingPlaceRow.geoid)))]
        rows = [
            PublicNoteRow(
                source=listing.source,
                key=listing.key,
                geoid=geoid,
                text=text,
                citation=new.citation.strip(),
                by=new.by,
                at=now,
            )
            for geoid in places or [None]
        ]
        session.add_all(rows)
        session.flush()
        return [row.id or 0 for row in rows]


def remove_note(engine: Engine, number: int) -> None:
    """Take a note away; what was sent with it stays as it was.

    Raises:
        UsageError: There is none of that number.
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        row = session.get(PublicNoteRow, number)
        if row is None:
            raise UsageError(f"There is no note {number}.", "See python -m bot notes list.")
        session.delete(row)


def all_notes(session: Session) -> Sequence[PublicNoteRow]:
    """Return every note, oldest first."""
    return session.exec(select(PublicNoteRow).order_by(col(PublicNoteRow.id))).all()


def notes_of_place(session: Session, geoid: str) -> tuple[PublicNote, ...]:
    """Return the notes on rows of a place, the newest first."""
    found = select(PublicNoteRow).where(col(PublicNoteRow.geoid) == geoid)
    return tuple(_note(row) for row in session.exec(found.order_by(col(PublicNoteRow.id).desc())))


def notes_of_listings(session: Session, listings: Iterable[int]) -> Mapping[int, tuple[PublicNote, ...]]:
    """Return the notes on rows by the listing's id, the newest first."""
    if session.exec(select(PublicNoteRow.id).limit(1)).first() is None:
        return {}
    found: dict[int, dict[PublicNote, None]] = defaultdict(dict)
    statement = (
        select(ListingRow.id, PublicNoteRow)
        .join(
            PublicNoteRow,
            (col(PublicNoteRow.key) == col(ListingRow.key))
            & (col(PublicNoteRow.source) == col(ListingRow.source)),
        )
        .order_by(col(PublicNoteRow.id).desc())
    )
    wanted = sorted(set(listings))
    for numbers in batches(wanted):
        some = statement.where(col(ListingRow.id).in_(numbers))
        for listing, row in session.exec(some):
            found[listing or 0][_note(row)] = None
    return {listing: tuple(notes) for listing, notes in found.items()}


def _note(row: PublicNoteRow) -> PublicNote:
    return PublicNote(row.source, row.text, row.citation, row.at)
