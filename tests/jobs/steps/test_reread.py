"""A better reader reads stored editions again: kept beside the first reading, told to nobody."""

import zlib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from jobs import review
from jobs.readers import Parser
from jobs.steps import reread_outdated
from models.db import ChangeRow, ChunkRow, CountRow, EditionRow, ListingRow, PrintingRow, reading, writing
from models.editions import Rules
from models.editions.rewriting import rewrite
from models.places import load_gazetteer
from models.queries import edition_of, listings_of, rows_of_lists, standing_of
from tests.support.clock import Clock
from tests.support.publishers.misreading import crossed_out_by, facts_read_by, read_by, releases_read_by
from tests.support.publishers.watching import Desk, desk_on

BOSTON = "2507000"
LIST = ["Boston|MA|CITIES", "Newton|MA|CITIES", "Denver|CO|CITIES", "Aspen|CO|CITIES", "Lyons|CO|CITIES"]
FIRST, SECOND = ["published 2025-08-05", *LIST], ["published 2025-08-12", *LIST, "Vail|CO|CITIES"]
WRONG = ("Boston", "Bqxz")


@pytest.fixture
def desk(database: str, clock: Clock, parser: Parser) -> Iterator[Desk]:
    """A desk whose reader misreads Boston, with a channel that hears of Massachusetts."""
    clock.set(datetime(2025, 8, 6, 12, tzinfo=UTC))
    with desk_on(database, clock, parser) as opened:
        opened.subscribe("CMASS", "MA")
        read_by(opened, *WRONG)
        yield opened


def published(desk: Desk, lines: list[str], **days: int) -> int:
    """Take a list in, some days later; return its edition."""
    desk.clock.advance(timedelta(days=days.get("later", 0)))
    return desk.publish("list", lines).edition or 0


def printed(desk: Desk, number: int, of_reading: int | None = None) -> list[str]:
    """What an edition prints, by its best reader or by one of its readers."""
    with reading(desk.engine) as session:
        edition = edition_of(session, "list", number)
        return [each.as_read for each in listings_of(session, edition, of_reading)]


def happened(desk: Desk) -> list[dict[str, object]]:
    """All changes, as they are stored."""
    with reading(desk.engine) as session:
        return [row.model_dump() for row in session.exec(select(ChangeRow).order_by(col(ChangeRow.id)))]


def lineages(desk: Desk) -> dict[str, int]:
    """The lineage of each row that stands, by the row as it is read."""
    rows = select(PrintingRow.as_read, ListingRow.lineage).join(
        ListingRow, col(ListingRow.printing) == col(PrintingRow.id)
    )
    with reading(desk.engine) as session:
        return dict(session.exec(rows.where(col(ListingRow.until_edition).is_(None))).all())


def of_boston(desk: Desk) -> list[str]:
    """What a lookup of Boston finds, and what its count says."""
    boston = load_gazetteer().by_geoid(BOSTON)
    assert boston is not None
    with reading(desk.engine) as session:
        found = [fact.as_read for fact in rows_of_lists(session, boston, ["list"], None)]
        counted = session.exec(select(CountRow.rows).where(CountRow.area == BOSTON)).all()
    assert sum(counted) == len(found)
    return found


def test_lookups_print_the_better_reading_and_nobody_is_told(desk: Desk) -> None:
    """Boston is found under its name; its row is the same one; the first reading stays readable."""
    number = published(desk, FIRST)
    changes, told, rows = happened(desk), desk.told(), lineages(desk)
    assert of_boston(desk) == []
    read_by(desk)
    assert reread_outdated(desk.context) == 1
    assert of_boston(desk) == ["Boston|MA|CITIES"]
    assert printed(desk, number) == LIST
    assert printed(desk, number, 1) == ["Bqxz|MA|CITIES", *LIST[1:]]
    assert lineages(desk) == {line.replace("Bqxz", "Boston"): each for line, each in rows.items()}
    assert (happened(desk), desk.told()) == (changes, told)
    assert desk.notices() == [
        "1 of 5 rows of list now reads better. No alert was sent. Lookups show reading 2 of version 1; "
        "earlier readings are kept."
    ]
    assert (reread_outdated(desk.context), len(desk.notices())) == (0, 1)


