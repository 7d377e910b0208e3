"""A better resolver places rows anew that are stored already: no new edition, no alert."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import delete, update
from sqlmodel import col, select

from jobs.readers import Parser
from jobs.steps import replace_outdated
from jobs.steps.row_places import place_rows
from models.db import ChangePlaceRow, CountRow, EditionRow, ListingPlaceRow, PrintingRow, reading, writing
from models.domain import Correction
from models.editions import outdated, place_again
from models.places import RESOLVER_VERSION, load_gazetteer, resolver_mark
from models.queries import changes_of_place, rows_of_lists
from tests.support.clock import Clock
from tests.support.publishers.watching import Desk, desk_on

DENVER = "0820000"
ROWS = ["published 2025-05-29", "Denver|CO|Cities", "Boston|MA|Cities", "Colorado County Jails|CO|"]


@pytest.fixture
def desk(database: str, clock: Clock, parser: Parser) -> Iterator[Desk]:
    """A desk on a fresh database that heard of three places, on SQLite and on PostgreSQL."""
    with desk_on(database, clock, parser) as opened:
        opened.subscribe("CDENVER", "CO")
        opened.publish("list", ROWS)
        yield opened


def as_an_older_resolver_left_it(desk: Desk) -> None:
    """No row means a place, as if its name had not been understood."""
    with writing(desk.engine) as session:
        unknown = {
            "outcome": "unknown",
            "reason": "No place.",
            "scope": "",
            "resolver": "2020.1",
            "remarks": [],
            "places": [],
        }
        session.exec(update(PrintingRow).values(**unknown))
        for table in (ListingPlaceRow, ChangePlaceRow, CountRow):
            session.exec(delete(table))


def stored(desk: Desk) -> list[PrintingRow]:
    """The rows of the list, in its order."""
    with reading(desk.engine) as session:
        return list(session.exec(select(PrintingRow).order_by(col(PrintingRow.id))))


def test_rows_that_were_not_understood_are_placed_by_the_new_version(desk: Desk) -> None:
    """An answer on Denver finds its row, its change and its count again."""
    as_an_older_resolver_left_it(desk)
    assert replace_outdated(desk.context) == 3
    denver = load_gazetteer().by_geoid(DENVER)
    assert denver is not None
    with reading(desk.engine) as session:
        assert [fact.as_read for fact in rows_of_lists(session, denver, ["list"], None)] == [
            "Denver|CO|Cities"
        ]
        assert [each.kind for each in changes_of_place(session, DENVER, limit=5)] == ["added"]
        counted = session.exec(select(CountRow.rows).where(CountRow.area == DENVER)).all()
    assert counted == [1]
    assert {row.resolver for row in stored(desk)} == {RESOLVER_VERSION}


def test_counts_are_taken_once_when_the_last_batch_of_a_source_is_placed(desk: Desk) -> None:
    """A batch placed alone counts nothing yet; with the last one Colorado's rows are counted, whole."""
    as_an_older_resolver_left_it(desk)
    counted, marks = [], {"list": resolver_mark()}
    for number in (0, 1):
        with reading(desk.engine) as session:
            rows = outdated(session, marks)
        placed = place_rows([row.listing for row in rows], desk.context.gazetteer)
        some = slice(0, 1 if number == 0 else None)
        with writing(desk.engine) as session:
            place_again(session, "list", marks["list"], list(zip(rows[some], placed[some], strict=True)))
            counted.append(sum(session.exec(select(CountRow.rows).where(CountRow.area == "CO"))))
    assert counted == [0, 2]


def test_nobody_is_told_and_no_edition_is_made(desk: Desk) -> None:
    """No publisher has changed anything, so no channel hears of it."""
    before = [row.id for row in desk.queued()]
    as_an_older_resolver_left_it(desk)
    replace_outdated(desk.context)
    assert [row.id for row in desk.queued()] == before
    with reading(desk.engine) as session:
        assert len(session.exec(select(EditionRow)).all()) == 1


def test_a_second_run_finds_nothing_to_do(desk: Desk) -> None:
    """Every start may ask; only the first after an upgrade has work."""
    before = [row.model_dump() for row in stored(desk)]
    assert replace_outdated(desk.context) == 0
    as_an_older_resolver_left_it(desk)
    assert (replace_outdated(desk.context), replace_outdated(desk.context)) == (3, 0)
    assert [row.model_dump() for row in stored(desk)] == before


def test_a_hand_correction_outlives_the_resolver(desk: Desk) -> None:
    """What a person decided with a citation is not overruled by a new version."""
    decided = Correction(
        "Denver", "The county", "https://bureau.example/errata", geoids=("08031",), state="CO"
    )
    source = replace(desk.context.sources["list"], corrections=(decided,))
    as_an_older_resolver_left_it(desk)
    replace_outdated(replace(desk.context, sources={"list": source}))
    with reading(desk.engine) as session:
        geoids = session.exec(
            select(ListingPlaceRow.geoid).where(ListingPlaceRow.listing == stored(desk)[0].id)
        ).all()
    assert geoids == ["08031"]


def test_a_row_of_a_whole_class_says_that_it_is_no_act_of_the_state(desk: Desk) -> None:
    """`Colorado County Jails` is one row, placed in Colorado, with the note that answers and alerts print."""
    row = stored(desk)[2]
    assert (row.outcome, row.scope) == ("resolved", "class")
    assert row.remarks == [
        "The row names a whole class of places or agencies of the state; it is not an act of Colorado itself."
    ]
