"""What some news means for one state or place, in words: what a list names or counts there. Pure.

Of a partial copy a number is the least there was, and silence proves nothing. States are told apart from
the places in them; what a list only may mean is counted for nobody.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TypeVar

from bot.words.rows import TOTALS, UNITS
from bot.words.style import (
    counted,
    listed,
    place_name,
    short_place,
    short_state,
    spoken_state,
    whole_state,
)
from models.domain import Composition, ListedPlace, ListRow, News, PlaceKind, Share, Unit
from models.places import TERRITORIES, state_name

FEW = 2
"""Places that a headline names instead of counting them."""


Named = TypeVar("Named", bound=ListRow | ListedPlace)


def sure(rows: Iterable[Named]) -> list[Named]:
    """Return the rows whose place is known: no other is counted for anybody."""
    return [row for row in rows if not row.perhaps]


def unsure(rows: Iterable[Named]) -> list[Named]:
    """Return the rows that may be of one place or another, or whose place isn't known."""
    return [row for row in rows if row.perhaps]


def by_unit(rows: Iterable[ListedPlace | ListRow]) -> Counter[Unit]:
    """Return what rows count, each unit on its own."""
    numbers: Counter[Unit] = Counter()
    for row in rows:
        if not row.perhaps:
            numbers[row.unit] += row.number
    return numbers


def amount(number: int, unit: Unit, rows: int = 1, *, of: str = "") -> str:
    """Return a number with its unit: `2 policies`, `151 refusals (totals only)`.

    Args:
        number: What is counted.
        unit: As what.
        rows: Of how many rows that is the sum.
        of: What stands before the noun, with a blank: `Maryland `.
    """
    if unit is Unit.REFUSAL_TOTAL:
        return f"{counted(number, f'{of}refusal')} ({'total' if rows == 1 else 'totals'} only)"
    sent = " (not refusals)" if unit is Unit.DETAINER_SENT else ""
    one, many = UNITS[unit]
    return f"{counted(number, f'{of}{one}', f'{of}{many}')}{sent}"


def amounts(rows: Sequence[ListedPlace | ListRow], of: str = "") -> str:
    """Return what rows count, each unit on its own; of a list of places, places and states."""
    sums, units = by_unit(rows), Counter(row.unit for row in rows if not row.perhaps)
    named = [row for row in rows if row.unit is Unit.JURISDICTION]
    said = [amount(sums[unit], unit, units[unit], of=of) for unit in units if unit is not Unit.JURISDICTION]
    return listed(list(filter(None, [places_and_states(named, of=of), *said])))


def as_told(share: Share) -> list[ListRow]:
    """Return the rows of a share as a message told them, whatever became of them since."""
    now = {"corrected", "moved", "added"}
    return [*(row for row in share.rows if row.became not in now), *share.struck]


def label(share: Share) -> str:
    """Return what a share is of, before a colon: `Md.`, `Travis County, Texas`."""
    return short_place(share.place) if share.place else short_state(share.state)


def adjective(share: Share) -> str:
    """Return what a share is of, before a noun: `Maryland `; nothing of the whole country."""
    return (
        f"{'D.C.' if share.state == 'DC' else state_name(share.state) or share.state} " if share.state else ""
    )


def places_and_states(on: Sequence[ListedPlace | ListRow], *, state: str = "", of: str = "") -> str:
    """Return what is on a list without names: `18 places and the state`, `370 places, 14 states and D.C.`.

    Args:
        on: What is; what is no one place isn't counted.
        state: The one state, by USPS abbreviation, that it is all in and whose name stands beside it.
        of: What stands before the noun, with a blank: `Maryland `.
    """
    whole = [each.state or each.places[0].state for each in on if each.is_state]
    places = sum(not each.perhaps and not each.is_state for each in on)
    noun = [counted(places, f"{of}place")] if places else []
    if state and whole:
        return listed([*noun, whole_state(state)])
    return listed([*noun, *whole_states(whole)])


def whole_states(codes: Iterable[str]) -> list[str]:
    """Return states, counted apart from the District of Columbia and from territories."""
    unique = {*codes}
    territories = len(unique & TERRITORIES)
    states = len(unique - TERRITORIES - {"DC"})
    return [
        *([counted(states, "state")] if states else []),
        *(["D.C."] if "DC" in unique else []),
        *([counted(territories, "territory", "territories")] if territories else []),
    ]


def _name(each: ListedPlace) -> str:
    return place_name(each.places[0]) if len(each.places) == 1 else each.printed


def names(on: Sequence[ListedPlace], most: int = FEW) -> str:
    """Return what is on a list by name, the state as such; empty where it is more than a few."""
    named = [_name(each) for each in sure(on) if not each.is_state]
    if len(named) > most:
        return ""
    states = [whole_state(each.places[0].state) for each in on if each.is_state]
    return listed([*named, *states])