def test_the_next_edition_is_compared_with_the_better_reading(desk: Desk) -> None:
    """Boston, read right in both, is no change; what the publisher added is."""
    published(desk, FIRST)
    read_by(desk)
    reread_outdated(desk.context)
    desk.clock.advance(timedelta(days=7))
    report = desk.publish("list", SECOND)
    assert +Counter(report.counts) == {"added": 1}
    assert desk.told() == [("CMASS", "MA", 2)]


def test_a_reading_that_says_the_same_only_notes_its_reader(desk: Desk) -> None:
    """Another version of a library that changes nothing is no news for operators either."""
    published(desk, FIRST)
    read_by(desk, *WRONG, "Zion", "Z1on")
    assert reread_outdated(desk.context) == 0
    assert desk.notices() == []


def test_of_a_reading_that_differs_much_operators_are_asked_once(desk: Desk) -> None:
    """A reader that reads each heading otherwise may be the one that is wrong: nothing is applied."""
    number = published(desk, FIRST)
    before = printed(desk, number), lineages(desk), happened(desk)
    read_by(desk, "CITIES", "C1T1ES")
    assert [reread_outdated(desk.context) for _ in range(2)] == [0, 0]
    assert (printed(desk, number), lineages(desk), happened(desk)) == before
    (asked,) = desk.notices()
    assert asked == (
        "A new reader reads 5 of 5 rows of version 1 of list another way. Nothing was changed. "
        "Look at the file: where the new reader is wrong, it needs mending; the next one is tried again."
    )


def test_a_document_that_the_new_reader_cannot_read_is_asked_about(desk: Desk) -> None:
    """Nothing of what stands is lost by a reader that breaks."""
    number = published(desk, FIRST)
    read_by(desk, "|", "/")
    assert reread_outdated(desk.context) == 0
    assert len(printed(desk, number)) == 5
    assert "reads 5 of 5 rows" in desk.notices()[0]


def of_edition(desk: Desk, number: int) -> tuple[str, dict[str, int], list[str]]:
    """What an edition says of itself: its date, totals and caveats."""
    with reading(desk.engine) as session:
        edition = edition_of(session, "list", number)
        assert edition.published == edition.dated
        return str(edition.published), dict(edition.totals), list(edition.caveats)


@pytest.mark.parametrize("rows_too", [False, True])
def test_a_date_and_totals_that_are_read_rightly_are_taken_over(desk: Desk, rows_too: bool) -> None:
    """With rows that are read otherwise and without; operators hear what it is, and nobody else."""
    if rows_too:
        read_by(desk, "2025", "2015", *WRONG)
    else:
        facts_read_by(desk, "2015-08-05")
    number = published(desk, FIRST)
    wrong = of_edition(desk, number)
    changes, told, rows = happened(desk), desk.told(), lineages(desk)
    facts_read_by(desk, total="5")
    assert [reread_outdated(desk.context) for _ in range(2)] == [1, 0]
    assert (wrong[0], of_edition(desk, number)) == ("2015-08-05", ("2025-08-05", {"listings": 5}, []))
    assert (happened(desk), desk.told(), {*lineages(desk).values()}) == (changes, told, {*rows.values()})
    (line,) = desk.notices()
    what = "1 of 5 rows, the date and the totals" if rows_too else "The date and the totals"
    which = "2 of version 1; earlier readings are kept" if rows_too else "1 of version 1"
    assert line == f"{what} of list now read better. No alert was sent. Lookups show reading {which}."


def test_of_another_period_operators_are_asked(desk: Desk) -> None:
    """What a list covers decides what its rows are compared with: no machine puts that right."""
    facts_read_by(desk, period="2025-07-01/2025-07-31")
    number = published(desk, FIRST)
    before = printed(desk, number), lineages(desk), happened(desk), of_edition(desk, number)
    facts_read_by(desk, "2025-08-04", period="2025-06-01/2025-06-30")
    assert [reread_outdated(desk.context) for _ in range(2)] == [0, 0]
    assert (printed(desk, number), lineages(desk), happened(desk), of_edition(desk, number)) == before
    (asked,) = desk.notices()
    assert asked.startswith("A new reader reads version 1 of list another way. Nothing was changed.")
    covers = "it covers June 2025; as it stands, July 2025."
    assert f"By the new reader {covers}" in asked


def marked(desk: Desk, number: int) -> list[str]:
    """What an edition shows as gone, and how."""
    with reading(desk.engine) as session:
        rows = listings_of(session, edition_of(session, "list", number))
        return [f"{row.mark}: {row.as_read}" for row in rows if row.mark != "printed"]


