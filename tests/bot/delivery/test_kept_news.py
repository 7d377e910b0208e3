"""What is kept of one channel's alert for the next one's is what would be read, whatever was written."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.delivery import Readership, kept_news
from bot.delivery.kept_news import KeptNews
from bot.delivery.render import Rendered, Rendering, render_delivery
from models.config import Newsroom
from models.db import DeliveryRow, EditionRow, ListingRow, PublicNoteRow, open_engine, reading, writing
from models.domain import (
    EVERYWHERE,
    Bulletin,
    Erratum,
    Outcome,
    Period,
    Resolution,
    Row,
    SourceKind,
    Subject,
)
from models.editions import (
    Statement,
    TakenBack,
    add_errata,
    outdated,
    place_again,
    publish,
    read_anew,
)
from models.messaging import delivery_of
from models.newsroom import NewNote, add_note, remove_note
from models.queries import HeardSubject, NewsAsked
from tests.benchmarks.big_editions import watching
from tests.support.databases import copy_sqlite
from tests.support.newsroom.bulletins import LIST, report
from tests.support.newsroom.editions import (
    TRAVIS,
    compared,
    designations,
    publish_rows,
    refusals,
    subscribe,
)
from tests.support.publishers.watching import made_up

NOW = datetime.fromisoformat("2026-11-02T15:00:00Z")
REPORT = made_up("report", SourceKind.EVENT)
SOURCES = {each.name: each for each in (LIST, REPORT)}
STATES = (("Alder", "Travis County"), ("Alder", "Birch", "Cedar"), ("Birch", "Elm", "Travis County"))
WEEK = Period(date(2017, 1, 28), date(2017, 2, 3))


class Written:
    """A desk's facts, written in every way there is, each a while after the last."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.now, self.number, self.states = engine, NOW, count(1), 0
        self.readership = Readership(SOURCES, "America/New_York")
        for channel, state in (("C0FIRST", "TX"), ("C0SECOND", "TX"), ("C0THIRD", EVERYWHERE)):
            subscribe(engine, channel, state, NOW)
        self.publish()

    def publish(self) -> None:
        """Publish the list as it stands next; what waits settles with it."""
        self.states += 1
        self._take(self.now)

    def behind(self) -> None:
        """Take in an edition that stood before the last one."""
        self.states += 1
        self._take(self.now - timedelta(minutes=3))

    def _take(self, stood: datetime) -> None:
        rows = designations(*STATES[self.states % 3])
        work = replace(compared(self.engine, LIST, rows, stood), settle=timedelta(minutes=5))
        publish(self.engine, work, Newsroom(), self.now)

    def report(self) -> None:
        """Publish a week's report, each time with a row more."""
        publish_rows(self.engine, REPORT, refusals(1 + next(self.number) % 3), self.now)

    def take_back(self) -> None:
        """Let its publisher take a place's rows back."""
        said = Statement(REPORT.name, "https://publisher.example/", self.now)
        erratum = Erratum("Travis County", "TX", WEEK, f"Wrong, says sentence {next(self.number)}.")
        with writing(self.engine) as session:
            add_errata(session, said, [TakenBack(erratum, TRAVIS)], Newsroom(), self.now)

    def note(self) -> None:
        """Add a public note to the row that was listed last."""
        with reading(self.engine) as session:
            listing = session.exec(select(ListingRow.id).order_by(col(ListingRow.id).desc())).first() or 0
        new = NewNote(listing, f"Reply {next(self.number)}.", "https://county.example/reply", "U1")
        add_note(self.engine, new, self.now)

    def unnote(self) -> None:
        """Take the last public note away."""
        with reading(self.engine) as session:
            last = session.exec(select(PublicNoteRow.id).order_by(col(PublicNoteRow.id).desc())).first()
        if last:
            remove_note(self.engine, last)

    def place(self) -> None:
        """Let a better resolver place every row of the list in Travis County, or none."""
        mark = str(next(self.number))
        known = Resolution(Outcome.RESOLVED, (TRAVIS,))
        made = known if int(mark) % 2 else Resolution(Outcome.UNKNOWN, reason="Not known.")
        with writing(self.engine) as session:
            old = outdated(session, {LIST.name: mark})
            place_again(session, LIST.name, mark, [(each, Row(each.listing, each.key, made)) for each in old])

    def reread(self) -> None:
        """Let a better reader find another caveat in the last edition of the list."""
        with reading(self.engine) as session:
            last = session.exec(
                select(EditionRow)
                .where(col(EditionRow.source) == LIST.name)
                .order_by(col(EditionRow.stood).desc())
            ).first()
        assert last
        rows = designations(*STATES[self.states % 3])
        work = compared(self.engine, LIST, rows, self.now)
        caveats = (f"Caveat {next(self.number)}.",)
        work = replace(work, edition=replace(work.edition, caveats=caveats), held=last.id, reader=caveats[0])
        read_anew(self.engine, work, work.compared.rows, Newsroom(), self.now)

    def rendered(self) -> list[tuple[Rendered, Rendered]]:
        """Return each alert as it is rendered with what is kept, and anew."""
        with reading(self.engine) as session:
            owed = select(DeliveryRow.id).where(col(DeliveryRow.what) == "alert")
            numbers = session.exec(owed.order_by(col(DeliveryRow.id))).all()
            anew = replace(self.readership, kept=KeptNews())
            return [
                (self.render(session, number, self.readership), self.render(session, number, anew))
                for number in numbers
            ]

    def render(self, session: Session, number: int | None, readership: Readership) -> Rendered:
        """Render one message."""
        return render_delivery(Rendering(session, delivery_of(session, number), readership, self.now))


