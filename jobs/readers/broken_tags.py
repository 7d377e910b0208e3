"""A page with a hole: where one tag broke off and another went on, they make a tag of no element."""

import re
from collections import Counter

from lxml.html import defs

_UNREAD = re.compile(r"<!--.*?-->|<(script|style|svg|math|template)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z][^\s/<>]*)[^<>]*(?:>|(?=<))", re.IGNORECASE)
_ALONE = re.compile(r"/\s*>$")
_ELEMENTS = defs.tags | {"bdi", "data", "dialog", "frame", "hgroup", "main", "nobr", "noframes", "picture"}
_ELEMENTS |= {"rb", "rtc", "search", "slot", "svg", "template"}
"""HTML's elements (WHATWG, HTML, sections 4 and 16.2); other names hold a hyphen or are closed."""


def broken_tag(page: str) -> str:
    """Return the first tag of no HTML element that has no partner, such as `</ada County<`; else nothing."""
    tags = [found for found in _TAG.finditer(_UNREAD.sub("", page)) if not _ALONE.search(found[0])]
    strange = [tag for tag in tags if not _is_known(tag["name"].lower())]
    opened = Counter(tag["name"].lower() for tag in strange if not tag["end"])
    closed = Counter(tag["name"].lower() for tag in strange if tag["end"])
    return next((tag[0] for tag in strange if opened[name := tag["name"].lower()] != closed[name]), "")


def _is_known(name: str) -> bool:
    return name in _ELEMENTS or "-" in name or ":" in name
