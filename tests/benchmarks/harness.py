"""Runs two contestants in turn, each in a process of its own, and tells median and memory.

Each contestant is a module-level function that prepares and returns what is to be timed.
The rounds alternate, so that a machine that slows down slows both; memory is the peak of
the contestant's own process.
"""

import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection

ROUNDS = 5

Prepare = Callable[..., Callable[[], object]]


@dataclass(frozen=True, slots=True)
class Contest:
    """One row of the table.

    Attributes:
        title: What is done, on which input.
        ours: Prepares our run.
        peer: Prepares the peer's; None where there is nothing to compare with.
        peer_name: As the table prints it.
        floor: Times faster that we promise; None for no promise.
        args: Passed to both.
        same: Both must return the same result.
    """

    title: str
    ours: Prepare
    peer: Prepare | None = None
    peer_name: str = ""
    floor: float | None = None
    args: tuple[object, ...] = ()
    same: bool = True


@dataclass(frozen=True, slots=True)
class Measured:
    """Median seconds, peak MB and the result of one contestant."""

    seconds: float
    megabytes: float
    result: object


def measure(contest: Contest) -> tuple[Measured, Measured | None]:
    """Run a contest, and return what both did."""
    runners = [_Runner(contest.ours, contest.args)]
    if contest.peer is not None:
        runners.append(_Runner(contest.peer, contest.args))
    for _ in range(ROUNDS):
        for runner in runners:
            runner.round()
    ours, *peer = (runner.finish() for runner in runners)
    return ours, peer[0] if peer else None


class _Runner:
    def __init__(self, prepare: Prepare, args: tuple[object, ...]) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, prepare, args), daemon=True)
        self._process.start()
        theirs.close()
        self._seconds: list[float] = []
        self._result: object = None
        self._pipe.recv()

    def round(self) -> None:
        self._pipe.send(True)
        seconds, self._result = self._pipe.recv()
        self._seconds.append(seconds)

    def finish(self) -> Measured:
        self._pipe.send(False)
        megabytes = self._pipe.recv()
        self._process.join(timeout=30)
        return Measured(statistics.median(self._seconds), megabytes, self._result)


def _serve(pipe: Connection, prepare: Prepare, args: tuple[object, ...]) -> None:
    run = prepare(*args)
    pipe.send("ready")
    while pipe.recv():
        start = time.perf_counter()
        result = run()
        pipe.send((time.perf_counter() - start, result))
    pipe.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
