"""ICE's list of agencies that signed a 287(g) agreement: the other side of this beat.

Citation: U.S. Immigration and Customs Enforcement, "Delegation of Immigration Authority Section
287(g) Immigration and Nationality Act", workbook "Participating Agencies"
(https://www.ice.gov/identify-and-arrest/287g).

History, as the workbooks themselves show it:
    2025-02-28: `participatingAgencies-20250228192630.xlsx`: 239 agreements, columns STATE, LAW
        ENFORCEMENT AGENCY, TYPE, SUPPORT TYPE, SIGNED, MOA; states from Wyoming to Alabama.
    2025-10-21: `participatingAgencies10212025mid.xlsx`: 1,097 agreements, COUNTY and ADDENDUM added,
        five columns without a header, Alabama first.
    2026-05-14: `participatingAgencies05142026am.xlsx`: 1,832 agreements; the file's name tells the
        part of the day, for the list is put out up to twice a day.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import unquote, urlsplit

from jobs.readers.agreement_sheets import Agreements, read_agreements
from jobs.readers.file_dates import moment_in
from jobs.readers.report_links import matching_links
from models.values import Document, Edition, Link, Source, SourceKind

_WORKBOOK = re.compile(r"\.xlsx?\b|\bexcel\b|spreadsheet|workbook|particip\w*[\W_]*agenc", re.IGNORECASE)
_FILE = re.compile(r"\.xls[xm]?$", re.IGNORECASE)
_PENDING, _PARTICIPATING = "pending", "particip"


def links(landing: Document) -> list[Link]:
    """Return the links to workbooks of participating agencies, in the page's order.

    The page links to a workbook of pending agencies too, which have signed nothing yet. A file's
    name decides which it is; where the name says neither, the link's text does.
    """
    found = [link for link in matching_links(landing, _WORKBOOK) if not _is_pending(link.address, link.text)]
    files = [link for link in found if _FILE.search(urlsplit(link.address).path)]
    files = files or [link for link in found if not link.address.lower().endswith(".pdf")]
    named = [link for link in files if _PARTICIPATING in f"{_name(link.address)} {link.text}".lower()]
    return named or files


def parse(document: Document) -> Edition:
    """Read a workbook.

    Args:
        document: The XLSX file; its address tells the day on which it was published.

    Returns:
        One listing an agreement, in the sheet's order; an agency with several kinds of support has
        several. Odd cells are kept as printed. A missing column is a problem.

    Raises:
        UnreadableDocument: Not an XLSX workbook, cut off, encrypted, or out of all proportion.
    """
    published = _published(document)
    found = read_agreements(document.body, published)
    return Edition(
        source=SOURCE.name,
        listings=found.listings,
        published=published,
        totals=found.totals,
        caveats=(SOURCE.caveat, *found.caveats),
        questions=found.questions,
        problems=(*_another_list(document), *_problems(found)),
        transcription=document.transcription,
        partial=document.partial,
        columns=found.columns,
    )


def _published(document: Document) -> date | None:
    named = moment_in(document.address) or moment_in(document.headers.get("content-disposition", ""))
    return named.day if named else document.published


def _another_list(document: Document) -> Sequence[str]:
    if _is_pending(document.address, ""):
        return ("This is the workbook of pending agencies, which have signed no agreement yet.",)
    return ()


def _problems(found: Agreements) -> Sequence[str]:
    if not found.columns:
        return ("No sheet has a row of headers with the agency, its state and the kind of support.",)
    above = (f"Rows stand above the headers, and were not read: {found.above:,}.",) if found.above else ()
    return (*above, *(f"The workbook has no column for the {column}." for column in found.missing))


def _is_pending(address: str, text: str) -> bool:
    name = _name(address)
    if _PENDING in name or _PARTICIPATING in name:
        return _PARTICIPATING not in name
    return _PENDING in text.lower() and _PARTICIPATING not in text.lower()


def _name(address: str) -> str:
    return unquote(urlsplit(address).path).rpartition("/")[2].lower()


SOURCE = Source(
    name="ice_287g",
    kind=SourceKind.STATE,
    publisher="U.S. Immigration and Customs Enforcement",
    short="ICE",
    title="287(g) Participating Agencies",
    address="https://www.ice.gov/identify-and-arrest/287g",
    fallback="https://web.archive.org/web/2id_/https://www.ice.gov/identify-and-arrest/287g",
    every=timedelta(hours=1),
    caveat=(
        "ICE's workbook names agencies that signed a 287(g) agreement, one row an agreement. It does not say "
        "how an agency answers detainers, and an agency that is not in it may cooperate in other ways."
    ),
    floor=100,
    parse=parse,
    links=links,
)
