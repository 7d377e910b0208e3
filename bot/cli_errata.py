"""`errata`: what publishers took back of their earlier issues, for people and for scripts."""

import typer

from bot import bootstrap, cli_output
from bot.call import Call
from bot.row_json import erratum_json
from models.query_errata import all_errata, marked_rows
from models.store import reading


def errata(context: typer.Context) -> int:
    """Print what publishers took back of their earlier issues, in the order in which it was read."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch, reading(watch.engine) as session:
        found = all_errata(session)
        marked = marked_rows(session, [row.id or 0 for row in found])
        rows = [erratum_json(row, marked.get(row.id or 0, 0)) for row in found]
    if call.json:
        cli_output.lines(rows)
        return cli_output.EXIT_DONE
    head = ("source", "name", "state", "period", "rows", "sentence")
    cli_output.table(
        head, ([row[name] for name in head] for row in rows), empty="Nothing was taken back yet."
    )
    return cli_output.EXIT_DONE
