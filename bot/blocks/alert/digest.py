"""A digest: what a channel that hears daily or weekly is told of its time since the last one. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from bot.blocks import kit, shared
from bot.blocks.alert.errata import retraction_lines, retraction_sentence
from bot.blocks.alert.words import sentence
from bot.blocks.kit import ALERT_WRONG, CIVIL_REQUEST, DIGEST, REPEAT
from bot.blocks.shared import UNCONFIRMED, missing
from models.domain import (
    LEADS,
    TOLD,
    Bulletin,
    ChangeKind,
    Every,
    Fact,
    MessageForm,
    Retraction,
    Subject,
    day_in,
)
from models.messaging import Lead
from models.places import state_name

SHOWN = 10
"""Rows of one edition in the message; a CSV in its thread holds all."""
NEWS = 20
"""Editions, events and notices told one by one, as far as there is room."""
ROOM = 9000
"""Characters for them, of the 12,000 of a message."""
LEFT_OUT = "What this channel was told at once is not told again."
_ALMOST = timedelta(hours=2)
"""A digest is due an hour early or late when the clocks change."""
_USUAL = {Every.DAILY: timedelta(days=1), Every.WEEKLY: timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class Looked:
    """How the lists fared that a channel hears of.

    Attributes:
        checks: Checks of them since the last digest.
        failing: Of each that fails, its publisher in a word and since when (UTC; None if ever).
        withdrawn: The same of lists that are gone.
        oldest: The oldest success among the others, UTC.
    """

    checks: int = 0
    failing: tuple[tuple[str, datetime | None], ...] = ()
    withdrawn: tuple[tuple[str, datetime | None], ...] = ()
    oldest: datetime | None = None


UNSEEN = Looked()
"""Nobody looked."""


def _health(looked: Looked, zone: str) -> str:
    """Return in one line how often was looked, what fails or is gone, and how old the oldest success is."""
    if not looked.checks:
        return "No list was checked in this time"
    facts = [kit.counted(looked.checks, "check")]
    facts += [f"{kit.literal(short, 60)} failing, {_since(when, zone)}" for short, when in looked.failing]
    facts += [] if looked.failing else ["all sources healthy"]
    facts += [
        f"{kit.literal(short, 60)} list withdrawn since {kit.local_day(when, zone)}"
        for short, when in looked.withdrawn
        if when
    ]
    facts += [f"oldest success {kit.ago(looked.oldest, zone)}"] if looked.oldest else []
    return ", ".join(facts)


def _since(when: datetime | None, zone: str) -> str:
    return f"last read {kit.moment(when, zone)}" if when else "never read yet"


@dataclass(frozen=True, slots=True)
class NotedRow:
    """A row that its list lacks, or has again: its lineage's id, its publisher in a word, and the row."""

    lineage: int
    short: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Digest:
    """What one digest says.

    Attributes:
        subjects: What it is about.
        name: Of the subjects, plain text.
        every: How often the channel hears.
        without: Kinds of row changes that it does not hear.
        since, until: What it covers, UTC.
        following: When the next one is due, UTC; None when the channel hears at once from now on.
        joined: What is heard for a part of that time only, by name, with its beginning, UTC.
        leaves_out: The channel was told some rows at once, or by another digest; they aren't told again.
        news: Editions that changed something and what happened to whole lists, in order.
        retractions: Rows taken back.
        zone: IANA name of the channel's zone, by whose clock it comes.
        newsroom: IANA name of the newsroom's, of whose days it speaks.
        missing: What is missing still, as far as it is named.
        more_missing: How many rows more.
        back: What the digest before this one named as missing, and is back.
        named: When that one was sent, UTC.
    """

    subjects: tuple[Subject, ...]
    name: str
    every: Every
    since: datetime
    until: datetime
    following: datetime | None
    zone: str
    without: Sequence[ChangeKind] = ()
    joined: tuple[tuple[str, datetime], ...] = ()
    leaves_out: bool = False
    news: tuple[Bulletin, ...] = ()
    retractions: tuple[Retraction, ...] = ()
    leads: tuple[Lead, ...] = ()
    looked: Looked = UNSEEN
    repeat: bool = False
    missing: tuple[NotedRow, ...] = ()
    more_missing: int = 0
    back: tuple[NotedRow, ...] = ()
    named: datetime | None = None
    newsroom: str = "America/New_York"

    @property
    def is_of_leads(self) -> bool:
        """Whether it tells what scouts found, and nothing that lists say."""
        return all(subject.state == LEADS for subject in self.subjects)


