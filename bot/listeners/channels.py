"""A private channel that is shared with another workspace gets a new id for good, and is followed.

https://docs.slack.dev/reference/events/channel_id_changed
"""

import logging
from typing import Any

from slack_bolt import App

from bot.desk import Desk
from bot.failures import safely
from models.channel_ids import follow
from models.wishes import Channel

logger = logging.getLogger(__name__)


def register(app: App, desk: Desk) -> None:
    """Register the event of a channel whose id changes; Slack sends it with `groups:read` alone."""

    def changed(event: dict[str, Any], body: dict[str, Any]) -> None:
        old, new = Channel(body["team_id"], event["old_channel_id"]), str(event["new_channel_id"])
        moved = follow(desk.engine, old, new, desk.clock())
        logger.info("Slack calls %s %s now; %d subscriptions went with it", old.id, new, moved)

    app.event("channel_id_changed")(ack=_acknowledge, lazy=[safely(changed, desk)])


def _acknowledge() -> None:
    """Bolt acknowledges events by itself; what follows is done after."""
