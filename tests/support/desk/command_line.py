"""A page to import, and how what the command line printed is read."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

LISTED = """<!doctype html><html><body><main>
<h1>U.S. Sanctuary Jurisdiction List Following Executive Order 14287</h1>
<p>August 5, 2025</p>
<p>The following jurisdictions have been identified as sanctuary jurisdictions.</p>
<p><strong>STATES:</strong></p><ul>{states}</ul>
<p><strong>COUNTIES:</strong></p><ul>{counties}</ul>
<p><strong>CITIES:</strong></p><ul>{cities}</ul>
</main></body></html>"""

STATES = ("California", "Colorado", "Connecticut", "Delaware", "Illinois", "Minnesota", "Nevada", "New York")
COUNTIES = ("Baltimore County, MD", "Cook County, IL", "San Diego County, CA")
CITIES = ("Boston, MA", "Chicago, IL", "Denver, CO", "Seattle, WA", "New Orleans, LA", "Newark, NJ")

Bot = Callable[..., tuple[int, str, str]]


def page(states: tuple[str, ...] = STATES, cities: tuple[str, ...] = CITIES) -> bytes:
    """Return a page laid out as the Justice Department's list."""

    def items(names: tuple[str, ...]) -> str:
        return "".join(f"<li>{name}</li>" for name in names)

    return LISTED.format(states=items(states), counties=items(COUNTIES), cities=items(cities)).encode()


def objects(text: str) -> list[dict[str, Any]]:
    """Read what a verb printed with --json."""
    return [json.loads(line) for line in text.splitlines()]


def take(bot: Bot, folder: Path, body: bytes, *options: str) -> tuple[int, dict[str, Any]]:
    """Import a document of the Justice Department and return the exit code and the report."""
    file = folder / "list.html"
    file.write_bytes(body)
    code, out, _ = bot("import", "doj_eo14287", str(file), *options, "--json")
    return code, objects(out)[-1]
