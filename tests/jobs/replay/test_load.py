"""The first start: an empty database learns the bundled past, once."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlmodel import SQLModel, col, select

from jobs.check import take_edition
from jobs.context import CheckContext
from jobs.history import PastEvent, bundled_sources, read_catalog
from jobs.readers import Parser
from jobs.replay import load as loading
from jobs.replay import load_history
from jobs.sources import all_sources
from models.config import Settings
from models.db import (
    ChangeRow,
    DeliveryRow,
    DocumentRow,
    EditionRow,
    ErratumRow,
    ListingRow,
    PrintingRow,
    SourceRow,
    open_engine,
    reading,
)
from models.domain import Document
from models.editions import keep_document
from models.errors import UnreadableDocument
from models.places import load_gazetteer
from tests.support.databases import copy_sqlite

TABLES = (EditionRow, ChangeRow, ErratumRow, ListingRow, SourceRow, DocumentRow)


@pytest.fixture(scope="module")
def loaded(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CheckContext]:
    """A desk after its first start."""
    with _watching(copy_sqlite(sqlite_template, tmp_path_factory.mktemp("loaded") / "desk.db")) as context:
        load_history(context)
        yield context


@pytest.fixture
def context(database: str) -> Iterator[CheckContext]:
    """What the first start of a desk gives the loader: an empty database, SQLite or PostgreSQL."""
    with _watching(database) as context:
        yield context


@pytest.fixture
def watch_on_sqlite(sqlite_database: str) -> Iterator[CheckContext]:
    """The same on SQLite alone."""
    with _watching(sqlite_database) as context:
        yield context


@contextmanager
def _watching(url: str) -> Iterator[CheckContext]:
    engine = open_engine(url)
    with Parser() as parser:
        yield CheckContext(
            engine=engine,
            settings=Settings(),
            sources=all_sources(),
            gazetteer=load_gazetteer(),
            parser=parser,
            clock=lambda: datetime(2026, 11, 24, 12, tzinfo=UTC),
        )
    engine.dispose()


def _all(context: CheckContext, table: type[SQLModel]) -> list[dict[str, object]]:
    with reading(context.engine) as session:
        return [row.model_dump() for row in session.exec(select(table))]


def _standing(context: CheckContext) -> Counter[str]:
    with reading(context.engine) as session:
        rows = session.exec(select(ListingRow).where(col(ListingRow.until_edition).is_(None)))
        return Counter(row.source for row in rows)


def test_an_empty_database_knows_what_each_list_said_last(loaded: CheckContext) -> None:
    """After the load the lists stand as the citations say; one line a list shows how many rows."""
    assert _standing(loaded) == {
        "ice_ddor": 9,
        "ddor_policies": 8,
        "dhs_2025": 381,
        "doj_eo14287": 33,
        "ice_policies_2014": 166,
        "npr_declined": 1370,
    }
    assert {row["status"] for row in _all(loaded, EditionRow)} == {"accepted"}


def test_the_dhs_list_ends_withdrawn_and_the_others_do_not(loaded: CheckContext) -> None:
    """DHS: published, withdrawn, back, withdrawn again on 2 June 2025."""
    withdrawn = {row["name"]: row["withdrawn"] for row in _all(loaded, SourceRow) if row["withdrawn"]}
    assert withdrawn == {"dhs_2025": datetime(2025, 6, 2, 18, tzinfo=UTC)}
    events = [
        row["kind"]
        for row in _all(loaded, ChangeRow)
        if row["source"] == "dhs_2025" and row["before"] is None and row["after"] is None
    ]
    assert events == ["published", "withdrawn", "back", "withdrawn"]


def test_silent_removals_and_delistings_are_changes(loaded: CheckContext) -> None:
    """Four places of the DHS list and two of the Justice Department's are removed, none else."""
    with reading(loaded.engine) as session:
        gone = session.exec(
            select(PrintingRow)
            .join(ChangeRow, col(ChangeRow.before_printing) == col(PrintingRow.id))
            .where(col(ChangeRow.kind) == "removed")
        ).all()
    assert {(row.fields["name"], row.state) for row in gone} == {
        ("Watauga", "NC"),
        ("Weld", "CO"),
        ("El Paso", "CO"),
        ("Aurora", "CO"),
        ("Nevada", "NV"),
        ("Baltimore County, MD", "MD"),
    }


def test_no_answer_can_take_an_old_copy_for_a_fresh_one(loaded: CheckContext) -> None:
    """A list counts as last seen when it could be seen, not when its facts were loaded."""
    seen = {row["name"]: row["succeeded"] for row in _all(loaded, SourceRow)}
    assert seen["ice_ddor"] == datetime(2017, 3, 20, 16, tzinfo=UTC)
    assert seen["doj_eo14287"] == datetime(2025, 10, 31, 16, tzinfo=UTC)


def test_documents_are_the_facts_and_say_which_page_they_are_from(loaded: CheckContext) -> None:
    """The stored bytes are ours, under the address of a cited page."""
    cited = {page for past in read_catalog() for page in past.cited}
    assert {row["address"] for row in _all(loaded, DocumentRow)} <= cited
    assert {row["media_type"] for row in _all(loaded, DocumentRow)} == {"text/csv"}
    assert all(row["transcription"] for row in _all(loaded, EditionRow))


