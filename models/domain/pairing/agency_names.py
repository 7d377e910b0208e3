"""Whether two printed names are one agency's: its words without abbreviations, its office, whom it serves.

Names alike are not enough (Melbourne Beach and Melbourne, a precinct's constable and the next one's, the
sheriff and the police of one county), and one place is not enough where it is a whole state.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from models.domain.listings import place_text
from models.domain.pairing.slips import without_note
from models.domain.row_diff import Row, are_alike, geoids, is_certain
from models.domain.values import Place, PlaceKind

_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_APOSTROPHES = re.compile(r"['\u2019\u2018\u02bc\u00b4`]")
_INITIALS = re.compile(r"\b(?:[A-Za-z]\.)+[A-Za-z]\b\.?")
_ALIAS = re.compile(r"\s*[/(]\s*(?P<initials>[A-Z]{2,5})\)?\s*$")
"""`/ THP` behind a name: the same agency's initials."""
_DATED = re.compile(r"[\[(][^()\[\]]*\b\d{4}\b[^()\[\]]*[\])]")
"""`(ended 2025-05-01)`: what is numbered in it is no precinct."""
_ALONE = re.compile(r"[A-Z]{3,6}")
_SMALL = frozenset({"of", "the", "and", "for"})
_SHORT = {
    "pd": "police department", "so": "sheriff office", "shf": "sheriff", "sher": "sheriff",
    "dept": "department", "dpt": "department", "depart": "department", "departement": "department",
    "co": "county", "cnty": "county", "cty": "county", "par": "parish", "twp": "township",
    "twsp": "township", "tnp": "township", "boro": "borough", "vlg": "village", "vill": "village",
    "saint": "st", "sainte": "ste", "mount": "mt", "fort": "ft", "hgts": "heights", "hts": "heights",
    "spgs": "springs", "bch": "beach", "dps": "department of public safety",
    "doc": "department of corrections", "bocc": "board of county commissioners", "ofc": "office",
    "off": "office", "const": "constable", "constables": "constable", "pct": "precinct",
    "prec": "precinct", "pcnt": "precinct", "dist": "district", "distric": "district",
    "div": "division", "det": "detention", "ctr": "center", "cntr": "center", "centre": "center",
    "corr": "corrections", "correction": "corrections", "correctional": "corrections",
    "univ": "university", "auth": "authority", "reg": "regional", "hwy": "highway", "pub": "public",
    "atty": "attorney", "attorneys": "attorney", "gen": "general", "ag": "attorney general",
    "da": "district attorney", "isd": "independent school district", "sheriffs": "sheriff",
    "marshals": "marshal", "prosecutors": "prosecutor", "generals": "general", "troopers": "patrol",
    "services": "service", "svcs": "service", "svc": "service", "natl": "national",
    "metro": "metropolitan", "investigations": "investigation",
}  # fmt: skip
"""Abbreviations and other ways to write a word: USPS Publication 28, and what ICE's workbooks print."""
_COMPASS = {"n": "north", "no": "north", "s": "south", "so": "south", "e": "east", "w": "west"}
_STATE_PATROL = re.compile(r"\b(?:(?:state|highway) )+patrol\b|\bstate police\b")
_NUMBERS = {
    word: str(number)
    for number, words in enumerate(
        ("first one i", "second two ii", "third three iii", "fourth four iv", "fifth five v", "sixth six vi",
         "seventh seven vii", "eighth eight viii", "ninth nine ix", "tenth ten x"),
        start=1,
    )
    for word in words.split()
}  # fmt: skip
_ORDINAL = re.compile(r"0*(?P<number>\d+)(?:st|nd|rd|th)?")
_PARTS = frozenset({"precinct", "district", "ward", "zone", "division", "circuit", "region", "troop"})
"""What is counted: the constable of precinct 1 is not that of precinct 2."""
_KINDS = frozenset({"county", "parish", "city", "town", "township", "village", "borough", "municipality"})
_EMPTY = frozenset({"department", "office", "agency", "of", "the", "and", "for", "at", "in", "s"})
_OFFICES = (
    ("campus", r"university|college|school|campus|trustees"),
    ("carrier", r"airport|port authority|railroad|railway|transit"),
    ("nation", r"tribe|tribal|nation|pueblo"),
    ("guard", r"(?:national|state) guard|military"),
    ("constable", r"constable"),
    ("fire", r"fire (?:marshal|department|rescue)"),
    ("marshal", r"marshal"),
    ("prosecutor", r"attorney|prosecutor"),
    ("park", r"parks|park (?:police|rangers?)|wildlife|fish and|game|natural resources|marine"),
    ("court", r"juvenile|probation|parole|court|capitol"),
    ("works", r"housing|hospital|medical|water|utility"),
    ("custody", r"sheriff|jail|detention|corrections|prison|commissioners|criminal justice"),
    ("police", r"police|patrol|public safety"),
)
"""Offices of one place that are never one another; a county's jail is its sheriff's or its board's."""
_SIGNS = tuple((office, re.compile(rf"\b(?:{words})\b")) for office, words in _OFFICES)
_CAMPUSES = frozenset({"campus", "carrier", "nation", "guard"})
_OF_PLACES = frozenset({"custody", "police", "constable"})
"""Offices of which a place has one, and so whoever it is called."""
_OF_OFFICE = frozenset(
    {"sheriff", "jail", "detention", "corrections", "prison", "commissioners", "board", "center", "facility",
     "rehabilitation", "police", "public", "safety", "constable", "marshal", "authority", "adult"}
)  # fmt: skip
_COMMON = _OF_OFFICE | {
    "law", "enforcement", "criminal", "investigation", "division", "bureau", "service", "commission", "state",
    "justice", "attorney", "general", "control", "unit", "special", "force", "task", "national", "guard",
    "military", "security", "resources", "health", "crime", "information", "district",
}  # fmt: skip
"""Words that the names of several agencies of one state have."""
_WORD_ALIKE = 0.75
"""Share of letters in common from which one word may be another misspelt, within names that are alike."""
_NEAR = 0.6
"""The same, where one of the names is no place's and so can't be right."""


