"""ICE's Declined Detainer Outcome Report: its PDF → sections, period and printed totals.

The weekly reports have four sections (openings of the three of 2017, as stored at
scribd.com/document/342459907, scribd.com/document/343533641 and vdocuments.mx): I, detainers
issued; II, declined detainers by person; III, policies; IV, scope. The first page lists their
headings before they come. A table belongs to a source by its columns, not by its section.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from jobs.readers.ddor_sections import Section, sections_of
from jobs.readers.errata import errata, notices
from jobs.readers.pdf import read
from jobs.readers.pdf_table import Table
from jobs.readers.printed_dates import find_day_after, find_period, find_periods
from jobs.readers.sheets import Sheet, understand
from models.values import Erratum, Period

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
        errata: What it takes back of an earlier report.
        corrections: The notices that do so, as printed.
        questions: What a person should look at once.
    """

    announced: frozenset[str]
    sheets: tuple[Placed, ...]
    strange: tuple[tuple[Section, Table], ...]
    lines: tuple[str, ...]
    period: Period | None
    published: date | None
    totals: dict[str, int]
    errata: tuple[Erratum, ...]
    corrections: tuple[str, ...]
    questions: tuple[str, ...]


def read_report(body: bytes) -> Report:
    """Return what a report's PDF says.

    Raises:
        UnreadableDocument: As `jobs.readers.pdf.read` does.
    """
    sections = sections_of(read(body))
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
    running = _running_text(sections)
    return Report(
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
        found = [int(number) for number in plain if number]
        if found:
            totals[name] = max(found)
    return totals


def _running_text(sections: Iterable[Section]) -> str:
    """Return the text of all sections, none of whose sentences goes on in the next; page numbers dropped."""
    return "\n\n".join(
        "\n".join(line for line in section.lines if not line.strip().isdecimal()) for section in sections
    )


def _other_periods(sections: Sequence[Section], period: Period | None) -> Iterable[str]:
    """Yield a question where a section's heading names another period than the title does."""
    for section in sections:
        for other in find_periods(section.heading):
            if period and other != period:
                yield f"The title says {period}, but the heading of Section {section.number} says {other}."
