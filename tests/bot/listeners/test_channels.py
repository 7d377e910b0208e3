"""A private channel that is shared with another newsroom gets a new id, and hears on."""

import time

from models.people_tables import DeliveryRow
from models.settings import Newsroom, Settings
from models.store import reading, writing
from models.subscriptions import history_of, subscriptions
from models.wishes import Channel
from tests.support.newsroom import NOW, Room, desk_on, newsroom

SETTINGS = Settings(newsroom=Newsroom(subscribers="members"))


def heard(room: Room, channel: str) -> list[str]:
    """Wait until a channel hears of something, and return the states."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if found := subscriptions(room.desk.engine, Channel("T0NEWSROOM", channel)):
            return [wish.state for wish in found]
        time.sleep(0.05)
    raise TimeoutError(f"{channel} hears of nothing.")


def test_a_shared_channel_is_followed(history: str) -> None:
    """Its subscriptions, what waits for it, and the log that says so go to the new id."""
    with desk_on(history, SETTINGS) as desk, newsroom(desk) as room:
        room.slack.command("#mass-desk", "subscribe MA")
        room.slack.make_private("#mass-desk")
        with writing(desk.engine) as session:
            told = {"sentence": "A list changed."}
            session.add(
                DeliveryRow(
                    key="waits", team="T0NEWSROOM", channel="C0MASSDESK", what="notice", payload=told,
                    created=NOW, not_before=NOW,
                )
            )  # fmt: skip
        new = room.slack.share("#mass-desk")
        assert heard(room, new) == ["MA"]
        assert subscriptions(desk.engine, Channel("T0NEWSROOM", "C0MASSDESK")) == []
        with reading(desk.engine) as session:
            assert session.get_one(DeliveryRow, 1).channel == new
        (moved,) = history_of(desk.engine, Channel("T0NEWSROOM", new))
        assert (moved.what, moved.by, moved.detail) == ("moved", "Slack", "from C0MASSDESK")
        assert "gets *Massachusetts*" in room.slack.command("#mass-desk", "subscriptions").text
