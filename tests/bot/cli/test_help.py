"""`--help` answers at once: it loads what reads the arguments, and nothing that a verb would need."""

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import typer

from bot.cli import app

HEAVY = {
    "aiohttp",
    "alembic",
    "apscheduler",
    "bs4",
    "httpx",
    "lxml",
    "openpyxl",
    "pyarrow",
    "pydantic_settings",
    "pypdfium2",
    "reportlab",
    "rich",
    "slack_bolt",
    "slack_sdk",
    "sqlalchemy",
    "sqlmodel",
}
"""What Slack, the database, the settings and the readers of documents need. Typer itself uses Pydantic."""

GROUPS = 3
"""Words that ask for no verb, but list some: none at all, `review`, `notes`."""

PROGRAM = """
import json, sys
from bot.__main__ import main

codes = [main([*verb, "--help"]) for verb in json.loads(sys.argv[1])]
print(json.dumps([codes, sorted({name.partition(".")[0] for name in sys.modules})]))
"""


def verbs(group: Any, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words that ask for each verb, and for each group of verbs."""
    yield before
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from verbs(command, (*before, name))
        else:
            yield (*before, name)


def test_no_help_waits_for_what_only_a_verb_needs() -> None:
    """Whoever asks what there is, or how a verb is called, reads it at once: imports follow the verb."""
    asked = list(verbs(typer.main.get_command(app)))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(asked)],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    *shown, last = done.stdout.splitlines()
    codes, loaded = json.loads(last)
    assert codes == [0] * len(asked)
    assert (
        sum(line.startswith("Usage: python -m bot") for line in shown)
        == len(asked)
        > len(app.registered_commands)
    )
    assert sum("--json and --verbose" in line for line in shown) == len(asked) - GROUPS
    assert HEAVY & set(loaded) == set()
    cut = [line for line in shown if line.endswith("...") and not line.startswith("Usage:")]
    assert cut == []
