"""Every message of the replay, and every answer, is read as a person reads it and held against the oracle."""

from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from bot.desk import Desk
from tests.support.databases import copy_sqlite
from tests.support.newsroom.desk_on_slack import desk_on
from tests.support.reader import RULES, Findings, read
from tests.support.reader.asked import answers, places, verbs
from tests.support.reader.messages import replayed
from tests.support.reader.mutants import Mutant, bad_messages, mutants
from tests.support.reader.table import kept

PARTS = 6
"""The places are read in so many parts, which workers share."""
BAD = 25
"""As many bad messages must be caught before a new one is read."""

MUTATED = 100
"""Answers and sentences of which some words are made wrong."""
MISSED = 0.04
"""Share of the wrong ones that may pass: two events a day apart, a report for the policies beside it."""

Keep = Callable[[str, object], None]


@pytest.fixture(scope="session")
def history_desk(history_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """People's side over the bundled history, which nobody changes."""
    with desk_on(copy_sqlite(history_template, tmp_path_factory.mktemp("reader") / "desk.db")) as desk:
        yield desk


def faults(reading: Findings) -> str:
    """Return what was found, a line each, at most forty."""
    return "\n".join(" | ".join(fault) for fault in reading.faults[:40])


def test_real_messages_that_were_bad_are_caught(record_property: Keep) -> None:
    """Each by the rule that it is kept for, and each rule catches one: one that catches none is no rule."""
    kept_for: dict[str, list[str]] = {rule: [] for rule in RULES}
    for name, rule, sheet in bad_messages():
        found = read([sheet])
        assert rule in found.caught_by(), f"{name} passes {rule}; caught by {sorted(found.caught_by())}"
        kept_for[rule].append(name)
        record_property("caught", f"{rule}: {name}")
    assert [rule for rule, names in kept_for.items() if not names] == []
    assert sum(map(len, kept_for.values())) >= BAD


def test_what_channels_get_is_well_said_after_each_step(sqlite_database: str, record_property: Keep) -> None:
    """Alerts, edits, replies, rows, digests, sentences to copy: for channels of one state, several, all."""
    reading = read(replayed(sqlite_database))
    record_property("read", kept(reading.checked))
    assert not reading.faults, faults(reading)


@pytest.mark.parametrize("part", range(PARTS))
def test_answers_are_well_said(history_desk: Desk, part: int, record_property: Keep) -> None:
    """Sixty places as of twelve days, and what *Copy sentence*, *Rows*, *Evidence* and *History* give."""
    reading = read(sheet for place in places()[part::PARTS] for sheet in answers(history_desk, place))
    record_property("read", kept(reading.checked))
    assert not reading.faults, faults(reading)


def test_other_verbs_and_home_are_well_said(history_desk: Desk, record_property: Keep) -> None:
    """Changes, numbers over time, comparisons, rankings, maps, lists, plain questions, and App Home."""
    reading = read(verbs(history_desk))
    record_property("read", kept(reading.checked))
    assert not reading.faults, faults(reading)


def test_answers_made_wrong_by_a_little_are_caught(history_desk: Desk) -> None:
    """One figure, day, place, state or list of an answer, or of its sentence, changed: hardly one passes."""
    drawn = Random(20250529)  # noqa: S311  draws examples
    sheets = [sheet for place in places()[::9] for sheet in answers(history_desk, place)]
    wrong: list[Mutant] = []
    for sheet in drawn.sample([sheet for sheet in sheets if sheet.kind in {"answer", "sentence"}], MUTATED):
        made = list(mutants(sheet))
        wrong += drawn.sample(made, min(4, len(made)))
    missed = [mutant for mutant in wrong if not read([mutant.sheet]).faults]
    said = "\n".join(f"{each.sheet.where}: {each.was} -> {each.now}: {each.text}" for each in missed)
    assert len(missed) <= len(wrong) * MISSED, said
