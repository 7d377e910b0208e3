"""A digest: what a channel that hears daily or weekly is told of its time since the last one. Pure.

Its text is that of `bot.words`; here it is arranged.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot import words
from bot.blocks import kit
from bot.blocks.alert.errata import retraction_lines, retraction_sentence
from bot.blocks.alert.statements import news_of
from bot.blocks.alert.turns import turn_headline
from bot.blocks.kit import ALERT_WRONG, DIGEST
from bot.blocks.shared import stated_row
from bot.words import UNSEEN, Covered, Looked
from models.domain import (
    EVERYWHERE,
    LEADS,
    Bulletin,
    ChangeKind,
    Every,
    Fact,
    ListRow,
    ListSeen,
    MessageForm,
    News,
    Retraction,
    Source,
    Subject,
    Unit,
)
from models.messaging import Lead

SHOWN = 10
"""Rows of one edition in the message; a CSV in its thread holds all."""
NEWS = 20
"""Editions, events and notices told one by one, as far as there is room."""
ROOM = 9000
"""Characters for them, of the 12,000 of a message."""


@dataclass(frozen=True, slots=True)
class NotedRow:
    """A row that its list lacks, or has again: its lineage's id, its list, and the row."""

    lineage: int
    source: Source
    fact: Fact


@dataclass(frozen=True, slots=True)
class Digest:
    """What one digest says.

    Attributes:
        subjects: What it is about, each with its name for people.
        every: How often the channel hears.
        since, until: What it covers, UTC.
        following: When the next one is due, UTC; None when alerts come as they happen from now on.
        joined: What is heard for a part of that time only, by name, with its beginning, UTC.
        sent: How many alerts of that time the channel had already, as they happened.
        news: Editions that changed something and what happened to whole lists, in order.
        retractions: Rows taken back.
        zone: IANA name of the channel's zone, by whose clock it comes.
        newsroom: IANA name of the newsroom's, of whose days it speaks.
        missing: What is missing still, as far as it is named.
        more_missing: How many rows more.
        back: What the digest before this one named as missing, and is back.
        named: When that one was sent, UTC.
    """

    subjects: tuple[tuple[Subject, str], ...]
    every: Every
    since: datetime
    until: datetime
    following: datetime | None
    zone: str
    joined: tuple[tuple[str, datetime], ...] = ()
    sent: int = 0
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
    def name(self) -> str:
        """What it is about, plain text."""
        return words.digest_name([name for _, name in self.subjects])

    @property
    def is_of_leads(self) -> bool:
        """Whether it tells what scouts found, and nothing that lists say."""
        return all(subject.state == LEADS for subject, _ in self.subjects)

    @property
    def span(self) -> Covered:
        """What it covers."""
        return Covered(self.every, self.since, self.until, self.newsroom)


def digest_message(digest: Digest, form: MessageForm = MessageForm.TABLE) -> kit.Message:
    """Return the message of a digest; no news is a line, not silence."""
    title, happened = words.digest_heading(digest.name, digest.span), _happened(digest)
    marked = f"Possible repeat: {title}" if digest.repeat else title
    text = words.literal(f"{marked}. {happened}", 1000)
    news, standing = _news(digest), _standing(digest)
    shown = _fitting(news, standing)
    small = _small_print(digest)
    left = [_left(len(news) - shown, cut=is_cut(digest))] if shown < len(news) else []
    caveat = [_closing(digest)] if digest.news or digest.retractions or standing else []
    if form is MessageForm.TEXT:
        pieces = [text, *standing, *news[:shown], *left, *caveat, " ".join(small)]
        return kit.Message(words.cut("\n".join(pieces), kit.FALLBACK))
    wrong = kit.button("This is wrong", ALERT_WRONG, DIGEST)
    lead = kit.section(f"*{happened}*" if news or standing else happened)
    return kit.message(text, [
        kit.header(marked), lead, *(kit.section(piece) for piece in (*standing, *news[:shown], *left)),
        *(kit.section(each, accessory=wrong) for each in caveat), kit.context(*small),
    ])  # fmt: skip


def _closing(digest: Digest) -> str:
    agreements = any(news_of(bulletin).unit is Unit.AGREEMENT for bulletin in digest.news)
    return f"{words.COOPERATION} {words.CIVIL_REQUEST}" if agreements else words.CIVIL_REQUEST


def _left(number: int, *, cut: bool) -> str:
    return f"{words.MORE} and {number:,} more{'; all in the CSV' if cut else ''}."


def is_cut(digest: Digest) -> bool:
    """Tell whether the message leaves rows out, so that a CSV is to follow."""
    return _fitting(_news(digest), _standing(digest)) < len(digest.news) or any(
        len(item.rows) > SHOWN for item in digest.news
    )


def _happened(digest: Digest) -> str:
    """Return what happened in one line, as mrkdwn: `1 place off a list.`, or that there is no news."""
    if digest.is_of_leads:
        return f"{words.counted(len(digest.leads), 'possible new list')}." if digest.leads else words.NO_LEADS
    flips = [bulletin for bulletin in digest.news if turn_headline(bulletin)]
    counts = words.digest_counts(
        [news_of(bulletin) for bulletin in digest.news if bulletin not in flips],
        flips=len(flips),
        taken_back=sum(len(piece.places) for piece in digest.retractions),
    )
    missing, back = (_rows(noted, digest.newsroom) for noted in (digest.missing, digest.back))
    unconfirmed = words.unconfirmed_counts(missing, digest.more_missing, back)
    if counts or unconfirmed:
        return f"{', '.join(filter(None, [counts, *unconfirmed]))}."
    return words.no_news(digest.looked, digest.span, digest.sent)


