"""`told`: which channels heard of a change, for people and for scripts."""

from typing import Annotated

import typer

from bot import bootstrap, cli_output
from bot.call import Call
from bot.people_json import told_json
from models.ledger import told_of_change
from models.store import reading


def told(context: typer.Context, change: Annotated[int, typer.Argument(metavar="CHANGE")]) -> int:
    """Print which channels were told a change, and whether their message was corrected since."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch, reading(watch.engine) as session:
        rows = [told_json(each) for each in told_of_change(session, change)]
    if call.json:
        cli_output.lines(rows)
        return cli_output.EXIT_DONE
    head = ("team", "channel", "what", "sent", "ts", "edited", "replied")
    cli_output.table(
        head, ([row[name] for name in head] for row in rows), empty="No channel was told of it yet."
    )
    return cli_output.EXIT_DONE
