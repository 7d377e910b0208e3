"""What one person was answered, posted for all: with its picture where the app may post it itself.

Slack shows no file through a response_url (java-slack-sdk#1349), and charts in posted messages alone.
"""

import logging

from slack_sdk import WebClient

from bot.answers import Answer, Mapped, SideBySide, Trended, compared, compared_matrix, state_map, trended
from bot.blocks import answer as words
from bot.blocks import kit
from bot.blocks.kit import Message
from bot.delivery import keep_image
from bot.desk import Desk
from bot.pictures import Picture, draw_map, draw_matrix, png
from bot.replies.answering import publish_copy
from bot.replies.surface import Surface
from bot.slack import FAILED_CALL, Act, understood
from models.domain import By
from models.errors import DeliveryError, PictureError, UsageError
from models.places import state_name

logger = logging.getLogger(__name__)


def share_answer(record: Answer, at: Surface, client: WebClient, *, desk: Desk) -> None:
    """Post an answer for all, with the map of its state.

    Raises:
        DeliveryError: Slack didn't take it, or didn't say whether it did.
        StoreError: The database can't be read.
    """
    message = words.shared_message(record, at.person)
    _publish(at, message, _with_image(message, _map_of(record, desk), client), client)


def share_question(verb: str, about: str, at: Surface, client: WebClient, *, desk: Desk) -> Message:
    """Post a trend with a chart, or a comparison as a picture, for all; return the message.

    Raises:
        UsageError: It isn't known any more what is meant.
        DeliveryError: Slack didn't take it, or didn't say whether it did.
        StoreError: The database can't be read.
    """
    found = trended(about, By.PERIOD, desk) if verb == "trend" else compared(about, desk)
    if isinstance(found, Trended):
        message = words.shared_copy(words.trend_message(found), at.person)
        chart = words.trend_chart(found)
        _publish(at, message, kit.pictured(message, chart) if chart else None, client)
    elif isinstance(found, SideBySide):
        message = words.shared_copy(words.compared_message(found), at.person)
        _publish(at, message, _with_image(message, _drawn(found), client), client)
    else:
        raise UsageError("This button is out of date.", "Ask again.")
    return message


def _map_of(record: Answer, desk: Desk) -> Picture | None:
    """Return the map of a place's state as it is now; none of a day in the past, of a territory, or alone."""
    if record.place is None or record.as_of:
        return None
    try:
        found = state_map(state_name(record.place.state) or "", desk)
        return draw_map(found.map) if isinstance(found, Mapped) and found.map.layers else None
    except (PictureError, UsageError) as error:
        logger.info("An answer is shared without a map: %s", error)
        return None


def _drawn(found: SideBySide) -> Picture | None:
    try:
        return draw_matrix(compared_matrix(found))
    except PictureError as error:
        logger.info("A comparison is shared without a picture: %s", error)
        return None


def _with_image(message: Message, picture: Picture | None, client: WebClient) -> Message | None:
    """Return a message with a picture that Slack has taken; None where it has none."""
    if picture is None:
        return None
    try:
        file = keep_image(client, f"{picture.stem}.png", png(picture))
    except PictureError as error:
        logger.warning("A picture can't be drawn: %s", error)
    except FAILED_CALL as error:
        logger.warning("Slack did not take a picture: %s", understood(error).code)
    else:
        return kit.pictured(message, kit.image(file, picture.alt))
    return None


def _publish(at: Surface, message: Message, pictured: Message | None, client: WebClient) -> None:
    """Post with the picture; as a plain copy where there is none, or where the app can't post it."""
    if pictured is None or not _posted(at, pictured, client):
        publish_copy(at, message)


def _posted(at: Surface, message: Message, client: WebClient) -> bool:
    try:
        taken = client.chat_postMessage(
            channel=at.channel,
            thread_ts=at.thread or None,
            unfurl_links=False,
            unfurl_media=False,
            **message.arguments(),
        )
    except FAILED_CALL as error:
        trouble = understood(error)
        if trouble.act is Act.REPEAT:
            sentence = "Slack didn't say whether it took this."
            raise DeliveryError(sentence, "Look whether it is there before you share it again.") from error
        logger.info("Shared without its picture (%s)", trouble.code)
        return False
    return bool(taken.get("ts"))
