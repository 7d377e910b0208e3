"""What is pressed on App Home. It has no response_url: Home itself shows what came of it."""

from datetime import timedelta
from functools import partial
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.blocks import EDIT, END, MUTE, NOT_SENT, kit, where
from bot.blocks.kit import HOME_ACCEPT, HOME_REJECT, WISH_MENU, Subscribed, read_subscribed
from bot.desk import Decide, Desk, Requester, who_clicked
from bot.grammar import Mute
from bot.listeners.clicks import acknowledge, value_of
from bot.listeners.home import publish_again
from bot.listeners.reviews import may_decide, number_of
from bot.listeners.subscribe_form import open_edit
from bot.replies import calling, echo, mute_channel, names, person_of, resume_channel, unsubscribe_from
from bot.words import alerts_of, literal

ENDING = "subscription_end"
"""callback_id of the question whether a subscription is to end."""
A_WEEK = timedelta(days=7)


def register(app: App, desk: Desk) -> None:
    """Register the menu of each subscription and the buttons of held editions."""
    app.action(WISH_MENU)(ack=acknowledge, lazy=[calling(_do, desk)])
    app.view(ENDING)(ack=acknowledge, lazy=[calling(_end, desk)])
    for action, decide in ((HOME_ACCEPT, desk.accept), (HOME_REJECT, desk.reject)):
        app.action(action)(ack=acknowledge, lazy=[calling(partial(_decide, decide=decide), desk)])


def _chosen(action: dict[str, Any]) -> tuple[str, Subscribed]:
    do, _, value = action["selected_option"]["value"].partition("|")
    return do, value_of(read_subscribed, value, "Ask again.")


def _do(body: dict[str, Any], client: WebClient, action: dict[str, Any], *, desk: Desk) -> None:
    do, which = _chosen(action)
    if do == EDIT:
        open_edit(which, body, client, desk)
    elif do == END:
        client.views_open(trigger_id=body["trigger_id"], view=_question(which, desk))
    else:
        _hush(do, who_clicked(body, which.channel), desk)
        _again(body, client, desk)


def _question(which: Subscribed, desk: Desk) -> kit.Block:
    alerts = literal(alerts_of([which.subject], names(desk)))
    blocks = [kit.section(f"{where(which.channel)} will no longer get {alerts}."), kit.context(NOT_SENT)]
    return kit.modal(ENDING, "Unsubscribe?", "Unsubscribe", blocks, metadata=str(which))


def _hush(do: str, who: Requester, desk: Desk) -> None:
    if do == MUTE:
        mute_channel(Mute(A_WEEK), who, desk)
    else:
        resume_channel(who, desk)


def _end(body: dict[str, Any], view: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    which = value_of(read_subscribed, view["private_metadata"], "Ask again.")
    told = unsubscribe_from((which.subject,), who_clicked(body, which.channel), desk)
    echo(which.channel, told, desk, client)
    _again(body, client, desk)


def _decide(
    body: dict[str, Any], client: WebClient, action: dict[str, Any], *, decide: Decide | None, desk: Desk
) -> None:
    number, person = number_of(action), person_of(body)
    may_decide(person, decide, desk)(number, person)
    _again(body, client, desk)


def _again(body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    publish_again(person_of(body), client, desk)
