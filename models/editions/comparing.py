"""An edition compared with what stands before its place in the log; nothing is written."""

from collections import Counter
from collections.abc import Container, Mapping

from sqlmodel import Session, col, func, select

from models.db import ListingRow
from models.domain import Outcome, Row, Standing, exact_of, step
from models.editions.publication import Compared, Publication
from models.queries import (
    StoredFacts,
    before,
    is_behind,
    newest_reading,
    printing_ids,
    standing_in,
    state_before,
)


def stored_printings(session: Session, work: Publication) -> dict[bytes, int]:
    """Return the ids of an edition's wordings that are stored already: they stay for ever."""
    return printing_ids(session, work.source, work.listed.wordings)


def first_printed(work: Publication, stored: Container[bytes]) -> dict[bytes, int]:
    """Return the wordings of an edition that are not stored yet, each with its first row's number, from 0."""
    first: dict[bytes, int] = {}
    for number, wording in enumerate(work.listed.wordings):
        first.setdefault(wording, number)
    return {wording: number for wording, number in first.items() if wording not in stored}


def compare_edition(
    session: Session, work: Publication, new: Mapping[bytes, Row], stored: Mapping[bytes, int]
) -> Compared:
    """Compare an edition with what stands before its place.

    Args:
        session: One that reads.
        work: The edition as read.
        new: Rows of the wordings that are not stored yet, with their places.
        stored: Ids of those that are.
    """
    last = before(session, work.source, work.series, work.place)
    state = state_before(session, work.source, work.series, work.place)
    facts = StoredFacts(session, work.source, work.series, work.place, new)
    rules = facts.facts(cumulative=work.rules.cumulative, confirmed=work.rules.confirmed)
    made = step(state, work.entry(), rules)
    listed = newest_reading(session, last.edition) if last.edition is not None else None
    return Compared(
        last,
        state,
        _told_again(session, work) if work.rules.cumulative and last.edition else _present(state),
        made,
        facts.known,
        _outcomes(work, state, facts),
        exact=listed is not None and listed.exact == exact_of(work.listed),
        behind=is_behind(session, work.source, work.series, work.place),
        printings=stored,
    )


def _outcomes(work: Publication, state: Standing, facts: StoredFacts) -> Counter[Outcome]:
    """Count what the resolver makes of the rows' places: what stands says so, the rest is asked for."""
    known = {each.wording: each.outcome for several in state.standing.values() for each in several}
    rows = facts.rows(wording for wording in set(work.reading.wordings) if wording not in known)
    return Counter(
        known[wording] if wording in known else rows[wording].resolution.outcome
        for wording in work.reading.wordings
    )


def _present(state: Standing) -> int:
    """Return how many rows stand that are not missing already."""
    return sum(each.lacking is None for several in state.standing.values() for each in several)


def _told_again(session: Session, work: Publication) -> int:
    """Return how many rows stand on the days that a release covers."""
    if work.edition.period is None:
        return 0
    days = col(ListingRow.period_first).between(work.edition.period.first, work.edition.period.last)
    counted = select(func.count()).where(*standing_in(work.source, work.series), days)
    return session.exec(counted).one()
