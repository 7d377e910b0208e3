"""Messages that say what is no longer so: each is edited where it stands, and its thread told.

Queued with what ends a row, in its transaction; a message that leaves later than that is
queued as it is recorded as sent (`models.messaging.outbox`). What was told in error is corrected when
operators say so. Who was told a change, and what those messages say since, is read here too.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, exists, func, or_
from sqlmodel import Session, col, select

from models.db import (
    ChangeRow,
    DeliveryRow,
    EditionRow,
    ErratumRow,
    ListingPlaceRow,
    ListingRow,
    StoredChange,
    TellingRow,
    batches,
    lock_outbox,
    select_in,
    writing,
)
from models.domain import ChangeKind, Channel
from models.errors import UsageError
from models.messaging.deliveries import Delivery, readable, served_by, serving_read
from models.messaging.enqueue import Owed, add_messages, owed
from models.messaging.notices import Correcting, ToldOtherwise
from models.messaging.payloads import (
    AlertPayload,
    CorrectedFor,
    EditPayload,
    ErrataPayload,
    EventPayload,
    NoticePayload,
    ReplyPayload,
)
from models.queries import ENDS, brought_by, erratum_concerns, fates, names_place

CORRECTION, EDIT, REPLY = "correction", "edit", "reply"
"""What a delivery that corrects an earlier message is called, and its two parts."""

SUPERSEDED = "superseded"
"""Of a delivery that failed so: a later message tells what stands of what it would have told."""

DIGEST = "digest"
"""Tells of many lists, and how they fared then: its thread is told, and it is left as it is."""
ERRATA = "errata"
CORRECTED = ("alert", "event", DIGEST)
"""Messages that tell rows; those that tell them at once are edited."""
_CORRECTS = (EditPayload, ReplyPayload)


@dataclass(frozen=True, slots=True)
class SentMessage:
    """A message that told a change.

    Attributes:
        what: `alert`, `event` or another kind of message.
        sent: When, UTC.
        ts: Slack's time stamp of it.
        edited: When it was last edited to say what became of its rows, UTC; None when it never was.
        replied: When its thread was last told so, UTC.
    """

    delivery: int
    team: str
    channel: str
    what: str
    sent: datetime
    ts: str
    edited: datetime | None = None
    replied: datetime | None = None


def correct_messages(
    session: Session, changes: Sequence[StoredChange], now: datetime, settled: datetime | None = None
) -> int:
    """Queue an edit of each message that told a row, or a list, of which this is no longer so.

    Args:
        session: The transaction that writes the changes.
        changes: Of one edition, or of one list; as written.
        now: UTC.
        settled: Until when the edits wait for an edition that undoes them, UTC; None if they don't.

    Returns:
        How many messages that concerns.
    """
    told = [change for change in changes if not change.quiet]
    ended = [change.before for change in told if change.before and ChangeKind(change.kind) in ENDS]
    ways = [change.before for change in told if change.before and change.kind == ChangeKind.REMOVED]
    # A lineage is called by the id of its first row: one that is brought by another is there again.
    ways += [change.after for change in told if change.after and not change.before and _is_resumed(change)]
    if not changes or not _told_at_all(session, changes[0].source):
        return 0
    became = {*ended, *ways}
    messages = _that_told(session, brought_by(session, became, ways)) if became else {}
    for change in changes:
        if change.kind == ChangeKind.WITHDRAWN:
            messages |= _of_list(session, change)
        elif change.kind == ChangeKind.BACK:
            _leave_unsaid(session, change)
            messages |= _said_withdrawn(session, change)
    messages |= _of_issue(session, changes[0].edition)
    ids = [change.id or 0 for change in changes]
    gone = next((each.id for each in changes if each.kind == ChangeKind.WITHDRAWN), None)
    why = CorrectedFor(first=min(ids), last=max(ids))
    _queue(session, [(row, why) for row in messages.values()], now, gone, settled)
    return len(messages)


def _is_resumed(change: StoredChange) -> bool:
    return change.lineage is not None and change.lineage != change.after


def correct_taken_back(session: Session, errata: Sequence[int], now: datetime) -> int:
    """Queue an edit of each message that told rows which their publisher takes back; return how many."""
    statement = (
        select(DeliveryRow)
        .join(TellingRow, col(TellingRow.delivery) == col(DeliveryRow.id))
        .join(ChangeRow, col(ChangeRow.id) == col(TellingRow.change))
        .join(ListingRow, col(ListingRow.id) == col(ChangeRow.after))
        .join(ListingPlaceRow, names_place())
        .join(ErratumRow, erratum_concerns())
        .where(col(ErratumRow.id).in_(errata), *_sent())
        .options(serving_read())
    )
    messages = {row.id: row for row in session.exec(statement)} if errata else {}
    why = CorrectedFor(errata=tuple(errata))
    _queue(session, [(row, why) for row in messages.values()], now)
    return len(messages)


def correct_undone(engine: Engine, edition: int, now: datetime) -> Correcting:
    """Queue an edit of each message that told changes which were none, as operators were told of an edition.

    Args:
        engine: Where the outbox is.
        edition: Id of the one that came in behind.
        now: UTC.

    Returns:
        How many messages that concerns; none is queued for what it is corrected for already.
    """
    with writing(engine) as session:
        lock_outbox(session)
        changes = _noticed(session, edition)
        messages = _that_told(session, changes)
        tellings = defaultdict(set)
        told = select(TellingRow.delivery, TellingRow.change)
        for delivery, change in select_in(session, told, TellingRow.change, changes):
            tellings[delivery].add(change)
        edits = [
            (message, CorrectedFor(undone=tuple(sorted(new))))
            for number, message in messages.items()
            if (new := tellings[number or 0] - _asked(session, number or 0))
        ]
        _queue(session, edits, now)
        return Correcting(len(messages), len(edits))


def _noticed(session: Session, edition: int) -> list[int]:
    """Return the changes that operators were told of as none, and that are none still."""
    notices = select(DeliveryRow).where(
        col(DeliveryRow.what) == "notice", col(DeliveryRow.edition) == edition
    )
    told = [each.notice for each in map(readable, session.exec(notices)) if isinstance(each, NoticePayload)]
    ids = {number for each in told if isinstance(each, ToldOtherwise) for number in each.changes}
    undone = select(ChangeRow.id).where(col(ChangeRow.kind) == ChangeKind.UNDONE.value)
    return [number or 0 for number in select_in(session, undone, ChangeRow.id, sorted(ids))]


def correct_overtaken(session: Session, delivery: DeliveryRow, tells: Sequence[int], now: datetime) -> None:
    """Queue an edit of a message that told rows which had changed before it left.

    Args:
        session: The transaction that records it as sent.
        delivery: Its row.
        tells: Ids of the changes that it told.
        now: UTC.
    """
    if delivery.what not in CORRECTED or not tells:
        return
    if delivery.what != DIGEST and not _changed_later(session, max(tells)):
        return
    sides = select_in(session, select(ChangeRow.before, ChangeRow.after), ChangeRow.id, tells)
    rows = [after or before for before, after in sides if after or before]
    known = set(tells)
    became = [each.change for since in fates(session, rows).values() for each in since]
    later = [change for change in became if change not in known]
    if later:
        _queue(session, [(delivery, CorrectedFor(first=min(later), last=max(later)))], now)


def _told_at_all(session: Session, source: str) -> bool:
    """Tell whether any channel was told of a list: an import of a million rows follows none of them back."""
    messages = select(DeliveryRow.id).outerjoin(EditionRow, col(EditionRow.id) == col(DeliveryRow.edition))
    of_list = or_(col(EditionRow.source) == source, col(DeliveryRow.what).in_([DIGEST, ERRATA]))
    return session.exec(messages.where(of_list, *_sent(ERRATA)).limit(1)).first() is not None


def _changed_later(session: Session, change: int) -> bool:
    """Tell whether a later edition of the list of a change has changed any row."""
    source = select(ChangeRow.source).where(col(ChangeRow.id) == change).scalar_subquery()
    last = select(func.max(ChangeRow.id)).where(
        col(ChangeRow.source) == source, col(ChangeRow.before).is_not(None)
    )
    return (session.exec(last).one() or 0) > change


def _that_told(session: Session, changes: Iterable[int]) -> dict[int | None, DeliveryRow]:
    """Return the sent messages that told any of these changes, by id."""
    messages: dict[int | None, DeliveryRow] = {}
    for some in batches(sorted(changes)):
        telling = exists().where(
            col(TellingRow.delivery) == col(DeliveryRow.id), col(TellingRow.change).in_(some)
        )
        told = select(DeliveryRow).where(telling, *_sent()).options(serving_read())
        messages |= {row.id: row for row in session.exec(told)}
    return messages


def _of_list(session: Session, withdrawn: StoredChange) -> dict[int | None, DeliveryRow]:
    """Return the sent messages that told rows of a list, or that it was published, taken down or back."""
    announced = [ChangeKind.SUSPENDED.value, ChangeKind.RESUMED.value]
    of_rows_or_list = or_(col(DeliveryRow.change).is_(None), col(ChangeRow.kind).not_in(announced))
    messages = (
        select(DeliveryRow)
        .join(EditionRow, col(EditionRow.id) == col(DeliveryRow.edition))
        .outerjoin(ChangeRow, col(ChangeRow.id) == col(DeliveryRow.change))
        .where(
            col(EditionRow.source) == withdrawn.source,
            or_(col(DeliveryRow.change).is_(None), col(DeliveryRow.change) != withdrawn.id),
            of_rows_or_list,
            *_sent(),
        )
        .options(serving_read())
    )
    telling = exists().where(
        col(TellingRow.delivery) == col(DeliveryRow.id),
        col(TellingRow.change) == col(ChangeRow.id),
        col(ChangeRow.source) == withdrawn.source,
    )
    digests = (
        select(DeliveryRow).where(col(DeliveryRow.what) == DIGEST, telling, *_sent()).options(serving_read())
    )
    return {row.id: row for row in [*session.exec(messages), *session.exec(digests)]}


def _leave_unsaid(session: Session, back: StoredChange) -> None:
    """Give up what was never sent of a list's being withdrawn: that it is back says what stands."""
    waiting = (
        select(DeliveryRow)
        .join(ChangeRow, col(ChangeRow.id) == col(DeliveryRow.change))
        .where(
            col(ChangeRow.source) == back.source,
            col(ChangeRow.kind) == ChangeKind.WITHDRAWN.value,
            col(DeliveryRow.status) == "pending",
            col(DeliveryRow.attempts) == 0,
            col(DeliveryRow.what) == "event",
        )
    )
    for row in session.exec(waiting.with_for_update(of=DeliveryRow)).all():
        row.status, row.error = "failed", SUPERSEDED


