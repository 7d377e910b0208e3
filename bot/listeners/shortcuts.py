"""Shortcuts: *Look up a place* from anywhere, *Look this up* on any message.

https://docs.slack.dev/interactivity/implementing-shortcuts: a global one has no response_url, so its
answer stands in its form; one of a message is answered to the person alone, member or not.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.answers import Mentioned, answer_about, answer_in_words, names_in
from bot.blocks import kit
from bot.blocks.answer import answer_message
from bot.blocks.forms import LOOKUP_FORM, LOOKUP_PLACE, lookup_view, named_message, waiting_view
from bot.blocks.kit import Message
from bot.desk import Desk
from bot.grammar import Lookup, parse
from bot.listeners.clicks import acknowledge
from bot.replies import DeferredAck, calling, in_a_field, one_place, safely, sorry, surface_of, tell
from bot.slack import FAILED_CALL, words_of
from models.errors import UsageError
from models.queries import counts_in

LOOK_UP, LOOK_THIS_UP = "look_up_place", "look_this_up"
"""callback_ids, as the manifest names them."""
_UNCLEAR = 400
"""Bearers of names that are looked for at once."""


def register(app: App, desk: Desk) -> None:
    """Register both shortcuts, and the form of the first."""
    app.shortcut(LOOK_UP)(ack=acknowledge, lazy=[calling(_ask, desk)])
    app.view(LOOKUP_FORM)(_looking_up(desk))
    app.shortcut(LOOK_THIS_UP)(ack=acknowledge, lazy=[safely(_look_at, desk)])


def _ask(body: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=lookup_view())


def _looking_up(desk: Desk) -> Callable[..., None]:
    deferred = DeferredAck(desk)

    def looked_up(ack: Ack, view: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        typed = str(kit.filled(view)[LOOKUP_PLACE])

        def late(done: Future[Message]) -> None:
            error = done.exception()
            message = sorry(error, desk) if isinstance(error, Exception) else done.result()
            shown = lookup_view(message, desk.command)
            try:
                client.views_update(view_id=view["id"], view=shown)
            except FAILED_CALL:  # the form was closed, or says still that the answer follows
                tell(surface_of(body), message, client)

        try:
            message = deferred.result(lambda: answer_to(typed, desk), late)
        except Exception as error:  # noqa: BLE001 - it would close the form without a word
            ack(response_action="errors", errors={LOOKUP_PLACE: in_a_field(error, desk)})
        else:
            shown = lookup_view(message, desk.command) if message else waiting_view()
            ack(response_action="update", view=shown)

    return looked_up


def answer_to(typed: str, desk: Desk) -> Message:
    """Return what the lists say of the one place that a text names.

    Raises:
        UsageError: It names none or several; the candidates are told.
        StoreError: The database can't be read.
    """
    wanted = parse(typed)
    question = wanted if isinstance(wanted, Lookup) else Lookup(typed)
    record = answer_in_words(question, desk)
    one_place(record, question.text)
    return answer_message(record, desk.command)


def _look_at(body: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    named = mentioned(words_of(body["message"]), desk)
    desk.tells.submit(tell, surface_of(body), answer_on(named, desk), client)


def mentioned(text: str, desk: Desk) -> Mentioned:
    """Return the places that a message names.

    Raises:
        StoreError: The database can't be read.
    """
    names = names_in(text, desk.gazetteer)
    with desk.reading() as session:
        counted = counts_in(session, names.bearers[:_UNCLEAR])
    return names.among({count.area for count in counted})


def answer_on(named: Mentioned, desk: Desk) -> Message:
    """Return the answer for the one place that was surely named, else the choice.

    Raises:
        UsageError: The place isn't known any more.
        StoreError: The database can't be read.
    """
    if len(named.sure) != 1 or named.maybe:
        return named_message(named, desk.command)
    record = answer_about(named.sure[0].geoid, None, desk)
    if record is None:
        raise UsageError("This button is out of date.", "Look the place up by its name.")
    return answer_message(record, desk.command)
