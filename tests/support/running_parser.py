"""A process that reads documents, shared by tests; coverage doesn't follow there."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from jobs.readers import Parser
from models.domain import Document

NOTHING = Document(b"", "https://publisher.example", datetime(2026, 11, 2, tzinfo=UTC))


@contextmanager
def running_parser() -> Iterator[Parser]:
    """A child process that reads documents, started already."""
    with Parser() as parser:
        parser.parse(bool, NOTHING)
        yield parser
