"""Decisions on held editions: one person's word counts, whoever is first."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest

from jobs import review
from jobs.check import take
from jobs.parse import Parser
from models.errors import UsageError
from models.exports import editions
from models.places import load_gazetteer
from models.queries import rows_of_lists
from models.standing import standing
from models.store import reading
from models.tables import EditionRow
from models.values import Document, Link
from tests.support.clock import Clock
from tests.support.watching import Desk, desk_on

LIST = ["published 2025-08-05", "Boston|MA|CITIES", "Newton|MA|CITIES", "Denver|CO|CITIES", "Aspen|CO|CITIES"]
HALF = ["published 2025-09-26", *LIST[1:3]]


@pytest.fixture
def desk(database: str, clock: Clock) -> Iterator[Desk]:
    """A desk whose list lost half of its rows, with a channel that hears of Colorado."""
    with Parser() as parser, desk_on(database, clock, parser) as desk:
        desk.publish("list", LIST)
        desk.subscribe("CCOLO", "CO")
        yield desk


def row(desk: Desk, number: int) -> EditionRow:
    """An edition as it is kept."""
    with reading(desk.engine) as session:
        return session.get_one(EditionRow, number)


def test_of_two_who_accept_at_once_one_does(desk: Desk) -> None:
    """Both press in the same moment: it is published once, alerted once, and the other is told so."""
    number = desk.publish("list", HALF).edition or 0
    together = Barrier(2)

    def accept(by: str) -> str:
        together.wait()
        try:
            return review.accept(number, desk.watch, by).status
        except UsageError as error:
            return error.sentence

    with ThreadPoolExecutor(2) as people:
        said = set(people.map(accept, ("UFIRST", "USECOND")))
    first = row(desk, number).decided_by
    assert said == {"published", f"Edition {number} was accepted already by {first}."}
    assert desk.told() == [("CCOLO", "CO", 2)]


def test_what_was_decided_stays_decided(desk: Desk) -> None:
    """A yes after a no, and a no after a yes, are told who decided; an unknown number that it is none."""
    number = desk.publish("list", HALF).edition or 0
    review.reject(number, desk.watch, "UFIRST")
    with pytest.raises(UsageError, match=f"Edition {number} was rejected already by UFIRST"):
        review.accept(number, desk.watch, "USECOND")
    with pytest.raises(UsageError, match=f"Edition {number} was rejected already"):
        review.reject(number, desk.watch, "USECOND")
    with pytest.raises(UsageError, match="There is no edition 99"):
        review.accept(99, desk.watch, "USECOND")
    assert row(desk, number).decided_by == "UFIRST"
    assert desk.told() == []


def test_an_accepted_edition_keeps_its_own_days(desk: Desk) -> None:
    """Decided a week later, its changes are of the day on which it was seen."""
    seen = desk.clock()
    number = desk.publish("list", HALF).edition or 0
    desk.clock.advance(desk.watch.sources["list"].every * 24 * 7)
    review.accept(number, desk.watch, "UFIRST")
    kept = row(desk, number)
    assert (kept.observed, kept.decided) == (seen, desk.clock())
    assert str(kept.published) == "2025-09-26"


def stands(desk: Desk) -> int:
    """How many rows the list has now."""
    with reading(desk.engine) as session:
        return standing(session, "list", "").keys.total()


def test_what_was_undone_before_it_was_accepted_is_told_to_nobody(desk: Desk) -> None:
    """The whole list was shown again, in silence: half of it was gone only in between."""
    desk.clock.set(datetime(2025, 9, 26, 12, tzinfo=UTC))
    number, yesterday = desk.publish("list", HALF).edition or 0, desk.clock().date()
    desk.clock.advance(timedelta(days=1))
    assert [desk.publish("list", ["published", *LIST[1:]]).status for _ in range(2)] == ["unchanged"] * 2
    assert review.accept(number, desk.watch, "UFIRST").counts["removed"] == 0
    assert (desk.told(), stands(desk)) == ([], 4)
    with reading(desk.engine) as session:
        assert [(edition.status, edition.rows) for edition in editions(session, "list")] == [
            ("accepted", 4),
            ("accepted", 2),
            ("accepted", 4),
        ]
        denver = load_gazetteer().by_geoid("0820000")
        assert denver is not None
        assert rows_of_lists(session, denver, ["list"], yesterday) == []


@pytest.mark.parametrize("shown", ["before", "earlier by its date", "in part"])
def test_only_a_later_whole_document_undoes_a_held_one(desk: Desk, shown: str) -> None:
    """A copy of what stood before, taken in late, or one in part, is no word on what is held."""
    links = replace(desk.watch.sources["list"], links=lambda page: [Link(page.address, "")])
    desk.watch = replace(desk.watch, sources={**desk.watch.sources, "list": links})
    number = desk.publish("list", HALF).edition or 0
    seen = desk.clock() + timedelta(days=-1 if shown == "before" else 1)
    lines = LIST if shown == "earlier by its date" else ["published 2025-10-03", *LIST[1:]]
    document = Document(
        "\n".join(lines).encode(), "https://publisher.example/copy", seen, partial=shown == "in part"
    )
    assert take(document, "list", desk.watch)[-1].status == "unchanged"
    assert review.accept(number, desk.watch, "UFIRST").counts["removed"] == 2
    assert (desk.told(), stands(desk)) == ([("CCOLO", "CO", 2)], 2)
