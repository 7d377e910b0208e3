"""A described list from its publisher to the alerts: published, changed, re-laid, gone over."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from jobs import review
from jobs.check import check
from jobs.context import CheckContext, CheckReport
from jobs.sources.described_table import source_of
from models.config import PlainSource
from tests.support.documents.described_tables import ROWS, as_csv, entry
from tests.support.documents.workbooks import workbook
from tests.support.newsroom.standing import standing_of
from tests.support.publishers.fetching import fetcher
from tests.support.publishers.watching import Desk

REFUSALS = {"agency": "Jail", "state": "ST", "citizenship": "Country", "declined": "Day"}


class Bureau:
    """A publisher of one document, and a desk that checks it by an entry."""

    def __init__(self, server: HTTPServer, context: CheckContext) -> None:
        self._address, self._watch = server.url_for("/list"), context
        self._body: bytes | str = b""
        server.expect_request("/list").respond_with_handler(lambda _: Response(self._body))

    def accepts(self, number: int, described: PlainSource) -> CheckReport:
        """Publish a held edition of it."""
        context = replace(self._watch, sources={described.name: source_of(described)})
        return review.accept(number, context, "UFIRST")

    def shows(self, body: bytes | str, described: PlainSource) -> CheckReport:
        """Put a document at the address and check it once."""
        self._body = body
        here = described.model_copy(update={"address": self._address})
        context = replace(self._watch, sources={here.name: source_of(here)})
        return check(here.name, context)[-1]


@pytest.fixture
def bureau(desk: Desk, publisher: HTTPServer) -> Iterator[Bureau]:
    """The local publisher, and the desk's way to it."""
    with fetcher(clock=desk.clock) as client:
        yield Bureau(publisher, replace(desk.context, fetcher=client))


def log(rows: Sequence[tuple[str, str, str, str]]) -> str:
    """A file of refusals."""
    return "".join(",".join(row) + "\n" for row in [("Jail", "ST", "Country", "Day"), *rows])


def test_a_described_list_alerts_as_any_other(desk: Desk, bureau: Bureau) -> None:
    """Published once, then only what changed, to the state that it concerns."""
    assert bureau.shows(as_csv(), entry()).counts["added"] == 3
    desk.subscribe("CMASS", "MA")
    desk.subscribe("CNEWMEX", "NM")
    shuffled = as_csv([*reversed(ROWS), ("Cambridge", "Massachusetts", "Cities")])
    report = bureau.shows(shuffled, entry())
    assert (report.status, report.counts["added"], sum(report.counts.values())) == ("published", 1, 1)
    assert desk.told() == [("CMASS", "MA", 1)]


def test_what_a_page_has_undone_is_history_once_it_is_accepted(desk: Desk, bureau: Bureau) -> None:
    """Held, whole again, accepted: nobody is told, for it is past; shown once more it is asked anew."""
    whole = entry(floor=2)
    bureau.shows(as_csv(), whole)
    desk.subscribe("CMASS", "MA")
    held = bureau.shows(as_csv(ROWS[:1]), whole)
    assert (held.status, bureau.shows(as_csv(), whole).status) == ("held", "unchanged")
    bureau.shows(as_csv(ROWS[:1]), whole)
    assert bureau.accepts(held.edition or 0, whole).counts["removed"] == len(ROWS) - 1
    assert len(standing_of(desk.engine)) == len(ROWS)
    anew = bureau.shows(as_csv(ROWS[:1]), whole)
    assert (anew.status, desk.told()) == ("held", [])
    assert bureau.accepts(anew.edition or 0, whole).counts["removed"] == len(ROWS) - 1
    assert bureau.shows(as_csv(), whole).counts["added"] == len(ROWS) - 1
    assert bureau.shows(as_csv(), whole).status == "unchanged"


def test_the_same_list_in_another_dress_is_unchanged(desk: Desk, bureau: Bureau) -> None:
    """Other delimiter, another format, columns moved and a preamble: the same rows stand."""
    bureau.shows(as_csv(), entry())
    moved = [["As of today"], ["State", "Kind", "Jurisdiction"], *([s, k, j] for j, s, k in ROWS)]
    assert bureau.shows(as_csv(delimiter=";"), entry()).status == "unchanged"
    assert bureau.shows(workbook(moved), entry(format="xlsx")).status == "unchanged"
    assert len(desk.told()) == 0


def test_a_renamed_column_is_held_and_a_new_one_is_not(desk: Desk, bureau: Bureau) -> None:
    """Nobody is alerted by a layout; operators read which column is missing."""
    bureau.shows(as_csv(), entry())
    desk.subscribe("CMASS", "MA")
    held = bureau.shows(as_csv().replace("Jurisdiction", "Place"), entry())
    assert held.status == "held"
    assert "no column is called 'Jurisdiction'" in held.reasons[0]
    wider = "".join(f"{line},x\n" for line in as_csv().splitlines())
    assert bureau.shows(wider, entry()).counts["added"] == 0
    assert desk.told() == []


def test_a_broken_file_is_held_with_its_sentence(desk: Desk, bureau: Bureau) -> None:
    """The bytes are kept for a person; the parsing child says in a sentence what they are not."""
    held = bureau.shows(b"\0\1\2 no table", entry())
    assert (held.status, "is no text" in held.reasons[0]) == ("held", True)


def test_another_period_adds_and_the_same_one_corrects(desk: Desk, bureau: Bureau) -> None:
    """Reports by month: October's rows stay when November comes, and October again replaces itself."""
    described = entry(kind="event", rows="refusal", columns=REFUSALS, period="Day")
    october = [
        ("Lee County Jail", "FL", "Peru", "10/1/2026"),
        ("Lee County Jail", "FL", "Cuba", "10/31/2026"),
    ]
    november = [("Lee County Jail", "FL", "Peru", "11/2/2026")]
    assert bureau.shows(log(october), described).counts["added"] == 2
    report = bureau.shows(log(november), described)
    assert (report.counts["added"], report.counts["removed"]) == (1, 0)
    corrected = [october[0], ("Lee County Jail", "FL", "Chile", "10/31/2026")]
    report = bureau.shows(log(corrected), described)
    assert (report.counts["added"], report.counts["corrected"]) == (0, 1)


def test_a_log_that_grows_is_compared_over_the_days_that_it_repeats(desk: Desk, bureau: Bureau) -> None:
    """A cumulative file says everything again each week; only what is new is news."""
    described = entry(kind="event", rows="refusal", columns=REFUSALS, period="Day", cumulative=True)
    rows = [("Lee County Jail", "FL", "Peru", f"10/{day}/2026") for day in range(1, 9)]
    bureau.shows(log(rows[:5]), described)
    desk.subscribe("CFLOR", "FL")
    report = bureau.shows(log(rows), described)
    assert (report.counts["added"], report.counts["removed"]) == (3, 0)
    assert desk.told() == [("CFLOR", "FL", 3)]
