"""Below a list of subscriptions: its other pages, and the form that ends several at once."""

import re
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.blocks import forms, kit
from bot.desk import Desk, who_clicked
from bot.grammar import Subscriptions
from bot.listeners.clicks import acknowledge, open_loading, tell_alone
from bot.listeners.home import publish_again
from bot.replies import calling, list_subscriptions, names, person_of, surface_of, tell, unsubscribe_from
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
    open_loading(body["trigger_id"], forms.ending_saying, lambda: _form(action["value"], desk), client, desk)


def _form(channel: str, desk: Desk) -> kit.Block:
    called = names(desk)
    wishes = [wish.subject for wish in subscriptions_of(desk.engine, desk.at(channel))]
    if not wishes:
        return forms.ending_saying("This channel has no subscriptions now.")
    return forms.ending_view({f"{each.state}|{each.place}": called(each) for each in wishes}, channel)


def _end(body: dict[str, Any], view: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    channel, subjects = forms.read_ending(view)
    if not subjects:
        return  # none would mean all of them; Slack lets nobody send the form so
    message = unsubscribe_from(subjects, who_clicked(body, channel), desk)
    tell_alone(channel, person_of(body), message, kit.Message(message.text), client)
    publish_again(person_of(body), client, desk)
