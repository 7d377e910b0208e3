"""A claimed alert, event or correction notice → what it says, read from the facts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlmodel import Session

from bot.delivery.kept_news import KeptNews
from models.config import Newsroom
from models.domain import Absence, Bulletin, Retraction, Source
from models.errors import UnknownList
from models.messaging import AlertPayload, Delivery, EventPayload, changes_told
from models.queries import (
    HeardSubject,
    NewsAsked,
    bulletin_of,
    edition_numbered,
    edition_told,
    facts_behind,
    retraction_of,
)

LATE = timedelta(days=1)
"""An alert that waited longer (a paused channel, a laptop asleep) says when it was due."""


@dataclass(frozen=True, slots=True)
class Readership:
    """What all messages of one desk share.

    Attributes:
        sources: The watched lists by name.
        zone: IANA name of the newsroom's time zone.
        replay: The desk tells the past, from cited facts.
        newsroom: Whom operators' notices go to.
        command: The slash command, for cures.
        kept: What was read for them last.
    """

    sources: Mapping[str, Source]
    zone: str
    replay: bool = False
    newsroom: Newsroom = field(default_factory=Newsroom)
    command: str = "/detainers"
    kept: KeptNews = field(default_factory=KeptNews, compare=False, repr=False)


def gather_alert(
    session: Session,
    news: AlertPayload | EventPayload,
    readership: Readership,
    told: frozenset[int] | None = None,
) -> Bulletin:
    """Read what an alert or an event says.

    Args:
        session: A reading session.
        news: What it is about, and whom it serves.
        readership: Whom it is for.
        told: Ids of the changes that it told, of one that was sent.

    Raises:
        UnknownList: Its list or edition isn't known to this desk any more.
    """
    heard = tuple(HeardSubject(each.subject, frozenset(each.without)) for each in news.heard)
    first = news.first if isinstance(news, AlertPayload) else None
    asked = NewsAsked(news.edition, heard, news.change, first, told)
    bulletin = _bulletin(session, asked, readership)
    if bulletin is None:
        raise UnknownList("The list that this alert is about is not watched any more.", "Look the place up.")
    bulletin = replace(
        bulletin,
        summary=news.summary,
        absence=_absence(bulletin.absence, news),
        replay=readership.replay,
        zone=readership.zone,
    )
    return _of_turn(session, bulletin, news) if isinstance(news, AlertPayload) else bulletin


def _bulletin(session: Session, asked: NewsAsked, readership: Readership) -> Bulletin | None:
    """Return what some news means for who hears of it, and its edition for all, as they are kept."""
    told_by, kept = (session.get_bind(), facts_behind(session, asked)), readership.kept

    def read() -> Bulletin | None:
        facts = kept.get((*told_by, asked.edition, asked.first), lambda: edition_told(session, asked))
        return bulletin_of(session, asked, readership.sources, facts) if facts else None

    return kept.get((*told_by, asked), read)


def _of_turn(session: Session, bulletin: Bulletin, news: AlertPayload) -> Bulletin:
    """Return what is said of a list that returned to what it said before, or alternates: of that no row."""
    back = edition_numbered(session, news.returned) if news.returned else None
    rows = () if news.alternation else bulletin.rows
    return replace(bulletin, rows=rows, said_at=back.observed if back else None, alternation=news.alternation)


def _absence(found: Absence | None, news: AlertPayload | EventPayload) -> Absence | None:
    """Return what was known when a list was called withdrawn: it may be back since."""
    known = news.missing if isinstance(news, EventPayload) else None
    if found is None or known is None:
        return found
    return Absence(known.since or found.since, known.checks, known.seen)


def sent_alert(
    session: Session,
    delivery: Delivery,
    news: AlertPayload | EventPayload,
    readership: Readership,
    now: datetime,
) -> Bulletin:
    """Read what a delivery of news says, as it is sent: late, or perhaps again.

    Args:
        session: A reading session.
        delivery: What is sent: the message itself, or a part of it.
        news: What the message carries.
        readership: Whom it is for.
        now: UTC.

    Raises:
        UnknownList: Its list or edition isn't known to this desk any more.
    """
    return _as_sent(gather_alert(session, news, readership), delivery, now)


def alert_as_told(
    session: Session, first: Delivery, news: AlertPayload | EventPayload, readership: Readership
) -> Bulletin:
    """Read what a message told that was sent: its rows are those that the ledger has, and no other.

    Args:
        session: A reading session.
        first: The message.
        news: What it carries; of a digest, one piece of its news.
        readership: Whom it was for.

    Raises:
        UnknownList: Its list or edition isn't known to this desk any more.
    """
    told = changes_told(session, first, news)
    return _as_sent(gather_alert(session, news, readership, told), first, first.sent or first.created)


def _as_sent(bulletin: Bulletin, delivery: Delivery, at: datetime) -> Bulletin:
    late = delivery.created if at - delivery.created > LATE and not bulletin.replay else None
    return replace(bulletin, repeat=delivery.repeat, late=late)


def gather_errata(session: Session, errata: Sequence[int], readership: Readership) -> Retraction:
    """Read what a message of errata says.

    Args:
        session: A reading session.
        errata: Their ids.
        readership: Whom it is for.

    Raises:
        UnknownList: Its list isn't known to this desk any more.
    """
    retraction = retraction_of(session, errata, readership.sources)
    if retraction is None:
        raise UnknownList("The list that this is about is not watched any more.", "Look the place up.")
    return replace(retraction, replay=readership.replay, zone=readership.zone)
