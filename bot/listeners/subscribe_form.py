"""The form that subscribes a channel or edits a subscription: opened, checked, carried out, confirmed.

A trigger_id opens one view within three seconds (https://docs.slack.dev/surfaces/modals), so
the view is opened first and what the database knows is put into it after.
"""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import edit_button, forms, kit, named, where
from bot.blocks.forms import SUBSCRIPTION_FORM, FilledSubscription, subscribe_view
from bot.blocks.kit import EDIT, SUBSCRIBE, Subscribed, read_subscribed
from bot.desk import Desk, Visitor, may_subscribe, who_clicked
from bot.listeners.clicks import value_of
from bot.listeners.home import publish_again
from bot.replies import DeferredAck, in_a_field, names, person_of, place_within, safely, subscribe_to
from bot.slack import FAILED_CALL
from models.domain import Channel, Subject
from models.newsroom import subscriptions_of

SHORTCUT = "subscribe_channel"
"""callback_id of the global shortcut."""
TITLE = "Edit a subscription"
HANDS = 4
"""Subscriptions written at once."""


def register(app: App, desk: Desk) -> None:
    """Register what opens the form, and its submission."""
    app.action(re.compile(rf"^{SUBSCRIBE}(\.\d+)?$"))(safely(_open, desk))
    app.shortcut(SHORTCUT)(safely(_open, desk))
    app.action(re.compile(rf"^{EDIT}(\.\d+)?$"))(safely(_edit, desk))
    app.view(SUBSCRIPTION_FORM)(_submitting(desk))


def _open(ack: Ack, body: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    ack()
    origin = body.get("channel", {}).get("id", "")
    view = subscribe_view(_lists(desk), desk.settings.newsroom.zone, origin)
    client.views_open(trigger_id=body["trigger_id"], view=view)


def _edit(ack: Ack, body: dict[str, Any], client: WebClient, action: dict[str, Any], *, desk: Desk) -> None:
    ack()
    which = value_of(read_subscribed, action.get("value", ""), "Ask again.")
    open_edit(which, body, client, desk)


def _lists(desk: Desk) -> dict[str, str]:
    """Return what each list is called in a menu, the live ones first."""
    known = sorted(desk.sources.items(), key=lambda entry: (not entry[1].address, entry[0]))
    return {name: f"{source.short}: {source.title}" for name, source in known}


def open_edit(which: Subscribed, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    """Open the form of a subscription: at once, then with what it says now."""
    loading = _saying("One moment: what it says now is being read.")
    view = client.views_open(trigger_id=body["trigger_id"], view=loading)["view"]
    try:
        form = _form(which, str(body["team"]["id"]), desk)
    except Exception:
        failed = _saying("It could not be read; see your messages.")
        client.views_update(view_id=view["id"], hash=view["hash"], view=failed)
        raise
    client.views_update(view_id=view["id"], hash=view["hash"], view=form)


def _saying(sentence: str) -> kit.Block:
    """Return the form with one sentence in place of its fields."""
    return kit.modal(SUBSCRIPTION_FORM, TITLE, "", [kit.section(sentence)])


def _form(which: Subscribed, team: str, desk: Desk) -> kit.Block:
    wishes = subscriptions_of(desk.engine, Channel(team, which.channel))
    wish = next((wish for wish in wishes if wish.subject == which.subject), None)
    if wish is None:
        return _saying("This subscription has ended.")
    about = f"{named([which.subject], names(desk))} in {where(which.channel)}"
    return forms.edit_view(wish, about, _lists(desk), desk.settings.newsroom.zone)


def _submitting(desk: Desk) -> Callable[..., None]:
    """Whatever is wrong stands at its field, the database's own troubles included.

    What takes too long to be checked is carried out all the same: what is wrong in it is told later.
    """
    deferred = DeferredAck(desk)
    hands = ThreadPoolExecutor(HANDS, thread_name_prefix="subscribing")
    carry_out = safely(_subscribe, desk)

    def submitted(ack: Ack, view: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        filled = forms.read_form(view)
        wrong = dict(filled.wrong) or deferred.result(lambda: _refused(filled, body, desk), lambda _: None)
        if wrong:
            ack(response_action="errors", errors=wrong)
        else:
            ack()
            hands.submit(carry_out, filled=filled, body=body, client=client)

    return submitted


def _refused(filled: FilledSubscription, body: dict[str, Any], desk: Desk) -> dict[str, str]:
    """Return why a form that is filled in well can't be carried out, at its field."""
    at = forms.PLACE if filled.place else forms.STATE
    try:
        _subject(filled, desk)
        at = forms.CHANNEL if filled.subject is None else forms.SOURCES
        may_subscribe(who_clicked(body, filled.channel), desk)
    except Exception as error:  # noqa: BLE001 - it would close the form without a word
        return {at: in_a_field(error, desk)}
    return {}


def _subject(filled: FilledSubscription, desk: Desk) -> Subject:
    if filled.subject is not None:
        return filled.subject
    return place_within(filled.place, filled.state, desk) if filled.place else Subject(filled.state)


def _subscribe(filled: FilledSubscription, body: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    subject = _subject(filled, desk)
    message = subscribe_to([subject], filled.terms, who_clicked(body, filled.channel), desk)
    _confirm(message, Subscribed(filled.channel, subject), filled.origin, person_of(body), client)
    publish_again(Visitor(str(body["team"]["id"]), person_of(body)), client, desk)


def _confirm(message: kit.Message, which: Subscribed, origin: str, person: str, client: WebClient) -> None:
    """Tell the person alone: in the channel that they look at, else directly.

    Buttons that act on the channel that they stand in are left out of a direct message.

    Raises:
        SlackClientError: Slack takes no direct message either.
    """
    if origin == which.channel:
        try:
            client.chat_postEphemeral(channel=which.channel, user=person, **message.arguments())
        except FAILED_CALL:
            pass  # no member, or a closed channel: the person is told directly
        else:
            return
    kept = [block for block in message.blocks if block["type"] != "actions"]
    edit = kit.actions([edit_button(which)])
    client.chat_postMessage(channel=person, **kit.message(message.text, [*kept, edit]).arguments())
