"""What a person is told once a form has changed what a channel hears."""

from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.blocks import limits
from bot.blocks.handles import Subscribed
from bot.blocks.subscriptions import edit_button


def confirm(told: limits.Message, which: Subscribed, origin: str, person: str, client: WebClient) -> None:
    """Tell the person alone: in the channel that they look at, else directly.

    Buttons that act on the channel that they stand in are left out of a direct message.

    Raises:
        SlackClientError: Slack takes no direct message either.
    """
    if origin == which.channel:
        try:
            client.chat_postEphemeral(channel=which.channel, user=person, **told.arguments())
        except (SlackClientError, OSError, HTTPException):
            pass  # no member, or a closed channel: the person is told directly
        else:
            return
    kept = [block for block in told.blocks if block["type"] != "actions"]
    edit = limits.actions([edit_button(which)])
    client.chat_postMessage(channel=person, **limits.message(told.text, [*kept, edit]).arguments())
