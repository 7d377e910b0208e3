"""An edition that changes thousands of rows, for hundreds of channels: how long publishing and telling take.

Half of the rows stand already, of which half are gone with it and half corrected; the other half are new. So
many subscriptions, of places, of states and of every state, spread over so many channels.
"""

import gc
import math
import random
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import cycle, islice

from sqlalchemy import Connection, Engine, event
from sqlmodel import select

from bot.answers import answer
from bot.bootstrap import let_answers_through
from bot.delivery import Readership
from bot.delivery.render import Rendering, render_delivery
from bot.grammar import Lookup
from models.config import Newsroom
from models.db import DeliveryRow, SubscriptionRow, migrate, open_engine, reading, writing
from models.domain import (
    EVERYWHERE,
    Listing,
    ListingKind,
    Outcome,
    Place,
    PlaceKind,
    Resolution,
    Row,
    SourceKind,
    key,
)
from models.editions import publish
from models.messaging import delivery_of, record_sent
from tests.benchmarks import report
from tests.benchmarks.harness import quantile
from tests.support.gazetteer.places import current_places
from tests.support.newsroom.desk_on_slack import desk_on
from tests.support.newsroom.editions import compared, publish_rows
from tests.support.publishers.watching import made_up

LIST = made_up("list", SourceKind.STATE)
READERSHIP = Readership({LIST.name: LIST}, "America/New_York")
NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
SETTLE = timedelta(minutes=2)
CALM, BETWEEN, WARM = 2.0, 0.005, 20
"""Seconds of lookups alone, and between two; and lookups that aren't counted: the first load much."""
GROWTH = (0.25, 0.5, 1, 2)
"""Parts of the changes, of which each is published to see how the time grows."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How big an edition is, and for how many: 5,000 changes for 1,000 subscriptions in 200 channels."""

    changes: int = 5000
    subscriptions: int = 1000
    channels: int = 200


@dataclass
class Watched:
    """What a database was asked meanwhile.

    Attributes:
        held: Seconds for which each writing transaction kept others from writing.
        statements: How many statements were executed, many rows at once as one.
    """

    held: list[float] = field(default_factory=list)
    statements: list[str] = field(default_factory=list)


