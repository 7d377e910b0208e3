"""A small desk at rest, and what a database holds, the numbers of its rows apart."""

import json
import re
from datetime import UTC, datetime, time, timedelta
from typing import Any

from sqlalchemy import JSON, Column, Engine, text
from sqlmodel import select, update

from models.config import Newsroom
from models.db import ChangeRow, PrintingRow, PublicNoteRow, open_engine, reading, writing
from models.db.schema import TABLES
from models.domain import Channel, Every, Rhythm, SourceKind, Subject, Terms
from models.editions import record_failure
from models.errors import Blocked
from models.messaging import Delivery, claim, delivery_of
from models.newsroom import Actor, subscribe
from tests.support.newsroom.editions import TRAVIS, designations, publish_rows
from tests.support.publishers.watching import made_up

NOW = datetime(2026, 11, 2, 15, 0, tzinfo=UTC)
LIST = made_up("list", SourceKind.STATE)
NEWSROOM = Newsroom(operators_channel="COPERATORS")
HAND = Actor("U1", NOW)
AT_ONCE, DIGEST = Channel("T1", "C1"), Channel("T1", "C2")
TEXAS, COUNTY = Subject("TX"), Subject("TX", TRAVIS.geoid)
DAILY = Terms(rhythm=Rhythm(Every.DAILY, time(8)))


def prepare(url: str) -> None:
    """Fill a migrated database.

    A list whose rows an older resolver placed and that failed twice since; a channel that hears of it
    at once, whose message is being sent; one that hears of it in a digest that is due; a public note.
    """
    engine = open_engine(url, threads=1)
    subscribe(engine, AT_ONCE, TEXAS, HAND)
    publish_rows(engine, LIST, designations("Travis County", "Old County"), NOW)
    claim(engine, NOW)
    subscribe(engine, DIGEST, COUNTY, Actor("U2", NOW - timedelta(days=3)), DAILY)
    publish_rows(engine, LIST, designations("Travis County", "Old County", "New County"), NOW)
    with writing(engine) as session:
        for _ in range(2):
            record_failure(session, LIST, Blocked("Not let in.", "Wait."), NEWSROOM, NOW)
        session.exec(update(PrintingRow).values(resolver="2020.1"))
        note = PublicNoteRow(source="list", lineage=1, text="Ours.", citation="", by="U1", at=NOW)
        session.add(note)
    engine.dispose()


def sending(engine: Engine) -> Delivery:
    """Return the message that is being sent."""
    with reading(engine) as session:
        return delivery_of(session, 1)


def told(engine: Engine) -> list[int]:
    """Return the ids of the changes that it tells."""
    with reading(engine) as session:
        return [number or 0 for number in session.exec(select(ChangeRow.id).where(ChangeRow.edition == 1))]


class World:
    """A database that is put back to what it held, which takes less time than copying it.

    Args:
        url: Of the database; on PostgreSQL its rows are numbered on as they were.
    """

    def __init__(self, url: str) -> None:
        self.engine = open_engine(url, threads=1)
        self._url = url
        with self.engine.connect() as connection:
            self._rows = {
                table: [dict(row) for row in connection.execute(table.select()).mappings()]
                for table in TABLES.sorted_tables
            }

    def put_back(self) -> None:
        """Let every table hold what it held at first."""
        with self.engine.execution_options(write=True).begin() as connection:
            for table in reversed(TABLES.sorted_tables):
                connection.execute(table.delete())
            for table, rows in self._rows.items():
                if rows:
                    connection.execute(table.insert(), rows)
                if self.engine.dialect.name == "postgresql" and table.autoincrement_column is not None:
                    connection.execute(text(_NUMBERS.format(table.name)))

    def again(self) -> Engine:
        """Return another engine on the same database."""
        return open_engine(self._url, threads=2)


_NUMBERS = (
    "SELECT setval(pg_get_serial_sequence('{0}', 'id'), coalesce((SELECT max(id) FROM {0}), 0) + 1, false)"
)


def held(engine: Engine) -> dict[str, list[str]]:
    """Return what each table holds; ids, which go by who came first, are left out or written as `#`."""
    found = {}
    with engine.connect() as connection:
        for name, table in TABLES.tables.items():
            kept = [column for column in table.columns if not _is_number_of_a_row(column)]
            rows = connection.execute(table.select()).mappings().all()
            found[name] = sorted(repr([_plain(row[each.name], each) for each in kept]) for row in rows)
    return found


def _is_number_of_a_row(column: Column[Any]) -> bool:
    is_number = column.type.python_type is int
    return is_number and (bool(column.foreign_keys) or column.name == "id" or column.primary_key)


def _plain(value: Any, column: Column[Any]) -> Any:
    if isinstance(column.type, JSON):
        return re.sub(r"\d+", "#", json.dumps(value, sort_keys=True))
    if isinstance(value, str) and column.name == "key":
        return re.sub(r"\d+", "#", value)
    return value
