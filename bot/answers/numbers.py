"""What is counted of a place, as statements. Pure.

Numbers of two publishers are never summed, nor a number that was taken back with one that stands.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answers.lists_seen import cited, list_seen
from bot.answers.values import Answer, Refusals
from models.domain import TOOK_BACK, Count, Fact, ListingKind, Number, Place, PlaceKind, Unit, day_in
from models.places import TERRITORIES

_UNITS = {"": Unit.REFUSAL, "declined": Unit.REFUSAL_TOTAL, "issued": Unit.DETAINER_SENT}
"""By what a count measures; rows themselves measure nothing."""
MEASURES = {unit: measure for measure, unit in _UNITS.items()}
_UNIT_RANK = (Unit.REFUSAL, Unit.REFUSAL_TOTAL, Unit.DETAINER_SENT)


def numbers_of(answer: Answer, place: Place) -> tuple[Number, ...]:
    """Return what is counted of a place, of a state with its places: one a list, unit and standing."""
    found = _statewide(answer, place) if place.kind is PlaceKind.STATE else _local(answer, place)
    return tuple(sorted(found, key=lambda each: (_UNIT_RANK.index(each.unit), _late(each))))


def _late(number: Number) -> int:
    return -(number.last or date.min).toordinal()


def _local(answer: Answer, place: Place) -> list[Number]:
    grouped: dict[tuple[str, str, bool], list[Fact]] = defaultdict(list)
    for tally in answer.tallies:
        for fact in tally.facts:
            grouped[tally.source, tally.measure, fact.taken_back is not None].append(fact)
    cases = [number for entry in answer.refusals for number in _on_file(answer, entry, place)]
    return [*cases, *(_counted(answer, facts, place) for facts in grouped.values())]


def _on_file(answer: Answer, entry: Refusals, place: Place) -> list[Number]:
    """Return how many of a list's cases stand, and how many it took back."""
    refused = [fact for fact in answer.taken_back if fact.kind is ListingKind.REFUSAL]
    back = [fact for fact in refused if fact.source == entry.source]
    whole = Number(
        entry.rows - len(back),
        Unit.REFUSAL,
        list_seen(answer, entry.source),
        place,
        entry.first,
        entry.last,
        issued=not any(fact.fields.get("declined") for fact in entry.latest),
        by=entry.agency,
        cited=cited(answer, entry.latest),
    )
    taken = [replace(_counted(answer, back, place), number=len(back), unit=Unit.REFUSAL)] if back else []
    return [*([whole] if whole.number > 0 else []), *taken]


def _counted(answer: Answer, facts: Sequence[Fact], place: Place, by: str = "") -> Number:
    back = [day_in(answer.zone, fact.taken_back) for fact in facts if fact.taken_back]
    return Number(
        sum(fact.count or 0 for fact in facts),
        _UNITS[facts[0].measure],
        list_seen(answer, facts[0].source),
        place,
        min((fact.first for fact in facts if fact.first), default=None),
        max((fact.last for fact in facts if fact.last), default=None),
        taken_back=min(back, default=None),
        notice=" ".join(n for n in facts[0].notes if n.startswith(TOOK_BACK)) if back else "",
        by=by,
        cited=cited(answer, facts),
    )


def _statewide(answer: Answer, place: Place) -> list[Number]:
    own = [
        Count(
            place.geoid,
            tally.source,
            ListingKind.TALLY,
            tally.measure,
            1,
            tally.count,
            tally.first,
            tally.last,
        )
        for tally in answer.tallies
    ]
    own += [
        Count(
            place.geoid,
            entry.source,
            ListingKind.REFUSAL,
            "",
            entry.rows,
            entry.rows,
            entry.first,
            entry.last,
        )
        for entry in answer.refusals
    ]
    grouped: dict[tuple[str, str], list[Count]] = defaultdict(list)
    for count in (*answer.within, *own):
        if count.kind in {ListingKind.TALLY, ListingKind.REFUSAL}:
            grouped[count.source, count.measure].append(count)
    return [_of_state(answer, place, key, counts) for key, counts in grouped.items()]


def _of_state(answer: Answer, place: Place, key: tuple[str, str], counts: Sequence[Count]) -> Number:
    """Return a number of a whole state; what was taken back of it is no part of it."""
    source, measure = key
    total, of = sum(count.total for count in counts), list_seen(answer, source)
    back, when = answer.back_within.get(key, (0, None))
    cases = () if measure else answer.refusals
    only = when is not None and back >= total
    return Number(
        total if only else total - back,
        _UNITS[measure],
        of,
        place,
        min((count.first for count in counts if count.first), default=None),
        max((count.last for count in counts if count.last), default=None),
        least=of.partial,
        was=total if back and not only else None,
        taken_back=day_in(answer.zone, when) if when and only else None,
        issued=any(not fact.fields.get("declined") for entry in answer.refusals for fact in entry.latest),
        by=next((each.agency for each in cases if (each.source, each.rows) == (source, total)), ""),
        statewide=place.state not in {"DC", *TERRITORIES},
    )


def by_agency(answer: Answer, place: Place) -> tuple[Number, ...]:
    """Return what lists count of a place by the agencies that they name; what was taken back is left out."""
    return tuple(
        _counted(answer, facts, place, tally.agency)
        for tally in answer.tallies
        if (facts := [fact for fact in tally.facts if fact.taken_back is None])
    )
