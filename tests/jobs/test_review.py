"""Decisions on held editions: one person's word counts, whoever is first."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

import pytest
from sqlmodel import col, func, select

from jobs import review
from jobs.check import take
from jobs.readers import Parser
from models.db import EditionRow, ListingRow, reading
from models.domain import Document, Link, end_of
from models.errors import UsageError
from models.places import load_gazetteer
from models.queries import edition_of, editions_of, listings_of, rows_of_lists
from tests.support.clock import Clock
from tests.support.publishers.misreading import facts_read_by, placed_by, report_read_by
from tests.support.publishers.watching import Desk, desk_on

LIST = ["published 2025-08-05", "Boston|MA|CITIES", "Newton|MA|CITIES", "Denver|CO|CITIES", "Aspen|CO|CITIES"]
HALF = ["published 2025-09-26", *LIST[1:3]]


@pytest.fixture
def desk(database: str, clock: Clock, parser: Parser) -> Iterator[Desk]:
    """A desk whose list lost half of its rows, with a channel that hears of Colorado."""
    clock.set(datetime(2025, 8, 6, 12, tzinfo=UTC))
    with desk_on(database, clock, parser) as desk:
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
            return review.accept(number, desk.context, by).status
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
    review.reject(number, desk.context, "UFIRST")
    with pytest.raises(UsageError, match=f"Edition {number} was rejected already by UFIRST"):
        review.accept(number, desk.context, "USECOND")
    with pytest.raises(UsageError, match=f"Edition {number} was rejected already"):
        review.reject(number, desk.context, "USECOND")
    with pytest.raises(UsageError, match="There is no edition 99"):
        review.accept(99, desk.context, "USECOND")
    assert row(desk, number).decided_by == "UFIRST"
    assert desk.told() == []


def test_an_accepted_edition_keeps_its_own_days(desk: Desk) -> None:
    """Decided a week later, its changes are of the day on which it was seen."""
    seen = desk.clock()
    number = desk.publish("list", HALF).edition or 0
    desk.clock.advance(desk.context.sources["list"].every * 24 * 7)
    review.accept(number, desk.context, "UFIRST")
    kept = row(desk, number)
    assert (kept.observed, kept.decided) == (seen, desk.clock())
    assert str(kept.published) == "2025-09-26"


def stands(desk: Desk) -> int:
    """How many rows the list has now."""
    with reading(desk.engine) as session:
        stands = (col(ListingRow.source) == "list", col(ListingRow.until_edition).is_(None))
        return session.exec(select(func.count()).where(*stands)).one()


def test_what_was_undone_before_it_was_accepted_is_told_to_nobody(desk: Desk) -> None:
    """The whole list was shown again, in silence: all but a row was gone only in between."""
    desk.clock.set(datetime(2025, 9, 26, 12, tzinfo=UTC))
    number, yesterday = desk.publish("list", [HALF[0], LIST[1]]).edition or 0, desk.clock().date()
    desk.clock.advance(timedelta(days=1))
    assert [desk.publish("list", ["published", *LIST[1:]]).status for _ in range(2)] == ["unchanged"] * 2
    assert review.accept(number, desk.context, "UFIRST").counts["removed"] == 3
    assert (desk.told(), stands(desk)) == ([], 4)
    with reading(desk.engine) as session:
        assert [(edition.status, edition.rows) for edition in editions_of(session, "list")] == [
            ("accepted", 4),
            ("accepted", 1),
            ("accepted", 4),
        ]
        denver = load_gazetteer().by_geoid("0820000")
        assert denver is not None
        assert rows_of_lists(session, denver, ["list"], end_of(yesterday, "UTC")) == []


@pytest.mark.parametrize("shown", ["before", "earlier by its date", "in part"])
def test_only_a_later_whole_document_undoes_a_held_one(desk: Desk, shown: str) -> None:
    """A copy of what stood before, taken in late, or one in part, is no word on what is held."""
    links = replace(desk.context.sources["list"], links=lambda page: [Link(page.address, "")])
    desk.context = replace(desk.context, sources={**desk.context.sources, "list": links})
    number = desk.publish("list", HALF).edition or 0
    seen = desk.clock() + timedelta(days=-1 if shown == "before" else 1)
    lines = ["published 2025-10-03", *LIST[1:]] if shown == "in part" else LIST
    document = Document(
        "\n".join(lines).encode(), "https://publisher.example/copy", seen, partial=shown == "in part"
    )
    history = "published" if shown == "before" else "unchanged"
    assert take(document, "list", desk.context)[-1].status == history
    assert review.accept(number, desk.context, "UFIRST").counts["removed"] == 2
    assert (desk.told(), stands(desk)) == ([("CCOLO", "CO", 2)], 2)


@pytest.mark.parametrize("sheet", ["List {}", "12\N{ARABIC-INDIC DIGIT THREE}", "{0} {{}}", "%s"])
def test_a_sheet_of_any_name_is_cited_by_it(desk: Desk, sheet: str) -> None:
    """Its rows are no reason to hold the list, and each is found where it stands."""
    placed_by(desk, sheet)
    report = desk.publish("list", [*LIST, "Lyons|CO|CITIES"])
    assert (report.status, report.reasons) == ("published", ())
    with reading(desk.engine) as session:
        cited = [fact.position for fact in listings_of(session, edition_of(session, "list"))]
    assert cited == [f"sheet {sheet} row {number}" for number in range(2, 7)]


def test_what_cannot_be_stored_as_it_was_read_is_not_accepted(desk: Desk) -> None:
    """No word of a person makes a false citation true: they are told why, and how to go on."""
    placed_by(desk, "\0")
    held = desk.publish("list", [*LIST, "Lyons|CO|CITIES"])
    assert (held.status, "Row 1 can't be stored where it stands" in held.reasons[0]) == ("held", True)
    with pytest.raises(UsageError, match=r"can't be accepted.*Row 1 can't be stored") as said:
        review.accept(held.edition or 0, desk.context, "UFIRST")
    assert f"review reject {held.edition}" in said.value.cure
    assert (row(desk, held.edition or 0).status, stands(desk)) == ("held", 4)
    placed_by(desk, "List 1")
    assert review.accept(held.edition or 0, desk.context, "UFIRST").status == "published"
    assert stands(desk) == 5


def test_nor_is_it_published_where_it_shows_again_what_stands(desk: Desk) -> None:
    """A list that is shown again while another one is held would be published without a difference."""
    desk.publish("list", HALF)
    desk.clock.advance(timedelta(days=1))
    placed_by(desk, "\0")
    assert desk.publish("list", ["published", *LIST[1:]]).status == "held"


WEEK = ["2025-08-01/2025-08-07", *(f"Travis County Jail {number}|TX|Mexico" for number in range(6))]


def test_an_accepted_report_is_of_the_week_that_is_read_now(desk: Desk) -> None:
    """Its week was not found, and is: what is issued of that week again adds nothing twice."""
    report_read_by(desk, period=False)
    held = desk.publish("report", WEEK)
    assert (held.status, row(desk, held.edition or 0).series) == ("held", "")
    report_read_by(desk, period=True)
    assert review.accept(held.edition or 0, desk.context, "UFIRST").counts["added"] == 6
    kept = row(desk, held.edition or 0)
    assert (kept.series, str(kept.period_first), str(kept.period_last)) == (WEEK[0], *WEEK[0].split("/"))
    desk.clock.advance(timedelta(days=1))
    again = desk.publish("report", [*WEEK, "Bexar County Jail|TX|Mexico"])
    assert (again.status, again.counts["added"], again.counts["removed"]) == ("published", 1, 0)


def test_the_period_that_another_list_tells_is_kept(desk: Desk) -> None:
    """Two lists are read from one document, and only the other one prints its week."""
    report_read_by(desk, period=False)
    report = desk.context.sources["report"]
    beside = replace(report, name="beside", reads="report", floor=50)
    report_read_by(desk, period=True)
    desk.context = replace(desk.context, sources={**desk.context.sources, "beside": beside})
    desk.publish("report", WEEK)
    with reading(desk.engine) as session:
        (held,) = editions_of(session, "beside")
    assert (held.status, held.series) == ("held", WEEK[0])
    review.accept(held.number, desk.context, "UFIRST")
    assert (row(desk, held.number).status, row(desk, held.number).series) == ("accepted", WEEK[0])


def taken_in(desk: Desk, lines: list[str], given: date | None = None) -> int:
    """Take a file in long after, of which nobody says when it was received; return its edition."""
    desk.clock.set(datetime(2025, 12, 1, 12, tzinfo=UTC))
    document = Document("\n".join(lines).encode(), "file:list", desk.clock(), published=given, seen=False)
    report = take(document, "list", desk.context)[-1]
    assert report.status == "held"
    return report.edition or 0


def test_an_accepted_edition_bears_the_date_that_is_read_now_and_stands_there(desk: Desk) -> None:
    """A file stands in the log where its date puts it, so where the date was misread, elsewhere."""
    facts_read_by(desk, "2025-09-01")
    number = taken_in(desk, HALF[:2])
    assert row(desk, number).stood.date() == date(2025, 9, 1)
    facts_read_by(desk)
    review.accept(number, desk.context, "UFIRST")
    kept = row(desk, number)
    assert (str(kept.published), str(kept.dated)) == ("2025-09-26", "2025-09-26")
    assert kept.stood.date() == date(2025, 9, 26)


@pytest.mark.parametrize("given", [None, date(2025, 9, 10)])
def test_a_date_that_a_person_gave_stays_and_one_that_was_misread_goes(
    desk: Desk, given: date | None
) -> None:
    """The page prints none: what the first reader made up is not what a person said."""
    facts_read_by(desk, "" if given else "2025-09-01")
    number = taken_in(desk, ["published", HALF[1]], given)
    assert row(desk, number).published == (given or date(2025, 9, 1))
    facts_read_by(desk)
    review.accept(number, desk.context, "UFIRST")
    assert row(desk, number).published == given
