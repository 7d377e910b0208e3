"""The app manifest against the limits that Slack documents.

Limits: https://docs.slack.dev/reference/app-manifest and the manifest schema 2.0.0
(https://github.com/slackapi/manifest-schema).
"""

from typing import Any

import jsonschema
import pytest

from bot.slack import manifest_of, scopes_for
from bot.slack.manifest import SCOPES, events_for
from models.config import Newsroom, Settings
from models.config.settings import Slack
from tests.support.slack.driven import DrivenSlack

TEXT = {"type": "string"}
SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "additionalProperties": False,
    "required": ["display_information"],
    "properties": {
        "_metadata": {
            "type": "object",
            "properties": {"major_version": {"const": 2}, "minor_version": {"type": "integer"}},
            "additionalProperties": False,
        },
        "display_information": {
            "type": "object",
            "additionalProperties": False,
            "required": ["name"],
            "properties": {
                "name": {"type": "string", "maxLength": 35},
                "description": {"type": "string", "maxLength": 140},
                "long_description": {"type": "string", "minLength": 175, "maxLength": 4000},
                "background_color": {"type": "string", "pattern": "^#(?:[0-9a-fA-F]{3}){1,2}$"},
            },
        },
        "features": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "app_home": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "home_tab_enabled": {"type": "boolean"},
                        "messages_tab_enabled": {"type": "boolean"},
                        "messages_tab_read_only_enabled": {"type": "boolean"},
                    },
                },
                "bot_user": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["display_name"],
                    "properties": {
                        "display_name": {"type": "string", "pattern": "^[A-Za-z0-9 ._-]{1,80}$"},
                        "always_online": {"type": "boolean"},
                    },
                },
                "shortcuts": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 10,
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["name", "type", "callback_id", "description"],
                        "properties": {
                            "name": {"type": "string", "maxLength": 24},
                            "type": {"enum": ["message", "global"]},
                            "callback_id": {"type": "string", "maxLength": 255},
                            "description": {"type": "string", "maxLength": 150},
                        },
                    },
                },
                "slash_commands": {
                    "type": "array",
                    "minItems": 1,
                    "maxItems": 50,
                    "items": {
                        "type": "object",
                        "additionalProperties": False,
                        "required": ["command", "description"],
                        "properties": {
                            "command": {
                                "type": "string",
                                "pattern": "^/[^ A-Z]+$",
                                "minLength": 2,
                                "maxLength": 32,
                            },
                            "description": {"type": "string", "maxLength": 2000},
                            "usage_hint": {"type": "string", "maxLength": 1000},
                            "should_escape": {"type": "boolean"},
                        },
                    },
                },
            },
        },
        "oauth_config": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "scopes": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {
                        "bot": {"type": "array", "items": TEXT, "maxItems": 255, "uniqueItems": True}
                    },
                }
            },
        },
        "settings": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "event_subscriptions": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {"bot_events": {"type": "array", "items": TEXT, "maxItems": 100}},
                },
                "interactivity": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["is_enabled"],
                    "properties": {"is_enabled": {"type": "boolean"}},
                },
                "org_deploy_enabled": {"type": "boolean"},
                "socket_mode_enabled": {"const": True},
                "token_rotation_enabled": {"type": "boolean"},
            },
        },
    },
}
"""What of the schema this app uses; with Socket Mode on, no address of ours may be in it."""


@pytest.mark.parametrize("command", ["/detainers", "/detainers-test"])
def test_slack_takes_the_manifest(command: str) -> None:
    """Every part is one that the schema knows, within its limits."""
    jsonschema.validate(manifest_of(Settings(slack=Slack(command=command))), SCHEMA)


def test_a_wrong_command_would_be_refused() -> None:
    """The schema can fail: a command with a blank is none."""
    wrong = Slack.model_construct(**dict(Slack()) | {"command": "/my detainers"})
    manifest = manifest_of(Settings().model_copy(update={"slack": wrong}))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(manifest, SCHEMA)


def test_no_more_is_asked_for_than_is_used() -> None:
    """By default nobody's messages are read, and no channel's members; each scope has its reason."""
    least = scopes_for(Settings())
    assert [scope.name for scope in least] == [
        "commands", "chat:write", "files:write", "files:read", "users:read",
    ]  # fmt: skip
    assert events_for(Settings()) == ["app_home_opened"]
    assert all(scope.reason and scope.without.endswith(".") for scope in SCOPES)


def test_a_setting_asks_for_its_scopes() -> None:
    """Who is a member of a channel is asked for where only members may subscribe."""
    assert more(Settings(newsroom=Newsroom(subscribers="members"))) == (
        {"channels:read", "groups:read"},
        {"channel_id_changed"},
    )


def more(settings: Settings) -> tuple[set[str], set[str]]:
    """The scopes and the events that settings ask for beyond the least."""
    asked, least = manifest_of(settings), manifest_of(Settings())
    jsonschema.validate(asked, SCHEMA)

    def of(manifest: dict[str, Any]) -> tuple[set[str], set[str]]:
        events = manifest["settings"]["event_subscriptions"]["bot_events"]
        return set(manifest["oauth_config"]["scopes"]["bot"]), set(events)

    return of(asked)[0] - of(least)[0], of(asked)[1] - of(least)[1]


def test_mentions_direct_messages_and_greetings_ask_for_theirs() -> None:
    """Each is off by default; switched on, it has its event and the scope that the event needs."""
    assert more(Settings(slack=Slack(mentions=True))) == ({"app_mentions:read"}, {"app_mention"})
    assert more(Settings(slack=Slack(direct_messages=True))) == ({"im:history"}, {"message.im"})
    channels = {"channels:read", "groups:read"}
    events = {"member_joined_channel", "channel_id_changed"}
    assert more(Settings(slack=Slack(greetings=True))) == (channels, events)


def test_people_can_write_to_the_app_only_where_it_listens() -> None:
    """Otherwise its messages are read-only: nobody writes into the void."""
    for on in (False, True):
        home = manifest_of(Settings(slack=Slack(direct_messages=on)))["features"]["app_home"]
        assert home["messages_tab_read_only_enabled"] is not on


def test_the_local_slack_installs_it() -> None:
    """The same manifest is what the local Slack grants the app: nothing beyond it works there."""
    with DrivenSlack(manifest=manifest_of(Settings())) as slack:
        assert slack.api_url.startswith("http://127.0.0.1:")
