"""Every row of the lists known so far, against the GEOID found by hand: none may resolve wrongly."""

import csv
import sys
from collections import Counter
from pathlib import Path

import pytest

from models.places import load_gazetteer
from models.values import Outcome, PlaceKind

GOLD = Path(__file__).parent / "gold"
HEADINGS = {
    "": None,
    "State": PlaceKind.STATE,
    "STATES": PlaceKind.STATE,
    "Counties": PlaceKind.COUNTY,
    "COUNTIES": PlaceKind.COUNTY,
    "Cities": PlaceKind.CITY,
    "CITIES": PlaceKind.CITY,
}


@pytest.mark.parametrize(
    ("file", "resolved", "ambiguous"),
    [
        ("dhs_2025_05_29.csv", 383, 2),
        ("doj_2025_08_05.csv", 35, 0),
        ("policies_2014.csv", 166, 0),
        ("ddor_section_iii.csv", 8, 0),
        ("traps.csv", 154, 13),
    ],
)
def test_no_row_resolves_wrongly(file: str, resolved: int, ambiguous: int) -> None:
    """Each row means the place decided by hand, or openly any of those that its name leaves open."""
    with (GOLD / file).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    outcomes: Counter[Outcome] = Counter()
    wrong = []
    for row in rows:
        got = load_gazetteer().resolve(row["name"], row["state"] or None, HEADINGS[row["heading"]])
        outcomes[got.outcome] += 1
        mark = "?" if got.outcome is Outcome.AMBIGUOUS else ""
        answer = mark + "|".join(sorted(place.geoid for place in got.places or got.candidates))
        if answer != _in_order(row["geoid"]):
            wrong.append((row, answer, got.reason))
    counted = ", ".join(f"{count} {outcome}" for outcome, count in outcomes.items())
    sys.stdout.write(f"{file}: {len(rows)} rows, {counted}\n")
    assert wrong == []
    assert (outcomes[Outcome.RESOLVED], outcomes[Outcome.AMBIGUOUS]) == (resolved, ambiguous)


def _in_order(decided: str) -> str:
    mark = "?" if decided.startswith("?") else ""
    return mark + "|".join(sorted(decided.removeprefix("?").split("|")))
