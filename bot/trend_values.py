"""Numbers over time as one frozen value: all that blocks and `--json` print of a trend. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.trends import By, Series
from models.values import Place, Source


@dataclass(frozen=True, slots=True)
class Trended:
    """What is recorded over time.

    Attributes:
        place: Whom it is about; None for the whole country.
        by: What the numbers are told apart by.
        others: Places of the same name, of which nothing is recorded.
        replay: It is read from a replay of cited facts.
    """

    place: Place | None
    by: By
    series: tuple[Series, ...]
    sources: Mapping[str, Source]
    others: tuple[Place, ...] = ()
    replay: bool = False
