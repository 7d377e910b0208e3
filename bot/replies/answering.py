"""The one way in which an answer reaches a person: over the response_url, else directly, else into the log.

An answer that Slack didn't surely refuse may have arrived, as after a time-out. It is said again all the
same, marked as a possible repeat: an answer twice costs a glance, a silent button costs the answer. A copy
for all is not said again.
"""

import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from slack_sdk import WebClient

from bot.blocks import kit, with_way_in
from bot.blocks.kit import SAMPLE, UNDO, Message
from bot.desk import Desk
from bot.replies.surface import Surface
from bot.slack import FAILED_CALL, Act, Trouble, in_words, respond_once, understood
from bot.words import REPEAT
from models.errors import DeliveryError

logger = logging.getLogger(__name__)

PATIENCE = 60.0
"""Seconds in which a wait that Slack asks for must end; who pressed a button has gone on by then."""
NOTICED = 5.0
"""Seconds for which a confirmation waits for Slack to take or refuse what all in the channel read."""
NOT_IN = "not_in_channel"
SHORTEST = 0.5
"""Seconds of a wait, when Slack asks for none."""


def tell(at: Surface, message: Message, client: WebClient, flags: Mapping[str, Any] | None = None) -> None:
    """Answer who typed or pressed; nothing is raised, and what nobody could be told is logged.

    Args:
        at: Where they did.
        message: What to tell.
        client: Slack's Web API, for a direct message where the response_url takes nothing.
        flags: Of `at`; without them it is told to the person alone.
    """
    trouble = _respond(at, message, at.privately() if flags is None else flags)
    if trouble is None:
        return
    if at.address:
        logger.warning("Slack took no answer for %s in %s (%s)", at.person, at.channel, trouble.code)
    places = {at.channel: at.thread, at.person: ""} if at.between_two else {at.person: ""}
    trouble = _post_in_first(places, _elsewhere(at, message, trouble), client)
    if trouble is not None:
        _log(at, message, trouble)


def say(at: Surface, message: Message, client: WebClient) -> None:
    """Answer what was said to the app, for all who read there; else as `tell` does.

    Args:
        at: Where it was said; its thread is where the answer stands.
        message: What to tell.
        client: Slack's Web API.
    """
    trouble = _post_in_first({at.channel: at.thread, at.person: ""}, message, client)
    if trouble is not None:
        _log(at, message, trouble)


def echo(channel: str, message: Message, desk: Desk, client: WebClient) -> Message:
    """Let all in a channel read what one person did there, and return what that person is sent.

    Where it promises posts in a channel that takes none, that is said in it, with the cure.

    Args:
        channel: Slack's id.
        message: What that person is sent.
        desk: Whose threads post, and whose people say where the app is.
        client: Slack's Web API.
    """
    refused = None
    if message.echo:
        posting = desk.tells.submit(post, channel, "", Message(message.echo), client)
        with suppress(TimeoutError):
            trouble = posting.result(NOTICED)
            refused = _closed(trouble)
            if trouble is not None:
                logger.info("%s was not posted in %s (%s)", message.echo, channel, trouble.code)
    elif message.promises and desk.people:
        inside = desk.people.is_in(channel)
        if inside is not None:
            refused = "" if inside else NOT_IN
    return with_way_in(message, channel, refused) if message.promises else message


def _closed(trouble: Trouble | None) -> str | None:
    """Return Slack's word of a channel that is closed to us, empty if it took a post; None where neither."""
    if trouble is None or trouble.act is not Act.PAUSE:
        return None if trouble else ""
    # Somebody stands in that channel: if the app can't see it, the app isn't in it.
    return NOT_IN if trouble.code == "channel_not_found" else trouble.code


def publish_copy(at: Surface, message: Message) -> None:
    """Post a copy for all, in the thread where it was asked for.

    Raises:
        DeliveryError: Slack didn't take it, or didn't say whether it did.
    """
    trouble = _respond(at, message, at.for_all())
    if trouble is None:
        return
    if trouble.act is Act.REPEAT:
        sentence = "Slack didn't say whether it took this."
        raise DeliveryError(sentence, "Look whether it is there before you share it again.")
    raise DeliveryError(f"Slack didn't take this: {in_words(trouble.code)}.", "Ask again, then share that.")


def _respond(at: Surface, message: Message, flags: Mapping[str, Any]) -> Trouble | None:
    return _sent(lambda form: respond_once(at.address, {**form.arguments(), **flags}), message)


def _sent(send: Callable[[Message], Trouble | None], message: Message) -> Trouble | None:
    """Send a message with as many blocks as Slack takes, and wait where it asks for a short wait."""
    end = time.monotonic() + PATIENCE
    trouble = None
    for form in kit.plainer(message):
        while (trouble := send(form)) and trouble.act is Act.WAIT:
            pause = max(trouble.seconds, SHORTEST)
            if time.monotonic() + pause > end:
                return trouble
            time.sleep(pause)
        if trouble is None or trouble.act is not Act.PLAINER:
            return trouble
    return trouble


def _elsewhere(at: Surface, message: Message, trouble: Trouble) -> Message:
    """Return a message as it reads in a direct message, without what acts on the channel it stands in."""
    blocks = message.blocks or (kit.section(message.text),)
    notes = [REPEAT] if trouble.act is Act.REPEAT else []
    if at.channel and not at.between_two:
        notes.append(f"You asked in <#{at.channel}>; Slack didn't let me answer there.")
        blocks = tuple(block for block in blocks if not _of_channel(block))
    return kit.message(message.text, [*blocks, kit.context(*notes)]) if notes else message


def _of_channel(block: kit.Block) -> bool:
    return any(element.get("action_id") in {UNDO, SAMPLE} for element in block.get("elements", ()))


def post(channel: str, thread: str, message: Message, client: WebClient) -> Trouble | None:
    """Post a message; return what Slack has against it, if anything.

    Args:
        channel: Slack's id of a channel, or of a person for our conversation with them.
        thread: Time stamp of the thread's first message; empty for none.
        message: What to tell.
        client: Slack's Web API.
    """

    def send(form: Message) -> Trouble | None:
        try:
            taken = client.chat_postMessage(
                channel=channel,
                thread_ts=thread or None,
                unfurl_links=False,
                unfurl_media=False,
                **form.arguments(),
            )
        except FAILED_CALL as error:
            return understood(error)
        return None if taken.get("ts") else Trouble(Act.REPEAT, "unconfirmed")

    return _sent(send, message)


def _post_in_first(places: Mapping[str, str], message: Message, client: WebClient) -> Trouble | None:
    """Post in the first channel that takes it, each with its thread."""
    trouble = None
    for channel, thread in places.items():
        trouble = post(channel, thread, message, client)
        if trouble is None or trouble.act is Act.REPEAT:
            break  # it is there, or it may be
    return trouble


def _log(at: Surface, message: Message, trouble: Trouble) -> None:
    logger.error("%s was not told (%s): %s", at.person or "Nobody", trouble.code, message.text)
