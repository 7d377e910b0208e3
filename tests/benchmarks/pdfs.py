"""A report of 31 pages and 664 rows, its grid drawn in three ways: tables read, against pdfplumber.

Both extract tables: every cell of every row, no more. Ours does it in the child process that
reads documents for the desk, warm, and its rows come back through a pipe; pdfplumber runs in
its own process and hands them over for nothing. Reading what the rows mean is a row apart.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from io import BytesIO

import pdfplumber

from jobs.readers import Parser
from jobs.readers.pdf import Table, read
from jobs.sources.ice_ddor import reader as ice_ddor
from models.domain import Document, Edition, Listing, ListingKind, collapse
from tests.benchmarks.harness import Contest
from tests.support.documents.report_rows import made_up
from tests.support.documents.reports import Drawn, Paper, Part, typeset

REFUSALS, POLICIES = 632, 32
WAYS = {"lines": "lines", "rects": "a rectangle a cell", "bars": "thin filled bars"}
_PER_PAGE = 23
_REFUSAL_COLUMNS = ("State", "Agency", "Citizenship", "Issued", "Declined", "Notable Criminal Activity")
_POLICY_COLUMNS = ("Jurisdiction", "Date Enacted", "Policy", "Criteria for Honoring Detainer")
_TITLE = (
    "Weekly Declined Detainer Outcome Report",
    "For Recorded Declined Detainers January 28 – February 3, 2017",
)

Rows = list[tuple[str, ...]]


def contests(refusals: int = REFUSALS, policies: int = POLICIES) -> list[Contest]:
    """Return the rows of the table that are about PDFs."""
    truth = _rows(refusals, policies)
    bodies = {way: _typeset(*truth, way) for way in WAYS}
    rows = [*truth[0], *truth[1]]
    return [
        *(
            Contest(
                f"tables of a PDF, {len(rows)} rows, {WAYS[way]}",
                ours,
                peers,
                "pdfplumber",
                20,
                None,
                (body, rows),
            )
            for way, body in bodies.items()
        ),
        Contest(
            "the same (lines), to refusals with state and dates", whole, args=(bodies["lines"], refusals)
        ),
    ]


def _rows(refusals: int, policies: int) -> tuple[Rows, Rows]:
    people: Rows = [
        (
            row.state,
            row.agency,
            row.citizenship,
            f"{row.issued:%m/%d/%y}",
            f"{row.declined:%m/%d/%y}",
            row.activity,
        )
        for row in made_up(refusals)
    ]
    criteria = " ".join(f"Will honor a detainer if condition {number} holds." for number in range(1, 4))
    enacted: Rows = [
        (f"Made-up County {number}, Texas", "March 2014", "Policy of the sheriff", criteria)
        for number in range(policies)
    ]
    return people, enacted


def _typeset(refusals: Rows, policies: Rows, way: str) -> bytes:
    people = Drawn(
        _REFUSAL_COLUMNS, refusals, way, (60, 136, 84, 46, 50, 184), spanned=True, per_page=_PER_PAGE
    )
    enacted = Drawn(_POLICY_COLUMNS, policies, way, (90, 60, 120, 270))
    parts = (
        Part("Section II: Jurisdictions with Recorded Declined Detainers", table=people),
        Part(
            "Section III: Jurisdictions with Policies which Limit Cooperation", table=enacted, new_page=True
        ),
    )
    return typeset(Paper(_TITLE, parts))


def tables(document: Document) -> Edition:
    """Read a document's tables alone; each row is a listing whose fields are its cells."""
    cells = [row.cells for block in read(document.body) if isinstance(block, Table) for row in block.rows]
    return Edition(
        "tables",
        tuple(Listing(ListingKind.REFUSAL, {str(n): cell for n, cell in enumerate(row)}) for row in cells),
    )


@contextmanager
def ours(body: bytes, rows: Rows) -> Iterator[Callable[[], object]]:
    """Extract tables in the warm child process; the result is how many rows are exact."""
    document = Document(body, "https://publisher.example/report.pdf", datetime.now(UTC))
    with Parser() as parser:

        def run() -> int:
            listings = parser.parse(tables, document).listings
            return _exact([[str(cell) for cell in listing.fields.values()] for listing in listings], rows)

        yield run


@contextmanager
def peers(body: bytes, rows: Rows) -> Iterator[Callable[[], object]]:
    """Extract tables with pdfplumber; the result is how many rows are exact."""

    def run() -> int:
        with pdfplumber.open(BytesIO(body)) as document:
            found = [row for page in document.pages for table in page.extract_tables() for row in table]
        return _exact(found, rows)

    yield run


def _exact(found: Iterable[Sequence[str | None]], rows: Rows) -> int:
    """Count the rows of which every cell is right; a cell over several rows counts for each of them."""
    read: Counter[tuple[str, ...]] = Counter()
    above = ""
    for row in found:
        cells = [collapse(cell or "") for cell in row]
        if tuple(cells) in (_REFUSAL_COLUMNS, _POLICY_COLUMNS):
            continue
        above = cells[0] = cells[0] or above
        read[tuple(cells)] += 1
    return (read & Counter(rows)).total()


@contextmanager
def whole(body: bytes, refusals: int) -> Iterator[Callable[[], object]]:
    """Parse the report as a check does."""
    document = Document(body, "https://publisher.example/report.pdf", datetime.now(UTC))
    with Parser() as parser:

        def run() -> int:
            found = len(parser.parse(ice_ddor.parse, document).listings)
            assert found == refusals
            return found

        yield run
