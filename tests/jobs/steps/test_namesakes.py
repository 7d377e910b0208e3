"""The same-name alarm over whole lists: ICE's own errors are marked, next to nothing else is."""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

import pytest

from jobs.check import take_edition
from jobs.history import read_catalog
from jobs.readers import Parser
from jobs.sources import all_sources
from jobs.steps.row_places import mark_namesakes, place_rows
from models.db import reading
from models.domain import Cell, Document, Edition, Listing, ListingKind, Period
from models.editions import keep_document
from models.queries import edition_of, listings_of
from tests.examples.reading import examples, read_document
from tests.support.clock import Clock
from tests.support.gazetteer.places import current_places
from tests.support.publishers.watching import Desk, desk_on

ERRORS = [
    ("Franklin County", "IA"),
    ("Franklin County", "NY"),
    ("Franklin County", "PA"),
    ("Montgomery County", "IA"),
]
"""ICE's, of which it says that they were similarly named locations."""
REAL = [
    ("Clark County", "NV"),
    ("Nassau County", "NY"),
    ("Cook County", "IL"),
    ("Snohomish County", "WA"),
    ("Travis County", "TX"),
    ("Williamson County", "TX"),
    ("Bastrop County", "TX"),
    ("Chester County", "PA"),
]
"""Other places of the same report (its Sections I and II, as newspapers printed them)."""


@pytest.fixture
def desk(database: str, clock: Clock) -> Iterator[Desk]:
    """A new desk without any history, on SQLite and on PostgreSQL."""
    with desk_on(database, clock, Parser()) as opened:
        opened.context = replace(opened.context, sources=all_sources())
        yield opened


def tally(name: str, state: str, week: str) -> Listing:
    """A row of Section I."""
    fields: dict[str, Cell] = {"agency": name, "count": 5, "measure": "issued", "period": week}
    return Listing(ListingKind.TALLY, fields, state, as_read=f"{name} | {state} | 5 | {week}")


def publish(desk: Desk, first: date, places: Sequence[tuple[str, str]]) -> None:
    """Take in a week's report that names these places."""
    period = Period(first, date.fromordinal(first.toordinal() + 6))
    edition = Edition("ice_ddor", tuple(tally(*place, str(period)) for place in places), period=period)
    document = Document(str(period).encode(), "https://www.ice.gov/doclib/ddor.pdf", desk.clock())
    keep_document(desk.engine, document, "ice_ddor")
    report = take_edition(document, edition, "ice_ddor", desk.context)
    assert report.status == "published"


def doubted(desk: Desk) -> list[tuple[str, str]]:
    """The places that the last report marks."""
    with reading(desk.engine) as session:
        placed = listings_of(session, edition_of(session, "ice_ddor"))
        return [(str(each.fields["agency"]), each.state) for each in placed if each.check_first]


def test_ices_own_errors_are_marked_before_it_corrects_them(desk: Desk) -> None:
    """A desk that has read nothing yet knows that nobody had recorded these four counties."""
    publish(desk, date(2017, 1, 28), [*REAL, *ERRORS])
    assert doubted(desk) == ERRORS


def test_an_error_that_is_printed_again_is_marked_again(desk: Desk) -> None:
    """The error of the first week is no past that would make the second one's right."""
    publish(desk, date(2017, 1, 28), [*REAL, *ERRORS])
    publish(desk, date(2017, 2, 4), [*REAL, *ERRORS])
    assert doubted(desk) == ERRORS


def test_a_place_that_was_recorded_without_doubt_is_not_marked(desk: Desk) -> None:
    """Two counties of one name that are both new: neither has a busy namesake, later both have a past."""
    publish(desk, date(2017, 1, 28), [("Adair County", "IA"), *REAL])
    publish(desk, date(2017, 2, 4), [("Adair County", "IA"), *REAL])
    assert doubted(desk) == []


def lists() -> dict[str, list[Listing]]:
    """Every bundled list and every example, by name."""
    found: dict[str, list[Listing]] = {}
    for past in read_catalog():
        if past.edition:
            found.setdefault(f"bundled {past.source}", []).extend(past.edition.listings)
    for example in examples():
        read = all_sources()[example.source].parse(read_document(example))
        found.setdefault(f"example {example.source}", []).extend(read.listings)
    return found


def doubts(desk: Desk, listings: Sequence[Listing]) -> Counter[tuple[str, str]]:
    """How many rows of each place the alarm marks."""
    with reading(desk.engine) as session:
        rows = mark_namesakes(session, place_rows(listings, desk.context.gazetteer), desk.context.gazetteer)
    return Counter(
        (place.name, place.state) for row in rows for place in row.resolution.places if row.check_first
    )


def test_few_rows_of_any_list_are_marked(
    sqlite_database: str, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    """Under 5% of each list's other rows, and of all counties of the country if each were named once."""
    counties = [tally(place.name, place.state, "") for place in current_places() if len(place.geoid) == 5]
    shares: dict[str, float] = {}
    with desk_on(sqlite_database, clock, Parser()) as desk:
        for name, listings in {**lists(), "each county once": counties}.items():
            named = doubts(desk, listings)
            shares[name] = (named.total() - sum(named[place] for place in ERRORS)) / len(listings)
    told = (f"{share:6.1%} of other rows marked: {name}\n" for name, share in shares.items())
    with capsys.disabled():
        sys.stdout.write("\n" + "".join(told))
    assert max(shares.values()) < 0.05
    assert shares["each county once"] > 0