def digest_message(digest: Digest, form: MessageForm = MessageForm.TABLE) -> kit.Message:
    """Return the message of a digest; nothing changed is a line, not silence."""
    title, happened = f"{digest.name}, {_span(digest)}", _happened(digest)
    marked = f"Possible repeat: {title}" if digest.repeat else title
    text = kit.literal(f"{marked}: {happened}", 1000)
    news, standing = _news(digest), _standing(digest)
    shown = _fitting(news, standing)
    small = [*_small_print(digest), *([REPEAT] if digest.repeat else [])]
    if form is MessageForm.TEXT:
        return kit.Message(
            kit.cut("\n".join([text, *standing, *news[:shown], " · ".join(small)]), kit.FALLBACK)
        )
    held = "; the CSV holds all rows" if is_cut(digest) else ""
    left = f"{kit.MORE} and {kit.counted(len(news) - shown, 'more piece')} of news{held}."
    more = [kit.section(left)] if shown < len(news) else []
    wrong = kit.button("This is wrong", ALERT_WRONG, DIGEST)
    told = digest.news or standing
    caveat = [kit.section(f"_{CIVIL_REQUEST}_", accessory=wrong)] if told else []
    blocks = [kit.section(piece) for piece in (*standing, *news[:shown])]
    return kit.message(text, [
        kit.header(marked), kit.section(f"*{happened}*"), *blocks, *more, *caveat,
        kit.context(*small),
    ])  # fmt: skip


def is_cut(digest: Digest) -> bool:
    """Tell whether the message leaves rows out, so that a CSV is to follow."""
    return _fitting(_news(digest), _standing(digest)) < len(digest.news) or any(
        len(item.rows) > SHOWN for item in digest.news
    )


def _news(digest: Digest) -> list[str]:
    return [*map(_bulletin, digest.news), *map(_retraction, digest.retractions), *map(_lead, digest.leads)]


def _standing(digest: Digest) -> list[str]:
    """Return what is missing still, and what is back that was: a piece of mrkdwn each."""
    by_sentence: dict[str, list[str]] = {}
    for each in digest.missing:
        by_sentence.setdefault(missing(each.fact, each.short, digest.newsroom), []).append(_name(each.fact))
    lines = [
        f"*{kit.literal(sentence.removesuffix('.'))}:* {kit.literal('; '.join(names), 1800)}."
        for sentence, names in by_sentence.items()
    ]
    lines += [f"{kit.MORE} and {kit.counted(digest.more_missing, 'more row')} missing."] * bool(
        digest.more_missing
    )
    when = f", reported missing {kit.local_day(digest.named, digest.newsroom)}," if digest.named else ""
    back = [
        kit.literal(f"{_name(each.fact)}{when} is on {each.short}'s list again.", 400) for each in digest.back
    ]
    return [kit.lines(some, 2000) for some in (lines, back) if some]


def _name(fact: Fact) -> str:
    """Return a row by its name as printed, with its state unless that says it."""
    named = kit.clip(shared.rows.name(fact), 80)
    known = not fact.state or named == state_name(fact.state) or named.endswith(f", {fact.state}")
    return named if known else f"{named}, {fact.state}"


def _unconfirmed(digest: Digest) -> list[str]:
    number = len(digest.missing) + digest.more_missing
    return [
        *([f"{number:,} missing, {UNCONFIRMED}"] if number else []),
        *([f"{len(digest.back):,} on the list again"] if digest.back else []),
    ]


def _fitting(news: Sequence[str], standing: Sequence[str]) -> int:
    """Return how many pieces of news a message takes beside what is missing or back."""
    room = ROOM - sum(len(piece) + kit.BLOCK_COST for piece in standing)
    for number, piece in enumerate(news[:NEWS]):
        room -= len(piece) + kit.BLOCK_COST
        if room < 0:
            return number
    return min(len(news), NEWS)


