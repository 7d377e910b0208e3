"""How names are spelt: places' folded to a key and compared, states' in every way that lists print.

States' codes: Census Bureau, ANSI/FIPS state codes. Two-letter abbreviations: USPS Publication 28.
Older abbreviations: U.S. Government Publishing Office Style Manual, 9.46, and what newspapers use.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_APOSTROPHES = re.compile(r"['\u2019\u2018\u02bc\u00b4`]")
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_WORDS = {
    "saint": "st",
    "sainte": "ste",
    "mount": "mt",
    "fort": "ft",
    "hgts": "heights",
    "hts": "heights",
    "spgs": "springs",
    "bch": "beach",
}
_FIRST_WORDS = {"n": "north", "no": "north", "s": "south", "so": "south", "e": "east", "w": "west"}
_SHORTEST_REPAIRABLE = 4

_STATES = """
01 AL Alabama|Ala
02 AK Alaska|Alas
04 AZ Arizona|Ariz
05 AR Arkansas|Ark
06 CA California|Calif|Cal
08 CO Colorado|Colo
09 CT Connecticut|Conn
10 DE Delaware|Del
11 DC District of Columbia|Washington DC|Dist of Columbia
12 FL Florida|Fla
13 GA Georgia
15 HI Hawaii|Haw
16 ID Idaho|Ida
17 IL Illinois|Ill
18 IN Indiana|Ind
19 IA Iowa
20 KS Kansas|Kan|Kans
21 KY Kentucky|Ken
22 LA Louisiana
23 ME Maine
24 MD Maryland
25 MA Massachusetts|Mass
26 MI Michigan|Mich
27 MN Minnesota|Minn
28 MS Mississippi|Miss
29 MO Missouri
30 MT Montana|Mont
31 NE Nebraska|Neb|Nebr
32 NV Nevada|Nev
33 NH New Hampshire
34 NJ New Jersey
35 NM New Mexico|N Mex
36 NY New York
37 NC North Carolina|N Car
38 ND North Dakota|N Dak
39 OH Ohio
40 OK Oklahoma|Okla
41 OR Oregon|Ore|Oreg
42 PA Pennsylvania|Penn|Penna
44 RI Rhode Island
45 SC South Carolina|S Car
46 SD South Dakota|S Dak
47 TN Tennessee|Tenn
48 TX Texas|Tex
49 UT Utah
50 VT Vermont
51 VA Virginia
53 WA Washington|Wash|Washington State
54 WV West Virginia|W Va
55 WI Wisconsin|Wis|Wisc
56 WY Wyoming|Wyo
60 AS American Samoa
66 GU Guam
69 MP Northern Mariana Islands|CNMI
72 PR Puerto Rico
74 UM U.S. Minor Outlying Islands
78 VI U.S. Virgin Islands|Virgin Islands
"""


def fold(text: str) -> str:
    """Lower-case words without accents, apostrophes and punctuation: `Prince George's` → `prince georges`.

    Saint, Sainte, Mount and Fort become their abbreviations, Heights, Springs and Beach the words; a
    compass letter before a name becomes the word. Abbreviations: USPS Publication 28, appendix C.
    """
    ascii_text = text if text.isascii() else _to_ascii(text)
    words = _NOT_WORD.sub(" ", _APOSTROPHES.sub("", ascii_text.lower()).replace("&", " and ")).split()
    words = [_WORDS.get(word, word) for word in words]
    if len(words) > 1:
        words[0] = _FIRST_WORDS.get(words[0], words[0])
    return " ".join(words)


def key(folded: str) -> str:
    """What names are looked up by: the folded words run together, without a leading `the`."""
    return folded.removeprefix("the ").replace(" ", "")


def _to_ascii(text: str) -> str:
    straight = _APOSTROPHES.sub("'", text)
    decomposed = unicodedata.normalize("NFKD", straight)
    return "".join(c if c.isascii() else " " for c in decomposed if not unicodedata.combining(c))


def one_edit(first: str, second: str) -> bool:
    """Whether exactly one letter must be changed, added or left out to make one text the other."""
    if abs(len(first) - len(second)) > 1 or first == second:
        return False
    shorter, longer = sorted((first, second), key=len)
    at = next((i for i, (a, b) in enumerate(zip(shorter, longer, strict=False)) if a != b), len(shorter))
    return shorter[at + (len(first) == len(second)) :] == longer[at + 1 :]


def one_slip(first: str, second: str) -> bool:
    """Like `one_edit`, or two neighbouring letters swapped: what a typing hand does."""
    if one_edit(first, second):
        return True
    at = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), len(first))
    swapped = first[:at] + first[at + 1 : at + 2] + first[at : at + 1] + first[at + 2 :]
    return swapped == second != first


def without_one_letter(word: str) -> set[str]:
    """The word itself and every form of it that lacks one letter."""
    return {word} | {word[:i] + word[i + 1 :] for i in range(len(word))}


class NearKeys:
    """Keys by their one-deletion forms, so that a misspelt one is found without a scan.

    Two words one edit apart share a form that lacks at most one letter; 24,000 names make about
    290,000 forms. Built once, a tenth of a second.
    """

    def __init__(self, keys: Iterable[str]) -> None:
        self._forms: dict[str, str] = {}  # keys have no spaces; 290,000 lists would be walked for garbage
        for word in keys:
            for form in without_one_letter(word):
                known = self._forms.get(form)
                self._forms[form] = f"{known} {word}" if known else word

    def sharing_a_form(self, word: str) -> set[str]:
        """Keys that may be one edit or one swap away; the caller checks which are."""
        return {near for form in without_one_letter(word) for near in self._forms.get(form, "").split()}


@dataclass(frozen=True, slots=True)
class NamedState:
    """A state, the District of Columbia or a territory.

    Attributes:
        fips: Census code, the first two digits of every GEOID in it.
        usps: Two capitals.
        name: Full name.
    """

    fips: str
    usps: str
    name: str


def _squeeze(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def _read_table() -> tuple[dict[str, NamedState], dict[str, str]]:
    states: dict[str, NamedState] = {}
    codes: dict[str, str] = {}
    for line in _STATES.strip().splitlines():
        fips, usps, names = line.split(" ", 2)
        name, *abbreviations = names.split("|")
        states[usps] = NamedState(fips, usps, name)
        for spelling in (usps, name, *abbreviations):
            codes[_squeeze(spelling)] = usps
    return states, codes


STATES, _CODES = _read_table()
"""By USPS code."""
TERRITORIES = frozenset({"AS", "GU", "MP", "PR", "VI"})
USPS_BY_FIPS = {state.fips: state.usps for state in STATES.values()}


def state_code(text: str) -> str:
    """USPS code of a state written in any usual way.

    Args:
        text: `Massachusetts`, `Mass.`, `MA`, `N. Y.`, `D.C.`; case, full stops and spaces don't matter.

    Returns:
        Two capitals, or an empty string when the text is no state's name.
    """
    return _CODES.get(_squeeze(text), "")


def state_name(code: str) -> str:
    """Full name of a state by its USPS code; empty when there is none.

    Args:
        code: `MA`, in either case.
    """
    state = STATES.get(code.upper())
    return state.name if state else ""


def repaired_state_code(text: str) -> str:
    """USPS code of the one state whose full name is one edit away from the text.

    Read so because scans print `lowa` for Iowa (the Iowa rows of ICE's 2014 list, as copied).

    Args:
        text: A misspelt full name; abbreviations are too short to be repaired.

    Returns:
        Two capitals; empty when no state, or more than one, is that near.
    """
    squeezed = _squeeze(text)
    if len(squeezed) < _SHORTEST_REPAIRABLE:
        return ""
    near = [state.usps for state in STATES.values() if one_edit(squeezed, _squeeze(state.name))]
    return near[0] if len(near) == 1 else ""
