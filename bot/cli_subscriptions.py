"""`subscriptions`: what channels hear of, and who changed it, for people and for scripts."""

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from bot import bootstrap, cli_output
from bot.blocks.subscriptions import how
from bot.call import Call
from bot.people_json import audit_json, subscription_json
from models.exports import all_subscriptions, audit_log
from models.store import reading
from models.wishes import read_terms

HEARD = ("team", "channel", "state", "place", "terms", "digest_due", "muted_until", "created_by", "paused")
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
    head, told = (CHANGED, rows) if log else (HEARD, [_in_words(row) for row in rows])
    cli_output.table(head, ([row[name] for name in head] for row in told), empty="There are none yet.")
    return cli_output.EXIT_DONE


def _in_words(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a subscription with its terms as the command takes them."""
    terms = read_terms(row["terms"])
    heard = f"from {', '.join(terms.sources)} " if terms.sources else ""
    return {**row, "terms": f"{heard}{how(terms)}"}
