"""The workspace that every start begins with, and the app as its manifest would install it.

Ids never change between starts: tests restart the desk, and find the same channels again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.preview.errors import SlackRefusal
from bot.preview.state.workspace import Clock, LocalChannel, LocalWorkspace, User

APP_ID = "A0DETAINER"
BOT_ID = "B0DETAINER"
BOT_USER = "U0DESKBOT"
TEAM_ID = "T0NEWSROOM"
EDITOR, REPORTER, OPERATOR = "U0EDITOR", "U0REPORTER", "U0OPERATOR"
PEOPLE = {EDITOR, REPORTER, OPERATOR}

MANIFEST: dict[str, Any] = {
    "display_information": {"name": "Detainer Desk"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {
                "command": "/detainers",
                "description": "Declined immigration detainers: look up a place, subscribe a channel",
                "usage_hint": "Boston | subscribe MA | subscriptions | help",
            }
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "commands", "chat:write", "files:write", "files:read", "im:write", "app_mentions:read",
                "channels:read", "groups:read", "channels:join", "users:read",
            ]
        }
    },
    "settings": {
        "event_subscriptions": {"bot_events": ["app_home_opened", "member_joined_channel"]},
        "interactivity": {"is_enabled": True},
    },
}  # fmt: skip
"""What the app asks for when nobody passes its own manifest."""


@dataclass(frozen=True, slots=True)
class Installation:
    """The app as installed: what its manifest asked for is all that it may do.

    Attributes:
        name: Shown beside its messages.
        commands: Slash command → (description, usage hint).
        scopes: Bot scopes; a method that needs another answers `missing_scope`.
        events: Event types that are sent over Socket Mode.
        shortcuts: callback_id → (name, `global` or `message`).
        read_only: Nobody can write to the app directly.
    """

    name: str
    commands: Mapping[str, tuple[str, str]]
    scopes: frozenset[str]
    events: frozenset[str]
    shortcuts: Mapping[str, tuple[str, str]]
    read_only: bool

    def check_scopes(self, *needed: str) -> None:
        """Let the app do what needs one of these scopes.

        Raises:
            SlackRefusal: missing_scope, with those that are needed and those that are there.
        """
        if not self.scopes & set(needed):
            provided = ",".join(sorted(self.scopes))
            raise SlackRefusal("missing_scope", needed=",".join(needed), provided=provided)


def install(manifest: Mapping[str, Any]) -> Installation:
    """Read an app manifest (schema 2.0.0) as Slack's installer does."""
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    return Installation(
        manifest["display_information"]["name"],
        {
            entry["command"]: (entry.get("description", ""), entry.get("usage_hint", ""))
            for entry in features.get("slash_commands", [])
        },
        frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        {entry["callback_id"]: (entry["name"], entry["type"]) for entry in features.get("shortcuts", [])},
        bool(features.get("app_home", {}).get("messages_tab_read_only_enabled", False)),
    )


def newsroom(clock: Clock, bot_name: str) -> LocalWorkspace:
    """The seeded workspace: role-named people, channels of every sort that a bot meets."""
    users = {
        EDITOR: User(EDITOR, "Editor", is_admin=True),
        REPORTER: User(REPORTER, "Reporter", "America/Chicago"),
        OPERATOR: User(OPERATOR, "Operator"),
        BOT_USER: User(BOT_USER, bot_name, is_bot=True),
    }
    everyone = PEOPLE | {BOT_USER}
    channels = [
        LocalChannel("C0MASSDESK", "mass-desk", set(everyone), topic="Massachusetts"),
        LocalChannel("C0GEORGIA", "georgia-desk", set(everyone), topic="Georgia"),
        LocalChannel("C0TEXAS", "texas-desk", set(everyone), topic="Texas"),
        LocalChannel("C0NATIONAL", "national", set(everyone), topic="The whole country"),
        LocalChannel("C0GENERAL", "general", set(everyone), topic="Everyone, everything"),
        LocalChannel("C0METRO", "metro", set(PEOPLE), topic="The app is not a member here"),
        LocalChannel(
            "C0INVEST",
            "investigations",
            {EDITOR, REPORTER},
            is_private=True,
            topic="Private, without the app",
        ),
        LocalChannel("C0ELECTION", "election-2024", set(everyone), is_archived=True, topic="Archived"),
    ]
    workspace = LocalWorkspace(TEAM_ID, "Newsroom", clock, users, {room.id: room for room in channels})
    for person in sorted(PEOPLE):
        workspace.direct(person, BOT_USER)
    return workspace
