"""What one person is told after a form: where they pressed its button if that still works, else directly."""

from slack_bolt import Respond
from slack_sdk import WebClient

from bot.blocks.limits import Message
from bot.failures import EPHEMERAL

_TAKEN = 200


def tell_aside(address: str, person: str, message: Message, client: WebClient) -> None:
    """Tell a person alone.

    Args:
        address: The response_url of the button; it works for thirty minutes and needs no membership.
        person: Slack's id, for a direct message once it doesn't.
        message: What to tell.
        client: Slack's Web API.

    Raises:
        SlackClientError: Slack takes no direct message either.
    """
    answered = Respond(response_url=address)(**message.arguments(), **EPHEMERAL) if address else None
    if answered is None or answered.status_code != _TAKEN:
        client.chat_postMessage(channel=person, **message.arguments())
