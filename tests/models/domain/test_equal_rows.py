"""Of rows that say the same: which goes on in other words, which is missing, which is gone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from models.domain import (
    ChangeKind,
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
    step,
)
from tests.support.stepping import entry_of, facts_of


def designation(name: str, state: str = "TX") -> Row:
    """A designated place that nobody knows."""
    listing = Listing(ListingKind.DESIGNATION, {"name": name, "heading": "Counties"}, state, as_read=name)
    return Row(listing, key(listing), Resolution(Outcome.UNKNOWN))


PLAIN, LOUD, MISSPELT = (designation(f"{name} County") for name in ("Travis", "TRAVIS", "Travs"))
AUSTIN = designation("Austin")
TEXAN, NEBRASKAN, STATELESS = (designation("Brown County", state) for state in ("TX", "NE", ""))


def after(*lists: Sequence[Row] | Entry) -> list[Step]:
    """The steps of a log whose departures wait to be confirmed: a list a day, each another document."""
    facts = replace(facts_of([PLAIN, LOUD, MISSPELT, AUSTIN, TEXAN, NEBRASKAN, STATELESS]), confirmed=True)
    steps, state = [], Standing()
    for number, each in enumerate(lists, 1):
        entry = each if isinstance(each, Entry) else entry_of(number, each)
        steps.append(step(state, replace(entry, document=str(number)), facts))
        state = steps[-1].state
    return steps


def travis(made: Step) -> tuple[Interval, ...]:
    """Travis County's rows after a step, the one that began first first."""
    return made.state.standing.get(PLAIN.key, ())


def test_the_first_begun_goes_on_in_other_words_and_the_missing_one_is_gone() -> None:
    """A twin came and went; then the row that stood all along is printed otherwise."""
    first, _, third, last = after([PLAIN], [PLAIN, LOUD], [PLAIN], [MISSPELT])
    assert [each.lacking is not None for each in travis(third)] == [False, True]
    kinds = Counter(each.change.kind for each in last.changes)
    assert kinds == {ChangeKind.CORRECTED: 1, ChangeKind.REMOVED: 1}
    (corrected,) = last.state.standing[MISSPELT.key]
    assert corrected.lineage == travis(first)[0].lineage
    assert [each.missing for each in last.changes if each.change.after is None] == [3]


def test_the_last_begun_is_the_one_that_is_struck_out() -> None:
    """Of three one is printed, one crossed out, and one merely lacking: that is the one that stood longer."""
    struck = replace(entry_of(4, [PLAIN]), off=Counter([PLAIN.key]))
    *_, third, last = after([PLAIN], [PLAIN, PLAIN], [PLAIN, PLAIN, PLAIN], struck)
    assert [each.lineage for each in travis(last)] == [each.lineage for each in travis(third)[:2]]
    assert [each.lacking is not None for each in travis(last)] == [False, True]


def test_a_copy_that_mentions_one_of_two_says_nothing_of_the_missing_one() -> None:
    """Be the wording that of the missing one: the next whole list that lacks it confirms that it is gone."""
    copy = replace(entry_of(4, [LOUD]), partial=True)
    *_, fourth, last = after([PLAIN, AUSTIN], [PLAIN, LOUD, AUSTIN], [PLAIN, AUSTIN], copy, [PLAIN, AUSTIN])
    assert [each.lacking is not None for each in travis(fourth)] == [False, True]
    assert ([each.change.kind for each in last.changes], len(travis(last))) == ([ChangeKind.REMOVED], 1)


def test_of_two_slips_that_read_the_same_the_first_begun_goes_on_in_whatever_order_they_are_read() -> None:
    """Two counties of one name lost their states, one after the other; then one such row is left."""
    lists = [TEXAN], [STATELESS], [STATELESS, NEBRASKAN], [STATELESS, STATELESS]
    state = after(*lists)[-1].state
    assert state.keys == {TEXAN.key: 1, NEBRASKAN.key: 1}
    facts = facts_of([TEXAN, NEBRASKAN, STATELESS])
    for read in (state.standing, dict(reversed(list(state.standing.items())))):
        last = step(replace(state, standing=read), entry_of(5, [STATELESS]), facts)
        assert last.state.keys == {TEXAN.key: 1}
