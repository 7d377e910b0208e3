"""Why ICE lifted a detainer, in its own words, and which of them say that the agency declined it."""

import re

from models.listings import comparable

_DECLINED = re.compile(r"detainer declined by (?:lea|law enforcement(?: agency)?)")
"""The one lift reason that says a refusal. `Early Release` and `Insufficient Notice to ICE` don't;
blank may mean still in custody, not honored, or not yet updated (the project's own words)."""

_OTHERS = frozenset(
    """alien not subject to deportation|booked into detention|case closed|died|duplicate|early release
ice temporary resource constraint|insufficient notice to ice|judicial review|lifted|lifted - lack of funds
lifted - lack of space|no longer in state, local, or federal custody|not amenable to removal
noncitizen not amenable to removal|prosecutorial discretion|superseding - new form issued|transferred
united states citizen interviewed|usc or presumptive claim to us citizenship""".replace("\n", "|").split("|")
)
"""Others, as ICE's releases of 2007 to 2015 and of 2026 print them."""


def is_refusal(reason: str) -> bool:
    """Return whether a lift reason says that the agency declined the detainer."""
    return bool(_DECLINED.fullmatch(comparable(reason)))


def is_known(reason: str) -> bool:
    """Return whether a lift reason was met in a release before."""
    return is_refusal(reason) or comparable(reason) in _OTHERS
