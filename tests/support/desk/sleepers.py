"""Contestants whose figures are known beforehand, for the tests of the benchmark itself."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.benchmarks.harness import Timed


@contextmanager
def sleeper(seconds: float) -> Iterator[Callable[[], object]]:
    """Sleep, and say so."""

    def run() -> str:
        time.sleep(seconds)
        return "slept"

    yield run


@contextmanager
def early_riser(seconds: float) -> Iterator[Callable[[], object]]:
    """Sleep a fifth of what the other sleeps."""
    with sleeper(seconds / 5) as run:
        yield run


@contextmanager
def teller(seconds: float) -> Iterator[Callable[[], object]]:
    """Tell the seconds of a hundred operations, two of which took ten times as long."""
    yield lambda: Timed([seconds] * 98 + [seconds * 10] * 2, "told")


@contextmanager
def failing(seconds: float) -> Iterator[Callable[[], object]]:
    """Fail when it is run."""

    def run() -> None:
        raise LookupError(f"nothing to read in {seconds}")

    yield run
