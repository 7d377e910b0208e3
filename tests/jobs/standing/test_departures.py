"""A row that a list lacks is gone once a later document confirms it, where its source says so."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import permutations

import pytest

from jobs.context import CheckReport
from jobs.readers import Parser
from models.db import reading
from models.domain import Dated, Fact, Happened, end_of
from models.places import load_gazetteer
from models.queries import changes_of, editions_of, listings_of, rows_of_lists, standing_of
from tests.support.clock import Clock
from tests.support.publishers.watching import Desk, desk_on

ROWS = [
    "Boston|MA|Cities",
    "Suffolk County|MA|Counties",
    "Denver|CO|Cities",
    "Taos|NM|Cities",
    "Cook County|IL|Counties",
    "Chicago|IL|Cities",
    "Seattle|WA|Cities",
    "Portland|OR|Cities",
]
WITHOUT = [row for row in ROWS if "Denver" not in row]
DENVER = "0820000"
BEGIN = datetime(2026, 2, 3, 12, tzinfo=UTC)


@pytest.fixture
def desk(sqlite_database: str, clock: Clock, parser: Parser) -> Iterator[Desk]:
    """A desk that watches a list whose departures wait to be confirmed."""
    with desk_on(sqlite_database, clock, parser) as opened:
        patient = replace(opened.context.sources["list"], removals="confirmed")
        opened.context = replace(opened.context, sources={**opened.context.sources, "list": patient})
        opened.subscribe("CDENVER", "CO")
        yield opened


def publish(desk: Desk, rows: Sequence[str], hours: float, note: str = "") -> CheckReport:
    """Take in a list as it stood some hours after the first; other notes make other bytes."""
    moment = BEGIN + timedelta(hours=hours)
    return desk.publish("list", [f"published {note}".rstrip(), *rows], observed=moment)


def gone(desk: Desk) -> list[Happened]:
    """What is told to have left the list, whatever edition told it."""
    with reading(desk.engine) as session:
        changes = [each for edition in editions_of(session) for each in changes_of(session, edition)]
    return [each for each in changes if each.kind == "removed"]


def later(desk: Desk) -> list[tuple[str, str, int]]:
    """What channels are told after the list's first edition."""
    return desk.told()[1:]


def denver(desk: Desk, day: date | None = None) -> list[Fact]:
    """Denver's rows as a lookup reads them."""
    place = load_gazetteer().by_geoid(DENVER)
    assert place is not None
    with reading(desk.engine) as session:
        return rows_of_lists(session, place, ["list"], end_of(day, "UTC") if day else None)


def test_what_one_document_lacks_is_missing_and_counts_as_standing(desk: Desk) -> None:
    """Nobody is told; a lookup has the row, and since when it is missing."""
    publish(desk, ROWS, 0)
    report = publish(desk, WITHOUT, 24)
    assert (report.status, gone(desk), later(desk)) == ("unchanged", [], [])
    (row,) = denver(desk)
    assert (row.missing, row.missing_since) == ("missing", Dated(None, BEGIN + timedelta(hours=24)))
    assert [fact.missing for fact in denver(desk, date(2026, 2, 3))] == [""]


@pytest.mark.parametrize("news", [[], ["Santa Fe|NM|Cities"]], ids=["no news", "news"])
def test_the_next_document_confirms_it(desk: Desk, news: list[str]) -> None:
    """Six hours later other bytes that lack it too, with news of their own or without any."""
    publish(desk, ROWS, 0)
    publish(desk, WITHOUT, 24)
    assert publish(desk, [*WITHOUT, *news], 27, "2026-02-04").counts["removed"] == 0
    report = publish(desk, [*WITHOUT, *news], 31, "2026-02-05")
    assert (report.status, report.counts["removed"]) == ("published", 1)
    assert later(desk) == [("CDENVER", "CO", 1)]
    (change,) = gone(desk)
    assert change.before
    assert change.before.as_read == "Denver|CO|Cities"
    assert (denver(desk), len(denver(desk, date(2026, 2, 3)))) == ([], 1)


def test_it_is_gone_since_the_list_that_lacked_it_first(desk: Desk) -> None:
    """As of the day between the two it was off the list; that was not known by then."""
    publish(desk, ROWS, 0)
    publish(desk, WITHOUT, 24)
    publish(desk, WITHOUT, 72, "2026-02-06")
    assert denver(desk, date(2026, 2, 4)) == []
    with reading(desk.engine) as session:
        _, second, _ = editions_of(session)
        assert [fact.missing for fact in standing_of(session, second)] == [""] * len(WITHOUT)


def test_what_is_back_was_never_gone(desk: Desk) -> None:
    """A file put out in haste, and its mend: nobody hears of either, and the row stands as before."""
    publish(desk, ROWS, 0)
    publish(desk, WITHOUT, 24)
    report = publish(desk, ROWS, 48, "2026-02-05")
    assert (report.status, gone(desk), later(desk)) == ("unchanged", [], [])
    (row,) = denver(desk)
    assert (row.missing, row.since_observed) == ("", BEGIN)
    publish(desk, WITHOUT, 72, "2026-02-06")
    assert gone(desk) == []


