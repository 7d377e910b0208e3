"""Announcements made up for the tests, in the forms in which publishers put them out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape


@dataclass(frozen=True, slots=True)
class News:
    """One made-up announcement."""

    title: str
    address: str
    published: datetime | None = None
    summary: str = ""


def rss(items: Sequence[News]) -> bytes:
    """RSS 2.0, as government sites serve it."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Press Releases</title>'
        "<link>https://publisher.example/</link>"
        + "".join(
            f"<item><title>{escape(item.title)}</title><link>{escape(item.address)}</link>"
            + (f"<pubDate>{format_datetime(item.published)}</pubDate>" if item.published else "")
            + f"<description>{escape(item.summary)}</description></item>"
            for item in items
        )
        + "</channel></rss>"
    ).encode()


def atom(items: Sequence[News]) -> bytes:
    """Atom 1.0."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>'
        + "".join(
            f'<entry><title type="html">{escape(item.title)}</title><link href="{escape(item.address)}"/>'
            + (f"<published>{item.published.isoformat()}</published>" if item.published else "")
            + f'<summary type="html">{escape(item.summary)}</summary></entry>'
            for item in items
        )
        + "</feed>"
    ).encode()


def sitemap(items: Sequence[News]) -> bytes:
    """A sitemap; items with a title are those of a news sitemap."""
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><urlset {spaces}>'
        + "".join(
            f"<url><loc>{escape(item.address)}</loc>"
            + (f"<lastmod>{item.published.date()}</lastmod>" if item.published else "")
            + (f"<news:news><news:title>{escape(item.title)}</news:title></news:news>" if item.title else "")
            + "</url>"
            for item in items
        )
        + "</urlset>"
    ).encode()


def index(addresses: Sequence[str]) -> bytes:
    """An index of sitemaps."""
    parts = "".join(f"<sitemap><loc>{escape(address)}</loc></sitemap>" for address in addresses)
    return (
        f'<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{parts}</sitemapindex>'.encode()
    )


def register(items: Sequence[News]) -> bytes:
    """An answer of the Federal Register's search."""
    results = [
        {
            "title": item.title,
            "html_url": item.address,
            "publication_date": item.published.date().isoformat() if item.published else None,
            "abstract": item.summary or None,
        }
        for item in items
    ]
    return json.dumps({"count": len(results), "results": results}).encode()
