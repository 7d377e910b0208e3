"""The words around a map of a state: its finding, what else lists name there, its sources. Pure."""

from collections.abc import Sequence
from datetime import date

from bot.words.events import below_states, composition
from bot.words.membership import closed, upper_first
from bot.words.style import (
    counted,
    day,
    ended,
    listed,
    names_of,
    period,
    place_name,
    said_list,
    short_place,
    whole_state,
)
from models.domain import Composition, ListSeen, Number, Place, Unit, Within

_FEW = 3


def map_headline(within: Sequence[Within], number: Number | None, state: Place, *, itself: bool) -> str:
    """Return a map's finding, of the first list, else of the count.

    Args:
        within: One for each list, those in force first.
        number: What is counted in the state; None where nothing is.
        state: The state.
        itself: The first list names the state too.
    """
    if not within:
        return f"{state.name}: {_counted(number)}" if number else f"We have nothing on {state.name}"
    first = within[0]
    return f"{state.name}: {_places(first, itself=itself)} {_on(first, names_of(first.of.source).headline)}"


def country_headline(whole: Composition) -> str:
    """Return the finding of a list's map of the country: `Justice Dept. list: 12 states, D.C., …`."""
    of = whole.of
    gone = ", since taken down" if of.taken_down else ""
    number = f"at least {below_states(whole)}" if whole.least else composition(whole)
    return f"{names_of(of.source).headline}: {number}{gone}"


def map_deck(within: Sequence[Within], number: Number | None, itself: Sequence[bool]) -> str:
    """Return what the finding leaves out: the other lists, and the count with its period.

    Args:
        within: The lists that the headline doesn't tell of.
        number: What is counted in the state; None where nothing is, or the headline tells it.
        itself: Whether each of these lists names the state too.
    """
    others = [
        upper_first(f"{_places(each, itself=own)} {_on(each, said_list(each.of))}")
        for each, own in zip(within, itself, strict=True)
    ]
    counts = [f"{upper_first(_counted(number))}, {names_of(number.of.source).again}"] if number else []
    return " ".join(ended(each) for each in (*others, *counts))


def map_off(of: ListSeen, gone: Sequence[tuple[Place, date]], *, country: bool = False) -> str:
    """Return who is off a list, and since when: names of few, the number of many.

    Args:
        of: The list.
        gone: The places, each with the day on which it was seen to be off.
        country: They lie in several states, and are named with theirs.
    """
    if len(gone) > _FEW:
        return f"{len(gone):,} places are off {said_list(of, again=True)}."
    named = short_place if country else place_name
    names = [f"{named(place)} ({day(off)})" for place, off in gone]
    return ended(f"Off {said_list(of, again=True)}: {listed(names)}")


def map_unplaced(number: Number, unplaced: int) -> str:
    """Return how many of a number have no circle, since they lie in no one county."""
    return f"Placed in no county: {unplaced:,} of {counted(number.number, 'refusal')}."


def map_plain(of: ListSeen) -> str:
    """Return what land without a sign is: not on a list, or of a copy that lacks rows no more than that."""
    return "Not in our copy" if of.partial else "Not on the list"


def map_nowhere(lists: Sequence[ListSeen]) -> str:
    """Return what land is that none of several lists names, as far as our copies have them."""
    return "Not in our copies" if any(of.partial for of in lists) else "On no list"


def map_lacking(of: ListSeen) -> str:
    """Return what an alternative text says of land without a sign: nothing of a whole list."""
    return "elsewhere: not in our copy" if of.partial else ""


def map_left(number: int) -> str:
    """Return how many rows of a list a map doesn't show."""
    return f"not drawn: {number:,} that {'names' if number == 1 else 'name'} no one place"


def _places(within: Within, *, itself: bool) -> str:
    number = f"{'at least ' if within.least else ''}{counted(within.number, 'place')}"
    if within.places and not within.least:
        number = listed([place_name(place) for place in within.places])
    whole = whole_state(within.state.state)
    if not within.number:
        return f"{whole} alone" if itself else "no place"
    return f"{whole} and {number}" if itself else number


def _on(within: Within, name: str) -> str:
    of = within.of
    article = "" if name.startswith(("the ", "ICE")) else "the "
    if of.taken_down or of.suspended:
        verb = "was" if within.number <= 1 else "were"
        return f"{verb} on {article}{closed(name)} since {'taken down' if of.taken_down else 'suspended'}"
    return f"on {article}{name}{_when(of)}"


def _when(of: ListSeen) -> str:
    if of.seen is None:
        return ""
    return f", {'checked' if of.checked else 'last seen'} {day(of.seen)}"


def _counted(number: Number) -> str:
    of = "(total only)" if number.unit is Unit.REFUSAL_TOTAL else "on file"
    when = period(number.first, number.last)
    return f"{counted(number.number, 'refusal')} {of}{f' for {when}' if when else ''}"


def map_legend(of: ListSeen) -> str:
    """Return what a sign on a map means, behind the kind of place: `on the DHS list, since taken down`."""
    gone = ", since taken down" if of.taken_down else ", since suspended" if of.suspended else ""
    return f"on the {names_of(of.source).headline}{gone}"


def map_layer(of: ListSeen, places: int) -> str:
    """Return the same behind names or numbers in an alternative text, with the day."""
    name = names_of(of.source).again
    if of.taken_down or of.suspended:
        gone = "taken down" if of.taken_down else "suspended"
        return f"{'was' if places == 1 else 'were'} on {closed(name)} since {gone}"
    return f"on {name}{_when(of)}"


def map_counts(number: Number) -> tuple[str, str]:
    """Return what a circle means: in the legend, and before the numbers in an alternative text."""
    when = period(number.first, number.last)
    total = " (totals only)" if number.unit is Unit.REFUSAL_TOTAL else ""
    timed = f" for {when}" if when else ""
    return f"Refusals{timed}", f"Refusals{total}{timed}, {names_of(number.of.source).again}"


def map_sources(lists: Sequence[ListSeen], number: Number | None) -> str:
    """Return where a map's facts are from, each list with its days."""
    told = [_sourced(of) for of in lists]
    if number:
        told.append(names_of(number.of.source).text + _copied(number.of))
    if not told:
        return "No list that we hold names a place here."
    return f"{'Sources' if len(told) > 1 else 'Source'}: {ended('; '.join(told))}"


def _sourced(of: ListSeen) -> str:
    name = names_of(of.source).again.removeprefix("the ")
    first = of.first or of.published
    published = f", published {day(first)}" if first else ""
    if of.taken_down:
        return f"{name}{published}, taken down {day(of.taken_down)}"
    return f"{name}{published}{_when(of)}"


def _copied(of: ListSeen) -> str:
    return f" (copied {day(of.seen)})" if of.copied and of.seen else ""
