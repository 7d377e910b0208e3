"""The example documents of the two lists of jurisdictions, from the bundled facts.

`python -m tests.examples.make_lists` writes them. The names and headings are the
publishers', each with its citation in `jobs/history/facts`; the layouts are ours.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.support.documents.list_pages import (
    Group,
    Layout,
    accordion,
    columns,
    headed,
    items,
    lines,
    page,
    rows,
)

ROOT = Path(__file__).parents[2]
FACTS = ROOT / "jobs" / "history" / "facts"
EXAMPLES = ROOT / "tests" / "examples"


def facts_of(source: str, day: str) -> list[Group]:
    """The bundled facts of a list on a day (ISO), as groups in the order printed."""
    with (FACTS / f"{source}.csv").open(encoding="utf-8", newline="") as file:
        found = [row for row in csv.DictReader(file) if not row["removed"] or row["removed"] > day]
    names: dict[tuple[str, str], list[str]] = {}
    for row in found:
        names.setdefault((row.get("state", ""), row["heading"]), []).append(row["name"])
    return [Group(heading, tuple(listed), state) for (state, heading), listed in names.items()]


_ORIGIN = """# The publisher's names, typeset by us (tests/examples/make_lists.py, layout "{layout}"):
# the page's own bytes are not to be had. Each name's source is in jobs/history/facts/{source}.csv.
source = "{source}"
address = "{address}"
observed = {observed}T12:00:00Z
transcription = "Re-typeset from the facts in jobs/history/facts/{source}.csv, each with its citation."
partial = {partial}
"""
_EDITIONS: tuple[tuple[str, str, Layout], ...] = (
    ("doj_eo14287", "2025-08-05", lines),
    ("doj_eo14287", "2025-09-26", items),
    ("doj_eo14287", "2025-10-31", columns),
    ("dhs_2025", "2025-05-29", headed),
    ("dhs_2025", "2025-05-30", accordion),
    ("dhs_2025", "2025-06-02", rows),
)
_ADDRESSES = {
    "doj_eo14287": "https://www.justice.gov/ag/us-sanctuary-jurisdiction-list-following-executive-order-14287-"
    "protecting-american-communities",
    "dhs_2025": "https://www.dhs.gov/sanctuary-jurisdictions",
}


def write_examples() -> Iterator[Path]:
    """Write document.html and origin.toml of each example edition; yield their folders."""
    for source, observed, layout in _EDITIONS:
        folder = EXAMPLES / source / observed
        folder.mkdir(parents=True, exist_ok=True)
        year, month, day = observed.split("-")
        html = page(layout(facts_of(source, observed)), f"Last Updated: {month}/{day}/{year}")
        (folder / "document.html").write_text(html, encoding="utf-8")
        origin = _ORIGIN.format(
            layout=layout.__name__,
            source=source,
            address=_ADDRESSES[source],
            observed=observed,
            partial="true" if source == "dhs_2025" else "false",
        )
        (folder / "origin.toml").write_text(origin, encoding="utf-8")
        yield folder


if __name__ == "__main__":
    for written in write_examples():
        sys.stdout.write(f"{written.relative_to(ROOT)}\n")
