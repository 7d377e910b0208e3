"""Which workbook, which sheet and which link: what stands around ICE's agreements."""

import io
from datetime import UTC, datetime

import pytest
from openpyxl import load_workbook

from jobs.sources.ice_287g.reader import links, parse
from models.domain import Document, Edition
from tests.support.documents.agreements import HEAD, ROW
from tests.support.documents.workbooks import saved, with_cells, workbook

SEEN = datetime(2026, 5, 14, 12, tzinfo=UTC)


def read(body: bytes, name: str = "participatingAgencies05142026am.xlsx") -> Edition:
    """Read a workbook under a file name."""
    return parse(Document(body, f"https://www.ice.gov/doclib/{name}", SEEN))


def test_the_workbook_of_pending_agencies_is_not_this_list() -> None:
    """It has the same columns and lists agencies that have signed nothing."""
    assert "pending" in read(workbook([HEAD, ROW]), "pendingAgencies05142026am.xlsx").problems[0]


def test_a_sheet_whose_agencies_stand_below_another_header_is_not_left_out() -> None:
    """A second sheet of agreements is a problem when its header is renamed; notes and numbers are none."""
    book = load_workbook(io.BytesIO(workbook([HEAD, ROW])))
    renamed = ["PARTNER" if "AGENCY" in str(title) else title for title in HEAD]
    for title, head, row in (("New", renamed, ROW), ("Numbers", ["STATE", "NUMBER"], ("TEXAS", 5))):
        sheet = book.create_sheet(title)
        sheet.append(head)
        sheet.append(row)
    edition = read(saved(book))
    assert len(edition.listings) == 1
    assert edition.problems == ("The sheet 'New' has no column for the agency, but others of a list.",)
    assert edition.questions == ("The sheet 'Numbers' is no list of agreements, and is not read.",)


def test_the_page_s_links_are_told_apart() -> None:
    """The file's name decides, then the link's text; other files and pages are none."""
    files = {
        "participatingAgencies05142026am.xlsx": "Participating and Pending Agencies",
        "pendingAgencies05142026am.xlsx": "Pending Agencies",
        "list2.xlsx": "pending agencies (Excel)",
        "factsheet.pdf": "Participating agencies: facts",
        "participatingAgencies05142026am.xlsx#top": "Download",
        "participatingAgencies10212025mid.xlsx": "older",
    }
    page = "".join(f'<a href="/doclib/287g/{name}">{text}</a>' for name, text in files.items()).encode()
    found = links(Document(page, "https://www.ice.gov/identify-and-arrest/287g", SEEN, "text/html"))
    names = [link.address.rpartition("/")[2] for link in found]
    assert names == ["participatingAgencies05142026am.xlsx", "participatingAgencies10212025mid.xlsx"]


LINKS = {
    "https://www.ice.gov/moa.pdf": "https://www.ice.gov/moa.pdf",
    "https://gcc02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.ice.gov%2Fmoa.pdf&data=05%7C02": (
        "https://www.ice.gov/moa.pdf"
    ),
    "chrome-extension://efaidnbmnnnib/https://www.ice.gov/moa.pdf": "https://www.ice.gov/moa.pdf",
    "https:///www.ice.gov/moa.pdf": "https://www.ice.gov/moa.pdf",
    "https://[www.ice.gov/moa.pdf": "",
    "file:///C:/Users/someone/moa.pdf": "",
    "mailto:someone@ice.example": "",
}


@pytest.mark.parametrize("link", LINKS)
def test_a_link_is_the_address_within(link: str) -> None:
    """Whatever a mail program, a browser or a hand made of it; what leads nowhere on the web is left out."""
    body = with_cells(workbook([HEAD, ROW]), {}, {"G2": link})
    (row,) = read(body).listings
    assert row.annotations.get("moa_link", "") == LINKS[link]


def test_other_sheets_of_the_workbook_are_no_agreements() -> None:
    """Pending agencies, a hidden scratch sheet and an empty one: told, or nothing to tell, and never read."""
    book = load_workbook(io.BytesIO(workbook([HEAD, ROW])))
    pending, scratch, _ = (book.create_sheet(title) for title in ("Pending", "Scratch", "Sheet3"))
    for sheet in (pending, scratch):
        sheet.append(HEAD)
        sheet.append(ROW)
    scratch.sheet_state = "hidden"
    edition = read(saved(book))
    assert len(edition.listings) == 1
    assert ["Scratch" in edition.questions[0], "Pending" in edition.questions[1]] == [True, True]
    assert len(edition.questions) == 2
