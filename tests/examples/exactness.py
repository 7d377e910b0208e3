"""How exactly each example is read, as docs/sources.md prints it: `python -m tests.examples --exact`."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from tests.examples.reading import Example, examples, read_example

_HEAD = "| source | example | rows in it | rows read | rows exact |\n| --- | --- | ---: | ---: | ---: |\n"


def table() -> str:
    """Return a Markdown table with a row for each example of each source, and one for all of them."""
    counts = [(example.source, example.folder.name, _counted(example)) for example in examples()]
    lines = [_line(f"`{source}`", name, numbers) for source, name, numbers in counts]
    totals = [sum(numbers) for numbers in zip(*(numbers for *_, numbers in counts), strict=True)]
    return _HEAD + "\n".join([*lines, _line("all", str(len(counts)), totals), ""])


def _line(source: str, name: str, numbers: Sequence[int]) -> str:
    there, read, exact = numbers
    return f"| {source} | {name} | {there:,} | {read:,} | {exact:,} |"


def _counted(example: Example) -> tuple[int, int, int]:
    """Return how many rows are in an example, were read, and are the same in every field."""
    expected = json.loads((example.folder / "listings.json").read_text(encoding="utf-8"))
    there, read = Counter(_rows(expected)), Counter(_rows(read_example(example)))
    return there.total(), read.total(), (there & read).total()


def _rows(edition: dict[str, Any]) -> Iterator[str]:
    for listing in edition["listings"]:
        yield json.dumps(listing, sort_keys=True)
