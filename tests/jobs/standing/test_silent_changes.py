"""A page that changes and goes on printing its old date: what changed happened when it was seen."""

from datetime import UTC, date, datetime, timedelta

from jobs.check import take
from jobs.review import accept
from models.db import reading
from models.domain import Document, end_of
from models.places import load_gazetteer
from models.queries import changes_of_place, editions_of, listings_of, rows_of_lists
from tests.support.publishers.watching import Desk

DENVER = "0820000"
PRINTED = "published 2025-05-29"
ROWS = ["Boston|MA|Cities", "Suffolk County|MA|Counties", "Denver|CO|Cities", "Taos|NM|Cities"]
WITHOUT = [row for row in ROWS if "Denver" not in row]


def on_the_list(desk: Desk, day: date | None = None) -> list[tuple[date | None, date]]:
    """Since when Denver is on the list on a day: as published, and as an answer says it."""
    denver = load_gazetteer().by_geoid(DENVER)
    assert denver is not None
    with reading(desk.engine) as session:
        facts = rows_of_lists(session, denver, ["list"], end_of(day, "UTC") if day else None)
    return [(fact.since_published, fact.since.day("UTC")) for fact in facts]


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
        assert [edition.published for edition in editions_of(session)] == [date(2025, 5, 29)] * 2
    assert (change.kind, change.published, change.dated.day("UTC")) == ("removed", None, date(2025, 5, 31))


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
            desk.context,
        )
    with reading(desk.engine) as session:
        assert changes_of_place(session, DENVER, limit=1)[0].published == date(2025, 5, 29)


def test_what_a_person_accepts_keeps_the_day_on_which_it_was_seen(desk: Desk) -> None:
    """Held, because only one row is left; its printed date is still the first edition's."""
    desk.publish("list", [PRINTED, *ROWS], observed=seen(29))
    held = desk.publish("list", [PRINTED, ROWS[0]], observed=seen(31))
    accept(held.edition or 0, desk.context, "UOPERATOR")
    assert on_the_list(desk, date(2025, 5, 30)) == [(date(2025, 5, 29), date(2025, 5, 29))]
    assert on_the_list(desk, date(2025, 5, 31)) == []


def test_another_order_alone_is_kept_once_a_day_and_told_to_nobody(desk: Desk) -> None:
    """What the newest list prints is printed as it is now; a list that turns at every look fills no disk."""
    desk.publish("list", [PRINTED, *ROWS])
    for state in ("CMASS", "MA"), ("CCOLO", "CO"):
        desk.subscribe(*state)
    turned = list(reversed(ROWS))
    for hours, rows in ((1, turned), (23, turned), (1, ROWS), (1, turned), (22, ROWS)):
        desk.clock.advance(timedelta(hours=hours))
        assert desk.publish("list", [PRINTED, *rows]).status == "unchanged"
    with reading(desk.engine) as session:
        lists = [
            [fact.as_read for fact in listings_of(session, each)] for each in editions_of(session, "list")
        ]
    assert (lists, desk.told()) == ([ROWS, turned, ROWS], [])


def test_a_list_that_cannot_be_stored_as_it_was_read_is_held_with_its_first_such_row(desk: Desk) -> None:
    """A sign that a database would alter: nothing is kept that isn't what was printed."""
    desk.publish("list", [PRINTED, *ROWS])
    report = desk.publish("list", [PRINTED, *ROWS, "Chi\0cago|IL|Cities"])
    assert report.status == "held"
    assert report.reasons[-1].startswith("Row 5 holds what can't be stored: Chi")


def test_a_look_that_brought_no_news_stands_after_what_is_found_later(desk: Desk) -> None:
    """The list said so on the 1st and still on the 5th: what it said on the 3rd is not what it says now."""
    desk.publish("list", ["published", *ROWS], observed=seen(1))
    assert desk.publish("list", ["published", *ROWS], observed=seen(5)).status == "unchanged"
    desk.publish("list", ["published", *WITHOUT], observed=seen(3))
    assert len(on_the_list(desk)) == 1
    assert [len(on_the_list(desk, date(2025, 5, day))) for day in (2, 4, 6)] == [1, 0, 1]
    assert [row.what for row in desk.queued() if row.what != "notice"] == []


def test_a_look_between_two_editions_is_kept_as_well(desk: Desk) -> None:
    """Seen on the 1st and the 5th, changed on the 9th: what is found of the 3rd held until the 5th."""
    desk.publish("list", ["published", *ROWS], observed=seen(1))
    desk.publish("list", ["published", *ROWS], observed=seen(5))
    desk.publish("list", ["published", *ROWS[1:]], observed=seen(9))
    desk.publish("list", ["published", *WITHOUT], observed=seen(3))
    assert [len(on_the_list(desk, date(2025, 5, day))) for day in (2, 4, 6, 10)] == [1, 0, 1, 1]
