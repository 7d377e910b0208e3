"""What some news means for one state or place, in words: what a list names or counts there. Pure.

Of a partial copy a number is the least there was, and silence proves nothing. States are told apart from
the places in them; what a list only may mean is counted for nobody.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from bot.words.rows import UNITS
from bot.words.style import counted, listed, place_name, short_place, short_state, spoken_state
from models.domain import Composition, ListedPlace, ListRow, News, PlaceKind, Share, Unit
from models.places import state_name

FEW = 2
"""Places that a headline names instead of counting them."""


def sure(rows: Iterable[ListRow]) -> list[ListRow]:
    """Return the rows whose place is known: no other is counted for anybody."""
    return [row for row in rows if not row.perhaps]


def by_unit(rows: Iterable[ListRow]) -> Counter[Unit]:
    """Return what rows count, each unit on its own."""
    numbers: Counter[Unit] = Counter()
    for row in sure(rows):
        numbers[row.unit] += row.number
    return numbers


def label(share: Share) -> str:
    """Return what a share is of, before a colon: `Md.`, `Travis County, Texas`."""
    return short_place(share.place) if share.place else short_state(share.state)


def adjective(share: Share) -> str:
    """Return what a share is of, before a noun: `Maryland `; nothing of the whole country."""
    return f"{state_name(share.state) or share.state} " if share.state else ""


def places_and_states(on: Sequence[ListedPlace | ListRow], of: str = "") -> str:
    """Return what is on a list without names: `18 places and the state`, `370 places and 14 states`.

    Args:
        on: What is.
        of: The one state that it is all in, with a blank: `Maryland `.
    """
    states = sum(each.is_state for each in on)
    places = len(on) - states
    noun = [counted(places, f"{of}place")] if places else []
    if states:
        one = len({each.state for each in on}) == 1 and (of or places)
        noun.append("the state" if one else counted(states, "state"))
    return listed(noun)


def names(on: Sequence[ListedPlace], most: int = FEW) -> str:
    """Return what is on a list by name, the state as such; empty where it is more than a few."""
    named = [
        place_name(each.places[0]) if len(each.places) == 1 else each.printed
        for each in on
        if not each.is_state
    ]
    if len(named) > most:
        return ""
    states = ["the state"] if any(each.is_state for each in on) else []
    return listed([*named, *states])


def composition(whole: Composition, *, spelled_out: bool = False) -> str:
    """Return what a whole list holds: `12 states, D.C., 4 counties and 18 cities`."""
    number = whole.counts.get
    states = (number(PlaceKind.STATE) or 0) - whole.district
    kinds = [
        counted(states, "state") if states else "",
        ("the District of Columbia" if spelled_out else "D.C.") if whole.district else "",
        _some(number(PlaceKind.COUNTY), "county", "counties"),
        _some(number(PlaceKind.CITY), "city", "cities"),
        _some(number(PlaceKind.SUBDIVISION), "town", "towns"),
        _some(number(None), "other", "others"),
    ]
    return listed(list(filter(None, kinds)))


def _some(number: int | None, one: str, many: str) -> str:
    return counted(number, one, many) if number else ""


def below_states(whole: Composition) -> str:
    """Return a whole list as places and states: `370 places and 14 states`."""
    states = whole.counts.get(PlaceKind.STATE) or 0
    numbers = [_some(whole.total - states, "place", "places"), _some(states, "state", "states")]
    return listed(list(filter(None, numbers)))


def on_it(share: Share, news: News, *, named: bool = True) -> str:
    """Return what of a share is on a list, behind its label: `Baltimore County`, `none in our copy`."""
    if share.place and news.unit is Unit.JURISDICTION:
        return "on it" if share.on else ("not in our copy" if news.of.partial else "not on it")
    if not share.on:
        return "none in our copy" if news.of.partial else "none"
    if news.unit is not Unit.JURISDICTION:
        return counted(len(share.on), *UNITS[news.unit])
    return (names(share.on) if named else "") or places_and_states(share.on)


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
        told.append(f"{counted(counts[Unit.DETAINER_SENT], *UNITS[Unit.DETAINER_SENT])} (not refusals)")
    return listed(told)


def where(share: Share) -> str:
    """Return where a share is, at the end of a phrase: ` in Minnesota`, ` in Travis County, Texas`."""
    if share.place:
        return f" in {short_place(share.place)}"
    return f" in {spoken_state(share.state)}" if share.state else ""


def states_of(rows: Iterable[ListRow]) -> Counter[str]:
    """Return in which states rows are, by USPS abbreviation."""
    return Counter(row.state for row in rows if row.state)
