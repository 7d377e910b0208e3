"""How a verb of the command line was called, and what it opens and prints so."""

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli import lazy
from bot.cli.output import EXIT_DONE, TextGrid, exit_code, show
from models.domain import Source
from models.errors import UsageError

DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Only say what would be published, and who would be alerted.")
]
SourceName = Annotated[str, typer.Argument(metavar="SOURCE")]


@dataclass(frozen=True, slots=True)
class CliContext:
    """How a verb was called: the options that all verbs share."""

    config: Path | None
    json: bool

    @property
    def settings(self) -> "lazy.Settings":
        """The settings; read when a verb needs them, so that --help needs none."""
        return lazy.load_settings(self.config)

    def opened(self) -> AbstractContextManager["lazy.CheckContext"]:
        """Open the desk that the settings name, on a database that is migrated and filled."""
        return lazy.opened(self.settings)

    def show(self, objects: Iterable[Mapping[str, Any]], text: Iterable[str | TextGrid]) -> int:
        """Print objects for scripts or text for people, as asked for, and return that it is done."""
        show(objects, text, as_json=self.json)
        return EXIT_DONE

    def reported(self, reports: "Sequence[lazy.CheckReport]", sources: "Mapping[str, Source]") -> int:
        """Print what became of documents, and return it as an exit code."""
        self.show(map(asdict, reports), (lazy.report_text(report, sources) for report in reports))
        return exit_code(report.status for report in reports)

    def rehearsed(self, rehearsals: "Sequence[lazy.Rehearsal]", sources: "Mapping[str, Source]") -> int:
        """Print what would become of documents, and return it as an exit code."""
        zone = self.settings.newsroom.zone
        objects = (lazy.rehearsal_json(rehearsal, zone) for rehearsal in rehearsals)
        self.show(objects, lazy.rehearsals_text(rehearsals, sources, zone))
        return exit_code(rehearsal.status for rehearsal in rehearsals)


def list_rows(
    context: typer.Context,
    read: "Callable[[lazy.Session, lazy.CheckContext], Iterable[Any]]",
    grid: Callable[[list[Any]], TextGrid],
) -> int:
    """Print rows: whole for scripts, as a table for people.

    Args:
        context: Of the verb.
        read: Reads them from the database of the desk.
        grid: Makes the table of what scripts would be given.
    """
    call: CliContext = context.obj
    with call.opened() as check_context, lazy.reading(check_context.engine) as session:
        rows = [lazy.as_json(row) for row in read(session, check_context)]
    return call.show(rows, map(grid, [rows]))


def known(name: str, sources: Iterable[str]) -> str:
    """Return the name of a source.

    Raises:
        UsageError: There is none of that name; the nearest is told.
    """
    names = sorted(sources)
    if name in names:
        return name
    near = difflib.get_close_matches(name, names, 1)
    cure = f"Did you mean `{near[0]}`?" if near else f"Lists: {', '.join(names)}."
    raise UsageError(f"I don't know the list `{name}`.", cure)


def day(text: str) -> datetime:
    """Return the midnight, UTC, with which a day in ISO 8601 begins.

    Raises:
        typer.BadParameter: It is no day.
    """
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=UTC)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day. Write it as 2025-05-30") from error


def moment(text: str) -> datetime:
    """Return the moment that a text in ISO 8601 names, in UTC; without a zone it is UTC.

    Raises:
        UsageError: It names none.
    """
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"I can't read the time `{text}`.", "Write `2025-05-30T14:00:00Z`.") from error
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).astimezone(UTC)
