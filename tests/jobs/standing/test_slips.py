"""A misprint that says nothing of its own: the row goes on, nobody is told, and its mend is no change."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest

from jobs.context import CheckReport
from jobs.readers import Parser
from models.db import reading
from models.domain import Fact, Removals
from models.places import load_gazetteer
from models.queries import (
    changes_of,
    editions_of,
    listings_of,
    net_changes,
    rows_of_lists,
    sides_of,
    standing_of,
)
from tests.support.clock import Clock
from tests.support.publishers.watching import Desk, desk_on

ROWS = [
    "Boston|MA|Cities",
    "Suffolk County|MA|Counties",
    "Chester County|PA|Counties",
    "Bucks County|PA|Counties",
    "Cook County|IL|Counties",
    "Chicago|IL|Cities",
    "Denver|CO|Cities",
    "Seattle|WA|Cities",
    "Albany|NY|Cities",
    "Austin|TX|Cities",
    "Newark|NJ|Cities",
    "Miami|FL|Cities",
]
MISSPELT = [row.replace("|PA|", "|PENNSLYVANIA|") for row in ROWS]
CHESTER = "42029"
BEGIN = datetime(2026, 2, 3, 12, tzinfo=UTC)


@pytest.fixture(params=["at once", "confirmed"])
def desk(
    request: pytest.FixtureRequest, sqlite_database: str, clock: Clock, parser: Parser
) -> Iterator[Desk]:
    """A desk that watches a list, and a channel that hears of Pennsylvania."""
    removals: Removals = request.param
    with desk_on(sqlite_database, clock, parser) as opened:
        source = replace(opened.context.sources["list"], removals=removals)
        opened.context = replace(opened.context, sources={**opened.context.sources, "list": source})
        opened.subscribe("CPENN", "PA")
        yield opened


def publish(desk: Desk, rows: Sequence[str], day: int) -> CheckReport:
    """Take in a list as it stood some days after the first."""
    moment = BEGIN + timedelta(days=day)
    return desk.publish("list", [f"published {moment:%Y-%m-%d}", *rows], observed=moment)


def chester(desk: Desk) -> list[Fact]:
    """Chester County's rows as a lookup reads them."""
    place = load_gazetteer().by_geoid(CHESTER)
    assert place is not None
    with reading(desk.engine) as session:
        return rows_of_lists(session, place, ["list"])


def changed(desk: Desk) -> list[tuple[str, str]]:
    """Kind and text of each change of a row after the first edition."""
    with reading(desk.engine) as session:
        _, *later = sorted(editions_of(session), key=lambda edition: edition.stood)
        changes = [each for edition in later for each in changes_of(session, edition)]
    return [(each.kind.value, each.fact.as_read) for each in changes if each.before or each.after]


def test_a_misspelt_state_is_no_departure(desk: Desk) -> None:
    """Its rows go on, where they are: a lookup prints the newest wording, and says what it is a slip of."""
    publish(desk, ROWS, 0)
    report = publish(desk, MISSPELT, 1)
    assert (report.status, changed(desk), desk.told()[1:]) == ("unchanged", [], [])
    (row,) = chester(desk)
    assert (row.state, row.as_read) == ("PA", "Chester County|PENNSLYVANIA|Counties")
    assert row.notes[-1] == (
        "Printed as “Chester County|PENNSLYVANIA|Counties”, a slip of “Chester County|PA|Counties”."
    )
    assert [place.geoid for place in row.places] == [CHESTER]


def test_a_slip_that_stays_costs_nothing_and_its_mend_is_no_change(desk: Desk) -> None:
    """The same file again, another one with news of others, and the state spelt right again."""
    publish(desk, ROWS, 0)
    publish(desk, MISSPELT, 1)
    publish(desk, [*MISSPELT, "Portland|OR|Cities"], 2)
    publish(desk, [*ROWS, "Portland|OR|Cities"], 3)
    assert changed(desk) == [("added", "Portland|OR|Cities")]
    (row,) = chester(desk)
    assert (row.as_read, row.notes, row.since_observed) == ("Chester County|PA|Counties", (), BEGIN)


def test_lists_print_the_slip_and_what_stands_says_that_it_is_one(desk: Desk) -> None:
    """The printed list is exact; beside it stands the reason *continued*."""
    publish(desk, ROWS, 0)
    publish(desk, MISSPELT, 1)
    with reading(desk.engine) as session:
        edition = editions_of(session)[-1]
        assert [fact.as_read for fact in listings_of(session, edition)] == MISSPELT
        assert [fact.state for fact in listings_of(session, edition)].count("PENNSLYVANIA") == 2
        reasons = {fact.as_read: fact.missing for fact in standing_of(session, edition)}
    assert {text for text, reason in reasons.items() if reason == "continued"} == {*MISSPELT[2:4]}


