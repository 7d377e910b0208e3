"""What a document says of itself that shows that it isn't the whole list, whichever reader reads it.

A page or a service that begins to hand out its list in parts answers as before, with fewer rows: each of the
others would read as gone. The next pages are not fetched; a person sees why, and looks.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from jobs.readers import html
from jobs.readers.page_parts import of_page
from jobs.readers.sandbox import is_page
from jobs.readers.text import says_part
from models.domain import Document, Reading

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
            yield from of_page(document, rows)
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
_TARGETS = ("href", "url", "uri", "link")
_NO = frozenset({"", "false", "0", "no", "null", "none"})
_YES = frozenset({"true", "yes", "1"})


def _of_json(text: str, rows: int) -> Iterator[str]:
    """Yield what the members beside an array say: flags, next pages, totals above its length, words.

    Objects within arrays are rows, and say nothing of the whole; but for links.
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
        leads = [each for each in value if _is_next_link(each)] if isinstance(value, list) else []
        if leads and not is_whole:
            yield f"The document says that the list goes on: {name} has {json.dumps(leads[0])[:80]}."
        elif plain in _MORE and str(value).lower() in _YES:
            yield f"The document says that it is not the whole list: {said}."
        elif plain in _NEXT and _is_said(value) and not is_whole:
            yield f"The document says that the list goes on: {said}."
        elif plain in _LAST and value is False:
            yield f"The document says that it is not the last page: {said}."
        elif plain in _PAGES and _number(value) > 1:
            yield f"The document says that it is one of several pages: {said}."
        elif plain in _TOTALS and _number(value) > max(rows, len(longest)) and not _is_sum(value, longest):
            yield f"The document says that the list has more rows than it holds: {said}."
    texts = [
        text for _, name, value in members if isinstance(value, str) for text in (value, f"{name} {value}")
    ]
    if part := says_part(texts, max(rows, len(longest))):
        yield f"The document shows a part of its list: {part[:80]!r}."


def _is_next_link(value: Any) -> bool:
    """Tell whether an object is a link to a next page, as OGC API and FHIR have it (RFC 8288)."""
    if not isinstance(value, dict):
        return False
    named = {str(name).lower(): member for name, member in value.items()}
    relation = named.get("rel") or named.get("relation")
    words = relation if isinstance(relation, list) else str(relation or "").split()
    return "next" in map(str.lower, map(str, words)) and any(named.get(name) for name in _TARGETS)


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
