"""Facilities and agencies whose name hides whom they serve: facts by hand, each with its source.

`models/gazetteer/facilities.csv` holds them: state, words of the name, GEOIDs, reason, source. `?` before
the GEOIDs says that the name leaves it open between them; no GEOID, that it serves no place of ours.
"""

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

_DATA = Path(__file__).parent / "gazetteer" / "facilities.csv"


@dataclass(frozen=True, slots=True)
class Facility:
    """One fact.

    Attributes:
        words: What must stand in the name, folded.
        geoids: Whom it serves; none when it serves no state, county or city.
        certain: Whether it serves all of them; else any of them may be meant.
        reason: Why, without the full stop.
    """

    words: str
    geoids: tuple[str, ...]
    certain: bool
    reason: str


class Facilities:
    """Facts by state."""

    def __init__(self) -> None:
        self._by_state: dict[str, list[Facility]] = defaultdict(list)
        with _DATA.open(encoding="utf-8", newline="") as file:
            for line in csv.DictReader(file):
                geoids = line["geoids"]
                served = tuple(geoids.removeprefix("?").split("|")) if geoids else ()
                fact = Facility(f" {line['words']} ", served, not geoids.startswith("?"), line["reason"])
                self._by_state[line["state"]].append(fact)

    def known(self, words: str, state: str) -> Facility | None:
        """The fact whose words stand in a name, in its state.

        Args:
            words: From `models.place_agencies.words_of`.
            state: USPS code; without one nothing is known.
        """
        padded = f" {words} "
        return next((fact for fact in self._by_state.get(state, ()) if fact.words in padded), None)
