"""A desk's publishing side on a database of its own, with lists made up for the test."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from sqlalchemy import Engine
from sqlmodel import col, select, update

from jobs.check import take
from jobs.context import CheckContext, CheckReport
from jobs.readers import Parser
from models.config import Newsroom, Settings
from models.config.settings import Slack
from models.db import DeliveryRow, SubscriptionRow, open_engine, reading, writing
from models.domain import (
    PLAIN,
    Document,
    Edition,
    Listing,
    ListingKind,
    Period,
    Source,
    SourceKind,
    Terms,
    terms_json,
)
from models.messaging import SUPERSEDED
from models.places import load_gazetteer
from tests.support.clock import Clock
from tests.support.newsroom.payloads import news_in, notice_text

OPERATORS = "COPERATORS"


def read_states(document: Document) -> Edition:
    """Read a made-up state list: a line `NAME|STATE|HEADING` a row, `published DATE` on top."""
    published, *rows = document.body.decode().splitlines()
    listings = []
    for number, line in enumerate(rows, start=1):
        name, state, heading = line.split("|")
        fields = {"name": name, "heading": heading}
        listings.append(Listing(ListingKind.DESIGNATION, fields, state, page=number, as_read=line))
    day = published.removeprefix("published").strip()
    return Edition("list", tuple(listings), date.fromisoformat(day) if day else None)


def read_silence(document: Document) -> Edition:
    """Read a document that has no part for the list, and says so by announcing none."""
    return Edition("beside", (), silent=True)


def read_events(document: Document) -> Edition:
    """Read a made-up weekly report: `FIRST/LAST` on top, a line `AGENCY|STATE|CITIZENSHIP` a row."""
    week, *rows = document.body.decode().splitlines()
    first, last = (date.fromisoformat(day) for day in week.split("/"))
    listings = []
    for line in rows:
        agency, state, citizenship = line.split("|")
        fields = {
            "agency": agency,
            "citizenship": citizenship,
            "offense": None,
            "disposition": None,
            "issued": None,
            "declined": week[:10],
            "activity_as_printed": "made up",
        }
        listings.append(Listing(ListingKind.REFUSAL, fields, state, page=1, as_read=line))
    return Edition("report", tuple(listings), period=Period(first, last))


def made_up(name: str, kind: SourceKind) -> Source:
    """A source that exists only in the tests."""
    return Source(
        name=name,
        kind=kind,
        publisher="Made-up Bureau",
        short="MUB",
        title=f"Made-up {name}",
        address="https://publisher.example/list",
        every=timedelta(hours=1),
        caveat="Made up for a test.",
        floor=2,
        parse=read_states if kind is SourceKind.STATE else read_events,
    )


class Desk:
    """One publishing side under test."""

    def __init__(self, url: str, clock: Clock, parser: Parser) -> None:
        self.engine: Engine = open_engine(url, threads=4)
        self.clock = clock
        self.context = CheckContext(
            engine=self.engine,
            settings=Settings(newsroom=Newsroom(operators_channel=OPERATORS), slack=Slack(settle_seconds=0)),
            sources={
                "list": made_up("list", SourceKind.STATE),
                "report": made_up("report", SourceKind.EVENT),
            },
            gazetteer=load_gazetteer(),
            parser=parser,
            clock=clock,
        )

    def subscribe(self, channel: str, state: str, terms: Terms = PLAIN) -> None:
        """Let a channel hear of a state."""
        with writing(self.engine) as session:
            session.add(
                SubscriptionRow(
                    team="T1",
                    channel=channel,
                    state=state,
                    terms=terms_json(terms),
                    created=self.clock(),
                    created_by="UEDITOR",
                )
            )

    def publish(self, source: str, lines: Sequence[str], *, observed: datetime | None = None) -> CheckReport:
        """Take in a document of these lines; return what became of it."""
        document = Document(
            "\n".join(lines).encode(), f"https://publisher.example/{source}", observed or self.clock()
        )
        return take(document, source, self.context)[-1]

    def queued(self) -> list[DeliveryRow]:
        """The messages in the outbox, oldest first."""
        with reading(self.engine) as session:
            return list(session.exec(select(DeliveryRow).order_by(DeliveryRow.id)))  # type: ignore[arg-type]

    def told(self) -> list[tuple[str, str, int]]:
        """Channel, state and number of changed rows of each alert queued, in order."""
        return [
            (row.channel, news.heard[0].state, news.rows)
            for row in self.queued()
            if row.what != "notice" and row.error != SUPERSEDED
            for news in [news_in(row)]
        ]

    def send(self) -> None:
        """Slack has taken all that waits: what comes later is told beside it."""
        with writing(self.engine) as session:
            session.exec(
                update(DeliveryRow).where(col(DeliveryRow.status) == "pending").values(status="sent")
            )

    def notices(self) -> list[str]:
        """What operators are told, in order; each list by its name."""
        with reading(self.engine) as session:
            return [notice_text(session, row) for row in self.queued() if row.what == "notice"]


@contextmanager
def desk_on(url: str, clock: Clock, parser: Parser) -> Iterator[Desk]:
    """A desk on a migrated database, closed at the end."""
    desk = Desk(url, clock, parser)
    try:
        yield desk
    finally:
        desk.engine.dispose()
