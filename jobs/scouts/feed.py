"""RSS and Atom, as feedparser reads them: from bytes that we fetched, never by its own fetching."""

import io
from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser

from jobs.scouts.items import MOST, Item, Sighting, item, once
from models.errors import UnreadableDocument
from models.values import Document


def read_feed(document: Document) -> Sighting:
    """Read a feed; relative links are read from its own address.

    Raises:
        UnreadableDocument: It is no feed.
    """
    # A stream: feedparser would open bytes as a file's name, and text as an address.
    try:
        parsed = feedparser.parse(io.BytesIO(document.body), response_headers=_headers(document))
    except (ValueError, LookupError) as error:
        raise UnreadableDocument(f"{document.address} is a broken feed ({error}).", "Look at it.") from error
    if not parsed.get("version") and not parsed.entries:
        raise UnreadableDocument(f"{document.address} is neither RSS nor Atom.", "Look at the address.")
    return Sighting(once(map(_item, parsed.entries[:MOST])))


def _headers(document: Document) -> dict[str, str]:
    """Return what feedparser needs of the answer's headers: where it was, and its encoding, if told."""
    charset = document.headers.get("content-type", "").partition("charset=")[2].strip(" \"'")
    told = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    return {"content-location": document.address, **told}


def _item(entry: Mapping[str, Any]) -> Item | None:
    link = str(entry.get("link") or entry.get("id") or "")
    dates = [entry[name] for name in ("published_parsed", "updated_parsed") if name in entry]
    when = next(filter(None, dates), None)
    return item(link, str(entry.get("title", "")), _moment(when), str(entry.get("summary", "")))


def _moment(parsed: Any) -> datetime | None:
    """Return what feedparser makes of a date, a struct_time in UTC."""
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None
