"""ICE's COUNTY column as the judge of our own resolution of an agency's name and state alone.

python -m tests.support.places.county_judge
"""

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from jobs.readers.text import NOTHING
from jobs.sources import all_sources
from models.domain import Outcome, Place, PlaceKind
from models.places import load_gazetteer
from tests.examples.reading import examples, read_document

WORKBOOK = "ice_287g/2026-05-14"


class Finding(StrEnum):
    """What became of one row."""

    NO_COUNTY = "COUNTY is blank or N/A"
    STATE = "an agency of the state: not compared"
    OPEN = "ours is openly ambiguous or unknown"
    UNCHECKABLE = "the city's county isn't known to us"
    AGREES = "agrees"
    REPAIRED = "agrees once COUNTY is mended by a letter"
    UNREADABLE = "COUNTY names no one county"
    DISAGREES = "disagrees"


@dataclass(frozen=True, order=True)
class Judged:
    """One row, and what became of it."""

    state: str
    agency: str
    county: str
    ours: str
    finding: Finding


def judged() -> list[Judged]:
    """Every row of the workbook of May 2026, resolved without its county and compared with it."""
    (example,) = [one for one in examples() if one.name == WORKBOOK]
    rows = all_sources()[example.source].parse(read_document(example)).listings
    return [
        _judge(row.state, str(row.fields["agency"]), row.annotations.get("county", "").strip())
        for row in rows
    ]


def _judge(state: str, agency: str, county: str) -> Judged:
    got = load_gazetteer().resolve(agency, state)
    names = " and ".join(place.name for place in got.places)
    if county.lower() in NOTHING:
        return Judged(state, agency, county, names, Finding.NO_COUNTY)
    if got.outcome is not Outcome.RESOLVED:
        return Judged(state, agency, county, names, Finding.OPEN)
    return Judged(state, agency, county, names, _compare(got.places, state, county))


def _compare(ours: Sequence[Place], state: str, county: str) -> Finding:
    if ours[0].kind is PlaceKind.STATE:
        return Finding.STATE
    told = load_gazetteer().resolve(county, state, PlaceKind.COUNTY)
    if told.outcome is not Outcome.RESOLVED:
        return Finding.UNREADABLE
    lies_in = {geoid for place in ours for geoid in _counties(place)}
    if not lies_in:
        return Finding.UNCHECKABLE
    if lies_in.isdisjoint(geoid for place in told.places for geoid in _counties(place)):
        return Finding.DISAGREES
    return Finding.REPAIRED if told.repaired else Finding.AGREES


def _counties(place: Place) -> tuple[str, ...]:
    return (place.geoid,) if place.kind is PlaceKind.COUNTY else place.counties


def agreement(rows: Sequence[Judged]) -> float:
    """Share that agrees of the rows that can be compared."""
    count = Counter(row.finding for row in rows)
    agreeing = count[Finding.AGREES] + count[Finding.REPAIRED]
    return agreeing / (agreeing + count[Finding.UNREADABLE] + count[Finding.DISAGREES])


def table(rows: Sequence[Judged]) -> str:
    """How many rows came to each finding, and the share that agrees."""
    count = Counter(row.finding for row in rows)
    lines = ["| of 1,832 rows | |", "| --- | --- |", *(f"| {each} | {count[each]:,} |" for each in Finding)]
    return "\n".join([*lines, f"| agreement of what can be compared | {agreement(rows):.1%} |"])


if __name__ == "__main__":
    sys.stdout.write(table(judged()) + "\n")