def _of_issue(session: Session, edition: int) -> dict[int | None, DeliveryRow]:
    """Return the alerts on a report's earlier issues: the newest may total otherwise, or have more rows."""
    row = session.get_one(EditionRow, edition)
    if not row.series or row.period_first is None:
        return {}
    messages = (
        select(DeliveryRow)
        .join(EditionRow, col(EditionRow.id) == col(DeliveryRow.edition))
        .where(
            col(EditionRow.source) == row.source,
            col(EditionRow.series) == row.series,
            col(EditionRow.stood) < row.stood,
            col(DeliveryRow.what) == "alert",
            *_sent(),
        )
        .options(serving_read())
    )
    found = {each.id: each for each in session.exec(messages)}
    return found | {each.id: each for each in _on_errata(session, row)}


def _on_errata(session: Session, issue: EditionRow) -> list[DeliveryRow]:
    """Return the sent messages on errata of a report's period: what they say is left is of an older issue."""
    errata = select(ErratumRow.id).where(
        col(ErratumRow.source) == issue.source,
        col(ErratumRow.period_first) == issue.period_first,
        col(ErratumRow.period_last) == issue.period_last,
    )
    numbers = set(session.exec(errata))
    sent = select(DeliveryRow).where(col(DeliveryRow.what) == ERRATA, *_sent(ERRATA)).options(serving_read())
    messages = session.exec(sent) if numbers else ()
    told = [(each, readable(each)) for each in messages]
    return [
        each
        for each, payload in told
        if isinstance(payload, ErrataPayload) and numbers.intersection(payload.errata)
    ]


