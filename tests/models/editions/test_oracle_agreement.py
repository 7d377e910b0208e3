"""What a desk is held against the oracle with: sequences that hold what is hard, differences told by row."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from models.domain import FIELDS, ChangeKind, Listing, Mark, key
from models.places import load_gazetteer
from tests.support.oracle import (
    QUESTIONS,
    Entry,
    Happening,
    Oracle,
    Stood,
    assert_agree,
    play,
    same_changes,
    same_rows,
)
from tests.support.oracle.sequences import (
    GEOIDS,
    SEQUENCES,
    LogStory,
    cumulative_logs,
    designation,
    event_logs,
    logs,
    oracle_of,
    resolve,
    state_logs,
    typeset,
)

some_sequences = settings(max_examples=max(40, SEQUENCES // 5))
MANY = settings(max_examples=2000, database=None, phases=[Phase.generate])
REMOVED = ChangeKind.REMOVED
TRAVIS, LOUD = designation("Travis County", "TX"), designation("TRAVIS COUNTY", "TX")
SUFFOLK, MISSPELT = designation("Suffolk County", "MA"), designation("Suffok County", "MA")
BOSTON = designation("Boston", "MA", "Cities")


def asked(*lists: Sequence[Listing]) -> Oracle:
    """Return an oracle that has editions of some days of May, numbered from 0."""
    first = datetime(2026, 5, 1, 12, tzinfo=UTC)
    entries = [
        Entry(number, first + timedelta(days=number), typeset(rows)) for number, rows in enumerate(lists)
    ]
    return oracle_of(LogStory("state", tuple(entries)))


@pytest.mark.parametrize(("named", "geoid"), GEOIDS.items())
def test_the_places_are_real(named: tuple[str, str], geoid: str) -> None:
    """A desk that resolves the rows by the gazetteer finds the same places."""
    name, state = named
    found = load_gazetteer().resolve(name, state)
    assert [place.geoid for place in found.places] == [geoid]


def test_a_desk_that_differs_is_told_where() -> None:
    """The first row that differs stands in the message, and the log below it."""
    right, wrong = (asked([TRAVIS, row]) for row in (BOSTON, MISSPELT))
    with pytest.raises(AssertionError, match=r"(?s)row 2 of the printed list of 0.*Suffok.*Boston") as said:
        assert_agree(wrong, right)
    assert "2026-05-01 12:00, accepted" in said.value.__notes__[0]
    with pytest.raises(AssertionError, match="Suffok"):
        assert_agree(wrong, right, ["standing"])


class Forgetful(Oracle):
    """One that answers a question with nothing."""

    forgets = ""

    def __getattribute__(self, name: str) -> object:
        if name == object.__getattribute__(self, "forgets"):
            return lambda *_: {} if name in ("counts", "lineages") else []
        return object.__getattribute__(self, name)


@pytest.mark.parametrize("question", QUESTIONS)
def test_whatever_a_desk_forgets_is_missed(question: str) -> None:
    """Each question finds a desk that answers it with nothing, and none blames one that is right."""
    right, forgetful = asked([TRAVIS, BOSTON], [TRAVIS, SUFFOLK]), Forgetful("state", resolve)
    play(right.log, forgetful)
    assert_agree(forgetful, right)
    forgetful.forgets = question
    with pytest.raises(AssertionError, match="the desk says"):
        assert_agree(forgetful, right)


def test_twins_may_be_exchanged_and_others_may_not() -> None:
    """Which wording of two equals was removed doesn't count; of a single row each letter does."""
    one, other = (Happening(REMOVED, typeset([row])[0], None) for row in (TRAVIS, LOUD))
    same_changes([one], [other], {key(TRAVIS): key(TRAVIS)})
    with pytest.raises(AssertionError, match="TRAVIS"):
        same_changes([one], [other])
    rows = [Stood(row, "unmentioned") for row in (TRAVIS, TRAVIS)]
    same_rows([rows[0], Stood(LOUD, "unmentioned")], rows, twins={key(TRAVIS): key(TRAVIS)})
    with pytest.raises(AssertionError, match="TRAVIS"):
        same_rows([Stood(LOUD)], [Stood(TRAVIS)])
    with pytest.raises(AssertionError, match="nothing"):
        same_rows(rows[:1], rows, twins={key(TRAVIS): key(TRAVIS)})


def keys_standing(oracle: Oracle, name: int) -> Counter[bytes]:
    """Return how often each row stands after an edition."""
    return Counter(key(row.listing) for row in oracle.standing(name))


@some_sequences
@given(logs())
def test_changes_take_what_stood_to_what_stands(story: LogStory) -> None:
    """From edition to edition, and from each to each later one; no change is told of the first release.

    A departure that is confirmed is told by a later edition than that since which the row is gone, and a
    slip changes nothing though it says something else.
    """
    oracle = oracle_of(story)
    if story.kind == "confirmed" or oracle.has_slips:
        return
    for series in {tuple(oracle.series(entry.name)) for entry in oracle.log}:
        for number, last in enumerate(series):
            pairs = [(first, oracle.net(first, last)) for first in series[:number]]
            if number:
                pairs.append((series[number - 1], oracle.changes(last)))
            for first, changes in pairs:
                rows = keys_standing(oracle, first)
                rows.subtract(key(change.before) for change in changes if change.before)
                rows.update(key(change.after) for change in changes if change.after)
                assert +rows == keys_standing(oracle, last)
                assert min(rows.values(), default=0) >= 0
        first_changes = oracle.changes(series[0])
        assert len(first_changes) == (0 if story.kind == "cumulative" else len(oracle.standing(series[0])))


