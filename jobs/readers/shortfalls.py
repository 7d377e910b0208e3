"""What a document says of itself that shows that it isn't the whole list, whichever reader reads it.

A page or a service that begins to hand out its list in parts answers as before, with fewer rows: each of the
others would read as gone. The next pages are not fetched; a person sees why, and looks.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from jobs.readers import html
from jobs.readers.sandbox import is_page
from models.domain import Document, Reading, collapse

_JSON = (b"{", b"[")


def shortfalls(document: Document, rows: Reading) -> Iterator[str]:
    """Yield what shows that a document holds a part of its list only.

    Args:
        document: As received, with its headers.
        rows: What was read from it. A page that shows ten rows of twenty at a time may hold them all.
    """
    yield from _by_headers(document.headers, len(rows))
    if is_page(document):
        if len(document.body) <= html.LARGEST_PAGE:
            yield from _of_page(document, len(rows))
    elif document.body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_JSON):
        yield from _of_json(html.decode(document), len(rows))


_NEXT_PAGE = re.compile(r";\s*rel\s*=\s*\"?[^\";,]*\bnext\b", re.IGNORECASE)
_RANGE = re.compile(r"\w+ (?P<first>\d+)-(?P<last>\d+)/(?P<total>\d+)")


def _by_headers(headers: Mapping[str, str], rows: int) -> Iterator[str]:
    """Yield what the answer's headers say (RFC 8288, Web Linking; RFC 9110, 14.4, Content-Range)."""
    if _NEXT_PAGE.search(headers.get("link", "")):
        yield "The server says that the list goes on: its answer names a next page."
    part = _RANGE.fullmatch(headers.get("content-range", "").strip())
    if part and int(part["last"]) - int(part["first"]) + 1 < int(part["total"]):
        yield f"The server says that this is a part of the list: {part[0]!r}."
    total = headers.get("x-total-count", "").strip()
    if total.isdecimal() and int(total) > rows:
        yield f"The server says that the list has {int(total):,} rows; {rows:,} were read."


_MORE = frozenset(
    {"exceededtransferlimit", "hasmore", "hasnext", "hasnextpage", "morerecords", "moreresults", "more"}
    | {"moredata", "ismore", "istruncated", "truncated", "limitexceeded", "limitreached", "incomplete"}
    | {"incompleteresults", "partial"}
)
_NEXT = frozenset(
    {"next", "nextpage", "nextpagetoken", "nexttoken", "nextlink", "nexturl", "nexturi", "nextcursor"}
    | {"nexthref", "nextoffset", "nextpageurl", "nextrecordsurl", "continuationtoken", "continuation"}
    | {"odatanextlink"}
)
_LAST = frozenset({"islast", "islastpage", "last", "lastpage", "complete", "iscomplete", "endoflist"})
_TOTALS = frozenset(
    {"total", "totalcount", "totalrecords", "totalresults", "totalrows", "totalitems", "totalelements"}
    | {"totalhits", "totalsize", "numfound", "numberofrecords", "recordstotal", "recordcount", "count"}
    | {"numbermatched", "odatacount", "resultcount", "totalmatched", "totalentries"}
)
_PAGES = frozenset({"totalpages", "pages", "pagecount", "numpages", "lastpage"})
_OF_THE_PAGE = frozenset({"count", "recordcount", "resultcount"})
"""Totals that may be those of one page; where another is no more than the rows, a link to a next page that
would be empty says nothing (CKAN gives one with every answer)."""
_NO = frozenset({"", "false", "0", "no", "null", "none"})
_YES = frozenset({"true", "yes", "1"})


