"""The gold set: names and the places that they mean, decided by hand, against what the resolver says.

python -m tests.support.places.gold
"""

import csv
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from models.domain import Outcome, PlaceKind, Resolution
from models.places import load_gazetteer

GOLD = Path(__file__).parents[2] / "models" / "gold"
LISTS = ("dhs_2025_05_29", "doj_2025_08_05", "ddor_section_iii", "policies_2014")
AGENCIES = ("agreements_287g", "facilities_npr")
_HEADINGS = {
    "State": PlaceKind.STATE,
    "STATES": PlaceKind.STATE,
    "Counties": PlaceKind.COUNTY,
    "COUNTIES": PlaceKind.COUNTY,
    "Cities": PlaceKind.CITY,
    "CITIES": PlaceKind.CITY,
}


@dataclass(frozen=True)
class Decided:
    """One line of a gold file.

    Attributes:
        geoids: What the name means, or what it could mean.
        left_open: The name leaves it open between them.
    """

    state: str
    heading: str
    name: str
    geoids: frozenset[str]
    left_open: bool

    @property
    def nowhere(self) -> bool:
        """Whether the name means no state, county or city: a federal prison, a campus, a hotel."""
        return not self.geoids

    def resolved(self) -> Resolution:
        """What the resolver makes of it, by name, state and heading alone."""
        return load_gazetteer().resolve(self.name, self.state or None, _HEADINGS.get(self.heading))

    def is_wrong(self, got: Resolution) -> bool:
        """Whether a place was given that isn't the right one, or one where there is none."""
        if got.outcome is not Outcome.RESOLVED:
            return False
        return self.left_open or {place.geoid for place in got.places} != self.geoids


def read_gold(file: str) -> Iterator[Decided]:
    """The lines of one gold file, by its name without suffix."""
    with (GOLD / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            told = row["geoid"]
            geoids = frozenset(filter(None, told.removeprefix("?").split("|")))
            yield Decided(row["state"], row["heading"], row["name"], geoids, told.startswith("?"))


@dataclass(frozen=True)
class Score:
    """How one file came out.

    Attributes:
        names: How many there are.
        resolved: To the right place.
        nowhere: That mean no place, and are openly unknown.
        left_open: That their own words leave open, and are ambiguous or unknown.
        missed: That mean a place which wasn't found, but openly so.
        wrong: That were given another place.
    """

    names: int
    resolved: int
    nowhere: int
    left_open: int
    missed: int
    wrong: int

    @property
    def share(self) -> float:
        """Share resolved of the names that mean a place."""
        return self.resolved / (self.names - self.nowhere)


def score(files: tuple[str, ...]) -> Score:
    """How the names of some files came out together."""
    rows = [(each, each.resolved()) for file in files for each in read_gold(file)]
    wrong = [each for each, got in rows if each.is_wrong(got)]
    right = [each for each, got in rows if got.outcome is Outcome.RESOLVED and not each.is_wrong(got)]
    rest = [each for each, got in rows if got.outcome is not Outcome.RESOLVED]
    nowhere = sum(each.nowhere for each in rest)
    left_open = sum(each.left_open for each in rest)
    missed = len(rest) - nowhere - left_open
    return Score(len(rows), len(right), nowhere, left_open, missed, len(wrong))


def table() -> str:
    """The gold set's table, as docs/places.md prints it."""
    lines = [
        "| list | names | resolved | mean no place | left open | not found | wrong |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for name, files in [*((file, (file,)) for file in (*LISTS, *AGENCIES)), ("all", (*LISTS, *AGENCIES))]:
        got = score(files)
        lines.append(
            f"| {name} | {got.names} | {got.resolved} ({got.share:.1%}) | {got.nowhere}"
            f" | {got.left_open} | {got.missed} | {got.wrong} |"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(table() + "\n")
