"""`leads`: what scouts found, for people and for scripts."""

import typer

from bot import bootstrap, cli_output
from bot.call import Call
from bot.people_json import lead_json
from models.leads import leads as all_leads
from models.store import reading


def leads(context: typer.Context) -> int:
    """Print what scouts found: announcements that may be new lists, oldest first."""
    call: Call = context.obj
    with bootstrap.opened(call.settings) as watch, reading(watch.engine) as session:
        rows = [lead_json(row) for row in all_leads(session)]
    if call.json:
        cli_output.lines(rows)
        return cli_output.EXIT_DONE
    head = ("scout", "published", "title", "words", "address")
    none_yet = "There are none yet. Scouts are set as [[scouts]] in config.toml."
    cli_output.table(head, ([row[name] for name in head] for row in rows), empty=none_yet)
    return cli_output.EXIT_DONE
