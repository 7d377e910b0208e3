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
    POLICE = "city or town"
    JAIL = "county (a jail's name may only say where it stands)"
    NONE = "jurisdiction"
    """A prison or board, which may be named after any place; only `X County` tells whose it is."""


SOFT = frozenset({Want.ANY, Want.SHERIFF, Want.POLICE, Want.JAIL})
"""Wants that a list's own heading overrules."""


KINDS = {
    "county": Want.COUNTY,
    "counties": Want.COUNTY,
    "co": Want.COUNTY,
    "cnty": Want.COUNTY,
    "cty": Want.COUNTY,
    "parish": Want.COUNTY,
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

AGENCIES = (
    (Want.SHERIFF, r"sheriffs?|shf|constables?|so$|s o$"),
    (Want.POLICE, r"police|pd$|p d$|marshals? office|(?:(?:dept|department|division) of )?public safety"),
    (
        Want.NONE,
        r"correctional|correct?|corr?|c ?f$|penitentiary|prison|reformatory|regional|attorneys?"
        r"|prosecutors?|board|bocc|commission(?:ers)?|authority|criminal justice",
    ),
    (
        Want.JAIL,
        r"jails?|detention|det|justice center|law enforcement|lock ?up|workhouse|house of|h ?o ?c$"
        r"|corrections?|adult|juvenile|probation|a ?d ?c$|d ?o ?c$|holding|main|dept|department"
        r"|division|bureau|office|district attorneys?",
    ),
)
AGENCY = re.compile(
    r"(?P<rest>.+?) (?:" + "|".join(f"(?P<{want.name}>{words})" for want, words in AGENCIES) + r")\b.*"
)
AGENCY_FIRST = re.compile(r"(?:" + "|".join(words for _, words in AGENCIES) + r")\b")
STATE_AGENCY = re.compile(
    r"\b(?:state (?:police|prison|penitentiary)|highway patrol|penitentiary|doc$"
    r"|(?:dept|department|division|bureau|office) of|law enforcement (?:agency|division))\b"
)
STATE_CORRECTIONS = re.compile(
    r"(?:state )?(?:dept|department|division|bureau) of corrections?|state (?:prison|penitentiary)"
)
WHOLE_CLASS = re.compile(r"(?P<owner>.*?) ?(?:all )?(?:county |local )?(?:jails|counties)")
