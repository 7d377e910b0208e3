"""A newsroom's Slack with the desk in it: the bundled history, and editions made up for a test."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cache

from slack_bolt import App
from slack_sdk import WebClient

from bot.app import build_app
from bot.desk import Desk
from bot.slack import People, Workspace, connect, manifest_of
from jobs.check import take_edition
from jobs.context import CheckContext
from jobs.history import bundled_sources
from jobs.readers import Parser
from jobs.replay import load_history
from jobs.sources import all_sources
from models.config import Newsroom, Settings
from models.db import open_engine
from models.domain import FIELDS, Cell, Document, Edition, Listing, ListingKind, Period, Source, SourceKind
from models.editions import keep_document
from models.places import load_gazetteer
from tests.support.slack.driven import DrivenSlack

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
SETTINGS = Settings(newsroom=Newsroom(operators=("UOPERATOR",)))
WEEK = Period(date(2017, 2, 4), date(2017, 2, 10))


@cache
def sources() -> Mapping[str, Source]:
    """Every list: those watched live, the bundled ones, and two made up for the tests."""
    known = {**bundled_sources(), **all_sources()}
    report = replace(
        known["doj_eo14287"],
        name="made_up_report",
        kind=SourceKind.EVENT,
        publisher="Made-up Bureau",
        short="MUB",
        title="Made-up report",
        names=None,
        caveat="Made up for a test.",
        address="https://bureau.example/report",
        floor=0,
    )
    agencies = replace(report, name="made_up_287g", kind=SourceKind.STATE, title="Made-up 287(g) agreements")
    return {**known, report.name: report, agencies.name: agencies}


@contextmanager
def watch_on(url: str, now: datetime = NOW) -> Iterator[CheckContext]:
    """The publishing side on a database, its clock stopped."""
    engine = open_engine(url, threads=4)
    with Parser() as parser:
        yield CheckContext(engine, SETTINGS, sources(), load_gazetteer(), parser, lambda: now)
    engine.dispose()


def fill_with_history(url: str) -> None:
    """Load the bundled history into an empty database."""
    with watch_on(url) as context:
        load_history(context)


def take_rows(
    url: str, source: str, listings: tuple[Listing, ...], *, published: date, period: Period | None = None
) -> None:
    """Take an edition with made-up rows in, through the path that every edition takes."""
    observed = datetime(published.year, published.month, published.day, 12, tzinfo=UTC)
    document = Document(repr(listings).encode(), sources()[source].address, observed, published=published)
    with watch_on(url, observed) as context:
        keep_document(context.engine, document, source)
        take_edition(document, Edition(source, listings, published, period), source, context)


def refusal(agency: str, state: str, page: int, **said: str) -> Listing:
    """A made-up refusal, as read from a page."""
    fields: dict[str, Cell] = dict.fromkeys(FIELDS[ListingKind.REFUSAL])
    fields |= {"agency": agency, "declined": "2017-02-07", **said}
    return Listing(ListingKind.REFUSAL, fields, state, page=page, as_read=f"{agency} | made up")


def tally(agency: str, state: str, count: int, measure: str, period: Period) -> Listing:
    """A made-up tally."""
    fields: dict[str, Cell] = {"agency": agency, "count": count, "measure": measure, "period": str(period)}
    return Listing(ListingKind.TALLY, fields, state, page=2, as_read=f"{agency} | {count} | made up")


@dataclass(frozen=True, slots=True)
class Room:
    """A newsroom: its Slack, the desk, and the app between the two."""

    slack: DrivenSlack
    desk: Desk
    app: App

    @property
    def client(self) -> WebClient:
        """Slack's Web API as the app uses it."""
        return WebClient(self.slack.bot_token, base_url=self.slack.api_url)


@contextmanager
def desk_on(url: str, settings: Settings | None = None) -> Iterator[Desk]:
    """People's side on a database, its clock stopped."""
    engine = open_engine(url, threads=16)
    yield Desk(engine, settings or SETTINGS, load_gazetteer(), lambda: NOW, sources())
    engine.dispose()


@contextmanager
def newsroom(desk: Desk, prepare: Callable[[DrivenSlack], object] = bool) -> Iterator[Room]:
    """The desk connected over Socket Mode to a local Slack that is prepared before."""
    with DrivenSlack(manifest=manifest_of(desk.settings)) as slack:
        prepare(slack)
        client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        desk = replace(desk, people=People(client))
        app = build_app(desk, client)
        with ExitStack() as stack:
            connect(app, Workspace(slack.api_url, slack.bot_token, slack.app_token), stack)
            yield Room(slack, desk, app)
