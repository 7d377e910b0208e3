"""Facts that the raw files of the gazetteer lack, each with its source."""

from dataclasses import dataclass

PLANNING_REGIONS = {
    "09110": "Capitol",
    "09120": "Greater Bridgeport",
    "09130": "Lower Connecticut River Valley",
    "09140": "Naugatuck Valley",
    "09150": "Northeastern Connecticut",
    "09160": "Northwest Hills",
    "09170": "South Central Connecticut",
    "09180": "Southeastern Connecticut",
    "09190": "Western Connecticut",
}
"""Connecticut's county equivalents since 2022: Census Bureau, 87 Federal Register 34235."""

RETIRED_COUNTIES = frozenset({"02261", "02270", "46113", "51515"})
"""Census, changes to counties: split in 2019, renamed 2015, renamed 2015, joined Bedford County 2013."""


@dataclass(frozen=True)
class Consolidated:
    """A city and county under one government, and what both are called.

    Attributes:
        place: GEOID of the city; of its balance, where Census has only that as a place.
        county: GEOID of the county.
        name: The city as people say it.
        joint: Names of the two together.
    """

    place: str
    county: str
    name: str
    joint: tuple[str, ...]


CONSOLIDATED = (
    Consolidated("1303440", "13059", "Athens", ("Athens-Clarke",)),
    Consolidated("1304204", "13245", "Augusta", ("Augusta-Richmond",)),
    Consolidated("1319000", "13215", "Columbus", ("Columbus-Muscogee",)),
    Consolidated("1321017", "13053", "Cusseta", ("Cusseta-Chattahoochee",)),
    Consolidated("1332528", "13239", "Georgetown", ("Georgetown-Quitman",)),
    Consolidated("1349000", "13021", "Macon", ("Macon-Bibb",)),
    Consolidated("1836000", "18097", "Indianapolis", ("Indianapolis-Marion",)),
    Consolidated("2146027", "21067", "Lexington", ("Lexington-Fayette", "Lexington-Fayette Urban")),
    Consolidated("2148006", "21111", "Louisville", ("Louisville-Jefferson", "Louisville Metro")),
    Consolidated("3001675", "30023", "Anaconda", ("Anaconda-Deer Lodge",)),
    Consolidated("3011397", "30093", "Butte", ("Butte-Silver Bow",)),
    Consolidated("4732742", "47169", "Hartsville", ("Hartsville-Trousdale",)),
    Consolidated("4744382", "47127", "Lynchburg", ("Lynchburg-Moore",)),
    Consolidated("4752006", "47037", "Nashville", ("Nashville-Davidson", "Metro Nashville")),
)
"""Census gazetteer, places: `Athens-Clarke County unified government (balance)` and the like."""

NAMES = {"3651000": "New York City", "15003": "Honolulu County"}
"""Names that the rules don't give: without `City` New York's would be the state's."""

WORDS = {"15003": "city and county"}
"""Honolulu's one government (Hawaii Revised Statutes, chapter 70); Census has it as a county alone."""

ALSO = {
    "12086": ("Dade",),
    "15003": ("City and County of Honolulu",),
    "36047": ("Brooklyn",),
    "36061": ("Manhattan",),
    "36085": ("Staten Island",),
    "3651000": ("New York City", "NYC"),
    "46102": ("Shannon",),
}
"""Names before 1997 and 2015 (Census, changes to counties); New York City Charter, section 2-202."""

COUNTIES_OF = {
    "1150000": ("11001",),
    "3651000": ("36005", "36047", "36061", "36081", "36085"),
}
"""New York City Charter, section 2-202: its boroughs are five counties. Washington is the District."""
