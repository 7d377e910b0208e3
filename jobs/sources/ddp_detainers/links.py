"""Links on a data repository's page that lead to the files of one of its data sets."""

import re
from collections.abc import Iterator
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from bs4 import Tag

from jobs.readers.html import anchors, decode, parse
from models.domain import Document, Link, collapse

_FORMATS = ("parquet", "xlsx")
"""What we read, the shorter file first: of one release in both, the first is taken."""
_FORMAT = re.compile(rf"\b({'|'.join(_FORMATS)})\b", re.IGNORECASE)
_OTHERS = re.compile(r"\b(arrest|apprehension|detention|encounter|removal|flight|facilit)", re.IGNORECASE)
_BARE = re.compile(rf"https?://[^\s\"'<>\\]+\.(?:{'|'.join(_FORMATS)})\b", re.IGNORECASE)
"""An address in a script: the page draws its tables from data that stands in one."""
_LATEST = re.compile(r"latest", re.IGNORECASE)
_DAY = re.compile(r"(20\d\d)-?([01]\d)(?:-?([0-3]\d))?")


def release_links(landing: Document, about: re.Pattern[str]) -> list[Link]:
    """Return the links to releases of a data set, the newest first, each release in one format.

    A link counts by its file's name or text, else by its row or the heading above. Where a file
    is called the latest, it alone counts: it holds what those before it held.

    Args:
        landing: The page, or one that draws its links by a script.
        about: What the name, the row or the heading must say.
    """
    releases: dict[str, Link] = {}
    in_scripts = ((Link(address, ""), "") for address in _BARE.findall(decode(landing)))
    for link, around in (*_anchors(landing), *in_scripts):
        kind = _FORMAT.search(f"{_name(link)} {link.text}")
        if not kind or not _is_about(f"{_name(link)} {link.text}", around, about):
            continue
        stem = link.address.lower().replace(f".{kind[1].lower()}", "")
        if stem not in releases or _rank(link) < _rank(releases[stem]):
            releases[stem] = link
    latest = [link for link in releases.values() if _LATEST.search(_name(link))]
    return sorted(latest or releases.values(), key=_day, reverse=True)


def _anchors(landing: Document) -> Iterator[tuple[Link, str]]:
    """Yield the links of a page, their images' words among their text, and what stands around each."""
    for link, anchor in anchors(parse(landing), landing.address):
        images = " ".join(str(image.get("alt") or "") for image in anchor.find_all("img"))
        row = anchor.find_parent(["tr", "li", "p"]) or anchor.find_previous(["h1", "h2", "h3", "h4"])
        heading = anchor.find_previous(["h2", "h3", "h4"])
        around = [each.get_text(" ") for each in (row, heading) if isinstance(each, Tag)]
        yield Link(link.address, collapse(f"{link.text} {images}")), " ".join(around)


def _is_about(own: str, around: str, about: re.Pattern[str]) -> bool:
    return bool(about.search(own) or (about.search(around) and not _OTHERS.search(own.replace("_", " "))))


def _name(link: Link) -> str:
    return PurePosixPath(unquote(urlsplit(link.address).path)).name


def _rank(link: Link) -> int:
    kind = _FORMAT.search(f"{_name(link)} {link.text}")
    return _FORMATS.index(kind[1].lower()) if kind else len(_FORMATS)


def _day(link: Link) -> str:
    """Return the last date in a file's name, as it sorts; empty when there is none."""
    return max(("".join(match) for match in _DAY.findall(_name(link))), default="")
