"""What buttons and forms have in common: acknowledged at once, opened at once, told to one person.

A trigger_id opens one view within three seconds (https://docs.slack.dev/surfaces/modals), and neither Slack
nor the database promises to answer in that time: a form that needs something first opens with a sentence.
"""

import logging
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from slack_bolt import Ack
from slack_sdk import WebClient

from bot.blocks import kit
from bot.desk import Desk
from bot.replies import sorry
from bot.slack import FAILED_CALL, understood
from models.errors import DeliveryError, UsageError

logger = logging.getLogger(__name__)

ONE_MOMENT = "One moment…"
CLOSED = {"not_found", "hash_conflict"}
"""What Slack says of a form that was closed or has changed: nobody waits for it to be filled."""
Value = TypeVar("Value")


def acknowledge(ack: Ack) -> None:
    """Tell Slack that the click or the event arrived; what it leads to follows."""
    ack()


def handed(action: Mapping[str, Any]) -> str:
    """Return what a button hands back; of what is chosen from an answer's menu, what belongs to it."""
    option = action.get("selected_option")
    return str(option["value"]).partition(" ")[2] if option else str(action.get("value", ""))


def chosen(action_id: str) -> Callable[..., bool]:
    """Return what tells whether something was chosen from an answer's menu."""

    def is_chosen(body: dict[str, Any]) -> bool:
        option = body["actions"][0].get("selected_option") or {}
        return str(option.get("value", "")).startswith(f"{action_id} ")

    return is_chosen


def value_of(read: Callable[[str], Value], value: str, cure: str) -> Value:
    """Return what a button's value holds.

    Args:
        read: Reads it; raises ValueError where the value is of another make.
        value: As the button hands it back.
        cure: What to do instead.

    Raises:
        UsageError: The button is of an older version.
    """
    try:
        return read(value)
    except ValueError as error:
        raise UsageError("This button is out of date.", cure) from error


def open_loading(
    trigger: str,
    blank: Callable[[str], kit.Block],
    fill: Callable[[], kit.Block],
    client: WebClient,
    desk: Desk,
) -> None:
    """Open a form that says to wait, then put into it what is found out.

    Args:
        trigger: The trigger_id of what was pressed.
        blank: Makes the form with a sentence (mrkdwn) in place of its fields.
        fill: Makes the form; may ask Slack and the database.
        client: Slack's Web API.
        desk: For whom to turn to.

    Raises:
        SlackClientError: Slack opens no form, or leaves it as it was opened.
        OSError: The connection failed. HTTPException: the answer broke off.
        DeliveryError: Slack doesn't say which form it opened.
    """
    view = client.views_open(trigger_id=trigger, view=blank(ONE_MOMENT)).get("view")
    if not view:
        raise DeliveryError("Slack didn't say whether it opened the form.", "Press it again.")
    try:
        form = fill()
    except Exception as error:  # noqa: BLE001 - the form is where the person looks
        form = blank(sorry(error, desk).text)
    try:
        client.views_update(view_id=view["id"], hash=view["hash"], view=form)
    except FAILED_CALL as error:
        if understood(error).code not in CLOSED:
            raise
        logger.info("A form was closed before it was filled")


def tell_alone(
    channel: str, person: str, here: kit.Message, directly: kit.Message, client: WebClient
) -> None:
    """Tell a person alone what came of a form, in the channel that they look at, else directly.

    Args:
        channel: Slack's id; empty where it isn't known.
        person: Slack's id.
        here: As it reads in the channel.
        directly: As it reads in a direct message, without buttons that act on where they stand.
        client: Slack's Web API.

    Raises:
        SlackClientError: Slack takes no direct message either.
    """
    if channel:
        try:
            client.chat_postEphemeral(channel=channel, user=person, **here.arguments())
        except FAILED_CALL:
            pass  # no member, or a closed channel: the person is told directly
        else:
            return
    client.chat_postMessage(channel=person, **directly.arguments())
