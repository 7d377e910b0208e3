"""`notes`: what operators added to rows for everyone to see: listed, added, taken away."""

from typing import Annotated

import typer

from bot import bootstrap, cli_output
from bot.answer_values import Answer
from bot.answers import answer
from bot.call import Call
from bot.commands import Lookup
from bot.people_json import note_json
from models.errors import UsageError
from models.facts import Fact
from models.public_notes import NewNote, add_note, all_notes, remove_note
from models.store import reading

BY = "command line"

notes = typer.Typer(help="Public notes on rows, each with its citation.", no_args_is_help=True)


@notes.command("list")
def list_(context: typer.Context) -> int:
    """Print every public note, oldest first."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch, reading(watch.engine) as session:
        rows = [note_json(row) for row in all_notes(session)]
    if call.json:
        cli_output.lines(rows)
        return cli_output.EXIT_DONE
    head = ("id", "source", "geoid", "text", "citation", "by", "at")
    cli_output.table(head, ([row[name] for name in head] for row in rows), empty="There are none yet.")
    return cli_output.EXIT_DONE


@notes.command()
def add(
    context: typer.Context,
    place: Annotated[str, typer.Argument(metavar="PLACE")],
    source: Annotated[str, typer.Option(metavar="SOURCE", help="The list whose row of the place it is on.")],
    text: Annotated[str, typer.Option(metavar="TEXT", help="What everyone is to see.")],
    citation: Annotated[str, typer.Option(metavar="URL", help="Where it can be read.")],
) -> int:
    """Add a public note to what a list says of a place."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch:
        found = answer(Lookup(place), bootstrap.desk_of(watch))
        new = NewNote(_row(found, place, source).listing, text, citation, BY)
        numbers = add_note(watch.engine, new, watch.clock())
    told = f"Noted: {' and '.join(map(str, numbers))}."
    cli_output.sentence({"notes": numbers}, told, as_json=call.json)
    return cli_output.EXIT_DONE


def _row(found: Answer, place: str, source: str) -> Fact:
    if found.place is None:
        raise UsageError(
            f"{place} may be one of several places, or none.", "Name it with its state: Boston, MA."
        )
    of_source = [fact for fact in found.stated if fact.source == source]
    if not of_source:
        known = ", ".join(sorted({fact.source for fact in found.stated})) or "none"
        raise UsageError(f"{source} says nothing of {place}.", f"Lists that do: {known}.")
    return of_source[0]


@notes.command()
def remove(context: typer.Context, number: Annotated[int, typer.Argument(metavar="N")]) -> int:
    """Take a public note away; what was sent with it stays as it was."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch:
        remove_note(watch.engine, number)
    cli_output.sentence({"removed": number}, f"Note {number} is gone.", as_json=call.json)
    return cli_output.EXIT_DONE
