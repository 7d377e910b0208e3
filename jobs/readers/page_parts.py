"""What a page says beside its list that shows that it isn't the whole one: in words, or by a pager.

A page holds other lists too, of news for one, whose pager says nothing of the list's own.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from jobs.readers import html
from jobs.readers.text import says_part, shows_all
from models.domain import CELLS, Document, Reading, collapse

_WORDS = re.compile(
    r"\b(?:of|page|more|others?|truncated|limit(?:ed)?|max(?:imum)?|capped|restricted|cut|continue[sd]?|cont|first"
    r"|top|all|partial|incomplete|abridged|abbreviated|remaining|omitted|hidden|shown|suppressed|left out"
    r"|too many)\b|\d\s*/\s*\d",
    re.IGNORECASE,
)
_MORE_TO_LOAD = re.compile(
    r"\W*(?:load|show|view|see)\s+(?:\d+\s+)?more(?:\s+(?:results?|rows?|entries|records?|items?"
    r"|jurisdictions?|counties|cities|agencies|places|locations))?\W*",
    re.IGNORECASE,
)
_LOAD = re.compile(r"\W*load\b", re.IGNORECASE)
_PAGER = re.compile(r"(?<![a-z])(?:pager|pagination|paginate|paging|page-numbers|pagenav)", re.IGNORECASE)
_ONWARD = re.compile(r"\W*(?:next(?:\s+page)?|older|last(?:\s+page)?)\W*|[\u203a\u00bb>]+", re.IGNORECASE)
_BY_PAGE = frozenset({"page", "p", "pg", "paged", "pageno", "pagenumber", "start", "offset", "skip", "from"})
_POSTED_BACK = re.compile(r"\bPage\$(?:\d|Next|Last)")
"""What the pager of an ASP.NET table asks its server for."""
_LATER_PATH = re.compile(r"/page[/-](?P<page>\d+)/?$", re.IGNORECASE)
_LONGEST, _NEAR = 120, 3
"""Letters of a text beside a table, and how many elements may part its words."""
_CELLS, _UNSEEN = ["td", "th"], ["script", "style", "noscript", "template"]
_APART = ["footer", "aside", "header", *_CELLS, *_UNSEEN]
_WHOLE = frozenset({"html", "body", "main", "[document]"})
_OFF = re.compile(r"disabled|current|active|selected", re.IGNORECASE)
_SLIDES = re.compile(r"swiper|carousel|slide|slick|gallery", re.IGNORECASE)


_OTHER = re.compile(
    r"(?<![a-z])(?:news|related|blog|press|events?|stor(?:y|ies)|articles?|comments?|releases?|updates?"
    r"|see also|resources)(?![a-z])",
    re.IGNORECASE,
)
"""What a part of a page is called, in its heading or its attributes, that is no part of its list."""
_HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
_FEWEST_NAMES = 3


def of_page(document: Document, rows: Reading) -> Iterator[str]:
    """Yield what a page says beside its rows: how many of how many it shows, a pager, more to load."""
    page, beside = html.parse(document), _Beside(rows)
    texts = list(dict.fromkeys(_short_texts(page, beside)))
    if part := says_part(texts, len(rows)):
        yield f"The document shows a part of its list: {part[:_LONGEST]!r}."
    if leads := _next_page(page, beside, document.address):
        yield f"The page has a next page: {leads[:80]!r}."
    elif not shows_all(texts, len(rows)) and (
        leads := _drawn_pager(page, beside) or _more_to_load(page, beside)
    ):
        yield f"The page has more to show: {leads[:80]!r}."


class _Beside:
    """Tells what of a page stands beside its list.

    Args:
        rows: What was read: a part of the page with a table, or with several of their names, holds the list.
    """

    def __init__(self, rows: Reading) -> None:
        kinds = set(rows.kinds)
        self._names = {str(cell) for kind in kinds for cell in rows.column(CELLS[kind][0][0]) if cell}
        self._known: dict[int, bool] = {}

    def has(self, element: Tag) -> bool:
        """Tell whether an element is said of the list, and not of what else the page shows."""
        if _is_apart(element):
            return False
        child = element
        for around in element.parents:
            if self._holds(around):
                return self._is_next_to_rows(child)
            if around.find(_HEADINGS) or _OTHER.search(_names(around)):
                return False
            child = around
        return True

    def _holds(self, element: Tag) -> bool:
        if id(element) not in self._known:
            self._known[id(element)] = element.name == "table" or bool(element.find("table"))
            if not self._known[id(element)]:
                text = element.get_text(" ")
                named = sum(name in text for name in self._names)
                self._known[id(element)] = named >= min(_FEWEST_NAMES, max(len(self._names), 1))
        return self._known[id(element)]

    def _is_next_to_rows(self, element: Tag) -> bool:
        """Tell whether what stands beside the list is under no heading of something else."""
        for before in element.find_previous_siblings(True):
            if self._holds(before):
                return True
            heading = before if before.name in _HEADINGS else before.find(_HEADINGS)
            if heading and _OTHER.search(heading.get_text(" ")):
                after = element.find_next_sibling(lambda each: each.name in _HEADINGS or self._holds(each))
                return bool(after and self._holds(after))
        return True


def _is_apart(element: Tag) -> bool:
    """Tell whether an element is the site's, or a cell among those of a row; one that is alone is none."""
    within = element if element.name in _APART else element.find_parent(_APART)
    if within is None or within.name not in _CELLS:
        return within is not None
    row = within.find_parent("tr")
    return row is None or any(
        cell is not within and cell.get_text(strip=True) for cell in row.find_all(_CELLS, recursive=False)
    )


