"""Build places.csv.xz and unincorporated.csv of models/places/data/; run by hand, not by the desk.

    pip install zipcodes==3.0.0
    python -m tests.support.gazetteer.build FOLDER

FOLDER holds the raw files named in models/places/data/README.md. The same input makes the same bytes.
"""

import csv
import io
import lzma
import re
import sys
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

from models.places.spelling import STATES, USPS_BY_FIPS, NearKeys, fold, key, one_edit
from tests.support.gazetteer.by_hand import (
    ALSO,
    CONSOLIDATED,
    COUNTIES_OF,
    PLANNING_REGIONS,
    RETIRED_COUNTIES,
    WORDS,
)
from tests.support.gazetteer.raw import Raw, read_raw
from tests.support.gazetteer.rows import COUNTY, PLACE, STATE, SUBDIVISION, DisplayNames, PlaceRecord

DATA = Path(__file__).parents[3] / "models" / "places" / "data"
_COUNTY_NAME = re.compile(
    r"(?P<bare>.+?) (?P<word>County|Parish|City and Borough|Borough|Census Area|Municipality|Municipio"
    r"|Planning Region|District|Islands?|city)"
)
_PLACE_NAME = re.compile(
    r"(?P<bare>.+?)(?: Town(?= city))? (?P<word>city and borough|city|town|village|borough|municipality"
    r"|corporation|plantation|charter township|township|urban county|unified government"
    r"|metropolitan government)"
)
_TWO_NAMES = re.compile(r"(?P<official>.+) \((?P<common>.+)\)")
_CITY_NAMED_TOWN = {"ME", "ND", "WV"}
"""Old Town, New Town and Charles Town are names; `Agawam Town city` is Agawam (Massachusetts alone)."""


def rows_from(raw: Raw) -> list[PlaceRecord]:
    """Every place of the union, named, with its counties, by GEOID."""
    rows = {state.fips: PlaceRecord(state.fips, state.name, "state") for state in STATES.values()}
    for geoid in raw.counties.keys() | raw.ocd.keys() | raw.older.keys():
        if len(geoid) != STATE:
            rows[geoid] = _row(geoid, raw)
    for geoid, region in PLANNING_REGIONS.items():
        rows[geoid] = PlaceRecord(geoid, region, "planning region")
    for geoid, word in WORDS.items():
        rows[geoid] = replace(rows[geoid], word=word)
    _consolidate(rows)
    _shade(rows)
    bearers = Counter((row.state, row.bare) for row in rows.values() if len(row.geoid) == PLACE)
    shared = {bearer for bearer, count in bearers.items() if count > 1}
    placed = [replace(row, counties=_counties(row, raw, shared)) for _, row in sorted(rows.items())]
    names = DisplayNames(placed)
    return [replace(row, name=names.of(row)) for row in placed]


def _row(geoid: str, raw: Raw) -> PlaceRecord:
    if len(geoid) == COUNTY:
        printed = raw.counties.get(geoid) or raw.ocd.get(geoid) or raw.older[geoid][0] + " city"
        found = _COUNTY_NAME.fullmatch(printed)
        if found is None or printed == "Carson City":
            return PlaceRecord(geoid, printed, "independent city" if printed == "Carson City" else "area")
        word = found["word"].lower().replace("islands", "island")
        return PlaceRecord(
            geoid, found["bare"], "independent city" if word == "city" else word, also=ALSO.get(geoid, ())
        )
    if geoid not in raw.ocd:
        name, word = raw.older[geoid]
        township = name.endswith(" Township") or _older_township(geoid, word)
        return PlaceRecord(
            geoid, name.removesuffix(" Township"), "township" if township else word, shadow=True
        )
    return _place_row(geoid, raw.ocd[geoid])


def _older_township(geoid: str, word: str) -> bool:
    """The 2016 file calls every subdivision a town; outside the northeast they are townships."""
    return word == "town" and len(geoid) == SUBDIVISION and geoid[:STATE] not in {"09", "36", "50"}