def _of_json(text: str, rows: int) -> Iterator[str]:
    """Yield what the members beside an array say: flags, next pages, totals above its length.

    Objects within arrays are rows, and say nothing of the whole.
    """
    try:
        root = json.loads(text, parse_float=str, parse_constant=str)
    except (RecursionError, ValueError):
        return  # said by whoever reads its rows
    members = [(re.sub(r"[^a-z]", "", name.lower()), name, value) for name, value in _members(root)]
    longest = max((value for *_, value in members if isinstance(value, list)), key=len, default=[])
    totals = [_number(value) for plain, _, value in members if plain in _TOTALS - _OF_THE_PAGE]
    is_whole = any(0 < total <= max(rows, len(longest)) for total in totals)
    for plain, name, value in members:
        said = f"{name} is {json.dumps(value)[:80]}"
        if plain in _MORE and str(value).lower() in _YES:
            yield f"The document says that it is not the whole list: {said}."
        elif plain in _NEXT and _is_said(value) and not is_whole:
            yield f"The document says that the list goes on: {said}."
        elif plain in _LAST and value is False:
            yield f"The document says that it is not the last page: {said}."
        elif plain in _PAGES and _number(value) > 1:
            yield f"The document says that it is one of several pages: {said}."
        elif plain in _TOTALS and _number(value) > max(rows, len(longest)) and not _is_sum(value, longest):
            yield f"The document says that the list has more rows than it holds: {said}."


def _members(value: Any) -> Iterator[tuple[str, Any]]:
    """Yield the members of an object, and of the objects within it, with their names."""
    if isinstance(value, dict):
        for name, member in value.items():
            yield str(name), member
            yield from _members(member)


def _is_said(value: Any) -> bool:
    return not isinstance(value, list) and value not in (None, {}) and str(value).lower() not in _NO


def _number(value: Any) -> int:
    text = "" if isinstance(value, bool) else str(value).replace(",", "").strip()
    return int(text) if text.isdecimal() and text.isascii() else 0


def _is_sum(total: Any, rows: list[Any]) -> bool:
    """Tell whether a total is that of what the rows count, and not of the rows."""
    flat = [dict(_members(row)) for row in rows if isinstance(row, dict)]
    names = dict.fromkeys(name for row in flat for name in row)
    return any(sum(_number(row.get(name)) for row in flat) == _number(total) for name in names)


_NUMBER = r"\d[\d,]*"
_OF = rf"\s+(?:out\s+)?of\s+(?:about\s+)?(?P<total>{_NUMBER})(?:\s+\w+){{0,3}}(?:\s*\(.*\))?\W*"
_SHOWING = r"(?:now\s+)?(?:showing|displaying|viewing)"
_PARTS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\W*(?:(?:{_SHOWING}|\w+)\W+)?(?:\w+\s+)?(?P<first>{_NUMBER})\s*(?:[-\u2010-\u2014]|to|through|thru)\s*"
        rf"(?P<last>{_NUMBER}){_OF}",
        rf"\W*{_SHOWING}\s+(?:\w+\s+)?(?P<shown>{_NUMBER})(?:\s+\w+)?{_OF}",
    )
)
"""`Showing 1 to 16 of 20 entries`, `1-25 of 312`, `Results 1 - 20 of about 57`; `Showing 16 of 20`."""
_PAGE = re.compile(r"\W*(?:\w+\W+){0,3}page\s+\d+\s*(?:of|/)\s*(?P<pages>\d+)\W*", re.IGNORECASE)
_WORDS = re.compile(r"\b(?:of|page)\b", re.IGNORECASE)
_MORE_TO_LOAD = re.compile(
    r"\W*(?:load|show|view|see)\s+(?:\d+\s+)?more(?:\s+(?:results?|rows?|entries|records?|items?"
    r"|jurisdictions?|counties|cities|agencies|places|locations))?\W*",
    re.IGNORECASE,
)
_LOAD = re.compile(r"\W*load\b", re.IGNORECASE)
_PAGER = re.compile(r"(?<![a-z])(?:pager|pagination|paginate|paging|page-numbers|pagenav)", re.IGNORECASE)
_ONWARD = re.compile(r"\W*(?:next(?:\s+page)?|older|last(?:\s+page)?)\W*|[\u203a\u00bb>]+", re.IGNORECASE)
_BY_PAGE = frozenset({"page", "p", "pg", "paged", "pageno", "pagenumber", "start", "offset", "skip", "from"})
_LATER_PATH = re.compile(r"/page[/-](?P<page>\d+)/?$", re.IGNORECASE)
_LONGEST, _NEAR = 120, 3
"""Letters of a text beside a table, and how many elements may part its words."""
_APART = ["footer", "aside", "header", "td", "th", "script", "style", "noscript", "template"]
_WHOLE = frozenset({"html", "body", "main", "[document]"})
_OFF = re.compile(r"disabled|current|active|selected", re.IGNORECASE)
_SLIDES = re.compile(r"swiper|carousel|slide|slick|gallery", re.IGNORECASE)


