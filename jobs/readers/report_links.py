"""Links on a landing page that lead to documents."""

import re
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import Tag

from jobs.readers.html import parse
from models.listings import collapse
from models.values import Document, Link

_PDF = re.compile(r"\.pdf$|\bpdf\b", re.IGNORECASE)


def pdf_links(landing: Document, about: re.Pattern[str]) -> list[Link]:
    """Return the links to PDFs of a kind, in the page's order, each address once.

    A link counts by what its address or its text says, wherever it stands and however many
    there are; relative addresses are read from the page's own, or the base that it names.

    Args:
        landing: The page.
        about: What a document's file name or its link's text must say.
    """
    page = parse(landing)
    base = page.find("base", href=True)
    root = urljoin(landing.address, str(base["href"])) if isinstance(base, Tag) else landing.address
    found: dict[str, Link] = {}
    for anchor in page.find_all("a", href=True):
        try:
            address = urldefrag(urljoin(root, str(anchor["href"]).strip())).url
        except ValueError:
            continue
        text = collapse(anchor.get_text(" "))
        parts = urlsplit(address)
        name = unquote(parts.path)
        fits = about.search(f"{name.rpartition('/')[2]} {text}")
        if parts.scheme in ("http", "https") and fits and (_PDF.search(name) or _PDF.search(text)):
            found.setdefault(address, Link(address, text))
    return list(found.values())
