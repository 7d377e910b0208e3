"""How a row stands, where that isn't plain: missing, gone since two lists, signed again. Plain text. Pure."""

from collections.abc import Iterable

from bot import words
from models.domain import MISSING, Dated, Fact, Happened

UNCONFIRMED = "not confirmed yet"


def is_missing(fact: Fact) -> bool:
    """Tell whether a row's list lacks it, and no later one has confirmed that."""
    return fact.missing == MISSING


def missing(fact: Fact, short: str, zone: str) -> str:
    """Return the sentence on a row that is missing: `Missing from ICE's list since March 3, 2026; …`.

    Args:
        fact: The row.
        short: Its publisher in a word.
        zone: IANA name of the newsroom's time zone.
    """
    since = f" since {words.day(fact.missing_since.day(zone))}" if fact.missing_since else ""
    return f"Missing from {short}'s list{since}; {UNCONFIRMED}."


def missed(since: Iterable[Dated], confirmed: Iterable[Dated], zone: str) -> str:
    """Return since which lists rows are gone, and by which one that is known.

    Args:
        since: When the lists that lacked them first said so.
        confirmed: When those did that lack them too; the last one is named.
        zone: IANA name of the newsroom's time zone.
    """
    days = sorted({each.day(zone) for each in since})
    last = max(each.day(zone) for each in confirmed)
    lists = words.listed([words.day(day) for day in days])
    by = "another of that day" if days == [last] else f"that of {words.day(last)}"
    return f"missing since the list{'s' if len(days) > 1 else ''} of {lists}, confirmed by {by}"


def gone_since(row: Happened, zone: str) -> str:
    """Return the same of one row; empty where it was not missing before it was gone."""
    return missed([row.missing_since], [row.dated], zone) if row.missing_since else ""


def signed_anew(row: Happened) -> str:
    """Return the day on which an agreement was signed again, `signed anew: Sept. 9, 2025 (…)`, if so."""
    days = row.signed_anew
    return f"signed anew: {words.day(days[1])} (before: {words.day(days[0])})" if days else ""
