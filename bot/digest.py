"""Queue digests when they are due, in a loop beside the deliverer that sends them."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

from sqlalchemy import Engine

from models.digests import queue_next
from models.errors import StoreError

logger = logging.getLogger(__name__)

LOOK = 5.0
"""Seconds between two looks for a digest that is due: one indexed read each."""


class Digester:
    """Queues what is due, in a thread; several processes may share a PostgreSQL database.

    Args:
        engine: Where subscriptions and the outbox are.
        zone: IANA name of the newsroom's time zone.
        clock: The time now, UTC.
    """

    def __init__(self, engine: Engine, zone: str, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._zone = zone
        self._clock = clock
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="digests", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """Stop looking."""
        self._stop.set()
        self._thread.join(1.0)

    def queue_due(self) -> int:
        """Queue every digest that is due now, and return how many there were."""
        number = 0
        while not self._stop.is_set() and queue_next(self._engine, self._zone, self._clock()):
            number += 1
        return number

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                self.queue_due()
            except StoreError:
                logger.exception("Digests can't be queued now")
            except Exception:
                logger.exception("Digests failed in a way that nobody foresaw")
            self._stop.wait(LOOK)
