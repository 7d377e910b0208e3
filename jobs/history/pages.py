"""Cited facts → web pages laid out like the publishers' own, for the replay.

The headings and their order are the publisher's, so that the live parsers read them; the
words around them are ours, and each page says so at its head and at its foot.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from html import escape
from itertools import groupby

from models.place_states import state_name
from models.values import Link, Listing

BANNER = (
    "Replay: re-typeset by Detainer Desk from cited facts; not the publisher's own document, "
    "and it may lack rows."
)


def doj_page(title: str, listings: Sequence[Listing], updated: date | None) -> bytes:
    """Return the Justice Department's list: a heading in capitals, then a name a line."""
    parts = [f"<p>Updated {long_date(updated)}</p>"] if updated else []
    for heading, group in groupby(listings, key=_heading):
        parts += [f"<p><strong>{escape(heading.upper())}:</strong></p>", _names(group)]
    return _page(title, parts)


def dhs_page(title: str, listings: Sequence[Listing]) -> bytes:
    """Return Homeland Security's list: by state, under each its headings, then bulleted names.

    Args:
        title: The list's name.
        listings: The rows of a state together, and so are those under one heading.
    """
    parts = []
    for state, rows in groupby(listings, key=lambda listing: listing.state):
        parts.append(f"<h2>{escape(state_name(state))}</h2>")
        for heading, group in groupby(rows, key=_heading):
            parts += [f"<h3>{escape(heading)}</h3>", _names(group)]
    return _page(title, parts)


def landing_page(title: str, links: Iterable[Link], notes: Iterable[str] = ()) -> bytes:
    """Return the page of a report whose links lead to its documents, below what its publisher notes."""
    items = "".join(
        f'<li><a href="{escape(link.address, quote=True)}">{escape(link.text)}</a></li>' for link in links
    )
    told = [f"<p>{escape(note)}</p>" for note in notes]
    return _page(title, [*told, f"<ul>{items}</ul>"])


def long_date(day: date) -> str:
    """Return a date as American publishers print it: `August 5, 2025`."""
    return f"{day:%B} {day.day}, {day.year}"


def _heading(listing: Listing) -> str:
    return str(listing.fields["heading"])


def _names(listings: Iterable[Listing]) -> str:
    return f"<ul>{''.join(f'<li>{escape(listing.as_read)}</li>' for listing in listings)}</ul>"


def _page(title: str, parts: Iterable[str]) -> bytes:
    body = "\n".join(parts)
    note = f'<p role="note">{escape(BANNER)}</p>'
    return (
        '<!doctype html>\n<html lang="en">\n'
        f'<head><meta charset="utf-8"><title>{escape(title)}</title></head>\n'
        f"<body>\n<header>{note}</header>\n<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n"
        f"<footer>{note}</footer>\n</body>\n</html>\n"
    ).encode()
