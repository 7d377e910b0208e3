"""What is asked for as files, sent after the answer: the rows of a place, the map of a state."""

from slack_sdk import WebClient

from bot.desk import Desk
from bot.grammar import area_to_export, area_to_map
from bot.replies.export import send_export
from bot.replies.mapping import send_map
from bot.replies.surface import Surface


def asks_for_files(text: str) -> bool:
    """Tell whether what was typed is answered with files as well.

    Raises:
        UsageError: It can't be read as typed.
    """
    return bool(area_to_export(text) or area_to_map(text))


def send_files(text: str, at: Surface, client: WebClient, *, desk: Desk) -> None:
    """Send the files that what was typed asks for, once `reply` has let the person ask.

    Raises:
        UsageError: A map was asked for of what is no state.
        PictureError: It has no map, or couldn't be drawn.
        DeliveryError: Slack took a file nowhere, or doesn't say whether it did.
        StoreError: The database can't be read.
    """
    if area := area_to_export(text):
        send_export(area, at, client, desk=desk)
    elif area := area_to_map(text):
        send_map(area, at, client, desk=desk)
