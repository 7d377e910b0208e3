"""The parts of README.md that are generated, so that they can't fall behind (`cog -r README.md`)."""

import re
from pathlib import Path

SECTION = re.compile(r"^(?:# \[)?\[(?P<name>\w+)\]")
SETTING = re.compile(r"^# (?P<key>\w+) = (?P<default>.+?)(?:\s{2,}# (?P<says>.+))?$")


def settings() -> str:
    """Return the table of settings, read from the commented defaults in config.toml."""
    rows, section = ["| setting | default | what it says |", "| --- | --- | --- |"], ""
    for line in Path("config.toml").read_text(encoding="utf-8").splitlines():
        if opened := SECTION.match(line):
            section = opened["name"]
        elif (setting := SETTING.match(line)) and section != "sources":
            name = f"`{section}.{setting['key']}`"
            rows.append(f"| {name} | `{setting['default']}` | {setting['says'] or ''} |")
    return "\n".join(rows) + "\n"
