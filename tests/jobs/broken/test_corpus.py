"""A thousand broken documents: none reaches a newsroom, each is kept, each has its sentence."""

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from jobs.check import take
from jobs.context import CheckReport
from jobs.readers import Parser
from jobs.sources import all_sources
from models.db import DocumentRow, EditionRow, ListingRow, reading
from models.domain import Document
from models.editions import sha256
from models.places import STATES
from tests.examples.reading import examples, read_document
from tests.support.broken.corpus import broken
from tests.support.broken.values import Broken
from tests.support.clock import Clock
from tests.support.publishers.watching import Desk

SHARDS = {"doj_eo14287": 2, "dhs_2025": 2, "ice_ddor": 3, "ice_287g": 2, "ddp_detainers": 1}
LARGEST = 100_000
"""Bytes of an example that is broken a hundred times over; larger ones say the same more slowly."""


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    """A child process that reads documents, which some of these end."""
    with Parser() as parser:
        yield parser


@contextmanager
def newsroom(url: str, parser: Parser, source: str, clock: Clock) -> Iterator[Desk]:
    """A desk that watches the real lists for channels of all states, after a source's genuine editions."""
    desk = Desk(url, clock, parser)
    desk.context = replace(desk.context, sources=all_sources())
    for state in STATES:
        desk.subscribe(f"C{state}", state)
    for document in genuine()[source]:
        (*_, report) = take(document, source, desk.context)
        assert report.status in {"published", "unchanged"}, report.reasons
    try:
        yield desk
    finally:
        desk.engine.dispose()


def genuine() -> dict[str, list[Document]]:
    """The examples of each list as if they had come from their publishers, oldest first."""
    known: dict[str, list[Document]] = {source: [] for source in SHARDS}
    for example in examples():
        document = replace(read_document(example), transcription="", partial=False)
        if example.source in known and len(document.body) < LARGEST:
            known[example.source].append(document)
    return known


def messages(desk: Desk) -> list[str]:
    """Every message that newsrooms are owed or were sent."""
    return [row.key for row in desk.queued() if row.what != "notice"]


def stands(session: Session) -> Counter[tuple[str, str, bytes]]:
    """What each list and report says now; the page that is cited for it may be another one."""
    rows = session.exec(select(ListingRow).where(col(ListingRow.until_edition).is_(None)))
    return Counter((row.source, row.series, row.key) for row in rows)


def fate(report: CheckReport) -> str:
    """What became of a document, as the table of fates names it."""
    said = " ".join(report.reasons)
    if report.status == "failed":
        return "gone" if "the page is gone" in said else "blocked"
    return report.status


def check(each: Broken, desk: Desk) -> str:
    """Take a broken document in, and return its fate; whatever it is, the bytes are kept and it is said."""
    reports = take(each.document, each.source, desk.context)
    for report in reports:
        assert report.status in {"held", "failed", "unchanged"}, (each.kind, report)
        assert report.status == "unchanged" or report.reasons[0].endswith((".", "?", "'")), report
    with reading(desk.engine) as session:
        assert session.get(DocumentRow, sha256(each.document)) is not None
    return fate(reports[-1])


@pytest.mark.no_cover  # a thousand times the lines that other tests run: measuring takes as long again
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("source", "shard"), [(source, number) for source, shards in SHARDS.items() for number in range(shards)]
)
def test_no_broken_document_reaches_a_newsroom(  # noqa: PLR0913, PLR0917 - each is a fixture
    source: str,
    shard: int,
    sqlite_database: str,
    parser: Parser,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    record_property: Callable[[str, object], None],
) -> None:
    """No alert, no change of what stands, no traceback; held, gone or blocked, or it says the same."""
    caplog.set_level(logging.WARNING)
    editions = genuine()
    with newsroom(sqlite_database, parser, source, clock) as desk:
        told = messages(desk)
        with reading(desk.engine) as session:
            before = stands(session)
        for each in broken(source, editions, shard, SHARDS[source]):
            clock.advance(timedelta(milliseconds=1))
            arrived = replace(each, document=replace(each.document, observed=clock()))
            record_property("fate", f"{each.kind}|{check(arrived, desk)}")
        assert messages(desk) == told
        with reading(desk.engine) as session:
            assert stands(session) == before
            assert all(row.reasons for row in session.exec(select(EditionRow)) if row.status == "held")
    assert [record for record in caplog.records if record.exc_info] == []
