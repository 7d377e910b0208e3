"""A question about a place among a million listings, against the plain way of answering it.

Ours is the desk's whole answer: lists, refusals, changes, county and state, freshness. The
peer does what a bot does without an index of misspellings and without kept counts: the name
by dictionary, else by a rapidfuzz scan over all names; then `count(*)` and the latest ten rows.
Both must find the place that was meant; of misspelt names each finds what it can.
"""

import random
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from sqlmodel import Session, col, func, select

from bot.answers import answer
from bot.grammar import Lookup
from models.db import ListingPlaceRow, ListingRow, open_engine, reading
from models.domain import Place, PlaceKind
from models.places import STATES
from tests.benchmarks.harness import Contest, Timed
from tests.benchmarks.million import places
from tests.support.newsroom.desk_on_slack import desk_on

CEILING = 0.003
_LATEST = 10
_SHORTEST = 6
"""Letters that a name has at least before one is left out of it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is typed, and the areas (GEOIDs, of states USPS codes) of which one is meant."""

    text: str
    meant: frozenset[str]


def contests(url: str, listings: int, questions: int = 100) -> list[Contest]:
    """Return the rows of the table that are about lookups in a database that `million.fill` made."""
    kinds = {"exact": _exact, "typo": _typos, "ambiguous": _ambiguous, "state": _states}
    named = places()
    return [
        Contest(
            f"lookup among {listings:,} listings, {kind}",
            ours,
            peers,
            "scan, count(*)",
            ceiling=CEILING,
            args=(url, tuple(ask(named, questions))),
            same=kind != "typo",
        )
        for kind, ask in kinds.items()
    ]


def _cities(named: Sequence[Place], count: int) -> list[Place]:
    """Return Boston and other cities, whose names are theirs alone in their state."""
    bearers = _bearers(named)
    cities = [
        place
        for place in named
        if place.kind is PlaceKind.CITY
        and sum(other.state == place.state for other in bearers[place.name]) == 1
    ]
    return cities[:count]


def _bearers(named: Sequence[Place]) -> dict[str, list[Place]]:
    bearers = defaultdict(list)
    for place in named:
        bearers[place.name].append(place)
    return bearers


def _exact(named: Sequence[Place], count: int) -> list[Question]:
    return [
        Question(f"{place.name}, {place.state}", frozenset({place.geoid})) for place in _cities(named, count)
    ]


def _typos(named: Sequence[Place], count: int) -> list[Question]:
    """Leave one letter out of a name, not its first, and say no state."""
    chance = random.Random(2)  # noqa: S311 - made-up slips, the same at each run
    long = [place for place in _cities(named, 2 * count) if len(place.name) >= _SHORTEST][:count]
    return [
        Question(place.name[:slip] + place.name[slip + 1 :], frozenset({place.geoid}))
        for place in long
        for slip in [chance.randrange(1, len(place.name))]
    ]


def _ambiguous(named: Sequence[Place], count: int) -> list[Question]:
    """Ask for the names that most places bear, such as Springfield."""
    bearers = _bearers([place for place in named if place.kind is PlaceKind.CITY])
    common = sorted(bearers, key=lambda name: (-len(bearers[name]), name))[:count]
    return [Question(name, frozenset(place.geoid for place in bearers[name])) for name in common]


def _states(_named: Sequence[Place], count: int) -> list[Question]:
    codes = sorted(STATES)[:50] * (count // 50 + 1)
    return [Question(code, frozenset({code})) for code in codes[:count]]


@contextmanager
def ours(url: str, questions: Sequence[Question]) -> Iterator[Callable[[], object]]:
    """Answer as the desk does."""
    with desk_on(url) as desk:
        desk.gazetteer.suggest("Bostn")

        def ask(text: str) -> set[str]:
            told = answer(Lookup(text), desk)
            named = [told.place] if told.place else told.candidates
            return {place.state if place.kind is PlaceKind.STATE else place.geoid for place in named}

        yield lambda: _timed(ask, questions)


def _timed(ask: Callable[[str], set[str]], questions: Sequence[Question]) -> Timed:
    """Ask each question, and count those of which a place that was meant is found."""
    seconds, found = [], 0
    for question in questions:
        start = time.perf_counter()
        told = ask(question.text)
        seconds.append(time.perf_counter() - start)
        found += not question.meant.isdisjoint(told)
    return Timed(seconds, found)


@contextmanager
def peers(url: str, questions: Sequence[Question]) -> Iterator[Callable[[], object]]:
    """Answer the plain way."""
    engine = open_engine(url)
    bearers = _bearers(places())
    names = list(bearers)

    def ask(text: str) -> set[str]:
        with reading(engine) as session:
            if text in STATES:
                _count_state(session, text)
                return {text}
            name, _, state = text.partition(", ")
            nearest = [name] if name in bearers else _nearest(name, names)
            meant = [
                place for near in nearest for place in bearers[near] if not state or place.state == state
            ]
            for place in meant:
                _count(session, place.geoid)
            return {place.geoid for place in meant}

    yield lambda: _timed(ask, questions)
    engine.dispose()


def _nearest(name: str, names: Sequence[str]) -> list[str]:
    return [near for near, _, _ in process.extract(name, names, scorer=fuzz.ratio, limit=1)]


def _count(session: Session, geoid: str) -> None:
    """Count a place's rows, and read its latest ones."""
    here = (col(ListingPlaceRow.geoid) == geoid, col(ListingPlaceRow.candidate).is_(False))
    session.exec(select(func.count()).select_from(ListingPlaceRow).where(*here)).one()
    joined = select(ListingRow).join(ListingPlaceRow, col(ListingPlaceRow.listing) == col(ListingRow.id))
    session.exec(joined.where(*here).order_by(col(ListingPlaceRow.listing).desc()).limit(_LATEST)).all()


def _count_state(session: Session, state: str) -> None:
    here = col(ListingRow.state) == state
    session.exec(select(func.count()).select_from(ListingRow).where(here)).one()
    session.exec(select(ListingRow).where(here).order_by(col(ListingRow.id).desc()).limit(_LATEST)).all()
