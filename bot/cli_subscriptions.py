"""`subscriptions`: what channels hear of, and who changed it, for people and for scripts."""

from typing import Annotated

import typer

from bot import bootstrap, cli_output
from bot.call import Call
from bot.row_json import audit_json, subscription_json
from models.exports import all_subscriptions, audit_log
from models.store import reading

HEARD = ("team", "channel", "state", "place", "created", "created_by", "paused")
CHANGED = ("at", "team", "channel", "state", "place", "what", "by", "detail")


def subscriptions(
    context: typer.Context,
    log: Annotated[bool, typer.Option("--log", help="Who changed what, oldest first, instead.")] = False,
) -> int:
    """Print which channel hears of which state or place, or who changed what."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch, reading(watch.engine) as session:
        if log:
            rows = [audit_json(row) for row in audit_log(session)]
        else:
            rows = [subscription_json(row) for row in all_subscriptions(session)]
    if call.json:
        cli_output.lines(rows)
        return cli_output.EXIT_DONE
    head = CHANGED if log else HEARD
    cli_output.table(head, ([row[name] for name in head] for row in rows), empty="There are none yet.")
    return cli_output.EXIT_DONE
