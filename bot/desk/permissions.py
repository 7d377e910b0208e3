"""Who asks, and what they may: anyone may look up; who may change something, or decide, is said here.

`newsroom.subscribers` says who may subscribe. Guests and people of other workspaces get
lookups alone, whatever it says. What Slack doesn't let the app see is told by `doctor`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.desk.context import Desk
from bot.slack import Installed
from models.domain import ANYONE, MEMBERS
from models.errors import UsageError

_PRIVATE = {"privategroup", "directmessage"}
"""https://docs.slack.dev/interactivity/implementing-slash-commands: in place of a private channel's name."""


@dataclass(frozen=True, slots=True)
class Requester:
    """Who asks and in which channel, as a payload says: all by Slack's ids.

    Attributes:
        where: The channel that it is about. Whose wishes it holds the installation tells (`Desk.at`),
            never the workspace of whoever acts.
        home: The person's own workspace, where the payload names it: in a channel that is shared with
            another one it may not be ours.
        enterprise: The organization that their workspace belongs to, where the payload names it.
        inside: They asked in that channel, which they can only as a member, or in a form opened there.
        private: Whether the payload says that the channel is not open to all of the workspace.
    """

    where: str
    user: str
    home: str = ""
    enterprise: str = ""
    inside: bool = True
    private: bool = False

    def is_foreign(self, ours: Installed) -> bool:
        """Tell whether the payload names a workspace that is none of ours."""
        return not ours.has(self.home, self.enterprise)


def who_clicked(body: Mapping[str, Any], channel: str | None = None) -> Requester:
    """Return who pressed a button or submitted a form.

    Args:
        body: Slack's payload; of a message outside of a channel, its channel is the person's own. Its
            team is null where the app is installed for an organization.
        channel: Slack's id of the channel that it is about, where that isn't the message's.

    Raises:
        UsageError: The button stands in no channel, as on App Home, and is about the one it stands in.
    """
    at = body.get("channel") or {}
    about = at.get("id") if channel is None else channel
    if about is None:
        raise UsageError("This button is about the channel it stands in.", "Ask again in a channel.")
    team, user = body.get("team") or {}, body["user"]
    of = team.get("enterprise_id") if team else (body.get("enterprise") or {}).get("id")
    home, inside = str(user.get("team_id") or team.get("id") or ""), at.get("id") == about
    private = inside and is_private(str(about), str(at.get("name") or ""))
    return Requester(str(about), str(user["id"]), home, of or "", inside, private)


def is_private(channel: str, name: str) -> bool:
    """Tell whether a conversation is not open to all of the workspace.

    Args:
        channel: Slack's id of it.
        name: As a command's or a button's payload has it: `privategroup` of each private channel,
            `directmessage` of a conversation of two, `mpdm-…` of one of several.
    """
    return channel[:1] in {"G", "D"} or name in _PRIVATE or name.startswith("mpdm-")


class NotListed(UsageError):
    """Only some people may do this.

    Args:
        people: Slack's ids of them.
    """

    def __init__(self, people: tuple[str, ...]) -> None:
        super().__init__("Only the people whom this newsroom lists can change alerts here.")
        self.people = people


def may_subscribe(requester: Requester, desk: Desk) -> None:
    """Let a person change what a channel hears, or say why not.

    Args:
        requester: Who asks, and the channel that it is about.
        desk: Its settings name the rule; its people are asked by Slack.

    Raises:
        UsageError: They may not; the sentence carries the cure.
        DeliveryError: Slack doesn't say who they are.
    """
    of_this_newsroom(requester, desk)
    allowed = desk.settings.newsroom.subscribers
    if allowed == MEMBERS:
        _is_member(requester, desk)
    elif allowed != ANYONE and requester.user not in allowed:
        raise NotListed(tuple(allowed))


def of_this_newsroom(requester: Requester, desk: Desk) -> None:
    """Let members of the workspace do what is more than a lookup.

    Raises:
        UsageError: The person is a guest, or of another workspace, or Slack names nobody of that id.
        DeliveryError: Slack doesn't answer.
    """
    if desk.people is None:
        return
    person = desk.people.person(requester.user)
    seen = person is not None and not person.unknown
    if person.foreign if person and seen else requester.is_foreign(desk.people.installation()):
        raise UsageError(
            "People from other workspaces can look up places only.",
            "Ask somebody in the newsroom that runs this desk.",
        )
    if person and person.unknown:
        raise UsageError(
            "Slack doesn't tell me who you are, so you can look up places only.",
            "Ask a full member of this workspace.",
        )
    if person and person.guest:
        raise UsageError("Guests can look up places only.", "Ask a full member of this workspace.")


def _is_member(requester: Requester, desk: Desk) -> None:
    if requester.where.startswith("D") or desk.people is None:
        return  # whoever types in a conversation of two is in it
    member = desk.people.is_member(requester.where, requester.user)
    if member is None:
        raise UsageError(
            "Only members of this channel can change its alerts, and I can't see who they are.",
            "Type `/invite @Detainer Desk` there; else `python -m bot doctor` says what is missing.",
        )
    if not member:
        raise UsageError("Only members of this channel can change its alerts.", "Join it, then try again.")


def is_operator(user: str, desk: Desk) -> bool:
    """Tell whether a person may decide reviews: one whom the settings list, or an admin if they say so.

    Raises:
        DeliveryError: Slack doesn't say who they are.
    """
    newsroom = desk.settings.newsroom
    if user in newsroom.operators:
        return True
    person = desk.people.person(user) if newsroom.admins_review and desk.people else None
    return bool(person and person.admin and not person.foreign)


def may_review(user: str, desk: Desk, what: str = "decide this") -> None:
    """Let an operator decide on a held edition, or on something else.

    Args:
        user: Slack's id.
        desk: Its settings name the operators.
        what: What only operators can do.

    Raises:
        UsageError: The person is none.
        DeliveryError: Slack doesn't say who they are.
    """
    if is_operator(user, desk):
        return
    admins = "; admins of the workspace can too" if desk.settings.newsroom.admins_review else ""
    raise UsageError(
        f"Only desk operators can {what}.",
        f"They are set by `newsroom.operators` in config.toml{admins}.",
    )
