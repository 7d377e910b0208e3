"""What the columns of a workbook of 287(g) agreements mean, by their headers, in any order."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from jobs.readers.workbook import Cell, printed
from models.listings import comparable

_ENOUGH, _LONGEST = 3, 40
"""Known columns that make a header, and letters that a header has at most."""

MOST_PREAMBLE = 25
"""Rows within which the header stands; titles and dates may stand above it."""


class Column(StrEnum):
    """A column's meaning; its value is what a person calls it."""

    STATE = "state"
    AGENCY = "agency"
    TYPE = "type of agency"
    SUPPORT = "type of support"
    SIGNED = "date signed"
    COUNTY = "county"
    MOA = "memorandum of agreement"
    ADDENDUM = "addendum"


IDENTITY = (Column.STATE, Column.AGENCY, Column.TYPE, Column.SUPPORT, Column.SIGNED)
"""What a row says of an agreement; without one of these columns the workbook is another list."""

_WORDS = (
    (Column.ADDENDUM, r"addend"),
    (Column.SUPPORT, r"support|\bmodels?\b|\bprogram( type)?$|(agreement|moa) type"),
    (Column.MOA, r"\b(signed|executed) (moa|memorand|agreement)"),
    (Column.SIGNED, r"\bsign|execut|^date( of (the )?(moa|agreement))?$|(moa|agreement) date"),
    (Column.MOA, r"\bmoas?\b|memorand|^agreements?$|agreement (link|document)"),
    (Column.COUNTY, r"\bcount(y|ies)\b|\bparish"),
    (Column.STATE, r"^st(ate|\.)?\b(?!.*agency)"),
    (Column.TYPE, r"\btype\b"),
    (Column.AGENCY, r"agenc|law enforcement|\blea\b|department"),
)
_PATTERNS = tuple((column, re.compile(pattern)) for column, pattern in _WORDS)


def meaning(title: str) -> Column | None:
    """Return what a header says that its column holds; None for a column not met before."""
    plain = comparable(title)
    return next((column for column, pattern in _PATTERNS if pattern.search(plain)), None)


def columns_of(cells: Sequence[Cell]) -> Mapping[Column, int]:
    """Return where each meaning stands in a header row; the first column of a meaning has it."""
    found: dict[Column, int] = {}
    for place, cell in enumerate(cells):
        column = meaning(printed(cell.value)) if cell.value is not None else None
        if column:
            found.setdefault(column, place)
    return found


def is_header(cells: Sequence[Cell]) -> bool:
    """Tell whether a row names the columns: several meanings, each in a short cell."""
    found = columns_of(cells)
    known = [column for column in IDENTITY if column in found]
    short = all(len(printed(cells[place].value)) <= _LONGEST for place in found.values())
    return Column.AGENCY in found and len(known) >= _ENOUGH and short
