"""No genuine edition is held: every example in order, as a copy and as if its publisher had sent it."""

from dataclasses import replace

import pytest

from jobs.check import take
from jobs.readers import Parser
from jobs.sources import all_sources
from models.domain import Document
from tests.examples.reading import examples, read_document
from tests.support.clock import Clock
from tests.support.publishers.watching import Desk

SOURCES = [name for name, source in all_sources().items() if not source.reads]


def in_order(source: str) -> list[Document]:
    """A source's examples by when they were observed."""
    return sorted(
        (read_document(each) for each in examples() if each.source == source), key=lambda each: each.observed
    )


def held(source: str, url: str, parser: Parser, clock: Clock, *, own: bool) -> list[str]:
    """Why any of a source's examples would not be published."""
    desk = Desk(url, clock, parser)
    desk.context = replace(desk.context, sources=all_sources())
    documents = [replace(each, transcription="", partial=False) if own else each for each in in_order(source)]
    reports = [report for document in documents for report in take(document, source, desk.context)]
    desk.engine.dispose()
    assert "published" in {report.status for report in reports}
    return [str(each) for each in reports if each.status not in {"published", "unchanged"}]


@pytest.mark.parametrize("source", SOURCES)
def test_genuine_editions_are_published(source: str, database: str, parser: Parser, clock: Clock) -> None:
    """Each is published, or says what stands; nothing waits for a person."""
    assert held(source, database, parser, clock, own=True) == []


@pytest.mark.parametrize("source", SOURCES)
def test_copies_of_genuine_editions_are_published(
    source: str, sqlite_database: str, parser: Parser, clock: Clock
) -> None:
    """So are the facts of an edition that were copied, which spell and count in their own way."""
    assert held(source, sqlite_database, parser, clock, own=False) == []
