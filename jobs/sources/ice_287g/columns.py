"""What the columns of a workbook of 287(g) agreements mean, by their headers, in any order."""

from enum import StrEnum

from jobs.readers.text import Column, Columns, Header

_ENOUGH, _LONGEST = 3, 40
"""Known columns that make a header, and letters that a header has at most."""

MOST_PREAMBLE = 25
"""Rows within which the header stands; titles and dates may stand above it."""


class AgreementColumn(StrEnum):
    """A column's meaning; its value is what a person calls it."""

    STATE = "state"
    AGENCY = "agency"
    TYPE = "type of agency"
    SUPPORT = "type of support"
    SIGNED = "date signed"
    COUNTY = "county"
    MOA = "memorandum of agreement"
    ADDENDUM = "addendum"


COLUMNS = Columns(
    (
        Column(AgreementColumn.ADDENDUM, r"addend"),
        Column(
            AgreementColumn.SUPPORT,
            r"support|\bmodels?\b|\bprogram( type)?$|(agreement|moa) type",
            needed=True,
        ),
        Column(AgreementColumn.MOA, r"\b(signed|executed) (moa|memorand|agreement)"),
        Column(
            AgreementColumn.SIGNED,
            r"\bsign|execut|^date( of (the )?(moa|agreement))?$|(moa|agreement) date",
            needed=True,
        ),
        Column(AgreementColumn.MOA, r"\bmoas?\b|memorand|^agreements?$|agreement (link|document)"),
        Column(AgreementColumn.COUNTY, r"\bcount(y|ies)\b|\bparish"),
        Column(AgreementColumn.STATE, r"^st(ate|\.)?\b(?!.*agency)", needed=True),
        Column(AgreementColumn.TYPE, r"\btype\b", needed=True),
        Column(AgreementColumn.AGENCY, r"agenc|law enforcement|\blea\b|department", needed=True),
    )
)

IDENTITY = tuple(column for column in AgreementColumn if column in COLUMNS.needed)
"""What a row says of an agreement; without one of these columns the workbook is another list."""


def is_header(header: Header[AgreementColumn]) -> bool:
    """Tell whether a row names the columns: several meanings, each in a short cell."""
    return header.has(AgreementColumn.AGENCY) and _names_several(header)


def is_header_but_agency(header: Header[AgreementColumn]) -> bool:
    """Tell whether a row names several columns of an agreement, and calls that of the agency otherwise."""
    return not header.has(AgreementColumn.AGENCY) and _names_several(header)


def _names_several(header: Header[AgreementColumn]) -> bool:
    short = all(len(header.titles[place]) <= _LONGEST for place in header.places.values())
    return sum(map(header.has, IDENTITY)) >= _ENOUGH and short
