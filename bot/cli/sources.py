"""`sources`: every list that is watched or bundled, and when it was checked last."""

from collections.abc import Iterable
from functools import partial
from typing import Any

import typer

from bot.cli import lazy
from bot.cli.context import list_rows
from bot.cli.output import TextGrid


def sources(context: typer.Context) -> int:
    """Print every list that is watched or bundled, and when it was checked last."""
    head = ("source", "publisher", "checked", "seen", "newest", "title", "address")
    grid = partial(TextGrid, head, empty="No list is watched. See [[sources]] in config.toml.")
    return list_rows(context, _sources, grid)


def _sources(session: "lazy.Session", check_context: "lazy.CheckContext") -> Iterable[dict[str, Any]]:
    seen = lazy.freshness_by_source(session)
    for name, source in sorted(check_context.sources.items()):
        freshness = seen.get(name)
        newest = freshness.accepted if freshness else None
        yield {
            "source": name,
            "publisher": source.short,
            "title": source.title,
            "address": source.address,
            "checked": lazy.as_json(freshness.checked) if freshness else None,
            "seen": lazy.as_json(freshness.succeeded) if freshness else None,
            "newest": newest.number if newest else None,
        }
