"""The rows of an export as CSV: whatever a publisher printed, a spreadsheet runs none of it."""

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.answers import Answer, LookupOutcome
from bot.delivery import facts_as_csv
from bot.delivery.csv import FORMULA
from models.domain import FIELDS, Fact, ListingKind
from tests.support.newsroom.bulletins import LIST

NOW = datetime(2026, 11, 25, 15, tzinfo=UTC)
HOSTILE = '=HYPERLINK("https://evil.example","click")'
FACT = Fact(
    listing=1,
    source=LIST.name,
    series="",
    kind=ListingKind.DESIGNATION,
    state="TX",
    page=3,
    position=HOSTILE,
    as_read=HOSTILE,
    fields={name: HOSTILE for kind in ListingKind for name in FIELDS[kind]},
    annotations={},
    notes=(HOSTILE,),
    count=None,
    measure="",
    first=None,
    last=None,
    edition=1,
    address=HOSTILE,
    sha256="a" * 64,
    published=None,
    observed=NOW,
    transcription="",
    since_published=None,
    since_observed=NOW - timedelta(days=1),
)


def test_no_cell_of_an_export_is_a_formula() -> None:
    """Fields, position, text, doubts, address and the list's own name are shown, not run."""
    source = replace(LIST, short=HOSTILE, title=HOSTILE)
    answer = Answer("Texas", LookupOutcome.PLACE, NOW, sources={LIST.name: source})
    facts = [replace(FACT, kind=kind) for kind in ListingKind]
    rows = list(csv.reader(io.StringIO(facts_as_csv(facts, answer))))
    assert len(rows) == 1 + len(ListingKind)
    assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)]
    assert f"'{HOSTILE}" in rows[1]
