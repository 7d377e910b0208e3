"""Rows that a document itself names as gone: crossed out, or said off. They wait for nobody."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from models.domain import (
    ChangeKind,
    Entry,
    Listing,
    ListingKind,
    Outcome,
    Period,
    Resolution,
    Row,
    Standing,
    Step,
    derive,
    key,
    step,
)
from tests.support.stepping import entry_of, facts_of


def agreement(agency: str, state: str = "CO") -> Row:
    """A signed agreement."""
    fields = {"agency": agency, "support_type": "Warrant Service Officer", "signed": "2025-03-01"}
    listing = Listing(ListingKind.AGREEMENT, fields, state, as_read=agency)
    return Row(listing, key(listing), Resolution(Outcome.UNKNOWN))


WINTER = Period(date(2025, 1, 1), date(2025, 1, 31))
SPRING = Period(date(2025, 2, 1), date(2025, 2, 28))
ADAMS, BAKER, CLAY = (agreement(f"{name} County Sheriff's Office") for name in ("Adams", "Baker", "Clay"))


def naming(edition: int, rows: Sequence[Row], *gone: Row) -> Entry:
    """An edition of these rows that names others as gone."""
    return replace(entry_of(edition, rows), off=Counter(row.key for row in gone), document=str(edition))


def after(*log: Entry) -> list[Step]:
    """The steps of a log whose departures wait to be confirmed."""
    facts = replace(facts_of([ADAMS, BAKER, CLAY]), confirmed=True)
    steps, state = [], Standing()
    for entry in log:
        steps.append(step(state, entry, facts))
        state = steps[-1].state
    return steps


def told(made: Step) -> Counter[tuple[ChangeKind, str]]:
    """What a step tells, of which agency."""
    sides = ((each.change.kind, each.change.before or each.change.after) for each in made.changes)
    return Counter((kind, str(row.listing.fields["agency"])) for kind, row in sides if row)


def test_a_row_that_is_named_ends_at_once_and_others_are_missing() -> None:
    """Of two rows that an edition doesn't print as standing, it crosses out one."""
    first, second = after(entry_of(1, [ADAMS, BAKER, CLAY]), naming(2, [ADAMS], BAKER))
    (baker,) = first.state.standing[BAKER.key]
    assert told(second) == {(ChangeKind.REMOVED, "Baker County Sheriff's Office"): 1}
    assert derive([(2, second)]).until[baker.number].edition == 2
    assert set(second.state.standing) == {ADAMS.key, CLAY.key}
    assert [each.key for each in second.missing] == [CLAY.key]


def test_of_twins_as_many_end_as_are_named() -> None:
    """Of three that say the same the one that is left is missing."""
    *_, last = after(entry_of(1, [BAKER, BAKER, BAKER, ADAMS]), naming(2, [ADAMS], BAKER, BAKER))
    assert last.state.keys == {ADAMS.key: 1, BAKER.key: 1}
    assert (told(last).total(), len(last.missing)) == (2, 1)


def test_a_row_that_stands_beside_a_crossed_out_twin_stands() -> None:
    """An old line is crossed out, and the same is printed below it."""
    *_, last = after(entry_of(1, [ADAMS, BAKER]), naming(2, [ADAMS, BAKER], BAKER))
    assert (last.changes, last.missing, last.state.keys) == ((), (), {ADAMS.key: 1, BAKER.key: 1})


def test_what_was_missing_is_gone_since_then() -> None:
    """A later edition crosses it out: the removal belongs to the first that lacked it."""
    *_, last = after(entry_of(1, [ADAMS, BAKER]), entry_of(2, [ADAMS]), naming(3, [ADAMS], BAKER))
    assert told(last).total() == 1
    assert [(each.edition, each.known) for each in last.ended.values()] == [(2, 3)]


@pytest.mark.parametrize("named", [True, False])
def test_a_release_ends_what_it_names_of_other_days(named: bool) -> None:
    """What a release doesn't cover stands on, unless the release says itself that it is gone."""
    listing = Listing(ListingKind.REFUSAL, {"agency": "Baker", "declined": "2025-01-02"}, "CO", as_read="B")
    old = Row(listing, key(listing), Resolution(Outcome.UNKNOWN))
    new = replace(old, listing=replace(listing, fields={"agency": "Baker", "declined": "2025-02-02"}))
    new = replace(new, key=key(new.listing))
    facts = facts_of([old, new], cumulative=True)
    state = step(Standing(), entry_of(1, [old], WINTER), facts).state
    later = replace(entry_of(2, [new], SPRING), off=Counter([old.key] if named else ()))
    assert (old.key in step(state, later, facts).state.standing) is not named
