"""What each kind of listing says, and which words are its identity.

`FIELDS` names every field of a kind, as the command line prints it. `CELLS` groups the
fields that are a row's identity by the printed cell they come from: one printed cell may
hold two fields (`Travis County, Texas (San Antonio)`), and a field that is derived from
another (`offense` from `activity_as_printed`) is in no cell. The first cell of each kind
is the one that names the place.
"""

import hashlib
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
    text = str(value)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_DASHES)
    return " ".join(text.casefold().split())


def cell(listing: Listing, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the comparable form of one printed cell of a listing."""
    return tuple(comparable(listing.state if name == STATE else listing.fields.get(name)) for name in fields)


def key(listing: Listing) -> bytes:
    """Return the 16-byte identity of a listing: what it says, not where it stands."""
    said = [listing.kind.value, listing.state]
    said += [
        str(value) if (value := listing.fields.get(name)) is not None else ""
        for name in _IDENTITY[listing.kind]
    ]
    return hashlib.blake2b(comparable(_APART.join(said)).encode(), digest_size=16).digest()


_APART = " \0 "
"""Between cells; its blanks let the whole row be made comparable in one go."""

_IDENTITY = {
    kind: tuple(name for fields in cells for name in fields if name != STATE) for kind, cells in CELLS.items()
}


def place_text(listing: Listing) -> str:
    """Return the text of the field that names the place."""
    return str(listing.fields.get(CELLS[listing.kind][0][0]) or "")
