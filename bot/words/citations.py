"""Where a statement can be read: a line of mrkdwn with links, and a source to print. Pure."""

import re

from bot.words.membership import closed, upper_first
from bot.words.style import day, link, literal, moment, names_of, period
from models.domain import Cited, ListSeen

_SITE = re.compile(r"https?://(?:www\.)?([^/?#:]+)")

HASH = 8
"""Signs of a hash that are shown; files have the whole."""


def citation_line(of: ListSeen, each: Cited, zone: str) -> str:
    """Return a document with the way to it: list, full title, day, publisher's page, where it was copied.

    Args:
        of: The list.
        each: The document.
        zone: IANA name of the newsroom's time zone.
    """
    publisher = literal(upper_first(names_of(of.source).full.removeprefix("the ")), 80)
    covers = period(each.first, each.last)
    published = of.first if each.first is None and of.first else each.published
    when = f"published {day(published)}" if published else "undated"
    if not published and each.copied:
        when = f"undated (copied {day(each.copied)})"
    line = f"{publisher}, *{literal(each.title, 160)}*,{f' for {covers},' if covers else ''} {when}."
    page = (
        f"#page={each.page}" if each.page and "#" not in each.publisher_page and not each.copied_from else ""
    )
    label = "Archived copy" if each.capture else "Publisher's page" if each.copied_from else "Document"
    parts = (
        [link(f"{each.publisher_page}{page}", label)]
        if each.publisher_page not in {"", each.copied_from}
        else []
    )
    if each.copied_from:
        site = _SITE.match(each.copied_from)
        where = f", {literal(place_in_document(each))}" if place_in_document(each) else ""
        parts.append(f"copied from {link(each.copied_from, site[1] if site else 'a page')}{where}")
        parts.append("not the publisher's file, so no hash")
    elif each.seen:
        parts += [f"seen {moment(each.seen, zone)}", f"SHA-256 {each.sha256[:HASH]}"]
    else:
        parts.append("rebuilt from cited pages, so no hash")
    return (
        f"{line} {upper_first(' · '.join(parts))}{f' {literal(each.capture, 300)}' if each.capture else ''}"
    )


def place_in_document(each: Cited) -> str:
    """Return where a row stands, as citations print it: `p. 3`, else `item 14`, else nothing."""
    return f"p. {each.page}" if each.page else each.position


def printed_source(of: ListSeen, each: Cited) -> str:
    """Return a source to print, plain text: `Justice Department, “…,” {page}; copied from {page}`."""
    publisher = upper_first(names_of(of.source).full.removeprefix("the "))
    where = f", {place_in_document(each)}" if place_in_document(each) else ""
    copied = f"; copied from {each.copied_from}{where}" if each.copied_from else where
    page = each.publisher_page if each.publisher_page != each.copied_from else ""
    hashed = f", SHA-256 {each.sha256[:HASH]}" if each.sha256 else ""
    found = f"{page}{copied}{hashed}".removeprefix(", ")
    title = f"{publisher}, “{each.title}”"
    return f"{closed(title)} {found}" if found and not found.startswith(";") else f"{title}{found}"
