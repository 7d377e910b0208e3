"""What was read for some news, kept for the next channel that hears the same, as long as its facts are."""

from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future
from threading import Lock
from typing import Any, TypeVar

from models.domain import Bulletin, EditionFacts

Told = TypeVar("Told", bound=Bulletin | EditionFacts | None)

MOST_ROWS = 20_000
"""Rows kept in all, at about 2.4 kB each; the last that was read is kept whatever its length."""

ToldBy = tuple[object, ...]
"""The database, the version of its facts, and which news is told of them to whom, or which edition to all."""


class KeptNews:
    """Bulletins and editions by what they are told by; of several threads that ask the same one reads.

    What was read of facts that are no more is never asked for again: their version is a part of that.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[ToldBy, Future[Any]] = OrderedDict()
        self._lock = Lock()

    def get(self, news: ToldBy, read: Callable[[], Told]) -> Told:
        """Return what is kept, or what is read now.

        Args:
            news: What is asked.
            read: Reads it, in a session that has read the version of the facts before.
        """
        with self._lock:
            known = self._kept.get(news)
            mine = self._kept.setdefault(news, Future())
            self._kept.move_to_end(news)
        told: Told
        if known:
            told = known.result()
            return told
        try:
            told = read()
        except BaseException as error:
            mine.set_exception(error)
            self._drop(news)
            raise
        mine.set_result(told)
        if told is None:
            self._drop(news)
        self._forget()
        return told

    def _drop(self, news: ToldBy) -> None:
        """Let the next who asks read it: a list that isn't watched may be watched again."""
        with self._lock:
            self._kept.pop(news, None)

    def _forget(self) -> None:
        """Let go of what was asked for the longest time ago, if it is too much."""
        with self._lock:
            rows = {
                news: len(read.rows) + 1 if (read := kept.result()) else 1
                for news, kept in self._kept.items()
                if kept.done()
            }
            left = sum(rows.values())
            for news, number in list(rows.items())[:-1]:
                if left > MOST_ROWS:
                    self._kept.pop(news)
                    left -= number
