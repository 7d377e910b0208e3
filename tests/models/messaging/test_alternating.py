"""Whatever a list does and however often one looks: who was told of it all knows what stands in the end."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from bot.delivery import Readership
from bot.delivery.alert_content import gather_alert
from models.config import Newsroom
from models.db import DeliveryRow, EditionRow, open_engine, reading, writing
from models.domain import PLAIN, Bulletin, Source, Terms
from models.editions import count_check, publish
from models.messaging import AlertPayload
from tests.support.databases import copy_sqlite
from tests.support.newsroom.bulletins import LIST
from tests.support.newsroom.delivering import GEORGIA, TEXAS
from tests.support.newsroom.digesting import DAILY, ZONE, wish
from tests.support.newsroom.editions import compared, designations
from tests.support.newsroom.payloads import news_in

BEGIN = datetime(2025, 11, 24, 14, 4, tzinfo=UTC)
STATES = (
    frozenset({"Alder", "Birch", "Cedar"}),
    frozenset({"Alder", "Birch", "Cedar", "Dogwood", "Elm"}),
    frozenset({"Alder", "Cedar", "Fir"}),
)
GAPS = st.sampled_from([1, 10, 20, 30, 45, 61, 300, 1500])
"""Minutes between two looks: from less than an alert settles to more than a day."""
LOOKS = st.lists(st.tuples(st.integers(0, 2), GAPS), min_size=1, max_size=16)
SETTLE = timedelta(seconds=120)
NAMES = (f"list_{number}" for number in count())


class Watched:
    """A list that is looked at, and what two channels know of it: one hears at once, one in digests."""

    def __init__(self, engine: Engine, source: Source) -> None:
        self.engine, self.source, self.now = engine, source, BEGIN
        self.state, self.stood, self.looks = -1, BEGIN, 0
        self.said: dict[int, frozenset[str]] = {}
        self.read: dict[AlertPayload, Bulletin] = {}
        self.readership = Readership({source.name: source}, ZONE)

    def look(self, state: int, minutes: int) -> None:
        """Look a while later, when the list says so; what is due by then is sent."""
        self.now += timedelta(minutes=minutes)
        self._send(digest=minutes > 60)
        if state == self.state:
            self.looks += 1
            with writing(self.engine) as session:
                count_check(session, self.source.name, self.now, began=self.now, unchanged=[self.source.name])
        else:
            self.state, self.stood, self.looks = state, self.now, 0
            rows = designations(*sorted(STATES[state]))
            work = compared(self.engine, self.source, rows, self.now)
            work = replace(work, settle=SETTLE, looked=True)
            self.said[publish(self.engine, work, Newsroom(), self.now).edition] = STATES[state]
        self._send()

    @property
    def stands(self) -> bool:
        """Whether its state has stood for two looks and an hour."""
        return self.looks >= 2 and self.now - self.stood >= timedelta(hours=1)

    def _send(self, *, digest: bool = False) -> None:
        """Send what is due, and what was gathered, if a digest is due."""
        with writing(self.engine) as session:
            for row in self._alerts(session):
                if row.status == "pending" and row.not_before <= self.now:
                    row.status, row.attempts, row.sent = "sent", 1, self.now
                if digest and row.status == "gathered":
                    row.parent = row.parent or row.id

    def _alerts(self, session: Session) -> list[DeliveryRow]:
        of_list = select(DeliveryRow).join(EditionRow, col(EditionRow.id) == col(DeliveryRow.edition))
        alerts = of_list.where(col(EditionRow.source) == self.source.name, col(DeliveryRow.what) == "alert")
        return list(session.exec(alerts.order_by(col(DeliveryRow.id))))

    def sent(self, channel: str) -> list[AlertPayload]:
        """Return what a channel was sent, or will read in its next digest."""
        with reading(self.engine) as session:
            rows = [row for row in self._alerts(session) if row.channel == channel]
            news = [news_in(row) for row in rows if row.status in {"sent", "gathered"}]
        return [each for each in news if isinstance(each, AlertPayload)]

    def _bulletin(self, news: AlertPayload) -> Bulletin:
        if news not in self.read:
            with reading(self.engine) as session:
                self.read[news] = gather_alert(session, news, self.readership)
        return self.read[news]

    def known(self, channel: str) -> set[str]:
        """Return what a channel believes to stand, by what it was told in turn."""
        known: set[str] = set()
        for news in self.sent(channel):
            rows = self._bulletin(news).rows
            assert bool(rows) is (news.alternation is None), "it tells nothing"
            gone = {each.before.as_read for each in rows if each.before}
            new = {each.after.as_read for each in rows if each.after}
            assert gone <= known, "it was never told"
            assert not new & known, "it was told before"
            known = (known - gone) | new
            if news.returned:
                assert known == self.said[news.returned], "it is back to something else"
        return known

    def lines(self, channel: str) -> int:
        """Return how often a channel was told that the list alternates."""
        return sum(news.alternation is not None for news in self.sent(channel))


@pytest.fixture(scope="module")
def engine(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A database for all sequences, each on a list of its own."""
    opened = open_engine(copy_sqlite(sqlite_template, tmp_path_factory.mktemp("turns") / "desk.db"))
    wish(opened, BEGIN, PLAIN)
    wish(opened, BEGIN, Terms(rhythm=DAILY), channel=GEORGIA)
    yield opened
    opened.dispose()


@settings(max_examples=20, deadline=None)
@given(looks=LOOKS)
@example(looks=[(0, 20), (1, 20), (0, 20), (1, 20), (0, 20), (0, 45), (0, 45), (1, 20), (1, 61), (1, 20)])
@example(looks=[(0, 20), (1, 20), (0, 20), (1, 20), (1, 45), (1, 45), (0, 20), (0, 45), (0, 45)])
@example(looks=[(0, 20), (1, 1), (0, 1), (1, 1), (0, 1), (1, 1), (1, 61), (1, 1)])
@example(looks=[(0, 20), (1, 20), (2, 1), (0, 1), (2, 20), (1, 20), (1, 61), (1, 1)])
@example(looks=[(0, 20), (1, 20), (2, 20), (0, 20), (1, 300), (2, 20), (2, 45), (2, 45), (0, 20), (1, 20)])
def test_who_was_told_knows_what_stands(engine: Engine, looks: list[tuple[int, int]]) -> None:
    """All that channels were told, in turn, is what stands whenever it stood; at most one line a spell."""
    watched = Watched(engine, replace(LIST, name=next(NAMES)))
    lines = dict.fromkeys((TEXAS, GEORGIA), 0)
    for state, minutes in looks:
        watched.look(state, minutes)
        for channel in lines:
            assert watched.lines(channel) <= lines[channel] + 1
            if watched.stands:
                assert watched.known(channel) == STATES[watched.state]
                lines[channel] = watched.lines(channel)


@settings(max_examples=10, deadline=None)
@given(states=st.lists(st.integers(0, 2), min_size=4, max_size=14), gap=st.sampled_from([3, 20, 58]))
def test_turns_are_not_told_one_by_one(engine: Engine, states: list[int], gap: int) -> None:
    """However often it turns without a rest: each state once, one return and one line, and no more."""
    watched = Watched(engine, replace(LIST, name=next(NAMES)))
    turns = [state for number, state in enumerate(states) if number == 0 or state != states[number - 1]]
    for state in turns:
        watched.look(state, gap)
    watched.look(turns[-1], 3)
    assert len(watched.sent(TEXAS)) <= len(STATES) + 2
