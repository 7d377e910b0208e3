"""Lets two writers meet: each stops before it first writes, until the other is there or waits for a lock."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import Engine, event, text

from models.errors import UsageError

Writer = Callable[[Engine], Any]

WRITES = ("INSERT", "UPDATE", "DELETE")
PATIENCE = 20.0
"""Seconds after which a test goes on, and most likely fails, on whatever machine."""

_BLOCKED = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


def outcome(writer: Writer, engine: Engine) -> str:
    """Return what became of a writer's work: `done`, what a person is told, or the error that is none."""
    try:
        writer(engine)
    except UsageError:
        return "UsageError"
    except Exception as error:  # noqa: BLE001 - whatever it is, the test must show it
        return f"{type(error).__name__}: {error}"
    return "done"


class Meeting:
    """Where two first writes meet: the first writer goes on, and the second when that one is done or waits.

    Args:
        watch: A third engine on the same database, which sees who waits for a lock.
    """

    def __init__(self, watch: Engine) -> None:
        self._watch = watch
        self._there: set[int] = set()
        self._done: set[int] = set()
        self._watching = threading.Lock()

    def held(self, writers: Sequence[tuple[Writer, Engine]]) -> list[str]:
        """Let two writers work at once, each with an engine of its own; return what became of each."""
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(self._work, (0, 1), writers))

    def _work(self, number: int, writer: tuple[Writer, Engine]) -> str:
        work, engine = writer

        def stop(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
            if statement.lstrip().upper().startswith(WRITES) and number not in self._there:
                self._there.add(number)
                self._wait(number)

        event.listen(engine, "before_cursor_execute", stop)
        try:
            return outcome(work, engine)
        finally:
            event.remove(engine, "before_cursor_execute", stop)
            self._done.add(number)

    def _wait(self, number: int) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            goes_on = number == 0 and len(self._there) == 2
            if goes_on or self._done or self._other_waits():
                return
            time.sleep(0.005)

    def _other_waits(self) -> bool:
        with self._watching, self._watch.connect() as connection:
            return bool(connection.execute(_BLOCKED).scalar())
