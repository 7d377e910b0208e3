"""Who asks, in which channel, as Slack's payloads tell it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.wishes import Channel


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, by Slack's id, and in which channel.

    Attributes:
        home: Id of the person's own workspace, where the payload names it: in a channel that is
            shared with another one it may not be ours.
    """

    channel: Channel
    user: str
    home: str = ""

    def is_foreign(self, ours: str) -> bool:
        """Tell whether the payload names another workspace than ours, by its id."""
        named = {self.home, self.channel.team} - {""}
        return bool(ours) and not named <= {ours}


def who_typed(command: Mapping[str, Any]) -> Caller:
    """Return who typed a slash command; its `team_id` is the workspace that the person is in."""
    team = command["team_id"]
    return Caller(Channel(team, command["channel_id"]), command["user_id"], team)


def who_clicked(body: Mapping[str, Any]) -> Caller:
    """Return who pressed a button of a message; outside of a channel, in their own conversation."""
    team, user = body["team"]["id"], body["user"]
    return Caller(Channel(team, body["channel"]["id"]), user["id"], user.get("team_id") or team)