def is_told_beside(session: Session, message: Delivery, why: CorrectedFor) -> bool:
    """Tell whether its channel is told in a message of its own why a message is edited."""
    beside = select(DeliveryRow.id).where(
        col(DeliveryRow.team) == message.team,
        col(DeliveryRow.channel) == message.channel,
        col(DeliveryRow.change).between(why.first, why.last),
        col(DeliveryRow.what) == "event",
        col(DeliveryRow.status) != "failed",
    )
    return not why.errata and not why.undone and session.exec(beside.limit(1)).first() is not None


def _said_withdrawn(session: Session, back: StoredChange) -> dict[int | None, DeliveryRow]:
    """Return the messages that say that a list was withdrawn, told so or edited so; now it is back."""
    gone = select(ChangeRow.id).where(
        col(ChangeRow.source) == back.source, col(ChangeRow.kind) == ChangeKind.WITHDRAWN.value
    )
    edits = select(DeliveryRow).where(col(DeliveryRow.what) == CORRECTION, col(DeliveryRow.change).in_(gone))
    edited = {told.of for told in map(readable, session.exec(edits)) if isinstance(told, _CORRECTS)}
    said = or_(col(DeliveryRow.id).in_(edited), col(DeliveryRow.change).in_(gone))
    messages = select(DeliveryRow).where(said, *_sent()).options(serving_read())
    return {row.id: row for row in session.exec(messages)}


