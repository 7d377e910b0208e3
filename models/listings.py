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

_DASHES = str.maketrans({"‐": "-", "‑": "-", "–": "-", "—": "-", "‘": "'", "’": "'", "“": '"', "”": '"'})


def collapse(text: str) -> str:
    """Return the text as printed with every run of white space as one blank."""
    return " ".join(text.split())


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


def cell(listing: Listing, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the comparable form of one printed cell of a listing."""
    return tuple(comparable(listing.state if name == STATE else listing.fields.get(name)) for name in fields)


def key(listing: Listing) -> bytes:
    """Return the 16-byte identity of a listing: what it says, not where it stands.

    Equal keys mean equal `comparable` cells. Most rows are plain text that needs no more
    than lower case; a list of 100,000 is hashed in a tenth of a second.
    """
    try:
        said = _APART.join((listing.kind, listing.state, *_SAID[listing.kind](listing.fields)))
    except (KeyError, TypeError):
        said = _APART.join(
            (listing.kind, listing.state, *map(_text, map(listing.fields.get, _NAMES[listing.kind])))
        )
    if (
        not said.isascii()
        or "  " in said
        or _CONTROL.search(said)
        or _BEFORE in said
        or _AFTER in said
        or said[-1] == " "
    ):
        said = _APART.join(map(comparable, said.split(_APART)))
    return hashlib.blake2b(said.lower().encode(), digest_size=16).digest()


_APART = "\x1f"
_CONTROL = re.compile("[\0-\x1e]")
_BEFORE, _AFTER = f" {_APART}", f"{_APART} "
_NAMES = {
    kind: tuple(name for fields in cells for name in fields if name != STATE) for kind, cells in CELLS.items()
}
_SAID = {kind: itemgetter(*names) for kind, names in _NAMES.items()}


def _text(value: Cell) -> str:
    return "" if value is None else str(value)


def place_text(listing: Listing) -> str:
    """Return the text of the field that names the place."""
    return str(listing.fields.get(CELLS[listing.kind][0][0]) or "")
