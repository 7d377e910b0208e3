"""Pure: a web archive's capture of a page: when it was made, of what, and the page as it was published.

RFC 7089 (Memento): a capture says when it was made in `Memento-Datetime`. The Wayback Machine
and its like carry the same moment and the page's own address in theirs
(`/web/20250805120000/https://…`), where `id_` behind the moment asks for the bytes as captured;
without it, links lead back into the archive and a toolbar stands between two comments.
"""

import re
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlsplit

from models.domain import Document

_OF = re.compile(r"(?P<archive>^https?://.*?/)(?P<page>https?://.+)$", re.IGNORECASE)
_MOMENT = re.compile(r"/(\d{14})(?:[a-z]{2}_)?/")
_TOOLBAR, _ITS_END = (
    re.compile(rb"<!--\s*%s WAYBACK TOOLBAR INSERT\s*-->" % word, re.IGNORECASE)
    for word in (b"BEGIN", b"END")
)
_WRAPPED = rb"(?<=[\"'=])\s*(?:(?:https?:)?//%s)?(?:/[\w.-]+)*/\d{14}(?:[a-z]{2}_)?/(?=https?:)"


def archived(fallback: str, address: str) -> str:
    """Return where the archive of a source's second way keeps another page; empty when it can't be told.

    Args:
        fallback: Where it keeps the source's own page: `https://web.archive.org/web/2id_/https://…`.
        address: The page.
    """
    of = _OF.match(fallback)
    return f"{of['archive']}{address}" if of else ""


def page_of(address: str) -> str:
    """Return the address of the page that was captured; an address that names none, as it is."""
    of = _OF.match(address)
    return of["page"] if of else address


def captured_at(document: Document) -> datetime | None:
    """Return when a capture was made, UTC; None when neither its header nor its address says so."""
    try:
        stated = parsedate_to_datetime(document.headers.get("memento-datetime", ""))
        return stated.astimezone(UTC) if stated.tzinfo else stated.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        pass
    for moment in _MOMENT.findall(document.address):
        try:
            return datetime.strptime(moment, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        except ValueError:
            continue
    return None


def as_published(document: Document) -> Document:
    """Return a capture as its publisher published it; any other document as it is.

    Its address is the page's own, so that relative links lead to the publisher; the archive's
    toolbar is gone, and links that the archive turned to itself lead where they led. Kept are
    the bytes as the archive gave them: this is made anew whenever they are read.
    """
    if not document.capture:
        return document
    body, page = document.body, page_of(document.address)
    if b"<" in body[:1024] and not body.startswith(b"%PDF-"):
        host = re.escape(urlsplit(document.address).netloc.encode())
        body = re.sub(_WRAPPED % host, b"", _without_toolbar(body), flags=re.IGNORECASE)
    return replace(document, body=body, address=page)


def _without_toolbar(body: bytes) -> bytes:
    begin = _TOOLBAR.search(body)
    end = _ITS_END.search(body, begin.end()) if begin else None
    return body[: begin.start()] + body[end.end() :] if begin and end else body