def _place_row(geoid: str, printed: str) -> PlaceRecord:
    found = _PLACE_NAME.fullmatch(printed)
    if found is None:
        return PlaceRecord(
            geoid, printed, "city" if len(geoid) == PLACE else "town", also=ALSO.get(geoid, ())
        )
    bare = found["bare"]
    if USPS_BY_FIPS[geoid[:STATE]] in _CITY_NAMED_TOWN and printed == f"{bare} Town city":
        bare = f"{bare} Town"
    two = _TWO_NAMES.fullmatch(bare)
    if two:
        return PlaceRecord(geoid, two["common"], found["word"], also=(two["official"], bare))
    if USPS_BY_FIPS[geoid[:STATE]] == "NJ" and bare.endswith(" Village"):
        return PlaceRecord(geoid, bare.removesuffix(" Village"), found["word"], also=(bare,))
    if geoid == "1608830":
        return PlaceRecord(geoid, "Boise", "city", also=(bare,))
    return PlaceRecord(geoid, bare, found["word"], also=ALSO.get(geoid, ()))


def _consolidate(rows: dict[str, PlaceRecord]) -> None:
    for one in CONSOLIDATED:
        joint = one.joint + tuple(f"{name} County" for name in one.joint if " " not in name)
        rows[one.place] = PlaceRecord(one.place, one.name, "city", also=joint)
        rows[one.county] = replace(rows[one.county], also=one.joint)


def _shade(rows: dict[str, PlaceRecord]) -> None:
    """Shade retired counties, and the city twins of independent cities, which answer as counties."""
    independent = {
        (row.state, row.bare)
        for row in rows.values()
        if row.word == "independent city" and row.geoid not in RETIRED_COUNTIES
    }
    for geoid, row in rows.items():
        twin = len(geoid) == PLACE and row.word == "city" and (row.state, row.bare) in independent
        if twin or geoid in RETIRED_COUNTIES:
            rows[geoid] = replace(row, shadow=True)
    rows["1150000"] = replace(rows["1150000"], shadow=False)


def _counties(row: PlaceRecord, raw: Raw, shared: set[tuple[str, str]]) -> tuple[str, ...]:
    """A subdivision's is in its GEOID; a place's is what two sources say alike, else unknown."""
    if len(row.geoid) == SUBDIVISION:
        return (row.geoid[:COUNTY],)
    if row.geoid in COUNTIES_OF:
        return COUNTIES_OF[row.geoid]
    consolidated = [one.county for one in CONSOLIDATED if one.place == row.geoid]
    if consolidated or len(row.geoid) != PLACE or (row.state, row.bare) in shared:
        return tuple(consolidated)
    keys = [(row.state, key(fold(name))) for name in (row.bare, *row.also)]
    populated = set().union(*(raw.geonames.get(city, set()) for city in keys))
    postal = set().union(*(raw.postal.get(city, set()) for city in keys))
    towns = {county for city in keys for county in raw.towns.get(city, ())}
    said, seconded = (populated, postal or populated) if populated else (postal, towns)
    return tuple(said) if len(said) == 1 and said <= seconded and "?" not in said else ()


def unincorporated(rows: list[PlaceRecord], raw: Raw) -> list[tuple[str, str]]:
    """Communities without a government whose names are one edit away from a place's in their state.

    They are real, so their names are no misspellings; without this list the resolver would mend them.
    """
    ours: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        ours[row.state] |= {key(fold(name)) for name in (row.bare, *row.also)}
    near = {state: NearKeys(keys) for state, keys in ours.items()}
    return sorted(
        (state, raw.labels[state, name])
        for state, name in raw.labels
        if state in ours
        and name not in ours[state]
        and any(one_edit(name, other) for other in near[state].sharing_a_form(name))
    )


def write(rows: list[PlaceRecord], path: Path) -> None:
    """Write rows as CSV, compressed; a name that repeats the bare name is left out."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    for row in rows:
        name = "" if row.name == row.bare else row.name
        shadow = "x" if row.shadow else ""
        writer.writerow(
            [row.geoid, row.bare, row.word, name, "|".join(row.also), "|".join(row.counties), shadow]
        )
    path.write_bytes(lzma.compress(text.getvalue().encode(), preset=9 | lzma.PRESET_EXTREME))


def main(folder: Path) -> None:
    """Build both files from the raw files of the folder and say how many rows they have."""
    raw = read_raw(folder)
    rows = rows_from(raw)
    write(rows, DATA / "places.csv.xz")
    names = unincorporated(rows, raw)
    with (DATA / "unincorporated.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(names)
    located = sum(bool(row.counties) for row in rows if len(row.geoid) == PLACE)
    sys.stdout.write(f"{len(rows)} places, {located} cities with a county, {len(names)} unincorporated\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
