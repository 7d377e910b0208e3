"""What feeds, sitemaps and searches have in common: items with a title, a date and an address.

And which of a scout's words a text says: whole, in any case, singular or plural. Pure.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from functools import cache
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from dateutil.parser import isoparse

from models.domain import collapse

MOST = 50_000
"""Items read of one document; a sitemap may hold so many (https://www.sitemaps.org/protocol.html)."""

NEVER = datetime.min.replace(tzinfo=UTC)
"""Stands for a date that isn't told, where items are sorted by it."""

LONGEST = 10_000
"""Characters of a title or summary in which words are looked for."""
LONGEST_BODY = 200_000
"""Of the whole text of an announcement, where a feed gives it."""

_ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_TRACKING = ("utm_", "mc_", "pk_")
_TRACKERS = frozenset({"fbclid", "gclid", "dclid", "msclkid", "igshid", "yclid", "twclid", "_ga", "_hsenc"})

_BETWEEN = r"[\W_]{1,3}"
"""Between the words of a phrase: a space, a hyphen, the line end of a summary."""


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed, a sitemap or a search.

    Attributes:
        address: Where it stands, without what only tracks readers; of one without a link that of its feed,
            with a fragment that tells it from others there.
        title: Plain text; made of the address where it has none of its own.
        published: As its publisher dates it, UTC; of a day without an hour its noon, which is the
            same day everywhere in the United States.
        texts: Title, summary, whole text, categories and the words of the address, each to be searched on
            its own.
        linked: It has an address of its own.
    """

    address: str
    title: str
    published: datetime | None
    texts: tuple[str, ...]
    linked: bool = True


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one document announces.

    Attributes:
        items: In its order.
        further: Addresses of sitemaps that an index names, the newest first.
    """

    items: tuple[Item, ...] = ()
    further: tuple[str, ...] = ()


def without_tracking(address: str) -> str:
    """Return a web address without its fragment and what only tracks readers; empty for any other."""
    try:
        parts = urlsplit(address)
        asked = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return ""
    kept = [pair for pair in asked if not _tracks(pair[0].lower())]
    query = parts.query if len(kept) == len(asked) else urlencode(kept)
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", query, ""))


def _tracks(name: str) -> bool:
    return name in _TRACKERS or name.startswith(_TRACKING)


def words_of(address: str) -> str:
    """Return the words of an address's last part: `us-sanctuary-list.html` says `us sanctuary list`."""
    name = unquote(urlsplit(address).path).rstrip("/").rpartition("/")[2]
    stem = _ENDING.sub("", name)
    return collapse("".join(letter if letter.isalnum() else " " for letter in stem))[:LONGEST]


def moment(text: str) -> datetime | None:
    """Return a date or time of ISO 8601 in UTC; None when it is none."""
    stripped = text.strip()
    try:
        read = isoparse(stripped)
        if "T" not in stripped.upper():
            return datetime.combine(read.date(), time(12), UTC)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def once(items: Iterable[Item | None]) -> tuple[Item, ...]:
    """Return items that have an address, each address once."""
    by_address: dict[str, Item] = {}
    for each in items:
        if each is not None:
            by_address.setdefault(each.address, each)
    return tuple(by_address.values())


def hits(texts: Iterable[str], words: Sequence[str]) -> tuple[str, ...]:
    """Return the words that any of the texts says, in their own order.

    Args:
        texts: Each is searched on its own: a phrase doesn't begin in one and end in another.
        words: Words or phrases, as a person wrote them.
    """
    normalized = [unicodedata.normalize("NFKC", text) for text in texts if text]
    return tuple(word for word in words if any(_pattern(word).search(text) for text in normalized))


@cache
def _pattern(word: str) -> re.Pattern[str]:
    *first, last = re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", word))
    parts = [*(re.escape(part) for part in first), _either_number(last)]
    return re.compile(rf"(?<![^\W_]){_BETWEEN.join(parts)}(?![^\W_])", re.IGNORECASE)


def _either_number(noun: str) -> str:
    """Return a pattern of a noun in the singular and the plural, whichever was written."""
    for ending, stem, forms in (("ies", noun[:-3], "(?:y|ies)"), ("ss", noun, "(?:es)?")):
        if noun.lower().endswith(ending):
            return re.escape(stem) + forms
    if noun.lower().endswith("s"):
        return re.escape(noun[:-1]) + "s?"
    if re.search("[^aeiou]y$", noun, re.IGNORECASE):
        return re.escape(noun[:-1]) + "(?:y|ies)"
    return re.escape(noun) + "(?:s|es)?"
