"""ICE's Declined Detainer Outcome Report: its PDF → sections, period and printed totals.

The weekly reports have four sections (openings of the three of 2017, as stored at
scribd.com/document/342459907, scribd.com/document/343533641 and vdocuments.mx): I, detainers
issued; II, declined detainers by person; III, policies; IV, scope. The first page lists their
headings before they come. A table belongs to a source by its columns, not by its section.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from jobs.readers.pdf import read
from jobs.readers.pdf_table import Block, Table
from jobs.readers.pdf_text import Line
from jobs.readers.printed_dates import find_day_after, find_period, find_periods
from jobs.readers.sheets import Sheet, understand
from models.values import Period

_SECTION = re.compile(
    r"\W*(?i:section)\s+(?:(?P<number>[IVX]+|[1-5])\s*[:.–—-]|(?P<bare>[IVX]+|[1-5])(?:$|\s+(?=[A-Z])))"
)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}
_NEAR = 1.0
_FULL = 0.97
_ISSUED = (
    r"issued\s+([\d,]+)\s+(?:immigration\s+)?detainers",
    r"([\d,]+)\s+detainers\s+(?:were\s+)?issued\b",
)
_DECLINED = (
    r"([\d,]+)\s+(?:recorded\s+)?declined\s+detainers",
    r"([\d,]+)\s+(?:recorded\s+)?detainers\s+(?:that\s+)?"
    r"(?:(?:were|was|had been|have been)\s+)?(?:recorded\s+as\s+)?declined",
    r"declined\s+([\d,]+)\s+detainers",
    r"total[^.\d]{0,30}declined(?:\s+detainers)?\s*:\s*([\d,]+)",
)
_PUBLISHED = (
    r"(?:published|posted|released|publication date|release date|report date|date of (?:publication|report))"
)


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


@dataclass(frozen=True, slots=True)
class Placed:
    """A table that was understood, and the heading under which it stands."""

    sheet: Sheet
    section: Section


@dataclass(frozen=True, slots=True)
class Report:
    """What a report says, before anything is made of its rows.

    Attributes:
        announced: Numbers of the sections whose headings the report prints.
        sheets: The tables whose columns were understood.
        strange: Tables of several rows whose columns were not, each with its heading.
        lines: All running text, line by line, headings included.
        period: What its title says that it covers.
        published: The day on which it says that it was published.
        totals: Numbers in its text: `issued`, `declined`.
        corrections: Notices in it that correct an earlier report.
        questions: What a person should look at once.
    """

    announced: frozenset[str]
    sheets: tuple[Placed, ...]
    strange: tuple[tuple[Section, Table], ...]
    lines: tuple[str, ...]
    period: Period | None
    published: date | None
    totals: dict[str, int]
    corrections: tuple[str, ...]
    questions: tuple[str, ...]


def read_report(body: bytes) -> Report:
    """Return what a report's PDF says.

    Raises:
        UnreadableDocument: As `jobs.readers.pdf.read` does.
    """
    sections = _sections(read(body))
    lines = tuple(part for section in sections for part in [section.heading, *section.lines] if part)
    text = " ".join(lines)
    sheets: list[Placed] = []
    strange: list[tuple[Section, Table]] = []
    for section in sections:
        for table in section.tables:
            sheet = understand(table)
            if sheet:
                sheets.append(Placed(sheet, section))
            elif len(table.rows) > 1:
                strange.append((section, table))
    period = find_period(text)
    return Report(
        announced=frozenset(section.number for section in sections if section.number),
        sheets=tuple(sheets),
        strange=tuple(strange),
        lines=lines,
        period=period,
        published=find_day_after(_PUBLISHED, text),
        totals=_totals(text),
        corrections=tuple(_corrections(sections)),
        questions=tuple(_other_periods(sections, period)),
    )


def _sections(blocks: Sequence[Block]) -> list[Section]:
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


def _totals(text: str) -> dict[str, int]:
    """Return the printed totals; where a number of one place stands beside them, the largest counts."""
    totals = {}
    for name, patterns in (("issued", _ISSUED), ("declined", _DECLINED)):
        numbers = [m[1].replace(",", "") for p in patterns for m in re.finditer(p, text, re.IGNORECASE)]
        found = [int(number) for number in numbers if number]
        if found:
            totals[name] = max(found)
    return totals


def _corrections(sections: Sequence[Section]) -> Iterable[str]:
    """Yield the notices that say what was wrong in an earlier report, to the end of a sentence."""
    for section in sections:
        match = re.search(r"\bCorrection:\s*(.{20,1200}\.)", " ".join(section.lines))
        if match:
            yield f"It carries a correction: {match[1]}"


def _other_periods(sections: Sequence[Section], period: Period | None) -> Iterable[str]:
    """Yield a question where a section's heading names another period than the title does."""
    for section in sections:
        for other in find_periods(section.heading):
            if period and other != period:
                yield f"The title says {period}, but the heading of Section {section.number} says {other}."
