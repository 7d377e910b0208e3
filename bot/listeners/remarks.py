"""*This is wrong* and *Add a public note*: a person says what is wrong, and operators act on it.

What a person says reaches the people who run the desk with the row that it is about; an operator may
add to that row what everyone is to see. https://docs.slack.dev/surfaces/modals: a trigger_id opens one
view within three seconds.
"""

import html
from collections.abc import Mapping
from functools import partial
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.blocks import forms, kit, shared
from bot.blocks.alert import alert_headline, told_in_short
from bot.blocks.answer import named, sentence, summary
from bot.blocks.forms import Pressed, read_alert, read_note, read_wrong
from bot.blocks.kit import DIGEST, Message
from bot.desk import Desk, of_this_newsroom, who_clicked
from bot.listeners.alert_buttons import bulletin_of
from bot.listeners.answer_buttons import answer_of
from bot.listeners.clicks import acknowledge, chosen, handed, open_loading
from bot.replies import (
    Surface,
    SurfaceKind,
    calling,
    in_a_field,
    person_of,
    readers,
    received,
    surface_of,
    tell,
)
from bot.slack import FAILED_CALL
from models.domain import Fact
from models.errors import UsageError
from models.newsroom import NewNote, Remark, add_note, add_remark, remark_of


def register(app: App, desk: Desk) -> None:
    """Register the buttons below answers, alerts and remarks, and the forms that they open."""
    app.action(kit.ANSWER_WRONG)(ack=acknowledge, lazy=[calling(_ask, desk)])
    app.action(kit.ANSWER_MENU, matchers=[chosen(kit.ANSWER_WRONG)])(
        ack=acknowledge, lazy=[calling(_ask, desk)]
    )
    app.action(kit.ALERT_WRONG)(ack=acknowledge, lazy=[calling(_ask, desk)])
    app.view(forms.WRONG_FORM)(ack=_check_remark, lazy=[calling(_keep, desk)])
    app.action(kit.ATTACH)(ack=acknowledge, lazy=[calling(_note, desk)])
    app.view(forms.NOTE_FORM)(ack=partial(_check_note, desk=desk), lazy=[calling(_add, desk)])


def _answer_form(ack: Ack, wrong: Mapping[str, str]) -> None:
    """Close a form, or say at its fields what is wrong."""
    if wrong:
        ack(response_action="errors", errors=dict(wrong))
    else:
        ack()


