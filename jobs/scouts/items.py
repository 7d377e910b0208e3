"""What feeds, sitemaps and searches have in common: items with a title, a date and an address."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, time
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from bs4 import BeautifulSoup
from dateutil.parser import isoparse

from models.listings import collapse

MOST = 50_000
"""Items read of one document; a sitemap may hold so many (https://www.sitemaps.org/protocol.html)."""
LONGEST = 10_000
"""Characters of a title or summary in which words are looked for."""

_ENDING = re.compile(r"\.[a-z]{2,5}$", re.IGNORECASE)
_TRACKING = ("utm_", "mc_", "pk_")
_TRACKERS = frozenset({"fbclid", "gclid", "dclid", "msclkid", "igshid", "yclid", "twclid", "_ga", "_hsenc"})


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a feed, a sitemap or a search.

    Attributes:
        address: Where it stands, without what only tracks readers.
        title: Plain text; made of the address where it has none of its own.
        published: As its publisher dates it, UTC; of a day without an hour its noon, which is the
            same day everywhere in the United States.
        texts: Title, summary and the words of the address, each to be searched on its own.
    """

    address: str
    title: str
    published: datetime | None
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sighting:
    """What one document announces.

    Attributes:
        items: In its order.
        further: Addresses of sitemaps that an index names, the newest first.
    """

    items: tuple[Item, ...] = ()
    further: tuple[str, ...] = ()


def item(address: str, title: str, published: datetime | None, summary: str = "") -> Item | None:
    """Return an item; None when it has no web address.

    Args:
        address: As linked.
        title: Text or HTML; may be empty.
        published: UTC.
        summary: Text or HTML.
    """
    where = without_tracking(address.strip())
    if not where:
        return None
    words = words_of(where)
    named = plain(title)
    return Item(where, named or words or where, published, (named, plain(summary), words))


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
    said = _ENDING.sub("", name)
    return collapse("".join(letter if letter.isalnum() else " " for letter in said))[:LONGEST]


def plain(text: str) -> str:
    """Return HTML as the text that a person reads, on one line."""
    cut = text[: LONGEST * 4]
    read = BeautifulSoup(f"<p>{cut}</p>", "lxml").get_text(" ") if "<" in cut or "&" in cut else cut
    return collapse(read)[:LONGEST]


def moment(text: str) -> datetime | None:
    """Return a date or time of ISO 8601 in UTC; None when it is none."""
    said = text.strip()
    try:
        read = isoparse(said)
        if "T" not in said.upper():
            return datetime.combine(read.date(), time(12), UTC)
        return (read if read.tzinfo else read.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def once(found: Iterable[Item | None]) -> tuple[Item, ...]:
    """Return items that have an address, each address once."""
    by_address: dict[str, Item] = {}
    for each in found:
        if each is not None:
            by_address.setdefault(each.address, each)
    return tuple(by_address.values())
