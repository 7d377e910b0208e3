"""Whether the cell in which two rows differ says nothing of its own, so that one is a slip of the other.

A state that is no state's, or contradicts the county beside it; a date that can't be; a note or a sign
behind a text; a kind of agency or of support that is left empty. What does say something is never a slip:
a note that names a place or says that something ended is a correction, and told.
"""

import re
from datetime import date, timedelta
from enum import IntEnum

from models.domain.listings import comparable, iso_day, place_text
from models.domain.row_diff import Row, are_alike
from models.domain.values import COUNTY_NOTE, Listing, Outcome

LAW = date(1996, 9, 30)
"""Section 133 of Pub. L. 104-208: no agreement under section 287(g) is older."""
_GRACE = timedelta(days=1)
"""A file's day and the day of a time zone east of it."""
_NOTHING = frozenset({"", "-", "--", "n/a", "na", "none", "unknown", "tbd", "tba", "?", "blank", "null"})
_WHOLE_DATE = re.compile(r"\d{1,4}\s*[-/.]\s*\d{1,2}\s*[-/.]\s*\d{1,4}|\w+\.? \d{1,2},? \d{4}|\d{6,8}")

_MARKS = r"[*†‡§¶#^¹²³⁰-⁹]"
_LEADING = re.compile(rf"^(?:{_MARKS}\s*)+")
_TRAILING = re.compile(
    rf"\s*(?:{_MARKS}+|[.,;:]+|(?<!\d)[\[(]\s*(?:\d{{1,3}}|[a-z]|{_MARKS}+)\s*[\])]|(?<=[^\W\d_]{{3}})\d{{1,2}})$",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:precincts?|pct|districts?|dist|wards?|zones?|circuit|no|number|(?:sub)?sections?|paragraphs?|clause|part)\.?$",
    re.IGNORECASE,
)
"""Behind these a number is no footnote's."""
_BRACKET = re.compile(r"\s*[\[(](?P<note>[^()\[\]]{1,60})[\])]$")
_OF_NOTES = frozenset(
    {"see", "note", "notes", "footnote", "footnotes", "below", "above", "new", "newly", "added", "update",
     "updated", "revised", "revision", "rev", "sic", "corrected", "correction", "as", "printed", "listed",
     "the", "on", "of", "in", "and", "at", "for", "to", "january", "february", "march", "april", "may",
     "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr",
     "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"}
)  # fmt: skip
"""Words of notes that say nothing of the row; any other word might."""
_SAYS = frozenset({"policy", "criteria"})
"""Cells of law and its sections, where a letter in brackets says which one."""
_COUNTY = re.compile(r"\b(?:county|parish)\b", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
_ALIKE_STATES = 0.5
_ABBREVIATED = 5


class Slip(IntEnum):
    """Which of two rows is the misprint."""

    NO = 0
    AFTER = 1
    BEFORE = 2
    """The row after mends it."""
    BOTH = 3


def nothing(listing: Listing, name: str) -> bool:
    """Tell whether a cell is empty, or says so in a word."""
    return comparable(listing.fields.get(name)) in _NOTHING


def _of(before: bool, after: bool) -> Slip:
    return Slip(2 * before + after)


def emptied(before: Row, after: Row, name: str) -> Slip:
    """Tell whether a cell is empty on one side alone."""
    sides = (nothing(before.listing, name), nothing(after.listing, name))
    return _of(*sides) if any(sides) and not all(sides) else Slip.NO


def noted(before: Row, after: Row, name: str) -> Slip:
    """Tell whether two texts differ by a note or a sign alone, which one of them bears.

    Two notes are two facts, `District (1)` and `(2)`; and so is a note on what a policy says.
    """
    if name in _SAYS:
        return Slip.NO
    texts = [str(row.listing.fields.get(name) or "") for row in (before, after)]
    plain = [comparable(without_note(text)) for text in texts]
    sides = [comparable(text) != bare for text, bare in zip(texts, plain, strict=True)]
    return _of(*sides) if plain[0] == plain[1] and not all(sides) else Slip.NO


def without_note(text: str) -> str:
    """Return a text without signs around it, and without a note in brackets that says nothing of it."""
    bare = _LEADING.sub("", text.strip())
    while True:
        found = _TRAILING.search(bare)
        if found is None or _COUNTED.search(bare[: found.start()].rstrip()):
            found = _BRACKET.search(bare)
            words = re.findall(r"[^\W\d_]+", found["note"].lower()) if found else []
            if found is None or not words or not set(words) <= _OF_NOTES:
                return bare or text
        if not bare[: found.start()].strip():
            return bare or text
        bare = bare[: found.start()].rstrip()


def undated(before: Row, after: Row, name: str, seen: date | None) -> Slip:
    """Tell whether a date can't be.

    Args:
        before: A row.
        after: Another one, the same but for this date.
        name: Of the field that holds the date, in ISO form where it is one.
        seen: The day on which the row after was seen; nobody has signed on a later one.
    """
    return _of(*(_cant_be(row.listing, name, seen) for row in (before, after)))


def _cant_be(listing: Listing, name: str, seen: date | None) -> bool:
    text = comparable(listing.fields.get(name))
    day = iso_day(text)
    if day is None:
        return bool(text) and (text in _NOTHING or bool(_WHOLE_DATE.fullmatch(text)))
    return day < LAW or (seen is not None and day > seen + _GRACE)


def unreadable(before: Row, after: Row, printed: str, read: str) -> Slip:
    """Tell whether a printed date can't be, for it is a whole one and nobody could read it."""
    sides = (
        bool(_WHOLE_DATE.fullmatch(comparable(row.listing.fields.get(printed))))
        and not row.listing.fields.get(read)
        for row in (before, after)
    )
    return _of(*sides)


def misplaced(before: Row, after: Row) -> Slip:
    """Tell whether two rows that differ in their state alone are one: no state's name, or a wrong one.

    A state is wrong where it contradicts a county, printed beside the name or within it.
    """
    states = [bool(row.listing.state) for row in (before, after)]
    if not all(states):
        compared = _alike_cells(before, after)
        return _of(*(not state for state in states)) if any(compared) or not compared else Slip.NO
    counties = {comparable(row.listing.annotations.get("county")) for row in (before, after)} - {""}
    told_apart = len(counties) == 1 or (not counties and _COUNTY.search(place_text(after.listing)))
    wrong = (_contradicted(before, after), _contradicted(after, before))
    return _of(*wrong) if told_apart and wrong[0] != wrong[1] else Slip.NO


def _contradicted(row: Row, other: Row) -> bool:
    """Tell whether a row's state contradicts what stands beside it, while another's is borne out by it."""
    resolution = row.resolution
    if any(note.startswith(COUNTY_NOTE) for note in row.listing.notes):
        return True
    elsewhere = any(place.state != row.listing.state for place in resolution.candidates)
    borne_out = other.resolution.outcome is Outcome.RESOLVED
    return borne_out and (resolution.outcome is Outcome.UNKNOWN or elsewhere)


def misspelt_state(before: Row, after: Row) -> bool:
    """Tell whether one of two rows has no state's name, and prints one that reads like the other's."""
    return bool(before.listing.state) != bool(after.listing.state) and any(_alike_cells(before, after))


def _alike_cells(before: Row, after: Row) -> list[bool]:
    """Tell of the words in which the texts of two rows differ, cell by cell, whether they are alike.

    Left out is what can't be compared: numbers, an abbreviation and a name, texts of other columns.
    """
    cells = [comparable(row.listing.as_read).split(" | ") for row in (before, after)]
    if len(cells[0]) != len(cells[1]):
        return []
    return [
        are_alike(pair[0], pair[1], _ALIKE_STATES)
        for pair in zip(*cells, strict=True)
        if pair[0] != pair[1] and min(map(len, pair)) >= _ABBREVIATED and not _DIGIT.search("".join(pair))
    ]
