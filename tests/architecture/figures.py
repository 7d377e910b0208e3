"""The figures of the house, each with what it may not go beyond. Mend a figure here when it gets better.

To see the table: `python -m tests.architecture`; it exits 1 when a figure is worse than what stands
beside it.
"""

import logging
import statistics
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache

from tests.architecture import imports, tree, walks

HELP = """
import sys
from bot.cli import app
try:
    app(["--help"])
except SystemExit:
    print(*sys.modules, file=sys.stderr)
"""


@dataclass(frozen=True)
class Figure:
    """One row of the table.

    Attributes:
        title: What is counted.
        limit: What it may not be above; below, where it has a `floor`.
        measure: Counts it.
        floor: Whether less is worse.
    """

    title: str
    limit: float
    measure: Callable[[], float]
    floor: bool = False

    def is_worse(self, value: float) -> bool:
        """Tell whether a value, rounded as it is printed, is beyond the limit."""
        return round(value, 1) < self.limit if self.floor else round(value, 1) > self.limit

    def row(self, value: float) -> str:
        """Return its row of the table."""
        word = "at least" if self.floor else "at most"
        mark = "  WORSE" if self.is_worse(value) else ""
        return f"{self.title:<58}{round(value, 1):>8,g} {word:>9} {self.limit:>7,g}{mark}"


def _lines_of_files() -> list[int]:
    return [file.lines for file in tree.ours() if not file.is_migration]


def _lines_of_functions() -> list[int]:
    return [each.lines for file in tree.ours() if not file.is_migration for each in file.contents.functions]


def _p90(values: Iterable[float]) -> float:
    return statistics.quantiles(values, n=10, method="inclusive")[-1]


def _total_lines() -> int:
    return sum(file.lines for file in tree.ours())


def _docstrings() -> float:
    return 100 * sum(file.contents.documented_lines for file in tree.ours()) / _total_lines()


def _fullest(*folders: str) -> int:
    """Return the most modules in one folder; what pytest and Python find by its name is none."""
    aside = {"__init__.py", "__main__.py", "conftest.py"}
    return max(
        Counter(file.path.parent for file in tree.files(*folders) if file.path.name not in aside).values()
    )


def _packages_imported() -> int:
    return max(
        len(imports.packages_imported(file))
        for file in tree.ours()
        if not file.is_face and file.module not in imports.ROOTS
    )


def _twice() -> int:
    return sum(
        times > 1
        for times in Counter(name for file in tree.ours() for name in file.contents.classes).values()
    )


def _loaded_for_help() -> int:
    done = subprocess.run(
        [sys.executable, "-c", HELP], cwd=tree.ROOT, capture_output=True, text=True, check=True
    )
    return sum(name.partition(".")[0] in tree.PACKAGES for name in done.stderr.split())


@cache
def _walked() -> walks.Walks:
    return walks.walked()


FIGURES = (
    Figure("Python files under bot, jobs and models", 470, lambda: len(tree.ours())),
    Figure("their lines", 68_200, _total_lines),
    Figure("docstrings' share of them, percent", 17, _docstrings, floor=True),
    Figure("lines of a file, nine in ten, migrations aside", 291, lambda: _p90(_lines_of_files())),
    Figure("lines of the longest file", 484, lambda: max(_lines_of_files())),
    Figure("functions", 4_090, lambda: len(_lines_of_functions())),
    Figure("lines of a function, half of them", 7, lambda: statistics.median(_lines_of_functions())),
    Figure("lines of a function, nine in ten", 19, lambda: _p90(_lines_of_functions())),
    Figure("lines of the longest function", 50, lambda: max(_lines_of_functions())),
    Figure("modules in the fullest package", 14, lambda: _fullest(*tree.PACKAGES)),
    Figure("modules in the fullest folder of tests", 14, lambda: _fullest("tests")),
    Figure("packages of ours that one file imports, bootstrap aside", 10, _packages_imported),
    Figure("names of classes that stand twice", 0, _twice),
    Figure("shards: one public name, imported by one other file", 38, lambda: len(imports.shards())),
    Figure("modules of ours loaded by --help", 21, _loaded_for_help),
    Figure("files entered from the check of a row to its message", 121, lambda: len(_walked().row)),
    Figure("files entered by one lookup", 42, lambda: len(_walked().lookup)),
    Figure("files entered by one lookup, typed to acknowledged", 49, lambda: len(_walked().command)),
)


def main() -> int:
    """Print the table; return 1 when a figure is worse than its limit."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)  # the local publisher tells each request
    worse = 0
    for figure in FIGURES:
        value = figure.measure()
        worse += figure.is_worse(value)
        print(figure.row(value), flush=True)
    return 1 if worse else 0
