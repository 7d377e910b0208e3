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
    text = unicodedata.normalize("NFKC", str(value)).translate(_DASHES)
    return re.sub(r"\s+", " ", text).strip().casefold()


def cell(listing: Listing, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the comparable form of one printed cell of a listing."""
    return tuple(comparable(listing.state if name == STATE else listing.fields.get(name)) for name in fields)


def key(listing: Listing) -> bytes:
    """Return the 16-byte identity of a listing: what it says, not where it stands."""
    parts = [listing.kind.value]
    for fields in CELLS[listing.kind]:
        parts.extend(cell(listing, fields))
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).digest()


def place_text(listing: Listing) -> str:
    """Return the text of the field that names the place."""
    return str(listing.fields.get(CELLS[listing.kind][0][0]) or "")
