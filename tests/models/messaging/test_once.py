"""Whatever a channel's subscriptions are and become: no event is told it twice, none that matches never."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import select

from models.db import DeliveryRow, open_engine, reading
from models.domain import EVERYWHERE, PLAIN, Channel, Row, Subject, Terms, key
from models.messaging import UNSENT, queue_next
from models.newsroom import Actor, subscribe, unsubscribe
from tests.support.clock import Clock
from tests.support.databases import copy_sqlite
from tests.support.newsroom.bulletins import LIST
from tests.support.newsroom.delivering import TEXAS
from tests.support.newsroom.digesting import DAILY, WEEKLY, ZONE
from tests.support.newsroom.editions import designations, publish_rows

HERE = Channel("", TEXAS)
DAY = timedelta(days=1)
TERMS = st.sampled_from([PLAIN, Terms(rhythm=DAILY), Terms(rhythm=WEEKLY)])
WISHES = st.dictionaries(st.sampled_from(["TX", "GA", EVERYWHERE]), TERMS, min_size=1)


def rows(*states: str) -> list[Row]:
    """One place of each state."""
    made = []
    for state in states:
        (row,) = designations(f"{state} County")
        listing = replace(row.listing, state=state)
        made.append(replace(row, listing=listing, key=key(listing)))
    return made


def told(engine: Engine) -> dict[int, list[bool]]:
    """Of each edition, of each message that tells it: whether one that is sent tells it by now."""
    found: dict[int, list[bool]] = {}
    with reading(engine) as session:
        sent = {row.id: row for row in session.exec(select(DeliveryRow)) if row.status in UNSENT}
        for row in sent.values():
            if row.what == "alert":
                by = row if row.status == "pending" else sent.get(row.parent)
                found.setdefault(row.edition or 0, []).append(by is not None and by.status == "pending")
    return found


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    wishes=WISHES,
    listed=st.lists(st.sets(st.sampled_from(["TX", "GA", "MA"])).map(frozenset), min_size=1, max_size=3),
    ended=st.sets(st.sampled_from(["TX", "GA", EVERYWHERE])),
    late=st.booleans(),
)
def test_an_event_is_told_once(  # noqa: PLR0913, PLR0917 - what Hypothesis draws
    sqlite_template: Path,
    tmp_path: Path,
    clock: Clock,
    wishes: dict[str, Terms],
    listed: list[frozenset[str]],
    ended: set[str],
    late: bool,
) -> None:
    """Editions a day, some subscriptions ended before or after a digest was queued: each edition once.

    One that concerns none of what is left isn't told at all.
    """
    engine = open_engine(copy_sqlite(sqlite_template, tmp_path / f"{uuid4().hex}.db"))
    publish_rows(engine, LIST, rows("TX"), clock())
    for state, terms in wishes.items():
        subscribe(engine, HERE, Subject(state), Actor("U1", clock(), ZONE), terms)
    concerned, before = {}, frozenset({"TX"})
    for number, states in enumerate(listed):
        now = clock() + (number + 1) * DAY
        if states != before and states:
            edition = publish_rows(engine, LIST, rows(*sorted(states)), now)
            concerned[edition.edition] = states ^ before
            before = states
    last = clock() + (len(listed) + 1) * DAY
    for number in range(2 if late else 0):
        queue_next(engine, ZONE, last + number * DAY)
    unsubscribe(engine, HERE, Actor("U1", last), [Subject(state) for state in sorted(ended)])
    for number in range(15):
        queue_next(engine, ZONE, last + number * DAY)
    left = wishes.keys() - ended
    due = {edition: [True] for edition, states in concerned.items() if left & {*states, EVERYWHERE}}
    assert told(engine) == due
    engine.dispose()
