"""Sitemaps and indexes of sitemaps: https://www.sitemaps.org/protocol.html.

News sitemaps also give titles: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap.
"""

import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from urllib.parse import urljoin, urlsplit

from lxml import etree

from jobs.scouts.items import MOST, Item, Sighting, item, moment, once
from models.errors import UnreadableDocument
from models.values import Document

LARGEST = 50 << 20
"""Bytes of a sitemap, unpacked: the protocol's own limit."""
GZIP = b"\x1f\x8b"
_NEVER = datetime.min.replace(tzinfo=UTC)
_DATES = ("publication_date", "lastmod")


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
    further.sort(key=lambda each: moment(each[0]) or _NEVER, reverse=True)
    own = urlsplit(document.address).netloc
    inner = [urljoin(document.address, where) for _, where in further]
    return Sighting(
        once(_item(each, document.address) for tag, each in entries if tag == "url"),
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
        said = {
            etree.QName(part).localname: (part.text or "").strip()
            for part in entry.iter(etree.Element)
            if part is not entry
        }
        if said.get("loc"):
            yield etree.QName(entry).localname, said


def _item(said: dict[str, str], base: str) -> Item | None:
    when = next((moment(said[name]) for name in _DATES if said.get(name)), None)
    return item(urljoin(base, said["loc"]), said.get("title", ""), when)
