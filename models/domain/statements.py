"""Each thing that can be said, as a frozen value: a number with its unit, a place with its state. Pure.

People's side makes statements of facts, and text of statements alone: headline, notification, line,
sentence, table row, CSV row and alt text of one statement can't differ in number, date or standing. A
statement is of one list: nothing sums two publishers.

Dates are calendar dates: a publisher's own, else days of the newsroom's zone.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.domain.subscriptions import EVERYWHERE, Subject
from models.domain.values import ChangeKind, ListingKind, Place, PlaceKind, Source


class Unit(StrEnum):
    """What a number counts; values are those of the files' column `unit`."""

    REFUSAL = "refusal"
    """Declined detainers that stand case by case."""
    REFUSAL_TOTAL = "refusal_total"
    """Declined detainers that a list counts without their cases."""
    DETAINER_SENT = "detainer_sent"
    """Detainers that ICE issued, which says nothing of how they were answered."""
    JURISDICTION = "jurisdiction"
    AGREEMENT = "agreement"
    APPLICATION = "application"
    POLICY = "policy"


_UNITS = {
    ListingKind.REFUSAL: Unit.REFUSAL,
    ListingKind.TALLY: Unit.REFUSAL_TOTAL,
    ListingKind.POLICY: Unit.POLICY,
    ListingKind.DESIGNATION: Unit.JURISDICTION,
    ListingKind.AGREEMENT: Unit.AGREEMENT,
}


def unit_of(kind: ListingKind, measure: str = "") -> Unit:
    """Return what a row counts; of a tally by what it measures, `declined` or `issued`."""
    return Unit.DETAINER_SENT if measure == "issued" else _UNITS[kind]


class Stands(StrEnum):
    """How a place, a row or a number stands with its list; files have the first six in `standing`."""

    ON = "on"
    OFF = "off"
    MISSING = "missing"
    """A whole version lacks it, which no later one has confirmed."""
    TAKEN_DOWN = "taken_down"
    """The whole list is; the place is not thereby taken off."""
    SUSPENDED = "suspended"
    TAKEN_BACK = "taken_back"
    NOT_ON = "not_on"
    NOT_YET = "not_yet"
    """The list did not exist on the day asked for."""
    NOT_COPIED = "not_copied"
    """Our copy lacks it, and lacks rows of its state that the list had: that says nothing."""
    EITHER = "either"
    """The row fits several places, and is counted for none."""


@dataclass(frozen=True, slots=True)
class Cited:
    """Where a statement can be read.

    Attributes:
        title: Of the document, as its publisher prints it.
        publisher_page: Address of the publisher's own page, or of the document as it was fetched.
        copied_from: Address of the page that it was copied from; empty for a publisher's own file.
        page: Page, counted from 1.
        position: Where else its row stands: `item 14`.
        sha256: Of the publisher's own bytes; empty for a copy.
        published: Its publisher's date; None of one that bears none.
        seen: When the publisher's own bytes were received, UTC; None of a copy.
        copied: The day on which a copy was made.
        first: First day that it covers, and `last` the last; None of a list.
        capture: Says that it was read from a web archive; else empty.
    """

    title: str
    publisher_page: str
    copied_from: str = ""
    page: int | None = None
    position: str = ""
    sha256: str = ""
    published: date | None = None
    seen: datetime | None = None
    copied: date | None = None
    first: date | None = None
    last: date | None = None
    capture: str = ""


@dataclass(frozen=True, slots=True)
class ListSeen:
    """A list as it was when somebody last looked.

    Attributes:
        source: The list.
        published: The publisher's date of what stands; None of one that bears none.
        seen: The last day on which somebody saw it so; None of one that was never seen.
        checked: It was looked at within its check interval: then it may be told in the present tense.
        copied: It is known from copies; `partial`: which lack rows, so a number is the least there was.
        first: When the list was first published, as far as is known.
        taken_down: By which day the whole list was; `suspended`: on which its publisher stopped it.
        held: When a newer file came that waits for a person, UTC.
    """

    source: Source
    published: date | None
    seen: date | None
    checked: bool = False
    copied: bool = False
    partial: bool = False
    first: date | None = None
    taken_down: date | None = None
    suspended: date | None = None
    held: datetime | None = None