def rows_of(places: Sequence[Place], said: str) -> list[Row]:
    """Return a made-up list that names some places."""
    rows = []
    for number, place in enumerate(places):
        fields = {"name": place.name, "heading": said}
        text = f"{place.name}, {place.state}: {said}"
        listing = Listing(ListingKind.DESIGNATION, fields, place.state, page=1 + number // 40, as_read=text)
        rows.append(Row(listing, key(listing), Resolution(Outcome.RESOLVED, (place,))))
    return rows


def editions(changes: int) -> tuple[list[Row], list[Row]]:
    """Return a list before and after so many changes."""
    named = [place for place in current_places() if place.kind is not PlaceKind.STATE]
    random.Random(3).shuffle(named)  # noqa: S311 - a made-up list, the same at each run
    parts = iter(named)
    gone, corrected, new = (list(islice(parts, changes // 4 * share)) for share in (1, 1, 2))
    return (
        [*rows_of(gone, "Cities"), *rows_of(corrected, "Cities")],
        [*rows_of(corrected, "Counties"), *rows_of(new, "Cities")],
    )


def subscribe_all(engine: Engine, shape: Shape, places: Sequence[Place]) -> None:
    """Let channels hear of places, one in ten of a state, and one channel in a hundred of every state."""
    states = sorted({place.state for place in places})
    with writing(engine) as session:
        for number in range(shape.subscriptions):
            place = places[number * 7 % len(places)]
            state, geoid = place.state, place.geoid
            if number % 10 == 0:
                state, geoid = states[number // 10 % len(states)], ""
            if number % 100 == 0 and number < shape.channels:
                state = EVERYWHERE
            wish = SubscriptionRow(
                team="T1",
                channel=f"C{number % shape.channels:04}",
                state=state,
                place=geoid,
                created=NOW,
                created_by="U1",
            )
            session.add(wish)


@contextmanager
def watching(engine: Engine) -> Iterator[Watched]:
    """Note what a database is asked."""
    watched, since = Watched(), dict[int, float]()

    def executed(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if statement == "BEGIN IMMEDIATE" or "pg_advisory_xact_lock" in statement:
            since.setdefault(threading.get_ident(), time.perf_counter())
        watched.statements.append(statement)

    def ended(*_connection: object) -> None:
        if begun := since.pop(threading.get_ident(), None):
            watched.held.append(time.perf_counter() - begun)

    event.listen(engine, "after_cursor_execute", executed)
    event.listen(engine.pool, "checkin", ended)
    try:
        yield watched
    finally:
        event.remove(engine, "after_cursor_execute", executed)
        event.remove(engine.pool, "checkin", ended)


def first_edition(engine: Engine, shape: Shape, *, then: str = "") -> list[Row]:
    """Publish what stands before, and subscribe; return the rows of the big edition that comes next.

    Args:
        engine: Of an empty database.
        shape: How big.
        then: `sent`: its alerts were; `settling`: they wait for the next edition; else nobody heard of it.
    """
    before, after = editions(shape.changes)
    named = [place for row in (*before, *after) for place in row.resolution.places]
    if not then:
        publish_rows(engine, LIST, before, NOW)
        subscribe_all(engine, shape, named)
        return after
    subscribe_all(engine, shape, named)
    publish_rows(engine, LIST, before, NOW, SETTLE)
    if then == "sent":
        _send_all(engine)
    return after


def _send_all(engine: Engine) -> None:
    """Record that each channel was told of its rows."""
    with reading(engine) as session:
        owed = [delivery_of(session, number) for number in session.exec(select(DeliveryRow.id))]
    for number, delivery in enumerate(owed):
        with reading(engine) as session:
            tells = render_delivery(Rendering(session, delivery, READERSHIP, NOW)).tells
        record_sent(engine, delivery, f"{number}.1", NOW, tells=tells)


def publish_next(engine: Engine, rows: Sequence[Row], now: datetime = NOW + timedelta(minutes=1)) -> int:
    """Publish the big edition; return for how many messages."""
    work = replace(compared(engine, LIST, rows, now), settle=SETTLE, looked=True)
    return publish(engine, work, Newsroom(), now).deliveries


def figures(url: str, shape: Shape) -> Iterator[tuple[str, str]]:
    """Publish a big edition on an empty database while lookups go on; yield what each step took, in words."""
    migrate(url)
    engine = open_engine(url)
    rows = first_edition(engine, shape)
    asked = [place for row in rows for place in row.resolution.places]
    before = gc.get_threshold(), sys.getswitchinterval()
    let_answers_through()  # as a desk does that runs
    with _asking(url, asked) as seconds:
        time.sleep(CALM)
        calm = list(seconds)
        with watching(engine) as watched:
            began = time.perf_counter()
            publish_next(engine, rows)
            published = time.perf_counter() - began
        beside = seconds[len(calm) :]
    with reading(engine) as session:
        owed = session.exec(select(DeliveryRow)).all()
        longest = delivery_of(session, max(owed, key=lambda row: row.payload.get("rows", 0)).id)
        began = time.perf_counter()
        tells = render_delivery(Rendering(session, longest, READERSHIP, NOW)).tells
        rendered = time.perf_counter() - began
    sizes = [max(1, int(shape.changes * part)) for part in GROWTH]
    exponent = _growth(url, [replace(shape, changes=changes) for changes in sizes])
    gc.unfreeze()
    gc.set_threshold(*before[0])
    sys.setswitchinterval(before[1])
    engine.dispose()
    what = f"{shape.changes:,} changes for {shape.subscriptions:,} subscriptions in {shape.channels} channels"
    yield f"{what}, compared and published", report.duration(published)
    yield "of that, others wait to write", report.duration(max(watched.held))
    yield (
        "p99 of lookups before, and meanwhile",
        " and ".join(report.duration(quantile(each, 0.99)) for each in (calm, beside)),
    )
    yield f"an alert of {len(tells):,} rows rendered", report.duration(rendered)
    yield (
        f"exponent of the processor's time to publish {sizes[0]:,} to {sizes[-1]:,} changes",
        f"{exponent:.2f}",
    )


def _growth(url: str, shapes: Sequence[Shape]) -> float:
    """Return the exponent by which publishing grows with the changes, each number on an empty database."""
    seconds = []
    for shape in shapes:
        empty = url.replace(".db", f"-{shape.changes}.db")
        migrate(empty)
        engine = open_engine(empty)
        rows = first_edition(engine, shape)
        began = time.process_time()
        publish_next(engine, rows)
        seconds.append(time.process_time() - began)
        engine.dispose()
    logs = [math.log(shape.changes) for shape in shapes], list(map(math.log, seconds))
    return statistics.linear_regression(*logs).slope


@contextmanager
def _asking(url: str, places: Sequence[Place]) -> Iterator[list[float]]:
    """Ask for one place after the other on a thread, until the block ends; give the seconds of each."""
    seconds: list[float] = []
    over = threading.Event()

    def ask() -> None:
        with desk_on(url) as desk:
            for place in cycle(places):
                if over.is_set():
                    return
                began = time.perf_counter()
                answer(Lookup(f"{place.name}, {place.state}"), desk)
                seconds.append(time.perf_counter() - began)
                time.sleep(BETWEEN)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        while len(seconds) < WARM:
            time.sleep(BETWEEN)
        del seconds[:]
        yield seconds
    finally:
        over.set()
        thread.join()