@dataclass(frozen=True, slots=True)
class _AgencyWords:
    """A name taken apart.

    Attributes:
        words: What tells it from others, in its order: without what kind of place or office it is of.
        office: Which of the offices of a place it is; empty when its words don't say.
        kinds: The kinds of place that it names: county, township.
        numbers: Of its precinct or district, and any other.
        initials: Of its words; and those by which it is called itself: `KBI`, or `/ THP` behind its name.
    """

    words: tuple[str, ...]
    office: str
    kinds: frozenset[str]
    numbers: frozenset[str]
    initials: str
    called: str


def same_words(before: Row, after: Row) -> bool:
    """Tell whether two names are the same but for abbreviations, and words such as Office and Department."""
    one, other = _name(before), _name(after)
    return (one.numbers, one.kinds, Counter(one.words)) == (other.numbers, other.kinds, Counter(other.words))


def agency_key(row: Row) -> tuple[str, ...]:
    """Return what names of the same words share."""
    return tuple(sorted(_name(row).words))


def alike(before: Row, after: Row) -> bool:
    """Tell whether two names are one name misspelt or abbreviated, and mean no two places."""
    return may_be_one(before, after) and _alike(before, after)


def one_place(before: Row, after: Row) -> bool:
    """Tell whether two names that are not alike are of one agency by whom they serve.

    Both serve one county or city in the same office; or one of them names none, and what it is called is
    near the other's name, or a county's sheriff, whose county doesn't exist. Of a state's agencies one is
    named with the department that it is part of.
    """
    if not may_be_one(before, after):
        return False
    one, other = _name(before), _name(after)
    of_state = any(_certain(row) and not _is_local(row) for row in (before, after))
    if of_state:
        return _is_part(one, other, _states(before, after))
    one_office = one.office == other.office and one.office in _OF_PLACES
    if _certain(before) and _certain(after):
        return one_office or _is_place_alone(one, other) or _is_place_alone(other, one)
    return one_office and _is_misspelt(before, after)


