"""Pure: how full an edition is: of its rows, which share says something in each field.

Kept with each edition, so that the next can be told from one whose columns were lost.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

from models.changes import Row
from models.listings import FIELDS
from models.values import Outcome

PLACED = "(placed)"
"""Stands among the fields for the rows whose place is known, be it of several."""

DIFFERENT = "(different)"
"""Stands among the fields for the rows that no row before them equals."""

NOTHING = (None, "")


def fills_of(rows: Sequence[Row]) -> dict[str, float]:
    """Return the share of rows in which each field says something, of those that have the field.

    Args:
        rows: A whole edition's, with their places. Without any, nothing is said of any field.
    """
    if not rows:
        return {}
    can, do = Counter[str](), Counter[str]()
    for row in rows:
        fields = FIELDS[row.listing.kind]
        can.update(fields)
        do.update(name for name in fields if row.listing.fields.get(name) not in NOTHING)
    shares = {name: do[name] / number for name, number in can.items()}
    placed = sum(row.resolution.outcome is not Outcome.UNKNOWN for row in rows)
    different = len({row.key for row in rows})
    return {**shares, PLACED: placed / len(rows), DIFFERENT: different / len(rows)}


def times_over(rows: Sequence[Row]) -> int:
    """Return how often the row that stands most seldom in an edition does; 0 without rows."""
    return min(Counter(row.key for row in rows).values(), default=0)


def usual_of(editions: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the median share of each field over some editions."""
    shares: dict[str, list[float]] = {}
    for fills in editions:
        for name, share in fills.items():
            shares.setdefault(name, []).append(share)
    return {name: median(known) for name, known in shares.items()}
