"""What a digest says: its heading, what happened in one line, and how well was looked (D1–D7). Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.words.events import SAID, amounts, news_headline, subject, sure
from bot.words.rows import UNITS, row_name
from bot.words.style import (
    WEEKDAYS,
    counted,
    day,
    ended,
    link,
    list_title,
    listed,
    literal,
    local_day,
    moment,
    names_of,
    period,
    publisher_of,
    said_list,
)
from models.domain import ChangeKind, Every, ListRow, News, Source, day_in

NO_LEADS = "No possible new lists."
_ALMOST = timedelta(hours=2)
"""A digest is due an hour early or late when the clocks change."""
_USUAL = {Every.DAILY: timedelta(days=1), Every.WEEKLY: timedelta(days=7)}
_CHANGES = {"on": "on", "off": "off"}
_BESIDE = {"corrected": "corrected", "moved": "moved", "late": "added late", "again": "signed again"}
_EVENTS = {
    ChangeKind.PUBLISHED: "published",
    ChangeKind.WITHDRAWN: "taken down",
    ChangeKind.BACK: "back",
    ChangeKind.SUSPENDED: "suspended",
    ChangeKind.RESUMED: "to return",
}


@dataclass(frozen=True, slots=True)
class Covered:
    """What a digest covers.

    Attributes:
        since, until: UTC.
        zone: IANA name of the newsroom's zone, of whose days it speaks.
    """

    every: Every
    since: datetime
    until: datetime
    zone: str

    @property
    def usual(self) -> bool:
        """Whether it is a day or a week, as such a digest usually covers, and no gap or late start."""
        usual = _USUAL.get(self.every)
        return usual is not None and abs(self.until - self.since - usual) <= _ALMOST


@dataclass(frozen=True, slots=True)
class Looked:
    """How the lists fared that a channel gets alerts on.

    Attributes:
        checks: Checks of them since the last digest.
        lists: Those that were checked.
        last: When the last check was that succeeded, UTC.
        failing: Lists that can't be read, when that was tried last, and when each was (UTC; None if never).
        taken_down: Lists that are, and since when (UTC).
    """

    checks: int = 0
    lists: tuple[Source, ...] = ()
    last: datetime | None = None
    failing: tuple[tuple[Source, datetime | None, datetime | None], ...] = ()
    taken_down: tuple[tuple[Source, datetime | None], ...] = ()


UNSEEN = Looked()
"""Nobody looked."""


def digest_heading(name: str, span: Covered) -> str:
    """Return the headline of a digest: `Maryland: week to Nov. 3, 2025`; of a gap its days."""
    last = day_in(span.zone, span.until)
    if span.usual:
        return f"{name}: {'day' if span.every is Every.DAILY else 'week'} to {day(last)}"
    return f"{name}: {period(day_in(span.zone, span.since), last)}"


def digest_counts(news: Sequence[News], *, flips: int = 0, taken_back: int = 0) -> str:
    """Return what happened in one line: `1 place off a list`; empty where nothing did.

    Args:
        news: What happened to lists and their rows.
        flips: How many lists flip between versions.
        taken_back: Of how many places publishers took back rows.
    """
    told = [each for each in news if not each.begins and each.event is None]
    events = Counter(each.event.kind if each.event else None for each in news if each.event or each.begins)
    reports = Counter(
        each.event.kind if each.event else None for each in news if each.begins and each.reports
    )
    said = [*_rows(told)]
    for kind, number in events.items():
        noun = "report" if reports[kind] == number else "list"
        said.append(f"{counted(number, noun)} {_EVENTS.get(kind or ChangeKind.PUBLISHED, 'changed')}")
    said += [f"{counted(flips, 'list')} between versions"] if flips else []
    said += [f"figures of {counted(taken_back, 'place')} taken back"] if taken_back else []
    return ", ".join(said)


def _rows(news: Sequence[News]) -> Iterator[str]:
    rows = [row for each in news for row in sure(each.rows)]
    for change in _CHANGES:
        some = [row for row in rows if row.change == change]
        lists = len({row.on.source.name for row in some})
        if some:
            yield f"{amounts(some)} {change} {'a list' if lists == 1 else 'lists'}"
        unsure = sum(row.change == change and row.perhaps for each in news for row in each.rows)
        if unsure:
            yield f"{counted(unsure, 'row')} {change}, of no one place for sure"
    for change, said in _BESIDE.items():
        number = sum(row.change == change for row in rows)
        if number:
            yield f"{counted(number, 'row')} {said}"


def unconfirmed_counts(missing: Sequence[ListRow], more: int, back: Sequence[ListRow]) -> list[str]:
    """Return how much is missing, and how much is back that was: `1 place missing, not confirmed yet`."""
    lacking = f"{_of_one_unit(missing, more)} missing, not confirmed yet" if missing else ""
    return [*([lacking] if lacking else []), *([f"{_of_one_unit(back)} on a list again"] if back else [])]


def _of_one_unit(rows: Sequence[ListRow], more: int = 0) -> str:
    units = {row.unit for row in rows}
    plain = len(units) == 1 and not any(row.is_state for row in rows)
    return counted(len(rows) + more, *(UNITS[units.pop()] if plain else ("row", "rows")))


_PRESENT = re.compile(r"\b(is|are) (?=on |off )")


def digest_line(
    news: News, address: str, headline: str = "", *, past: bool = False, one_state: bool = True
) -> str:
    """Return one piece of news as a line of mrkdwn: `Baltimore County is off the … list (Oct. 31, 2025; …).`.

    Args:
        news: An edition's, or what became of a list.
        address: Of the evidence.
        headline: Said in place of the news' own: a list that is back to what it said.
        past: The digest itself says below that it is no longer so.
        one_state: All of the digest is of one state, which its heading names.
    """
    said = headline or _said(news, one_state=one_state and news.one_state) or news_headline(news)
    said = _PRESENT.sub(lambda found: "was " if found[1] == "is" else "were ", said) if past else said
    return ended(f"{literal(said, 600)} ({day(_day(news))}; {link(address, 'evidence')})")


def _day(news: News) -> date:
    return news.event.day if news.event else news.day


def _said(news: News, *, one_state: bool = True) -> str:
    """Return few rows that a list names, or doesn't any more, in a sentence without its full stop."""
    rows = sure(news.rows)
    changes = {row.change for row in rows}
    plain = news.event is None and not news.begins and len(rows) == len(news.rows) <= SAID
    if not plain or len(changes) != 1 or not changes <= _CHANGES.keys() or any(row.missing for row in rows):
        return ""
    verb = "is" if len(rows) == 1 else "are"
    return f"{subject(rows, one_state=one_state)} {verb} {changes.pop()} {said_list(news.of, again=True)}"


