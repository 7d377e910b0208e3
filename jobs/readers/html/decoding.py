"""Bytes of an HTML page → its text, whatever encoding it has or says it has.

A text that was escaped twice, as it was meant.

A page with a hole: where one tag broke off and another went on, they make a tag of no element.
"""

import codecs
import re
from collections import Counter
from html import unescape
from html.entities import html5

from bs4.dammit import EncodingDetector
from lxml.html import defs

from models.domain import Document

_TABLE = re.compile(rb"<table[\s>]")


def decode(document: Document) -> str:
    """Decode a page's bytes.

    In this order: a byte order mark; UTF-8 where the bytes are valid UTF-8, for that is never
    chance; what the header or the page declares; UTF-8 into which lines in windows-1252 were
    pasted; windows-1252, as browsers do (WHATWG, Encoding Standard, where iso-8859-1 means
    windows-1252 too).
    """
    body, marked = EncodingDetector.strip_byte_order_mark(document.body)
    if marked is None and b"\0" not in body:
        with_utf8 = _decoded(body, "utf-8")
        if with_utf8 is not None:
            return with_utf8
    header = document.headers.get("content-type", "").lower().partition("charset=")[2].split(";")[0]
    declared = EncodingDetector.find_declared_encoding(body, is_html=True)
    for name in (marked, header.strip("\"' "), declared):
        text = _decoded(body, name) if name and name.lower() not in _WINDOWS else None
        if text is not None:
            return text
    pasted = not body.decode("utf-8", "ignore").isascii()
    return body.decode("utf-8", _AS_WINDOWS) if pasted else body.decode("windows-1252", "replace")


_WINDOWS = {"iso-8859-1", "us-ascii", "windows-1252", "cp1252"}
_AS_WINDOWS = "as-windows-1252"


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return error.object[error.start : error.end].decode("windows-1252", "replace"), error.end


codecs.register_error(_AS_WINDOWS, _as_windows)


def is_cut_off(document: Document) -> bool:
    """Return whether a page never closes its `<html>`, or without one its last table: the rest is missing."""
    text = document.body.replace(b"\0", b"").lower()
    if b"<html" in text:
        return b"</html" not in text
    return len(_TABLE.findall(text)) > text.count(b"</table")


def _decoded(body: bytes, name: str) -> str | None:
    try:
        codecs.lookup(name)
        return body.decode(name)
    except (LookupError, UnicodeDecodeError):
        return None


_UNREAD = re.compile(r"<!--.*?-->|<(script|style|svg|math|template)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][^\s/<>]*)[^<>]*(?:>|(?=<))", re.IGNORECASE)
_ALONE = re.compile(r"/\s*>$")
_ELEMENTS = defs.tags | {"bdi", "data", "dialog", "frame", "hgroup", "main", "nobr", "noframes", "picture"}
_ELEMENTS |= {"rb", "rtc", "search", "slot", "svg", "template"}
"""HTML's elements (WHATWG, HTML, sections 4 and 16.2); other names hold a hyphen or are closed."""


def broken_tag(page: str) -> str:
    """Return the first tag of no HTML element that has no partner, such as `</ada County<`; else nothing."""
    tags = [tag for tag in _TAG.finditer(_UNREAD.sub("", page)) if not _ALONE.search(tag[0])]
    strange = [tag for tag in tags if not _is_known(tag["name"].lower())]
    opened = Counter(tag["name"].lower() for tag in strange if not tag["end"])
    closed = Counter(tag["name"].lower() for tag in strange if tag["end"])
    return next((tag[0] for tag in strange if opened[name := tag["name"].lower()] != closed[name]), "")


def _is_known(name: str) -> bool:
    return name in _ELEMENTS or "-" in name or ":" in name


_ENTITY = re.compile(r"&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,6}|(?P<name>[A-Za-z]{2,8}));")


def unescaped(text: str) -> str:
    """Return a text that was escaped twice as it was meant: `Prince George&#39;s`, `Boston &amp; Cambridge`.

    Entities that would make a tag stay: whether one was meant can't be told.
    """
    for _ in range(2):
        if "&" not in text:
            break
        meant = _ENTITY.sub(_meant, text)
        if meant.count("<") + meant.count(">") != text.count("<") + text.count(">"):
            break
        text = meant
    return text


def _meant(entity: re.Match[str]) -> str:
    known = entity["name"] is None or f"{entity['name']};" in html5
    return unescape(entity[0]) if known else entity[0]
