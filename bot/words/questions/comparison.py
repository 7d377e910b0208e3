"""Lists by places: what stands in a cell. Pure; no cell is a verdict."""

from bot.words.membership import seen_as
from bot.words.style import counted, day, names_of, whole_state
from models.domain import ListSeen, Membership, PlaceKind, Stands, Within


def list_in_row(of: ListSeen) -> str:
    """Return a list where a row begins: `Justice Dept.`, `DHS, May 29, 2025`; plain text."""
    names = names_of(of.source)
    published = of.first or of.published
    return f"{names.label}, {day(published)}" if published else names.label


def cell(each: Membership | None, within: Within | None = None) -> str:
    """Return how a place stands with a list: `on, last seen Oct. 31, 2025`, `not in our copy`; plain text.

    Args:
        each: How it does; None where our copy names it nowhere.
        within: Of a state: how many of its places the list names; how many policies of it, or of a place.
    """
    if each is None and within:
        whose = "places: " if within.state.kind is PlaceKind.STATE else ""
        return f"{whose}{counted(within.number, 'policy', 'policies')}"
    if each is None:
        return "not in our copy"
    stands = _stands(each)
    if each.place is None or each.place.kind is not PlaceKind.STATE or each.standing is Stands.NOT_YET:
        return stands
    least = "at least " if within and within.least else ""
    number = f"{least}{counted(within.number, 'place')}" if within else "no places"
    silent = each.standing is Stands.NOT_COPIED and within is None
    return stands if silent else f"{whole_state(each.place.state)}: {stands}; {number}"


def _stands(each: Membership) -> str:
    of = each.on
    match each.standing:
        case Stands.ON:
            said = _dated("on", of)
        case Stands.OFF:
            by = "since" if each.announced else "by"
            said = f"off {by} {day(each.off)}" if each.off else "off"
            said += "; list since taken down" if of.taken_down else ""
        case Stands.MISSING:
            said = (
                f"missing since {day(each.off)}; not confirmed yet"
                if each.off
                else "missing; not confirmed yet"
            )
        case Stands.TAKEN_DOWN:
            said = "was on, since taken down"
        case Stands.SUSPENDED:
            said = "was named, since suspended"
        case Stands.NOT_YET:
            said = f"first published {day(of.first)}" if of.first else "not published yet"
        case Stands.NOT_COPIED:
            said = "not in our copy"
        case _:
            said = "not on, since taken down" if of.taken_down else _dated("not on", of)
    return said


def _dated(said: str, of: ListSeen) -> str:
    return f"{said}, {seen_as(of)} {day(of.seen)}" if of.seen else said


def short_cell(each: Membership | None, within: Within | None = None) -> str:
    """Return how a place stands with a list, for a picture: `On list`, `Off since Oct. 31, 2025`."""
    if each is None:
        return "Policies" if within else "Not in our copy"
    match each.standing:
        case Stands.ON:
            said = "On list"
        case Stands.OFF:
            said = f"Off {'since' if each.announced else 'by'} {day(each.off)}" if each.off else "Off"
        case Stands.MISSING:
            said = "Missing, not confirmed yet"
        case Stands.TAKEN_DOWN:
            said = "Was on, taken down"
        case Stands.SUSPENDED:
            said = "Named, since suspended"
        case Stands.NOT_YET:
            said = "Not published yet"
        case Stands.NOT_COPIED:
            said = "Not in our copy"
        case _:
            said = "Not on"
    return said
