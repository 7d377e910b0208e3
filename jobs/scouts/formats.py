"""What scouts look at, read by the form that it has: a feed, a sitemap, or a search of the Federal Register.

Feeds (RSS, Atom) are read by feedparser, from bytes that we fetched, never by its own fetching. Sitemaps and
indexes of sitemaps: https://www.sitemaps.org/protocol.html; news sitemaps also give titles:
https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap. A search is the JSON of
https://www.federalregister.gov/developers/documentation/api/v1, `documents.json`: `results` with `title`,
`html_url`, `publication_date` (a day) and `abstract`.
"""

import hashlib
import io
import json
import re
import zlib
from calendar import timegm
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import feedparser
from bs4 import BeautifulSoup
from lxml import etree

from jobs.readers import effective_status
from jobs.scouts.items import (
    LONGEST,
    LONGEST_BODY,
    MOST,
    NEVER,
    Item,
    Sighting,
    moment,
    once,
    without_tracking,
    words_of,
)
from models.config import ScoutForm
from models.domain import Document, collapse
from models.errors import UnreadableDocument

LARGEST = 50 << 20
"""Bytes of a sitemap, unpacked: the protocol's own limit."""
GZIP = b"\x1f\x8b"
_DATES = ("publication_date", "lastmod")
_REGISTER = ("html_url", "pdf_url", "document_number", "title", "publication_date", "abstract")
NAMELESS = "An announcement without a title"

_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
_START = 8192


def read_announcements(document: Document, form: ScoutForm | None) -> Sighting:
    """Read what a scout looks at, in the process that reads documents.

    Args:
        document: As received.
        form: What it should be; None where its first bytes tell.

    Raises:
        Gone: A page that says that there is no such page.
        Blocked: A wall for programs, a login form, a page of maintenance.
        UnreadableDocument: It can't be read as what it should be.
    """
    effective_status(document)
    return _READERS[form or form_of(document)](document)


def item(address: str, title: str, published: datetime | None, *texts: str) -> Item | None:
    """Return an item; None when it has no web address.

    Args:
        address: As linked.
        title: Text or HTML; may be empty.
        published: UTC.
        texts: What else it says, text or HTML.
    """
    where = without_tracking(address.strip())
    if not where:
        return None
    words = words_of(where)
    named = plain(title)
    return Item(where, named or words or where, published, (named, *map(_body, texts), words))


def unlinked(where: str, identity: str, title: str, published: datetime | None, *texts: str) -> Item:
    """Return an item that has no web address of its own: it stands where it was read.

    Args:
        where: The address of what announces it.
        identity: What tells it from others there; empty when nothing but title and date does.
        title: Text or HTML; may be empty.
        published: UTC.
        texts: What else it says, text or HTML.
    """
    named = plain(title)
    told = identity or f"{named} {published}"
    mark = hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]
    said = (named, *map(_body, texts))
    return Item(f"{urldefrag(where).url}#{mark}", named or NAMELESS, published, said, linked=False)


def plain(text: str, most: int = LONGEST) -> str:
    """Return HTML as the text that a person reads, on one line."""
    cut = text[: most * 4]
    read = BeautifulSoup(f"<p>{cut}</p>", "lxml").get_text(" ") if "<" in cut or "&" in cut else cut
    return collapse(read)[:most]


def _body(text: str) -> str:
    return plain(text, LONGEST_BODY)


def read_federal_register(document: Document) -> Sighting:
    """Read one page of a search.

    Raises:
        UnreadableDocument: It is no JSON, or no answer of this search.
    """
    try:
        answer = json.loads(document.body)
    except (ValueError, RecursionError) as error:
        raise UnreadableDocument(f"{document.address} is no JSON.", "Look at the address.") from error
    if not isinstance(answer, dict) or not ("results" in answer or answer.get("count") == 0):
        raise UnreadableDocument(f"{document.address} has no results in its JSON.", "Look at the address.")
    results = answer.get("results") or ()
    found = (each for each in results[:MOST] if isinstance(each, dict))
    return Sighting(once(_register_item(each, document.address) for each in found))


def _register_item(result: dict[str, Any], search: str) -> Item:
    address, pdf, number, title, day, abstract = (str(result.get(name) or "") for name in _REGISTER)
    said = title, moment(day), abstract
    return item(address, *said) or item(pdf, *said) or unlinked(search, number, *said)


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
    return Sighting(once(_feed_item(each, document.address) for each in parsed.entries[:MOST]))


