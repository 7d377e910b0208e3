"""`notes`: what operators added to rows for everyone to see: listed, added, taken away."""

from functools import partial
from typing import Annotated

import typer

from bot.cli import lazy
from bot.cli.context import CliContext, list_rows
from bot.cli.output import TextGrid
from models.domain import Fact
from models.errors import UsageError

BY = "command line"

notes = typer.Typer(help="Public notes on rows, each with its citation.", no_args_is_help=True)


@notes.command("list")
def list_(context: typer.Context) -> int:
    """Print every public note, oldest first."""
    head = ("id", "source", "geoid", "text", "citation", "by", "at")
    grid = partial(TextGrid, head, empty="There is no note yet. python -m bot notes add makes one.")
    return list_rows(context, lambda session, _: map(lazy.note_json, lazy.all_notes(session)), grid)


@notes.command()
def add(
    context: typer.Context,
    place: Annotated[str, typer.Argument(metavar="PLACE")],
    source: Annotated[str, typer.Option(metavar="SOURCE", help="The list whose row of the place it is on.")],
    text: Annotated[str, typer.Option(metavar="TEXT", help="What everyone is to see.")],
    citation: Annotated[str, typer.Option(metavar="URL", help="Where it can be read.")],
) -> int:
    """Add a public note to what a list says of a place."""
    call: CliContext = context.obj
    with call.opened() as check_context:
        answer = lazy.answer(lazy.Lookup(place), lazy.desk_of(check_context))
        new = lazy.NewNote(_row(answer, place, source).listing or 0, text, citation, BY)
        numbers = lazy.add_note(check_context.engine, new, check_context.clock())
    return call.show([{"notes": numbers}], [f"Note {' and '.join(map(str, numbers))} added."])


def _row(answer: "lazy.Answer", place: str, source: str) -> Fact:
    if answer.place is None:
        raise UsageError(f"Which {place}?", "Add the state: Boston, MA.")
    of_source = [fact for fact in answer.stated if fact.source == source]
    if not of_source:
        known = ", ".join(sorted({fact.source for fact in answer.stated})) or "none"
        raise UsageError(f"{source} has no row on {place}.", f"Lists that do: {known}.")
    return of_source[0]


@notes.command()
def remove(context: typer.Context, number: Annotated[int, typer.Argument(metavar="N")]) -> int:
    """Take a public note away; what was sent with it stays as it was."""
    call: CliContext = context.obj
    with call.opened() as check_context:
        lazy.remove_note(check_context.engine, number)
    return call.show([{"removed": number}], [f"Note {number} was deleted."])
