"""A list as it was when somebody last looked, what its copies lack, and where it can be read. Pure."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from bot.answers.values import Answer
from models.domain import Cited, Edition, Fact, Freshness, ListSeen, Reader, Source, SourceKind, day_in
from models.places import state_name


def list_seen(answer: Answer, name: str) -> ListSeen:
    """Return a list as it was when somebody last looked, by the day that an answer goes back to."""
    source = answer.sources.get(name) or _unwatched(name)
    return _as_seen(
        source, answer.freshness.get(name, Freshness(name)), answer.zone, answer.now, answer.as_of
    )


def lists_now(
    names: Iterable[str],
    seen: Mapping[str, Freshness],
    sources: Mapping[str, Source],
    zone: str,
    now: datetime,
) -> dict[str, ListSeen]:
    """Return lists as they were when somebody last looked, by name.

    Args:
        names: Of the lists, which may be watched no more.
        seen: What is known of each list.
        sources: Every source by name.
        zone: IANA name of the newsroom's time zone.
        now: The time, UTC.
    """
    return {
        name: _as_seen(sources.get(name) or _unwatched(name), seen.get(name, Freshness(name)), zone, now)
        for name in set(names)
    }


def _as_seen(
    source: Source, known: Freshness, zone: str, now: datetime, as_of: date | None = None
) -> ListSeen:
    edition = known.accepted
    stopped = known.suspended(zone) or source.suspended
    seen = last_seen(known, zone)
    return ListSeen(
        source=source,
        published=edition.published if edition else None,
        seen=None if as_of and seen and seen > as_of else seen,
        checked=as_of is None and _is_checked(known, source, now),
        copied=edition is not None and bool(edition.transcription),
        partial=edition is not None and edition.partial,
        first=known.first.published if known.first else None,
        taken_down=day_in(zone, known.withdrawn) if known.withdrawn else None,
        suspended=stopped if stopped and not (as_of and as_of < stopped) else None,
        held=known.held.observed if known.held else None,
    )


def _unwatched(name: str) -> Source:
    """Return a list that nobody watches any more: it goes by its bare name."""
    parse: Reader[Edition] = Reader("")
    return Source(name, SourceKind.STATE, name, name, name, "", timedelta(), "", 0, parse)


def last_seen(known: Freshness, zone: str) -> date | None:
    """Return the day on which a list was last read or copied; of an undated copy its day alone is known."""
    edition = known.accepted
    if edition is None:
        return None
    if known.succeeded and known.succeeded > edition.observed:
        return day_in(zone, known.succeeded)
    undated = edition.transcription and edition.published is None
    return edition.observed.date() if undated else day_in(zone, edition.observed)


def _is_checked(known: Freshness, source: Source, now: datetime) -> bool:
    """Tell whether the publisher was asked within the list's check interval, and showed it."""
    asked = known.checked is not None and known.live and known.failures == 0 and known.succeeded is not None
    return asked and known.withdrawn is None and now - (known.succeeded or now) <= source.every


def lacks_state(known: Freshness | None, state: str, *, named: bool) -> bool:
    """Tell whether our copy of a list may lack rows of a state, so that absence from it says nothing.

    Args:
        known: What is known of the list; its caveats name the states of which a copy lacks rows.
        state: USPS code.
        named: The copy names any place of that state.
    """
    edition = known.accepted if known else None
    if edition is None or not edition.partial:
        return False
    spelled = re.compile(rf"\b{re.escape(state_name(state) or state)}\b")
    return not named or any(spelled.search(caveat) for caveat in edition.caveats)


def cited(answer: Answer, facts: Iterable[Fact]) -> tuple[Cited, ...]:
    """Return where rows can be read, each document's first row."""
    found: dict[tuple[int, str], Cited] = {}
    for fact in facts:
        source = answer.sources.get(fact.source) or _unwatched(fact.source)
        copied = bool(fact.transcription)
        own = not copied and not answer.replay
        each = Cited(
            source.title,
            (source.address if copied else fact.address) or fact.cited,
            fact.cited if copied else "",
            fact.page,
            fact.position,
            fact.sha256 if own else "",
            fact.published,
            fact.observed if own else None,
            fact.observed.date() if copied else None,
            fact.first if source.kind is SourceKind.EVENT else None,
            fact.last if source.kind is SourceKind.EVENT else None,
            fact.capture,
        )
        found.setdefault((fact.edition, fact.cited), each)
    return tuple(found.values())


def list_cited(answer: Answer, name: str, address: str = "", transcription: str = "") -> Cited:
    """Return where a whole list can be read.

    Args:
        answer: What the list is told in.
        name: Of the list.
        address: Of an edition of it; without one, of the newest.
        transcription: The citation of that edition, when it is a copy.
    """
    source, known, edition = answer.sources.get(name) or _unwatched(name), answer.freshness.get(name), None
    if not address and known and known.accepted:
        address, transcription = known.accepted.address, known.accepted.transcription
        edition = known.accepted
    copied = address if transcription else ""
    page = (source.address if copied else address) or source.address
    undated = edition and copied and edition.published is None
    copied_on = edition.observed.date() if edition and undated else None
    return Cited(
        source.title, page, copied, published=edition.published if edition else None, copied=copied_on
    )