def _is_misspelt(before: Row, after: Row) -> bool:
    """Tell whether of two offices of one sort one is misspelt, for its name is no place's."""
    one, other = _name(before), _name(after)
    if not _certain(before) and not _certain(after):
        return not _left(one, other, _OF_OFFICE) and not _left(other, one, _OF_OFFICE)
    nowhere = other if _certain(before) else one
    return (one.office == "custody" and "county" in nowhere.kinds) or _is_near(one, other)


def may_be_one(before: Row, after: Row) -> bool:
    """Tell whether nothing in two names says that they are two: offices, numbers, places, kinds of place."""
    one, other = _name(before), _name(after)
    if one.numbers != other.numbers or (one.office and other.office and one.office != other.office):
        return False
    if _apart(before, after):
        return False
    placed = _certain(before) and _certain(after)
    return placed or not (one.kinds and other.kinds) or bool(one.kinds & other.kinds)


NOWHERE = "nowhere"


def areas(row: Row) -> frozenset[str]:
    """Return what rows of one place have in common: its GEOID, and that of the county of a city's sheriff."""
    if not _certain(row):
        return frozenset({NOWHERE})
    counties = (county for place in row.resolution.places for county in place.counties)
    return geoids(row) | frozenset(counties if "sheriff" in _name(row).words else ())


def _apart(before: Row, after: Row) -> bool:
    """Tell whether two names mean two places, as far as they mean any."""
    if _certain(before) and _certain(after):
        return geoids(before) != geoids(after) and not _is_sheriffs_city(before, after)
    sides = [{place.geoid for place in _meant(row)} for row in (before, after)]
    return all(sides) and not sides[0] & sides[1]


def _is_sheriffs_city(before: Row, after: Row) -> bool:
    """Tell whether two sheriffs are one: a county's, and that of a city in it, which has none of its own."""
    if not all("sheriff" in _name(row).words and len(row.resolution.places) == 1 for row in (before, after)):
        return False
    ((one,), (other,)) = (row.resolution.places for row in (before, after))
    return one.counties == (other.geoid,) or other.counties == (one.geoid,)


def _alike(before: Row, after: Row) -> bool:
    """Tell whether the words of two names are the same, up to letters and the name of their state."""
    one, other = _name(before), _name(after)
    states = _states(before, after)
    left, right = (_left(of, less, states) for of, less in ((one, other), (other, one)))
    if "".join(left) == "".join(right) or one.called == other.initials or other.called == one.initials:
        return True
    if len(left) != len(right):
        return False
    pairs = zip(left, right, strict=True)
    whole = [" ".join(each.words) for each in (one, other)]
    return all(are_alike(*each, _WORD_ALIKE) for each in pairs) and are_alike(whole[0], whole[1])


def _left(of: _AgencyWords, less: _AgencyWords, without: frozenset[str]) -> list[str]:
    """Return the words of a name that another lacks, in their order, but for some that say nothing."""
    lacking = Counter(of.words) - Counter(less.words)
    left = []
    for word in of.words:
        if lacking[word] > 0:
            lacking[word] -= 1
            left.append(word)
    text = f" {' '.join(left)} "
    for words in without:
        text = text.replace(f" {words} ", " ")
    return text.split()


def _states(*rows: Row) -> frozenset[str]:
    places = (place for row in rows for place in row.resolution.places)
    names = {_plain(place.name) for place in places if place.kind is PlaceKind.STATE}
    return frozenset(names | {row.listing.state.lower() for row in rows} - {""})


def _is_near(one: _AgencyWords, other: _AgencyWords) -> bool:
    """Tell whether a name that is no place's may be another misspelt: as many words, each near its own."""
    first, second = _left(one, other, _OF_OFFICE), _left(other, one, _OF_OFFICE)
    near = [are_alike(*pair, _NEAR) for pair in zip(first, second, strict=False)]
    return len(first) == len(second) > 0 and all(near)


