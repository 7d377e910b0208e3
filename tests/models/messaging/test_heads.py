"""What goes next, held against the rule told naively; and that it costs no more where more waits."""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, insert

from models.db import DeliveryRow, ServingRow, SubscriptionRow, open_engine, reading, writing
from models.messaging import UNKNOWN_LIST, claim, kept, next_due
from tests.support.clock import Clock
from tests.support.databases import copy_sqlite
from tests.support.newsroom.payloads import SOME_NOTICE

SECONDS = (-5.0, -0.5, 0.0, 0.5, 60.0)
CHANNELS = [("T1", "C1"), ("T1", "C2"), ("T2", "C1"), ("", "C3")]
Made = dict[str, Any]

MADE = st.fixed_dictionaries(
    {
        "place": st.sampled_from(CHANNELS),
        "part": st.sampled_from(["message", "message", "rows", "csv"]),
        "parent": st.none() | st.integers(1, 12),
        "status": st.sampled_from(["pending", "pending", "pending", "sending", "sent", "failed", "gathered"]),
        "error": st.sampled_from(["", "", UNKNOWN_LIST]),
        "due": st.sampled_from(SECONDS),
        "sent": st.sampled_from(SECONDS),
        "serves": st.sets(st.integers(1, 3), max_size=2),
    }
)
HEARD = {1: True, 2: False, 3: False}
"""Of the subscriptions: the second is paused, the third is muted."""


@pytest.fixture
def engine(database: str) -> Iterator[Engine]:
    """The engine of a fresh database."""
    opened = open_engine(database)
    yield opened
    opened.dispose()


def fill(engine: Engine, made: list[Made], clock: Clock) -> None:
    """Let the outbox hold these, and nothing else."""
    now, terms = clock(), {"team": "", "state": "MA", "terms": {}, "created": clock(), "created_by": "U1"}
    rows, serving = [], []
    for number, one in enumerate(made, 1):
        team, channel = one["place"]
        sent = now + timedelta(seconds=one["sent"]) if one["status"] == "sent" else None
        parent = one["parent"] if one["parent"] and one["parent"] < number else None
        rows.append(
            {
                **{name: one[name] for name in ("part", "status", "error")},
                **{"id": number, "key": str(number), "team": team, "channel": channel, "parent": parent},
                **{"what": "notice", "payload": kept(SOME_NOTICE), "created": now, "sent": sent},
                "not_before": now + timedelta(seconds=one["due"]),
            }
        )
        serving += [{"delivery": number, "subscription": each} for each in sorted(one["serves"])]
    subscriptions = [
        {**terms, "id": 1, "channel": "1", "paused": "", "muted_until": None},
        {**terms, "id": 2, "channel": "2", "paused": "is_archived", "muted_until": None},
        {**terms, "id": 3, "channel": "3", "paused": "", "muted_until": now + timedelta(hours=1)},
    ]
    tables = (SubscriptionRow, subscriptions), (DeliveryRow, rows), (ServingRow, serving)
    with writing(engine) as session:
        for table, _ in reversed(tables):
            session.connection().execute(delete(table))
        for table, some in tables:
            if some:
                session.connection().execute(insert(table), some)


def told_naively(made: list[Made], *, files: bool, resting: set[str]) -> list[int]:
    """Return the numbers of what may go now, in order: the first of each channel that nothing holds."""
    numbered = list(enumerate(made, 1))

    def place(each: tuple[int, Made]) -> tuple[Any, ...]:
        number, one = each
        parent = one["parent"] if one["parent"] and one["parent"] < number else None
        return one["place"], parent or number, number

    waits = [
        (number, one)
        for number, one in numbered
        if one["status"] in {"pending", "sending"}
        and (one["part"] == "csv") is files
        and (one["error"] != UNKNOWN_LIST or one["due"] <= 0)
        and (not one["serves"] or any(HEARD[each] for each in one["serves"]))
    ]
    queues = itertools.groupby(sorted(waits, key=place), key=lambda each: each[1]["place"])
    heads = [next(queue) for _, queue in queues]
    paced = {one["place"] for one in made if one["status"] == "sent" and -1 < one["sent"] <= 0}
    free = [
        (one["due"], number)
        for number, one in heads
        if one["status"] == "pending" and one["due"] <= 0
        if one["place"] not in paced and one["place"][1] not in resting
    ]
    return [number for _, number in sorted(free)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(MADE, max_size=12), files=st.booleans(), resting=st.sets(st.sampled_from(["C1", "C3"])))
def test_what_goes_next_is_what_the_rule_says(
    engine: Engine, clock: Clock, made: list[Made], files: bool, resting: set[str]
) -> None:
    """Whatever waits, each claim takes what the rule names first; a channel that has one gets no other."""
    fill(engine, made, clock)
    expected = told_naively(made, files=files, resting=resting)
    if not (files or resting):
        assert next_due(engine, clock()) == (expected[0] if expected else None)
    claimed = [claim(engine, clock(), files=files, resting=resting) for _ in range(len(expected) + 1)]
    assert [each.id if each else None for each in claimed] == [*expected, None]


def test_it_costs_no_more_where_fifty_times_as_many_wait(
    sqlite_template: Path, tmp_path: Path, clock: Clock
) -> None:
    """A worker that polls does so at the price of the channels, not of what they are owed."""
    one = {"part": "message", "parent": None, "status": "pending", "error": "", "due": -5.0, "sent": 0.0}

    def steps(each: int) -> int:
        engine = open_engine(copy_sqlite(sqlite_template, tmp_path / f"{each}.db"), threads=1)
        waits = [
            {**one, "place": ("T1", f"C{number}"), "serves": {1}} for _ in range(each) for number in range(20)
        ]
        fill(engine, waits, clock)
        counted = 0

        def count() -> int:
            nonlocal counted
            counted += 1
            return 0

        with reading(engine) as session:
            driver: Any = session.connection().connection.driver_connection
        driver.set_progress_handler(count, 10)  # called each tenth step of SQLite's machine
        assert claim(engine, clock())
        assert next_due(engine, clock())
        assert claim(engine, clock(), files=True) is None
        driver.set_progress_handler(None, 0)
        engine.dispose()
        return counted

    few = steps(2)
    assert few
    assert steps(100) < 2 * few
