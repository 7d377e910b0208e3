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

from bot.blocks import inputs, limits
from bot.blocks.handles import EDIT, SUBSCRIBE, Subscribed, read_subscribed
from bot.blocks.subscribe_form import Filled, read_form
from bot.blocks.subscribe_view import CHANNEL, FORM, PLACE, SOURCES, STATE, edit_view, subscribe_view
from bot.blocks.subscriptions import named, where
from bot.caller import Caller
from bot.confirming import confirm
from bot.desk import Desk
from bot.failures import in_a_field, person_of, safely
from bot.homes import Visitor
from bot.listeners.home import publish_again
from bot.naming import place_within
from bot.patience import Patience
from bot.permissions import may_subscribe
from bot.wishing import names, subscribe_to
from models.errors import UsageError
from models.subscriptions import subscriptions
from models.wishes import Channel, Subject

SHORTCUT = "subscribe_channel"
"""callback_id of the global shortcut."""
TITLE = "Edit a subscription"
HANDS = 4
"""Subscriptions written at once."""


def register(app: App, desk: Desk) -> None:
    """Register what opens the form, and its submission."""

    def opened(ack: Ack, body: dict[str, Any], client: WebClient) -> None:
        ack()
        origin = body.get("channel", {}).get("id", "")
        client.views_open(
            trigger_id=body["trigger_id"],
            view=subscribe_view(lists_of(desk), desk.settings.newsroom.zone, origin),
        )

    def edited(ack: Ack, body: dict[str, Any], client: WebClient, action: dict[str, Any]) -> None:
        ack()
        open_edit(read_button(action.get("value", "")), body, client, desk)

    app.action(re.compile(rf"^{SUBSCRIBE}(\.\d+)?$"))(safely(opened, desk))
    app.shortcut(SHORTCUT)(safely(opened, desk))
    app.action(re.compile(rf"^{EDIT}(\.\d+)?$"))(safely(edited, desk))
    app.view(FORM)(_submitting(desk))


def lists_of(desk: Desk) -> dict[str, str]:
    """Return what each list is called in a menu, the live ones first."""
    known = sorted(desk.sources.items(), key=lambda each: (not each[1].address, each[0]))
    return {name: f"{source.short}: {source.title}" for name, source in known}


def read_button(value: str) -> Subscribed:
    """Return the subscription that a button is about.

    Raises:
        UsageError: The button is of an older version.
    """
    try:
        return read_subscribed(value)
    except ValueError as error:
        raise UsageError("This button is of an older version.", "Ask again.") from error


def open_edit(which: Subscribed, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    """Open the form of a subscription: at once, then with what it says now."""
    loading = inputs.modal(FORM, TITLE, "", [limits.section("One moment: what it says now is being read.")])
    view = client.views_open(trigger_id=body["trigger_id"], view=loading)["view"]
    try:
        form = _form(which, str(body["team"]["id"]), desk)
    except Exception:
        failed = inputs.modal(FORM, TITLE, "", [limits.section("It could not be read; see your messages.")])
        client.views_update(view_id=view["id"], hash=view["hash"], view=failed)
        raise
    client.views_update(view_id=view["id"], hash=view["hash"], view=form)


def _form(which: Subscribed, team: str, desk: Desk) -> limits.Block:
    wishes = subscriptions(desk.engine, Channel(team, which.channel))
    wish = next((wish for wish in wishes if wish.subject == which.subject), None)
    if wish is None:
        return inputs.modal(FORM, TITLE, "", [limits.section("This subscription has ended.")])
    about = f"{named([which.subject], names(desk))} in {where(which.channel)}"
    return edit_view(wish, about, lists_of(desk), desk.settings.newsroom.zone)


def _submitting(desk: Desk) -> Callable[..., None]:
    """Whatever is wrong stands at its field, the database's own troubles included.

    What takes too long to be checked is carried out all the same: what is wrong in it is told later.
    """
    patience = Patience(desk)
    hands = ThreadPoolExecutor(HANDS, thread_name_prefix="subscribing")
    carry_out = safely(_subscribing(desk), desk)

    def submitted(ack: Ack, view: dict[str, Any], body: dict[str, Any], client: WebClient) -> None:
        filled = read_form(view)
        wrong = dict(filled.wrong) or patience.result(lambda: _refused(filled, body, desk), lambda _: None)
        if wrong:
            ack(response_action="errors", errors=wrong)
        else:
            ack()
            hands.submit(carry_out, filled=filled, body=body, client=client)

    return submitted


def _refused(filled: Filled, body: dict[str, Any], desk: Desk) -> dict[str, str]:
    """Return why a form that is filled in well can't be carried out, at its field."""
    at = PLACE if filled.place else STATE
    try:
        _subject(filled, desk)
        at = CHANNEL if filled.subject is None else SOURCES
        may_subscribe(_caller(filled, body), desk)
    except Exception as error:  # noqa: BLE001 - it would close the form without a word
        return {at: in_a_field(error, desk)}
    return {}


def _subject(filled: Filled, desk: Desk) -> Subject:
    if filled.subject is not None:
        return filled.subject
    return place_within(filled.place, filled.state, desk) if filled.place else Subject(filled.state)


def _caller(filled: Filled, body: dict[str, Any]) -> Caller:
    team = str(body["team"]["id"])
    return Caller(Channel(team, filled.channel), person_of(body), body["user"].get("team_id") or team)


def _subscribing(desk: Desk) -> Callable[..., None]:
    def subscribed(filled: Filled, body: dict[str, Any], client: WebClient) -> None:
        subject = _subject(filled, desk)
        told = subscribe_to([subject], filled.terms, _caller(filled, body), desk)
        confirm(told, Subscribed(filled.channel, subject), filled.origin, person_of(body), client)
        publish_again(Visitor(str(body["team"]["id"]), person_of(body)), client, desk)

    return subscribed