def _is_part(one: _AgencyWords, other: _AgencyWords, states: frozenset[str]) -> bool:
    """Tell whether a state's agency is named with and without the department that it is part of.

    Words that several agencies of a state have in their names don't make two of them one.
    """
    fewer, more = sorted(({*each.words} - states for each in (one, other)), key=len)
    return fewer <= more and bool(fewer - _COMMON) and not {one.office, other.office} & _CAMPUSES


def _is_place_alone(one: _AgencyWords, other: _AgencyWords) -> bool:
    """Tell whether a name says no more than whose agency it is: `City of Oxford`."""
    return not one.office and set(one.words) <= set(other.words)


def _certain(row: Row) -> bool:
    """Tell whether a name means places for certain; without a state it may be a namesake's anywhere."""
    return bool(row.listing.state) and is_certain(row)


def _is_local(row: Row) -> bool:
    return all(place.kind is not PlaceKind.STATE for place in row.resolution.places)


def _meant(row: Row) -> Iterable[Place]:
    """Return the places that a name may mean; one of another kind than it says is none of them."""
    if not row.listing.state:
        return ()
    kinds = _name(row).kinds
    if _certain(row) or not kinds:
        return row.resolution.places or row.resolution.candidates
    county = {kind == "county" for kind in kinds}
    return [place for place in row.resolution.candidates if (place.kind is PlaceKind.COUNTY) in county]


def _name(row: Row) -> _AgencyWords:
    return _taken_apart(place_text(row.listing))


@lru_cache(maxsize=8192)
def _taken_apart(text: str) -> _AgencyWords:
    text = without_note(text)
    alias = _ALIAS.search(text)
    if alias and alias["initials"].lower() in _SHORT:
        alias = None
    printed = _plain(text[: alias.start()] if alias else text).split()
    words = _expanded(printed)
    joined = " ".join(words)
    office = next((office for office, sign in _SIGNS if sign.search(joined)), "")
    kinds = frozenset("county" if word == "parish" else word for word in words if word in _KINDS)
    told = [word for word in words if word not in _EMPTY | _KINDS and not word.isdigit()]
    initials = "".join(word[0] for word in printed if word not in _SMALL)
    called = alias["initials"].lower() if alias else text.lower() if _ALONE.fullmatch(text) else ""
    undated = _expanded(_plain(_DATED.sub("", text)).split())
    numbers = frozenset(word for word in undated if word.isdigit())
    return _AgencyWords(tuple(told), office, kinds, numbers, initials, called)


def _plain(text: str) -> str:
    """Return a text as words of letters and digits: no accents, no apostrophes, initials in one."""
    together = _INITIALS.sub(lambda match: match[0].replace(".", ""), _APOSTROPHES.sub("", text))
    letters = unicodedata.normalize("NFKD", together).encode("ascii", "ignore").decode()
    return _NO_LETTERS.sub(" ", letters.lower().replace("&", " and ")).strip()


def _expanded(printed: Sequence[str]) -> list[str]:
    """Return words without abbreviations, the numbers of precincts and the like as digits."""
    words: list[str] = []
    for at, word in enumerate(printed):
        within = at + 1 < len(printed)
        words += (_COMPASS.get(word, "") if within and word in _COMPASS else _SHORT.get(word, word)).split()
    words = _STATE_PATROL.sub("patrol", " ".join(words)).split()
    return [_numbered(words, at) for at in range(len(words))]


def _numbered(words: Sequence[str], at: int) -> str:
    """Return a word, as digits if it is the number of a part: `Fourth Ward`, `Precinct IV`, `05th`."""
    if match := _ORDINAL.fullmatch(words[at]):
        return match["number"]
    counts = _PARTS & {*words[max(at - 1, 0) : at], *words[at + 1 : at + 3]}
    return _NUMBERS.get(words[at], words[at]) if counts else words[at]
