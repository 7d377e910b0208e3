"""A private channel that is shared with another newsroom gets a new id, and hears on."""

import time

from models.config import Newsroom, Settings
from models.db import DeliveryRow, reading, writing
from models.domain import Channel
from models.newsroom import history_of, subscriptions_of
from tests.support.newsroom.desk_on_slack import NOW, Room, desk_on, newsroom
from tests.support.newsroom.payloads import owed_row
from tests.support.waiting import SECONDS

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
        assert "gets *Massachusetts*" in room.slack.command("#mass-desk", "subscriptions").text
