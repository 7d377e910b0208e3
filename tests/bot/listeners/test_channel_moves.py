"""A private channel that is shared with another newsroom gets a new id, and hears on."""

import time

from slack_sdk import WebClient
from sqlmodel import select

from bot.desk import Desk
from models.config import Newsroom, Settings
from models.db import DeliveryRow, SubscriptionRow, reading, writing
from models.domain import Channel
from models.newsroom import history_of, subscriptions_of
from tests.support.newsroom.desk_on_slack import NOW, Room, desk_on, newsroom
from tests.support.newsroom.payloads import owed_row
from tests.support.waiting import SECONDS

TEXAS_DESK = Channel("T0NEWSROOM", "C0TEXAS")
SETTINGS = Settings(newsroom=Newsroom(subscribers="members"))


def heard(room: Room, channel: str) -> list[str]:
    """Wait until a channel hears of something, and return the states."""
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if found := subscriptions_of(room.desk.engine, Channel("T0NEWSROOM", channel)):
            return [wish.state for wish in found]
        time.sleep(0.05)
    raise TimeoutError(f"{channel} hears of nothing.")


def test_a_shared_channel_is_followed(history: str) -> None:
    """Its subscriptions, what waits for it, and the log that says so go to the new id."""
    with desk_on(history, SETTINGS) as desk, newsroom(desk) as room:
        room.slack.command("#mass-desk", "subscribe MA")
        room.slack.make_private("#mass-desk")
        with writing(desk.engine) as session:
            waits = owed_row("waits", "C0MASSDESK", NOW)
            waits.team = "T0NEWSROOM"
            session.add(waits)
        new = room.slack.share("#mass-desk")
        assert heard(room, new) == ["MA"]
        assert subscriptions_of(desk.engine, Channel("T0NEWSROOM", "C0MASSDESK")) == []
        with reading(desk.engine) as session:
            assert session.get_one(DeliveryRow, 1).channel == new
        (moved,) = history_of(desk.engine, Channel("T0NEWSROOM", new))
        assert (moved.what, moved.by, moved.detail) == ("moved", "Slack", "from C0MASSDESK")
        listed = room.slack.command("#mass-desk", "subscriptions").text
        assert listed == f"Subscriptions in <#{new}>: Massachusetts"


def test_a_channel_whose_sharing_ended_is_known_by_what_was_sent_there(history: str) -> None:
    """Slack says nothing of its new id: the first who asks in it brings its subscriptions and queue along."""
    with desk_on(history) as desk, newsroom(desk) as room:
        slack = room.slack
        slack.command("#texas-desk", "subscribe TX")
        slack.invite("#texas-desk")
        client = WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
        sent = str(client.chat_postMessage(channel="C0TEXAS", text="An alert.")["ts"])
        new = slack.unshare("#texas-desk")
        lost_since(desk, sent)
        none = "No subscriptions in <#C0MASSDESK>. Try `/detainers subscribe MA`."
        assert slack.command("#mass-desk", "subscriptions").text == none
        assert slack.command(new, "subscriptions").text == f"Subscriptions in <#{new}>: Texas"
        assert [wish.paused for wish in subscriptions_of(desk.engine, Channel("T0NEWSROOM", new))] == [""]
        with reading(desk.engine) as session:
            rows = session.exec(select(DeliveryRow.channel, DeliveryRow.status).order_by(DeliveryRow.key))
            assert rows.all() == [(new, "sent"), (new, "pending")]


def lost_since(desk: Desk, sent: str) -> None:
    """The desk has sent the Texas desk one message, and finds the channel no more for the next."""
    with writing(desk.engine) as session:
        wish = session.exec(select(SubscriptionRow).where(SubscriptionRow.channel == TEXAS_DESK.id)).one()
        wish.paused = "channel_not_found"
        for key, status, ts in (
            ("1:T0NEWSROOM:C0TEXAS", "sent", sent),
            ("2:T0NEWSROOM:C0TEXAS", "pending", ""),
        ):
            row = owed_row(key, TEXAS_DESK.id, NOW)
            row.team, row.status, row.ts = TEXAS_DESK.team, status, ts
            session.add(row)
