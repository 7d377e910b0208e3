"""A page that changes and goes on printing its old date: what changed happened when it was seen."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from jobs.check import take
from jobs.parse import Parser
from jobs.review import accept
from models.exports import editions
from models.places import load_gazetteer
from models.queries import rows_of_lists
from models.query_changes import changes_of_place
from models.store import reading
from models.values import Document
from tests.support.clock import Clock
from tests.support.watching import Desk, desk_on

DENVER = "0820000"
PRINTED = "published 2025-05-29"
ROWS = ["Boston|MA|Cities", "Suffolk County|MA|Counties", "Denver|CO|Cities", "Taos|NM|Cities"]
WITHOUT = [row for row in ROWS if "Denver" not in row]


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    """One child process for all tests of this file."""
    with Parser() as running:
        yield running


@pytest.fixture
def desk(database: str, clock: Clock, parser: Parser) -> Iterator[Desk]:
    """A desk on a fresh database, on SQLite and on PostgreSQL."""
    with desk_on(database, clock, parser) as opened:
        yield opened


def on_the_list(desk: Desk, day: date | None = None) -> list[tuple[date | None, date]]:
    """Since when Denver is on the list on a day: as published, and as an answer says it."""
    denver = load_gazetteer().by_geoid(DENVER)
    assert denver is not None
    with reading(desk.engine) as session:
        facts = rows_of_lists(session, denver, ["list"], day)
    return [(fact.since_published, fact.since) for fact in facts]


def seen(day: int, month: int = 5) -> datetime:
    """Noon of a day of 2025."""
    return datetime(2025, month, day, 12, tzinfo=UTC)


def test_a_row_gone_in_silence_stood_until_that_was_seen(desk: Desk) -> None:
    """The page still says 29 May, but on 30 May it no longer names Denver."""
    desk.publish("list", [PRINTED, *ROWS], observed=seen(29))
    desk.publish("list", [PRINTED, *WITHOUT], observed=seen(31))
    assert on_the_list(desk, date(2025, 5, 30)) == [(date(2025, 5, 29), date(2025, 5, 29))]
    assert on_the_list(desk, date(2025, 5, 31)) == []
    with reading(desk.engine) as session:
        change = changes_of_place(session, DENVER, limit=1)[0]
        assert [edition.published for edition in editions(session)] == [date(2025, 5, 29)] * 2
    assert (change.kind, change.published, change.day) == ("removed", None, date(2025, 5, 31))


def test_a_row_that_returns_in_silence_stands_since_then(desk: Desk) -> None:
    """Not since the date that the page has printed all along; nor for an older date printed again."""
    for day, printed, rows in (
        (1, "published 2025-05-30", ROWS),
        (8, "published 2025-05-30", WITHOUT),
        (15, "published 2025-05-30", ROWS),
    ):
        desk.publish("list", [printed, *rows], observed=seen(day, month=6))
    assert on_the_list(desk) == [(None, date(2025, 6, 15))]


def test_a_new_date_is_the_date_of_what_changed(desk: Desk) -> None:
    """A page that says when it was amended is believed."""
    desk.publish("list", [PRINTED, *WITHOUT], observed=seen(29))
    desk.publish("list", ["published 2025-05-30", *ROWS], observed=seen(31))
    assert on_the_list(desk) == [(date(2025, 5, 30), date(2025, 5, 30))]


def test_a_date_that_a_person_gives_is_believed(desk: Desk) -> None:
    """Two editions of one day, each imported with its date: the page was silent, the person isn't."""
    for rows, hour in ((ROWS, 18), (WITHOUT, 22)):
        body = "\n".join([PRINTED, *rows]).encode()
        observed = datetime(2025, 5, 31, hour, tzinfo=UTC)
        take(
            Document(body, "https://publisher.example/list", observed, published=date(2025, 5, 29)),
            "list",
            desk.watch,
        )
    with reading(desk.engine) as session:
        assert changes_of_place(session, DENVER, limit=1)[0].published == date(2025, 5, 29)


def test_what_a_person_accepts_keeps_the_day_on_which_it_was_seen(desk: Desk) -> None:
    """Held, because half the list went at once; its printed date is still the first edition's."""
    desk.publish("list", [PRINTED, *ROWS], observed=seen(29))
    held = desk.publish("list", [PRINTED, *ROWS[:2]], observed=seen(31))
    accept(held.edition or 0, desk.watch, "UOPERATOR")
    assert on_the_list(desk, date(2025, 5, 30)) == [(date(2025, 5, 29), date(2025, 5, 29))]
    assert on_the_list(desk, date(2025, 5, 31)) == []
