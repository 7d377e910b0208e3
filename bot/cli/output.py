"""How a verb prints: JSON lines for scripts, sentences and tables for people; both on stdout."""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import typer

if TYPE_CHECKING:
    from rich.progress import Progress

EXIT_DONE, EXIT_FAILED, EXIT_USAGE, EXIT_HELD = range(4)
WIDE = 10_000
"""Columns where nobody looks at a terminal: nothing is cut or wrapped in a file, unless COLUMNS is set."""


class TextGrid(NamedTuple):
    """A table for people.

    Attributes:
        head: The headings.
        rows: Cells by heading; None, or none, is an empty one.
        empty: The sentence that is printed where there are no rows, with the next step.
        whole: Headings of columns that are never wrapped.
    """

    head: Sequence[str]
    rows: Iterable[Mapping[str, object]]
    empty: str
    whole: Sequence[str] = ()


class Verbs(typer.core.TyperGroup):
    """A group of verbs whose help says of each, in whole sentences, what it does."""

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the verbs; Typer would cut each sentence where its line ends."""
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, verb.get_short_help_str(WIDE)) for name, verb in self.commands.items()]
            )


def show(objects: Iterable[Mapping[str, Any]], text: Iterable[str | TextGrid], *, as_json: bool) -> None:
    """Print what a verb has to say; the form that isn't asked for is not made.

    Args:
        objects: For scripts, one a line.
        text: For people, in this order.
        as_json: Whether a script asks.
    """
    if as_json:
        for entry in objects:
            typer.echo(json.dumps(entry, ensure_ascii=False))
        return
    for part in text:
        if isinstance(part, TextGrid):
            print_table(part)
        else:
            typer.echo(part)


def print_table(grid: TextGrid) -> None:
    """Print a table as wide as the terminal, or its sentence where it has no rows."""
    from rich.console import Console  # noqa: PLC0415 - scripts and --help print no table
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    shown = Table(box=None, pad_edge=False, header_style="bold")
    for title in grid.head:
        shown.add_column(title, no_wrap=title in grid.whole, overflow="fold")
    for row in grid.rows:
        shown.add_row(*(Text(_cell(row.get(name))) for name in grid.head))
    if shown.rows:
        fits = sys.stdout.isatty() or os.environ.get("COLUMNS")
        Console(width=None if fits else WIDE, highlight=False).print(shown)
    else:
        typer.echo(grid.empty)


class LinePrinter:
    """Prints a line for each of many things as it is done, and on a terminal how far it is.

    Args:
        total: How many things there are.
        as_json: Whether a script asks.
    """

    def __init__(self, total: int, *, as_json: bool) -> None:
        self._total, self._as_json = total, as_json
        self._progress: Progress | None = None

    def __enter__(self) -> Self:
        if not self._as_json and (sys.stdout.isatty() or sys.stderr.isatty()):
            self._progress = _bar(on_stderr=not sys.stdout.isatty())
            self._progress.start()
            self._task = self._progress.add_task("", total=self._total)
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress:
            self._progress.stop()

    def show(self, entry: Mapping[str, Any], line: str) -> None:
        """Print one thing in the form that is asked for, above the bar if that is on stdout too."""
        if self._as_json:
            typer.echo(json.dumps(entry, ensure_ascii=False))
        elif self._progress and sys.stdout.isatty():
            self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)
        else:
            typer.echo(line)
        sys.stdout.flush()

    def advance(self) -> None:
        """Say that one more thing is done."""
        if self._progress:
            self._progress.advance(self._task)


def _bar(*, on_stderr: bool) -> "Progress":
    from rich.console import Console  # noqa: PLC0415 - nothing else shows how far it is
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn  # noqa: PLC0415

    columns = (BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    redirected = not on_stderr
    return Progress(
        *columns,
        console=Console(stderr=on_stderr),
        transient=True,
        redirect_stdout=redirected,
        redirect_stderr=redirected,
    )


def _cell(value: object) -> str:
    if value is None:
        return ""
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def exit_code(statuses: Iterable[str]) -> int:
    """Return what becomes of documents as an exit code: failed before held before done."""
    outcomes = set(statuses)
    if "failed" in outcomes:
        return EXIT_FAILED
    return EXIT_HELD if "held" in outcomes else EXIT_DONE
