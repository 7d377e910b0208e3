"""What is stored of a log from a place on, and what is derived of it now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from models import db
from models.domain import Derived, Standing, derive, walk
from models.editions.publication import Rules
from models.editions.row_writer import Arrival, Wordings, arrival_of
from models.queries import (
    StoredFacts,
    entries_of_log,
    log_of,
    printing_ids,
    prints_all_that_stands,
    state_before,
)


@dataclass(slots=True)
class Past:
    """What is stored of a log from a place on, and what is derived of it now.

    Attributes:
        standing: Listings of before the place that stood there, by id.
        listings: Listings that began from it on.
        lineages: Ids of stored lineages by the numbers of the derived ones that they are.
    """

    editions: Sequence[db.EditionRow]
    derived: Derived
    state: Standing
    wordings: Wordings
    standing: Mapping[int, db.ListingRow]
    listings: Sequence[db.ListingRow]
    rules: Rules
    lineages: dict[int, int] = field(default_factory=dict)

    @property
    def order(self) -> dict[int, int]:
        """The places of the editions among each other, by id."""
        return {edition.id or 0: place for place, edition in enumerate(self.editions)}

    @property
    def arrivals(self) -> dict[int, Arrival]:
        """The editions as their rows and changes are written, by id."""
        return {edition.id or 0: arrival_of(edition, covers=self.rules.covers) for edition in self.editions}


def _begin(session: Session, source: str, series: str, place: datetime, rules: Rules) -> datetime:
    """Return from where to derive: the first place before which all that stands is printed.

    Of a place in the past, it is not stored which rows were missing there, nor which edition printed them.
    """
    log = log_of(session, source, series)
    if rules.cumulative:
        return log[0].stood
    if not rules.confirmed and not any(edition.partial for edition in log):
        return place
    begin = place
    for edition in reversed([each for each in log if each.stood < place]):
        if prints_all_that_stands(session, edition):
            return begin
        begin = edition.stood
    return begin


def past_of(session: Session, edition: db.EditionRow, rules: Rules) -> Past:
    """Read what is stored of an edition's log, from where on it is to be derived again, and derive it."""
    source, series = edition.source, edition.series
    begin = _begin(session, source, series, edition.stood, rules)
    editions = log_of(session, source, series, begin)
    state = _all_printed(state_before(session, source, series, begin))
    facts = StoredFacts(session, source, series, begin, {})
    known = facts.facts(cumulative=rules.cumulative, confirmed=rules.confirmed)
    steps = walk(state, entries_of_log(session, editions), known)
    derived = derive((entry.edition, made) for entry, made in steps)
    wanted = {wording for each in derived.begun.values() for wording in (each.wording, each.placed)} | {
        change.was.wording for _, change in derived.changes if change.was
    }
    rows = facts.rows(wanted)
    listings = select(db.ListingRow)
    stood = [each.number for several in state.standing.values() for each in several]
    numbers = [edition.id for edition in editions]
    return Past(
        editions,
        derived,
        state,
        Wordings(rows, printing_ids(session, source, rows)),
        {row.id or 0: row for row in db.select_in(session, listings, db.ListingRow.id, stood)},
        [
            row
            for row in db.select_in(session, listings, db.ListingRow.first_edition, numbers)
            if row.series == series
        ],
        rules,
    )


def _all_printed(state: Standing) -> Standing:
    """Return what stands at a place before which all of it is printed: what is stored, came to be later."""
    standing = {
        key: tuple(replace(each, printed=None, lacking=None) for each in several)
        for key, several in state.standing.items()
    }
    return replace(state, standing=standing)


def set_columns(row: db.ListingRow | db.ChangeRow, values: Mapping[str, Any]) -> None:
    """Set the columns of a stored row that differ: few do, and to set one costs more than all the rest."""
    for name, value in values.items():
        if getattr(row, name) != value:
            setattr(row, name, value)
