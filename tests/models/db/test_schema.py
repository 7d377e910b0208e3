"""One schema until the first tag: made once, known by its digest, and no other one is opened."""

import subprocess
import sys
import threading
from collections.abc import Sequence

import pytest
from alembic import command
from sqlalchemy import Column, Index, Integer, MetaData, Table, text

from models.db import SourceRow, migrate, open_engine, reading, writing
from models.db.schema import TABLES, alembic_config, carried_schema, digest_of, schema_digest
from models.errors import StoreError


def run(url: str, statements: Sequence[str]) -> None:
    """Carry statements out, each as it is."""
    engine = open_engine(url, threads=1)
    with engine.execution_options(write=True).begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def everything(url: str) -> list[str]:
    """Return each table and index of a database, and each row of its sources."""
    engine = open_engine(url, threads=1)
    names = (
        "SELECT name FROM sqlite_master ORDER BY name"
        if engine.dialect.name == "sqlite"
        else "SELECT relname FROM pg_class JOIN pg_namespace ON relnamespace = pg_namespace.oid "
        "WHERE nspname = 'public' ORDER BY relname"
    )
    with engine.connect() as connection:
        found = [str(name) for name in connection.execute(text(names)).scalars()]
        if "source" in found:
            found += [str(row) for row in connection.execute(text("SELECT * FROM source"))]
        if "alembic_version" in found:
            found += [str(row) for row in connection.execute(text("SELECT * FROM alembic_version"))]
    engine.dispose()
    return found


def test_an_empty_database_gets_the_tables_and_says_whose_they_are(empty_database: str) -> None:
    """What is made is what the code reads and writes; it can be undone, and asked for twice."""
    migrate(empty_database)
    migrate(empty_database)
    engine = open_engine(empty_database, threads=2)
    with engine.execution_options(write=True).begin() as connection:
        assert carried_schema(connection) == schema_digest()
        config = alembic_config(connection)
        command.check(config)
        command.downgrade(config, "base")
        assert carried_schema(connection) is None
    engine.dispose()
    migrate(empty_database)


MADE_OTHERWISE = {
    "by another commit": ["UPDATE alembic_version SET version_num = 'tables_0123456789abcdef01234567'"],
    "by the four migrations": ["UPDATE alembic_version SET version_num = '0004'"],
    "by nobody knows whom": ["DROP TABLE alembic_version"],
}


@pytest.mark.parametrize("how", MADE_OTHERWISE)
def test_a_database_of_another_version_is_refused_and_left_as_it_is(database: str, how: str) -> None:
    """Whoever starts another version on it reads what it is and what to do, and loses nothing."""
    engine = open_engine(database, threads=1)
    with writing(engine) as session:
        session.add(SourceRow(name="doj"))
    engine.dispose()
    run(database, MADE_OTHERWISE[how])
    before = everything(database)
    with pytest.raises(StoreError) as refused:
        migrate(database)
    assert refused.value.sentence == (
        "This database was made by another version of this program, and this version can't read its tables."
    )
    assert "set database.url to a SQLite file that doesn't exist yet" in refused.value.cure
    assert everything(database) == before


def test_tables_of_others_beside_ours_are_nobody_elses_business(empty_database: str) -> None:
    """A PostgreSQL database that another program uses too is taken for ours to fill."""
    run(empty_database, ["CREATE TABLE theirs (id INTEGER)"])
    migrate(empty_database)
    migrate(empty_database)


def test_several_that_start_at_once_all_find_the_tables(empty_database: str) -> None:
    """Desks that start together on an empty database, in processes and threads of their own."""
    program = "import sys; from models.db import migrate; migrate(sys.argv[1])"
    desks = [subprocess.Popen([sys.executable, "-c", program, empty_database]) for _ in range(2)]
    failed: list[Exception] = []

    def start() -> None:
        try:
            migrate(empty_database)
        except Exception as error:  # noqa: BLE001 - whatever it is, the test must show it
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [desk.wait() for desk in desks] == [0, 0]
    assert failed == []
    engine = open_engine(empty_database, threads=1)
    with reading(engine) as session:
        assert carried_schema(session.connection()) == schema_digest()
    engine.dispose()


def test_the_digest_is_of_every_table_column_and_index_and_of_nothing_else() -> None:
    """The same tables have one digest in whatever order they were declared; any difference has another."""

    def tables(*columns: str, index: bool = False, also: str = "") -> MetaData:
        made = MetaData()
        table = Table("b", made, *(Column(name, Integer) for name in columns))
        if index:
            Index("ix", table.c.x)
        Table("a", made, Column("id", Integer, primary_key=True))
        if also:
            Table(also, made, Column("id", Integer, primary_key=True))
        return made

    one = digest_of(tables("x"))
    turned = MetaData()
    Table("a", turned, Column("id", Integer, primary_key=True))
    Table("b", turned, Column("x", Integer))
    assert digest_of(turned) == one
    others = [tables("x", "y"), tables("y"), tables("x", index=True), tables("x", also="c"), TABLES]
    assert len({one, *map(digest_of, others)}) == 6
