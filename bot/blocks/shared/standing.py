"""How a row stands, where that isn't plain: missing, gone since two lists, signed again. Plain text. Pure."""

from collections.abc import Iterable
from datetime import date

from bot.blocks import kit
from models.domain import MISSING, Fact, Happened

UNCONFIRMED = "not confirmed yet"


def is_missing(fact: Fact) -> bool:
    """Tell whether a row's list lacks it, and no later one has confirmed that."""
    return fact.missing == MISSING


def missing(fact: Fact, short: str) -> str:
    """Return the sentence on a row that is missing: `Missing from ICE's list since 3 Mar 2026; …`.

    Args:
        fact: The row.
        short: Its publisher in a word.
    """
    since = f" since {kit.day(fact.missing_since)}" if fact.missing_since else ""
    return f"Missing from {short}'s list{since}; {UNCONFIRMED}."


def missed(since: Iterable[date], confirmed: date) -> str:
    """Return since which lists rows are gone, and by which one that is known.

    Args:
        since: The days of the lists that lacked them first.
        confirmed: The day of the one that lacks them too: as published, else as observed.
    """
    days = sorted(set(since))
    lists = kit.listed([kit.day(day) for day in days])
    by = "another of that day" if days == [confirmed] else f"that of {kit.day(confirmed)}"
    return f"missing since the list{'s' if len(days) > 1 else ''} of {lists}, confirmed by {by}"


def gone_since(row: Happened) -> str:
    """Return the same of one row; empty where it was not missing before it was gone."""
    return missed([row.missing_since], row.day) if row.missing_since else ""


def signed_anew(row: Happened) -> str:
    """Return the day on which an agreement was signed again, `signed anew: 9 Sep 2025 (before: …)`, if so."""
    days = row.signed_anew
    return f"signed anew: {kit.day(days[1])} (before: {kit.day(days[0])})" if days else ""
