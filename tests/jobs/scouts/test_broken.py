"""Announcements broken by seeded mutation: read as far as they go, or refused with a sentence."""

import gzip
import random
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from jobs.scouts.formats import read_announcements
from jobs.scouts.items import Item, hits
from models.domain import Document
from models.errors import UnreadableDocument
from tests.support.documents import feeds
from tests.support.documents.feeds import News

DAY = datetime(2026, 11, 24, tzinfo=UTC)
ITEMS = [
    News(f"ICE & DOJ, detainers {number}", f"https://p.example/{number}?a=1&b=2", DAY, "<b>A</b> &amp; x?y&z")
    for number in range(10)
]
WHOLE = {
    "rss": feeds.rss(ITEMS),
    "atom": feeds.atom(ITEMS),
    "sitemap": feeds.sitemap(ITEMS),
    "packed": gzip.compress(feeds.sitemap(ITEMS)),
    "register": feeds.register(ITEMS),
}
SIGNS = (b"<", b">", b"&", b"<![CDATA[", b"<!DOCTYPE x [", b"&lol;", b"null", b"[[[[", b"\0", b"http://[")
CHARSETS = ("application/xml", "text/html; charset=nonsense", "text/xml; charset=utf-16", "")


def broken(whole: bytes, dice: random.Random) -> bytes:
    """The bytes with a few cuts, insertions and changes."""
    body = bytearray(whole)
    for _ in range(dice.randint(1, 6)):
        place = dice.randrange(len(body) + 1)
        match dice.randrange(4):
            case 0:
                body[place : place + 1] = dice.randbytes(1)
            case 1:
                del body[place : place + dice.randint(1, 200)]
            case 2:
                body[place:place] = dice.choice(SIGNS)
            case _:
                del body[place:]
    return bytes(body)


def read(document: Document) -> tuple[Item, ...]:
    """What is read of a document; nothing when it is refused with a sentence."""
    with suppress(UnreadableDocument):
        return read_announcements(document, None).items
    return ()


@pytest.mark.parametrize("name", WHOLE)
def test_a_broken_document_is_read_or_refused(name: str) -> None:
    """A hundred of each form: no other error ever, and what is read has an address and a title."""
    dice = random.Random(name)  # noqa: S311 - the same documents at every run
    for _ in range(100):
        headers = {"content-type": dice.choice(CHARSETS)}
        document = Document(broken(WHOLE[name], dice), "https://p.example/feed", DAY, headers=headers)
        for each in read(document):
            assert each.address.startswith("http")
            assert each.title
            hits(each.texts, ["detainer"])
