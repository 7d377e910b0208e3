"""Leads arrive in the local Slack like any other message."""

from sqlalchemy import Engine

from bot.delivery.deliverer import Deliverer
from models.config import Newsroom
from models.db import writing
from models.domain import LEADS
from models.messaging import Lead, tell_leads
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST
from tests.support.newsroom.delivering import GEORGIA, TEXAS, posts, send_all, told
from tests.support.newsroom.editions import designations, publish_rows, subscribe
from tests.support.slack.driven import DrivenSlack

LEAD = Lead("DOJ feed", "https://www.example.gov/pr/1", "A list of detainers", None, ["detainer"])


def found(engine: Engine, clock: Clock, operators: str = GEORGIA) -> None:
    """Let a scout find one lead."""
    with writing(engine) as session:
        tell_leads(session, [LEAD], Newsroom(operators_channel=operators), clock())


def test_a_lead_arrives_at_operators_and_at_the_channel_that_wants_leads(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """One message each, which Slack takes as it is."""
    subscribe(engine, TEXAS, LEADS, clock())
    found(engine, clock)
    send_all(deliverer, clock, 5)
    wanted = ["Possible new list: A list of detainers (DOJ feed, undated)"]
    assert told(slack) == wanted
    assert told(slack, GEORGIA) == wanted
    assert [call["ok"] for call in posts(slack)] == [True, True]


def test_the_same_lead_again_is_told_to_nobody(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Two desks that found it in the same moment tell it once."""
    subscribe(engine, TEXAS, LEADS, clock())
    found(engine, clock)
    found(engine, clock)
    send_all(deliverer, clock, 5)
    assert len(told(slack)) == 1


def test_a_channel_that_wants_leads_hears_of_no_list(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A list published is news to those who subscribed a state."""
    subscribe(engine, TEXAS, LEADS, clock())
    subscribe(engine, GEORGIA, "GA", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 5)
    assert told(slack) == []
    assert len(told(slack, GEORGIA)) == 1
