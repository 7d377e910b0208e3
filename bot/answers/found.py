"""What questions beside the lookup find, as frozen values. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.answers.values import Trended
from bot.grammar import Ranking
from models.domain import (
    Area,
    ListSeen,
    Membership,
    Number,
    Place,
    PlaceKind,
    RecentEdition,
    TookBack,
    Unit,
    Within,
)


@dataclass(frozen=True, slots=True)
class Lately:
    """What changed of an area in a span of days.

    Attributes:
        since: The first day; `until`: the last, None for now.
        editions: The versions that changed something, the latest first.
        back: What publishers took back.
        older: Nothing changed in the span, and these are the last before it.
        checked: When a publisher last showed one of its lists; None if none was asked.
        lists: Every list by name.
    """

    area: Area
    since: date
    until: date | None
    editions: Sequence[RecentEdition]
    back: Sequence[TookBack]
    older: bool
    checked: date | None
    lists: Mapping[str, ListSeen]
    zone: str


@dataclass(frozen=True, slots=True)
class Stood:
    """How one place stands with one list.

    Attributes:
        itself: None of a state that a list of policies names places of.
        within: Of a state: how many of its places the list names, or how many policies of theirs.
    """

    itself: Membership | None
    within: Within | None = None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Lists by places.

    Attributes:
        lists: The lists of jurisdictions, in the order in which they are told.
        cells: By list, then by place, as both stand in order.
        as_of: The day that it goes back to; None for now.
        replay: It is read from a replay of cited facts.
    """

    places: tuple[Place, ...]
    lists: tuple[ListSeen, ...]
    cells: tuple[tuple[Stood | None, ...], ...]
    as_of: date | None = None
    replay: bool = False


@dataclass(frozen=True, slots=True)
class ListRanking:
    """The places of a state that one list counts most of.

    Attributes:
        of: The list.
        numbers: A place each, most first; each of its own days.
        places: How many places the list counts in all.
    """

    of: ListSeen
    unit: Unit
    numbers: tuple[Number, ...]
    places: int


@dataclass(frozen=True, slots=True)
class TopTables:
    """Places of a state by what lists count of them.

    Attributes:
        kind: What is ranked: counties, or cities and towns; None for all places.
        tables: One a list and unit, refusals case by case first.
    """

    state: Place
    kind: PlaceKind | None
    by: Ranking
    tables: tuple[ListRanking, ...]
    replay: bool = False


@dataclass(frozen=True, slots=True)
class MapCounts:
    """What a map shows.

    Attributes:
        state: The state; None for the country, whose numbers `country` has.
        within: One a list of jurisdictions that was published, in the order in which they are told.
        itself: Names of the lists that name the state too, or named it till they were taken down.
    """

    state: Place | None
    within: tuple[Within, ...]
    itself: frozenset[str] = frozenset()
    country: Trended | None = None
