"""What the bundled facts mean on any day, kept naively: whole copies, no table, no derived fact.

Of a list only its newest copy by a day counts, and of a counting report each of its periods'. Days are the
newsroom's (Eastern), as messages print them.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from typing import Literal
from zoneinfo import ZoneInfo

from jobs.history import read_catalog
from jobs.steps.row_places import place_rows
from models.domain import Listing, Period, PlaceKind
from models.places import load_gazetteer, state_code

ZONE = ZoneInfo("America/New_York")
Standing = Literal["on", "was on", "off", "not on", "not yet"]
REPORTS = frozenset({"ice_ddor", "npr_declined"})
_TAKEN_BACK = re.compile(r"([A-Z][a-z]+ County), ([A-Z][a-zA-Z ]+?)(?=[;,.]| and | were| that| when)")


@dataclass(frozen=True)
class PrintedLine:
    """A row of a copy.

    Attributes:
        area: USPS code of its state.
        geoids: Of what it names; none if that is not certain.
        is_state: It names a state itself.
        unit: `refusals`, `sent` (counts), `places` (a list's row) or `policies`.
        number: Its count; 1 where it counts nothing.
        name: As printed.
        where: Its page or position in what was copied: `p. 3`, `item 14`.
    """

    area: str
    geoids: frozenset[str]
    is_state: bool
    unit: str
    number: int
    name: str
    where: str = ""


@dataclass(frozen=True)
class Copy:
    """A list as it was seen once."""

    source: str
    seen: datetime
    published: date | None
    period: Period | None
    lines: tuple[PrintedLine, ...]
    totals: frozenset[int]

    @property
    def day(self) -> date:
        """The day on which it was seen."""
        return local(self.seen)


def local(moment: datetime) -> date:
    """Return the day of a moment where the newsroom is."""
    return moment.astimezone(ZONE).date()


class BundledPast:
    """The bundled past of all lists."""

    @cached_property
    def copies(self) -> list[Copy]:
        """All copies, in the order in which they were seen."""
        return list(_copies())

    @cached_property
    def taken_down(self) -> dict[str, list[datetime]]:
        """When each list was taken down."""
        found: dict[str, list[datetime]] = {}
        for past in read_catalog():
            if past.what == "withdrawn":
                found.setdefault(past.source, []).append(past.observed)
        return found

    @cached_property
    def notes(self) -> list[tuple[datetime, str]]:
        """What the report's page said, and when."""
        return [(past.observed, past.text) for past in read_catalog() if past.what == "note"]

    @cached_property
    def taken_back(self) -> dict[tuple[str, str], datetime]:
        """Counties whose rows of the report were taken back, by name and state, and when."""
        return {
            (county, state_code(state)): moment
            for moment, text in self.notes
            for county, state in _TAKEN_BACK.findall(text)
            if state_code(state)
        }

    def first(self, source: str) -> date:
        """Return when a list was first published, as far as we know."""
        first = next(copy for copy in self.copies if copy.source == source)
        return first.published or first.day

    def at(self, source: str, moment: datetime) -> list[Copy]:
        """Return a list's copies by a moment, oldest first; of a report they stand side by side."""
        return [copy for copy in self.copies if copy.source == source and copy.seen <= moment]

    def is_up(self, source: str, moment: datetime) -> bool:
        """Tell whether a list could be read at a moment."""
        copies = self.at(source, moment)
        gone = [each for each in self.taken_down.get(source, []) if each <= moment]
        return bool(copies) and (not gone or copies[-1].seen > gone[-1])

    def standing(self, source: str, area: str, moment: datetime) -> Standing:
        """Return how a place or a state itself (GEOID) stands on a list at a moment."""
        copies = self.at(source, moment)
        if not copies:
            return "not yet"
        named = [any(area in line.geoids for line in copy.lines) for copy in copies]
        if not named[-1]:
            return "off" if any(named) else "not on"
        return "on" if self.is_up(source, moment) else "was on"

    def may_mean(self, source: str, area: str, moment: datetime) -> bool:
        """Tell whether a row that names no one place stands in an area's state (GEOID of a place)."""
        copies = self.at(source, moment)
        place = load_gazetteer().by_geoid(area)
        return any(place and line.area == place.state and not line.geoids for line in copies[-1].lines)

    def counts(self, source: str, area: str, unit: str, moment: datetime) -> list[PrintedLine]:
        """Return the counts of an area: of a place by its GEOID, of a state by its USPS code."""
        return [
            line
            for copy in self.at(source, moment)
            for line in copy.lines
            if line.unit == unit and area in {line.area, *line.geoids}
        ]

    def is_taken_back(self, line: PrintedLine, moment: datetime) -> bool:
        """Tell whether a count of the report was taken back by a moment."""
        taken = self.taken_back.get((line.name, line.area))
        return taken is not None and taken <= moment

    def days(self, source: str) -> set[date]:
        """Return every day that anything happened to a list on, and the ends of its periods."""
        days: set[date | None] = {local(moment) for moment in self.taken_down.get(source, [])}
        for copy in self.copies:
            if copy.source == source:
                days |= {copy.published, copy.day if copy.published else copy.seen.date()}
                days |= {copy.period.first, copy.period.last} if copy.period else set()
        if source in {"ice_ddor", "ddor_policies"}:
            days |= {local(moment) for moment, _ in self.notes}
        return {each for each in days if each}


def _copies() -> Iterator[Copy]:
    for past in read_catalog():
        if past.edition is None:
            continue
        edition = past.edition
        lines = tuple(_lines(past.source, edition.listings))
        totals = frozenset(edition.totals.values())
        yield Copy(past.source, past.observed, edition.published, edition.period, lines, totals)


def _lines(source: str, listings: Sequence[Listing]) -> Iterable[PrintedLine]:
    for row in place_rows(listings, load_gazetteer()):
        fields = row.listing.fields
        places = () if row.resolution.scope else row.resolution.places
        unit = {"declined": "refusals", "issued": "sent"}.get(str(fields.get("measure")), "")
        unit = unit or ("policies" if "policy" in fields else "places")
        name = str(fields.get("agency") or fields.get("name") or fields.get("jurisdiction") or "")
        geoids = frozenset(place.geoid for place in places)
        is_state = any(place.kind is PlaceKind.STATE for place in places)
        where = f"p. {row.listing.page}" if row.listing.page else row.listing.position
        number = int(fields.get("count") or 1)
        yield PrintedLine(row.listing.state, geoids, is_state, unit, number, name, where)


@cache
def the_past() -> BundledPast:
    """Return the bundled past."""
    return BundledPast()
