"""A later reading of the same bytes: rows go on with their lineages, and nothing is told."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from models.domain import (
    Entry,
    Interval,
    Listing,
    ListingKind,
    Outcome,
    Resolution,
    Row,
    Standing,
    Step,
    key,
    reread,
    step,
    walk,
)
from tests.support.stepping import entry_of, facts_of

NAMES = st.lists(st.sampled_from(["Adams", "Baker", "Clay", "Dane", "Elko", "Floyd"]), max_size=9)


def rows(names: Sequence[str], heading: str = "Counties") -> list[Row]:
    """Designated counties of one state, each with this heading."""
    fields = [{"name": name, "heading": heading} for name in names]
    listings = [Listing(ListingKind.DESIGNATION, each, "CO", as_read=str(each)) for each in fields]
    return [Row(each, key(each), Resolution(Outcome.UNKNOWN)) for each in listings]


def read_twice(
    earlier: Sequence[Row], first: Sequence[Row], second: Sequence[Row]
) -> tuple[Standing, Step, Mapping[bytes, Row]]:
    """Take an edition, the next one as it is read first, and this as a better reader reads it."""
    facts = facts_of([*earlier, *first, *second])
    log = entry_of(1, earlier), entry_of(2, first), again(entry_of(2, second))
    (_, _), (_, before), (_, after) = walk(Standing(), log, facts)
    return before.state, after, facts.rows(())


def again(entry: Entry) -> Entry:
    """The same edition as a better reader reads it."""
    return replace(entry, reading=2)


def by_name(state: Standing, known: Mapping[bytes, Row]) -> dict[str, Counter[int]]:
    """The lineages of all rows that stand, by the name that they say."""
    found: dict[str, Counter[int]] = {}
    for each in standing(state):
        name = str(known[each.wording].listing.fields["name"])
        found.setdefault(name, Counter())[each.lineage] += 1
    return found


def standing(state: Standing) -> list[Interval]:
    """All intervals that stand."""
    return [each for several in state.standing.values() for each in several]


@given(NAMES, NAMES)
def test_a_misread_column_changes_no_lineage_and_no_count(earlier: list[str], names: list[str]) -> None:
    """Every row says something else, and each is the row that it was, for as long as it has been."""
    before, after, known = read_twice(rows(earlier), rows(names, "C0unties"), rows(names))
    assert by_name(after.state, known) == by_name(before, known)
    assert Counter(each.since for each in standing(before)) == Counter(
        each.since for each in standing(after.state)
    )
    assert after.changes == ()
    assert after.state.keys == Counter(row.key for row in rows(names))


@given(NAMES, NAMES, st.data())
def test_what_one_reading_lacks_moves_no_other_row(
    earlier: list[str], names: list[str], data: st.DataObject
) -> None:
    """A row that the first reader passed over begins a lineage; those below it keep theirs."""
    lacking = data.draw(st.integers(0, len(names)))
    first = names[:lacking] + names[lacking + 1 :]
    before, after, known = read_twice(rows(earlier), rows(first), rows(names))
    ours, theirs = by_name(before, known), by_name(after.state, known)
    assert all(not lineages - theirs[name] for name, lineages in ours.items())
    assert after.state.keys == Counter(row.key for row in rows(names))
    back, ended, _ = read_twice(rows(earlier), rows(names), rows(first))
    assert ended.changes == ()
    assert by_name(ended.state, known).keys() == set(first)
    assert len(standing(back)) - len(standing(ended.state)) == len(names) - len(first)


@given(NAMES, NAMES, NAMES)
def test_the_next_edition_is_compared_with_the_better_reading(
    first: list[str], second: list[str], later: list[str]
) -> None:
    """What it tells is what it would have told if the better reader had read the edition before."""
    _, after, known = read_twice((), rows(first), rows(second))
    facts = facts_of(known.values())
    facts = facts_of([*known.values(), *rows(later)]) if later else facts
    told = step(after.state, entry_of(3, rows(later)), facts)
    right = step(step(Standing(), entry_of(2, rows(second)), facts).state, entry_of(3, rows(later)), facts)
    kinds = Counter((each.change.kind, *map(_name, (each.before, each.after))) for each in told.changes)
    assert kinds == Counter(
        (each.change.kind, *map(_name, (each.before, each.after))) for each in right.changes
    )


def _name(interval: Interval | None) -> bytes:
    return interval.key if interval else b""


def test_a_row_that_stood_unmentioned_is_printed_after_all() -> None:
    """A partial copy of which the first reader passed over a row: the better one finds it there."""
    whole, part = rows(["Adams", "Baker"]), rows(["Adams"])
    facts = facts_of(whole)
    copy = replace(entry_of(2, part), partial=True)
    stood = step(step(Standing(), entry_of(1, whole), facts).state, copy, facts).state
    assert {each.printed for each in standing(stood)} == {None, 1}
    better = reread(stood, copy, again(replace(entry_of(2, whole), partial=True)), facts)
    assert {each.printed for each in standing(better.state)} == {None}
    assert (better.begun, better.ended) == ((), {})