@dataclass(frozen=True, slots=True)
class Membership:
    """Whether a list names a place.

    Attributes:
        place: Whom it is about; None of a row that fits several places (`either` has them).
        on: The list.
        unit: What it names it as: a jurisdiction, or for a policy, an agreement, an application.
        since: From which day it did; None if that is not known.
        off: Since which day it doesn't, or is missing.
        announced: The publisher said so itself; else it was seen by that day.
        printed: How the list writes the name, where that is another spelling.
        ocr: The row was read from a picture.
        newly_known: It is in our files since `since`, and may have been listed before.
    """

    place: Place | None
    on: ListSeen
    standing: Stands
    unit: Unit = Unit.JURISDICTION
    since: date | None = None
    off: date | None = None
    announced: bool = False
    printed: str = ""
    either: tuple[Place, ...] = ()
    ocr: bool = False
    newly_known: bool = False
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Number:
    """A number of one list, for one place and period.

    Attributes:
        number: As it stands; of one that was taken back as it was told.
        place: Whom it is of; None of the whole list.
        first: First day that it covers, and `last` the last; None where it covers none.
        least: It is of a partial copy: at least so many.
        was: What it was corrected from; None if it never was.
        taken_back: When its publisher took it back; `notice`: what it said of that.
        issued: Its days are those on which the detainers were issued.
        by: The agency that the list names, as printed.
        statewide: It is of all places of a state, that the list has no figure of its own for.
    """

    number: int
    unit: Unit
    of: ListSeen
    place: Place | None = None
    first: date | None = None
    last: date | None = None
    least: bool = False
    was: int | None = None
    taken_back: date | None = None
    notice: str = ""
    issued: bool = False
    by: str = ""
    statewide: bool = False
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Within:
    """How many places of a state a list names, the state itself left out.

    Attributes:
        number: What it names there, of this unit.
        places: Which, where they are few.
        least: Our copy lacks rows of the state: at least so many.
        missing: How many of them the newest file lacks, not confirmed yet.
        agencies: Of agreements: how many agencies signed them.
    """

    of: ListSeen
    state: Place
    number: int
    unit: Unit = Unit.JURISDICTION
    places: tuple[Place, ...] = ()
    least: bool = False
    missing: int = 0
    agencies: int = 0


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy that a list cites.

    Attributes:
        title: As printed.
        enacted: When, as read: `2014-08-14` or `2014-08`; else as printed, or empty.
        printed: What the list prints, where a person read it otherwise, and `reason`: why.
        whole_class: The row names all such agencies of the state, which stands for them.
    """

    of: ListSeen
    title: str
    enacted: str = ""
    printed: str = ""
    reason: str = ""
    whole_class: bool = False
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """A 287(g) agreement that a list names.

    Attributes:
        agency: As printed.
        signed: When; None where that can't be read.
        model: What the agency's officers do: `Task Force Model`.
        missing: Since when the newest file lacks it, not confirmed yet.
        printed: How the row is printed, where that was read otherwise.
    """

    of: ListSeen
    agency: str
    place: Place | None
    signed: date | None
    model: str = ""
    missing: date | None = None
    printed: str = ""
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Composition:
    """What a whole list holds, places told apart by kind and states apart from places.

    Attributes:
        counts: Rows by kind of place; None those whose place isn't known.
        least: It is of a partial copy.
        district: The District of Columbia is one of the states, and `territories` so many of them.
    """

    of: ListSeen
    counts: Mapping[PlaceKind | None, int]
    least: bool = False
    district: bool = False
    territories: int = 0

    @property
    def states(self) -> int:
        """States alone."""
        return self.counts.get(PlaceKind.STATE, 0) - self.district - self.territories

    @property
    def total(self) -> int:
        """All rows."""
        return sum(self.counts.values())


@dataclass(frozen=True, slots=True)
class ListEvent:
    """What happened to a whole list.

    Attributes:
        kind: Published, withdrawn, back, suspended or resumed.
        day: When; `by` tells that it was seen by that day, not announced for it.
        quoted: The publisher's own words.
        some: It is known of some people alone that they saw it.
    """

    of: ListSeen
    kind: ChangeKind
    day: date
    by: bool = False
    quoted: str = ""
    some: bool = False
    cited: tuple[Cited, ...] = ()


@dataclass(frozen=True, slots=True)
class Area:
    """What is told of: a state, a place, which is named too, or everything."""

    subject: Subject
    place: Place | None = None


EVERY_LIST = Area(Subject(EVERYWHERE))
