"""Links on a landing page that lead to documents."""

import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import Tag

from jobs.readers.html import parse
from jobs.readers.printed_dates import find_period
from models.listings import collapse
from models.values import Document, Link

_PDF = re.compile(r"\.pdf$|\bpdf\b", re.IGNORECASE)


def pdf_links(landing: Document, about: re.Pattern[str]) -> list[Link]:
    """Return the links to PDFs of a kind, in the page's order, each address once.

    A link counts by what its address or its text says, wherever it stands and however many
    there are; on a page about such documents, a period is enough. Relative addresses are read
    from the page's own, or the base that it names.

    Args:
        landing: The page.
        about: What a document's file name or its link's text must say.
    """
    page = parse(landing)
    base = page.find("base", href=True)
    root = urljoin(landing.address, str(base["href"])) if isinstance(base, Tag) else landing.address
    titles = " ".join(tag.get_text(" ") for tag in page.find_all(["title", "h1"]))
    found: dict[str, Link] = {}
    for anchor in page.find_all("a", href=True):
        try:
            address = urldefrag(urljoin(root, str(anchor["href"]).strip())).url
        except ValueError:
            continue
        text = collapse(anchor.get_text(" "))
        parts = urlsplit(address)
        name = unquote(parts.path)
        fits = about.search(f"{name.rpartition('/')[2]} {text}") or (
            about.search(titles) and find_period(text)
        )
        if parts.scheme in ("http", "https") and fits and (_PDF.search(name) or _PDF.search(text)):
            found.setdefault(address, Link(address, text))
    return list(found.values())


def oldest_first(links: Iterable[Link]) -> list[Link]:
    """Return links in the order of the periods that they name.

    Those that name none come first, the last of them foremost: pages list the newest on top.
    """
    found = [(find_period(f"{link.text} {link.address}"), link) for link in links]
    found.reverse()
    found.sort(key=lambda each: each[0].last if each[0] else date.min)
    return [link for _, link in found]
