"""A claimed delivery → exactly what is sent for it, and what follows in its thread."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import assert_never

from sqlmodel import Session

from bot import words
from bot.blocks import NoticeSetting, kit, lead, notice, shared, welcome
from bot.blocks.alert import (
    alert,
    correction_reply,
    digest_message,
    is_concerned,
    is_cut,
    rest,
    retraction_message,
    rows_told,
)
from bot.delivery.alert_content import Readership, gather_alert, gather_errata, sent_alert
from bot.delivery.alert_pictures import alert_picture
from bot.delivery.csv import exported
from bot.delivery.digest_content import digest_of
from bot.delivery.edit_content import corrected, corrected_news, gather_again
from bot.pictures import Picture
from bot.slack import in_words
from bot.words import REPEAT, names_of
from models.domain import Bulletin, MessageForm, Subject, day_in
from models.errors import DeliveryError, NothingToTell
from models.messaging import (
    AlertPayload,
    CsvPart,
    Delivery,
    DigestPayload,
    EditPayload,
    ErrataPayload,
    EventPayload,
    Hearing,
    Lead,
    LeadPayload,
    NoticePayload,
    PicturePart,
    RefusedCsv,
    ReplyPayload,
    RowsPart,
    ThreadPart,
    WelcomePayload,
    delivery_of,
    facts_of,
    is_told_beside,
    lead_of,
    thread_for,
)

LABELLED = 5
"""Subjects named in a file's name; more are counted."""
THREAD_MESSAGES = 3
"""Messages of rows in a thread; the CSV holds them all."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file for a thread; channel messages have none.

    Attributes:
        content: Text, or the bytes of an image.
        comment: The message that it comes with, as mrkdwn.
        alt: What an image shows, for who doesn't see it; Slack shares no other file that has one.
    """

    name: str
    title: str
    content: str | bytes
    comment: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What one call to Slack sends.

    Attributes:
        body: A message or a file.
        thread: Time stamp of the message that it stands below; empty in the channel itself.
        edits: Time stamp of the message that it takes the place of; empty for a new one.
        parts: What is to follow it.
        tells: Ids of the changes that it tells, for the ledger.
        missing: Ids of the lineages that a digest names as missing.
        picture: What a message shows beside its words, once Slack has it.
    """

    body: kit.Message | Attachment
    thread: str = ""
    parts: tuple[ThreadPart, ...] = ()
    tells: tuple[int, ...] = ()
    edits: str = ""
    missing: tuple[int, ...] = ()
    picture: Picture | None = None


@dataclass(frozen=True, slots=True)
class Rendering:
    """What a delivery is rendered with.

    Attributes:
        session: A reading session.
        delivery: What was claimed.
        readership: Whom it is for.
        now: UTC.
    """

    session: Session
    delivery: Delivery
    readership: Readership
    now: datetime


def render_delivery(at: Rendering) -> Rendered:
    """Render what a delivery sends.

    Raises:
        DeliveryError: What it is about isn't known any more.
        UnreadablePayload: What another delivery carries that it depends on can't be read.
    """
    payload, delivery, repeat = at.delivery.payload, at.delivery, at.delivery.repeat
    match payload:
        case AlertPayload() | EventPayload():
            rendered = _alert(at, payload)
        case DigestPayload():
            rendered = _digest(at, payload)
        case ErrataPayload():
            retraction = replace(gather_errata(at.session, payload.errata, at.readership), repeat=repeat)
            rendered = Rendered(retraction_message(retraction, delivery.form))
        case LeadPayload(lead=number):
            rendered = Rendered(lead(lead_of(at.session, number), at.readership.zone, repeat=repeat))
        case EditPayload():
            rendered = _edit(at, payload)
        case ReplyPayload():
            rendered = _reply(at, payload)
        case NoticePayload():
            rendered = _notice(at, payload)
        case WelcomePayload():
            rendered = Rendered(welcome(repeat=repeat))
        case RowsPart() | CsvPart() | PicturePart() | RefusedCsv():
            rendered = _part(at, payload)
        case _:
            assert_never(payload)
    return rendered


def _alert(at: Rendering, news: AlertPayload | EventPayload) -> Rendered:
    form = at.delivery.form
    bulletin = sent_alert(at.session, at.delivery, news, at.readership, at.now)
    parts, thread = _following(bulletin, form), thread_for(at.session, at.delivery)
    picture = _picture(at, bulletin, news)
    return Rendered(alert(bulletin, form), thread, parts, tells=bulletin.tells, picture=picture)


def _picture(at: Rendering, bulletin: Bulletin, news: AlertPayload | EventPayload) -> Picture | None:
    """Return what an alert shows; one that Slack wants plainer shows nothing."""
    is_edited = bool(bulletin.since or bulletin.overtaken)

    def told_to(state: str) -> Bulletin:
        if is_edited:
            told = shared.AlertHandle(
                bulletin.edition.number, (Subject(state),), bulletin.change, first=bulletin.first
            )
            return gather_again(at.session, told, at.readership)
        return gather_alert(at.session, news.serving((Hearing(subscription=0, state=state),)), at.readership)

    return alert_picture(at.session, bulletin, told_to) if at.delivery.form is MessageForm.TABLE else None


def _digest(at: Rendering, told: DigestPayload) -> Rendered:
    digest = digest_of(at.session, at.delivery, told, at.readership, at.now)
    message = digest_message(digest, at.delivery.form)
    tells = tuple(change for bulletin in digest.news for change in bulletin.tells)
    missing = tuple(each.lineage for each in digest.missing)
    return Rendered(message, parts=(CsvPart(),) if is_cut(digest) else (), tells=tells, missing=missing)


def _notice(at: Rendering, told: NoticePayload) -> Rendered:
    facts, repeat = facts_of(at.session, told.notice), at.delivery.repeat
    if isinstance(facts, Lead):
        return Rendered(lead(facts, at.readership.zone, repeat=repeat))
    known = at.readership
    setting = NoticeSetting(known.sources, known.command, known.zone, buttons=not known.replay)
    return Rendered(notice(facts, setting, repeat=repeat))


def _part(at: Rendering, part: RowsPart | CsvPart | PicturePart | RefusedCsv) -> Rendered:
    """Render what follows a message in its thread."""
    message = delivery_of(at.session, at.delivery.parent)
    thread = _thread_of(message)
    match message.payload:
        case DigestPayload() as told if not isinstance(part, PicturePart):
            return Rendered(_csv_of_digest(at, message, told, part), thread)
        case AlertPayload() | EventPayload() as news:
            bulletin = sent_alert(at.session, at.delivery, news, at.readership, at.now)
            if isinstance(part, RowsPart):
                return _rows(bulletin, part, at.delivery.form, thread)
            if isinstance(part, PicturePart):
                return _late_picture(at, _picture(at, bulletin, news), thread)
            return Rendered(_csv(bulletin, part), thread)
        case EditPayload(of=of) if isinstance(part, CsvPart | RefusedCsv):
            first = delivery_of(at.session, of)
            bulletin = corrected(at.session, first, _news(first), at.readership)
            return Rendered(_csv(bulletin, part, again=True), _thread_of(first))
        case _:
            raise DeliveryError("The message that this belongs to has no rows.", "")


def _late_picture(at: Rendering, picture: Picture | None, thread: str) -> Rendered:
    if picture is None:
        raise NothingToTell("The message has no picture any more.", "")
    text = words.literal(picture.alt, 1000)
    shown = kit.message(text, [kit.context(text), *([kit.context(REPEAT)] if at.delivery.repeat else [])])
    return Rendered(shown, thread, picture=picture)


def _csv_of_digest(
    at: Rendering, message: Delivery, told: DigestPayload, part: RowsPart | CsvPart | RefusedCsv
) -> Attachment | kit.Message:
    if isinstance(part, RefusedCsv):
        return _refused(part, "python -m bot changes SOURCE")
    digest = digest_of(at.session, message, told, at.readership, at.now)
    day = day_in(digest.newsroom, digest.until).isoformat()
    whole = f"All rows of {words.literal(digest.name)} in this digest"
    comment = f"{whole}, each with its list and its page or position."
    content = exported([row for bulletin in digest.news for row in rows_told(bulletin)])
    title = f"{digest.name}, to {day}"
    name = f"digest-{_label([subject for subject, _ in digest.subjects])}-{day}.csv"
    repeat = at.delivery.repeat
    return Attachment(name, title, content, f"Possible repeat: {comment}" if repeat else comment)


def _label(subjects: Sequence[Subject]) -> str:
    """Return what a file is about, inside its name: `TX`, `48453`, `GA-TX`."""
    names = [subject.place or subject.state for subject in subjects]
    return "-".join(names) if len(names) <= LABELLED else f"{len(names)}-places"


def _refused(part: RefusedCsv, verb: str) -> kit.Message:
    if part.code == "never_shared":
        return kit.Message(f"The CSV may be missing from this thread; `{verb}` prints it.")
    return kit.Message(
        f"The CSV couldn't be uploaded: {words.literal(in_words(part.code))}. `{verb}` prints it."
    )


def _edit(at: Rendering, edit: EditPayload) -> Rendered:
    """Render an earlier message as it reads since something became of it."""
    first = delivery_of(at.session, edit.of)
    if isinstance(first.payload, ErrataPayload):
        notice = gather_errata(at.session, first.payload.errata, at.readership)
        return Rendered(retraction_message(notice, at.delivery.form), edits=first.ts)
    news = _news(first)
    bulletin = corrected(at.session, first, news, at.readership)
    silent = bulletin.held or is_told_beside(at.session, first, edit.why)
    replies = () if silent else (ReplyPayload(of=edit.of, why=edit.why),)
    files = tuple(each for each in _following(bulletin, first.form) if isinstance(each, CsvPart))
    following = (*replies, *(files if bulletin.overtaken else ()))
    picture = _picture(at, bulletin, news)
    return Rendered(alert(bulletin, at.delivery.form), parts=following, edits=first.ts, picture=picture)


def _reply(at: Rendering, reply: ReplyPayload) -> Rendered:
    """Render the line in the thread of an earlier message that tells what became of it."""
    first = delivery_of(at.session, reply.of)
    if digest := isinstance(first.payload, DigestPayload):
        bulletins = corrected_news(at.session, first, at.readership)
    else:
        bulletins = [corrected(at.session, first, _news(first), at.readership)]
    repeat, is_edited = at.delivery.repeat, not reply.unedited
    if not is_concerned(bulletins, reply.why):
        raise NothingToTell("What the message says is as it was.", "")
    message = correction_reply(bulletins, reply.why, edited=is_edited, repeat=repeat, digest=digest)
    return Rendered(message, _thread_of(first))


def _news(message: Delivery) -> AlertPayload | EventPayload:
    if isinstance(message.payload, AlertPayload | EventPayload):
        return message.payload
    raise DeliveryError("The message that this is about told no rows.", "")


def _thread_of(first: Delivery) -> str:
    """Return where what belongs to a message is posted: Slack takes no reply to a reply."""
    return first.thread or first.ts


def _following(bulletin: Bulletin, form: MessageForm) -> tuple[ThreadPart, ...]:
    if bulletin.said_at:
        return ()
    if len(bulletin.rows) > shared.SHOWN:
        return RowsPart(start=0, left=THREAD_MESSAGES), CsvPart()
    return (CsvPart(),) if bulletin.rows and form is MessageForm.TEXT else ()


def _rows(bulletin: Bulletin, part: RowsPart, form: MessageForm, thread: str) -> Rendered:
    message, shown = rest(bulletin, part.start, form)
    end, left = part.start + shown, part.left - 1
    more = (RowsPart(start=end, left=left),) if left and end < len(bulletin.rows) else ()
    return Rendered(message, thread, more)


def _csv(bulletin: Bulletin, part: CsvPart | RefusedCsv, *, again: bool = False) -> Attachment | kit.Message:
    """Return all rows of a message as a file; `again`: as they stand since, beside the file that was sent."""
    if isinstance(part, RefusedCsv):
        verb = f"python -m bot changes {bulletin.source.name} --edition {bulletin.edition.number}"
        return _refused(part, verb)
    named = f"{bulletin.source.name}-edition-{bulletin.edition.number}-{_label(bulletin.told_for)}"
    number = words.counted(len(bulletin.rows), "row")
    about = "" if bulletin.is_everywhere else f" on {words.literal(bulletin.state_name)}"
    comment = f"{number}{about} as CSV, each with its page or position."
    if again:
        comment = f"{number}{about} as CSV, as they stand since; this replaces the CSV above."
    return Attachment(
        f"{named}{'-corrected' if again else ''}.csv",
        f"{names_of(bulletin.source).label}: {bulletin.state_name}",
        exported(rows_told(bulletin)),
        f"Possible repeat: {comment} {REPEAT}" if bulletin.repeat else comment,
    )