def _ask(body: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    open_loading(body["trigger_id"], forms.wrong_saying, lambda: _form(body, desk), client, desk)


def _form(body: dict[str, Any], desk: Desk) -> kit.Block:
    of_this_newsroom(who_clicked(body), desk)
    action = body["actions"][0]
    about = forms.about_alert if action["action_id"] == kit.ALERT_WRONG else str
    at = surface_of(body)
    pressed = Pressed(
        about=about(handed(action)),
        channel=at.channel,
        ts="" if at.kind is SurfaceKind.EPHEMERAL else body["container"]["message_ts"],
        respond=at.address,
        thread=at.thread,
    )
    shown = html.unescape(body["message"]["text"]) if "message" in body else _headline(pressed, desk)
    return forms.wrong_view(shown, pressed, readers(desk))


def _headline(pressed: Pressed, desk: Desk) -> str:
    """Return what was shown in a sentence: Slack doesn't say what a message for one person held."""
    if pressed.about == DIGEST:
        return "A digest"
    handle = read_alert(pressed.about)
    if handle:
        return alert_headline(bulletin_of(handle, desk))
    return html.unescape(summary(answer_of(pressed.about, desk)))


def _check_remark(ack: Ack, view: dict[str, Any]) -> None:
    _answer_form(ack, {} if read_wrong(view)[1] else {forms.WORDS: "Say what's wrong."})


def _keep(body: dict[str, Any], view: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    """Bolt calls this after a refusal too, which was told at the field already."""
    pressed, words = read_wrong(view)
    if not words:
        return
    remark = Remark(
        channel=desk.at(pressed.channel),
        person=person_of(body),
        words=words,
        about=_subject(pressed.about),
        shown=_shown(pressed, desk),
        link=_link(pressed, client),
    )
    add_remark(desk.engine, remark, desk.settings.newsroom, desk.clock())
    thanks = received(words, desk)
    at = Surface(SurfaceKind.PUBLIC, person_of(body), pressed.channel, pressed.thread, pressed.respond)
    tell(at, thanks, client)


def _subject(about: str) -> str:
    """Return what a remark is about: an alert, a digest, or a place by its GEOID alone."""
    return about if about == DIGEST or read_alert(about) else about.partition("|")[0]


def _shown(pressed: Pressed, desk: Desk) -> str:
    """Return what the remark is about in full: an answer with its citations, an alert with its rows."""
    handle = read_alert(pressed.about)
    if pressed.about == DIGEST:
        return "A digest"
    if not handle:
        return sentence(answer_of(pressed.about, desk))
    return told_in_short(bulletin_of(handle, desk))


def _link(pressed: Pressed, client: WebClient) -> str:
    """Return the address of the message; a message for one person has none."""
    if not pressed.ts:
        return ""
    try:
        response = client.chat_getPermalink(channel=pressed.channel, message_ts=pressed.ts)
    except FAILED_CALL:
        return ""
    return str(response["permalink"])


def _only_operators(person: str, desk: Desk) -> None:
    if person not in desk.settings.newsroom.operators:
        raise UsageError(
            "Only desk operators can add public notes.",
            "They are set by `newsroom.operators` in config.toml.",
        )


def _note(body: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    _only_operators(person_of(body), desk)
    open_loading(body["trigger_id"], forms.note_saying, lambda: _note_form(body, desk), client, desk)


def _note_form(body: dict[str, Any], desk: Desk) -> kit.Block:
    with desk.reading() as session:
        remark = remark_of(session, int(body["actions"][0].get("value", "0")))
        about, words = remark.about, remark.words
    listings = _listings(about, desk)
    if not listings:
        raise UsageError("There is no row to put a note on.", "See `python -m bot notes add --help`.")
    return forms.note_view(listings, words, body.get("response_url", ""))


def _listings(about: str, desk: Desk) -> Mapping[int, str]:
    """Return the rows that a remark may be about, in words: those of the answer or of the alert."""
    alert = read_alert(about)
    if alert:
        bulletin = bulletin_of(alert, desk)
        short = bulletin.source.short
        return {
            row.fact.listing: f"{short}: {row.fact.named} ({_place_of(row.fact)})"
            for row in bulletin.rows
            if row.fact.listing
        }
    record = answer_of(str(kit.Handle(about)), desk)
    return {
        fact.listing: f"{record.short(fact.source)}: {named(fact)} ({_place_of(fact)})"
        for fact in record.stated
        if fact.listing
    }


def _place_of(fact: Fact) -> str:
    return shared.place_of(fact) or "no page"


def _check_note(ack: Ack, view: dict[str, Any], body: dict[str, Any], *, desk: Desk) -> None:
    wrong = dict(read_note(view).wrong)
    try:
        _only_operators(person_of(body), desk)
    except UsageError as error:
        wrong = {forms.ROW: in_a_field(error, desk)}
    _answer_form(ack, wrong)


def _add(body: dict[str, Any], view: dict[str, Any], client: WebClient, *, desk: Desk) -> None:
    """Bolt calls this after a refusal too, which was told at the field already."""
    filled, person = read_note(view), person_of(body)
    if filled.wrong or person not in desk.settings.newsroom.operators:
        return
    new = NewNote(filled.listing, filled.text, filled.citation, person)
    numbers = add_note(desk.engine, new, desk.clock())
    numbered = " and ".join(map(str, numbers))
    thanks = Message(f"Note {numbered} added. It shows with every answer and alert on this row.")
    tell(Surface(SurfaceKind.VIEW, person, address=filled.respond), thanks, client)