def test_a_crossed_out_row_is_printed_so_and_does_not_stand(desk: Desk) -> None:
    """It is removed; what stands below it is cited by its own page; it is no row of the edition's count."""
    crossed_out_by(desk)
    published(desk, FIRST)
    crossed_out_by(desk, "Denver")
    number = published(desk, SECOND, later=7)
    changes = {str(row["kind"]): row for row in happened(desk) if row["edition"] == number}
    assert sorted(changes) == ["added", "removed"]
    assert (changes["added"]["after_page"], changes["removed"]["before_page"]) == (6, 3)
    assert (marked(desk, number), printed(desk, number)) == (["struck: Denver|CO|CITIES"], SECOND[1:])
    assert "Denver|CO|CITIES" not in lineages(desk)
    with reading(desk.engine) as session:
        edition = edition_of(session, "list", number)
        assert (edition.rows, len(standing_of(session, edition))) == (5, 5)


def test_a_better_reader_may_see_that_a_row_is_crossed_out(desk: Desk) -> None:
    """It was read as standing and no longer does; the other way round operators are asked."""
    crossed_out_by(desk)
    number = published(desk, FIRST)
    changes, rows = happened(desk), lineages(desk)
    crossed_out_by(desk, "Denver")
    assert reread_outdated(desk.context) == 1
    assert marked(desk, number) == ["struck: Denver|CO|CITIES"]
    assert happened(desk) == changes
    assert rows.keys() - lineages(desk).keys() == {"Denver|CO|CITIES"}
    crossed_out_by(desk)
    assert reread_outdated(desk.context) == 0
    assert marked(desk, number) == ["struck: Denver|CO|CITIES"]
    assert "It disagrees on which rows the document says are gone." in desk.notices()[-1]


def test_damaged_bytes_keep_no_desk_from_starting(desk: Desk) -> None:
    """What can't be read again stands as it was read; a backup that is put back is read."""
    published(desk, FIRST)
    read_by(desk)
    with writing(desk.engine) as session:
        session.exec(update(ChunkRow).values(data=zlib.compress(b"another")))
    assert reread_outdated(desk.context) == 0
    assert (desk.notices(), len(lineages(desk))) == ([], 5)


def test_only_the_newest_edition_is_read_again(desk: Desk) -> None:
    """What was replaced stays as it was read then, and so do the changes between."""
    first = published(desk, FIRST)
    second = published(desk, SECOND, later=7)
    read_by(desk)
    assert reread_outdated(desk.context) == 1
    assert printed(desk, first) == ["Bqxz|MA|CITIES", *LIST[1:]]
    assert printed(desk, second) == [*LIST, "Vail|CO|CITIES"]


def test_what_comes_in_behind_derives_the_same(desk: Desk) -> None:
    """An edition in between, which only has another order, changes no row, lineage or change."""
    published(desk, FIRST)
    between = desk.clock()
    second = published(desk, SECOND, later=7)
    read_by(desk)
    reread_outdated(desk.context)
    before = lineages(desk), [(row["id"], row["kind"], row["lineage"]) for row in happened(desk)]
    read_by(desk, *WRONG)
    turned = ["published 2025-08-05", *reversed(LIST)]
    report = desk.publish("list", turned, observed=between.replace(day=8))
    assert report.edition not in {None, second}
    assert before == (lineages(desk), [(row["id"], row["kind"], row["lineage"]) for row in happened(desk)])
    assert (printed(desk, second)[0], printed(desk, second, 1)[0]) == ("Boston|MA|CITIES", "Bqxz|MA|CITIES")
    with reading(desk.engine) as session:
        standing = standing_of(session, edition_of(session, "list", second))
    assert [each.as_read for each in standing] == [*LIST, "Vail|CO|CITIES"]


def test_rows_that_only_one_reading_has_begin_and_end_without_a_change(desk: Desk) -> None:
    """A row that the first reader made up is gone, one that it passed over stands: no change."""
    read_by(desk, "Denver|CO|CITIES\n", "", "Lyons|CO|CITIES", "Lyons|CO|CITIES\npage 3|CO|CITIES")
    published(desk, ["published 2025-08-05", *LIST, "Vail|CO|CITIES", "Ouray|CO|CITIES", "Alma|CO|CITIES"])
    changes, rows = happened(desk), lineages(desk)
    read_by(desk)
    assert reread_outdated(desk.context) == 1
    now = lineages(desk)
    assert happened(desk) == changes
    assert now.keys() - rows.keys() == {"Denver|CO|CITIES"}
    assert rows.keys() - now.keys() == {"page 3|CO|CITIES"}
    assert {line: now[line] for line in now.keys() & rows.keys()} == {
        line: rows[line] for line in now.keys() & rows.keys()
    }


