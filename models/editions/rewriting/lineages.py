"""Which stored lineage each derived one is: those share a row of an edition."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from models.domain import Begun
from models.editions.rewriting.past import Past


@dataclass(frozen=True, slots=True)
class _Span:
    """One row over the places at which it stands: from, until before."""

    lineage: int
    begun: Begun
    printing: int
    first: int
    until: int


def name_lineages(past: Past) -> dict[int, int]:
    """Give each derived lineage the oldest id among those that share a row of an edition with it.

    Returns:
        Ids of lineages that are merged, each with the one that it is.
    """
    again = _read_again(past)
    stored, derived = _appearances(_stored(past), again), _appearances(_derived(past), again)
    shared: dict[int, set[int]] = defaultdict(set)
    for where, lineages in derived.items():
        for new, old in zip(lineages, stored.get(where, ()), strict=False):
            if new < 0:
                shared[new].add(old)
    taken = {each.lineage for each in past.derived.begun.values() if each.lineage > 0}
    taken |= {row.lineage for row in past.standing.values()}
    begun = {each.lineage: each.begun for each in past.derived.begun.values() if each.lineage < 0}
    merged: dict[int, int] = {}
    for new in sorted(begun, key=lambda number: (begun[number], -number)):
        ids = sorted(shared[new] - taken - set(merged))
        if ids:
            past.lineages[new] = ids[0]
            taken.add(ids[0])
            merged |= dict.fromkeys(ids[1:], ids[0])
    return {old: new for old, new in merged.items() if old not in taken}


def _stored(past: Past) -> Iterator[_Span]:
    order = past.order
    for row in (*past.standing.values(), *past.listings):
        until = order.get(row.until_edition or 0, len(order))
        first = order.get(row.first_edition, 0)
        yield _Span(row.lineage, (row.begun, row.begun_number), row.printing, first, until)


def _derived(past: Past) -> Iterator[_Span]:
    order, printings = past.order, past.wordings.printings
    until = {number: order[each.edition] for number, each in past.derived.until.items()}
    for number, row in past.standing.items():
        begun = (row.begun, row.begun_number)
        yield _Span(row.lineage, begun, row.printing, 0, until.get(number, len(order)))
    for number, each in past.derived.begun.items():
        end = until.get(number, len(order))
        yield _Span(each.lineage, each.begun, printings[each.wording], order[each.first], end)


def _read_again(past: Past) -> set[int]:
    """Return the places of editions that brought rows that a better reader reads otherwise."""
    until, order = past.derived.until, past.order
    ends = ((until.get(number), each.first) for number, each in past.derived.begun.items())
    return {order[first] for end, first in ends if end and end.edition == first}


def _appearances(spans: Iterable[_Span], read_again: Collection[int]) -> dict[tuple[int, int], list[int]]:
    """Return the lineages that stand in one wording at each place, the one that began first first.

    What only the first reading of an edition has stands at no place, as it begins and ends with it: all
    that such an edition brings is found at its place counted backwards, too.
    """
    found: dict[tuple[int, int], list[_Span]] = defaultdict(list)
    for span in spans:
        brought = (-1 - span.first,) if span.first in read_again else ()
        for place in (*range(span.first, span.until), *brought):
            found[place, span.printing].append(span)
    return {
        where: [span.lineage for span in sorted(several, key=lambda one: (one.begun, abs(one.lineage)))]
        for where, several in found.items()
    }
