"""*Attach a public note*: an operator adds to a row what everyone is to see, with where it can be read."""

from collections.abc import Callable, Mapping
from typing import Any

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot.aside import tell_aside
from bot.blocks import handles, mrkdwn, rows
from bot.blocks.cites import named
from bot.blocks.limits import Message
from bot.blocks.note_view import FORM, ROW, note_view, read_note
from bot.blocks.wrong_view import read_alert
from bot.desk import Desk
from bot.failures import in_a_field, person_of, safely
from bot.listeners.actions import answer_of
from bot.listeners.alerts import bulletin_of
from models.errors import UsageError
from models.public_notes import NewNote, add_note
from models.remarks import remark_of
from models.store import reading


def register(app: App, desk: Desk) -> None:
    """Register the button below what somebody said to be wrong, and the form that it opens."""
    app.action(handles.ATTACH)(safely(_opening(desk), desk))
    app.view(FORM)(ack=_checking(desk), lazy=[safely(_adding(desk), desk)])


def _only_operators(person: str, desk: Desk) -> None:
    if person not in desk.settings.newsroom.operators:
        raise UsageError(
            "Only this desk's operators attach public notes.",
            "They are named by newsroom.operators in config.toml.",
        )


def _opening(desk: Desk) -> Callable[..., None]:
    def opened(
        ack: Ack, body: dict[str, Any], action: dict[str, Any], client: WebClient, respond: object
    ) -> None:
        ack()
        _only_operators(person_of(body), desk)
        with reading(desk.engine) as session:
            remark = remark_of(session, int(action.get("value", "0")))
            about, words = remark.about, remark.words
        listings = _listings(about, desk)
        if not listings:
            raise UsageError("No row of a list stands behind this.", "See python -m bot notes add --help.")
        view = note_view(listings, words, body.get("response_url", ""))
        client.views_open(trigger_id=body["trigger_id"], view=view)

    return opened


def _listings(about: str, desk: Desk) -> Mapping[int, str]:
    """Return the rows that a remark may be about, in words: those of the answer or of the alert."""
    alert = read_alert(about)
    if alert:
        bulletin = bulletin_of(alert, desk)
        return {
            row.listing: f"{bulletin.source.short}: {rows.name(row)} ({_place_of(row.page, row.position)})"
            for row in bulletin.rows
            if row.listing
        }
    found = answer_of(str(handles.Handle(about)), desk)
    return {
        fact.listing: f"{found.short(fact.source)}: {named(fact)} ({_place_of(fact.page, fact.position)})"
        for fact in found.stated
    }


def _place_of(page: int | None, position: str) -> str:
    return f"p. {page}" if page else position or "no page"


def _checking(desk: Desk) -> Callable[..., None]:
    def checked(ack: Ack, view: dict[str, Any], body: dict[str, Any]) -> None:
        wrong = dict(read_note(view).wrong)
        try:
            _only_operators(person_of(body), desk)
        except UsageError as error:
            wrong = {ROW: in_a_field(error, desk)}
        if wrong:
            ack(response_action="errors", errors=wrong)
        else:
            ack()

    return checked


def _adding(desk: Desk) -> Callable[..., None]:
    """Bolt calls this after a refusal too, which was told at the field already."""

    def added(body: dict[str, Any], view: dict[str, Any], client: WebClient) -> None:
        filled, person = read_note(view), person_of(body)
        if filled.wrong or person not in desk.settings.newsroom.operators:
            return
        new = NewNote(filled.listing, filled.text, filled.citation, person)
        numbers = add_note(desk.engine, new, desk.clock())
        numbered = " and ".join(map(str, numbers))
        told = Message(
            f"Noted (number {numbered}): “{mrkdwn.literal(filled.text, 300)}” stands under every later "
            "answer of its place and every alert of the row. "
            f"`python -m bot notes remove {numbers[0]}` takes it away."
        )
        tell_aside(filled.respond, person, told, client)

    return added