def _news(digest: Digest) -> list[str]:
    one_state = len({subject.state for subject, _ in digest.subjects}) == 1
    news = [
        _bulletin(bulletin, past=_is_overtaken(bulletin, digest.news[number:]), one_state=one_state)
        for number, bulletin in enumerate(digest.news, 1)
    ]
    return [*news, *map(_retraction, digest.retractions), *map(_lead, digest.leads)]


def _is_overtaken(bulletin: Bulletin, later: Iterable[Bulletin]) -> bool:
    """Tell whether a digest says below that what some news told is no longer so."""
    told = {(row.fact.state, row.fact.named) for row in bulletin.rows}
    of_it = [each for each in later if each.source.name == bulletin.source.name]
    events = {ChangeKind.WITHDRAWN, ChangeKind.BACK, ChangeKind.PUBLISHED}
    return any(each.event in events for each in of_it) or any(
        (row.fact.state, row.fact.named) in told for each in of_it for row in each.rows
    )


def _bulletin(bulletin: Bulletin, *, past: bool, one_state: bool) -> str:
    """Return an edition or an event: its line, and rows where that doesn't say them all."""
    news, turned = news_of(bulletin), turn_headline(bulletin)
    line = words.digest_line(news, bulletin.edition.address, turned, past=past, one_state=one_state)
    rows = () if turned or words.says_all(news) else news.rows
    lines = [f"• {words.row_line(row, one_state=one_state and news.one_state)}" for row in rows[:SHOWN]]
    more = len(rows) - len(lines)
    lines += [_left(more, cut=True)] if more else []
    return words.lines([line, *lines], 2800)


def _retraction(notice: Retraction) -> str:
    title = words.literal(retraction_sentence(notice), 600)
    return words.lines(
        [f"{title} ({words.link(notice.address, 'evidence')}).", *retraction_lines(notice)], 2800
    )


def _lead(lead: Lead) -> str:
    title = words.link(lead.address, words.clip(lead.title, 200))
    without = "" if lead.linked else "; its feed gives no link for it"
    return f"• Possible new list: {title} ({words.literal(lead.scout, 80)}{without})"


def _standing(digest: Digest) -> list[str]:
    """Return what is missing still, and what is back that was: a piece of mrkdwn each."""
    missing = words.missing_lines(_rows(digest.missing, digest.newsroom), digest.more_missing)
    back = words.back_lines(_rows(digest.back, digest.newsroom), digest.named, digest.newsroom)
    return [words.lines(some, 2000) for some in (missing, back) if some]


def _rows(noted: Iterable[NotedRow], zone: str) -> list[ListRow]:
    return [_row(each, zone) for each in noted]


def _row(noted: NotedRow, zone: str) -> ListRow:
    row = stated_row(noted.fact, ListSeen(noted.source, None, None), zone)
    since = noted.fact.missing_since
    return replace(row, missing=since.day(zone) if since else None)


def _fitting(news: Sequence[str], standing: Sequence[str]) -> int:
    """Return how many pieces of news a message takes beside what is missing or back."""
    room = ROOM - sum(len(piece) + kit.BLOCK_COST for piece in standing)
    for number, piece in enumerate(news[:NEWS]):
        room -= len(piece) + kit.BLOCK_COST
        if room < 0:
            return number
    return min(len(news), NEWS)


def _small_print(digest: Digest) -> list[str]:
    due = words.next_digest(digest.following, digest.zone)
    repeat = [words.REPEAT] if digest.repeat else []
    if digest.is_of_leads:
        return [due, *repeat]
    has_news = bool(digest.news or digest.retractions or digest.missing or digest.back)
    joined = [
        f"{words.literal(name, 80)}: since {words.local_day(since, digest.newsroom)}."
        for name, since in digest.joined
    ]
    return list(filter(None, [
        words.quiet_states(_quiet(digest)) if has_news and digest.looked.checks else "",
        " ".join(words.looked_lines(digest.looked, digest.span, news=has_news)),
        *joined,
        words.already_sent(digest.sent) if digest.sent else "",
        due,
        *repeat,
    ]))  # fmt: skip


def _quiet(digest: Digest) -> list[str]:
    """Return the names of the states and places of which nothing is told."""
    said = {
        subject for bulletin in digest.news if not bulletin.is_everywhere for subject in bulletin.told_for
    }
    told = [share for bulletin in digest.news for share in _told(news_of(bulletin))]
    taken = {place.state for notice in digest.retractions for place in notice.places}
    return [
        name
        for subject, name in digest.subjects
        if subject.state != EVERYWHERE
        and subject not in said
        and subject.state not in taken
        and not any(_is_of(state, geoid, subject) for state, geoid in told)
    ]


def _told(news: News) -> list[tuple[str, str]]:
    """Return the state and the place (GEOID) of each row that is told, and of what stood on a list."""
    rows = [
        *news.rows,
        *news.struck,
        *((each for share in news.shares for each in share.on) if news.event else ()),
    ]
    places = [(place.state, place.geoid) for row in rows for place in row.places]
    return [*places, *((row.state, "") for row in rows)]


def _is_of(state: str, geoid: str, subject: Subject) -> bool:
    return geoid == subject.place if subject.place else state == subject.state
