"""A process that reads documents, shared by tests; coverage doesn't follow there."""

import hashlib
import pickle
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from jobs.readers import Parser
from jobs.readers.sandbox import Given, Read
from models.domain import Document

NOTHING = Document(b"", "https://publisher.example", datetime(2026, 11, 2, tzinfo=UTC))
MOST = 200
"""Answers that are kept; the oldest go first."""


@dataclass
class RememberingParser(Parser):
    """Has each document read once: the same question in another test gets the same answer."""

    _answers: dict[bytes, object] = field(default_factory=dict, init=False, repr=False)

    def parse(self, reader: Callable[[Given], Read], given: Given, seconds: float = 0.0) -> Read:
        """Call a reader in the child, unless it was asked the same before; what it raises is asked again."""
        question = hashlib.sha256(pickle.dumps((reader, given))).digest()
        if question not in self._answers:
            self._answers[question] = super().parse(reader, given, seconds)
        if len(self._answers) > MOST:
            del self._answers[next(iter(self._answers))]
        return cast("Read", self._answers[question])


@contextmanager
def running_parser() -> Iterator[Parser]:
    """A child process that reads documents, started already."""
    with RememberingParser() as parser:
        parser.parse(bool, NOTHING)
        yield parser
