"""Queue digests when they are due, in a loop beside the deliverer that sends them."""

import logging
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime

from sqlalchemy import Engine

from models.errors import StoreError
from models.messaging import queue_next

logger = logging.getLogger(__name__)

LOOK = 5.0
"""Seconds between two looks for a digest that is due: one indexed read each."""


def queue_due(
    engine: Engine, zone: str, clock: Callable[[], datetime], stopped: Callable[[], bool] = lambda: False
) -> int:
    """Queue every digest that is due now, and return how many there were.

    Several processes may share a PostgreSQL database.

    Args:
        engine: Where subscriptions and the outbox are.
        zone: IANA name of the newsroom's time zone.
        clock: The time now, UTC.
        stopped: Tells whether to leave the rest for later.
    """
    number = 0
    while not stopped() and queue_next(engine, zone, clock()):
        number += 1
    return number


def digest(engine: Engine, zone: str, clock: Callable[[], datetime], stack: ExitStack) -> None:
    """Start to queue digests when they are due, until the stack is closed."""
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            try:
                queue_due(engine, zone, clock, stop.is_set)
            except StoreError:
                logger.exception("Digests can't be queued now")
            except Exception:
                logger.exception("Digests failed in a way that nobody foresaw")
            stop.wait(LOOK)

    thread = threading.Thread(target=work, name="digests", daemon=True)
    thread.start()
    stack.callback(thread.join, 1.0)
    stack.callback(stop.set)  # called before the other one
