"""Which of Slack's permissions the app asks for, each with what it is for and what is off without it.

The least for what is switched on: https://docs.slack.dev/reference/scopes. No message of
anyone is read for itself, so there is no `channels:history` and no `groups:history`.
"""

from collections.abc import Callable
from dataclasses import dataclass

from models.settings import Newsroom
from models.wishes import MEMBERS


def _always(_newsroom: Newsroom) -> bool:
    return True


def _for_members(newsroom: Newsroom) -> bool:
    return newsroom.subscribers == MEMBERS


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
    wanted: Callable[[Newsroom], bool] = _always


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
        "see who is a member of a public channel, as newsroom.subscribers asks",
        "Nobody can subscribe a public channel while newsroom.subscribers is members.",
        needed=False,
        wanted=_for_members,
    ),
    Scope(
        "groups:read",
        "see who is a member of a private channel, as newsroom.subscribers asks",
        "Nobody can subscribe a private channel while newsroom.subscribers is members.",
        needed=False,
        wanted=_for_members,
    ),
)
"""Every scope that is ever asked for."""


def scopes_for(newsroom: Newsroom) -> tuple[Scope, ...]:
    """Return the scopes that a newsroom's settings make use of, in the order of the manifest."""
    return tuple(scope for scope in SCOPES if scope.wanted(newsroom))
