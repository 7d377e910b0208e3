"""Runs two contestants in turn, each in a process of its own, and tells median, p99 and memory.

A contestant is a context manager of a module's own: it prepares, gives what is to be timed,
and cleans up. One untimed round warms each up; then the rounds alternate, so that a machine
that slows down slows both. Memory is the peak of the contestant's process, with that of the
child that reads documents for it, if it has one.
"""

import multiprocessing
import os
import re
import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

ROUNDS = 5

Prepare = Callable[..., AbstractContextManager[Callable[[], object]]]


@dataclass(frozen=True, slots=True)
class Contest:
    """One row of the table.

    Attributes:
        title: What is done, on which input.
        ours: Prepares our run.
        peer: Prepares the peer's; None where there is nothing to compare with.
        peer_name: As the table prints it.
        floor: Times faster that we promise; None for no promise.
        ceiling: Seconds that 99 of 100 of our operations promise to take at most; None for no promise.
        args: Passed to both.
        same: Both must return the same result.
    """

    title: str
    ours: Prepare
    peer: Prepare | None = None
    peer_name: str = ""
    floor: float | None = None
    ceiling: float | None = None
    args: tuple[object, ...] = ()
    same: bool = True


@dataclass(frozen=True, slots=True)
class Timed:
    """What a run returns that times each of its operations itself: their seconds, and its result."""

    seconds: Sequence[float]
    result: object = None


@dataclass(frozen=True, slots=True)
class Measured:
    """One contestant.

    Attributes:
        seconds: Median over the rounds; of a run of many operations, of each round's median.
        p99: Seconds within which 99 of 100 operations of all rounds were done; None for whole runs.
        megabytes: Peak memory.
        result: What the last round returned.
    """

    seconds: float
    p99: float | None
    megabytes: float
    result: object


def measure(contest: Contest, rounds: int = ROUNDS) -> tuple[Measured, Measured | None]:
    """Run a contest, and return what both did.

    Raises:
        RuntimeError: A contestant failed; says why.
    """
    runners = [_Runner(prepare, contest.args) for prepare in (contest.ours, contest.peer) if prepare]
    for runner in runners:
        runner.round()
    for _ in range(rounds):
        for runner in runners:
            runner.timed_round()
    ours, *peer = (runner.finish() for runner in runners)
    return ours, peer[0] if peer else None


def quantile(seconds: Sequence[float], share: float) -> float:
    """Return the time within which a share of the operations was done: the nearest rank above."""
    ranked = sorted(seconds)
    return ranked[min(len(ranked) - 1, int(share * len(ranked)))]


class _Runner:
    def __init__(self, prepare: Prepare, args: tuple[object, ...]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, prepare, args))
        self._process.start()
        theirs.close()
        self._medians: list[float] = []
        self._operations: list[float] = []
        self._result: object = None
        self._receive()

    def round(self) -> Any:
        self._pipe.send(True)
        return self._receive()

    def timed_round(self) -> None:
        seconds, self._result = self.round()
        if isinstance(self._result, Timed):
            self._operations += self._result.seconds
            seconds, self._result = statistics.median(self._result.seconds), self._result.result
        self._medians.append(seconds)

    def finish(self) -> Measured:
        self._pipe.send(False)
        megabytes = self._receive()
        self._process.join()
        p99 = quantile(self._operations, 0.99) if self._operations else None
        return Measured(statistics.median(self._medians), p99, megabytes, self._result)

    def _receive(self) -> Any:
        try:
            return self._pipe.recv()
        except EOFError:
            raise RuntimeError("A contestant failed; its traceback stands above.") from None


def _serve(pipe: Connection, prepare: Prepare, args: tuple[object, ...]) -> None:
    with prepare(*args) as run:
        pipe.send(None)
        while pipe.recv():
            start = time.perf_counter()
            result = run()
            pipe.send((time.perf_counter() - start, result))
        pipe.send(_peak())


def _peak() -> float:
    """Return the peak memory in MB of this process and its children; without /proc, of this one."""
    # getrusage would also tell what the parent held when it forked.
    own = Path("/proc/self")
    if not own.exists():
        kilobytes = 1 << 10 if sys.platform == "darwin" else 1
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / kilobytes / 1024
    children = (own / "task" / str(os.getpid()) / "children").read_text("ascii").split()
    told = [Path("/proc", each, "status") for each in ("self", *children)]
    peaks = [re.search(r"VmHWM:\s+(\d+) kB", status.read_text("ascii")) for status in told]
    return sum(int(peak[1]) for peak in peaks if peak) / 1024
