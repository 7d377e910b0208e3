"""Who may do what. Anyone may look up; who may change something, or decide, is said here.

`newsroom.subscribers` says who may subscribe. Guests and people of other workspaces get
lookups alone, whatever it says. What Slack doesn't let the app see is told by `doctor`.
"""

from bot.caller import Caller
from bot.desk import Desk
from models.errors import UsageError
from models.wishes import ANYONE, MEMBERS


def may_subscribe(caller: Caller, desk: Desk) -> None:
    """Let a person change what a channel hears, or say why not.

    Args:
        caller: Who asks, and the channel that it is about.
        desk: Its settings name the rule; its people are asked by Slack.

    Raises:
        UsageError: They may not; the sentence carries the cure.
        DeliveryError: Slack doesn't say who they are.
    """
    of_this_newsroom(caller, desk)
    allowed = desk.settings.newsroom.subscribers
    if allowed == MEMBERS:
        _is_member(caller, desk)
    elif allowed != ANYONE and caller.user not in allowed:
        raise UsageError(
            "Only the people whom this newsroom lists may change what channels hear.",
            f"`{desk.settings.slack.command} settings` names them.",
        )


def of_this_newsroom(caller: Caller, desk: Desk) -> None:
    """Let members of the workspace do what is more than a lookup.

    Raises:
        UsageError: The person is a guest, or of another workspace.
        DeliveryError: Slack doesn't say who they are.
    """
    if desk.people is None:
        return
    person = desk.people.person(caller.user)
    if person.foreign if person else caller.is_foreign(desk.people.home()):
        raise UsageError(
            "People of other workspaces can look places up here, and no more.",
            "Ask somebody of the newsroom that runs this desk.",
        )
    if person and person.guest:
        raise UsageError(
            "Guests can look places up here, and no more.", "Ask a full member of this workspace."
        )


def _is_member(caller: Caller, desk: Desk) -> None:
    if caller.channel.id.startswith("D") or desk.people is None:
        return  # whoever types in a conversation of two is in it
    found = desk.people.is_member(caller.channel.id, caller.user)
    if found is None:
        raise UsageError(
            "Only members of a channel may change what it hears, and I can't see who they are.",
            "Type `/invite @Detainer Desk` in it; else `python -m bot doctor` says what is missing.",
        )
    if not found:
        raise UsageError("Only members of a channel may change what it hears.", "Join it, then try again.")


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


def may_review(user: str, desk: Desk) -> None:
    """Let an operator decide on a held edition.

    Raises:
        UsageError: The person is none.
        DeliveryError: Slack doesn't say who they are.
    """
    if is_operator(user, desk):
        return
    admins = ", and so do admins of the workspace" if desk.settings.newsroom.admins_review else ""
    raise UsageError(
        "Only this desk's operators decide on held editions.",
        f"They are named by newsroom.operators in config.toml{admins}.",
    )
