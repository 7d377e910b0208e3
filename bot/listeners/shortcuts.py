"""Shortcuts: *Look up a place* from anywhere, *Look this up* on any message.

https://docs.slack.dev/interactivity/implementing-shortcuts: a global one has no response_url, so its
answer stands in its form; one of a message is answered to the person alone, member or not.
"""

from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from slack_bolt import Ack, App, Respond
from slack_sdk import WebClient

from bot import grammar
from bot.answers import answer, answer_about
from bot.blocks import inputs
from bot.blocks.answer import answer_message
from bot.blocks.limits import Message
from bot.blocks.lookup_view import FORM, PLACE, lookup_view, named_message, waiting_view
from bot.commands import Lookup
from bot.desk import Desk
from bot.failures import EPHEMERAL, in_a_field, safely, sorry
from bot.listeners.actions import acknowledge
from bot.mentioned import Mentioned, names_in
from bot.naming import one_place
from bot.patience import Patience
from models import query_counts
from models.errors import UsageError
from models.store import reading

LOOK_UP, LOOK_THIS_UP = "look_up_place", "look_this_up"
"""callback_ids, as the manifest names them."""
_UNCLEAR = 400
"""Bearers of names that are looked for at once."""


def register(app: App, desk: Desk) -> None:
    """Register both shortcuts, and the form of the first."""

    def asked(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.views_open(trigger_id=body["trigger_id"], view=lookup_view())

    app.shortcut(LOOK_UP)(safely(asked, desk))
    app.view(FORM)(_looking_up(desk))
    app.shortcut(LOOK_THIS_UP)(ack=acknowledge, lazy=[safely(_looking_at(desk), desk)])


def _looking_up(desk: Desk) -> Callable[..., None]:
    patience = Patience(desk)

    def looked_up(ack: Ack, view: dict[str, Any], client: WebClient) -> None:
        typed = str(inputs.filled(view)[PLACE])

        def late(done: Future[Message]) -> None:
            error = done.exception()
            told = sorry(error, desk) if isinstance(error, Exception) else done.result()
            shown = lookup_view(told, desk.settings.slack.command)
            client.views_update(view_id=view["id"], view=shown)

        try:
            told = patience.result(lambda: found(typed, desk), late)
        except Exception as error:  # noqa: BLE001 - it would close the form without a word
            ack(response_action="errors", errors={PLACE: in_a_field(error, desk)})
        else:
            shown = lookup_view(told, desk.settings.slack.command) if told else waiting_view()
            ack(response_action="update", view=shown)

    return looked_up


def found(typed: str, desk: Desk) -> Message:
    """Return what the lists say of the one place that a text names.

    Raises:
        UsageError: It names none or several; the candidates are told.
        StoreError: The database can't be read.
    """
    wanted = grammar.parse(typed)
    question = wanted if isinstance(wanted, Lookup) else Lookup(typed)
    said = answer(question, desk)
    one_place(said, question.text)
    return answer_message(said, desk.settings.slack.command)


def _looking_at(desk: Desk) -> Callable[..., None]:
    def looked_at(respond: Respond, body: dict[str, Any]) -> None:
        message = body["message"]
        told = told_of(mentioned(str(message.get("text", "")), desk), desk)
        respond(**told.arguments(), **EPHEMERAL, thread_ts=message.get("thread_ts"))

    return looked_at


def mentioned(text: str, desk: Desk) -> Mentioned:
    """Return the places that a message names.

    Raises:
        StoreError: The database can't be read.
    """
    names = names_in(text, desk.gazetteer)
    with reading(desk.engine) as session:
        counted = query_counts.counts(session, names.bearers[:_UNCLEAR])
    return names.among({count.area for count in counted})


def told_of(named: Mentioned, desk: Desk) -> Message:
    """Return the answer for the one place that was surely named, else the choice.

    Raises:
        UsageError: The place isn't known any more.
        StoreError: The database can't be read.
    """
    command = desk.settings.slack.command
    if len(named.sure) != 1 or named.maybe:
        return named_message(named.sure, named.maybe, command)
    said = answer_about(named.sure[0].geoid, None, desk)
    if said is None:
        raise UsageError("This place isn't known any more.", "Look it up by its name.")
    return answer_message(said, command)
