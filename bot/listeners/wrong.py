"""*This is wrong*: a person says what, and the people who run the desk get it with the row.

https://docs.slack.dev/surfaces/modals: a trigger_id opens one view within three seconds.
"""

import html
from collections.abc import Callable
from http.client import HTTPException
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.aside import tell_aside
from bot.blocks import handles, mrkdwn, rows
from bot.blocks.alert_words import sentence as alert_sentence
from bot.blocks.answer import summary
from bot.blocks.limits import Message
from bot.blocks.sentence import sentence
from bot.blocks.wrong_view import (
    DIGEST,
    FORM,
    WORDS,
    Pressed,
    about_alert,
    read_alert,
    read_wrong,
    wrong_view,
)
from bot.caller import who_clicked
from bot.desk import Desk
from bot.failures import person_of, safely
from bot.listeners.actions import answer_of
from bot.listeners.alerts import bulletin_of
from bot.permissions import of_this_newsroom
from models.remarks import Remark, add_remark
from models.wishes import Channel

ROWS = 3
"""Rows of an alert that go with a remark; with more, the alert itself tells which."""


def register(app: App, desk: Desk) -> None:
    """Register the buttons below answers and alerts, and the form that they open."""
    app.action(handles.ANSWER_WRONG)(safely(_opening(lambda value: value, desk), desk))
    app.action(handles.ALERT_WRONG)(safely(_opening(about_alert, desk), desk))
    app.view(FORM)(ack=_checked, lazy=[safely(_keeping(desk), desk)])


def _opening(about: Callable[[str], str], desk: Desk) -> Callable[..., None]:
    def opened(
        ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, respond: object
    ) -> None:
        ack()
        of_this_newsroom(who_clicked(body), desk)
        container = body["container"]
        pressed = Pressed(
            about=about(action.get("value", "")),
            channel=body["channel"]["id"],
            ts="" if container.get("is_ephemeral") else container["message_ts"],
            respond=body.get("response_url", ""),
        )
        shown = html.unescape(body["message"]["text"]) if "message" in body else _headline(pressed, desk)
        client.views_open(trigger_id=body["trigger_id"], view=wrong_view(shown, pressed))

    return opened


def _headline(pressed: Pressed, desk: Desk) -> str:
    """Return what was shown in a sentence: Slack doesn't say what a message for one person held."""
    if pressed.about == DIGEST:
        return "A digest."
    handle = read_alert(pressed.about)
    if handle:
        return alert_sentence(bulletin_of(handle, desk))
    return html.unescape(summary(answer_of(pressed.about, desk)))


def _checked(ack: Ack, view: dict[str, Any]) -> None:
    if read_wrong(view)[1]:
        ack()
    else:
        ack(response_action="errors", errors={WORDS: "Say what is wrong."})


def _keeping(desk: Desk) -> Callable[..., None]:
    """Bolt calls this after a refusal too, which was told at the field already."""

    def kept(body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        pressed, words = read_wrong(view)
        if not words:
            return
        remark = Remark(
            channel=Channel(str(body["team"]["id"]), pressed.channel),
            person=person_of(body),
            words=words,
            about=_subject(pressed.about),
            shown=_shown(pressed, desk),
            link=_link(pressed, client),
        )
        newsroom = desk.settings.newsroom
        add_remark(desk.engine, remark, newsroom, desk.clock())
        heard = newsroom.operators or newsroom.operators_channel
        who = "The people who run this desk have it" if heard else "It is kept; nobody is set to hear of it"
        told = Message(f"Thank you. {who}, with what was shown: “{mrkdwn.literal(words, 300)}”")
        tell_aside(pressed.respond, person_of(body), told, client)

    return kept


def _subject(about: str) -> str:
    """Return what a remark is about: an alert, a digest, or a place by its GEOID alone."""
    return about if about == DIGEST or read_alert(about) else about.partition("|")[0]


def _shown(pressed: Pressed, desk: Desk) -> str:
    """Return what the remark is about in full: an answer with its citations, an alert with its rows."""
    handle = read_alert(pressed.about)
    if pressed.about == DIGEST:
        return "A digest."
    if not handle:
        return sentence(answer_of(pressed.about, desk))
    bulletin = bulletin_of(handle, desk)
    told = [html.unescape(line).replace("*", "") for line in rows.lines(bulletin.rows[:ROWS])]
    more = len(bulletin.rows) - len(told)
    return "; ".join([alert_sentence(bulletin), *told, *([f"{more:,} more rows"] if more else [])])


def _link(pressed: Pressed, client: WebClient) -> str:
    """Return the address of the message; a message for one person has none."""
    if not pressed.ts:
        return ""
    try:
        found = client.chat_getPermalink(channel=pressed.channel, message_ts=pressed.ts)
    except (SlackClientError, OSError, HTTPException):
        return ""
    return str(found["permalink"])
