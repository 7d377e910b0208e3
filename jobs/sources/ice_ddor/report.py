"""ICE's Declined Detainer Outcome Report: its PDF → sections, period and printed totals.

The weekly reports have four sections (openings of the three of 2017, as stored at
scribd.com/document/342459907, scribd.com/document/343533641 and vdocuments.mx): I, detainers
issued; II, declined detainers by person; III, policies; IV, scope. The first page lists their
headings before they come. A table belongs to a source by its columns, not by its section.

A report's blocks → its sections, by the headings that stand before them.

The first page lists the headings before they come; a heading may take several lines.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from jobs.readers.pdf import Block, Table, TextLine, read
from jobs.readers.text import find_day_after, find_period, find_periods
from jobs.sources.ice_ddor.notices import errata, notices
from jobs.sources.ice_ddor.tables import ReportTable, understand
from models.domain import Erratum, Period

_SECTION = re.compile(
    r"\W*(?i:section)\s+(?:(?P<number>[IVX]+|[1-5])\s*[:.–—-]|(?P<bare>[IVX]+|[1-5])(?:$|\s+(?=[A-Z])))"
)
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V"}
_NEAR = 1.0
_FULL = 0.97


@dataclass(slots=True)
class ReportSection:
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


def sections_of(blocks: Sequence[Block]) -> list[ReportSection]:
    """Part a report at its sections' headings, wherever they stand."""
    sections = [ReportSection("")]
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        if isinstance(block, Table):
            _add_table(sections, block)
        elif number := _number(block.text):
            heading = [block.text]
            while index < len(blocks) and (more := _rest_of_heading(blocks, index)):
                heading.append(more)
                index += 1
            sections.append(ReportSection(number, " ".join(heading).lstrip(" •·-*")))
        else:
            sections[-1].lines.append(block.text)
    return sections


def _add_table(sections: list[ReportSection], table: Table) -> None:
    """Put a table into its section; a first row that prints the section's heading opens one."""
    title = table.rows[0].cells[0] if table.rows[0].heading else ""
    if number := _number(title):
        sections.append(ReportSection(number, title))
    sections[-1].tables.append(table)


def _number(text: str) -> str:
    """Return the Roman number of the section whose heading a line begins; empty for other lines."""
    match = _SECTION.match(text)
    number = (match["number"] or match["bare"]) if match else ""
    return _ROMAN.get(number, number)


def _rest_of_heading(blocks: Sequence[Block], index: int) -> str:
    """Return a line that goes on the heading before it: same type, next line, and no room was left."""
    line, following = blocks[index - 1], blocks[index]
    if not isinstance(line, TextLine) or not isinstance(following, TextLine) or _number(following.text):
        return ""
    if line.box is None or following.box is None or following.page != line.page:
        return ""
    height = line.box[3] - line.box[1]
    near = line.box[1] - following.box[3] < _NEAR * height and line.style == following.style
    beside = (other for other in blocks if isinstance(other, TextLine) and other.page == line.page)
    width = max(other.box[2] - other.box[0] for other in beside if other.box)
    first = len(following.text.split()[0]) / len(following.text) * (following.box[2] - following.box[0])
    full = line.box[2] - line.box[0] + first > _FULL * width
    return following.text if near and (full or line.style != _usual_style(blocks)) else ""


def _usual_style(blocks: Sequence[Block]) -> str:
    styles = Counter(block.style for block in blocks if isinstance(block, TextLine) and block.style)
    return styles.most_common(1)[0][0] if styles else ""


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
_FOOTNOTE = re.compile(r"^\W*\d{1,2}\W*\s(?=[A-Z])")
"""The mark of a footnote, no number of detainers: `1 Detainers recorded as declined are ...`."""
_YEAR = re.compile(r"(19|20)\d{2}")
_PUBLISHED = (
    r"(?:published|posted|released|publication date|release date|report date|date of (?:publication|report))"
)


@dataclass(frozen=True, slots=True)
class TitledTable:
    """A table that was understood, and the heading under which it stands."""

    sheet: ReportTable
    section: ReportSection


@dataclass(frozen=True, slots=True)
class RefusalReport:
    """What a report says, before anything is made of its rows.

    Attributes:
        announced: Numbers of the sections whose headings the report prints.
        sheets: The tables whose columns were understood.
        strange: Tables of several rows whose columns were not, each with its heading.
        lines: All running text, line by line, headings included.
        period: What its title says that it covers.
        published: The day on which it says that it was published.
        totals: Numbers in its text: `issued`, `declined`.
        errata: What it takes back of an earlier report.
        corrections: The notices that do so, as printed.
        questions: What a person should look at once.
    """

    announced: frozenset[str]
    sheets: tuple[TitledTable, ...]
    strange: tuple[tuple[ReportSection, Table], ...]
    lines: tuple[str, ...]
    period: Period | None
    published: date | None
    totals: dict[str, int]
    errata: tuple[Erratum, ...]
    corrections: tuple[str, ...]
    questions: tuple[str, ...]


def read_report(body: bytes) -> RefusalReport:
    """Return what a report's PDF says.

    Raises:
        UnreadableDocument: As `jobs.readers.pdf.read` does.
    """
    sections = sections_of(read(body))
    lines = tuple(part for section in sections for part in [section.heading, *section.lines] if part)
    text = " ".join(lines)
    sheets: list[TitledTable] = []
    strange: list[tuple[ReportSection, Table]] = []
    for section in sections:
        for table in section.tables:
            sheet = understand(table)
            if sheet:
                sheets.append(TitledTable(sheet, section))
            elif len(table.rows) > 1:
                strange.append((section, table))
    period = find_period(text)
    running = _running_text(sections)
    return RefusalReport(
        announced=frozenset(section.number for section in sections if section.number),
        sheets=tuple(sheets),
        strange=tuple(strange),
        lines=lines,
        period=period,
        published=find_day_after(_PUBLISHED, text),
        totals=_totals(" ".join(_FOOTNOTE.sub("", line) for line in lines)),
        errata=errata(running),
        corrections=tuple(f"It carries a correction: {notice}" for notice in notices(running)),
        questions=tuple(_other_periods(sections, period)),
    )


def _totals(text: str) -> dict[str, int]:
    """Return the printed totals; where a number of one place stands beside them, the largest counts."""
    totals = {}
    for name, patterns in (("issued", _ISSUED), ("declined", _DECLINED)):
        numbers = [m[1] for p in patterns for m in re.finditer(p, text, re.IGNORECASE)]
        plain = [number.replace(",", "") for number in numbers if not _YEAR.fullmatch(number)]
        if any(plain):
            totals[name] = max(int(number) for number in plain if number)
    return totals


def _running_text(sections: Iterable[ReportSection]) -> str:
    """Return the text of all sections, none of whose sentences goes on in the next; page numbers dropped."""
    return "\n\n".join(
        "\n".join(line for line in section.lines if not line.strip().isdecimal()) for section in sections
    )


def _other_periods(sections: Sequence[ReportSection], period: Period | None) -> Iterable[str]:
    """Yield a question where a section's heading names another period than the title does."""
    for section in sections:
        for other in find_periods(section.heading):
            if period and other != period:
                heading = f"the heading of Section {section.number} says {other.said}"
                yield f"The title says {period.said}, but {heading}."
