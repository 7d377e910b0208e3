"""An edition as rows to be inserted, drawn up while others may write: none of them waits for that.

Ids are drawn before, and what is stored already is read before. In the writing transaction it is made sure
that both still hold; if not, the edition is drawn up there once more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from models import db
from models.domain import Derived, Step, derive, printed_only
from models.editions.printings import (
    ListRows,
    ReadBy,
    add_places,
    list_rows,
    new_printings,
    stored_wordings,
    write_list,
)
from models.editions.publication import Publication
from models.editions.row_writer import (
    Arrival,
    Between,
    ChangeRows,
    Wordings,
    change_rows,
    cited,
    end_listings,
    listing_rows,
    note_printed,
    numbered,
    of_listings,
    place_links,
)
from models.queries import printing_ids


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is inserted for an edition.

    Attributes:
        version: Of the source's facts, as they were read before.
        ids: By table, those that its rows bear.
        edition: Id of the edition.
        lacking: The wordings that were not stored.
        printings: Their rows.
        listed: Its printed list.
        derived: What it gives, of one that stands last in its log.
        listings, places: The rows that begin with it, and what they name.
        changes: What it changed.
    """

    version: int
    ids: dict[Any, Sequence[int]]
    edition: int
    lacking: Sequence[bytes]
    printings: db.Prepared
    listed: ListRows
    derived: Derived
    listings: db.Prepared
    places: db.Prepared
    changes: ChangeRows


def draw_up(session: Session, work: Publication, now: datetime) -> Drawn:
    """Return what is to be inserted for an edition.

    Args:
        session: One that reads, or writes under the source's lock.
        work: The edition; of one that stands behind others only what it prints is drawn up.
        now: UTC.
    """
    version = db.facts_version(session, work.source)
    compared = work.compared
    known = stored_wordings(session, work)
    new = new_printings(work, compared.rows, known)
    step = Step(compared.step.state) if compared.behind else compared.step
    ids = _drawn_ids(session, work.held, len(new), len(step.begun), len(step.changes))
    edition = work.held or ids[db.EditionRow][0]
    known |= zip(new, ids[db.PrintingRow], strict=True)
    listed = list_rows(
        edition, work.listed, [known[each] for each in work.listed.wordings], ReadBy(work.reader, now)
    )
    derived = derive([(edition, step.of_edition(edition))])
    begun = list(derived.begun.values())
    elsewhere = {each.was.wording for each in step.changes if each.was} | {each.placed for each in begun}
    known |= printing_ids(session, work.source, elsewhere - known.keys())
    wordings = Wordings(compared.rows, known)
    period = work.edition.period if work.rules.covers else None
    arrival = Arrival(work.source, work.series, edition, work.shown, period)
    listings = numbered(begun, ids[db.ListingRow])
    named = {listings[each.number]: compared.rows[each.placed] for each in begun}
    between = Between(wordings, printed_only(listed.entries), compared.before.edition)
    told = cited(session, [change for _, change in derived.changes], between)
    return Drawn(
        version,
        ids,
        edition,
        list(new),
        db.prepare(session, db.PrintingRow, [{"id": known[each], **row} for each, row in new.items()]),
        listed,
        derived,
        db.prepare(session, db.ListingRow, listing_rows({edition: arrival}, begun, wordings, listings)),
        db.prepare(session, db.ListingPlaceRow, place_links(named)),
        change_rows(
            session,
            arrival,
            [of_listings(each, listings, listings) for each in told],
            ids[db.ChangeRow],
        ),
    )


def _drawn_ids(
    session: Session, held: int | None, printings: int, listings: int, changes: int
) -> dict[Any, Sequence[int]]:
    """Return ids for so many rows, by table; an edition that was held has one."""
    wanted = {db.EditionRow: int(held is None), db.PrintingRow: printings}
    wanted |= {db.ListingRow: listings, db.ChangeRow: changes}
    return {table: db.new_ids(session, table, number) for table, number in wanted.items()}


def drawn_now(session: Session, work: Publication, now: datetime, before: Drawn | None) -> Drawn:
    """Return, under the source's lock, what was drawn up before, or draw it up if its ids are taken.

    Who stored a wording of it meanwhile has taken the id of a printing.
    """
    free = before and all(db.are_free(session, table, ids) for table, ids in before.ids.items())
    return before if before and free else draw_up(session, work, now)


def write_drawn(session: Session, work: Publication, drawn: Drawn) -> None:
    """Insert what was drawn up, once its edition is written: first what it prints, then what it gives."""
    add_places(session, [work.compared.rows[wording] for wording in drawn.lacking])
    db.insert_prepared(session, drawn.printings)
    write_list(session, drawn.listed)
    end_listings(session, drawn.derived.until)
    note_printed(session, drawn.derived.noted)
    db.insert_prepared(session, drawn.listings, drawn.places, drawn.changes.changes, drawn.changes.places)
