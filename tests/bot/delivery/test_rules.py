"""The rules of posting: how fast, in which order, and what becomes of channels that close."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select

from bot.cli.doctor import Level
from bot.cli.doctor.desk import missing_scopes
from bot.delivery import stopped
from bot.delivery.deliverer import Deliverer
from bot.delivery.line import Stopped
from models.config import Newsroom, Settings
from models.db import AuditRow, reading
from models.domain import Channel
from models.newsroom import Actor, history_of, resume
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST
from tests.support.newsroom.delivering import GEORGIA, TEXAS, posts, send_all, told
from tests.support.newsroom.editions import designations, publish_rows, subscribe
from tests.support.shown import shown
from tests.support.slack.driven import DrivenSlack

CHANNELS = (TEXAS, GEORGIA, "C0MASSDESK", "C0NATIONAL", "C0GENERAL")
CHANNEL = Channel("T0NEWSROOM", TEXAS)
COUNTIES = ("Travis County", "Example County", "Made-up County", "Other County", "Last County")


def editions(engine: Engine, clock: Clock, number: int) -> None:
    """Publish so many editions, each with one more county than the last."""
    for each in range(number):
        publish_rows(engine, LIST, designations(*COUNTIES[: each + 1]), clock())


def direct(slack: DrivenSlack, person: str = "EDITOR") -> list[str]:
    """What the app told somebody directly."""
    return [message.text for message in slack.messages(f"D0{person}") if message.from_app]


def refused(slack: DrivenSlack) -> int:
    """How many posts Slack answered 429."""
    return sum(call["error"] == "ratelimited" for call in posts(slack))


def test_the_cap_of_a_workspace_is_learnt(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Twenty messages a minute over five channels: soon none is refused, all arrive, each in order."""
    for channel in CHANNELS:
        subscribe(engine, channel, "TX", clock())
    editions(engine, clock, 5)
    slack.cap_workspace(20)
    send_all(deliverer, clock, 200, step=5)
    told_each = [told(slack, channel) for channel in CHANNELS]
    assert [len(each) for each in told_each] == [5] * 5
    assert all(each == told_each[0] for each in told_each)
    assert told_each[0][1:] == [f"{name}, Texas, is on the DHS list" for name in COUNTIES[1:]]
    assert refused(slack) <= 8


