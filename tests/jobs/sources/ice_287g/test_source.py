"""ICE's workbooks of 287(g) agreements: every row, held against a plain reading of the same cells."""

import io
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from jobs.sources.ice_287g.reader import parse
from models.domain import Document, Edition, Listing
from models.places import STATES
from tests.examples.reading import ROOT

EDITIONS = {"2025-02-28": 239, "2025-10-21": 1097, "2026-05-14": 1832}
USPS = {state.name.upper(): code for code, state in STATES.items()}


def workbook_of(day: str) -> Document:
    """ICE's own file of a day."""
    names = {
        "2025-02-28": "participatingAgencies-20250228192630.xlsx",
        "2025-10-21": "participatingAgencies10212025mid.xlsx",
        "2026-05-14": "participatingAgencies05142026am.xlsx",
    }
    path: Path = ROOT / "ice_287g" / day / "document.xlsx"
    seen = datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=UTC)
    return Document(path.read_bytes(), f"https://www.ice.gov/doclib/{names[day]}", seen)


@cache
def read(day: str) -> Edition:
    """What the source makes of it."""
    return parse(workbook_of(day))


def plainly(body: bytes) -> list[tuple[Any, ...]]:
    """Read a workbook with openpyxl alone: the row's number, its five cells, its county, is it linked."""
    sheet = load_workbook(io.BytesIO(body)).worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    at = {name: titles.index(name) for name in titles if name}
    rows: list[tuple[Any, ...]] = []
    for number, cells in enumerate(sheet.iter_rows(min_row=2), start=2):
        said = [" ".join(str(cell.value).split()) if cell.value is not None else "" for cell in cells]
        if any(said):
            signed: Any = cells[at["SIGNED"]].value
            county = said[at["COUNTY"]] if "COUNTY" in at else ""
            link = cells[at["MOA"]].hyperlink
            rows.append(
                (
                    number,
                    USPS[said[at["STATE"]]],
                    said[at["LAW ENFORCEMENT AGENCY"]],
                    said[at["TYPE"]],
                    said[at["SUPPORT TYPE"]],
                    f"{signed:%Y-%m-%d}",
                    county,
                    bool(link and link.target),
                )
            )
    return rows


def as_plain(row: Listing) -> tuple[Any, ...]:
    """Return a listing as the plain reading has it."""
    said = [row.fields[name] for name in ("agency", "agency_type", "support_type", "signed")]
    number = int(row.position.rpartition(" ")[2])
    return (number, row.state, *said, row.annotations.get("county", ""), "moa_link" in row.annotations)


@pytest.mark.parametrize("day", EDITIONS)
def test_every_row_is_read_exactly(day: str) -> None:
    """Row for row: its number, its five cells, its county, and whether its memorandum is linked."""
    there, found = plainly(workbook_of(day).body), [as_plain(row) for row in read(day).listings]
    exact = sum((Counter(there) & Counter(found)).values())
    print(f"ice_287g {day}: rows in the workbook {len(there):,}, read {len(found):,}, exact {exact:,}")  # noqa: T201 - figures to show
    assert found == there
    assert exact == EDITIONS[day]


@pytest.mark.parametrize("day", EDITIONS)
def test_a_workbook_of_ice_needs_no_word(day: str) -> None:
    """Dated by its file's name; no problem, no question, and no row with a note among genuine ones."""
    edition = read(day)
    assert edition.published
    assert edition.published.isoformat() == day
    assert (edition.problems, edition.questions, edition.totals) == ((), (), {})
    assert not [row.notes for row in edition.listings if row.notes]


def test_columns_that_came_later_are_no_part_of_what_a_row_says() -> None:
    """COUNTY and ADDENDUM stand beside an agreement, with the columns' own names kept."""
    early, late = (read(day) for day in ("2025-02-28", "2025-10-21"))
    assert set(late.columns) - set(early.columns) == {"COUNTY", "ADDENDUM"}
    assert set(late.listings[0].fields) == set(early.listings[0].fields)
    assert late.listings[0].annotations == {"county": "Autauga County", "moa": "link pending"}


def test_links_lead_to_the_memorandum_itself() -> None:
    """Wrappers of mail programs and of browsers' viewers are taken off; all lead to ICE's own site."""
    links = [
        text
        for day in EDITIONS
        for row in read(day).listings
        for name, text in row.annotations.items()
        if name.endswith("_link")
    ]
    assert len(links) == 132 + 995 + 1727
    assert {link.partition("://")[2].partition("/")[0] for link in links} == {"www.ice.gov"}