def _span(digest: Digest) -> str:
    """Return what a digest covers: `week to 23 Nov 2026`, or its days after a gap or a late start."""
    last = day_in(digest.newsroom, digest.until)
    length, usual = digest.until - digest.since, _USUAL.get(digest.every)
    if usual and abs(length - usual) <= _ALMOST:
        return f"{'day' if usual == timedelta(days=1) else 'week'} to {kit.day(last)}"
    return kit.period(day_in(digest.newsroom, digest.since), last)


def _happened(digest: Digest) -> str:
    """Return what happened in one line: `1 corrected, 0 added, 0 removed; 1 list withdrawn`."""
    if digest.is_of_leads:
        return kit.counted(len(digest.leads), "lead") if digest.leads else "No new lead"
    unconfirmed = _unconfirmed(digest)
    if not digest.news and not digest.retractions:
        return "; ".join(["No change is confirmed", *unconfirmed]) if unconfirmed else "Nothing changed"
    events = Counter(piece.event for piece in digest.news if piece.event)
    flips = sum(piece.alternation is not None for piece in digest.news)
    taken = sum(len(piece.places) for piece in digest.retractions)
    return "; ".join([
        _changed(digest),
        *(f"{kit.counted(number, 'list')} {event.value}" for event, number in events.items()),
        *([f"{kit.counted(flips, 'list')} flipping between versions"] if flips else []),
        *([f"rows of {kit.counted(taken, 'place')} taken back"] if taken else []),
        *unconfirmed,
    ])  # fmt: skip


def _changed(digest: Digest) -> str:
    changed = [row for bulletin in digest.news for row in bulletin.rows]
    kinds = Counter(row.kind for row in changed if not row.late)
    late = len(changed) - kinds.total()
    usual = [ChangeKind.CORRECTED, ChangeKind.ADDED, ChangeKind.REMOVED]
    heard = [kind for kind in usual if kind not in digest.without]
    if kinds[ChangeKind.MOVED]:
        heard.append(ChangeKind.MOVED)
    if not changed or not TOLD.difference(digest.without):
        return "No row changed"
    anew = shared.rows.anew(changed)
    kinds[ChangeKind.CORRECTED] -= anew
    others = [f"{late:,} {shared.rows.LATE}"] if late else []
    others += [f"{anew:,} {shared.rows.ANEW}"] if anew else []
    return ", ".join([*(f"{kinds[kind]:,} {kind.value}" for kind in heard), *others])


def _bulletin(bulletin: Bulletin) -> str:
    """Return an edition or an event: its sentence, and rows that link to where they stand."""
    edition = bulletin.edition
    address = "" if edition.transcription else edition.address
    link = kit.link(edition.address, "document")
    seen = kit.local_day(edition.observed, bulletin.zone)
    day = kit.day(edition.published) if edition.published else seen
    rows = () if bulletin.said_at else bulletin.rows
    lines = shared.rows.lines(rows[:SHOWN], bulletin.zone, address)
    more = len(rows) - len(lines)
    lines += [f"{kit.MORE} and {more:,} more in the CSV"] if more else []
    return kit.lines([f"*{kit.literal(sentence(bulletin), 600)}* ({link}, {day})", *lines], 2800)


def _retraction(notice: Retraction) -> str:
    title = kit.literal(retraction_sentence(notice), 600)
    return kit.lines([f"*{title}* ({kit.link(notice.address, 'notice')})", *retraction_lines(notice)], 2800)


def _lead(lead: Lead) -> str:
    title = kit.link(lead.address, kit.clip(lead.title, 200))
    without = "" if lead.linked else "; its feed gives no link for it"
    return f"• Perhaps a new list: {title} ({kit.literal(lead.scout, 80)}{without})"


def _small_print(digest: Digest) -> Sequence[str]:
    following = digest.following.astimezone(ZoneInfo(digest.zone)) if digest.following else None
    due = "From now on at once"
    if following:
        clock = f"{following.hour}:{following.minute:02} {following:%Z}"
        due = f"Next {following:%a} {kit.day(following.date())}, {clock}"
    if digest.is_of_leads:
        return (due,)
    zone = digest.newsroom
    joined = [f"{kit.literal(name, 80)} since {kit.local_day(since, zone)}" for name, since in digest.joined]
    left_out = [LEFT_OUT] if digest.leaves_out else []
    return (_health(digest.looked, zone), *joined, *left_out, due)
