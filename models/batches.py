"""Many keys or ids, a few hundred to a statement. Pure."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")

BATCH = 500
"""Keys or ids in one statement; SQLite's older builds take 999 parameters at most."""


def batches(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items in their order, as many at a time as one statement takes."""
    wanted = list(items)
    return (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))