def _short_texts(page: BeautifulSoup, beside: _Beside) -> Iterator[str]:
    """Yield the short texts of a page that may say how much of a list it shows, over several elements too."""
    for string in page.find_all(string=_WORDS):
        if string.parent is not None and string.find_parent(_UNSEEN) is None:
            texts = []
            for element in list(string.parents)[:_NEAR]:
                text = collapse(element.get_text(" "))
                if len(text) > _LONGEST:
                    break
                texts.append(text)
            if texts and beside.has(string.parent):
                yield from texts


def _next_page(page: BeautifulSoup, beside: _Beside, address: str) -> str:
    """Return the address of a next page of a page, as a link of its pager has it; else nothing."""
    for link in page.find_all(["a", "link"], href=True):
        target = str(link["href"])
        if _POSTED_BACK.search(target):
            return target
        if _is_later_page(target, address) and (link.name == "link" or beside.has(link)):
            is_next = "next" in link.get_attribute_list("rel") or _is_onward(collapse(link.get_text(" ")))
            if is_next or _in_pager(link):
                return target
    return ""


def _drawn_pager(page: BeautifulSoup, beside: _Beside) -> str:
    """Return what leads on in a pager that a script serves: a number above one, or a sign for the next."""
    for element in page.find_all(["a", "button", "li", "span"]):
        text = collapse(element.get_text(" "))
        if _is_onward(text) and _in_pager(element) and not _is_off(element) and beside.has(element):
            return text
    return ""


def _more_to_load(page: BeautifulSoup, beside: _Beside) -> str:
    """Return the words of a button that loads more; `Show more` alone may only unfold a text."""
    for button in page.find_all(["button", "a", "input"]):
        text = collapse(button.get_text(" ") or str(button.get("value") or ""))
        loads = _MORE_TO_LOAD.fullmatch(text) and beside.has(button)
        if loads and (_LOAD.match(text) or len(text.split()) > len(("show", "more"))):
            return text
    return ""


def _is_onward(text: str) -> bool:
    """Tell whether a pager's text leads on: a number above one, or a word or sign for the next page."""
    return (text.isdecimal() and text.isascii() and int(text) > 1) or bool(_ONWARD.fullmatch(text))


def _in_pager(element: Tag) -> bool:
    """Tell whether an element stands in what is marked as the pager of a page."""
    around = [each for each in (element, *element.parents) if each.name not in _WHOLE]
    names = " ".join(map(_names, around))
    return bool(_PAGER.search(names)) and not _SLIDES.search(names)


def _names(element: Tag) -> str:
    """Return what an element is called in its attributes."""
    classes = map(str, element.get_attribute_list("class"))
    return " ".join([*classes, *(str(element.get(name) or "") for name in ("id", "aria-label", "role"))])


def _is_off(element: Tag) -> bool:
    """Tell whether a part of a pager leads nowhere: the page that is shown, or no next one."""
    around = [element, *list(element.parents)[:2]]
    marked = any(each.has_attr("disabled") or each.has_attr("aria-current") for each in around)
    return marked or any(_OFF.search(_names(each)) for each in around)


def _is_later_page(target: str, address: str) -> bool:
    """Tell whether an address is that of a page itself, but for the number of a later page."""
    try:
        here, there = urlsplit(address), urlsplit(urljoin(address, target.strip()))
    except ValueError:
        return False
    later = _LATER_PATH.search(there.path)
    if later and int(later["page"]) > 1 and there.path[: later.start()].rstrip("/") == here.path.rstrip("/"):
        return True
    asked = {name.lower(): value for name, value in parse_qsl(there.query)}
    numbers = [_number(asked[name]) for name in _BY_PAGE & asked.keys()]
    before = {name.lower(): value for name, value in parse_qsl(here.query)}
    now = [_number(before.get(name)) for name in _BY_PAGE & asked.keys()]
    return there.path == here.path and any(new > old for new, old in zip(numbers, now, strict=True))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and text.isascii() else 0
