"""A list that goes to and fro, as two servers show it of which one is behind, is told once."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from pytest_httpserver import HTTPServer
from slack_sdk import WebClient
from sqlmodel import col, func, select
from werkzeug import Request, Response

from bot.delivery import Readership
from bot.delivery.deliverer import Deliverer
from jobs.check import check
from jobs.context import CheckReport
from jobs.readers import Parser
from models.db import EditionRow, SubscriptionRow, reading, writing
from models.domain import PLAIN, Channel, Terms
from models.messaging import end_serving, queue_next
from tests.support.clock import Clock
from tests.support.newsroom.delivering import GEORGIA, TEXAS, send_all, sent, told
from tests.support.newsroom.digesting import DAILY, ZONE, wish
from tests.support.publishers.fetching import fetcher
from tests.support.publishers.watching import Desk, desk_on
from tests.support.slack.driven import DrivenSlack

COUNTIES = ("Bexar", "Dallas", "El Paso", "Harris", "Hays", "Tarrant", "Travis", "Webb")
OLD = ["published", *(f"{name} County|TX|Counties" for name in COUNTIES)]
NEW = [*OLD, "Cameron County|TX|Counties"]
THIRD = [*OLD, "Kerr County|TX|Counties", "Jim Hogg County|TX|Counties"]
QUARTER, STEP = timedelta(minutes=15), timedelta(minutes=20)

BEGINS = "MUB publishes list of 8; 8 Texas places are on it"
ADDED = "Cameron County, Texas, is on the MUB list"
AGAIN = f"{ADDED} again"
UNDONE = "Cameron County, Texas, was on MUB list; off since Nov. 24, 2025"
"""What that message says once its row is off."""
TWO_MORE = "2 more Texas places are on the MUB list"
OTHERS = "MUB list: 2 places on, 1 off in Texas"
"""The third list after the first, and after the second."""
BACK = "MUB list is back to what it said at 9:04 a.m. EST"
NOTICE = "list flips between two versions; we'll wait. We'll alert when one stays."
FLIPS = "MUB list flips between two versions; we'll wait"


class Watched:
    """A desk that checks one address, with the newsroom's Slack that it alerts."""

    def __init__(self, desk: Desk, publisher: HTTPServer, slack: DrivenSlack) -> None:
        self.desk, self.slack = desk, slack
        self.shown = OLD
        publisher.expect_request("/list").respond_with_handler(self._answer)
        client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        readership = Readership(desk.context.sources, ZONE)
        self.deliverer = Deliverer(desk.engine, client, readership, desk.clock, desk.clock.ticks)

    def _answer(self, _: Request) -> Response:
        return Response("\n".join(self.shown), content_type="text/plain")

    def look(self, shown: list[str], after: timedelta = STEP) -> CheckReport:
        """Check a while later, when the list is shown so, and send what is due."""
        self.desk.clock.advance(after)
        self.shown = shown
        report = check("list", self.desk.context)[-1]
        self.send()
        return report

    def send(self) -> None:
        """Send what is due."""
        send_all(self.deliverer, self.desk.clock, 3)

    def said(self, channel: str = TEXAS) -> list[str]:
        """What a channel was sent, before any edit by which it says what became of that."""
        return sent(self.slack, channel)

    def editions(self) -> int:
        """How many editions are stored."""
        with reading(self.desk.engine) as session:
            return session.exec(select(func.count(col(EditionRow.id)))).one()


@pytest.fixture
def watched(sqlite_database: str, clock: Clock, parser: Parser, publisher: HTTPServer) -> Iterator[Watched]:
    """A desk that has seen the older list at 9:04 a.m., and told a channel."""
    with ExitStack() as stack:
        desk = stack.enter_context(desk_on(sqlite_database, clock, parser))
        slack = stack.enter_context(DrivenSlack(clock=clock))
        client = stack.enter_context(fetcher(clock=clock))
        source = replace(desk.context.sources["list"], address=publisher.url_for("/list"))
        desk.context = replace(desk.context, sources={"list": source}, fetcher=client)
        clock.set(datetime(2025, 11, 24, 14, 4, tzinfo=UTC))
        wish(desk.engine, clock(), PLAIN)
        watched = Watched(desk, publisher, slack)
        watched.look(OLD, timedelta(0))
        assert watched.said() == [BEGINS]
        yield watched


