"""How full an edition's rows are, kept so that the next is told from one whose columns were lost. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from statistics import median

from models.domain.listings import FIELDS
from models.domain.reading import Reading
from models.domain.values import Outcome

PLACED = "(placed)"
"""Stands among the fields for the rows whose place is known, be it of several."""

DIFFERENT = "(different)"
"""Stands among the fields for the rows that no row before them equals."""

_EMPTY = (None, "")


def fills_of(reading: Reading, outcomes: Mapping[Outcome, int]) -> dict[str, float]:
    """Return the share of rows in which each field says something, of those that have the field.

    Args:
        reading: A whole edition's rows. Without any, nothing is said of any field.
        outcomes: How many of them have a place that is resolved, ambiguous or unknown.
    """
    if not reading:
        return {}
    kinds = Counter(reading.kinds)
    can = Counter({name: 0 for kind in kinds for name in FIELDS[kind]})
    for kind, number in kinds.items():
        can.update(dict.fromkeys(FIELDS[kind], number))
    shares = {name: _filled(reading, name) / number for name, number in can.items()}
    placed = 1 - outcomes.get(Outcome.UNKNOWN, 0) / len(reading)
    return {**shares, PLACED: placed, DIFFERENT: len(set(reading.keys)) / len(reading)}


def _filled(reading: Reading, name: str) -> int:
    """Return how many rows of a kind that has a field say something in it."""
    rows = zip(reading.kinds, reading.column(name), strict=True)
    return sum(value not in _EMPTY and name in FIELDS[kind] for kind, value in rows)


def times_over(keys: Iterable[bytes]) -> int:
    """Return how often the row that stands most seldom in an edition does; 0 without rows."""
    return min(Counter(keys).values(), default=0)


def usual_of(editions: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the median share of each field over some editions."""
    shares: dict[str, list[float]] = {}
    for fills in editions:
        for name, share in fills.items():
            shares.setdefault(name, []).append(share)
    return {name: median(known) for name, known in shares.items()}
