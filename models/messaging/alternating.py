"""A list that goes to and fro between its states, as two servers show it of which one is behind.

Each turn is an edition and stays in the log; what is decided here is who is told of it. The first return
to what a list said within a day is told as that. From the second within a day on channels are told once
that the list alternates, and then nothing, until one state has stood for two looks and an hour: then they
are told what differs from what they were told last.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise

from sqlmodel import Session, col, select

from models.config import Newsroom
from models.db import AlternatingRow, ChangeRow, DeliveryRow, EditionRow, StoredChange
from models.domain import Alternation, Channel, alerts_for
from models.messaging.debounce import correct_edition, tell_edition
from models.messaging.deliveries import readable, served_by
from models.messaging.enqueue import GATHERED, DeliveryOptions, add_messages, concerns_of, heard, message_of
from models.messaging.message_edits import SUPERSEDED, correct_messages
from models.messaging.notices import ListAlternates
from models.messaging.operator_notices import Notice, queue
from models.messaging.payloads import AlertPayload
from models.queries import ROWS, accepted, edition_before, net_changes, places_of

WITHIN = timedelta(days=1)
"""A list that says what it said until less than this ago has returned to it."""
LOOKS, STANDS = 2, timedelta(hours=1)
"""Checks that find a state unchanged, and how long it is to stand, before the list alternates no more."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """The newest edition of its series, as it was published.

    Attributes:
        edition: Its id.
        looked: A check fetched it from its publisher: no person took it in or accepted it.
        newsroom: Names the operators.
    """

    edition: int
    looked: bool
    newsroom: Newsroom


@dataclass(frozen=True, slots=True)
class _Return:
    """An edition that says what an earlier one said, and not the one before it.

    Attributes:
        edition: The one that does.
        to: The last edition that said the same.
        left: The one after that, which said otherwise.
    """

    edition: EditionRow
    to: EditionRow
    left: EditionRow


def tell_turn(
    session: Session,
    changes: Sequence[StoredChange],
    arrived: Arrived,
    now: datetime,
    options: DeliveryOptions,
) -> int:
    """Queue what the newest edition means for each channel, and return how many messages that is.

    A file that a person takes in, and what happens to the whole list, are told whatever was before: the
    list alternates no more then.

    Args:
        session: The publishing transaction.
        changes: The rows of its changes, as written.
        arrived: The edition.
        now: UTC.
        options: How messages are queued.
    """
    row = session.get_one(EditionRow, arrived.edition)
    spell = _spell(session, row)
    whole = any(change.before is None and change.after is None for change in changes)
    is_turn = arrived.looked and not (whole or row.partial or row.transcription)
    if spell and is_turn:
        _go_on(session, spell, row, now)
        return 0
    if spell:
        queued = _end(session, spell, spell.edition if whole else arrived.edition, now)
        return queued + (_tell(session, changes, row, now, options) if whole else 0)
    turns = _returns(session, row) if is_turn else []
    if len(turns) > 1:
        return _begin(session, turns, arrived.newsroom, now, options)
    back = turns[0].to if turns and _was_told(session, turns[0].to) else None
    return _tell(session, changes, row, now, replace(options, returned=back.id if back else None))


def _tell(
    session: Session,
    changes: Sequence[StoredChange],
    row: EditionRow,
    now: datetime,
    options: DeliveryOptions,
) -> int:
    queued = tell_edition(session, changes, row.id or 0, now, options)
    correct_edition(session, changes, row.id or 0, now, options.settle)
    return queued


def note_look(session: Session, source: str, began: datetime, now: datetime) -> None:
    """Note that a check found a list unchanged, and tell what stands if it has stood for long enough.

    Args:
        session: One that writes.
        source: Name of the list.
        began: When the check did, UTC.
        now: UTC.
    """
    alternates = select(AlternatingRow).where(
        col(AlternatingRow.source) == source,
        col(AlternatingRow.over).is_(None),
        col(AlternatingRow.stood) < began,
    )
    for spell in session.exec(alternates).all():
        spell.looks += 1
        if spell.looks >= LOOKS and now - spell.stood >= STANDS:
            _end(session, spell, spell.edition, now)


def _spell(session: Session, row: EditionRow) -> AlternatingRow | None:
    spell = session.get(AlternatingRow, (row.source, row.series))
    return spell if spell and spell.over is None else None


def _go_on(session: Session, spell: AlternatingRow, row: EditionRow, now: datetime) -> None:
    """Let a list that alternates say what it says now, be it the same as before in another order."""
    if session.get_one(EditionRow, spell.edition).content != row.content:
        spell.stood, spell.looks = now, 0
    spell.edition = row.id or 0


def _returns(session: Session, row: EditionRow) -> list[_Return]:
    """Return how a list returned to what it said in the day until an edition; none if that does not."""
    of_series = accepted(row.source, row.series)
    since = edition_before(session, row.source, row.series, row.stood - 2 * WITHIN)
    seen = select(EditionRow).where(
        *of_series,
        col(EditionRow.stood) >= (since.stood if since else row.stood - 2 * WITHIN),
        col(EditionRow.stood) <= row.stood,
        col(EditionRow.partial).is_(False),
        col(EditionRow.transcription) == "",
    )
    states: list[list[EditionRow]] = []
    found: list[_Return] = []
    for each in session.exec(seen.order_by(col(EditionRow.stood))):
        if states and states[-1][-1].content == each.content:
            states[-1].append(each)
            continue
        if known := _same(states, each):
            found.append(known)
        states.append([each])
    found = [each for each in found if each.edition.stood > row.stood - WITHIN]
    return found if found and found[-1].edition.id == row.id else []


def _same(states: Sequence[Sequence[EditionRow]], row: EditionRow) -> _Return | None:
    """Return to which of some earlier states an edition has returned; those left a day ago are none."""
    for (*_, to), (left, *_) in reversed(list(pairwise(states))):
        if to.content == row.content and left.stood > row.stood - WITHIN:
            return _Return(row, to, left)
    return None


def _was_told(session: Session, row: EditionRow) -> bool:
    """Tell whether channels know what an edition said: neither a later one nor silence stood in its place."""
    passed = select(DeliveryRow.id).where(
        col(DeliveryRow.edition) == row.id, col(DeliveryRow.error) == SUPERSEDED
    )
    spell = session.get(AlternatingRow, (row.source, row.series))
    silent = spell is not None and spell.first <= (row.id or 0) < spell.edition
    return not silent and session.exec(passed.limit(1)).first() is None


def _begin(
    session: Session, turns: Sequence[_Return], newsroom: Newsroom, now: datetime, options: DeliveryOptions
) -> int:
    """Tell who heard of a list's turns, and operators, that it alternates; nothing is told of it then."""
    row, first = turns[-1].edition, turns[0]
    assert row.id is not None  # noqa: S101 - it is written
    session.merge(
        AlternatingRow(source=row.source, series=row.series, first=row.id, edition=row.id, stood=now)
    )
    seen = _between(session, first.to, row)
    alternation = Alternation(first.left.observed, len({first.to.content, *(each.content for each in seen)}))
    told = _messages(session, seen)
    knows = {number for message in told for number in served_by(message)}
    for each in turns[:-1]:
        _leave_out(told, each, _between(session, each.to, each.edition))
    turned = select(ChangeRow).where(
        col(ChangeRow.edition).in_([each.id for each in seen]), col(ChangeRow.kind).in_([*ROWS])
    )
    changes = session.exec(turned).all()
    concerns = concerns_of(changes, places_of(session, changes))
    line = DeliveryOptions(options.settle, alternation=alternation, name="alternating")
    messages = [
        message_of(alert, row.id, now, line)
        for alert in alerts_for(concerns, heard(session), row.source)
        if any(each.id in knows for each in alert.heard)
    ]
    add_messages(session, messages)
    notice = ListAlternates(source=row.source, address=row.address, versions=alternation.versions)
    queue(session, newsroom, Notice(f"alternating:{row.id}", notice, row.id), now)
    return len(messages)


