"""A workbook of participating agencies → an edition; ICE's page → links to such workbooks."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote, urlsplit

from jobs.readers.html import matching_links
from jobs.readers.tabular import BLANK, Cell, printed, sheets
from jobs.readers.text import NOTHING, Header, moment_in, says_part
from jobs.sources.ice_287g.columns import (
    COLUMNS,
    IDENTITY,
    MOST_PREAMBLE,
    AgreementColumn,
    is_header,
    is_header_but_agency,
)
from jobs.sources.ice_287g.rows import ANNOTATIONS, agreements
from jobs.sources.ice_287g.source import SOURCE
from models.domain import Document, Edition, Link, Reading, comparable, numbered

_WORKBOOK = re.compile(r"\.xlsx?\b|\bexcel\b|spreadsheet|workbook|particip\w*[\W_]*agenc", re.IGNORECASE)
_FILE = re.compile(r"\.xls[xm]?$", re.IGNORECASE)
_PENDING, _PARTICIPATING = "pending", "particip"
_USUAL = {
    "agency_type": (AgreementColumn.TYPE, {"county", "municipality", "state agency", "state"}),
    "support_type": (
        AgreementColumn.SUPPORT,
        {"jail enforcement model", "task force model", "warrant service officer"},
    ),
}
"""What the workbooks of 2025 and 2026 say in these columns; anything else is told, and kept."""
_TOTAL = re.compile(r"\b(?:grand )?total\b\D*(?P<number>\d[\d,]*)$", re.IGNORECASE)
_TOLD = 5


def links(landing: Document) -> list[Link]:
    """Return the links to workbooks of participating agencies, in the page's order.

    The page links to a workbook of pending agencies too, which have signed nothing yet. A file's
    name decides which it is; where the name says neither, the link's text does.
    """
    about = [link for link in matching_links(landing, _WORKBOOK) if not _is_pending(link.address, link.text)]
    files = [link for link in about if _FILE.search(urlsplit(link.address).path)]
    files = files or [link for link in about if not link.address.lower().endswith(".pdf")]
    named = [link for link in files if _PARTICIPATING in f"{_name(link.address)} {link.text}".lower()]
    return named or files


def parse(document: Document) -> Edition:
    """Read every visible sheet of a workbook that has the headers of the list.

    Args:
        document: The XLSX file; its address tells the day on which it was published.

    Returns:
        One listing an agreement, in the sheet's order; an agency with several kinds of support has
        several. Odd cells are kept as printed. A missing column is a problem.

    Raises:
        UnreadableDocument: Not an XLSX workbook, cut off, encrypted, or out of all proportion.
    """
    published = _published(document)
    lists: list[_AgreementSheet] = []
    questions: list[str] = []
    nameless: list[str] = []
    for sheet in sheets(document.body, links=True):
        rows = list(sheet.rows)
        questions += [f"The workbook hides a sheet {name!r}, which is not read." for name in sheet.hidden]
        read = _read(sheet.name, rows, published)
        if read:
            lists.append(read)
        elif _lacks_agency(sheet.name, rows):
            nameless.append(f"The sheet {sheet.name!r} has no column for the agency, but others of a list.")
        elif rows:
            questions.append(f"The sheet {sheet.name!r} is no list of agreements, and is not read.")
    listings = Reading.joined(each.listings for each in lists)
    stray = [line for each in lists for line in each.stray]
    columns = tuple(dict.fromkeys(title for each in lists for title in each.header.titles if title))
    return Edition(
        source=SOURCE.name,
        listings=listings,
        published=published,
        totals=_totals(stray),
        caveats=(SOURCE.caveat, *_caveats(listings)),
        questions=tuple(dict.fromkeys((*questions, *_questions(listings, stray)))),
        problems=(*_problems(document, lists, columns), *nameless),
        transcription=document.transcription,
        partial=document.partial,
        columns=columns,
    )


@dataclass(frozen=True, slots=True)
class _AgreementSheet:
    """A sheet of agreements: its rows, and those that are none, below and above its header."""

    header: Header[AgreementColumn]
    listings: Reading
    stray: tuple[str, ...]
    above: int


def _read(
    name: str, rows: Sequence[tuple[int, tuple[Cell, ...]]], published: date | None
) -> _AgreementSheet | None:
    """Return a sheet if a row near its top names the columns, and it is none of pending agencies."""
    header = COLUMNS.find(
        ([printed(cell.value) for cell in cells] for _, cells in rows[:MOST_PREAMBLE]), is_header
    )
    if header is None or "pending" in name.lower():
        return None
    titles = list(map(comparable, header.titles))
    numbers: list[int] = []
    agreed: list[tuple[Cell, ...]] = []
    stray: list[str] = []
    for number, cells in rows[header.line + 1 :]:
        if [comparable(printed(cell.value)) for cell in cells] == titles:
            continue
        if _is_agreement(cells, header):
            numbers.append(number)
            agreed.append(cells)
        else:
            stray.append(" ".join(printed(cell.value) for cell in cells if cell.value is not None))
    above = sum(_is_agreement(cells, header) for _, cells in rows[: header.line])
    listings = agreements(agreed, header, numbered(f"sheet {name} row ", numbers), published)
    return _AgreementSheet(header, listings, tuple(stray), above)


def _lacks_agency(name: str, rows: Sequence[tuple[int, tuple[Cell, ...]]]) -> bool:
    """Tell whether a sheet is a list of agreements whose agencies stand below a header not met before."""
    lines = ([printed(cell.value) for cell in cells] for _, cells in rows[:MOST_PREAMBLE])
    return "pending" not in name.lower() and COLUMNS.find(lines, is_header_but_agency) is not None


def _is_agreement(cells: Sequence[Cell], header: Header[AgreementColumn]) -> bool:
    """Tell a row from a footnote or a total: it fills several of the columns of an agreement."""
    return sum(header.cell(cells, column, BLANK).value is not None for column in IDENTITY) > 1


def _totals(stray: Sequence[str]) -> dict[str, int]:
    totals = [int(match["number"].replace(",", "")) for line in stray if (match := _TOTAL.search(line))]
    return {"listings": totals[-1]} if totals else {}


def _unusual(listings: Reading) -> Counter[tuple[AgreementColumn, str]]:
    """Count the kinds of agency and support that the list has not used before, as printed."""
    rows = zip(*map(listings.column, _USUAL), strict=True)
    return Counter(
        (column, str(text))
        for texts in rows
        for text, (column, usual) in zip(texts, _USUAL.values(), strict=True)
        if comparable(text) not in usual | NOTHING
    )


def _caveats(listings: Reading) -> Iterator[str]:
    noted = sum(map(bool, listings.notes))
    if noted:
        rows = "1 row has" if noted == 1 else f"{noted:,} rows have"
        yield f"{rows} a cell that is blank, odd or can't be read; it is kept as printed."
    for (column, text), number in _unusual(listings).most_common(_TOLD):
        rows = "1 row gives" if number == 1 else f"{number:,} rows give"
        yield f"{rows} {text!r} as the {column}, kept as printed."


def _questions(listings: Reading, stray: Sequence[str]) -> Iterator[str]:
    for column, text in _unusual(listings):
        yield f"The {column} is printed as {text!r}, which is new."
    for name in listings.annotations:
        if name not in ANNOTATIONS:
            yield f"The workbook has a column {name!r} that was not met before; its cells are kept."
    for line in stray[:_TOLD]:
        yield f"A row was read as no agreement: {line[:200]!r}."


def _published(document: Document) -> date | None:
    named = moment_in(document.address) or moment_in(document.headers.get("content-disposition", ""))
    return named.day if named else document.published


def _problems(document: Document, lists: Sequence[_AgreementSheet], columns: Sequence[str]) -> Iterator[str]:
    if _is_pending(document.address, ""):
        yield "This is the workbook of pending agencies, which have signed no agreement yet."
    if not columns:
        yield "No sheet has a row of headers with the agency, its state and the kind of support."
        return
    if above := sum(each.above for each in lists):
        yield f"Rows stand above the headers, and were not read: {above:,}."
    for each in lists:
        if part := says_part(each.stray, len(each.listings), alone=True):
            yield f"The document shows a part of its list: {part!r}."
    for column in IDENTITY:
        if any(column in each.header.missing for each in lists):
            yield f"The workbook has no column for the {column}."


def _is_pending(address: str, text: str) -> bool:
    name = _name(address)
    if _PENDING in name or _PARTICIPATING in name:
        return _PARTICIPATING not in name
    return _PENDING in text.lower() and _PARTICIPATING not in text.lower()


def _name(address: str) -> str:
    return unquote(urlsplit(address).path).rpartition("/")[2].lower()