def test_the_pace_is_forgotten_in_quiet_minutes(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A cap that is gone slows nobody an hour later."""
    for channel in CHANNELS:
        subscribe(engine, channel, "TX", clock())
    editions(engine, clock, 2)
    slack.cap_workspace(20)
    send_all(deliverer, clock, 90)
    slack.cap_workspace(0)
    clock.advance(timedelta(hours=1))
    publish_rows(engine, LIST, designations(*COUNTIES[:3]), clock())
    before = sum(len(told(slack, channel)) for channel in CHANNELS)
    send_all(deliverer, clock, 1)
    assert sum(len(told(slack, channel)) for channel in CHANNELS) == before + 5


@pytest.mark.parametrize("how", ["archive", "remove"])
def test_what_waited_for_a_closed_channel_goes_when_it_is_resumed(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, how: str
) -> None:
    """Its subscriber is told once, with the command; then all goes, in order and marked as late."""
    subscribe(engine, TEXAS, "TX", clock(), "T0NEWSROOM")
    getattr(slack, how)(TEXAS)
    editions(engine, clock, 3)
    send_all(deliverer, clock, 200, step=5)
    (notice,) = direct(slack)
    why, cure = {
        "archive": ("it's archived", "Unarchive it"),
        "remove": ("I'm not in this channel", "Type `/invite @Detainer Desk` there"),
    }[how]
    assert notice == (
        f"I can't post in <#C0TEXAS>: {why}. Alerts are held; nothing is lost. "
        f"{cure}, then `/detainers resume`."
    )
    (paused,) = history_of(engine, CHANNEL)
    assert (paused.what, paused.by) == ("paused", "is_archived" if how == "archive" else "not_in_channel")
    clock.advance(timedelta(days=2))
    slack.unarchive(TEXAS)
    slack.invite(TEXAS)
    assert resume(engine, CHANNEL, Actor("U0EDITOR", clock())) == 1
    send_all(deliverer, clock, 20)
    assert told(slack) == [
        "DHS publishes list of 1; Travis County is on it",
        *(f"{name}, Texas, is on the DHS list" for name in COUNTIES[1:3]),
    ]
    sent = [message for message in slack.messages(TEXAS) if message.from_app and not message.thread_ts]
    assert all("; sent late." in shown(message.blocks) for message in sent)
    assert len(direct(slack)) == 1


def test_a_subscription_outlives_who_made_it(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Somebody who left isn't told in vain: the operators are, once; the channel hears on."""
    subscribe(engine, TEXAS, "TX", clock(), "T0NEWSROOM")
    slack.person("Editor", deleted=True)
    editions(engine, clock, 1)
    send_all(deliverer, clock, 200, step=5)
    assert told(slack) == ["DHS publishes list of 1; Travis County is on it"]
    slack.archive(TEXAS)
    editions(engine, clock, 2)
    send_all(deliverer, clock, 200, step=5)
    assert direct(slack) == []
    (told_operator,) = direct(slack, "OPERATOR")
    assert told_operator.startswith("I can't post in <#C0TEXAS>: it's archived. Whoever subscribed it can't")


def test_a_direct_message_that_is_refused_reaches_the_operators(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Not again and again: it is given up, and told to them in its place."""
    subscribe(engine, TEXAS, "TX", clock(), "T0NEWSROOM")
    slack.archive(TEXAS)
    editions(engine, clock, 1)
    slack.fail_next("chat.postMessage", "is_archived")
    slack.fail_next("chat.postMessage", "messages_tab_disabled")
    send_all(deliverer, clock, 200, step=5)
    assert direct(slack) == []
    assert len(direct(slack, "OPERATOR")) == 1


def test_a_channel_is_the_same_whatever_it_is_called(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Renamed or made private it keeps its id, and hears on."""
    subscribe(engine, TEXAS, "TX", clock(), "T0NEWSROOM")
    slack.rename(TEXAS, "lone-star-desk")
    editions(engine, clock, 1)
    send_all(deliverer, clock, 200, step=5)
    slack.make_private(TEXAS)
    editions(engine, clock, 2)
    send_all(deliverer, clock, 200, step=5)
    assert len(told(slack)) == 2


def test_a_token_revoked_in_the_middle_stops_all_and_says_so(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, caplog: pytest.LogCaptureFixture
) -> None:
    """One try, a line in the log, and the word is kept for doctor and Home; good again, all goes."""
    for channel in CHANNELS:
        subscribe(engine, channel, "TX", clock(), "T0NEWSROOM")
    slack.revoke()
    editions(engine, clock, 1)
    send_all(deliverer, clock, 300, step=5)
    assert len(posts(slack)) == 1
    assert caplog.text.count("Nothing is sent until a test call succeeds: Slack says token_revoked") == 1
    assert stopped(engine) == Stopped("token_revoked", 6)
    with reading(engine) as session:
        assert not session.exec(select(AuditRow).where(col(AuditRow.what) == "paused")).all()
    slack.restore()
    send_all(deliverer, clock, 300, step=5)
    assert "Slack lets the app in again" in caplog.text
    assert [len(told(slack, channel)) for channel in CHANNELS] == [1] * 5
    assert stopped(engine) is None


def test_a_missing_scope_is_logged_with_what_is_needed(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, caplog: pytest.LogCaptureFixture
) -> None:
    """Whoever runs the desk reads which permission Slack wants."""
    subscribe(engine, TEXAS, "TX", clock())
    editions(engine, clock, 1)
    slack.fail_next("chat.postMessage", "missing_scope")
    send_all(deliverer, clock, 200, step=5)
    assert "Slack says missing_scope: needed" in caplog.text
    assert deliverer.stopped == ""


def test_the_doctor_names_what_a_missing_scope_switches_off() -> None:
    """What the desk can't do without is an error, the rest a warning; only what is used is asked for."""
    found = missing_scopes({"commands", "files:write", "files:read"}, Settings())
    assert [(each.check, each.level) for each in found] == [
        ("chat:write", Level.FAIL),
        ("users:read", Level.WARN),
    ]
    assert "No alert and no digest is sent. Reinstall it from python -m bot manifest." in found[0].sentence
    members = missing_scopes({"commands"}, Settings(newsroom=Newsroom(subscribers="members")))
    assert {"channels:read", "groups:read"} <= {each.check for each in members}