def _between(session: Session, after: EditionRow, until: EditionRow) -> Sequence[EditionRow]:
    """Return the editions of a series that stand after one, until another."""
    seen = select(EditionRow).where(
        *accepted(until.source, until.series),
        col(EditionRow.stood) > after.stood,
        col(EditionRow.stood) <= until.stood,
    )
    return session.exec(seen.order_by(col(EditionRow.stood))).all()


def _messages(session: Session, editions: Sequence[EditionRow]) -> Sequence[DeliveryRow]:
    """Return the alerts of some editions that channels have, or are owed."""
    owed = select(DeliveryRow).where(
        col(DeliveryRow.edition).in_([each.id for each in editions]),
        col(DeliveryRow.what) == "alert",
        col(DeliveryRow.part) == "message",
        col(DeliveryRow.status) != "failed",
    )
    return session.exec(owed.order_by(col(DeliveryRow.id))).all()


def _leave_out(told: Sequence[DeliveryRow], back: _Return, editions: Sequence[EditionRow]) -> None:
    """Let no digest tell that a list left what it said and returned to it, if none told a part of that."""
    turns = {each.id for each in editions}
    by_channel: dict[Channel, list[DeliveryRow]] = defaultdict(list)
    for each in told:
        if each.edition in turns:
            by_channel[Channel(each.team, each.channel)].append(each)
    for several in by_channel.values():
        last = readable(several[-1])
        told_back = isinstance(last, AlertPayload) and last.returned == back.to.id
        if told_back and all(each.status == GATHERED and each.parent is None for each in several):
            for each in several:
                each.status, each.error = "failed", SUPERSEDED


def _end(session: Session, spell: AlternatingRow, edition: int, now: datetime) -> int:
    """Tell what differs between what was told last and an edition, and tell of turns again from then on."""
    spell.over = now
    begun = session.get_one(EditionRow, spell.first)
    before = edition_before(session, begun.source, begun.series, begun.stood)
    net = net_changes(session, spell.first, edition)
    options = DeliveryOptions(compared_from=before.id if before else None, first=spell.first, name="standing")
    concerns = concerns_of(net, places_of(session, net))
    messages = [
        message_of(alert, edition, now, options)
        for alert in alerts_for(concerns, heard(session), spell.source)
    ]
    add_messages(session, messages)
    correct_messages(session, net, now)
    return len(messages)
