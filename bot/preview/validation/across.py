"""Rules across blocks: what each block alone keeps and all together break.

Source: the blocks' own pages below https://docs.slack.dev/reference/block-kit/blocks, as beside each
table in `block_kit.toml`.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from bot.preview.validation.table import Problem

Json = dict[str, Any]
Numbered = list[tuple[int, Json]]

MOST_IN_CELLS = {"table": 10_000, "data_table": 20_000}
MOST_CHARTS = 2
MOST_MARKDOWN = 12_000


def texts(value: Any) -> Iterator[str]:
    """Every string that a person reads in a block: the values of keys called `text`."""
    if isinstance(value, dict):
        for key, member in value.items():
            if key == "text" and isinstance(member, str):
                yield member
            else:
                yield from texts(member)
    elif isinstance(value, list):
        for member in value:
            yield from texts(member)


def problems_across(blocks: list[Json]) -> Iterator[Problem]:
    """What is wrong with blocks of which each alone is right; pointers begin at the list."""
    yield from _twice("block_id", blocks, "")
    for index, block in enumerate(blocks):
        yield from _twice("action_id", block.get("elements", []), f"/{index}/elements")
    for index, block in enumerate(blocks):
        if "image_url" in block and "slack_file" in block:
            yield f"/{index}", "only one of image_url and slack_file is allowed"
    for kind, rule in OF_A_KIND.items():
        yield from rule([(index, block) for index, block in enumerate(blocks) if block["type"] == kind])


def _twice(key: str, members: Iterable[Json], at: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, member in enumerate(members):
        name = member.get(key)
        if name in seen:
            yield f"{at}/{index}/{key}", f"duplicate {key}: {name}"
        elif name:
            seen.add(name)


def _tables(tables: Numbered) -> Iterator[Problem]:
    if len(tables) > 1:
        yield f"/{tables[1][0]}", "only one table is allowed per message"
    for index, block in tables[:1]:
        most = MOST_IN_CELLS[block["type"]]
        if sum(len(part) for _, table in tables for part in texts(table["rows"])) > most:
            yield f"/{index}/rows", f"must be less than {most + 1} characters in all cells"


def _data_tables(tables: Numbered) -> Iterator[Problem]:
    yield from _tables(tables)
    for index, block in tables:
        head = block["rows"][0]
        for number, row in enumerate(block["rows"]):
            if len(row) != len(head):
                yield f"/{index}/rows/{number}", "all rows must have the same number of cells"
        if any(cell["type"] == "rich_text" for cell in head):
            yield f"/{index}/rows/0", "rich_text is not allowed in the header row"
        if block.get("row_header_column_index", 0) >= len(head):
            yield f"/{index}/row_header_column_index", "must name a column of the table"


def _charts(charts: Numbered) -> Iterator[Problem]:
    if len(charts) > MOST_CHARTS:
        yield f"/{charts[MOST_CHARTS][0]}", f"no more than {MOST_CHARTS} data_visualization blocks allowed"
    for index, block in charts:
        yield from _chart(block["chart"], f"/{index}/chart")


def _chart(chart: Json, at: str) -> Iterator[Problem]:
    if chart["type"] == "pie":
        if any(segment["value"] <= 0 for segment in chart["segments"]):
            yield f"{at}/segments", "values must be greater than 0"
        return
    names = [series["name"] for series in chart["series"]]
    if len(set(names)) != len(names):
        yield f"{at}/series", "series names must be unique"
    categories = sorted(chart["axis_config"]["categories"])
    for index, series in enumerate(chart["series"]):
        if sorted(point["label"] for point in series["data"]) != categories:
            yield f"{at}/series/{index}/data", "must hold every category exactly once"


def _markdown(parts: Numbered) -> Iterator[Problem]:
    if sum(len(block["text"]) for _, block in parts) > MOST_MARKDOWN:
        yield "", f"must be less than {MOST_MARKDOWN + 1} characters in all markdown blocks"


OF_A_KIND: dict[str, Callable[[Numbered], Iterator[Problem]]] = {
    "table": _tables,
    "data_table": _data_tables,
    "data_visualization": _charts,
    "markdown": _markdown,
}