def test_a_row_that_reads_otherwise_now_is_corrected_at_once(desk: Desk) -> None:
    """Its partner is there, be it in a later document than the one that lacked the row."""
    publish(desk, ROWS, 0)
    publish(desk, WITHOUT, 24)
    report = publish(desk, [*WITHOUT, "Denvr|CO|Cities"], 25)
    assert report.counts["corrected"] == 1
    publish(desk, [*WITHOUT, "Denvr|CO|Cities"], 72, "2026-02-06")
    assert gone(desk) == []


def test_other_sources_tell_it_at_once(desk: Desk) -> None:
    """As long as nothing is said of their departures."""
    at_once = replace(desk.context.sources["list"], removals="at once")
    desk.context = replace(desk.context, sources={"list": at_once})
    publish(desk, ROWS, 0)
    assert publish(desk, WITHOUT, 24).counts["removed"] == 1


def test_nobody_is_told_what_only_an_older_document_shows(desk: Desk) -> None:
    """It comes in behind: that its row is gone is history, also when a later document confirms it."""
    publish(desk, WITHOUT, 24)
    publish(desk, ROWS, 0, "2026-02-03")
    (row,) = denver(desk)
    assert row.missing == "missing"
    publish(desk, WITHOUT, 72, "2026-02-06")
    assert (len(gone(desk)), denver(desk), later(desk)) == (1, [], [])


STORY = {
    0: ROWS,
    24: WITHOUT,
    48: [*WITHOUT, "Santa Fe|NM|Cities"],
    72: ROWS,
    96: ROWS[1:],
}


@pytest.mark.parametrize("order", list(permutations(STORY))[::17])
def test_the_order_of_arrival_changes_nothing(desk: Desk, order: tuple[int, ...]) -> None:
    """The same lists, the same that stands for the same reasons, the same departures."""
    for hours in order:
        publish(desk, STORY[hours], hours, f"{BEGIN + timedelta(hours=hours):%Y-%m-%d}")
    with reading(desk.engine) as session:
        log = sorted(editions_of(session), key=lambda edition: edition.stood)
        stood = [sorted((fact.as_read, fact.missing) for fact in standing_of(session, each)) for each in log]
    assert stood == [
        sorted((row, "") for row in STORY[0]),
        sorted((row, "") for row in STORY[24]),
        sorted((row, "") for row in STORY[48]),
        sorted((row, "") for row in STORY[72]),
        sorted([*((row, "") for row in STORY[96]), ("Boston|MA|Cities", "missing")]),
    ]
    departures = {(each.before.as_read, each.edition) for each in gone(desk) if each.before}
    assert departures == {("Denver|CO|Cities", log[2].number), ("Santa Fe|NM|Cities", log[4].number)}


SAID_OFF = (
    "Denver (removed)",
    "Denver – removed",
    "Denver [Delisted March 2, 2026]",
    "Denver, no longer listed",
    "DENVER (was removed on 2/4/2026)",
)
STILL_ON = ("Denver (removed in error, restored)", "Denver (suspended)", "Removed Denver")


@pytest.mark.parametrize("said", SAID_OFF)
def test_what_a_list_says_is_removed_is_off_it_at_once(desk: Desk, said: str) -> None:
    """Whatever reads it: nothing waits, nothing is corrected, and the list keeps it as it is printed."""
    publish(desk, ROWS, 0)
    rows = [row.replace("Denver", said) for row in ROWS]
    report = publish(desk, rows, 24)
    assert (report.status, report.counts["removed"], sum(report.counts.values())) == ("published", 1, 1)
    assert later(desk) == [("CDENVER", "CO", 1)]
    assert [each.before.as_read for each in gone(desk) if each.before] == ["Denver|CO|Cities"]
    assert denver(desk) == []
    assert shown(desk)[f"{said}|CO|Cities"] == "said off"
    assert sum(publish(desk, [*rows, "Reno|NV|Cities"], 48, "2026-02-05").counts.values()) == 1
    assert publish(desk, [*ROWS, "Reno|NV|Cities"], 72, "2026-02-06").counts["added"] == 1


@pytest.mark.parametrize("said", STILL_ON)
def test_what_doesnt_say_so_is_not_off_it(desk: Desk, said: str) -> None:
    """A word that is no removal, or a removal that was undone, leaves the row on the list."""
    publish(desk, ROWS, 0)
    publish(desk, [row.replace("Denver", said) for row in ROWS], 24)
    assert set(shown(desk).values()) == {"printed"}


def shown(desk: Desk) -> dict[str, str]:
    """How the newest document shows each row."""
    with reading(desk.engine) as session:
        newest = max(editions_of(session), key=lambda edition: edition.stood)
        return {fact.as_read: fact.mark.value for fact in listings_of(session, newest)}
