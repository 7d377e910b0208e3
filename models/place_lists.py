"""Rows that name several places: `Chaves and Eddy Counties`, `A, B and C counties, Texas`. Pure text."""

import re

_LONGEST = 300
_SEVERAL = re.compile(
    r"(?P<names>.+?) (?P<kind>counties|parishes|boroughs|cities|towns|townships)(?P<rest>,.*| in .*)?",
    re.IGNORECASE,
)
_ONE_OF_TWO = re.compile(
    r"(?P<names>[^,]+?(?: and | & |/|-)[^,]+?) (?P<kind>county|co\.?|parish)(?P<rest>\b.*)", re.IGNORECASE
)
_REGIONAL = re.compile(
    r"(?P<names>.+?(?:,| and | & |/|-).+?) regional (?:jail|adult detention|detention|juvenile)\b.*",
    re.IGNORECASE,
)
_KIND = re.compile(r"\b(?:county|parish|city|town|township|village|borough)\b", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*(?:and|&)\s+|,|\s+and\s+|\s+&\s+|/)\s*", re.IGNORECASE)
_PAIR = re.compile(r"\s*(?:,\s*(?:and|&)\s+|,|\s+and\s+|\s+&\s+|/|-)\s*", re.IGNORECASE)
_AGENCY = re.compile(r"\w\S*\s.*\b(?:sheriff\S*|s\.?o|police|p\.?d)\b", re.IGNORECASE)
_ONE = {
    "counties": "County",
    "parishes": "Parish",
    "boroughs": "Borough",
    "cities": "City",
    "towns": "Town",
    "townships": "Township",
}


def several_names(text: str) -> tuple[str, ...]:
    """The names of a row that lists places of one kind, each with the kind and what followed it.

    Args:
        text: As printed: `Harris, Travis and Bexar counties, Texas`.

    Returns:
        `Harris County, Texas` and so on, two at least; nothing when it lists none.
    """
    found = _SEVERAL.fullmatch(" ".join(text[:_LONGEST].split()))
    if found is None:
        return ()
    names = [name for name in _AND.split(found["names"]) if name]
    rest = re.sub(r"^ in ", ", ", found["rest"] or "")
    return tuple(f"{name} {_ONE[found['kind'].lower()]}{rest}" for name in names) if len(names) > 1 else ()


def joint_names(text: str) -> tuple[str, ...]:
    """`Lee/Russell County Jail` → `Lee County` and `Russell County`; so with `Lee, Russell Regional Jail`.

    Only for a name that fits no one place: King and Queen County is one.
    """
    plain = " ".join(text[:_LONGEST].split())
    found = _ONE_OF_TWO.fullmatch(plain) or _REGIONAL.fullmatch(plain)
    if found is None:
        return ()
    kind = "Parish" if found.groupdict().get("kind", "").lower() == "parish" else "County"
    return tuple(f"{name} {kind}" for name in _PAIR.split(found["names"]) if name)


def conjoined(text: str) -> tuple[str, ...]:
    """`Baltimore City and Baltimore County, Maryland` → both, each with the state.

    Only where each side says its kind: Lewis and Clark County is one place.
    """
    head, comma, rest = " ".join(text[:_LONGEST].split()).partition(",")
    sides = re.split(r" and | & ", head, flags=re.IGNORECASE)
    kinds = all(_KIND.search(side) for side in sides)
    return tuple(f"{side}{comma}{rest}" for side in sides) if len(sides) > 1 and kinds else ()


def both_sides(text: str) -> tuple[str, ...]:
    """`County of Franklin / Franklin County Jail` → its two sides, which may name one place twice."""
    sides = tuple(side.strip() for side in text[:_LONGEST].split("/") if side.strip())
    return sides if len(sides) > 1 else ()


def agencies_beside(text: str) -> tuple[str, ...]:
    """`Travis Co SO / Austin PD` → both; nothing unless each side of a slash is an agency with a name."""
    sides = both_sides(text)
    return sides if sides and all(map(_AGENCY.match, sides)) else ()
