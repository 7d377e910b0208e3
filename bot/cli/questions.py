"""What the command line prints of questions beside the lookup: a row a version, a list or a place."""

from collections.abc import Iterator
from typing import Any

from bot.answers import Lately, SideBySide, TopTables
from bot.blocks import kit
from bot.blocks.answer import compared_table, ranking_message, recent_message
from bot.cli.json_rows import as_json, picked
from bot.cli.output import TextGrid
from bot.words import CIVIL_REQUEST, OWN_CRITERIA, cell
from models.domain import Dated


def recent_json(found: Lately) -> Iterator[dict[str, Any]]:
    """Yield what `recent --json` prints: an object a version, the latest first, then what was taken back."""
    for each in () if found.older else found.editions:
        yield {
            **picked(each, "source", "edition"),
            "day": each.dated.day(found.zone).isoformat(),
            **picked(each, "observed", "address"),
            "events": [event.value for event in each.events],
            "counts": {kind.value: number for kind, number in each.counts.items()},
            "taken_back": 0,
            "places": [as_json(row.place) for row in each.rows if row.place],
        }
    for back in found.back:
        yield {
            "source": back.source,
            "edition": None,
            "day": Dated(None, back.observed).day(found.zone).isoformat(),
            **picked(back, "observed", "address"),
            "events": [],
            "counts": {},
            "taken_back": back.number,
            "places": [as_json(place) for place in back.places],
        }


def recent_text(found: Lately) -> Iterator[str]:
    """Yield what changed as Slack would show it, in plain text."""
    yield kit.as_plain_text(recent_message(found))


def compared_json(found: SideBySide) -> Iterator[dict[str, Any]]:
    """Yield what `compare --json` prints: an object a list and place."""
    for of, cells in zip(found.lists, found.cells, strict=True):
        for place, each in zip(found.places, cells, strict=True):
            yield {
                "source": of.source.name,
                "place": as_json(place),
                "standing": each.itself.standing.value if each and each.itself else None,
                "within": each.within.number if each and each.within else None,
                "says": cell(each.itself, each.within) if each else cell(None),
            }


def compared_text(found: SideBySide) -> Iterator[str | TextGrid]:
    """Yield the table of lists by places, then what no list decides."""
    head, rows = compared_table(found)
    yield TextGrid(
        head, [dict(zip(head, row, strict=True)) for row in rows], "No list was published by then."
    )
    yield OWN_CRITERIA
    yield CIVIL_REQUEST


def top_json(found: TopTables) -> Iterator[dict[str, Any]]:
    """Yield what `top --json` prints: an object a list, unit and place, most first."""
    for table in found.tables:
        for each in table.numbers:
            yield {
                "source": table.of.source.name,
                "unit": table.unit.value,
                "place": as_json(each.place),
                **picked(each, "number", "first", "last", "least"),
            }


def top_text(found: TopTables) -> Iterator[str]:
    """Yield the rankings as Slack would show them, in plain text."""
    yield kit.as_plain_text(ranking_message(found))
