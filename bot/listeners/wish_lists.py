"""Below a list of subscriptions: its other pages, and the form that ends several at once."""

import re
from dataclasses import replace
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.blocks import forms, kit, where_first
from bot.desk import Desk, Requester, who_clicked
from bot.grammar import Subscriptions
from bot.listeners.clicks import acknowledge, open_loading, tell_alone
from bot.listeners.home import publish_again
from bot.replies import (
    calling,
    echo,
    let_in,
    list_subscriptions,
    names,
    person_of,
    surface_of,
    tell,
    unsubscribe_from,
)
from models.newsroom import subscriptions_of


def register(app: App, desk: Desk) -> None:
    """Register the buttons, and the form."""
    for action, work in ((kit.WISHES_PAGE, _turn), (kit.END_SEVERAL, _ask)):
        app.action(re.compile(rf"^{action}(\.\d+)?$"))(ack=acknowledge, lazy=[calling(work, desk)])
    app.view(forms.ENDING_FORM)(ack=acknowledge, lazy=[calling(_end, desk)])


def _turn(body: dict[str, Any], client: WebClient, action: dict[str, Any], *, desk: Desk) -> None:
    at, (kind, _, first) = surface_of(body), action["value"].partition("|")
    asked = Subscriptions(everywhere=kind == "everywhere")
    page = list_subscriptions(asked, who_clicked(body), desk, int(first))
    tell(at, page, client, at.in_place())


def _ask(body: dict[str, Any], client: WebClient, action: dict[str, Any], *, desk: Desk) -> None:
    who = who_clicked(body, action["value"])
    open_loading(body["trigger_id"], forms.ending_saying, lambda: _form(who, desk), client, desk)


def _form(who: Requester, desk: Desk) -> kit.Block:
    called, channel = names(desk), desk.at(who.where)
    let_in(channel, desk, inside=who.inside)
    wishes = [wish.subject for wish in subscriptions_of(desk.engine, channel)]
    if not wishes:
        return forms.ending_saying(f"{where_first(channel.id)} has no subscriptions.")
    return forms.ending_view(
        {f"{each.state}|{each.place}": called.shown(each) for each in wishes}, channel.id
    )


def _end(body: dict[str, Any], view: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    channel, subjects = forms.read_ending(view)
    if not subjects:
        return  # none would mean all of them; Slack lets nobody send the form so
    who = replace(who_clicked(body, channel), inside=True)  # the form opens for whoever is let in
    message = unsubscribe_from(subjects, who, desk)
    echo(channel, message, desk, client)
    tell_alone(channel, person_of(body), message, kit.Message(message.text), client)
    publish_again(person_of(body), client, desk)
