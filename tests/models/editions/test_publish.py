"""Several who publish at once: each edition is written once, told once, and no one's work is lost."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

from sqlalchemy import Engine, event
from sqlmodel import func, select

from models.config import Newsroom
from models.db import DeliveryRow, EditionRow, ListingRow, PlaceRow, open_engine, reading
from models.domain import SourceKind
from models.editions import Overtaken, Publication, publish
from tests.support.clock import Clock
from tests.support.newsroom.editions import compared, designations, refusals, subscribe
from tests.support.publishers.watching import made_up

AT_ONCE = 4


def together(engine: Engine, works: Sequence[Publication]) -> list[str]:
    """Publish several editions at the same moment; return what became of each."""
    start = Barrier(len(works))

    def one(work: Publication) -> str:
        start.wait()
        try:
            publish(engine, work, Newsroom(), work.document.observed)
        except Overtaken:
            return "overtaken"
        return "published"

    with ThreadPoolExecutor(len(works)) as pool:
        return sorted(pool.map(one, works))


def test_one_edition_that_several_publish_at_once_is_written_once(database: str, clock: Clock) -> None:
    """A person imports the file that the desk fetches in that moment: one edition, one alert."""
    engine = open_engine(database, threads=AT_ONCE + 2)
    subscribe(engine, "CTEXAS", "TX", clock())
    work = compared(engine, made_up("made_up_report", SourceKind.EVENT), refusals(30), clock())
    fates = together(engine, [work] * AT_ONCE)
    with reading(engine) as session:
        written = [
            session.exec(select(func.count()).select_from(table)).one()
            for table in (EditionRow, ListingRow, DeliveryRow)
        ]
    assert (fates, written) == (["overtaken"] * (AT_ONCE - 1) + ["published"], [1, 30, 1])
    engine.dispose()


def test_lists_that_first_name_one_place_at_once_are_all_written(database: str, clock: Clock) -> None:
    """Whoever comes second finds the place written; neither publication fails for it."""
    engine = open_engine(database, threads=AT_ONCE + 2)
    works = [
        compared(
            engine, made_up(f"made_up_{number}", SourceKind.STATE), designations("Travis County"), clock()
        )
        for number in range(AT_ONCE)
    ]
    assert together(engine, works) == ["published"] * AT_ONCE
    with reading(engine) as session:
        assert [row.geoid for row in session.exec(select(PlaceRow))] == ["48453"]
    engine.dispose()


def test_what_was_known_when_it_was_compared_is_not_asked_again(database: str, clock: Clock) -> None:
    """The one transaction asks only for wordings that were new: others may have stored them meanwhile."""
    engine = open_engine(database, threads=4)
    source, rows = made_up("made_up_report", SourceKind.EVENT), refusals(1200)
    publish(engine, compared(engine, source, rows[:1100], clock()), Newsroom(), clock())
    clock.advance(timedelta(days=1))
    work, asked = compared(engine, source, rows, clock()), []

    def note(*told: object) -> None:
        if " ".join(str(told[2]).split()).startswith("SELECT printing.digest, printing.id FROM"):
            asked.append(told[2])

    event.listen(engine, "before_cursor_execute", note)
    publish(engine, work, Newsroom(), clock())
    with reading(engine) as session:
        assert session.exec(select(func.count()).select_from(ListingRow)).one() == 1200
    assert len(asked) == 1
    engine.dispose()