def test_a_row_that_leaves_under_its_misprint_leaves_its_own_state(desk: Desk) -> None:
    """Who hears of Pennsylvania is told, whatever the last list called the state."""
    publish(desk, ROWS, 0)
    publish(desk, MISSPELT, 1)
    left = [row for row in MISSPELT if "Chester" not in row]
    publish(desk, left, 2)
    publish(desk, [*left, "Portland|OR|Cities"], 3)
    assert ("removed", "Chester County|PENNSLYVANIA|Counties") in changed(desk)
    assert desk.told()[1:] == [("CPENN", "PA", 1)]
    assert chester(desk) == []


def test_a_list_that_begins_with_a_misprint_is_mended_without_news(desk: Desk) -> None:
    """The row is the same row; where its place is known now, it has one."""
    publish(desk, MISSPELT, 0)
    assert chester(desk) == []
    publish(desk, ROWS, 1)
    assert changed(desk) == []
    assert [row.as_read for row in chester(desk)] == ["Chester County|PA|Counties"]


@pytest.mark.parametrize("order", list(permutations(range(4)))[::5])
def test_the_order_of_arrival_changes_nothing(desk: Desk, order: Sequence[int]) -> None:
    """The same lists, the same that stands for the same reasons, and the one change that there is."""
    story = [ROWS, MISSPELT, [*MISSPELT, "Portland|OR|Cities"], [*ROWS, "Portland|OR|Cities"]]
    for day in order:
        publish(desk, story[day], day)
    assert changed(desk) == [("added", "Portland|OR|Cities")]
    with reading(desk.engine) as session:
        log = sorted(editions_of(session), key=lambda edition: edition.stood)
        assert [[fact.as_read for fact in listings_of(session, each)] for each in log] == story
        reasons = [{fact.missing for fact in standing_of(session, each)} for each in log]
    assert reasons == [{""}, {"", "continued"}, {"", "continued"}, {""}]


def net(desk: Desk, first: int, last: int) -> list[tuple[str, str, str]]:
    """Kind of each change that some editions made together, counted from 0, and the states of its rows."""
    with reading(desk.engine) as session:
        numbers = [edition.number for edition in sorted(editions_of(session), key=lambda each: each.stood)]
        changes = net_changes(session, numbers[first], numbers[last])
        sides = sides_of(session, changes)
    states = [(old.state if old else "", new.state if new else "") for old, new in sides]
    return [(each.kind, *both) for each, both in zip(changes, states, strict=True)]


def test_an_older_list_tells_what_a_misprint_meant(desk: Desk) -> None:
    """It comes in behind: a lookup finds the row in its county, as if the lists had come in their order."""
    publish(desk, MISSPELT, 1)
    assert chester(desk) == []
    publish(desk, ROWS, 0)
    (row,) = chester(desk)
    assert (row.state, row.as_read) == ("PA", "Chester County|PENNSLYVANIA|Counties")


def test_a_row_is_told_by_the_misprint_of_its_twin_and_by_its_own_words(desk: Desk) -> None:
    """Of two that say the same one is misprinted, and one leaves: its state is that which is meant."""
    right, misprint = "Chester County|PA|Counties", "Chester County|PENNSLYVANIA|Counties"
    for day, left in enumerate(
        [[right, right], [right, misprint], [misprint], [misprint, "Portland|OR|Cities"]]
    ):
        publish(desk, [*ROWS[:2], *left], day)
    with reading(desk.engine) as session:
        changes = [each for edition in editions_of(session) for each in changes_of(session, edition)]
    (gone,) = [each.before for each in changes if each.before]
    assert (gone.state, len(gone.notes)) == ("PA", 0 if gone.as_read == right else 1)


def test_a_misprint_beside_the_row_that_prints_it_stands_as_that_row(desk: Desk) -> None:
    """The list has a row of its own that reads as the misprint does; then it prints that text once."""
    misprint = "Austin*|TX|Cities"
    for day, left in enumerate([["Austin|TX|Cities"], [misprint, misprint], [misprint]]):
        publish(desk, [*ROWS[:2], *left], day)
    with reading(desk.engine) as session:
        last = max(editions_of(session), key=lambda edition: edition.stood)
        reasons = [fact.missing for fact in standing_of(session, last) if fact.as_read == misprint]
    assert reasons[0] == ""
    assert "continued" not in reasons


def test_a_mended_row_that_was_corrected_and_back_has_not_changed(desk: Desk) -> None:
    """What several lists changed together: a misprint's mend is no part of it."""
    for day, row in enumerate(
        ["Bucks County|PENNSLYVANIA", "Bucks County|PA", "Buks County|PA", "Bucks County|PA"]
    ):
        publish(desk, [*ROWS[:2], f"{row}|Counties"], day)
    assert [kind for kind, *_ in net(desk, 1, 2)] == ["corrected"]
    assert net(desk, 1, 3) == []


def test_a_misprinted_row_that_names_another_place_has_moved(desk: Desk) -> None:
    """What the misprint meant is compared, not the misprint."""
    for day, state in enumerate(["PA", "PENNSLYVANIA", "SC"]):
        publish(desk, [*ROWS[:2], f"Chester County|{state}|Counties"], day)
    assert net(desk, 2, 2) == [("moved", "PA", "SC")]
