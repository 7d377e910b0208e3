"""Which of Slack's permissions the app asks for, each with what it is for and what is off without it.

The least for what is switched on: https://docs.slack.dev/reference/scopes. No message of
anyone is read for itself, so there is no `channels:history` and no `groups:history`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from models.settings import Settings
from models.wishes import MEMBERS


def _always(_settings: Settings) -> bool:
    return True


def sees_channels(settings: Settings) -> bool:
    """Tell whether anything needs to know of channels: who is in them, or who invites the app."""
    return settings.newsroom.subscribers == MEMBERS or settings.slack.greetings


def _mentions(settings: Settings) -> bool:
    return settings.slack.mentions


def _direct_messages(settings: Settings) -> bool:
    return settings.slack.direct_messages


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
    wanted: Callable[[Settings], bool] = _always


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
        "Guests can't be told from members, so they may subscribe; workspace admins can't decide reviews.",
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
        wanted=_mentions,
    ),
    Scope(
        "im:history",
        "hear what is written to the app directly, as slack.direct_messages asks; no other conversation",
        "What is written to the app directly is not answered.",
        needed=False,
        wanted=_direct_messages,
    ),
)
"""Every scope that is ever asked for."""


def scopes_for(settings: Settings) -> tuple[Scope, ...]:
    """Return the scopes that settings make use of, in the order of the manifest."""
    return tuple(scope for scope in SCOPES if scope.wanted(settings))
