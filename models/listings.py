"""What each kind of listing says, and which words are its identity.

`FIELDS` names every field of a kind, as the command line prints it. `CELLS` groups the
fields that are a row's identity by the printed cell they come from: one printed cell may
hold two fields (`Travis County, Texas (San Antonio)`), and a field that is derived from
another (`offense` from `activity_as_printed`) is in no cell. The first cell of each kind
is the one that names the place.
"""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from operator import itemgetter

from models.values import Cell, Listing, ListingKind

FIELDS: dict[ListingKind, tuple[str, ...]] = {
    ListingKind.REFUSAL: (
        "agency",
        "citizenship",
        "offense",
        "disposition",
        "issued",
        "declined",
        "activity_as_printed",
    ),
    ListingKind.TALLY: ("agency", "count", "measure", "period"),
    ListingKind.POLICY: ("jurisdiction", "aor", "enacted", "enacted_as_printed", "policy", "criteria"),
    ListingKind.DESIGNATION: ("name", "heading"),
    ListingKind.AGREEMENT: ("agency", "agency_type", "support_type", "signed"),
}

STATE = "state"
"""The state of a listing, as a field of its identity beside those of FIELDS."""

CELLS: dict[ListingKind, tuple[tuple[str, ...], ...]] = {
    ListingKind.REFUSAL: (
        ("agency", STATE),
        ("citizenship",),
        ("issued",),
        ("declined",),
        ("activity_as_printed",),
    ),
    ListingKind.TALLY: (("agency", STATE), ("count",), ("measure",), ("period",)),
    ListingKind.POLICY: (("jurisdiction", STATE, "aor"), ("enacted_as_printed",), ("policy",), ("criteria",)),
    ListingKind.DESIGNATION: (("name", STATE), ("heading",)),
    ListingKind.AGREEMENT: (("agency", STATE), ("agency_type",), ("support_type",), ("signed",)),
}

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_PLAIN = {"‐": "-", "‑": "-", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"'}
_DASHES = str.maketrans(_PLAIN)
_CONTROLS = tuple(chr(code) for code in (*range(0x09, 0x0E), 0x1C, 0x1D, 0x85, 0x1680, 0x2028, 0x2029))
"""What `str.split` takes for white space, besides the plain blank and what NFKC makes one."""


def collapse(text: str) -> str:
    """Return the text as printed with every run of white space as one blank."""
    return " ".join(text.split())


def storable(text: str) -> str:
    """Return a text whose signs every database can keep: no NUL, and no half of a surrogate pair."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def comparable(value: Cell) -> str:
    """Return the form in which two cells that say the same are equal.

    Case, white space, kinds of apostrophe, quote and dash, and Unicode composition don't
    count; letters, digits and other signs do.
    """
    if value is None:
        return ""
    text = str(value)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return " ".join(text.casefold().split())


def iso_day(value: Cell) -> date | None:
    """Return the day that a field holds in ISO form; None where it says anything else, or nothing."""
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        return None


def cell(listing: Listing, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the comparable form of one printed cell of a listing."""
    return tuple(comparable(listing.state if name == STATE else listing.fields.get(name)) for name in fields)


def key(listing: Listing) -> bytes:
    """Return the 16-byte identity of a listing: what it says, not where it stands.

    Two listings share a key when the `comparable` forms of all their cells are equal.
    """
    return keys((listing,))[0]


def keys(listings: Sequence[Listing]) -> list[bytes]:
    """Return the identities of many listings, in the same order.

    They are made comparable as one text, so that what needs care (other scripts, blanks that
    nobody collapsed) is looked for once in a thousand rows and not in every cell.
    """
    found: list[bytes] = []
    for start in range(0, len(listings), _BATCH):
        rows = _comparable_rows(listings[start : start + _BATCH])
        found += [hashlib.blake2b(row.encode(), digest_size=16).digest() for row in rows]
    return found


def _comparable_rows(listings: Sequence[Listing]) -> list[str]:
    text = _ROW.join(["", *map(_printed, listings), ""])
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        for fancy, plain in _PLAIN.items():
            text = text.replace(fancy, plain)
    ends = sum(_ENDS[listing.kind] for listing in listings)
    if text.count(_CELL) != ends or text.count(_ROW) != len(listings) + 1 or any(odd in text for odd in _ODD):
        return [_CELL.join(map(comparable, _cells(listing))) for listing in listings]
    return text.casefold().split(_ROW)[1:-1]


def _printed(listing: Listing) -> str:
    """Return the cells of a listing's identity as one text; most are text already."""
    try:
        return _CELL.join((listing.kind, listing.state, *_PICK[listing.kind](listing.fields)))
    except (KeyError, TypeError):
        return _CELL.join(_cells(listing))


def _cells(listing: Listing) -> list[str]:
    said = (listing.fields.get(name) for name in _NAMES[listing.kind])
    return [listing.kind, listing.state, *("" if value is None else str(value) for value in said)]


_BATCH = 1000
_CELL, _ROW = "\x1f", "\x1e"
_ODD = ("  ", *(f"{end} " for end in (_CELL, _ROW)), *(f" {end}" for end in (_CELL, _ROW)), *_CONTROLS)
"""Signs of blanks that must be collapsed first; NFKC makes a plain blank of every other one."""
_NAMES = {
    kind: tuple(name for fields in cells for name in fields if name != STATE) for kind, cells in CELLS.items()
}
_PICK = {kind: itemgetter(*names) for kind, names in _NAMES.items()}
_ENDS = {kind: len(names) + 1 for kind, names in _NAMES.items()}


def place_text(listing: Listing) -> str:
    """Return the text of the field that names the place."""
    return str(listing.fields.get(CELLS[listing.kind][0][0]) or "")