def flip(watched: Watched, *turns: list[str]) -> None:
    """Let each look show another list than the one before."""
    for shown in turns:
        assert watched.look(shown).status == "published"


def test_two_servers_are_told_once(watched: Watched) -> None:
    """F14: a first return is told as one, then that the list alternates; ten turns later nothing more."""
    flip(watched, *[NEW, OLD] * 6)
    assert watched.said() == [BEGINS, ADDED, BACK, FLIPS]
    assert told(watched.slack) == [BEGINS, UNDONE, BACK, FLIPS]
    assert watched.editions() == 13
    (notice,) = [text for text in watched.desk.notices() if "flips" in text]
    assert notice == NOTICE


def test_a_return_says_when_it_said_so_and_lists_no_rows(watched: Watched) -> None:
    """What undoes itself is counted below the headline; no row is listed, and no thread follows."""
    flip(watched, NEW, OLD)
    message = next(each for each in watched.slack.messages(TEXAS) if each.text == BACK)
    shown = str(message.blocks)
    assert "0 on, 1 off, as before 9:04 a.m. EST." in shown
    assert "Cameron" not in shown
    assert not [each for each in watched.slack.messages(TEXAS) if each.thread_ts == message.ts]


def test_a_line_says_between_what_it_alternates(watched: Watched) -> None:
    """How many versions, since when, and in how many rows they differ; no sentence to copy."""
    flip(watched, NEW, OLD, NEW)
    message = next(each for each in watched.slack.messages(TEXAS) if each.text == FLIPS)
    shown = str(message.blocks)
    assert "Two versions seen since 9:24 a.m. EST; they differ in 1 row." in shown
    assert "We'll alert when one stays." in shown
    assert "Copy sentence" not in shown


@pytest.mark.parametrize(
    ("stays", "net", "then"),
    [(NEW, [AGAIN], OTHERS), (OLD, [], TWO_MORE)],
    ids=["another than told", "as told last"],
)
def test_what_stays_is_told_after_two_looks_and_an_hour(
    watched: Watched, stays: list[str], net: list[str], then: str
) -> None:
    """Three looks in 45 minutes are too early; the next is not. What was told last is not told again."""
    flip(watched, NEW, OLD, NEW, OLD, NEW)
    if stays is OLD:
        flip(watched, OLD)
    known = watched.said()
    for _ in range(3):
        assert watched.look(stays, QUARTER).status == "unchanged"
        assert watched.said() == known
    watched.look(stays, QUARTER)
    assert watched.said() == [*known, *net]
    watched.look(THIRD, timedelta(days=2))
    assert watched.said() == [*known, *net, then]


def test_one_look_is_not_enough_however_late(watched: Watched) -> None:
    """A state that stood for half a day at one look may have been another in between."""
    flip(watched, NEW, OLD, NEW)
    watched.look(NEW, timedelta(hours=12))
    assert watched.said()[-1] == FLIPS
    watched.look(NEW)
    assert watched.said()[-1] == AGAIN


def test_three_states_in_turn_are_told_once(watched: Watched) -> None:
    """Three servers: three lists are news, the first return is one, and the rest is that it alternates."""
    flip(watched, *[NEW, THIRD, OLD] * 4)
    three = "MUB list flips between three versions; we'll wait"
    assert watched.said() == [BEGINS, ADDED, OTHERS, BACK, three]
    left = "2 Texas places are off the MUB list since Nov. 24, 2025; 1 off before"
    assert told(watched.slack) == [BEGINS, UNDONE, left, BACK, three]


def test_a_return_after_a_day_is_news_as_ever(watched: Watched) -> None:
    """What was said until the day before yesterday is no time to go back to: the rows are told."""
    watched.look(NEW)
    watched.look(OLD, timedelta(days=2))
    watched.look(NEW, timedelta(days=2))
    removed = "Cameron County, Texas, is off the MUB list"
    assert watched.said() == [BEGINS, ADDED, removed, AGAIN]


def test_a_digest_has_one_line_and_not_each_turn(watched: Watched) -> None:
    """Who hears once a day reads that the list alternates; what stays in the end is in the next one."""
    wish(watched.desk.engine, watched.desk.clock(), Terms(rhythm=DAILY), channel=GEORGIA)
    flip(watched, *[NEW, OLD] * 5, NEW)
    first = digest(watched)
    assert first.count("flips between two versions") == 1
    assert "Cameron" not in first
    assert "is back to" not in first
    watched.look(NEW)
    watched.look(NEW)
    second = digest(watched)
    assert "Cameron County is on " in second
    assert "flips" not in second


