"""One table, each row against a peer on the same input in the same run; then one of all verbs.

A row's figures are medians of five rounds. Exits 1 when a promise isn't kept. The table is
Markdown; `docs/performance.md` holds one as measured, and says where time goes.
"""

import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from models.db import migrate
from tests.benchmarks import big_editions, commands, diffs, lookups, million, pdfs, report, starts, verbs
from tests.benchmarks.harness import ROUNDS, Contest, measure
from tests.support.newsroom.desk_on_slack import fill_with_history


@dataclass(frozen=True, slots=True)
class Size:
    """How much of everything is measured."""

    rounds: int = ROUNDS
    diffed: int = diffs.ROWS
    refusals: int = pdfs.REFUSALS
    policies: int = pdfs.POLICIES
    listings: int = 1_000_000
    questions: int = 100
    commands: int = commands.COMMANDS
    verbs: int = verbs.TIMES
    edition: big_editions.Shape = field(default_factory=big_editions.Shape)


def contests(size: Size, folder: Path, stack: ExitStack) -> Iterator[Contest]:
    """Prepare each contest's input just before it is run."""
    yield from diffs.contests(folder, size.diffed)
    yield from pdfs.contests(size.refusals, size.policies)
    many = f"sqlite:///{folder}/many.db"
    million.fill(many, size.listings)
    yield from lookups.contests(many, size.listings, size.questions)
    (folder / "many.db").unlink()
    past = f"sqlite:///{folder}/history.db"
    migrate(past)
    fill_with_history(past)
    yield from commands.contests(past, stack, size.commands)


def figures(size: Size, folder: Path) -> Iterator[tuple[str, str]]:
    """Measure what has no peer."""
    yield from big_editions.figures(f"sqlite:///{folder}/big.db", size.edition)
    loads = [starts.history(folder) for _ in range(size.rounds)]
    yield "first load of the bundled history", report.duration(statistics.median(loads))
    began = [starts.first_answer(folder) for _ in range(size.rounds)]
    seconds, megabytes = (statistics.median(values) for values in zip(*began, strict=True))
    yield "python -m bot run on an empty database, to its first answer", report.duration(seconds)
    yield "idle memory of the desk, its local Slack included", f"{megabytes:.0f} MB"


def main(size: Size) -> int:
    """Print the table; return 1 when a promise isn't kept."""
    failed = 0
    print(report.heading(), flush=True)
    with tempfile.TemporaryDirectory(prefix="desk-bench-") as name, ExitStack() as stack:
        for contest in contests(size, Path(name), stack):
            ours, peer = measure(contest, size.rounds)
            failed += bool(report.broken(contest, ours, peer))
            print(report.row(contest, ours, peer), flush=True)
        for title, value in figures(size, Path(name)):
            print(report.figure(title, value), flush=True)
        told = verbs.spoken(f"sqlite:///{name}/history.db", size.verbs)
        failed += sum(each.p95 > verbs.CEILING for each in told)
        print("", *verbs.lines(told), sep="\n", flush=True)
    if failed:
        print(f"\n{failed} rows don't keep their promise; docs/performance.md says where time goes.")
    return 1 if failed else 0
