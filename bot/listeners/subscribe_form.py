"""The form that subscribes a channel or edits a subscription: opened, checked, carried out, confirmed.

It offers public channels: a private one is subscribed by the command there, which shows that one is in it.

What a person may is asked of Slack once the form is closed; what is refused then comes back as the command
that says the same, so that nothing filled in is lost.
"""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import words
from bot.blocks import again, edit_button, forms, kit, named, where
from bot.blocks.forms import SUBSCRIPTION_FORM, FilledSubscription, subscribe_view
from bot.blocks.kit import EDIT, SUBSCRIBE, Subscribed, read_subscribed
from bot.desk import Desk, is_private, who_clicked
from bot.listeners.clicks import acknowledge, open_loading, tell_alone, value_of
from bot.listeners.home import publish_again
from bot.replies import (
    DeferredAck,
    calling,
    echo,
    in_a_field,
    let_in,
    names,
    person_of,
    place_within,
    sorry,
    subscribe_to,
)
from bot.words import list_title
from models.domain import Subject
from models.newsroom import subscriptions_of

SHORTCUT = "subscribe_channel"
"""callback_id of the global shortcut."""
TITLE = "Edit a subscription"


def register(app: App, desk: Desk) -> None:
    """Register what opens the form, and its submission."""
    app.action(re.compile(rf"^{SUBSCRIBE}(\.\d+)?$"))(ack=acknowledge, lazy=[calling(_open, desk)])
    app.shortcut(SHORTCUT)(ack=acknowledge, lazy=[calling(_open, desk)])
    app.action(re.compile(rf"^{EDIT}(\.\d+)?$"))(ack=acknowledge, lazy=[calling(_edit, desk)])
    app.view(SUBSCRIPTION_FORM)(_submitting(desk))


def _open(body: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    at = body.get("channel") or {}
    origin = str(at.get("id", ""))
    origin = "" if is_private(origin, str(at.get("name", ""))) else origin
    view = subscribe_view(_lists(desk), desk.settings.newsroom.zone, desk.command, origin)
    client.views_open(trigger_id=body["trigger_id"], view=view)


def _edit(body: dict[str, Any], client: WebClient, action: dict[str, Any], *, desk: Desk) -> None:
    which = value_of(read_subscribed, action.get("value", ""), "Ask again.")
    open_edit(which, body, client, desk)


def _lists(desk: Desk) -> dict[str, str]:
    """Return what each list is called in a menu, the live ones first."""
    known = sorted(desk.sources.items(), key=lambda entry: (not entry[1].address, entry[0]))
    return {name: list_title(source) for name, source in known}


def open_edit(which: Subscribed, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    """Open the form of a subscription: at once, then with what it says now."""
    inside = who_clicked(body, which.channel).inside
    open_loading(body["trigger_id"], _saying, lambda: _form(which, desk, inside=inside), client, desk)


def _saying(sentence: str) -> kit.Block:
    """Return the form with one sentence in place of its fields."""
    return kit.modal(SUBSCRIPTION_FORM, TITLE, "", [kit.section(sentence)])


def _form(which: Subscribed, desk: Desk, *, inside: bool) -> kit.Block:
    let_in(desk.at(which.channel), desk, inside=inside)
    wishes = subscriptions_of(desk.engine, desk.at(which.channel))
    wish = next((wish for wish in wishes if wish.subject == which.subject), None)
    if wish is None:
        return _saying("This subscription has ended.")
    about = f"*{named([which.subject], names(desk))}* in {where(which.channel)}"
    return forms.edit_view(wish, about, _lists(desk), desk.settings.newsroom.zone)


def _submitting(desk: Desk) -> Callable[..., None]:
    """What is filled in wrongly stands at its field; what takes too long to be checked is told later."""
    deferred = DeferredAck(desk)
    carry_out = calling(_subscribe, desk)

    def submitted(ack: Ack, view: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        filled = forms.read_form(view)
        wrong = dict(filled.wrong) or deferred.result(lambda: _refused(filled, desk), lambda _: None)
        if wrong:
            ack(response_action="errors", errors=wrong)
        else:
            ack()
            carry_out(filled=filled, body=body, client=client)

    return submitted


def _refused(filled: FilledSubscription, desk: Desk) -> dict[str, str]:
    """Return why what is filled in names nothing to hear of, at its field."""
    try:
        _subject(filled, desk)
    except Exception as error:  # noqa: BLE001 - it would close the form without a word
        return {forms.PLACE if filled.place else forms.STATE: in_a_field(error, desk)}
    return {}


def _subject(filled: FilledSubscription, desk: Desk) -> Subject:
    if filled.subject is not None:
        return filled.subject
    return place_within(filled.place, filled.state, desk) if filled.place else Subject(filled.state)


def _subscribe(filled: FilledSubscription, body: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    person, subject = person_of(body), _subject(filled, desk)
    who = who_clicked(body, filled.channel)
    if filled.subject is not None:
        who = replace(who, inside=True)  # the form of a subscription opens for whoever is let in
    origin = filled.origin if filled.origin == filled.channel else ""
    try:
        message = subscribe_to([subject], filled.terms, who, desk)
    except Exception as error:  # noqa: BLE001 - it is told with what was filled in
        typed = words.escape(f"{desk.command} {again([subject], filled.terms, names(desk))}")
        told = f"{sorry(error, desk).text} Or type in {where(filled.channel)}: `{typed}`"
        tell_alone(origin, person, kit.Message(told), kit.Message(told), client)
        return
    message = echo(filled.channel, message, desk, client)
    # Buttons that act on the channel that they stand in are left out of a direct message.
    kept = [block for block in message.blocks if block["type"] != "actions"]
    edit = kit.actions([edit_button(Subscribed(filled.channel, subject))])
    tell_alone(origin, person, message, kit.message(message.text, [*kept, edit]), client)
    publish_again(person, client, desk)
