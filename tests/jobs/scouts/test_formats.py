"""What scouts read of feeds, sitemaps and searches, broken and hostile ones included."""

import gzip
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from jobs.scouts.formats import LARGEST, read_announcements, read_feed, read_sitemap
from jobs.scouts.items import hits, without_tracking
from models.domain import Document
from models.errors import UnreadableDocument
from tests.support.documents import feeds
from tests.support.documents.feeds import News

ADDRESS = "https://publisher.example/news/feed"
DAY = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
ITEM = News("ICE & DOJ publish a list", "https://publisher.example/news/a-new-list", DAY, "Two <b>lists</b>.")


def document(body: bytes, **headers: str) -> Document:
    """Bytes as if they had just been fetched."""
    return Document(
        body, ADDRESS, DAY, headers={name.replace("_", "-"): said for name, said in headers.items()}
    )


@pytest.mark.parametrize("made", [feeds.rss, feeds.atom, feeds.sitemap, feeds.register])
def test_each_form_is_told_by_its_content(made: Callable[[Sequence[News]], bytes]) -> None:
    """Title, link and date are the same in each."""
    given = document(made([ITEM]))
    (found,) = read_announcements(given, None).items
    assert (found.title, found.address) == (ITEM.title, ITEM.address)
    assert found.published
    assert found.published.date() == date(2026, 11, 24)


@pytest.mark.parametrize("made", [feeds.rss, feeds.atom])
def test_summaries_are_read_as_text(made: Callable[[Sequence[News]], bytes]) -> None:
    """Markup of a summary hides no word and adds none."""
    (found,) = read_feed(document(made([ITEM]))).items
    assert "Two lists ." in found.texts or "Two lists." in found.texts
    assert "a new list" in found.texts


def test_a_link_without_a_host_leads_to_the_feed_s_own() -> None:
    """Some feeds link as their pages do."""
    (found,) = read_feed(document(feeds.rss([News("A", "/news/a?utm_source=rss&id=7#top")]))).items
    assert found.address == "https://publisher.example/news/a?id=7"


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        ("https://A.example/x?utm_campaign=1&fbclid=2", "https://a.example/x"),
        ("https://a.example/x?q=a%20b&utm_medium=rss", "https://a.example/x?q=a+b"),
        ("https://a.example/x?q=a%20b", "https://a.example/x?q=a%20b"),
        ("https://a.example", "https://a.example/"),
        ("javascript:alert(1)", ""),
        ("http://[broken", ""),
        ("tag:example,2026:1", ""),
    ],
)
def test_addresses_lose_only_what_tracks_readers(address: str, wanted: str) -> None:
    """The same announcement behind two campaigns is one lead; what is no web address is none."""
    assert without_tracking(address) == wanted


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "mailto:press@publisher.example"])
@pytest.mark.parametrize("made", [feeds.rss, feeds.atom, feeds.register])
def test_an_entry_without_an_address_stands_in_what_announces_it(
    made: Callable[[Sequence[News]], bytes], link: str
) -> None:
    """It says that it has none; two of them are two, and the same at the next look is the same."""
    given = document(made([News("A list", link, DAY), News("Another", link, DAY, "x")]))
    first, second = read_announcements(given, None).items
    assert (first.linked, first.title, first.published is None) == (False, "A list", False)
    assert first.address.startswith(f"{ADDRESS}#")
    assert first.address != second.address
    assert read_announcements(given, None).items == (first, second)
    assert "feed" not in first.texts


def test_an_entry_is_where_any_of_its_links_leads() -> None:
    """A file that is only attached, and an id that is an address, are where it stands."""
    attached = b'<enclosure url="https://publisher.example/list.pdf" type="application/pdf"/>'
    guid = b'<guid isPermaLink="false">https://publisher.example/pr/7</guid>'
    for more, where in ((attached, "/list.pdf"), (guid, "/pr/7")):
        body = feeds.rss([News("A list", "")]).replace(b"<link></link><desc", more + b"<desc")
        (found,) = read_feed(document(body)).items
        assert (found.address, found.linked) == (f"https://publisher.example{where}", True)


