"""Columns of ICE's row-level detainer files by the words of their header, under every name so far.

Names and renames: the Deportation Data Project's own programs, which read each release of ICE and
give its columns one name (https://github.com/deportationdata/ice, code/detainers-latest.R and
code/detainers-cpang/detainers-merge.R). Everything else in those files, birth dates and
identifiers among it, is never read.

Why ICE lifted a detainer, in its own words, and which of them say that the agency declined it.
"""

import re
from enum import StrEnum

from jobs.readers.text import Column, Columns
from models.domain import comparable


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


_HELD_BY = r"(?:(?:detainer|detention)_)?(?:facility_)?"
_FACILITY = r"(?:(?:detainer|detention)_)?facility"
_MSC = r"(?:msc|most_serious_(?:criminal_)?conviction(?:_msc)?)"


def _plain(title: str) -> str:
    """Return a header in lower case; spaces, underscores and other signs don't count."""
    return re.sub(r"[^a-z0-9]+", "_", title.lower()).strip("_")


def _column(field: Field, name: str, *, needed: bool = False) -> Column[Field]:
    return Column(field, rf"^(?:{name})$", needed)


COLUMNS = Columns(
    (
        _column(Field.ISSUED, r"(?:detainer_)?(?:prepared?|issued?)_date", needed=True),
        _column(Field.STATE, rf"{_HELD_BY}state", needed=True),
        _column(Field.AOR, rf"{_HELD_BY}(?:aor|area_of_responsibility)"),
        _column(Field.AGENCY, rf"{_FACILITY}(?:_name)?", needed=True),
        _column(Field.CODE, rf"{_FACILITY}_code"),
        _column(Field.CITY, rf"{_HELD_BY}city"),
        _column(Field.CITIZENSHIP, r"citizenship(?:_country)?|country_of_citizenship"),
        _column(Field.CHARGE, rf"{_MSC}(?:_charge)?"),
        _column(Field.CRIMINALITY, r"detainer_(?:prep(?:ared?)?_)?criminality"),
        _column(Field.CONVICTED, rf"{_MSC}_conviction_date|most_serious_conviction_date"),
        _column(Field.REASON, r"(?:detainer_)?lift(?:ed)?_reason(?:_?1)?", needed=True),
        _column(
            Field.REASON_2,
            r"(?:detainer_)?lift(?:ed)?_reason_?2|(?:detainer_)?(?:2nd|second)_lift_reason",
        ),
        _column(Field.REPEATED, r"duplicate_(?:drop_row|likely)"),
    ),
    # The project marks both rows of a pair as likely duplicates, and one of them as the one to drop.
    best="^duplicate_drop_row$",
    plain=_plain,
)
"""A table without one that is needed can't be told from another, or its rows not be understood."""


_DECLINED = re.compile(r"detainer declined by (?:lea|law enforcement(?: agency)?)")
"""The one lift reason that says a refusal. `Early Release` and `Insufficient Notice to ICE` don't;
blank may mean still in custody, not honored, or not yet updated (the project's own words)."""

_OTHERS = frozenset(
    """alien not subject to deportation|booked into detention|case closed|died|duplicate|early release
ice temporary resource constraint|insufficient notice to ice|judicial review|lifted|lifted - lack of funds
lifted - lack of space|no longer in state, local, or federal custody|not amenable to removal
noncitizen not amenable to removal|prosecutorial discretion|superseding - new form issued|transferred
united states citizen interviewed|usc or presumptive claim to us citizenship""".replace("\n", "|").split("|")
)
"""Others, as ICE's releases of 2007 to 2015 and of 2026 print them."""


def is_refusal(reason: str) -> bool:
    """Return whether a lift reason says that the agency declined the detainer."""
    return bool(_DECLINED.fullmatch(comparable(reason)))


def is_known(reason: str) -> bool:
    """Return whether a lift reason was met in a release before."""
    return is_refusal(reason) or comparable(reason) in _OTHERS