def test_loading_alerts_nobody(loaded: CheckContext) -> None:
    """The past is no news."""
    assert _all(loaded, DeliveryRow) == []


def test_loading_twice_changes_nothing(context: CheckContext) -> None:
    """A second start finds everything there, on SQLite and on PostgreSQL alike."""
    load_history(context)
    assert _standing(context).total() == 1967
    before = [_all(context, table) for table in TABLES]
    load_history(context)
    assert [_all(context, table) for table in TABLES] == before


@pytest.mark.parametrize("steps", [1, 3, 4, 9])
def test_a_load_that_was_cut_short_goes_on(
    watch_on_sqlite: CheckContext, steps: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a crash in the middle the next start ends where an unbroken one does."""
    context = watch_on_sqlite
    with monkeypatch.context() as patch:
        patch.setattr(loading, "read_catalog", lambda: read_catalog()[:steps])
        load_history(context)
    load_history(context)
    assert _standing(context).total() == 1967
    kinds = Counter(row["kind"] for row in _all(context, ChangeRow))
    assert (kinds["removed"], kinds["withdrawn"], kinds["back"]) == (6, 2, 1)
    assert (kinds["suspended"], kinds["resumed"], len(_all(context, ErratumRow))) == (2, 2, 8)


def test_a_database_with_live_editions_is_left_alone(watch_on_sqlite: CheckContext) -> None:
    """The bundled past never comes after what a publisher's own document said."""
    context = watch_on_sqlite
    past = next(past for past in read_catalog() if past.source == "doj_eo14287")
    assert past.document is not None
    assert past.edition is not None
    document = replace(past.document, transcription="")
    keep_document(context.engine, document, past.source)
    take_edition(document, replace(past.edition, transcription=""), past.source, context)
    load_history(context)
    assert len(_all(context, EditionRow)) == 1


def test_bundled_lists_have_no_address_to_fetch() -> None:
    """The list of 2014 and NPR's tables are never checked."""
    assert {name: source.address for name, source in bundled_sources().items()} == {
        "ice_policies_2014": "",
        "npr_declined": "",
    }


@pytest.mark.parametrize("past", [past for past in read_catalog() if past.source in bundled_sources()])
def test_a_bundled_list_can_be_imported_from_its_own_file(past: PastEvent) -> None:
    """`import` reads the bundled CSV as the loader does."""
    assert past.document is not None
    assert past.edition is not None
    read = bundled_sources()[past.source].parse(past.document)
    assert [row.fields for row in read.listings] == [row.fields for row in past.edition.listings]
    assert read.period == past.edition.period


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"\xff\xfe", "not text in UTF-8"),
        (b"", "lacks the columns"),
        (b"agency,count\nA,1\n", "lacks the columns"),
        (b"year,agency,state,count\n2014,A,IOWA,many\n", "not a number"),
        (b"year,agency,state,count\n2014,A,IOWA,1\n2015,A,IOWA,1\n", "not of one year"),
    ],
)
def test_a_file_that_is_no_such_list_is_refused_in_a_sentence(body: bytes, sentence: str) -> None:
    """Bad input names what is wrong with it."""
    document = Document(body, "file:x.csv", datetime(2026, 1, 1, tzinfo=UTC))
    with pytest.raises(UnreadableDocument, match=sentence):
        bundled_sources()["npr_declined"].parse(document)


def test_the_period_of_a_year_is_its_calendar_year() -> None:
    """NPR counted by calendar year."""
    past = next(past for past in read_catalog() if past.source == "npr_declined")
    assert past.edition is not None
    assert past.edition.period is not None
    assert (past.edition.period.first, past.edition.period.last) == (date(2007, 1, 1), date(2007, 12, 31))


def test_two_desks_that_start_at_once_load_the_past_once(sqlite_template: Path, tmp_path: Path) -> None:
    """One waits for the other, and finds everything there."""
    url = copy_sqlite(sqlite_template, tmp_path / "desk.db")
    with _watching(url) as first, _watching(url) as second, ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(load_history, context) for context in (first, second)]:
            done.result()
        kinds = Counter(row["kind"] for row in _all(first, ChangeRow))
        assert _standing(first).total() == 1967
        assert (kinds["withdrawn"], kinds["back"], kinds["newly_known"]) == (2, 1, 0)


def test_what_ice_noted_on_its_page_is_known(loaded: CheckContext) -> None:
    """Eight places taken back, the report suspended and resumed: facts of their own, on their days."""
    errata = _all(loaded, ErratumRow)
    assert {(row["geoid"], row["period_first"]) for row in errata} == {
        (geoid, date(2017, 1, 28))
        for geoid in ("19069", "36033", "42055", "19137", "48491", "48021", "42029", "37153")
    }
    assert len({row["sentence"] for row in errata}) == 3
    announced = [
        (row["source"], row["kind"], str(row["observed"])[:10])
        for row in _all(loaded, ChangeRow)
        if row["kind"] in {"suspended", "resumed"}
    ]
    assert sorted(announced) == [
        ("ddor_policies", "resumed", "2019-07-15"),
        ("ddor_policies", "suspended", "2017-04-13"),
        ("ice_ddor", "resumed", "2019-07-15"),
        ("ice_ddor", "suspended", "2017-04-13"),
    ]
