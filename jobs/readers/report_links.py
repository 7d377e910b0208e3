"""Links on a landing page that lead to documents."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from jobs.readers.file_dates import Moment, moment_in
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
    titles = " ".join(tag.get_text(" ") for tag in page.find_all(["title", "h1"]))
    found: dict[str, Link] = {}
    for link, _ in anchors(page, landing.address):
        fits = about.search(_says(link)) or (about.search(titles) and find_period(link.text))
        if fits and (_PDF.search(_path(link)) or _PDF.search(link.text)):
            found.setdefault(link.address, link)
    return list(found.values())


def matching_links(landing: Document, about: re.Pattern[str]) -> list[Link]:
    """Return the links whose file name or text fits a pattern, in the page's order, each address once."""
    found: dict[str, Link] = {}
    for link, _ in anchors(parse(landing), landing.address):
        if about.search(_says(link)):
            found.setdefault(link.address, link)
    return list(found.values())


def anchors(page: BeautifulSoup, address: str) -> Iterator[tuple[Link, Tag]]:
    """Yield the links of a page to web addresses, without fragments, each with its element.

    Args:
        page: As parsed.
        address: Its own; the base that it names goes before.
    """
    base = page.find("base", href=True)
    root = urljoin(address, str(base["href"])) if isinstance(base, Tag) else address
    for anchor in page.find_all("a", href=True):
        try:
            target = urldefrag(urljoin(root, str(anchor["href"]).strip())).url
            scheme = urlsplit(target).scheme
        except ValueError:
            continue
        if scheme in ("http", "https"):
            yield Link(target, collapse(anchor.get_text(" "))), anchor


def _path(link: Link) -> str:
    return unquote(urlsplit(link.address).path)


def _says(link: Link) -> str:
    """Return what a link says of its document: the file's name, then the text."""
    return f"{_path(link).rpartition('/')[2]} {link.text}"


def oldest_first(links: Iterable[Link]) -> list[Link]:
    """Return links in the order of the periods that they name, or of the days in their files' names.

    Two files of one day stand in the order of its parts (`am`, `mid`, `pm`). Those that name neither
    come first, the last of them foremost: pages list the newest on top.
    """
    found = list(links)
    found.reverse()
    found.sort(key=_named)
    return found


def _named(link: Link) -> Moment:
    period = find_period(f"{link.text} {link.address}")
    return Moment(period.last) if period else moment_in(link.address) or Moment(date.min)
