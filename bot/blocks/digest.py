"""A digest: what a channel that hears daily or weekly is told of its time since the last one. Pure."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.blocks import limits, mrkdwn, rows
from bot.blocks.alert_words import sentence
from bot.blocks.evidence import CIVIL_REQUEST, REPEAT
from bot.blocks.handles import ALERT_WRONG
from bot.blocks.looked import UNSEEN, Looked, health
from bot.blocks.taken_back import retraction_lines, retraction_sentence
from bot.blocks.wrong_view import DIGEST
from models.alerts import TOLD
from models.bulletin import Bulletin, Form, Retraction
from models.rhythm import Every
from models.values import ChangeKind
from models.wishes import LEADS, Subject, Terms

SHOWN = 10
"""Rows of one edition in the message; a CSV in its thread holds all."""
NEWS = 20
"""Editions, events and notices told one by one, as far as there is room."""
ROOM = 9000
"""Characters for them, of the 12,000 of a message."""
_ALMOST = timedelta(hours=2)
"""A digest is due an hour early or late when the clocks change."""


@dataclass(frozen=True, slots=True)
class Digest:
    """What one digest says.

    Attributes:
        name: Of the subject, plain text.
        since, until: What it covers, UTC.
        following: When the next one is due, UTC; None when the channel hears at once from now on.
        news: Editions that changed something and what happened to whole lists, in order.
        retractions: Rows taken back.
        leads: As `bot.blocks.lead` is given each.
        zone: IANA name.
    """

    subject: Subject
    name: str
    terms: Terms
    since: datetime
    until: datetime
    following: datetime | None
    zone: str
    news: tuple[Bulletin, ...] = ()
    retractions: tuple[Retraction, ...] = ()
    leads: tuple[Mapping[str, Any], ...] = ()
    looked: Looked = UNSEEN
    repeat: bool = False


def digest_message(told: Digest, form: Form = Form.TABLE) -> limits.Message:
    """Return the message of a digest; nothing changed is a line, not silence."""
    title, happened = f"{told.name}, {_span(told)}", _happened(told)
    marked = f"Possible repeat: {title}" if told.repeat else title
    text = mrkdwn.literal(f"{marked}: {happened}", 1000)
    news = _news(told)
    shown = _fitting(news)
    small = [*_small_print(told), *([REPEAT] if told.repeat else [])]
    if form is Form.TEXT:
        return limits.Message(
            mrkdwn.cut("\n".join([text, *news[:shown], " · ".join(small)]), limits.FALLBACK)
        )
    held = "; the CSV holds all rows" if is_cut(told) else ""
    left = f"{mrkdwn.MORE} and {mrkdwn.counted(len(news) - shown, 'more piece')} of news{held}."
    more = [limits.section(left)] if shown < len(news) else []
    wrong = limits.button("This is wrong", ALERT_WRONG, DIGEST)
    caveat = [limits.section(f"_{CIVIL_REQUEST}_", accessory=wrong)] if told.news else []
    blocks = [limits.section(each) for each in news[:shown]]
    return limits.message(text, [
        limits.header(marked), limits.section(f"*{happened}*"), *blocks, *more, *caveat,
        limits.context(*small),
    ])  # fmt: skip


def is_cut(told: Digest) -> bool:
    """Tell whether the message leaves rows out, so that a CSV is to follow."""
    return _fitting(_news(told)) < len(told.news) or any(len(each.rows) > SHOWN for each in told.news)


def _news(told: Digest) -> list[str]:
    return [*map(_bulletin, told.news), *map(_retraction, told.retractions), *map(_lead, told.leads)]


def _fitting(news: Sequence[str]) -> int:
    """Return how many pieces of news a message takes."""
    room = ROOM
    for number, each in enumerate(news[:NEWS]):
        room -= len(each) + limits.BLOCK_COST
        if room < 0:
            return number
    return min(len(news), NEWS)


def _span(told: Digest) -> str:
    """Return what a digest covers: `week to 23 Nov 2026`, or its days after a gap or a late start."""
    last = told.until.astimezone(ZoneInfo(told.zone)).date()
    length, usual = told.until - told.since, _USUAL.get(told.terms.rhythm.every)
    if usual and abs(length - usual) <= _ALMOST:
        return f"{'day' if usual == timedelta(days=1) else 'week'} to {mrkdwn.day(last)}"
    return mrkdwn.period(told.since.astimezone(ZoneInfo(told.zone)).date(), last)


_USUAL = {Every.DAILY: timedelta(days=1), Every.WEEKLY: timedelta(days=7)}


def _happened(told: Digest) -> str:
    """Return what happened in one line: `1 corrected, 0 added, 0 removed; 1 list withdrawn`."""
    if told.subject.state == LEADS:
        return mrkdwn.counted(len(told.leads), "lead") if told.leads else "No new lead"
    if not told.news and not told.retractions:
        return "Nothing changed"
    events = Counter(each.event for each in told.news if each.event)
    taken = sum(len(each.places) for each in told.retractions)
    return "; ".join([
        _changed(told),
        *(f"{mrkdwn.counted(number, 'list')} {event.value}" for event, number in events.items()),
        *([f"rows of {mrkdwn.counted(taken, 'place')} taken back"] if taken else []),
    ])  # fmt: skip


def _changed(told: Digest) -> str:
    changed = [row for each in told.news for row in each.rows]
    kinds = Counter(row.change for row in changed if not row.late)
    late = len(changed) - kinds.total()
    usual = [ChangeKind.CORRECTED, ChangeKind.ADDED, ChangeKind.REMOVED]
    heard = [kind for kind in usual if kind not in told.terms.without]
    if kinds[ChangeKind.MOVED]:
        heard.append(ChangeKind.MOVED)
    if not changed or not TOLD.difference(told.terms.without):
        return "No row changed"
    return ", ".join(
        [*(f"{kinds[kind]:,} {kind.value}" for kind in heard), *([f"{late:,} {rows.LATE}"] if late else [])]
    )


def _bulletin(bulletin: Bulletin) -> str:
    """Return an edition or an event: its sentence, and rows that link to where they stand."""
    edition = bulletin.edition
    address = "" if edition.transcription else edition.address
    link = mrkdwn.link(edition.address, "document")
    day = mrkdwn.day(edition.published) if edition.published else mrkdwn.local_day(
        edition.observed, bulletin.zone
    )  # fmt: skip
    lines = rows.lines(bulletin.rows[:SHOWN], address)
    more = len(bulletin.rows) - len(lines)
    lines += [f"{mrkdwn.MORE} and {more:,} more in the CSV"] if more else []
    return mrkdwn.lines([f"*{mrkdwn.literal(sentence(bulletin), 600)}* ({link}, {day})", *lines], 2800)


def _retraction(told: Retraction) -> str:
    said = mrkdwn.literal(retraction_sentence(told), 600)
    return mrkdwn.lines([f"*{said}* ({mrkdwn.link(told.address, 'notice')})", *retraction_lines(told)], 2800)


def _lead(told: Mapping[str, Any]) -> str:
    title = mrkdwn.link(str(told["address"]), mrkdwn.clip(str(told["title"]), 200))
    return f"• Perhaps a new list: {title} ({mrkdwn.literal(str(told['scout']), 80)})"


def _small_print(told: Digest) -> Sequence[str]:
    following = told.following.astimezone(ZoneInfo(told.zone)) if told.following else None
    due = "From now on at once"
    if following:
        clock = f"{following.hour}:{following.minute:02} {following:%Z}"
        due = f"Next {following:%a} {mrkdwn.day(following.date())}, {clock}"
    return (due,) if told.subject.state == LEADS else (health(told.looked, told.zone), due)
