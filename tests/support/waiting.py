"""What shows a moment later: looked for again and again, for as long as a busy machine may need."""

import os
import time
from collections.abc import Callable
from typing import TypeVar

SECONDS = 60.0

Found = TypeVar("Found")


def until(look: Callable[[], Found]) -> Found:
    """Return what a look finds, once it finds something; what it found last when time is up."""
    end = time.monotonic() + SECONDS
    while not (found := look()) and time.monotonic() < end:
        time.sleep(0.02)
    return found


TURNS = int(os.environ.get("DESK_TEST_FAULTS", "1"))
"""How often the tests of faults are drawn: once, or as often as `make faults` asks for."""
