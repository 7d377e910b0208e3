"""Rules across blocks: what each block alone keeps and all together break."""

from collections.abc import Callable, Iterator
from typing import Any

from bot.preview.shapes import Problem

Json = dict[str, Any]
Rule = Callable[[list[Json]], Iterator[Problem]]

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


def _unique_block_ids(blocks: list[Json]) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id in seen:
            yield f"/{index}/block_id", f"duplicate block_id: {block_id}"
        if block_id:
            seen.add(block_id)


def _unique_action_ids(blocks: list[Json]) -> Iterator[Problem]:
    for index, block in enumerate(blocks):
        seen: set[str] = set()
        for place, element in enumerate(block.get("elements", [])):
            action_id = element.get("action_id")
            if action_id in seen:
                yield f"/{index}/elements/{place}/action_id", f"duplicate action_id: {action_id}"
            if action_id:
                seen.add(action_id)


def _one_source(blocks: list[Json]) -> Iterator[Problem]:
    for index, block in enumerate(blocks):
        if "image_url" in block and "slack_file" in block:
            yield f"/{index}", "only one of image_url and slack_file is allowed"


def _tables(blocks: list[Json]) -> Iterator[Problem]:
    for kind, most in (("table", 10_000), ("data_table", 20_000)):
        found = [(index, block) for index, block in enumerate(blocks) if block["type"] == kind]
        if len(found) > 1:
            yield f"/{found[1][0]}", "only one table is allowed per message"
        if sum(len(part) for _, block in found for part in texts(block["rows"])) > most:
            yield f"/{found[0][0]}/rows", f"must be less than {most + 1} characters in all cells"


def _data_tables(blocks: list[Json]) -> Iterator[Problem]:
    for index, block in enumerate(blocks):
        if block["type"] != "data_table":
            continue
        width = len(block["rows"][0])
        for number, row in enumerate(block["rows"]):
            if len(row) != width:
                yield f"/{index}/rows/{number}", "all rows must have the same number of cells"
        if any(cell["type"] == "rich_text" for cell in block["rows"][0]):
            yield f"/{index}/rows/0", "rich_text is not allowed in the header row"
        if block.get("row_header_column_index", 0) >= width:
            yield f"/{index}/row_header_column_index", "must name a column of the table"


def _charts(blocks: list[Json]) -> Iterator[Problem]:
    charts = [(index, block) for index, block in enumerate(blocks) if block["type"] == "data_visualization"]
    if len(charts) > MOST_CHARTS:
        yield f"/{charts[MOST_CHARTS][0]}", f"no more than {MOST_CHARTS} data_visualization blocks allowed"
    for index, block in charts:
        yield from ((f"/{index}/chart{at}", what) for at, what in _chart(block["chart"]))


def _chart(chart: Json) -> Iterator[Problem]:
    if chart["type"] == "pie":
        if any(segment["value"] <= 0 for segment in chart["segments"]):
            yield "/segments", "values must be greater than 0"
        return
    names = [series["name"] for series in chart["series"]]
    if len(set(names)) != len(names):
        yield "/series", "series names must be unique"
    categories = sorted(chart["axis_config"]["categories"])
    for index, series in enumerate(chart["series"]):
        if sorted(point["label"] for point in series["data"]) != categories:
            yield f"/series/{index}/data", "must hold every category exactly once"


def _markdown_total(blocks: list[Json]) -> Iterator[Problem]:
    if sum(len(block["text"]) for block in blocks if block["type"] == "markdown") > MOST_MARKDOWN:
        yield "", f"must be less than {MOST_MARKDOWN + 1} characters in all markdown blocks"


ACROSS: tuple[Rule, ...] = (
    _unique_block_ids,
    _unique_action_ids,
    _one_source,
    _tables,
    _data_tables,
    _charts,
    _markdown_total,
)