def errata_told(session: Session, delivery: int) -> list[int]:
    """Return the errata for which a message was queued to be edited: those read after it was sent."""
    return sorted({number for why, _ in _corrected_for(session, delivery) for number in why.errata})


def undone_told(session: Session, delivery: int) -> dict[int, datetime]:
    """Return the changes that a message told in error, with when operators had it corrected, UTC."""
    asked = {number: at for why, at in _corrected_for(session, delivery) for number in why.undone}
    undone = select(ChangeRow.id).where(col(ChangeRow.kind) == ChangeKind.UNDONE.value)
    return {number: asked[number] for number in select_in(session, undone, ChangeRow.id, asked) if number}


def _asked(session: Session, delivery: int) -> set[int]:
    """Return the changes told in error for which a message was queued to be corrected."""
    return {number for why, _ in _corrected_for(session, delivery) for number in why.undone}


def _corrected_for(session: Session, delivery: int) -> list[tuple[CorrectedFor, datetime]]:
    """Return why a message was queued to be corrected, each with when."""
    edits = select(DeliveryRow).where(
        col(DeliveryRow.key).startswith(corrections_of(delivery), autoescape=True),
        col(DeliveryRow.parent).is_(None),
    )
    told = [(readable(row), row.created) for row in session.exec(edits)]
    return [(each.why, at) for each, at in told if isinstance(each, _CORRECTS)]


def changes_told(session: Session, message: Delivery, news: AlertPayload | EventPayload) -> frozenset[int]:
    """Return the ids of the changes that a sent message told.

    Args:
        session: A reading session.
        message: The message.
        news: What it carries; of a digest, one piece of its news, whose editions' changes are meant.
    """
    told = select(TellingRow.change).where(col(TellingRow.delivery) == message.id)
    if message.what == DIGEST:
        first = news.first if isinstance(news, AlertPayload) else None
        begin, end = (session.get_one(EditionRow, number) for number in (first or news.edition, news.edition))
        told = (
            told.join(ChangeRow, col(ChangeRow.id) == col(TellingRow.change))
            .join(EditionRow, col(EditionRow.id) == col(ChangeRow.edition))
            .where(
                col(EditionRow.source) == end.source,
                col(EditionRow.series) == end.series,
                col(EditionRow.stood).between(begin.stood, end.stood),
            )
        )
    return frozenset(session.exec(told))


