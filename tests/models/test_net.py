"""What several editions changed together is what a person would see who slept in between."""

from collections import Counter
from collections.abc import Sequence
from itertools import count, pairwise

from hypothesis import given
from hypothesis import strategies as st

from models.net import Side, Step, net
from models.values import ChangeKind

WORDS = "abcdef"
EDITIONS = st.lists(st.lists(st.sampled_from(WORDS), max_size=6), min_size=2, max_size=5)


def side(word: str, listing: int = 0) -> Side:
    """Return a row that says a word."""
    return Side(listing, word.encode())


def corrected(change: int, before: str, after: str) -> Step:
    """Return a correction of one cell."""
    return Step(change, ChangeKind.CORRECTED, side(before), side(after), (("name", before, after),))


def added(change: int, word: str) -> Step:
    """Return an added row."""
    return Step(change, ChangeKind.ADDED, None, side(word))


def removed(change: int, word: str) -> Step:
    """Return a removed row."""
    return Step(change, ChangeKind.REMOVED, side(word), None)


@st.composite
def histories(draw: st.DrawFn) -> tuple[Sequence[Sequence[str]], list[Step]]:
    """Draw editions, and changes between each two: some pairs of gone and new are called corrected."""
    editions, steps, numbers = draw(EDITIONS), list[Step](), count(1)
    for before, after in pairwise(editions):
        gone = sorted((Counter(before) - Counter(after)).elements())
        new = sorted((Counter(after) - Counter(before)).elements())
        pairs = draw(st.integers(0, min(len(gone), len(new))))
        steps += [corrected(next(numbers), *pair) for pair in zip(gone[:pairs], new[:pairs], strict=True)]
        steps += [removed(next(numbers), word) for word in gone[pairs:]]
        steps += [added(next(numbers), word) for word in new[pairs:]]
    return editions, steps


@given(histories())
def test_the_net_turns_the_first_edition_into_the_last_and_says_nothing_twice(
    history: tuple[Sequence[Sequence[str]], list[Step]],
) -> None:
    """Whatever came and went in between, what is told is exactly what differs."""
    editions, steps = history
    left = net(steps)
    gone = Counter(step.before.key.decode() for step in left if step.before)
    new = Counter(step.after.key.decode() for step in left if step.after)
    assert gone == Counter(editions[0]) - Counter(editions[-1])
    assert new == Counter(editions[-1]) - Counter(editions[0])


@given(histories())
def test_the_net_of_a_net_is_the_same(history: tuple[Sequence[Sequence[str]], list[Step]]) -> None:
    """There is nothing left to join."""
    left = net(history[1])
    assert net(left) == left


@given(st.lists(st.sampled_from(WORDS), min_size=2, max_size=6))
def test_a_row_corrected_again_and_again_was_corrected_once(words: list[str]) -> None:
    """From its first wording to its last, or not at all where they are the same."""
    steps = [corrected(number, *pair) for number, pair in enumerate(pairwise(words)) if pair[0] != pair[1]]
    last = max((step.change for step in steps), default=0)
    assert net(steps) == (() if words[0] == words[-1] else (corrected(last, words[0], words[-1]),))


def test_there_and_back_is_nothing() -> None:
    """A cell misprinted and mended before anybody was told: nobody is."""
    assert net([corrected(1, "Boston", "Bosten"), corrected(2, "Bosten", "Boston")]) == ()
    assert net([added(1, "Boston"), removed(2, "Boston")]) == ()
    assert net([removed(1, "Boston"), added(2, "Boston")]) == ()


def test_what_was_added_and_mended_was_added() -> None:
    """Nobody hears of a correction of what they never heard of."""
    assert net([added(1, "Bosten"), corrected(2, "Bosten", "Boston")]) == (
        Step(2, ChangeKind.ADDED, None, side("Boston")),
    )


def test_two_cells_changed_one_after_the_other_are_both_told() -> None:
    """A row whose heading and then whose name was corrected shows both."""
    first = Step(1, ChangeKind.CORRECTED, side("a"), side("b"), (("heading", "Cities", "Counties"),))
    second = Step(2, ChangeKind.MOVED, side("b"), side("c"), (("name", "Suffolk", "Norfolk"),))
    both = (*first.differences, *second.differences)
    assert net([first, second]) == (Step(2, ChangeKind.MOVED, side("a"), side("c"), both),)