WAYS = ("publish", "behind", "report", "take_back", "note", "unnote", "place", "reread")


@settings(max_examples=6)
@given(st.lists(st.sampled_from(WAYS), min_size=2, max_size=8))
@example(["report", "take_back", "note", "place", "reread", "unnote", "behind", "publish"])
def test_what_is_kept_is_what_would_be_read(
    sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory, ways: list[str]
) -> None:
    """After whatever is written, in any order, every alert reads as if nothing were kept of it."""
    engine = open_engine(copy_sqlite(sqlite_template, tmp_path_factory.mktemp("kept") / "desk.db"))
    written = Written(engine)
    for way in ways:
        written.now += timedelta(minutes=4)
        getattr(written, way)()
        for kept, anew in written.rendered():
            assert kept == anew, way
    engine.dispose()


def test_two_channels_that_hear_the_same_are_told_by_one_reading(sqlite_database: str) -> None:
    """The second takes its own row, the facts' version and a few more; a third reads no edition again."""
    engine = open_engine(sqlite_database)
    written = Written(engine)
    with reading(engine) as session:
        first, second, third = session.exec(select(DeliveryRow.id).order_by(col(DeliveryRow.id))).all()

    def asked(number: int | None, readership: Readership) -> int:
        with reading(engine) as session, watching(engine) as watched:
            assert written.render(session, number, readership).tells
        return len(watched.statements)

    alone = asked(third, replace(written.readership, kept=KeptNews()))
    one, same, other = (asked(number, written.readership) for number in (first, second, third))
    assert same < 8 < one
    assert other < alone - 2
    engine.dispose()


def news(number: int) -> NewsAsked:
    """Return made-up news, one a number."""
    return NewsAsked(number, (HeardSubject(Subject("TX")),))


def test_no_more_is_kept_than_there_is_room_for(
    sqlite_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was asked for the longest time ago goes first; the last one stays whatever its length."""
    monkeypatch.setattr(kept_news, "MOST_ROWS", 6)
    engine, kept, read = open_engine(sqlite_database), KeptNews(), list[int]()

    def ask(number: int, rows: int = 2) -> Bulletin | None:
        def reads() -> Bulletin:
            read.append(number)
            return report(rows)

        return kept.get((engine, 1, news(number)), reads)

    for number in (1, 2, 1, 3, 1, 2):
        ask(number)
    assert read == [1, 2, 3, 2]
    ask(4, rows=50)
    ask(4, rows=50)
    ask(1)
    assert read == [1, 2, 3, 2, 4, 1]
    engine.dispose()


def test_several_that_ask_at_once_wait_for_one_reading(sqlite_database: str) -> None:
    """Four threads that render the same big alert read it once; where that fails it is read again."""
    engine, kept, go = open_engine(sqlite_database), KeptNews(), threading.Event()
    read: list[Bulletin] = []

    def fails() -> Bulletin:
        raise ValueError("The database was away.")

    def reads() -> Bulletin:
        go.wait(10)
        read.append(report(3))
        return read[-1]

    with pytest.raises(ValueError, match="away"):
        kept.get((engine, 1, news(1)), fails)
    with ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(kept.get, (engine, 1, news(1)), reads) for _ in range(4)]
        go.set()
        assert {id(each.result()) for each in asked} == {id(read[0])}
    assert len(read) == 1
    engine.dispose()