def digest(watched: Watched, channel: str = GEORGIA) -> str:
    """Let a day pass until the digest of a channel is due, and return its text."""
    watched.desk.clock.advance(timedelta(days=1))
    queue_next(watched.desk.engine, ZONE, watched.desk.clock())
    watched.send()
    message = [each for each in watched.slack.messages(channel) if not each.thread_ts][-1]
    return str(message.blocks)


def test_who_heard_nothing_of_it_hears_no_line(watched: Watched) -> None:
    """A channel of another state has no part in it."""
    wish(watched.desk.engine, watched.desk.clock(), PLAIN, state="GA", channel=GEORGIA)
    flip(watched, NEW, OLD, NEW, OLD)
    assert watched.said(GEORGIA) == []


def test_a_file_that_a_person_takes_in_is_told_at_once(watched: Watched) -> None:
    """Whoever imports a file has looked at it: what it says is told, against what was told last."""
    flip(watched, NEW, OLD, NEW, OLD)
    watched.desk.clock.advance(STEP)
    fetched, watched.desk.context = watched.desk.context, replace(watched.desk.context, fetcher=None)
    assert watched.desk.publish("list", NEW).status == "published"
    watched.desk.context = fetched
    watched.send()
    assert watched.said() == [BEGINS, ADDED, BACK, FLIPS, AGAIN]


def test_a_list_that_can_not_be_read_was_not_found_unchanged(
    watched: Watched, publisher: HTTPServer, no_waits: None
) -> None:
    """Checks that fail are no looks."""
    flip(watched, NEW, OLD, NEW)
    source = watched.desk.context.sources["list"]
    lost = replace(source, address=publisher.url_for("/lost"), gone_after=99)
    for _ in range(4):
        watched.desk.context = replace(watched.desk.context, sources={"list": lost})
        assert watched.look(NEW).status == "failed"
    assert watched.said()[-1] == FLIPS
    watched.desk.context = replace(watched.desk.context, sources={"list": source})
    watched.look(NEW)
    assert watched.said()[-1] == FLIPS
    watched.look(NEW)
    assert watched.said()[-1] == AGAIN


def test_a_list_that_is_taken_down_and_back_is_told_as_that(
    watched: Watched, publisher: HTTPServer, no_waits: None
) -> None:
    """What happens to the whole list is told whatever was before; what stood until then comes first."""
    flip(watched, NEW, OLD, NEW)
    source = watched.desk.context.sources["list"]
    lost = replace(source, address=publisher.url_for("/lost"), gone_after=1, gone_for=timedelta(0))
    watched.desk.context = replace(watched.desk.context, sources={"list": lost})
    assert watched.look(NEW).status == "withdrawn"
    watched.desk.context = replace(watched.desk.context, sources={"list": source})
    assert watched.look(OLD).status == "back"
    send_all(watched.deliverer, watched.desk.clock, 30)
    flips, gone, net, back = [text.removeprefix("Back since: ") for text in watched.said()[-4:]]
    assert (flips, net) == (FLIPS, AGAIN)
    assert gone.startswith("MUB list is taken down")
    assert back == "MUB list is back; 1 off since Nov. 24, 2025; 8 Texas places are on it"


def test_a_line_that_nobody_waits_for_is_kept_for_the_digest(watched: Watched) -> None:
    """Who hears of it by digest alone, before the line has left, reads it there."""
    engine, clock = watched.desk.engine, watched.desk.clock
    wish(engine, clock(), Terms(rhythm=DAILY), state="all")
    flip(watched, NEW, OLD)
    clock.advance(STEP)
    watched.shown = NEW
    check("list", watched.desk.context)
    with writing(engine) as session:
        at_once = select(SubscriptionRow.id).where(col(SubscriptionRow.state) == "TX")
        end_serving(session, Channel("", TEXAS), [session.exec(at_once).one() or 0])
    watched.send()
    assert watched.said() == [BEGINS, ADDED, BACK]
    assert digest(watched, TEXAS).count("flips between two versions") == 1
