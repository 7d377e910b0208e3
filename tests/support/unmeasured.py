"""Processes that coverage doesn't follow: who reads documents is ended before it could say what it ran.

Followed, it would read half as fast for nothing. What is read in the tests' own process is measured.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from jobs.readers import Parser
from models.domain import Document

NOTHING = Document(b"", "https://publisher.example", datetime(2026, 11, 2, tzinfo=UTC))


@contextmanager
def unmeasured() -> Iterator[None]:
    """Have coverage not follow into processes that start meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        yield


@contextmanager
def running_parser() -> Iterator[Parser]:
    """A child process that reads documents, started already, and not measured."""
    with Parser() as parser:
        with unmeasured():
            parser.parse(bool, NOTHING)
        yield parser
