"""An edition that changes many rows, for many channels: few wait for it, and nothing is lost beside it."""

import math
import re
import time
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event
from sqlmodel import select

from bot.delivery.render import Rendering, render_delivery
from models.config import Newsroom
from models.db import ChangeRow, DeliveryRow, ListingRow, open_engine, reading
from models.domain import SourceKind
from models.editions import publish
from models.messaging import delivery_of
from tests.benchmarks.big_editions import LIST, NOW, READERSHIP, SETTLE, Shape, first_edition, watching
from tests.support.databases import copy_sqlite
from tests.support.newsroom.editions import compared, designations, publish_rows, subscribe
from tests.support.publishers.watching import made_up

OTHER = made_up("other", SourceKind.STATE)
NEXT = NOW + timedelta(minutes=1)
READ = Counter(
    place=8, listing=6, edition=5, change=2, printed_list=2, change_place=1, printing=1, delivery=1,
    subscription=1, public_note=1, facts_version=1,
)  # fmt: skip
"""How often one alert of a few rows reads each table; five of the places are asked for one by one."""


def published(url: str, changes: int, *, then: str = "") -> tuple[int, int, float]:
    """Publish so many changes for 40 channels: statements under the lock, messages, processor seconds."""
    engine = open_engine(url)
    rows = first_edition(engine, Shape(changes, 200, 40), then=then)
    work = replace(compared(engine, LIST, rows, NEXT), settle=SETTLE, looked=True)
    with watching(engine) as watched:
        began = time.process_time()
        messages = publish(engine, work, Newsroom(), NEXT).deliveries
        seconds = time.process_time() - began
    engine.dispose()
    begun = watched.statements.index("BEGIN IMMEDIATE")
    return len(watched.statements) - begun, messages, seconds


@pytest.mark.parametrize(("then", "most"), [("", 60), ("settling", 110)])
def test_statements_do_not_grow_with_what_changes(
    sqlite_template: Path, tmp_path: Path, then: str, most: int
) -> None:
    """Four times as many changes take as many statements, but for batches of 500, and four times as long.

    So they do where the alerts of the edition before still settle, and are told anew with this one's.
    """
    few, many = (
        [
            published(copy_sqlite(sqlite_template, tmp_path / f"{size}-{each}.db"), size, then=then)
            for each in range(2)
        ]
        for size in (150, 600)
    )
    assert few[0][1] == many[0][1] == 40
    assert few[0][0] < most
    assert many[0][0] < few[0][0] + 40
    few_seconds, many_seconds = (min(seconds for *_, seconds in some) for some in (few, many))
    assert math.log(many_seconds / few_seconds, 4) < 1.5


def test_a_message_reads_what_it_tells(sqlite_database: str) -> None:
    """The alert of one place among hundreds of changes takes a few rows out of the database."""
    engine = open_engine(sqlite_database)
    rows = first_edition(engine, Shape(800, 200, 40))
    publish(engine, replace(compared(engine, LIST, rows, NEXT), settle=SETTLE), Newsroom(), NEXT)
    with reading(engine) as session:
        owed = session.exec(select(DeliveryRow)).all()
        least = delivery_of(session, min(owed, key=lambda row: row.payload["rows"]).id)
    fetched = 0

    def loaded(*_instance: object) -> None:
        nonlocal fetched
        fetched += 1

    event.listen(ChangeRow, "load", loaded)
    try:
        with reading(engine) as session, watching(engine) as watched:
            told = render_delivery(Rendering(session, least, READERSHIP, NEXT)).tells
    finally:
        event.remove(ChangeRow, "load", loaded)
        engine.dispose()
    assert 0 < len(told) < 20
    assert fetched == 0
    read = Counter(table for each in watched.statements for table in re.findall(r" FROM (\w+)", each)[:1])
    assert read <= READ


def test_what_others_write_meanwhile_is_neither_lost_nor_doubled(database: str) -> None:
    """Between its being drawn up and its being written another list comes out, and a channel subscribes."""
    engine, others = open_engine(database), open_engine(database)
    before = designations("Travis County", "Old County")
    subscribe(engine, "C0FIRST", "TX", NOW)
    for source in (LIST, OTHER):
        publish_rows(engine, source, before, NOW)
    work = compared(engine, LIST, designations("Travis County", "New County"), NEXT)
    done: list[str] = []

    def meanwhile(*_connection: object) -> None:
        if not done:
            done.append("others wrote")
            subscribe(others, "C0SECOND", "TX", NEXT)
            publish_rows(others, OTHER, designations("Travis County", "Another County", "One More"), NEXT)

    # On SQLite it is drawn up on a connection that is given back then; on PostgreSQL as it is written.
    event.listen(engine.pool, "checkin" if engine.dialect.name == "sqlite" else "checkout", meanwhile)
    assert publish(engine, work, Newsroom(), NEXT).deliveries == 2
    assert done
    with reading(engine) as session:
        stands = select(ListingRow).where(ListingRow.until_edition.is_(None))  # type: ignore[union-attr]
        listed = sorted((row.source, row.first_edition, row.lineage) for row in session.exec(stands))
        told = sorted((row.channel, row.edition or 0) for row in session.exec(select(DeliveryRow)))
    assert len({lineage for *_, lineage in listed}) == len(listed) == 5
    assert [source for source, *_ in listed] == ["list"] * 2 + ["other"] * 3
    assert [channel for channel, _ in told] == ["C0FIRST"] * 4 + ["C0SECOND"] * 2
    assert len(set(told)) == len(told)
    engine.dispose()
    others.dispose()
