"""A list that is back to what it said, or that flips between versions (L18, L24): no row is news. Pure."""

from bot.words import counted, literal, names_of, time_of_day
from models.domain import TOLD, Bulletin, News

BOTH = 2
WE_WAIT = "We'll alert when one stays."


def turn_headline(bulletin: Bulletin) -> str:
    """Return that a list is back to what it said at a time, or that it alternates; else nothing."""
    which = names_of(bulletin.source).headline
    if bulletin.alternation:
        return f"{which} flips between {_versions(bulletin.alternation.versions)}; we'll wait"
    return f"{which} is back to what it said at {_said_at(bulletin)}" if bulletin.said_at else ""


def turn_lines(bulletin: Bulletin, news: News) -> list[str]:
    """Return what is said below that: what undid itself, or between what the list alternates since when."""
    if bulletin.said_at:
        on, off = (sum(row.change == change for row in news.rows) for change in ("on", "off"))
        others = len(news.rows) - on - off
        told = [f"{on:,} on", f"{off:,} off", *([f"{others:,} corrected"] if others else [])]
        return [f"{', '.join(told)}, as before {literal(_said_at(bulletin))}."]
    if bulletin.alternation is None:
        return []
    since = time_of_day(bulletin.alternation.since, bulletin.zone, bulletin.edition.observed)
    rows = sum(number for kind, number in bulletin.changed.items() if kind in TOLD)
    which = "they differ" if bulletin.alternation.versions == BOTH else "the last two differ"
    apart = f"; {which} in {counted(rows, 'row')}" if rows else ""
    number = _versions(bulletin.alternation.versions).capitalize()
    return [f"{number} seen since {since}{apart}. {WE_WAIT}"]


def _said_at(bulletin: Bulletin) -> str:
    seen, zone = bulletin.edition.observed, bulletin.zone
    return time_of_day(bulletin.said_at, zone, seen) if bulletin.said_at else ""


def _versions(number: int) -> str:
    return f"{ {BOTH: 'two', BOTH + 1: 'three'}.get(number, str(number)) } versions"