def says_all(news: News) -> bool:
    """Tell whether the line of some news says all of its rows."""
    return bool(_said(news))


def quiet_states(names: Iterable[str]) -> str:
    """Return of which states and places there is nothing: `Texas: none.`."""
    return " ".join(f"{literal(name, 80)}: none." for name in names)


def no_news(looked: Looked, span: Covered, sent: int) -> str:
    """Return, as mrkdwn, that there is no news, or that nobody looked.

    Args:
        looked: How the lists fared.
        span: What the digest covers.
        sent: How many alerts the channel had of that time already.
    """
    other = "other " if sent else ""
    if looked.checks:
        return f"We've seen no {other}changes."
    return f"{_unchecked(span)}, so we can't say if anything {'else ' if sent else ''}changed."


def _unchecked(span: Covered) -> str:
    if span.usual and span.every is Every.WEEKLY:
        return "No list was checked this week"
    return f"No list was checked since {local_day(span.since, span.zone)}"


def already_sent(number: int) -> str:
    """Return that what went as it happened isn't repeated."""
    return f"{counted(number, 'alert')} already sent {'is' if number == 1 else 'are'} not repeated."


def looked_lines(looked: Looked, span: Covered, *, news: bool) -> list[str]:
    """Return how well was looked, as lines of mrkdwn.

    Args:
        looked: How the lists fared.
        span: What the digest covers.
        news: The digest has some; else `no_news` says that nobody looked.
    """
    if not looked.checks:
        return [f"{_unchecked(span)}."] if news else []
    times = counted(looked.checks, "time")
    last = f"{';' if news else ','} last {moment(looked.last, span.zone)}" if looked.last else ""
    lists = list(dict.fromkeys(_publisher(source) for source in looked.lists))
    of = f": {literal(', '.join(lists), 600)}" if lists and not news else ""
    return [
        f"Checked {times}{last}{of}.",
        *(_failing(source, tried, read, span.zone) for source, tried, read in looked.failing),
        *(
            f"{literal(list_title(source), 120)}: taken down {local_day(when, span.zone)}."
            for source, when in looked.taken_down
            if when
        ),
    ]


def _publisher(source: Source) -> str:
    return publisher_of(source).removeprefix("the ")


def _failing(source: Source, tried: datetime | None, read: datetime | None, zone: str) -> str:
    when = f" {moment(tried, zone)}" if tried else ""
    last = f"last read {moment(read, zone)}" if read else "never read"
    return f"{literal(list_title(source), 120)} couldn't be read{when}; {last}."


def missing_lines(rows: Sequence[ListRow], more: int) -> list[str]:
    """Return, as lines of mrkdwn, which rows their lists lack; `more` are counted."""
    by_list: dict[str, list[str]] = {}
    for row in rows:
        since = f" since {day(row.missing)}" if row.missing else ""
        said = f"Missing from {names_of(row.on.source).again}{since}, not confirmed yet"
        by_list.setdefault(said, []).append(row_name(row))
    lines = [ended(f"{literal(said)}: {literal('; '.join(named), 1800)}") for said, named in by_list.items()]
    return [*lines, *([f"… and {counted(more, 'more row')} missing."] if more else [])]


def back_lines(rows: Sequence[ListRow], named: datetime | None, zone: str) -> list[str]:
    """Return, as lines of mrkdwn, which rows are back that an earlier digest named as missing.

    Args:
        rows: The rows.
        named: When it was sent, UTC.
        zone: IANA name of the newsroom's zone.
    """
    when = f", reported missing {local_day(named, zone)}," if named else ""
    return [
        literal(f"{row_name(row)}{when} is on {names_of(row.on.source).again} again.", 400) for row in rows
    ]


def next_digest(following: datetime | None, zone: str) -> str:
    """Return when the next digest comes, by the channel's clock: `Next: Monday, …, 8 a.m. EST.`."""
    if following is None:
        return "From now on you get alerts as they happen."
    weekday = WEEKDAYS[following.astimezone(ZoneInfo(zone)).weekday()]
    return ended(f"Next: {weekday}, {moment(following, zone)}")


def digest_name(names: Sequence[str], most: int = 4) -> str:
    """Return what a digest is about, as a heading begins: `Georgia and Texas`; of many some are counted."""
    shown = list(names)
    if len(shown) > most:
        shown = [*shown[: most - 1], f"{len(shown) - most + 1} more"]
    said = listed(shown)
    return said[:1].upper() + said[1:]
