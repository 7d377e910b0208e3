"""Columns of ICE's row-level detainer files by the words of their header, under every name so far.

Names and renames: the Deportation Data Project's own programs, which read each release of ICE and
give its columns one name (https://github.com/deportationdata/ice, code/detainers-latest.R and
code/detainers-cpang/detainers-merge.R). Everything else in those files, birth dates and
identifiers among it, is never read.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum


class Field(StrEnum):
    """What a column says of a detainer."""

    ISSUED = "the day on which the detainer was prepared"
    STATE = "the facility's state"
    AOR = "the area of responsibility"
    AGENCY = "the facility"
    CODE = "the facility's code"
    CITY = "the facility's city"
    CITIZENSHIP = "citizenship"
    CHARGE = "the most serious conviction's charge"
    CRIMINALITY = "criminality"
    CONVICTED = "the day of conviction"
    REASON = "the reason why it was lifted"
    REASON_2 = "the second reason why it was lifted"
    REPEATED = "whether the row repeats another"


NEEDED = (Field.ISSUED, Field.STATE, Field.AGENCY, Field.REASON)
"""A table without one of these can't be told from another, or its rows not be understood."""

_HELD_BY = r"(?:(?:detainer|detention)_)?(?:facility_)?"
_MSC = r"(?:msc|most_serious_(?:criminal_)?conviction(?:_msc)?)"
_NAMES: Mapping[Field, str] = {
    Field.ISSUED: r"(?:detainer_)?(?:prepared?|issued?)_date",
    Field.STATE: rf"{_HELD_BY}state",
    Field.AOR: rf"{_HELD_BY}(?:aor|area_of_responsibility)",
    Field.AGENCY: r"(?:(?:detainer|detention)_)?facility(?:_name)?",
    Field.CODE: r"(?:(?:detainer|detention)_)?facility_code",
    Field.CITY: rf"{_HELD_BY}city",
    Field.CITIZENSHIP: r"citizenship(?:_country)?|country_of_citizenship",
    Field.CHARGE: rf"{_MSC}(?:_charge)?",
    Field.CRIMINALITY: r"detainer_(?:prep(?:ared?)?_)?criminality",
    Field.CONVICTED: rf"{_MSC}_conviction_date|most_serious_conviction_date",
    Field.REASON: r"(?:detainer_)?lift(?:ed)?_reason(?:_?1)?",
    Field.REASON_2: r"(?:detainer_)?lift(?:ed)?_reason_?2|(?:detainer_)?(?:2nd|second)_lift_reason",
    Field.REPEATED: r"duplicate_(?:drop_row|likely)",
}
_PATTERNS = {field: re.compile(pattern) for field, pattern in _NAMES.items()}
_BEST = "duplicate_drop_row"
"""The project marks both rows of a pair as likely duplicates, and one of them as the one to drop."""


def field_of(title: str) -> Field | None:
    """Return what a header says that its column holds; case, spaces and underscores don't count."""
    plain = _plain(title)
    return next((field for field, pattern in _PATTERNS.items() if pattern.fullmatch(plain)), None)


def fields_of(titles: Iterable[tuple[int, str]]) -> dict[Field, int]:
    """Return the number of the column of each field.

    Args:
        titles: Number and header of each column. Of two columns that say the same, the first counts.
    """
    found: dict[Field, int] = {}
    for number, title in titles:
        field = field_of(title)
        if field and (field not in found or _plain(title) == _BEST):
            found[field] = number
    return found


def missing(found: Iterable[Field]) -> list[Field]:
    """Return the fields that a table of detainers must have and this one has not."""
    return [field for field in NEEDED if field not in set(found)]


def _plain(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")