def _headers(document: Document) -> dict[str, str]:
    """Return what feedparser needs of the answer's headers: where it was, and its encoding, if told."""
    charset = document.headers.get("content-type", "").partition("charset=")[2].strip(" \"'")
    encoding = {"content-type": f"application/xml; charset={charset}"} if charset else {}
    return {"content-location": document.address, **encoding}


def _feed_item(entry: Mapping[str, Any], feed: str) -> Item:
    """Return what an entry announces, by the first of its links that leads somewhere; else as without one."""
    identity = str(entry.get("id") or "")
    links = [entry.get("link"), identity, *(each.get("href") for each in entry.get("links", ()))]
    dates = [entry[name] for name in ("published_parsed", "updated_parsed") if name in entry]
    when = _moment(next(filter(None, dates), None))
    title, texts = str(entry.get("title", "")), tuple(_texts(entry))
    found = (item(str(link), title, when, *texts) for link in links if link)
    own = without_tracking(feed)  # where an empty link leads, as relative ones are read
    leading = (each for each in found if each and each.address != own)
    return next(leading, None) or unlinked(feed, identity, title, when, *texts)


def _texts(entry: Mapping[str, Any]) -> Iterator[str]:
    """Yield the summary of an entry, its whole text, and each of its categories."""
    yield str(entry.get("summary", ""))
    yield from (str(each.get("value", "")) for each in entry.get("content", ()))
    for tag in entry.get("tags", ()):
        yield from (str(tag[name]) for name in ("term", "label") if tag.get(name))


def _moment(parsed: Any) -> datetime | None:
    """Return what feedparser makes of a date, a struct_time in UTC."""
    try:
        return datetime.fromtimestamp(timegm(parsed), UTC) if parsed else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def read_sitemap(document: Document) -> Sighting:
    """Read a sitemap, packed or not.

    Returns:
        Its pages; of an index the sitemaps of the same host, those that changed last first.

    Raises:
        UnreadableDocument: It is no sitemap, broken, or larger than a sitemap may be.
    """
    try:
        entries = list(_entries(unpacked(document)))
    except (etree.XMLSyntaxError, zlib.error) as error:
        raise UnreadableDocument(f"{document.address} is no sitemap ({error}).", "Look at it.") from error
    further = [(each.get("lastmod", ""), each["loc"]) for tag, each in entries if tag == "sitemap"]
    further.sort(key=lambda each: moment(each[0]) or NEVER, reverse=True)
    own = urlsplit(document.address).netloc
    inner = [urljoin(document.address, where) for _, where in further]
    return Sighting(
        once(_sitemap_item(each, document.address) for tag, each in entries if tag == "url"),
        tuple(dict.fromkeys(where for where in inner if urlsplit(where).netloc == own)),
    )


def unpacked(document: Document) -> bytes:
    """Return a document's bytes, unpacked if they are gzip's.

    Raises:
        UnreadableDocument: They unpack to more than a sitemap may hold.
    """
    if not document.body.startswith(GZIP):
        return document.body
    body = zlib.decompressobj(wbits=31).decompress(document.body, LARGEST + 1)
    if len(body) > LARGEST:
        raise UnreadableDocument(f"{document.address} unpacks to more than {LARGEST:,} bytes.", "")
    return body


def _entries(body: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the name of each entry (`url`, `sitemap`) with what it says; entities are never resolved."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    root = etree.fromstring(body, parser)
    for number, entry in enumerate(root):
        if number >= MOST:
            return
        fields = {
            etree.QName(part).localname: (part.text or "").strip()
            for part in entry.iter(etree.Element)
            if part is not entry
        }
        if fields.get("loc"):
            yield etree.QName(entry).localname, fields


def _sitemap_item(fields: dict[str, str], base: str) -> Item | None:
    when = next((moment(fields[name]) for name in _DATES if fields.get(name)), None)
    return item(urljoin(base, fields["loc"]), fields.get("title", ""), when)


_READERS: dict[ScoutForm, Callable[[Document], Sighting]] = {
    ScoutForm.FEED: read_feed,
    ScoutForm.SITEMAP: read_sitemap,
    ScoutForm.FEDERAL_REGISTER: read_federal_register,
}


def form_of(document: Document) -> ScoutForm:
    """Return the form that a document's first bytes tell."""
    start = document.body[:_START].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith((b"{", b"[")):
        return ScoutForm.FEDERAL_REGISTER
    if start.startswith(GZIP) or _SITEMAP.search(start):
        return ScoutForm.SITEMAP
    return ScoutForm.FEED
