"""The publication date that a web page prints or declares."""

import re
from datetime import date

from bs4 import BeautifulSoup, Tag

from jobs.readers.html.reader import parse
from jobs.readers.html.visibility import main_part
from jobs.readers.text import read_day
from models.domain import Document, collapse

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATE = re.compile(
    rf"\b(?:(?:{_MONTHS})[a-z]*\.?\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}/\d{{1,2}}/\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified|reviewed|amended|as of)\b[^.]{0,20}$", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:published|posted|released|release date|date)\b[^.]{0,20}$", re.IGNORECASE)
_META = (
    "article:modified_time",
    "dcterms.modified",
    "last-modified",
    "article:published_time",
    "dcterms.date",
)


def page_date(document: Document) -> date | None:
    """Return the date of this version of a page, as its publisher tells it.

    The first of: a date that the caller knows from elsewhere; one printed after "Updated" (or
    a word that means it); one in the page's meta tags; one printed after "Published"; the
    first `time` of the main part. Dates in running text ("issued on April 28, 2025") are facts
    of the list, not of the page, and are never taken.

    Args:
        document: An HTML page.
    """
    if document.published:
        return document.published
    soup = parse(document)
    text = collapse(soup.get_text(" "))
    return _after(_UPDATED, text) or _declared(soup) or _after(_PUBLISHED, text) or _timed(soup)


def _after(words: re.Pattern[str], text: str) -> date | None:
    for match in _DATE.finditer(text):
        if words.search(text[max(0, match.start() - 40) : match.start()]):
            return read_day(match.group())
    return None


def _declared(soup: BeautifulSoup) -> date | None:
    for name in _META:
        for attribute in ("property", "name"):
            tag = soup.find("meta", attrs={attribute: name})
            match = _DATE.match(str(tag.get("content") or "")[:10]) if isinstance(tag, Tag) else None
            if match:
                return read_day(match.group())
    return None


def _timed(soup: BeautifulSoup) -> date | None:
    region, without = main_part(soup)
    times = region.find_all("time", attrs={"datetime": True}) if region else ()
    tag = next((each for each in times if not (without and each.find_parent(without))), None)
    match = _DATE.match(str(tag.get("datetime"))[:10]) if tag else None
    return read_day(match.group()) if match else None
