"""Made-up rows of declined detainers, for typesetting test documents. They are nobody's cases."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from models.places import state_code

_AGENCIES = {
    "California": (
        "Los Angeles County Jail",
        "Santa Clara County Department of Corrections, Elmwood Complex",
    ),
    "Iowa": ("Franklin County Jail", "Johnson County Sheriff’s Office"),
    "New York": ("Nassau County Correctional Center", "Rikers Island, Queens, NY"),
    "North Carolina": ("Richmond County Sheriff",),
    "Texas": ("Travis County Jail", "Williamson County Jail", "Bastrop County Jail"),
    "Washington": ("Snohomish County Corrections", "King County Correctional Facility"),
}
_COUNTRIES = (
    "Mexico",
    "Honduras",
    "El Salvador",
    "Micronesia, Federated States of",
    "China, People’s Republic of",
)
_OFFENSES = (
    "Assault",
    "Driving Under Influence Liquor",
    "Aggravated Assault - Family - Strongarm",
    "Hit and Run - non-injury, property damage and failure to stop and give information",
    "Fraud-Illegal Use of Credit Cards",
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """One made-up row, as printed."""

    state: str
    agency: str
    citizenship: str
    issued: date
    declined: date
    offense: str
    disposition: str

    @property
    def activity(self) -> str:
        """Offense and disposition in one cell: `Assault (Conviction)`."""
        return f"{self.offense} ({self.disposition.title()})"

    @property
    def said(self) -> tuple[str, ...]:
        """What a reader must find in it: USPS code, agency, citizenship, ISO dates, offense, disposition."""
        return (
            state_code(self.state),
            self.agency,
            self.citizenship,
            self.issued.isoformat(),
            self.declined.isoformat(),
            self.offense,
            self.disposition,
        )


def made_up(count: int, *, first: date = date(2017, 1, 28), seed: int = 1) -> list[Refusal]:
    """Return rows of one week, a state's together; the last two are the same twice."""
    chance = random.Random(seed)  # noqa: S311 - rows of a test, not secrets
    states = sorted(_AGENCIES)
    rows = []
    for number in range(count - 1):
        state = states[number * len(states) // count]
        declined = first + timedelta(days=chance.randrange(7))
        rows.append(
            Refusal(
                state=state,
                agency=chance.choice(_AGENCIES[state]),
                citizenship=chance.choice(_COUNTRIES),
                issued=declined - timedelta(days=chance.randrange(1, 900)),
                declined=declined,
                offense=chance.choice(_OFFENSES),
                disposition=chance.choice(("charge", "conviction")),
            )
        )
    return [*rows, rows[-1]]
