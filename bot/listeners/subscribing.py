"""The form that subscribes a channel or edits a subscription: opened, checked, carried out, confirmed.

A trigger_id opens one view within three seconds (https://docs.slack.dev/surfaces/modals), so
the view is opened first and what the database knows is put into it after.
"""

import re
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.blocks import inputs, limits
from bot.blocks.handles import EDIT, SUBSCRIBE, Subscribed, read_subscribed
from bot.blocks.limits import Message
from bot.blocks.subscribe_form import Filled, read_form
from bot.blocks.subscribe_view import CHANNEL, FORM, PLACE, SOURCES, STATE, edit_view, subscribe_view
from bot.blocks.subscriptions import edit_button, named, where
from bot.caller import Caller
from bot.desk import Desk
from bot.failures import in_a_field, person_of, safely
from bot.naming import place_within
from bot.permissions import may_subscribe
from bot.wishing import names, subscribe_to
from models.errors import UsageError
from models.subscriptions import subscriptions
from models.wishes import Channel, Subject

SHORTCUT = "subscribe_channel"
"""callback_id of the global shortcut."""
TITLE = "Edit a subscription"


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
    app.view(FORM)(ack=_checking(desk), lazy=[safely(_subscribing(desk), desk)])


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


def _checking(desk: Desk) -> Callable[..., None]:
    """Whatever is wrong stands at its field, the database's own troubles included."""

    def checked(ack: Ack, view: dict[str, Any], body: dict[str, Any]) -> None:
        filled = read_form(view)
        wrong = dict(filled.wrong) or _refused(filled, body, desk)
        if wrong:
            ack(response_action="errors", errors=wrong)
        else:
            ack()

    return checked


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
    """Bolt calls this after a refusal too, which was told at the field already."""

    def subscribed(body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        filled = read_form(view)
        if filled.wrong:
            return
        try:
            subject = _subject(filled, desk)
            told = subscribe_to([subject], filled.terms, _caller(filled, body), desk)
        except UsageError:
            return
        confirm(told, Subscribed(filled.channel, subject), filled.origin, person_of(body), client)

    return subscribed


def confirm(told: Message, which: Subscribed, origin: str, person: str, client: WebClient) -> None:
    """Tell the person alone: in the channel that they look at, else directly.

    Buttons that act on the channel that they stand in are left out of a direct message.

    Raises:
        SlackClientError: Slack takes no direct message either.
    """
    if origin == which.channel:
        try:
            client.chat_postEphemeral(channel=which.channel, user=person, **told.arguments())
        except (SlackClientError, OSError, HTTPException):
            pass  # no member, or a closed channel: the person is told directly
        else:
            return
    kept = [block for block in told.blocks if block["type"] != "actions"]
    edit = limits.actions([edit_button(which)])
    client.chat_postMessage(channel=person, **limits.message(told.text, [*kept, edit]).arguments())
