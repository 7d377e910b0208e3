"""A held edition's two buttons, and what is said in their place once it is decided. Pure."""

import re

from bot.blocks import limits, mrkdwn
from bot.blocks.handles import ACCEPT, REJECT
from models.bulletin import Decision

_PERSON = re.compile(r"[UW][A-Z0-9]{2,}")


def choice(number: int, accept_action: str = ACCEPT, reject_action: str = REJECT) -> limits.Block:
    """Return the buttons that decide on a held edition; each asks first.

    Args:
        number: The edition's id, which the buttons hand back.
        accept_action: action_id of the first; on App Home another one, where no message is to be replaced.
        reject_action: action_id of the second.
    """
    accept = limits.confirmation(
        "Publish this edition?", "Subscribed channels are alerted of what it changes.", "Accept"
    )
    reject = limits.confirmation(
        "Set this edition aside?",
        "Nobody is alerted of it, now or later. Its bytes are kept.",
        "Reject",
        style="danger",
    )
    return limits.actions(
        [
            limits.button("Accept", accept_action, str(number), style="primary", confirm=accept),
            limits.button("Reject", reject_action, str(number), style="danger", confirm=reject),
        ]
    )


def decided_line(decision: Decision) -> str:
    """Return who decided what and when, and what came of it, as mrkdwn."""
    ends = {
        "accepted": "It is published, dated as it was seen.",
        "rejected": "It is not published; its bytes are kept.",
    }
    return f"*{decision.status.capitalize()}* by {_who(decision)}. {ends[decision.status]}"


def decided_already(decision: Decision) -> str:
    """Return what a person is told whose press came too late."""
    return f"Edition {decision.edition} was {decision.status} already by {_who(decision)}."


def _who(decision: Decision) -> str:
    by = decision.by
    named = f"<@{by}>" if _PERSON.fullmatch(by) else mrkdwn.literal(by or "somebody")
    return f"{named}, {mrkdwn.moment(decision.at, decision.zone)}" if decision.at else named
