"""Lists whose departures wait to be confirmed, taken in by a desk, and people's side over its database."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from bot.answers import Answer, answer
from bot.delivery import Readership
from bot.desk import Desk
from bot.grammar import Lookup
from jobs.context import CheckReport
from jobs.readers import Parser
from models.domain import Document, Edition, Listing, ListingKind, SourceKind
from tests.support.clock import Clock
from tests.support.publishers.watching import Desk as Publishing
from tests.support.publishers.watching import made_up

AGENCIES = (
    "Travis County Sheriff|TX|County|Task Force Model|2025-02-26",
    "Harris County Sheriff|TX|County|Task Force Model|2025-03-05",
    "Bexar County Sheriff|TX|County|Warrant Service Officer|2025-03-19",
    "Polk County Sheriff|IA|County|Jail Enforcement Model|2025-04-02",
    "Linn County Sheriff|IA|County|Jail Enforcement Model|2025-04-09",
    "Story County Sheriff|IA|County|Jail Enforcement Model|2025-04-10",
    "Clay County Sheriff|IA|County|Jail Enforcement Model|2025-04-11",
    "Cedar County Sheriff|IA|County|Task Force Model|2025-04-14",
    "York County Sheriff|PENNSYLVANIA|County|Jail Enforcement Model|2025-04-16",
    "Bucks County Sheriff|PENNSYLVANIA|County|Task Force Model|2025-05-07",
)
_CITIES = (
    "Boston",
    "Newton",
    "Cambridge",
    "Somerville",
    "Lowell",
    "Worcester",
    "Springfield",
    "Quincy",
    "Lynn",
)
PLACES = (*(f"{city}|MA|CITIES" for city in _CITIES), "Denver|CO|CITIES", "Massachusetts|MA|STATES")


def read_agencies(document: Document) -> Edition:
    """Read a made-up list of agreements: a line `AGENCY|STATE|TYPE|SUPPORT|SIGNED` a row."""
    listings = []
    for number, line in enumerate(document.body.decode().splitlines(), start=1):
        agency, state, kind, support, signed = line.split("|")
        code = {"PENNSYLVANIA": "PA"}.get(state, state if len(state) == 2 else "")
        fields = {"agency": agency, "agency_type": kind, "support_type": support, "signed": signed}
        read = f"{state} | {agency} | {kind} | {support} | {signed}"
        listings.append(Listing(ListingKind.AGREEMENT, fields, code, page=number, as_read=read))
    return Edition("agencies", tuple(listings))


class ConfirmingDesk(Publishing):
    """A desk that watches two lists whose departures wait to be confirmed, and answers people."""

    def list(self, rows: Sequence[str], day: str, source: str = "list") -> CheckReport:
        """Take in a list of these rows, a day after the one before; where it is dated, on a day."""
        self.clock.advance(timedelta(days=1))
        return self.publish(source, [*([f"published {day}"] if source == "list" else []), *rows])

    def agencies(self, rows: Sequence[str]) -> CheckReport:
        """Take in a list of agreements, a day after the one before."""
        return self.list(rows, "", "agencies")

    @property
    def people(self) -> Desk:
        """People's side over the same database."""
        context = self.context
        return Desk(self.engine, context.settings, context.gazetteer, self.clock, context.sources)

    @property
    def readership(self) -> Readership:
        """Whom messages are for."""
        return Readership(self.context.sources, "America/New_York")

    def asked(self, place: str) -> Answer:
        """The answer on a place."""
        return answer(Lookup(place), self.people)


@contextmanager
def newsroom_on(url: str, clock: Clock, parser: Parser) -> Iterator[ConfirmingDesk]:
    """Open such a desk on a migrated database."""
    desk = ConfirmingDesk(url, clock, parser)
    places = replace(made_up("list", SourceKind.STATE), removals="confirmed")
    agencies = replace(places, name="agencies", title="Made-up agreements", parse=read_agencies)
    desk.context = replace(desk.context, sources={"list": places, "agencies": agencies})
    try:
        yield desk
    finally:
        desk.engine.dispose()
