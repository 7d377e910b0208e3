"""An edition that comes in behind: its log is derived again from its place, and what differs is written.

What is stored goes on under its own ids as what is derived now. Nothing of it is told. A change that
was told and is derived no more is kept, as undone: operators are asked what to do about it.
"""

from sqlalchemy import update
from sqlmodel import Session, col

from models import db
from models.editions.publication import Rules
from models.editions.rewriting.changes import write_changes
from models.editions.rewriting.lineages import name_lineages
from models.editions.rewriting.listings import delete_listings, write_listings
from models.editions.rewriting.past import past_of


def rewrite(session: Session, edition: db.EditionRow, rules: Rules) -> list[db.ChangeRow]:
    """Derive a log again from an edition that came in behind.

    Args:
        session: One that writes, under the source's lock; the edition's printed list is written.
        edition: The one that came in.
        rules: How the log is derived.

    Returns:
        Changes that were told, and were none: not even together with others do editions tell them now.
    """
    past = past_of(session, edition, rules)
    merged = name_lineages(past)
    listings, left = write_listings(session, past)
    untrue = write_changes(session, past, merged, listings)
    delete_listings(session, left)
    for old, new in merged.items():
        notes = update(db.PublicNoteRow).where(col(db.PublicNoteRow.lineage) == old)
        session.exec(notes.values(lineage=new))
    return untrue