@pytest.mark.parametrize(
    "said",
    [
        "<content:encoded><![CDATA[<p>Who declined a <b>detainer</b>.</p>]]></content:encoded>",
        f"<content:encoded><![CDATA[<p>{'Word ' * 9000}</p><p>A detainer.</p>]]></content:encoded>",
        "<category>Detainer</category>",
        "<category>News</category><category domain='x'>Detainers</category>",
        "<dc:subject>detainer policy</dc:subject>",
    ],
)
def test_the_whole_text_and_the_categories_are_searched(said: str) -> None:
    """A short summary says little; the word is where the publisher put it."""
    spaces = (
        'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    )
    body = feeds.rss(
        [News("Ordinary", ITEM.address, DAY, "A teaser."), News("Other", f"{ITEM.address}/2", DAY)]
    )
    body = body.replace(b"<rss", f"<rss {spaces}".encode()).replace(b"</item>", said.encode() + b"</item>", 1)
    found, other = read_feed(document(body)).items
    assert hits(found.texts, ["detainer"]) == ("detainer",)
    assert hits(other.texts, ["detainer"]) == ()


def test_an_atom_entry_is_searched_like_any_other() -> None:
    """Its content and the label of its category."""
    said = (
        b'<category term="c7" label="Detainers"/><content type="html">&lt;p&gt;Sanctuary.&lt;/p&gt;</content>'
    )
    entry = said + b"</entry>"
    (found,) = read_feed(document(feeds.atom([ITEM]).replace(b"</entry>", entry))).items
    assert hits(found.texts, ["detainer", "sanctuary"]) == ("detainer", "sanctuary")


def test_a_packed_sitemap_is_unpacked() -> None:
    """Many sites serve sitemap.xml.gz."""
    given = document(gzip.compress(feeds.sitemap([ITEM])))
    assert len(read_announcements(given, None).items) == 1


def test_a_page_without_a_title_is_called_by_its_address() -> None:
    """A sitemap mostly gives nothing else."""
    page = News("", "https://publisher.example/ag/us-sanctuary-jurisdiction_list.html")
    (found,) = read_sitemap(document(feeds.sitemap([page]))).items
    assert found.title == "us sanctuary jurisdiction list"


def test_an_index_names_further_sitemaps_of_its_own_host() -> None:
    """Those of another host are left alone (https://www.sitemaps.org/protocol.html#location)."""
    body = feeds.index(["https://publisher.example/s1.xml", "/s2.xml", "https://elsewhere.example/s.xml"])
    assert set(read_sitemap(document(body)).further) == {
        "https://publisher.example/s1.xml",
        "https://publisher.example/s2.xml",
    }


def test_a_sitemap_that_unpacks_without_end_is_refused() -> None:
    """A few kilobytes may hold gigabytes."""
    with pytest.raises(UnreadableDocument, match="unpacks to more"):
        read_sitemap(document(gzip.compress(b" " * (LARGEST + 2))))


def test_entities_are_never_resolved(tmp_path: Path) -> None:
    """Neither a file of this computer nor a billion laughs comes in by a feed or a sitemap."""
    secret = tmp_path / "secret"
    secret.write_text("detainer-secret", encoding="utf-8")
    doctype = f'<!DOCTYPE x [<!ENTITY f SYSTEM "{secret.as_uri()}">]>'.encode()
    for made in (feeds.rss, feeds.sitemap):
        body = made([News("TITLE", "https://publisher.example/a")]).replace(b"TITLE", b"&f;")
        start = body.index(b"?>") + 2
        given = document(body[:start] + doctype + body[start:])
        (found,) = read_announcements(given, None).items
        assert "secret" not in found.title


@pytest.mark.parametrize("body", [b"<html><body>Welcome</body></html>", b"", b"\0\1\2", b"detainer"])
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    """A page in place of a feed is a failure of the scout, and no silence."""
    with pytest.raises(UnreadableDocument, match="neither RSS nor Atom"):
        read_feed(document(body))


@pytest.mark.parametrize("body", [b'{"errors": []}', b"[1]", b"{", b"[" * 100_000])
def test_what_is_no_search_is_said_to_be_none(body: bytes) -> None:
    """A changed interface must not read as no hits."""
    with pytest.raises(UnreadableDocument):
        read_announcements(document(body), None)


def test_bytes_that_are_a_file_s_name_open_no_file(tmp_path: Path) -> None:
    """Without care, feedparser would open what looks like one."""
    path = tmp_path / "feed.xml"
    path.write_bytes(feeds.rss([ITEM]))
    with pytest.raises(UnreadableDocument):
        read_feed(document(str(path).encode()))


def test_a_feed_in_another_encoding_is_read_by_its_header() -> None:
    """The answer's own charset counts where the document names none."""
    body = feeds.rss([News("Cañon City", ITEM.address)]).decode().replace(' encoding="utf-8"', "")
    told = "application/rss+xml; charset=iso-8859-1"
    (found,) = read_feed(document(body.encode("latin-1"), content_type=told)).items
    assert found.title == "Cañon City"
