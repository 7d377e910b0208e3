"""What operators add to a listing for everyone to see, such as a county's reply to its designation.

A note stays with the row and with its place, through corrections, and when the row comes back.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import col, select

from models.db import ListingPlaceRow, ListingRow, PublicNoteRow, lock_source, writing
from models.domain import LONGEST_NOTE, wrong_citation
from models.errors import UsageError


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
        raise UsageError("A note has 1 to 1,000 characters.", "Write it shorter.")
    if wrong:
        raise UsageError("A note needs its source.", wrong)
    with writing(engine) as session:
        source = session.exec(select(ListingRow.source).where(ListingRow.id == new.listing)).first()
        lock_source(session, *filter(None, [source]))
        listing = session.get(ListingRow, new.listing)
        if listing is None:
            raise UsageError("That row is no longer on file.", "Look its place up again.")
        named = select(ListingPlaceRow.geoid).where(
            col(ListingPlaceRow.listing) == listing.id, col(ListingPlaceRow.candidate).is_(False)
        )
        places: list[str | None] = [*session.exec(named.order_by(col(ListingPlaceRow.geoid)))]
        rows = [
            PublicNoteRow(
                source=listing.source,
                lineage=listing.lineage,
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
        source = session.exec(select(PublicNoteRow.source).where(PublicNoteRow.id == number)).first()
        lock_source(session, *filter(None, [source]))
        row = session.get(PublicNoteRow, number)
        if row is None:
            raise UsageError(f"There is no note {number}.", "See `python -m bot notes list`.")
        session.delete(row)
