"""Reports printed by a browser: borders collapsed or apart, bands of cells, rows cut by the page."""

from collections import Counter
from html import escape

import pytest
from playwright.sync_api import Page, sync_playwright

from tests.jobs.readers.pdf.test_grids import parsed, said
from tests.support import browser
from tests.support.documents.report_papers import COLUMNS, SECTION_II, TITLE
from tests.support.documents.report_rows import Refusal, made_up

ROWS = made_up(48)
_STYLES = {
    "collapsed": "table{border-collapse:collapse} td,th{border:1px solid #000;padding:3px}",
    "apart": "td,th,table{border:1px solid #000;padding:2px}",
    "dotted": "table{border-collapse:collapse} td,th{border:1px dotted #000;padding:3px}",
    "rules": "table{border-collapse:collapse} tr{border-bottom:1px solid #888} td,th{padding:4px 6px}",
    "nothing": "table{border-collapse:collapse} td,th{padding:5px 12px}",
    "below the header": "table{border-collapse:collapse} thead tr{border-bottom:2px solid #000}"
    "td,th{padding:4px 10px}",
    "walls": "table{border-collapse:collapse;border:1px solid #000} thead tr{border-bottom:1px solid #000}"
    "td,th{padding:4px 10px;border-left:1px solid #000;border-right:1px solid #000}",
    "bands": "table{border-collapse:collapse} thead tr{background:#246;color:#fff}"
    "tbody tr:nth-child(even){background:#ddd} td,th{padding:4px 6px}",
}


def page(style: str, *, spanned: bool) -> str:
    """A page with the rows as a table; with `spanned`, the state is a cell beside its rows."""
    rows = "".join(f"<tr>{_cells(number, spanned=spanned)}</tr>" for number in range(len(ROWS)))
    titles = "".join(f"<th>{escape(title)}</th>" for title in COLUMNS)
    lines = "".join(f"<p>{escape(line)}</p>" for line in TITLE)
    return (
        "<!doctype html><meta charset=utf-8><style>@page{size:Letter;margin:18mm}"
        "body{font:10pt Arial}"
        "*{print-color-adjust:exact} td,th{text-align:left;vertical-align:top} table{width:100%}"
        f"{style}"
        f"</style>{lines}<h2>{escape(SECTION_II)}</h2>"
        f"<table><thead><tr>{titles}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _cells(number: int, *, spanned: bool) -> str:
    row = ROWS[number]
    cells = [escape(text(row)) for text, _ in COLUMNS.values()]
    if not spanned:
        return "".join(f"<td>{cell}</td>" for cell in cells)
    state = "" if number and ROWS[number - 1].state == row.state else _state(row)
    return state + "".join(f"<td>{cell}</td>" for cell in cells[1:])


def _state(row: Refusal) -> str:
    rows = sum(other.state == row.state for other in ROWS)
    return f"<td rowspan={rows}>{escape(row.state)}</td>"


@pytest.fixture(scope="module")
def printed(chromium_path: str) -> dict[str, bytes]:
    """All styles, printed once, by one browser."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=chromium_path, args=list(browser.QUIET))
        sheet = chromium.new_page()
        return {
            f"{name} {spanned}": _print(sheet, page(style, spanned=spanned))
            for name, style in _STYLES.items()
            for spanned in (False, True)
        }


def _print(sheet: Page, html: str) -> bytes:
    sheet.set_content(html)
    return sheet.pdf(prefer_css_page_size=True, tagged=True)


@pytest.mark.parametrize("spanned", [False, True], ids=["state as column", "state as spanning cell"])
@pytest.mark.parametrize("style", _STYLES)
def test_every_row_of_a_printed_page_is_read(printed: dict[str, bytes], style: str, spanned: bool) -> None:
    """What a browser prints is read as exactly as what a typesetter makes."""
    edition = parsed(printed[f"{style} {spanned}"])
    assert said(edition) == Counter(row.said for row in ROWS)
    assert not edition.problems
