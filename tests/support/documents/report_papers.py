"""Whole reports for tests: the wording of the weekly issues, with rows that are made up or cited."""

from collections.abc import Callable, Mapping, Sequence

from tests.support.documents.report_rows import Refusal
from tests.support.documents.reports import Drawn, Paper, Part

TITLE = (
    "ENFORCEMENT AND REMOVAL OPERATIONS",
    "Weekly Declined Detainer Outcome Report",
    "For Recorded Declined Detainers Jan. 28 – Feb. 3, 2017",
)
SECTION_I = (
    "Section I: Highest Volume of Detainers Issued to Non-Cooperative Jurisdictions between January 28, "
    "2017, and February 3, 2017"
)
SECTION_II = (
    "Section II: Jurisdictions with Recorded Declined Detainers Broken Down by Individuals Released between "
    "January 28, 2017, and February 3, 2017"
)
SECTION_III = (
    "Section III: Table of Jurisdictions that have Enacted Policies which Limit Cooperation with ICE"
)
SECTION_IV = "Section IV: Report Scope and Data Fidelity"

COLUMNS: Mapping[str, tuple[Callable[[Refusal], str], int]] = {
    "State": (lambda row: row.state, 60),
    "Law Enforcement Agency": (lambda row: row.agency, 110),
    "Country of Citizenship": (lambda row: row.citizenship, 90),
    "Detainer Issued Date": (lambda row: f"{row.issued:%m/%d/%Y}", 65),
    "Detainer Declined Date": (lambda row: f"{row.declined:%m/%d/%Y}", 65),
    "Notable Criminal Activity": (lambda row: row.activity, 150),
}
"""Columns of Section II: header → text of a row, and width in points."""


def refusals(
    rows: Sequence[Refusal],
    grid: str = "lines",
    *,
    columns: Mapping[str, tuple[Callable[[Refusal], str], int]] = COLUMNS,
    headed: bool = False,
    spanned: bool = False,
) -> Drawn:
    """Return Section II's table.

    Args:
        rows: Its rows, a state's together.
        grid: How it is drawn.
        columns: Its columns in order; with `headed`, without the state's.
        headed: A heading row over all columns names the state.
        spanned: The state is one cell beside all its rows.
    """
    body: list[Sequence[str]] = []
    for number, row in enumerate(rows):
        if headed and (not number or rows[number - 1].state != row.state):
            body.append([row.state.upper()])
        body.append([text(row) for text, _ in columns.values()])
    widths = [width for _, width in columns.values()]
    return Drawn(tuple(columns), body, grid, widths, spanned=spanned)


def tallies(rows: Sequence[tuple[str, str, str]], grid: str = "lines") -> Drawn:
    """Return Section I's table: jurisdiction, state, count, ranked as they stand."""
    ranked = [(str(rank), *row) for rank, row in enumerate(rows, 1)]
    return Drawn(("Rank", "Jurisdiction", "State", "Detainers Issued"), ranked, grid, (40, 200, 120, 90))


def policies(
    rows: Sequence[Sequence[str | Sequence[str]]], grid: str = "lines", *, split: bool = True
) -> Drawn:
    """Return Section III's table: jurisdiction (AOR), date, policy, criteria (text or bullets)."""
    header = ("Jurisdiction (AOR)", "Date Enacted", "Policy", "Criteria for Honoring Detainer")
    return Drawn(header, rows, grid, (120, 70, 130, 215), split=split)


def weekly(first: Drawn, second: Drawn, third: Drawn, *, issued: int = 3083, declined: int = 206) -> Paper:
    """Return a weekly report: its first page lists the sections before they come."""
    opening = [
        "Summary. The report includes the associated individual’s citizenship, detainer issued and declined "
        "dates, and notable criminal activity, for instances of such release.",
        *(f"• {heading}" for heading in (SECTION_I, SECTION_II, SECTION_III, SECTION_IV)),
    ]
    number = f"During the week, ICE issued {issued:,} detainers throughout the United States."
    count = f"There were {declined:,} declined detainers recorded in the week, regardless of issuance date."
    return Paper(
        TITLE,
        (
            Part(paragraphs=opening),
            Part(SECTION_I, (number,), first, new_page=True),
            Part(SECTION_II, (count,), second),
            Part(
                SECTION_III, ("The entries below are sorted with most recent first.",), third, new_page=True
            ),
            Part(SECTION_IV, ("Law enforcement agencies do not generally advise ICE.",), new_page=True),
        ),
    )
