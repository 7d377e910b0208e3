"""A claimed delivery → exactly what is sent for it, and what follows in its thread."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from bot.blocks import limits, mrkdwn, rows
from bot.blocks.alert import alert, edited
from bot.blocks.digest import digest_message, is_cut
from bot.blocks.evidence import REPEAT
from bot.blocks.lead import lead
from bot.blocks.notice import notice
from bot.blocks.reasons import in_words
from bot.blocks.since import correction_reply
from bot.blocks.taken_back import retraction_message
from bot.blocks.thread import rest
from bot.blocks.welcome import welcome
from bot.briefing import Readership, brief
from bot.correcting import corrected, corrected_news
from bot.csv_export import exported
from bot.gathered import digest_of
from bot.retractions import retraction
from models.bulletin import Bulletin, Form
from models.correcting import DIGEST
from models.first_run import WELCOME
from models.ledger import CORRECTION, EDIT, REPLY
from models.outbox import Part
from models.people_tables import DeliveryRow
from models.threads import thread_for

THREAD_MESSAGES = 3
"""Messages of rows in a thread; the CSV holds them all."""


@dataclass(frozen=True, slots=True)
class File:
    """A file for a thread; channel messages have none."""

    name: str
    title: str
    content: str
    comment: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What one call to Slack sends.

    Attributes:
        body: A message or a file.
        thread: Time stamp of the message that it stands below; empty in the channel itself.
        edits: Time stamp of the message that it takes the place of; empty for a new one.
        parts: What is to follow it.
        tells: Ids of the changes that it tells, for the ledger.
    """

    body: limits.Message | File
    thread: str = ""
    parts: tuple[Part, ...] = ()
    tells: tuple[int, ...] = ()
    edits: str = ""


def prepare(session: Session, delivery: DeliveryRow, readership: Readership, now: datetime) -> Outgoing:
    """Render what a delivery sends.

    Args:
        session: A reading session.
        delivery: The claimed row.
        readership: Whom it is for.
        now: Aware, UTC.

    Raises:
        DeliveryError: What it is about isn't known any more.
    """
    if "lead" in delivery.payload:
        return Outgoing(lead(delivery.payload["lead"], readership.zone, repeat=delivery.repeat))
    if delivery.what == WELCOME:
        return Outgoing(welcome(repeat=delivery.repeat))
    if delivery.what == "notice":
        publishers = {name: source.short for name, source in readership.sources.items()}
        told = notice(delivery.payload, publishers, repeat=delivery.repeat, buttons=not readership.replay)
        return Outgoing(told)
    if delivery.what == "errata":
        form = Form(delivery.payload.get("form", Form.TABLE))
        return Outgoing(retraction_message(retraction(session, delivery, readership), form))
    if delivery.what == "digest":
        return _digest(session, delivery, readership, now)
    return _alert(session, delivery, readership, now)


def _alert(session: Session, delivery: DeliveryRow, readership: Readership, now: datetime) -> Outgoing:
    if delivery.what == CORRECTION:
        return _correction(session, delivery, readership)
    bulletin = brief(session, delivery, readership, now)
    form = Form(delivery.payload.get("form", Form.TABLE))
    if delivery.part == "message":
        parts, thread = _following(bulletin, form), thread_for(session, delivery)
        return Outgoing(alert(bulletin, form), thread, parts, tells=bulletin.tells)
    thread = _thread_of(session.get_one(DeliveryRow, delivery.parent))
    if delivery.part == "csv":
        return Outgoing(_csv(bulletin, delivery.payload), thread)
    return _rows(bulletin, delivery.payload, form, thread)


def _digest(session: Session, delivery: DeliveryRow, readership: Readership, now: datetime) -> Outgoing:
    told = digest_of(session, delivery, readership, now)
    if delivery.part == "message":
        message = digest_message(told, Form(delivery.payload.get("form", Form.TABLE)))
        tells = tuple(change for each in told.news for change in each.tells)
        return Outgoing(message, parts=(Part("csv"),) if is_cut(told) else (), tells=tells)
    thread = _thread_of(session.get_one(DeliveryRow, delivery.parent))
    if delivery.payload.get("refused"):
        return Outgoing(_refused(delivery.payload, "python -m bot changes SOURCE"), thread)
    day = f"{told.until:%Y-%m-%d}"
    whole = f"All rows of {mrkdwn.literal(told.name)} in this digest"
    comment = f"{whole}, each with its list and its page or position."
    rows_of = [(each.source.short, row) for each in told.news for row in each.rows]
    content = exported([row for _, row in rows_of], [short for short, _ in rows_of])
    title = f"{told.name}, to {day}"
    name = f"digest-{told.subject.place or told.subject.state}-{day}.csv"
    return Outgoing(
        File(name, title, content, f"Possible repeat: {comment}" if told.repeat else comment), thread
    )


def _refused(payload: Mapping[str, Any], verb: str) -> limits.Message:
    return limits.Message(
        f"The CSV could not be uploaded: {mrkdwn.literal(in_words(str(payload['refused'])))}. "
        f"`{verb}` prints it."
    )


def _correction(session: Session, delivery: DeliveryRow, readership: Readership) -> Outgoing:
    """Render an earlier message as it reads since something became of it, or the line in its thread."""
    first = session.get_one(DeliveryRow, delivery.payload["of"])
    if first.what == DIGEST:
        why = {**delivery.payload, "unedited": DIGEST}
        told = correction_reply(corrected_news(session, first, readership), why, repeat=delivery.repeat)
        return Outgoing(told, _thread_of(first))
    bulletin = corrected(session, first, readership)
    if delivery.part == EDIT:
        form = Form(delivery.payload.get("form", first.payload.get("form", Form.TABLE)))
        return Outgoing(edited(bulletin, form), parts=(Part(REPLY),), edits=first.ts)
    told = correction_reply([bulletin], delivery.payload, repeat=delivery.repeat)
    return Outgoing(told, _thread_of(first))


def _thread_of(first: DeliveryRow) -> str:
    """Return where what belongs to a message is posted: Slack takes no reply to a reply."""
    return first.thread or first.ts


def _following(bulletin: Bulletin, form: Form) -> tuple[Part, ...]:
    if len(bulletin.rows) > rows.SHOWN:
        return Part("rows", {"from": 0, "left": THREAD_MESSAGES}), Part("csv")
    return (Part("csv"),) if bulletin.rows and form is Form.TEXT else ()


def _rows(bulletin: Bulletin, payload: Mapping[str, Any], form: Form, thread: str) -> Outgoing:
    start, left = int(payload["from"]), int(payload["left"]) - 1
    message, shown = rest(bulletin, start, form)
    end = start + shown
    more = (Part("rows", {"from": end, "left": left}),) if left and end < len(bulletin.rows) else ()
    return Outgoing(message, thread, more)


def _csv(bulletin: Bulletin, payload: Mapping[str, Any]) -> File | limits.Message:
    if payload.get("refused"):
        verb = f"python -m bot changes {bulletin.source.name} --edition {bulletin.edition.number}"
        return _refused(payload, verb)
    named = f"{bulletin.source.name}-edition-{bulletin.edition.number}-{bulletin.state}"
    number = mrkdwn.counted(len(bulletin.rows), "row")
    told = f"{number} of {mrkdwn.literal(bulletin.state_name)} as CSV, each with its page or position."
    return File(
        f"{named}.csv",
        f"{bulletin.source.short}: {bulletin.state_name}",
        exported(bulletin.rows),
        f"Possible repeat: {told} {REPEAT}" if bulletin.repeat else told,
    )
