"""What goes wrong reaches the person who asked: one sentence, the next step, a token that is logged."""

import logging
import re
import secrets
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from slack_bolt import BoltResponse
from slack_bolt.error import BoltUnhandledRequestError
from slack_sdk.errors import SlackClientError

from bot.blocks.kit import Message, as_plain_text, modal, section
from bot.desk import Desk, NotListed
from bot.replies.answering import tell
from bot.replies.surface import surface_of
from bot.slack import in_words, understood
from bot.words import escape, listed, literal, marked
from models.errors import DeskError, StoreError, UsageError

logger = logging.getLogger(__name__)

FORM = "failed_form"
"""callback_id of what stands in place of a form that could not be taken in."""


def sorry(error: Exception, desk: Desk) -> Message:
    """Return what the person is told of an error, and log it under the token that they are given.

    A mistake in what was typed is no failure: it is answered with its cure alone.
    """
    if isinstance(error, NotListed):
        return Message(f"Only {listed(_mentions(error.people)) or 'nobody'} can change alerts here.")
    if isinstance(error, UsageError):
        return Message(marked(f"{error.sentence} {error.cure}".strip()))
    token = f"E-{secrets.token_hex(2).upper()}"
    logger.error("%s: %s", token, error, exc_info=error)
    who = listed(_mentions(desk.settings.newsroom.operators)) or "whoever runs this desk"
    give = f"or give `{token}` to {who}."
    if isinstance(error, StoreError):
        return Message(f"I couldn't read the database. Nothing was lost. Try again, {give}")
    if isinstance(error, DeskError):
        return Message(f"{marked(f'{error.sentence} {error.cure}'.strip())} Or give `{token}` to {who}.")
    if isinstance(error, SlackClientError):
        why = literal(in_words(understood(error).code))
        return Message(f"Slack wouldn't let me: {why}. Try again, {give}")
    return Message(f"Something broke. Nothing was lost. Try again, {give}")


def _mentions(people: Iterable[str]) -> list[str]:
    return [f"<@{escape(person)}>" for person in people]


def in_a_field(error: Exception, desk: Desk) -> str:
    """Return what stands at a field of a form that can't be taken in: plain text, logged under its token."""
    text = as_plain_text(sorry(error, desk))
    return re.sub(r"<@([A-Z0-9]+)>", r"\1", text)


def answer_error(error: Exception, desk: Desk, body: Mapping[str, Any]) -> BoltResponse:
    """Return the acknowledgement of a listener that failed.

    Bolt sends none unless the error handler gives one with status 200, and then Slack tells
    the person that the app did not respond, and sends an event again. A form shows no text: its fields
    give way to the sentence.
    """
    if isinstance(error, BoltUnhandledRequestError):
        logger.info("Nobody listens to this: %s", error)
        return BoltResponse(status=200, body="")
    message = sorry(error, desk)
    if body.get("type") == "view_submission":
        view = modal(FORM, "Not saved", "", [section(message.text)])
        return BoltResponse(status=200, body={"response_action": "update", "view": view})
    return BoltResponse(status=200, body={**message.arguments(), "response_type": "ephemeral"})


def safely(work: Callable[..., None], desk: Desk) -> Callable[..., None]:
    """Wrap a lazy function: its errors never reach Bolt's error handler, so they are told here.

    Args:
        work: Takes the desk by name, and `client` with `body` or `at` unless nobody waits for an answer.
        desk: What the work is handed, and for whom to turn to.
    """

    @wraps(work)
    def safe(**given: Any) -> None:
        try:
            work(**given, desk=desk)
        except Exception as error:  # noqa: BLE001 - the last one who can tell the person
            desk.tells.submit(_tell, given, sorry(error, desk))

    return safe


def _tell(given: Mapping[str, Any], message: Message) -> None:
    """Tell the person, unless nobody waits for an answer."""
    if "client" in given:
        tell(given.get("at") or surface_of(given["body"]), message, given["client"])
