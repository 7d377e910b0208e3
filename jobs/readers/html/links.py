"""Links on a landing page that lead to documents."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby, pairwise
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from jobs.readers.html.reader import parse
from jobs.readers.text import Moment, days_in, find_period, moment_in
from models.domain import Document, Link, collapse

_LONGEST_LINE = 300
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
    pdfs: dict[str, Link] = {}
    for link, _ in anchors(page, landing.address):
        fits = about.search(_says(link)) or (about.search(titles) and find_period(link.text))
        if fits and (_PDF.search(_path(link)) or _PDF.search(link.text)):
            pdfs.setdefault(link.address, link)
    return list(pdfs.values())


def matching_links(landing: Document, about: re.Pattern[str]) -> list[Link]:
    """Return the links whose file name or text fits a pattern, in the page's order, each address once."""
    matching: dict[str, Link] = {}
    for link, _ in anchors(parse(landing), landing.address):
        if about.search(_says(link)):
            matching.setdefault(link.address, link)
    return list(matching.values())


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
            yield Link(target, collapse(anchor.get_text(" ")), _line_of(anchor)), anchor


def _line_of(anchor: Tag) -> str:
    """Return what its line, item or row says beside a link; nothing of a long one."""
    words, left = [], _LONGEST_LINE
    line = anchor.find_parent(["li", "tr", "dd", "p"])
    for text in line.stripped_strings if line else ():
        words.append(text)
        left -= len(text)
        if left < 0:
            return ""
    return collapse(" ".join(words))


def _path(link: Link) -> str:
    return unquote(urlsplit(link.address).path)


def _says(link: Link) -> str:
    """Return what a link says of its document: the file's name, then the text."""
    return f"{_path(link).rpartition('/')[2]} {link.text}"


def oldest_first(links: Iterable[Link]) -> list[Link]:
    """Return links in the order of the periods that they name, or of the days of their files' names or texts.

    Two files of one day stand in the order of its parts (`am`, `mid`, `pm`). Those that name neither
    come first. Of what says the same the last of a page is the oldest, as pages list the newest on top,
    unless its days go up.
    """
    listed = list(links)
    return sorted(listed if _goes_up(listed) else listed[::-1], key=_named)


def disorder(links: Sequence[Link]) -> str:
    """Return why the newest of a page's links can't be told, in a sentence; empty where it can.

    Days that stand only in texts are people's work, and a year is soon mistyped. They are believed where the
    page's own order agrees: the newest stands at the end at which it lists the newest, be it within its
    year, or on top of all others. Where a file names another day than its text, the order must be the same.

    Args:
        links: In the page's order.
    """
    if len(links) < _FEWEST:
        return ""
    if any(map(_by_text_alone, links)) and not _agrees([_named(link).day for link in links]):
        newest = max(links, key=_named)
        other = "Its page puts another link where it lists the newest"
        return f"{other}, but \u201c{newest.text}\u201d names the latest day: {_UNKNOWN}"
    return _contradicted(links)


_FEWEST = 2
_UNKNOWN = "which of them is current can't be told."
_UNDATED = Moment(date.min)


def _agrees(days: Sequence[date]) -> bool:
    """Whether the newest day stands where a page with such days puts its newest: on top, or at its end."""
    goes_up = _rises(days) > 0
    at_end, newest = days[::-1] if goes_up else days, max(days)
    if at_end[0] == newest:
        return True
    rest = days[1:]
    if days[0] == newest and list(rest) == sorted(rest):  # the current one on top, then all others
        return True
    years = [(year, list(group)) for year, group in groupby(days, key=lambda day: day.year)]
    whole = len({year for year, _ in years}) == len(years) and date.min.year not in dict(years)
    in_order = all(group == sorted(group) for _, group in years)
    return whole and in_order and [year for year, _ in years] == sorted(dict(years), reverse=True)


def _contradicted(links: Sequence[Link]) -> str:
    """Return that one link is the newest by its text, and another by its file, in a sentence."""
    both = [(link, _in_text(link), moment_in(link.address)) for link in links]
    known = [(text, file.day, link.text) for link, text, file in both if text and file]
    if not known:
        return ""
    by_text, by_file = max(known), max(known, key=lambda each: each[1])
    if by_text[0] <= by_file[0] or by_file[1] <= by_text[1]:
        return ""
    said = f"\u201c{by_text[2]}\u201d is the newest by its text, \u201c{by_file[2]}\u201d by its file"
    return f"On its page {said}: {_UNKNOWN}"


def _goes_up(links: Sequence[Link]) -> bool:
    return any(map(_by_text_alone, links)) and _rises([_named(link).day for link in links]) > 0


def _rises(days: Iterable[date]) -> int:
    """Return by how many a page's steps from an older day to a newer one outnumber those back."""
    known = [day for day in days if day > date.min]
    return sum((later > earlier) - (later < earlier) for earlier, later in pairwise(known))


def _named(link: Link) -> Moment:
    period = find_period(f"{link.text} {link.address}")
    if period:
        return Moment(period.last)
    day = _in_text(link)
    return moment_in(link.address) or (Moment(day) if day else _UNDATED)


def _by_text_alone(link: Link) -> bool:
    named = find_period(f"{link.text} {link.address}") or moment_in(link.address)
    return named is None and _in_text(link) is not None


def _in_text(link: Link) -> date | None:
    """Return the last day that a link's text names, else the only one that its line does."""
    own, beside = days_in(link.text), set(days_in(link.line))
    if own:
        return max(own)
    return beside.pop() if len(beside) == 1 else None