def _of_page(document: Document, rows: int) -> Iterator[str]:
    """Yield what a page says beside its rows: how many of how many it shows, a pager, more to load."""
    page = html.parse(document)
    texts = list(dict.fromkeys(_beside_tables(page)))
    found = (match for text in texts for form in _PARTS if (match := form.fullmatch(text)))
    parts = {match.groups(): match for match in found}.values()  # a line above a table may stand below it too
    has_all = bool(parts) and rows >= sum(_number(match["total"]) for match in parts)
    lacking = next((match[0] for match in parts if _is_part(match.groupdict()) and not has_all), "")
    if lacking:
        yield f"The page shows a part of its list: {lacking!r}."
    pages = (match for text in texts if (match := _PAGE.fullmatch(text)) and int(match["pages"]) > 1)
    if several := next(pages, None):
        yield f"The page is one of several: {several[0]!r}."
    if leads := _next_page(page, document.address):
        yield f"The page has a next page: {leads[:80]!r}."
    elif not has_all and (leads := _drawn_pager(page) or _more_to_load(page)):
        yield f"The page has more to show: {leads[:80]!r}."


def _beside_tables(page: BeautifulSoup) -> Iterator[str]:
    """Yield the short texts of a page that may say how much of a list it shows, over several elements too."""
    for string in page.find_all(string=_WORDS):
        if string.find_parent(_APART) is None:
            for element in list(string.parents)[:_NEAR]:
                text = collapse(element.get_text(" "))
                if len(text) > _LONGEST:
                    break
                yield text


def _is_part(said: Mapping[str, str | None]) -> bool:
    total = _number(said["total"])
    if "shown" in said:
        return _number(said["shown"]) < total
    return _number(said["last"]) - _number(said["first"]) + 1 < total


def _next_page(page: BeautifulSoup, address: str) -> str:
    """Return the address of a next page of a page, as a link of its pager has it; else nothing."""
    for link in page.find_all(["a", "link"], href=True):
        target = str(link["href"])
        if _is_later_page(target, address):
            is_next = "next" in link.get_attribute_list("rel") or _is_onward(collapse(link.get_text(" ")))
            if is_next or _in_pager(link):
                return target
    return ""


def _drawn_pager(page: BeautifulSoup) -> str:
    """Return what leads on in a pager that a script serves: a number above one, or a sign for the next."""
    for element in page.find_all(["a", "button", "li", "span"]):
        text = collapse(element.get_text(" "))
        if _is_onward(text) and _in_pager(element) and not _is_off(element):
            return text
    return ""


def _more_to_load(page: BeautifulSoup) -> str:
    """Return the words of a button that loads more; `Show more` alone may only unfold a text."""
    for button in page.find_all(["button", "a", "input"]):
        text = collapse(button.get_text(" ") or str(button.get("value") or ""))
        loads = _MORE_TO_LOAD.fullmatch(text) and button.find_parent(_APART) is None
        if loads and (_LOAD.match(text) or len(text.split()) > len(("show", "more"))):
            return text
    return ""


def _is_onward(text: str) -> bool:
    """Tell whether a pager's text leads on: a number above one, or a word or sign for the next page."""
    return (text.isdecimal() and text.isascii() and int(text) > 1) or bool(_ONWARD.fullmatch(text))


def _in_pager(element: Tag) -> bool:
    """Tell whether an element stands in what is marked as the pager of a page."""
    if element.find_parent(_APART):
        return False
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