def test_a_held_edition_that_looks_right_now_is_offered(desk: Desk) -> None:
    """All rows but one seemed lost: operators are told once that they are not; a person publishes it."""
    published(desk, FIRST)
    read_by(desk, *WRONG, "\n".join(["", *SECOND[2:]]), "")
    desk.clock.advance(timedelta(days=7))
    held = desk.publish("list", SECOND)
    assert held.status == "held"
    read_by(desk)
    reread_outdated(desk.context)
    offers = [text for text in desk.notices() if "looks right now" in text]
    assert len(offers) == 1
    assert held.reasons[0] in offers[0]
    assert (reread_outdated(desk.context), len(desk.told())) == (0, 1)
    report = review.accept(held.edition or 0, desk.context, "UEDITOR")
    assert (report.status, +Counter(report.counts)) == ("published", {"added": 1})


DECEMBER = ["Travis|TX|Mexico|2024-12-01", "Travis|TX|Cuba|2024-12-02", "Bexar|TX|Peru|2024-12-03"]
JANUARY = ["Travis|TX|Peru|2025-01-05", "Bexar|TX|Cuba|2025-01-06", "Bexar|TX|Chile|2025-01-07"]
WINTER = ["2024-12-01/2025-01-31", *DECEMBER, *JANUARY]
NEW_YEAR = ["2025-01-01/2025-02-28", *JANUARY, "Travis|TX|Cuba|2025-02-02"]


def test_a_release_from_which_rows_still_stand_is_read_again(desk: Desk) -> None:
    """A later release says nothing of December; what stands of it is read rightly, and is counted once."""
    releases_read_by(desk, "Mexico", "Mex1co")
    desk.publish("report", WINTER)
    desk.clock.advance(timedelta(days=30))
    desk.publish("report", NEW_YEAR)
    changes, rows = happened(desk), lineages(desk)
    releases_read_by(desk)
    assert reread_outdated(desk.context) == 1
    assert lineages(desk) == {line.replace("Mex1co", "Mexico"): each for line, each in rows.items()}
    assert happened(desk) == changes
    desk.clock.advance(timedelta(days=30))
    assert desk.publish("report", [*WINTER, NEW_YEAR[-1]]).counts["added"] == 0


def test_what_later_releases_changed_is_not_altered(desk: Desk) -> None:
    """Were the earlier release read rightly, the later would have misread a row of January anew.

    So the later one is read again, and of the earlier one operators are asked.
    """
    releases_read_by(desk, "Chile", "Ch1le")
    desk.publish("report", WINTER)
    desk.clock.advance(timedelta(days=30))
    desk.publish("report", NEW_YEAR)
    changes, rows = happened(desk), lineages(desk)
    releases_read_by(desk)
    assert reread_outdated(desk.context) == 1
    assert lineages(desk) == {line.replace("Ch1le", "Chile"): each for line, each in rows.items()}
    assert happened(desk) == changes
    assert ["would alter" in text for text in desk.notices()] == [True, False]
    assert reread_outdated(desk.context) == 0


def test_deriving_all_again_gives_what_is_stored(desk: Desk) -> None:
    """From the first edition on, with every reading in its turn."""
    read_by(desk, *WRONG, "Lyons|CO|CITIES", "Lyons|CO|CITIES\npage 3|CO|CITIES")
    first = published(desk, [*FIRST, *LIST, "Vail|CO|CITIES"])
    published(desk, [*FIRST, *LIST, "Alma|CO|CITIES"], later=7)
    read_by(desk, *WRONG)
    reread_outdated(desk.context)
    published(desk, [*FIRST, *LIST, "Vail|CO|CITIES"], later=7)
    read_by(desk)
    reread_outdated(desk.context)
    before = stored(desk)
    with writing(desk.engine) as session:
        assert rewrite(session, session.get_one(EditionRow, first), Rules()) == []
    assert stored(desk) == before


def stored(desk: Desk) -> list[dict[str, object]]:
    """All that is derived, as it is stored."""
    with reading(desk.engine) as session:
        listings = session.exec(select(ListingRow).order_by(col(ListingRow.id))).all()
        return [*(row.model_dump() for row in listings), *happened(desk)]
