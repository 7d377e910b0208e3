"""What a cell says that is no value of its row: the state of the rows below, a total, nothing."""

import re
from collections.abc import Sequence

from models.places import state_code

NOTHING = frozenset({"", "#na", "#n/a", "n/a", "na", "#ref!", "#value!", "-", "none"})
"""What stands in a cell that says nothing, in lower case: blanks, and Excel's own errors."""
_CONTINUED = re.compile(r"\W*\b(continued|cont'?d?)\b\W*$", re.IGNORECASE)
_COUNTED = re.compile(r"\s*[-–—:(]\s*(total\W*)?[\d,]+\W*(declined|detainers|rows|total)?\W*$", re.IGNORECASE)
TAKEN_OFF = r"\b(?:removed|delisted|rescinded|no longer (?:listed|designated))\b"
"""What a name, or a line with it, says beside it once it is off the list."""


def heading_state(title: str) -> str:
    """Return the state that a heading names: `TEXAS`, `State: Texas`, `Texas (continued)`, `Texas (142)`."""
    plain = re.sub(r"^\W*state( of)?\b\W*", "", _CONTINUED.sub("", title), flags=re.IGNORECASE)
    plain = _COUNTED.sub("", plain)
    return state_code(plain.strip(" :-–—")) or state_code(re.sub(r"\s*\([^)]*\)\s*$", "", plain))


def total_in(cells: Sequence[str]) -> int | None:
    """Return the number of a row that only states a total."""
    text = cells[0] if len(set(cells)) == 1 else " ".join(filter(None, cells))  # one may span all columns
    match = re.fullmatch(r"(?:grand |sub)?totals?\b\D{0,40}?([\d,]+)\W*", text, re.IGNORECASE)
    return int(match[1].replace(",", "")) if match else None