def composition(whole: Composition) -> str:
    """Return what a whole list holds: `12 states, D.C., 4 counties and 18 cities`."""
    number = whole.counts.get
    kinds = [
        *_states_of_all(whole),
        _some(number(PlaceKind.COUNTY), "county", "counties"),
        _some(number(PlaceKind.CITY), "city", "cities"),
        _some(number(PlaceKind.SUBDIVISION), "town", "towns"),
        _some(number(None), "other", "others"),
    ]
    return listed(list(filter(None, kinds)))


def _states_of_all(whole: Composition) -> list[str]:
    return [
        _some(whole.states, "state", "states"),
        "D.C." if whole.district else "",
        _some(whole.territories, "territory", "territories"),
    ]


def _some(number: int | None, one: str, many: str) -> str:
    return counted(number, one, many) if number else ""


def below_states(whole: Composition) -> str:
    """Return a whole list as places and states: `370 places and 14 states`."""
    places = whole.total - whole.counts.get(PlaceKind.STATE, 0)
    return listed(list(filter(None, [_some(places, "place", "places"), *_states_of_all(whole)])))


def on_it(share: Share, news: News, *, named: bool = True) -> str:
    """Return what of a share is on a list, behind its label: `Baltimore County`, `none in our copy`."""
    on = sure(share.on)
    if (share.place or share.state == "DC") and news.unit is Unit.JURISDICTION:
        return "on it" if on else ("not in our copy" if news.of.partial else "not on it")
    if not on:
        return "none in our copy" if news.of.partial else "none"
    if news.unit is not Unit.JURISDICTION:
        return amounts(on)
    return (names(on) if named else "") or places_and_states(on, state=share.state)


def numbers(share: Share, news: News) -> str:
    """Return what a report counts of a share: `at least 149 (totals only)`, `51 detainers sent`, `none`."""
    rows = sure(share.rows)
    if not rows:
        return "none in our copy" if news.of.partial else "none"
    counts, least = by_unit(rows), "at least " if news.of.partial else ""
    told = []
    if counts[Unit.REFUSAL]:
        told.append(f"{least}{counts[Unit.REFUSAL]:,}")
    if counts[Unit.REFUSAL_TOTAL]:
        several = sum(row.unit is Unit.REFUSAL_TOTAL for row in rows) > 1
        told.append(f"{least}{counts[Unit.REFUSAL_TOTAL]:,} ({'totals' if several else 'total'} only)")
    if counts[Unit.DETAINER_SENT] and not told:
        told.append(amount(counts[Unit.DETAINER_SENT], Unit.DETAINER_SENT))
    return listed(told)


def national(news: News) -> int | None:
    """Return the refusals of a whole report, in all states: as it totals them, else by all its rows."""
    if news.declined is not None or news.held is not None:
        return news.declined if news.declined is not None else news.held
    return None if news.of.partial or news.sent or news.counts.get(Unit.DETAINER_SENT) else 0


def where(share: Share) -> str:
    """Return where a share is, at the end of a phrase: ` in Minnesota`, ` in Travis County, Texas`."""
    if share.place:
        return f" in {short_place(share.place)}"
    return f" in {spoken_state(share.state)}" if share.state else ""


def states_of(rows: Iterable[ListRow]) -> Counter[str]:
    """Return in which states rows are, by USPS abbreviation."""
    return Counter(row.state for row in rows if row.state)


def one_state(rows: Sequence[ListRow]) -> str:
    """Return the one state, by USPS abbreviation, that rows are all in; empty of several."""
    states = states_of(rows)
    return next(iter(states)) if len(states) == 1 else ""


def in_states(rows: Sequence[ListRow]) -> str:
    """Return in how many states rows are, at the end of a phrase: ` in 3 states and D.C.`; nothing of one."""
    states = states_of(rows)
    return f" in {listed(whole_states(states))}" if len(states) > 1 else ""


_WAYS = {
    "on": "on",
    "late": "added late",
    "off": "off",
    "corrected": "corrected",
    "again": "signed again",
    "moved": "moved",
}


def on_and_off(rows: Sequence[ListRow], *, on: str = "on", off: str = "off", unit: bool = True) -> str:
    """Return how many rows changed in which way: `2 places on, 1 off, 3 corrected`.

    Args:
        rows: Whose places are known.
        on: What is said of what is new.
        off: What is said of what is gone.
        unit: What they are is said, as often as that changes; else it stands beside.
    """
    said, before = [], ""
    for change, word in (_WAYS | {"on": on, "off": off}).items():
        some = [row for row in rows if row.change == change]
        if some and unit:
            counts = change in {"on", "off", "late"} or some[0].unit not in TOTALS
            number = amounts(some) if counts else counted(len(some), "total")
            one, _, noun = number.partition(" ")
            plain = noun.removesuffix("s")
            said.append(f"{one if plain == before else number} {word}")
            before = plain
        elif some:
            said.append(f"{len(some):,} {word}")
    return ", ".join(said)
