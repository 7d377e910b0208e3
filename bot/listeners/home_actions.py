"""What is pressed on App Home. It has no response_url: Home itself shows what came of it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import inputs, limits
from bot.blocks.handles import HOME_ACCEPT, HOME_REJECT, WISH_MENU, Subscribed
from bot.blocks.home import EDIT, END, MUTE
from bot.blocks.subscriptions import named, where
from bot.caller import Caller
from bot.commands import Mute
from bot.desk import Decide, Desk
from bot.failures import person_of, safely
from bot.homes import Visitor
from bot.listeners.actions import acknowledge
from bot.listeners.home import publish_again
from bot.listeners.reviews import number_of
from bot.listeners.subscribing import open_edit, read_button
from bot.permissions import may_review
from bot.wishing import mute_channel, names, resume_channel, unsubscribe_from
from models.errors import UsageError
from models.wishes import Channel

ENDING = "subscription_end"
"""callback_id of the question whether a subscription is to end."""
A_WEEK = timedelta(days=7)


def register(app: App, desk: Desk) -> None:
    """Register the menu of each subscription and the buttons of held editions."""
    app.action(WISH_MENU)(ack=safely(_opening(desk), desk), lazy=[safely(_hushing(desk), desk)])
    app.view(ENDING)(ack=acknowledge, lazy=[safely(_ending(desk), desk)])
    for action, decide in ((HOME_ACCEPT, desk.accept), (HOME_REJECT, desk.reject)):
        app.action(action)(ack=acknowledge, lazy=[safely(_deciding(decide, desk), desk)])


def _chosen(action: dict[str, Any]) -> tuple[str, Subscribed]:
    do, _, value = action["selected_option"]["value"].partition("|")
    return do, read_button(value)


def _caller(which: Subscribed, body: dict[str, Any]) -> Caller:
    team = str(body["team"]["id"])
    return Caller(Channel(team, which.channel), person_of(body), body["user"].get("team_id") or team)


def _opening(desk: Desk) -> Callable[..., None]:
    """What opens a view is done at once, while the trigger_id lives."""

    def opened(ack: Ack, body: dict[str, Any], client: WebClient, action: dict[str, Any]) -> None:
        ack()
        do, which = _chosen(action)
        if do == EDIT:
            open_edit(which, body, client, desk)
        elif do == END:
            client.views_open(trigger_id=body["trigger_id"], view=_question(which, desk))

    return opened


def _question(which: Subscribed, desk: Desk) -> limits.Block:
    told = f"{where(which.channel)} will no longer get {named([which.subject], names(desk))}."
    blocks = [limits.section(told), limits.context("What was sent stays; what waits is not sent any more.")]
    return inputs.modal(ENDING, "Unsubscribe?", "Unsubscribe", blocks, metadata=str(which))


def _hushing(desk: Desk) -> Callable[..., None]:
    def hushed(body: dict[str, Any], client: WebClient, action: dict[str, Any]) -> None:
        do, which = _chosen(action)
        if do in {EDIT, END}:
            return
        if do == MUTE:
            mute_channel(Mute(A_WEEK), _caller(which, body), desk)
        else:
            resume_channel(_caller(which, body), desk)
        _again(body, client, desk)

    return hushed


def _ending(desk: Desk) -> Callable[..., None]:
    def ended(body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        which = read_button(view["private_metadata"])
        unsubscribe_from((which.subject,), _caller(which, body), desk)
        _again(body, client, desk)

    return ended


def _deciding(decide: Decide | None, desk: Desk) -> Callable[..., None]:
    def decided(body: dict[str, Any], client: WebClient, action: dict[str, Any]) -> None:
        number, person = number_of(action), person_of(body)
        may_review(person, desk)
        if decide is None:
            raise UsageError("Nothing is decided in a replay.", "The desk itself asks again.")
        decide(number, person)
        _again(body, client, desk)

    return decided


def _again(body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    publish_again(Visitor(str(body["team"]["id"]), person_of(body)), client, desk)
