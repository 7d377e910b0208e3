"""Words around a name that tell what kind of place it is, and whose an agency is."""

import re
from enum import StrEnum


class Want(StrEnum):
    """What kind of place the words around a name ask for."""

    ANY = "place"
    STATE = "state"
    COUNTY = "county"
    UNDER_COUNTIES = "county or equivalent"
    CITY = "city"
    UNDER_CITIES = "city, town or village"
    TOWN = "town"
    TOWNSHIP = "township"
    PLANTATION = "plantation"
    VILLAGE = "village"
    BOROUGH = "borough"
    SHERIFF = "county or independent city"
    CONSTABLE = "county, city or town"
    POLICE = "city or town"
    JAIL = "county (a jail's name may only say where it stands)"
    NONE = "jurisdiction"
    """A prison or board, which may be named after any place; only `X County` tells whose it is."""


SOFT = frozenset({Want.ANY, Want.SHERIFF, Want.CONSTABLE, Want.POLICE, Want.JAIL})
"""Wants that a list's own heading overrules."""


KINDS = {
    "county": Want.COUNTY,
    "counties": Want.COUNTY,
    "co": Want.COUNTY,
    "cnty": Want.COUNTY,
    "cty": Want.COUNTY,
    "parish": Want.COUNTY,
    "par": Want.COUNTY,
    "census area": Want.COUNTY,
    "planning region": Want.COUNTY,
    "municipio": Want.COUNTY,
    "city": Want.CITY,
    "municipality": Want.CITY,
    "city and county": Want.CITY,
    "city and borough": Want.BOROUGH,
    "town": Want.TOWN,
    "plantation": Want.PLANTATION,
    "township": Want.TOWNSHIP,
    "charter township": Want.TOWNSHIP,
    "twp": Want.TOWNSHIP,
    "village": Want.VILLAGE,
    "borough": Want.BOROUGH,
    "boro": Want.BOROUGH,
    "state": Want.STATE,
    "commonwealth": Want.STATE,
    "metropolitan government": Want.CITY,
    "metro government": Want.CITY,
    "urban county government": Want.CITY,
    "unified government": Want.CITY,
    "consolidated government": Want.CITY,
}
_BY_LENGTH = "|".join(sorted(KINDS, key=len, reverse=True))
KIND_BEFORE = re.compile(rf"(?:the )?(?P<kind>{_BY_LENGTH}) of (?P<bare>.+)")
KIND_AFTER = re.compile(rf"(?P<bare>.+) (?P<kind>{_BY_LENGTH})")

_ATTORNEYS = (
    r"(?:criminal )?(?:district|commonwealths?|prosecuting|county|circuit|states?) attorneys?|prosecutors?"
)
AGENCIES = (
    (Want.SHERIFF, rf"sheriffs?|shf|so$|s o$|(?:house|hse) of corr\w*|h ?o ?c|{_ATTORNEYS}"),
    (Want.CONSTABLE, r"constables?"),
    (
        Want.POLICE,
        r"police|pol|pd|p d$|dps|(?:city |town )?marshals? office"
        r"|(?:(?:dept|department|division) of )?public safety",
    ),
    (
        Want.NONE,
        r"correctional|corrections?|correct?|correc|corr?|c ?f$|c ?i$|penitentiary|prison|reformatory"
        r"|regional|reg|attorneys?|board|bocc|commission(?:ers)?|authority|criminal justice"
        r"|magistrate|youth|unit|camp",
    ),
    (
        Want.JAIL,
        r"jails?|detention|detent\w*|det|justice (?:center|ctr)|law enforcement|lock ?up|workhouse|house of"
        r"|hse of|adult|juvenile|juv|probation|a ?d ?c|d ?o ?c$|holding|main|dept|department"
        r"|central (?:booking|jail)|central$|booking",
    ),
)
AGENCY = re.compile(
    r"(?P<rest>.+?) (?:" + "|".join(f"(?P<{want.name}>{words})" for want, words in AGENCIES) + r")\b.*"
)
FIRST = (Want.SHERIFF, Want.CONSTABLE, Want.POLICE, Want.JAIL)
AGENCY_FIRST = re.compile(
    "(?:" + "|".join(f"(?P<{want.name}>{words})" for want, words in AGENCIES if want in FIRST) + r")\b"
)
LEADING_AGENCY = re.compile(
    r"(?:the )?(?:office of the )?(?:(?:pennsylvania |pa )?state )?(?:sheriffs?|constables?"
    r"|police|jail|prosecutors?|(?:district|prosecuting|commonwealths?) attorneys?)"
    r"(?: office| department| dept)?(?: of| for)?(?: the)? (?P<rest>.+)"
)
"""`Constable Unity Township`: read only when a kind word stands in the rest."""
INSIDE = re.compile(r"(?P<bare>.+?) (?P<kind>county|co|cnty|cty|parish|township|twp|borough) (?P<rest>.+)")
"""`Richland County-A S Glenn Det Cen`: whatever follows the kind."""
COUNTY_LAST = re.compile(
    r".+ (?:jail|sheriff|detention|det|facility|fac|center|ctr|corr\w*|adc) (?P<bare>.+)"
    r" (?:county|cnty|parish)"
)
ANOTHER_PLACE = re.compile(
    r"\b(?:city|town|village|township|twp|borough|county|parish) of\b|\b(?:city|town)$"
)
NUMBERED = re.compile(
    r" (?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|\d+(?:st|nd|rd|th)?)"
    r"(?: (?:ward|precinct|pct|district|division)|(?= police))\b"
)
"""`15th` of `Philadelphia 15th Police Dist.`, which says nothing of the place."""
METROPOLITAN = re.compile(r"\b(?:metropolitan|metro)\b ?")
"""Of `Metropolitan Moore County`, `St. Louis Metropolitan Police`."""
STATE_CORRECTIONS = re.compile(
    r"(?:state )?(?:dept|department|division|bureau) of corrections?|state (?:prison|penitentiary)"
)
WHOLE_CLASS = re.compile(
    r"(?:all )?(?P<owner>.*?) ?\b(?:all )?(?:(?:county|local|ice|immigration) )?(?:jails|counties"
    r"|sheriffs offices|law enforcement agencies|detention (?:facilities|centers)|jurisdictions)"
    r"(?: (?:in|of|throughout) (?:the state of )?(?P<state>.+))?"
)
MISPRINTED = ("county", "sheriff", "police", "department", "detention", "township", "district")
"""Words of which a slip of the hand is read: `Napa Countyy`."""
