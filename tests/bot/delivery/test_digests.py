"""What a channel reads that hears daily or weekly."""

import csv
import io
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from bot.delivery.deliverer import Deliverer
from bot.delivery.digest_loop import queue_due
from bot.preview.validation.across import texts
from models.config import Newsroom
from models.db import writing
from models.domain import LEADS, ChangeKind, Erratum, Place, PlaceKind, Terms
from models.editions import Statement, TakenBack, add_errata, count_check, record_success, withdraw
from models.messaging import Lead, tell_leads
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST, REPORT
from tests.support.newsroom.delivering import GEORGIA, TEXAS, send_all, told
from tests.support.newsroom.digesting import DAILY, WEEKLY, ZONE, wish
from tests.support.newsroom.editions import designations, publish_rows, refusals
from tests.support.slack.driven import DrivenSlack

MONDAY = datetime(2026, 11, 9, 13, 0, 5, tzinfo=UTC)
"""Five seconds past 8:00 in New York, on the Monday after the clock's."""
HOUR = timedelta(hours=1)


def digest(engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, at: datetime) -> str:
    """Let a moment come, with what is due then, and return all that the channel's last message says."""
    clock.advance(at - clock())
    queue_due(engine, ZONE, clock)
    send_all(deliverer, clock, 5)
    message = [each for each in slack.messages(TEXAS) if each.from_app and not each.thread_ts][-1]
    return "\n".join(texts(list(message.blocks)))


def checked(engine: Engine, clock: Clock, hours: int) -> None:
    """Let the list be checked every hour, each time with success."""
    for _ in range(hours):
        with writing(engine) as session:
            record_success(session, LIST.name, Newsroom(), clock(), clock())
            count_check(session, LIST.name, clock())
        clock.advance(HOUR)


def test_a_week_in_one_message(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A reporter reads on Monday what changed, where it stands, how well was looked, and when again."""
    wish(engine, clock(), Terms(rhythm=WEEKLY))
    publish_rows(engine, LIST, designations("Old County", "Travis County"), clock())
    digest(engine, slack, clock, deliverer, MONDAY)
    checked(engine, clock, 24)
    publish_rows(engine, LIST, designations("Travis County", "New County"), clock())
    said = digest(engine, slack, clock, deliverer, MONDAY + timedelta(days=7))
    assert told(slack)[-1] == "Texas: week to Nov. 16, 2026"
    assert "*1 place on a list, 1 place off a list.*" in said
    assert (
        "DHS list: 1 place on, 1 off in Texas (Nov. 10, 2026; <https://www.example.gov/report|evidence>)."
        in said
    )
    assert "• *Old County*: off; Counties; item 1" in said
    assert "Checked 24 times; last Nov. 10, 2026, 8 a.m. EST." in said
    assert said.endswith("\nNext: Monday, Nov. 23, 2026, 8 a.m. EST.")


def test_no_news_is_a_line_and_not_silence(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A channel that hears daily hears that there was nothing, and whether anyone looked."""
    wish(engine, clock(), Terms(rhythm=DAILY))
    at = datetime(2026, 11, 3, 13, tzinfo=UTC)
    said = digest(engine, slack, clock, deliverer, at)
    assert told(slack) == ["Texas: day to Nov. 3, 2026"]
    assert "No list was checked since Nov. 2, 2026, so we can't say if anything changed." in said
    assert "Next: Wednesday, Nov. 4, 2026, 8 a.m. EST." in said


def test_what_fails_and_what_is_gone_is_said(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A list that is taken down is news and stays in the small print; one that fails is named."""
    wish(engine, clock(), Terms(rhythm=WEEKLY))
    publish_rows(engine, LIST, designations("Travis County"), clock())
    digest(engine, slack, clock, deliverer, MONDAY)
    with writing(engine) as session:
        withdraw(session, LIST.name, clock(), clock())
        count_check(session, LIST.name, clock())
    clock.advance(2 * HOUR)
    said = digest(engine, slack, clock, deliverer, MONDAY + timedelta(days=7))
    assert "*1 list taken down.*" in said
    assert "DHS list is taken down; Travis County was on it (Nov. 9, 2026; " in said
    assert "'s list: taken down Nov. 9, 2026." in said


def test_a_long_digest_has_its_rows_in_a_csv(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Ten rows of an edition stand in the message, all of them with their list in the file below it."""
    wish(engine, clock(), Terms(rhythm=WEEKLY))
    publish_rows(engine, REPORT, refusals(42), clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    said = digest(engine, slack, clock, deliverer, MONDAY)
    assert told(slack) == ["Texas: week to Nov. 9, 2026"]
    assert "ICE report: 42 refusals in a week; Texas: 42 (" in said
    assert "… and 32 more; all in the CSV." in said
    (file,) = slack.files()
    rows = list(csv.DictReader(io.StringIO(slack.file_content(file).decode())))
    assert [row["list"] for row in rows] == ["ICE"] * 42 + ["DHS"]
    assert not [call for call in slack.calls if not call["ok"]]


def test_a_kind_that_is_not_heard_is_not_counted(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Who hears of no removals reads no number of them, least of all nought."""
    wish(engine, clock(), Terms(rhythm=WEEKLY, without=(ChangeKind.REMOVED,)))
    publish_rows(engine, LIST, designations("Old County"), clock())
    publish_rows(engine, LIST, designations("New County"), clock())
    said = digest(engine, slack, clock, deliverer, MONDAY)
    assert "*1 place on a list, 1 list published.*" in said
    assert " off" not in said


def test_corrections_and_leads_are_gathered_too(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """What a publisher takes back, and what scouts find, stand in the digest like everything else."""
    wish(engine, clock(), Terms(rhythm=WEEKLY))
    wish(engine, clock(), Terms(rhythm=WEEKLY), LEADS, GEORGIA)
    place = Place("48453", "Travis County", "TX", PlaceKind.COUNTY)
    wrong = TakenBack(Erratum("Travis County", "TX", None, "Travis County's rows were wrong."), place)
    found = Lead("scout:DOJ news", "https://a.example/1", "A new list of places", None, ("list",))
    with writing(engine) as session:
        said = Statement(REPORT.name, "https://a.example/notice", clock())
        add_errata(session, said, [wrong], Newsroom(), clock())
        tell_leads(session, [found], Newsroom(), clock())
    send_all(deliverer, clock, 3)
    assert (told(slack), told(slack, GEORGIA)) == ([], [])
    said_of_texas = digest(engine, slack, clock, deliverer, MONDAY)
    assert told(slack) == ["Texas: week to Nov. 9, 2026"]
    assert "*figures of 1 place taken back.*" in said_of_texas
    assert "Travis County's rows were wrong." in said_of_texas
    assert told(slack, GEORGIA) == ["Possible new lists: week to Nov. 9, 2026"]