def _sent(*others: str) -> tuple[Any, ...]:
    """Return the clauses of a sent message that tells rows, or is of another kind."""
    return (
        col(DeliveryRow.what).in_((*CORRECTED, *others)),
        col(DeliveryRow.part) == "message",
        col(DeliveryRow.status) == "sent",
        col(DeliveryRow.ts) != "",
    )


def _queue(
    session: Session,
    edits: Iterable[tuple[DeliveryRow, CorrectedFor]],
    now: datetime,
    change: int | None = None,
    settled: datetime | None = None,
) -> None:
    """Queue an edit of each message, or a line in its thread, behind news; one reason is queued once."""
    keyed = {f"{corrections_of(message.id)}{why}": (message, why) for message, why in edits}
    known = {*select_in(session, select(DeliveryRow.key), DeliveryRow.key, keyed)}
    new = {key: edit for key, edit in keyed.items() if key not in known}
    add_messages(session, [_edit(key, *edit, now, change, settled) for key, edit in new.items()])


def _edit(  # noqa: PLR0913, PLR0917 - what is edited, why, and when
    key: str,
    message: DeliveryRow,
    why: CorrectedFor,
    now: datetime,
    change: int | None,
    settled: datetime | None,
) -> Owed:
    of = message.id or 0
    payload: EditPayload | ReplyPayload = EditPayload(of=of, why=why, settled=settled)
    if message.what == DIGEST:
        payload = ReplyPayload(of=of, why=why, unedited=DIGEST, settled=settled)
    about = {"what": CORRECTION, "edition": message.edition, "change": change, "form": message.form}
    serves, channel = served_by(message), Channel(message.team, message.channel)
    return owed(
        channel, key, payload, now, serves=serves, part=payload.kind, not_before=settled or now, **about
    )


def corrections_of(delivery: int | None) -> str:
    """Return how the keys of all corrections of a message begin."""
    return f"{CORRECTION}:{delivery}:"


def told_of_change(session: Session, change: int) -> list[SentMessage]:
    """Return the messages that told a change, in the order in which they were queued.

    Raises:
        UsageError: There is no such change.
    """
    if session.get(ChangeRow, change) is None:
        raise UsageError(
            f"There is no change {change}.", "See the ids in python -m bot changes SOURCE --json."
        )
    statement = (
        select(DeliveryRow)
        .join(TellingRow, col(TellingRow.delivery) == col(DeliveryRow.id))
        .where(col(TellingRow.change) == change, col(DeliveryRow.sent).is_not(None))
        .order_by(col(DeliveryRow.id))
    )
    return [_sent_message(session, row) for row in session.exec(statement)]


def _sent_message(session: Session, row: DeliveryRow) -> SentMessage:
    assert row.id is not None and row.sent is not None  # noqa: PT018, S101 - it was read, and sent
    return SentMessage(
        row.id,
        row.team,
        row.channel,
        row.what,
        row.sent,
        row.ts,
        _corrected(session, row.id, EDIT),
        _corrected(session, row.id, REPLY),
    )


def _corrected(session: Session, delivery: int, part: str) -> datetime | None:
    """Return when a message was last corrected in one way, as far as Slack took it."""
    statement = (
        select(DeliveryRow.sent)
        .where(
            col(DeliveryRow.key).startswith(corrections_of(delivery), autoescape=True),
            col(DeliveryRow.part) == part,
            col(DeliveryRow.sent).is_not(None),
        )
        .order_by(col(DeliveryRow.sent).desc())
        .limit(1)
    )
    return session.exec(statement).first()
