"""What each kind of listing says, which words are its identity, and how full an edition's rows are.

`FIELDS` names every field of a kind, as the command line prints it. `CELLS` groups the
fields that are a row's identity by the printed cell they come from: one printed cell may
hold two fields (`Travis County, Texas (San Antonio)`), and a field that is derived from
another (`offense` from `activity_as_printed`) is in no cell. The first cell of each kind
is the one that names the place.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from models.domain.columns import ABSENT, Absent, Repeated, digests, few, picked
from models.domain.values import Cell, Listing, ListingKind

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
_CONTROLS = tuple(chr(code) for code in (*range(0x09, 0x0E), 0x1C, 0x1D, 0x1E, 0x85, 0x1680, 0x2028, 0x2029))
"""What `str.split` takes for white space, besides the plain blank and what NFKC makes one."""

_CELL = "\x1f"
_ODD = ("  ", f"{_CELL} ", f" {_CELL}", *_CONTROLS)
"""Signs of blanks that must be collapsed first; NFKC makes a plain blank of every other one."""
_NAMES = {
    kind: tuple(name for fields in cells for name in fields if name != STATE) for kind, cells in CELLS.items()
}


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
    """Return the identities of many listings, in the same order."""
    names = {name: None for kind in {listing.kind for listing in listings} for name in _NAMES[kind]}
    return identities(
        [listing.kind for listing in listings],
        [listing.state for listing in listings],
        {name: [listing.fields.get(name) for listing in listings] for name in names},
    )


def identities(
    kinds: Sequence[ListingKind], states: Sequence[str], fields: Mapping[str, Sequence[Cell | Absent]]
) -> list[bytes]:
    """Return the identity of each row of a list in columns."""
    return digests(canonical(kinds, states, fields))


def canonical(
    kinds: Sequence[ListingKind], states: Sequence[str], fields: Mapping[str, Sequence[Cell | Absent]]
) -> Iterable[str]:
    """Return the text of each row of which its identity is made: its comparable cells, in their order."""
    several = few(kinds) or list(dict.fromkeys(kinds))
    if len(several) == 1:
        return _canonical(several[0], states, fields)
    texts = [""] * len(kinds)
    for kind in several:
        rows = [row for row, each in enumerate(kinds) if each is kind]
        some = {name: picked(fields[name], rows) for name in _NAMES[kind] if name in fields}
        for row, text in zip(rows, _canonical(kind, picked(states, rows), some), strict=True):
            texts[row] = text
    return texts


def _canonical(
    kind: ListingKind, states: Sequence[str], fields: Mapping[str, Sequence[Cell | Absent]]
) -> Iterable[str]:
    nothing = Repeated("", len(states))
    said = (Repeated(str(kind), len(states)), states, *(fields.get(name, nothing) for name in _NAMES[kind]))
    return map(_CELL.join, zip(*map(_comparables, said), strict=True))


def _comparables(column: Sequence[Cell | Absent]) -> Iterable[str]:
    """Return the `comparable` form of each cell of a column; where few differ, each is made once."""
    different = few(column)
    if different is None:
        return _one_text(column)
    forms = {value: comparable(_text(value)) for value in different}
    return map(forms.__getitem__, column)


def _one_text(column: Sequence[Cell | Absent]) -> Iterable[str]:
    """Return the `comparable` form of each cell, made as one text.

    What needs care (other scripts, blanks that nobody collapsed) is looked for once, and not in every cell.
    """
    try:
        cells: Sequence[str] = column  # type: ignore[assignment]  # most are text already; else it fails
        text = _CELL.join(("", *cells, ""))
    except TypeError:
        cells = list(map(_text, column))
        text = _CELL.join(("", *cells, ""))
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        for fancy, plain in _PLAIN.items():
            text = text.replace(fancy, plain)
    if text.count(_CELL) != len(cells) + 1 or any(odd in text for odd in _ODD):
        return map(comparable, cells)
    return text.casefold().split(_CELL)[1:-1]


def _text(value: Cell | Absent) -> str:
    return value if type(value) is str else "" if value is None or value is ABSENT else str(value)


def place_text(listing: Listing) -> str:
    """Return the text of the field that names the place."""
    return str(listing.fields.get(CELLS[listing.kind][0][0]) or "")


def event_day(listing: Listing) -> date | None:
    """Return the day of an event: when its detainer was issued, else declined; None if no row says so."""
    return iso_day(listing.fields.get("issued")) or iso_day(listing.fields.get("declined"))


def joined_differences(steps: Iterable[Sequence[tuple[str, str, str]]]) -> tuple[tuple[str, str, str], ...]:
    """Return what several changes of a row changed together: field, before and after of each.

    A field that says again what it said first is left out.

    Args:
        steps: The differences of each change, in their order.
    """
    sides: dict[str, tuple[str, str]] = {}
    for differences in steps:
        for field, before, after in differences:
            sides[field] = (sides[field][0] if field in sides else before, after)
    return tuple((field, before, after) for field, (before, after) in sides.items() if before != after)
