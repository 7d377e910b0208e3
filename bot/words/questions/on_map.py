"""What a map shows, in words: `Massachusetts: 1 place on the Justice Department's list, …`. Pure."""

from collections.abc import Collection, Sequence

from bot.words.membership import closed, seen_as
from bot.words.style import counted, day, literal, said_list, whole_state
from models.domain import ListSeen, Place, Within

GREY = "Grey isn't “cooperates.”"


def map_line(state: Place, within: Sequence[Within], itself: Collection[str]) -> str:
    """Return how many places of a state lists name or named, as mrkdwn.

    Args:
        state: The state.
        within: One for each list.
        itself: Names of the lists that name the state too, or named it.
    """
    told = [
        _on(each, noun=not number, itself=each.of.source.name in itself) for number, each in enumerate(within)
    ]
    numbers = "; ".join(told) or "no list is held"
    return f"{literal(f'{state.name}: {numbers}.', 900)} {GREY}"


def _on(each: Within, *, noun: bool, itself: bool) -> str:
    whole = whole_state(each.state.state)
    if itself and not each.number:
        return f"{whole} {'alone ' if not each.least else ''}{standing_on(each.of, 1)}"
    if not each.number:
        none = "no places" if noun else "none"
        name = closed(said_list(each.of, again=True))
        down = f"{name} since taken down" if each.of.taken_down else name.removesuffix(",")
        return f"{none} in our copy of {down}" if each.least else f"{none} {standing_on(each.of, 0)}"
    number = counted(each.number, "place") if noun or itself else f"{each.number:,}"
    named = f"{'at least ' if each.least else ''}{number}{f' and {whole}' if itself else ''}"
    return f"{named} {standing_on(each.of, each.number + itself)}"


def standing_on(of: ListSeen, number: int) -> str:
    """Return where places are or were: `on the Justice Department's list, last seen Oct. 31, 2025`."""
    name = said_list(of, again=True)
    if of.taken_down:
        return f"{'was' if number == 1 else 'were'} on {closed(name)} since taken down"
    seen = f" {seen_as(of)} {day(of.seen)}" if of.seen else ""
    return f"on {closed(name)}{seen}" if seen else f"on {name}"
