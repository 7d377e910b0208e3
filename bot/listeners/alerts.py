"""The buttons below alerts, and the sample of one: read anew from the facts, shown to who asks."""

from collections.abc import Callable
from http.client import HTTPException
from typing import Any

from slack_bolt import App, Respond
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from sqlmodel import Session, col, select

from bot.blocks import limits, mrkdwn
from bot.blocks.alert import alert
from bot.blocks.evidence import AlertHandle, read_alert_handle, small_print
from bot.blocks.handles import SAMPLE
from bot.blocks.limits import Message
from bot.blocks.printable import printable_alert
from bot.blocks.reasons import in_words
from bot.blocks.subscriptions import subject_name
from bot.blocks.thread import rest
from bot.briefing import Readership, brief
from bot.caller import who_clicked
from bot.desk import Desk
from bot.failures import EPHEMERAL, safely
from bot.listeners.actions import acknowledge
from bot.permissions import may_subscribe
from bot.slack_errors import Act, Trouble, understood
from models.alerts import TOLD
from models.bulletin import Bulletin
from models.errors import DeliveryError, DeskError, UsageError
from models.people_tables import DeliveryRow
from models.query_recent import concerns
from models.store import reading
from models.tables import ChangeRow
from models.wishes import Subject


def register(app: App, desk: Desk) -> None:
    """Register the buttons below alerts, and the one that sends a sample."""
    for action, shown in (("alert_rows", rows), ("alert_evidence", evidence), ("alert_sentence", printable)):
        app.action(action)(ack=acknowledge, lazy=[safely(_opening(shown, desk), desk)])
    app.action(SAMPLE)(ack=acknowledge, lazy=[safely(_sampling(desk), desk)])


def _opening(shown: Callable[[Bulletin], Message], desk: Desk) -> Callable[..., None]:
    def opened(respond: Respond, action: dict[str, Any]) -> None:
        respond(**shown(bulletin_of(action.get("value", ""), desk)).arguments(), **EPHEMERAL)

    return opened


def bulletin_of(value: str, desk: Desk) -> Bulletin:
    """Return what the alert tells below which a button with this value stands, read anew.

    Raises:
        UsageError: The button is of an older version, or of a replay that is over.
        StoreError: The database can't be read.
    """
    handle = _handle(value)
    asked = desk.past() if handle.replay else desk
    if asked is None:
        raise UsageError("This alert is of a replay that is over.", "Its rows stand in its thread.")
    with reading(asked.engine) as session:
        return _bulletin(session, handle, asked)


def _handle(value: str) -> AlertHandle:
    try:
        return read_alert_handle(value)
    except ValueError as error:
        raise UsageError("This button is of an older version.", "The next alert's will work.") from error


def _bulletin(session: Session, handle: AlertHandle, desk: Desk) -> Bulletin:
    now = desk.clock()
    payload = {"state": handle.state, "place": handle.place, "first": handle.first}
    delivery = DeliveryRow(key="", channel="", what="alert", payload=payload, created=now, not_before=now)
    delivery.edition, delivery.change = handle.edition, handle.change
    readership = Readership(desk.sources, desk.settings.newsroom.zone, desk.replay)
    return brief(session, delivery, readership, now)


def rows(bulletin: Bulletin) -> Message:
    """Return an alert's rows, as many as one message takes."""
    if not bulletin.rows:
        return Message(f"No row of {bulletin.state_name} changed in this edition.")
    return rest(bulletin, 0)[0]


def evidence(bulletin: Bulletin) -> Message:
    """Return where an alert's edition can be checked."""
    text = f"Evidence: {mrkdwn.literal(bulletin.source.title)}"
    told = [f"• {line}" for line in small_print(bulletin)]
    return limits.message(text, [limits.section(f"*{text}*"), limits.section(mrkdwn.lines(told))])


def printable(bulletin: Bulletin) -> Message:
    """Return an alert as a sentence to print, with its citation."""
    return limits.message("A sentence to print:", [limits.section(mrkdwn.fenced(printable_alert(bulletin)))])


def _sampling(desk: Desk) -> Callable[..., None]:
    def sampled(respond: Respond, client: WebClient, action: dict[str, Any], body: dict[str, Any]) -> None:
        channel = body["channel"]["id"]
        may_subscribe(who_clicked(body), desk)
        try:
            client.chat_postMessage(
                channel=channel,
                unfurl_links=False,
                unfurl_media=False,
                **sample(action["value"], desk).arguments(),
            )
        except (SlackClientError, OSError, HTTPException) as error:
            raise _not_posted(understood(error)) from error
        respond(text="The sample is in the channel.", **EPHEMERAL)

    return sampled


def _not_posted(trouble: Trouble) -> DeskError:
    told = f"I can't post here: {in_words(trouble.code)}."
    if trouble.act is Act.PAUSE:
        return UsageError(told, "Type `/invite @Detainer Desk` here, then press it again.")
    return DeliveryError(told, "Press it again in a minute.")


def sample(about: str, desk: Desk) -> Message:
    """Return the latest alert that a subscription would have had, marked as a sample.

    Args:
        about: A state, or a place as `TX/48453`, or every state, as the button carries it.
        desk: The desk.

    Raises:
        UsageError: Nothing of that has changed yet.
    """
    state, _, place = about.partition("/")
    subject = Subject(state, place)
    with reading(desk.engine) as session:
        latest = (
            select(ChangeRow.edition)
            .where(
                col(ChangeRow.kind).in_([kind.value for kind in TOLD]),
                concerns(subject),
            )
            .order_by(col(ChangeRow.id).desc())
            .limit(1)
        )
        edition = session.exec(latest).first()
        if edition is None:
            raise UsageError(
                f"Nothing is recorded of {subject_name(desk.gazetteer, subject)} yet.",
                "There is no sample to send.",
            )
        told = alert(_bulletin(session, AlertHandle(edition, state, place=place), desk))
    notice = limits.context("*Sample:* this is what an alert looks like; it is not news.")
    return limits.message(f"Sample: {told.text}", [notice, *told.blocks])
