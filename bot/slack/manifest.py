"""What the app asks of Slack: its permissions, each with what it is for, and the manifest it is created from.

The least for what is switched on: https://docs.slack.dev/reference/scopes. No message of
anyone is read for itself, so there is no `channels:history` and no `groups:history`.
Manifest, schema 2.0.0: https://github.com/slackapi/manifest-schema.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from models.config import Settings
from models.domain import MEMBERS


def sees_channels(settings: Settings) -> bool:
    """Tell whether anything needs to know of channels: who is in them, or who invites the app."""
    return settings.newsroom.subscribers == MEMBERS or settings.slack.greetings


@dataclass(frozen=True, slots=True)
class Scope:
    """One permission of the bot token.

    Attributes:
        name: As Slack calls it.
        reason: What it is for, as the second half of a sentence.
        without: What is switched off where it is not granted, as a sentence.
        needed: Whether the desk can't run without it.
        wanted: Whether a newsroom's settings make use of it.
    """

    name: str
    reason: str
    without: str
    needed: bool = True
    wanted: Callable[[Settings], bool] = lambda _: True


SCOPES = (
    Scope("commands", "take /detainers", "Nobody can type the command."),
    Scope("chat:write", "post alerts and answers", "No alert and no digest is sent."),
    Scope(
        "files:write",
        "put the CSV of an alert into its thread, and send exports",
        "No CSV is sent: threads name the command that prints it.",
        needed=False,
    ),
    Scope(
        "files:read",
        "see whether the CSV arrived there, which Slack doesn't promise",
        "A CSV that Slack loses on the way is not sent again.",
        needed=False,
    ),
    Scope(
        "users:read",
        "tell guests and people of other workspaces, who may only look up, from members",
        "All people of the installation count as members, guests too; workspace admins can't decide reviews.",
        needed=False,
    ),
    Scope(
        "channels:read",
        "see who is a member of a public channel, as newsroom.subscribers asks, or invites the app, as "
        "slack.greetings does",
        "Nobody can subscribe a public channel while newsroom.subscribers is members, and who invites the "
        "app to one is not greeted.",
        needed=False,
        wanted=sees_channels,
    ),
    Scope(
        "groups:read",
        "see who is a member of a private channel, or invites the app, as the same settings ask",
        "Nobody can subscribe a private channel while newsroom.subscribers is members, and who invites the "
        "app to one is not greeted.",
        needed=False,
        wanted=sees_channels,
    ),
    Scope(
        "app_mentions:read",
        "hear what mentions the app, as slack.mentions asks",
        "A mention is not answered.",
        needed=False,
        wanted=lambda settings: settings.slack.mentions,
    ),
    Scope(
        "im:history",
        "hear what is written to the app directly, as slack.direct_messages asks; no other conversation",
        "What is written to the app directly is not answered.",
        needed=False,
        wanted=lambda settings: settings.slack.direct_messages,
    ),
)
"""Every scope that is ever asked for."""


def scopes_for(settings: Settings) -> tuple[Scope, ...]:
    """Return the scopes that settings make use of, in the order of the manifest."""
    return tuple(scope for scope in SCOPES if scope.wanted(settings))


def events_for(settings: Settings) -> list[str]:
    """Return the events that are listened to; each but the first needs a scope of `SCOPES`."""
    slack = settings.slack
    asked = {
        "app_mention": slack.mentions,
        "message.im": slack.direct_messages,
        "member_joined_channel": slack.greetings,
        "channel_id_changed": sees_channels(settings),
    }
    return ["app_home_opened", *(event for event, on in asked.items() if on)]


SHORTCUTS = (
    {
        "name": "Subscribe a channel",
        "type": "global",
        "callback_id": "subscribe_channel",
        "description": "Alerts on a state or place",
    },
    {
        "name": "Look up a place",
        "type": "global",
        "callback_id": "look_up_place",
        "description": "What public lists say",
    },
    {
        "name": "Look this up",
        "type": "message",
        "callback_id": "look_this_up",
        "description": "Places in a message",
    },
)
"""Names of at most 24 characters; the scope `commands` covers them."""


def manifest_of(settings: Settings) -> dict[str, Any]:
    """Return the app manifest; what is switched off asks for no scope and hears of no event."""
    slack, scopes = settings.slack, scopes_for(settings)
    return {
        "_metadata": {"major_version": 2, "minor_version": 0},
        "display_information": {
            "name": "Detainer Desk",
            "description": "Alerts and sourced answers on places that decline immigration detainers",
            "long_description": (
                "Detainer Desk watches the public lists of jurisdictions and agencies that declined "
                "U.S. immigration detainers, keeps every edition that it sees, and tells the channels "
                "that asked what was added, removed or corrected, each row with its page and source. "
                "A detainer is a civil request, not a warrant signed by a judge."
            ),
            "background_color": "#1f2a37",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": not slack.direct_messages,
            },
            "bot_user": {"display_name": "Detainer Desk", "always_online": True},
            "slash_commands": [
                {
                    "command": slack.command,
                    "description": "Declined immigration detainers: look up a place, subscribe a channel",
                    "usage_hint": "Boston | MA | compare MA TX | recent MA | subscribe MA | help",
                    "should_escape": False,
                }
            ],
            "shortcuts": list(SHORTCUTS),
        },
        "oauth_config": {"scopes": {"bot": [scope.name for scope in scopes]}},
        "settings": {
            "event_subscriptions": {"bot_events": events_for(settings)},
            "interactivity": {"is_enabled": True},
            "org_deploy_enabled": False,
            "socket_mode_enabled": True,
            "token_rotation_enabled": False,
        },
    }
