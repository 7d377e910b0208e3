"""The app manifest that a workspace's admin creates the Slack app from.

Schema 2.0.0: https://github.com/slackapi/manifest-schema. Only what is used is asked for;
`bot.scopes` says what each scope is for.
"""

from typing import Any

from bot.scopes import scopes_for, sees_channels
from models.settings import Settings


def events_for(settings: Settings) -> list[str]:
    """Return the events that are listened to; each but the first needs a scope of `bot.scopes`."""
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
        "description": "Let a channel hear of a state, a place or every state",
    },
    {
        "name": "Look up a place",
        "type": "global",
        "callback_id": "look_up_place",
        "description": "What the public lists say of a city, a county or a state",
    },
    {
        "name": "Look this up",
        "type": "message",
        "callback_id": "look_this_up",
        "description": "What the public lists say of the places that a message names",
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
                    "usage_hint": "Boston | Suffolk County | MA | subscribe MA | subscriptions | help",
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
