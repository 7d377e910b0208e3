"""Places of a state by what one list counts of them: `Texas counties by refusals (total only), …`. Pure."""

from collections.abc import Sequence

from bot.words.style import counted, link, literal, period, place_name, said_list
from models.domain import ListSeen, Number, Place, PlaceKind, Unit

_UNITS = {
    Unit.REFUSAL: "refusals on file",
    Unit.REFUSAL_TOTAL: "refusals (total only)",
    Unit.DETAINER_SENT: "detainers ICE sent (not refusals)",
}
_KINDS = {None: "places", PlaceKind.COUNTY: "counties", PlaceKind.CITY: "cities and towns"}
_COUNTIES = (" County", " Parish", " Borough")


def ranked(kind: PlaceKind | None) -> str:
    """Return what is ranked: `counties`."""
    return _KINDS[kind]


def ranking_line(
    of: ListSeen, unit: Unit, numbers: Sequence[Number], places: int, what: tuple[Place, PlaceKind | None]
) -> str:
    """Return one list's ranking as mrkdwn: `… NPR's count, 2009 to 2015: Travis 68; Bexar 9; Kerr 5.`.

    Args:
        of: The list.
        unit: What it counts.
        numbers: A place each, most first.
        places: How many places it counts in all.
        what: The state, and which places of it are ranked.
    """
    state, kind = what
    first = min((each.first for each in numbers if each.first), default=None)
    last = max((each.last for each in numbers if each.last), default=None)
    covers = f", {period(first, last)}" if first else ""
    told = "; ".join(f"{_name(each.place, kind)} {each.number:,}" for each in numbers)
    more = places - len(numbers)
    left = f"; {counted(more, 'more place')} with {numbers[-1].number:,} or fewer" if more > 0 else ""
    page = f" {link(of.source.address, 'page')}" if of.source.address else ""
    name = literal(f"{state.name} {_KINDS[kind]} by {_UNITS[unit]}, {said_list(of, again=True)}{covers}")
    return f"{name}: {literal(told, 900)}{left}.{page}"


def _name(place: Place | None, kind: PlaceKind | None) -> str:
    name = place_name(place) if place else ""
    if kind is PlaceKind.COUNTY:
        return next((name.removesuffix(word) for word in _COUNTIES if name.endswith(word)), name)
    return name


def nothing_ranked(state: Place, kind: PlaceKind | None, by: str) -> str:
    """Return that no number of that sort is known, plain text."""
    what = {"sent": "detainers sent", "totals": "totals of refusals"}.get(by, "refusals")
    return f"We have no {what} on {_KINDS[kind]} in {state.name}; that doesn't mean zero."
