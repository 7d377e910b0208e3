"""What the rows of a list mean, where slips stand that it prints again: they are found by what they say.

A row that stands in its own words comes first: beside it, what a slip says is a row of its own.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from models.domain import Listing


def as_meant(keys: Sequence[bytes], stands: Sequence[tuple[bytes, bytes]]) -> list[bytes]:
    """Return what each row of a list means.

    Args:
        keys: What each says.
        stands: Of each row that stands what its printing says, and what it means; the first begun first.
    """
    meant, often = list(keys), Counter(key for _, key in stands)
    for said, key in stands:
        is_new, is_lacking = meant.count(said) > often[said], meant.count(key) < often[key]
        if said != key and is_new and is_lacking:
            meant[meant.index(said)] = key
    return meant


def off_as_meant(off: Counter[bytes], stands: Sequence[tuple[bytes, bytes]]) -> Counter[bytes]:
    """Return what a list means that names rows as gone, as often as it names them."""
    meant, often = off.copy(), Counter(key for _, key in stands)
    for said, key in stands:
        if said != key and meant[said] > often[said]:
            meant[said] -= 1
            meant[key] += 1
    return meant


def shown(printed: Listing, meant: Listing) -> Listing:
    """Return a row as people see it: a slip in its own words, in the state that is meant, with a note."""
    if printed is meant:
        return printed
    note = f"Printed as “{printed.as_read}”, a slip of “{meant.as_read}”."
    return replace(printed, state=meant.state, notes=(*printed.notes, note))
