"""The parts of README.md that are generated, so that they can't fall behind (`cog -r README.md`)."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from bot.cli import app
from bot.slack import scopes_for
from bot.slack.manifest import SCOPES, Scope
from models.config import Settings

SECTION = re.compile(r"^(?:# \[)?\[(?P<name>\w+)\]")
SETTING = re.compile(r"^# (?P<key>\w+) = (?P<default>.+?)(?:\s{2,}# (?P<says>.+))?$")


def settings() -> str:
    """Return the table of settings, read from the commented defaults in config.toml."""
    rows, section = ["| setting | default | what it says |", "| --- | --- | --- |"], ""
    for line in Path("config.toml").read_text(encoding="utf-8").splitlines():
        if opened := SECTION.match(line):
            section = opened["name"]
        elif (setting := SETTING.match(line)) and section not in {"sources", "scouts"}:
            name = f"`{section}.{setting['key']}`"
            rows.append(f"| {name} | `{setting['default']}` | {setting['says'] or ''} |")
    return "\n".join(rows) + "\n"


def scopes() -> str:
    """Return the table of Slack's scopes, each with its reason and what is off without it."""
    rows = ["| scope | what for | without it |", "| --- | --- | --- |"]
    rows += [f"| `{scope.name}` | {scope.reason}{_asked(scope)} | {scope.without} |" for scope in SCOPES]
    return "\n".join(rows) + "\n"


def _asked(scope: Scope) -> str:
    return "" if scope in scopes_for(Settings()) else " (only with that setting)"


def verbs() -> str:
    """Return the table of the command line's verbs, as their own help describes them."""
    rows = [f"| `{usage}` | {says} |" for usage, says in _verbs(typer.main.get_command(app))]
    return "\n".join(["| verb | what it does |", "| --- | --- |", *rows]) + "\n"


def _verbs(group: Any, before: str = "") -> Iterator[tuple[str, str]]:
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _verbs(command, f"{name} ")
        elif not command.hidden:
            parts = [before + name, *map(_parameter, command.params)]
            yield " ".join(filter(None, parts)), command.get_short_help_str(limit=200)


def _parameter(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar)
    value = "" if parameter.is_flag else f" {parameter.metavar or parameter.name.upper()}"
    option = f"{parameter.opts[0]}{value}"
    return option if parameter.required else f"[{option}]"