@some_sequences
@given(logs())
def test_an_edition_stands_as_printed_but_for_what_it_says_nothing_of(story: LogStory) -> None:
    """Printed is what was handed over; whole lists and reports stand as printed, in their order."""
    oracle = oracle_of(story)
    for entry in oracle.log:
        shown = oracle.printed(entry.name)
        assert [row.listing for row in shown if row.mark is Mark.PRINTED] == list(entry.rows)
        assert len(shown) == len(entry.struck) + len(entry.rows) + len(entry.said_off)
        stands = oracle.standing(entry.name)
        texts = [row.as_read for row in entry.rows]
        assert [row.listing.as_read for row in stands if row.reason in {"", "continued"}] == texts
        assert all(row.listing in entry.rows for row in stands if not row.reason)
        if story.kind in {"state", "event"} and not entry.partial:
            assert [row.listing.as_read for row in stands] == texts
        whole = story.kind == "confirmed" and not entry.partial
        assert {row.reason for row in stands} <= {"", "continued", "missing" if whole else "unmentioned"}


@some_sequences
@given(logs())
def test_the_order_of_arrival_never_matters(story: LogStory) -> None:
    """Entries that arrive in the order in which they stood, and all accepted at once, give the same."""
    numbers = {
        entry.name: number for number, entry in enumerate(sorted(story.entries, key=lambda each: each.stood))
    }
    kept = [entry for entry in story.entries if entry.decision in ("accepted", "accepted late")]
    in_order = Oracle(story.kind, resolve)
    play((replace(entry, name=numbers[entry.name], decision="accepted") for entry in kept), in_order)
    oracle = oracle_of(story)
    for entry in kept:
        assert oracle.standing(entry.name) == in_order.standing(numbers[entry.name])
        assert oracle.changes(entry.name) == in_order.changes(numbers[entry.name])
    assert_agree(oracle, oracle_of(story))


@some_sequences
@given(logs())
def test_each_row_that_stands_is_of_one_lineage(story: LogStory) -> None:
    """The lineages' states after an edition are the rows that stand after it, each once."""
    oracle = oracle_of(story)
    states = Counter(state for lineage in oracle.lineages().elements() for state in lineage)
    for entry in oracle.log:
        lineages = Counter({said: number for (name, said), number in states.items() if name == entry.name})
        stands = keys_standing(oracle, entry.name)
        assert lineages.total() == stands.total()
        assert lineages == stands or oracle.has_slips


@some_sequences
@given(logs())
def test_the_rows_are_such_as_readers_make(story: LogStory) -> None:
    """Each on a page or at a position, with its text; names and moments are each entry's own."""
    moments = sorted(entry.stood for entry in story.entries)
    assert all(later - earlier >= timedelta(hours=3) for earlier, later in pairwise(moments))
    assert [entry.name for entry in story.entries] == list(range(len(story.entries)))
    for entry in story.entries:
        assert entry.rows
        assert len({row.position for row in entry.rows if row.position}) in (0, len(entry.rows))
        for row in entry.rows:
            assert row.page or row.position
            assert row.as_read
            assert set(row.fields) == set(FIELDS[row.kind])


@pytest.mark.parametrize(
    ("story", "wanted"),
    [
        (
            state_logs(),
            {"corrected", "moved", "newly_known", "unmentioned", "twin", "partial", "possibly", "struck"}
            | {"missing", "missing twin", "continued", "continued twin"},
        ),
        (event_logs(), {"added", "removed", "corrected", "twin", "possibly", "struck"}),
        (cumulative_logs(), {"corrected", "removed", "unmentioned", "late", "twin", "struck"}),
    ],
    ids=["state", "event", "cumulative"],
)
def test_the_sequences_hold_what_is_hard(story: st.SearchStrategy[LogStory], wanted: set[str]) -> None:
    """A property that never met a twin, a correction or a partial copy would promise nothing."""
    for sign in wanted:
        find(story.map(lambda drawn: signs(oracle_of(drawn))), partial(_holds, sign), settings=MANY)


def _holds(sign: str, found: set[str]) -> bool:
    return sign in found


def signs(oracle: Oracle) -> set[str]:
    """Return what a log holds: kinds of changes, reasons, and what is hard about its rows."""
    found: set[str] = set()
    for entry in oracle.log:
        changes, stands = oracle.changes(entry.name), oracle.standing(entry.name)
        found |= {change.kind.value for change in changes} | {row.reason for row in stands}
        found |= {"late" for change in changes if change.late}
        found |= {"possibly" for change in changes if change.possibly_same}
        twins = oracle.twins(entry.name)
        found |= {f"{row.reason} twin".lstrip() for row in stands if key(row.listing) in twins}
        found |= {"partial"} if entry.partial else set()
        found |= (
            {"struck"} if {key(each.before) for each in changes if each.before} & set(entry.off) else set()
        )
    return found
