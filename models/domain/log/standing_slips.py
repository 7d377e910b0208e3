"""What an entry means that prints a slip again, or names it as gone: found by what the slip says. Pure."""

from collections import Counter
from collections.abc import Sequence

from models.domain.log.intervals import Entry, Interval, Standing


def as_meant(state: Standing, entry: Entry) -> Sequence[bytes]:
    """Return an entry's keys, those of standing slips as what they are slips of.

    What stands as it is meant comes first: beside it a slip is a row of its own.
    """
    slips = _slips(state)
    if not slips:
        return entry.keys
    keys, printed = list(entry.keys), Counter(entry.keys)
    for each in slips:
        said = each.continued.said if each.continued else b""
        spare = printed[said] > len(state.standing.get(said, ()))
        if spare and printed[each.key] < len(state.standing[each.key]):
            numbers = [number for number, one in enumerate(keys) if one == said]
            alike = [number for number in numbers if entry.wordings[number] == each.wording]
            keys[(alike or numbers)[0]] = each.key
            printed[said] -= 1
            printed[each.key] += 1
    return keys


def off_as_meant(state: Standing, entry: Entry) -> Counter[bytes]:
    """Return the keys of the rows that an entry names as gone, those of standing slips likewise."""
    off = Counter(entry.off)
    if not off:
        return off
    for each in _slips(state):
        if each.continued and off[each.continued.said] > len(state.standing.get(each.continued.said, ())):
            off[each.continued.said] -= 1
            off[each.key] += 1
    return off


def _slips(state: Standing) -> list[Interval]:
    """Return the rows that go on under a slip, the first begun first, in whatever order they are read."""
    slips = [each for several in state.standing.values() for each in several if each.continued]
    return sorted(slips, key=lambda each: (each.begun, each.number))
