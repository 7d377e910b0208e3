"""A report's blocks → its sections, by the headings that stand before them.

The first page lists the headings before they come; a heading may take several lines.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from jobs.readers.pdf_table import Block, Table
from jobs.readers.pdf_text import Line

_SECTION = re.compile(
    r"\W*(?i:section)\s+(?:(?P<number>[IVX]+|[1-5])\s*[:.–—-]|(?P<bare>[IVX]+|[1-5])(?:$|\s+(?=[A-Z])))"
)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}
_NEAR = 1.0
_FULL = 0.97


@dataclass(slots=True)
class Section:
    """One section of the report, from its heading to the next.

    Attributes:
        number: `I` to `V`; empty before the first heading.
        heading: As printed, in one line.
        lines: Its running text.
        tables: Its tables.
    """

    number: str
    heading: str = ""
    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def sections_of(blocks: Sequence[Block]) -> list[Section]:
    """Part a report at its sections' headings, wherever they stand."""
    sections = [Section("")]
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        if isinstance(block, Table):
            _add_table(sections, block)
        elif number := _number(block.text):
            heading = [block.text]
            while index < len(blocks) and _goes_on(blocks, index):
                heading.append(_text(blocks[index]))
                index += 1
            sections.append(Section(number, " ".join(heading).lstrip(" •·-*")))
        else:
            sections[-1].lines.append(block.text)
    return sections


def _add_table(sections: list[Section], table: Table) -> None:
    """Put a table into its section; a first row that prints the section's heading opens one."""
    title = table.rows[0].cells[0] if table.rows[0].heading else ""
    if number := _number(title):
        sections.append(Section(number, title))
    sections[-1].tables.append(table)


def _number(text: str) -> str:
    """Return the Roman number of the section whose heading a line begins; empty for other lines."""
    match = _SECTION.match(text)
    found = (match["number"] or match["bare"]) if match else ""
    return _ROMAN.get(found, found)


def _text(block: Block) -> str:
    return block.text if isinstance(block, Line) else ""


def _goes_on(blocks: Sequence[Block], index: int) -> bool:
    """Whether a line continues the heading before it: same type, next line, and no room was left."""
    line, following = blocks[index - 1], blocks[index]
    if not isinstance(line, Line) or not isinstance(following, Line) or _number(following.text):
        return False
    if line.box is None or following.box is None or following.page != line.page:
        return False
    height = line.box[3] - line.box[1]
    near = line.box[1] - following.box[3] < _NEAR * height and line.style == following.style
    width = max(other.box[2] - other.box[0] for other in _lines_of(blocks, line.page))
    first = len(following.text.split()[0]) / len(following.text) * (following.box[2] - following.box[0])
    full = line.box[2] - line.box[0] + first > _FULL * width
    return near and (full or line.style != _usual_style(blocks))


def _lines_of(blocks: Sequence[Block], page: int) -> list[Any]:
    return [block for block in blocks if isinstance(block, Line) and block.page == page and block.box]


def _usual_style(blocks: Sequence[Block]) -> str:
    styles = Counter(block.style for block in blocks if isinstance(block, Line) and block.style)
    return styles.most_common(1)[0][0] if styles else ""
