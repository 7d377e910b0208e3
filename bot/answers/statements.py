"""An answer → what it says, as statements: each list with its own dates, each number with its unit. Pure.

Numbers of two publishers are never summed, nor a number that was taken back with one that stands.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from bot.answers.lists_seen import cited, lacks_state, last_seen, list_cited, list_seen
from bot.answers.numbers import by_agency, numbers_of
from bot.answers.values import Answer, OnList
from models.domain import (
    BY_HAND,
    Agreement,
    Departure,
    Fact,
    ListingKind,
    Membership,
    Number,
    Place,
    PlaceKind,
    Policy,
    SourceKind,
    Stands,
    Unit,
    Within,
    day_in,
    iso_day,
    unit_of,
)

_RANK = (
    Stands.ON,
    Stands.MISSING,
    Stands.OFF,
    Stands.TAKEN_DOWN,
    Stands.NOT_ON,
    Stands.SUSPENDED,
    Stands.NOT_YET,
    Stands.NOT_COPIED,
)
_SLIP = re.compile(r"^Printed as “(.+)”, a slip of “.+”\.$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Stated:
    """What an answer says of a place, in the order in which it is said.

    Attributes:
        lists: How the place itself stands on each list of jurisdictions, and on each of policies that stands.
        either: Rows that may mean it or another.
        within: Of a state: how many of its places each list names.
        numbers: One a source, unit and standing, those of the latest days first; statewide of a state.
        agreements: Of the place itself; `agreements_off`: how it stands where a list has none any more.
        policies: All that lists cite of it.
        agencies: The same numbers by the agency that the list names.
        around: How its county and its state stand.
        asked: The lists that the question asks after.
        later: Counts that came into our files after the day asked for are left out.
    """

    place: Place
    lists: tuple[Membership, ...]
    either: tuple[Membership, ...]
    within: tuple[Within, ...]
    numbers: tuple[Number, ...]
    agreements: tuple[Agreement, ...]
    agreements_off: tuple[Membership, ...]
    policies: tuple[Policy, ...]
    agencies: tuple[Number, ...]
    around: tuple[Membership, ...]
    asked: frozenset[str] = frozenset()
    later: bool = False

    @property
    def is_part(self) -> bool:
        """It is told of the city that contains it."""
        return any(each.place != self.place for each in self.lists)

    @property
    def refusals(self) -> tuple[Number, ...]:
        """The numbers that stand of declined detainers."""
        units = {Unit.REFUSAL, Unit.REFUSAL_TOTAL}
        return tuple(each for each in self.numbers if each.unit in units and each.taken_back is None)


def stated(answer: Answer, place: Place) -> Stated:
    """Return what an answer says of the place that it is about."""
    return Stated(
        place=place,
        lists=_lists(answer, place),
        either=either_of(answer),
        within=_within(answer, place),
        numbers=numbers_of(answer, place),
        agreements=tuple(_agreement(answer, fact, place) for fact in answer.agreements),
        agreements_off=tuple(
            _off(answer, gone, place) for gone in answer.departures if gone.kind is ListingKind.AGREEMENT
        ),
        policies=tuple(
            _policy(answer, fact)
            for entry in answer.lists
            for fact in entry.facts
            if fact.kind is ListingKind.POLICY
        ),
        agencies=by_agency(answer, place),
        around=_of_kin(answer, whole=False),
        asked=answer.about,
        later=_later(answer),
    )


def _lists(answer: Answer, place: Place) -> tuple[Membership, ...]:
    named = [_named(answer, entry, place) for entry in answer.lists if _is_told(answer, entry)]
    gone = {e.source: e for e in answer.departures if e.kind is ListingKind.DESIGNATION}
    designated = {
        entry.source
        for entry in answer.lists
        if any(fact.kind is ListingKind.DESIGNATION for fact in entry.facts)
    }
    absent = [
        _off(answer, gone[name], place) if name in gone else _not_on(answer, name, place)
        for name in sorted(answer.designating - designated)
    ]
    whole = {each.on.source.name: each for each in _of_kin(answer, whole=True)}
    absent = [
        whole.get(each.on.source.name, each) if each.standing is Stands.NOT_ON else each for each in absent
    ]
    others = [_off(answer, each, place) for each in answer.departures if each.kind is ListingKind.POLICY]
    newest = sorted((*named, *absent, *others), key=lambda each: each.on.first or date.min, reverse=True)
    if place.kind is PlaceKind.STATE:  # its places are told list by list in the same order
        return tuple(sorted(newest, key=lambda each: (_is_past(each), each.unit is Unit.POLICY)))
    ranked = sorted(newest, key=lambda each: _RANK.index(each.standing))
    return tuple(sorted(ranked, key=lambda each: each.on.source.name not in answer.about))


def _is_past(each: Membership) -> bool:
    return each.on.taken_down is not None or each.on.suspended is not None


def _is_told(answer: Answer, entry: OnList) -> bool:
    """Leave out lists of policies that no publisher shows: what they cite is told as policies."""
    return not entry.past or any(fact.kind is ListingKind.DESIGNATION for fact in entry.facts)


def _named(answer: Answer, entry: OnList, place: Place) -> Membership:
    fact, on = entry.facts[0], list_seen(answer, entry.source)
    standing = Stands.ON
    if entry.withdrawn:
        standing = Stands.TAKEN_DOWN
    elif entry.suspended:
        standing = Stands.SUSPENDED
    elif entry.missing:
        standing = Stands.MISSING
        on = replace(on, seen=fact.published or day_in(answer.zone, fact.observed))
    return Membership(
        place,
        on,
        standing,
        Unit.POLICY if fact.kind is ListingKind.POLICY else Unit.JURISDICTION,
        since=_since(answer, fact),
        off=fact.missing_since.day(answer.zone) if entry.missing and fact.missing_since else None,
        printed=_as_printed(fact),
        newly_known=fact.listing in answer.newly_known,
        cited=cited(answer, entry.facts),
    )


def _since(answer: Answer, fact: Fact) -> date | None:
    """Return from which day a list says so; None of a copy that bears no date."""
    undated = fact.transcription and fact.since_published is None and fact.since_observed == fact.observed
    return None if undated else fact.since.day(answer.zone)


def _as_printed(fact: Fact) -> str:
    """Return the name as printed, where it was read as another one; else nothing."""
    slips = [slip[1] for note in fact.notes if (slip := _SLIP.match(note))]
    if slips:
        return slips[0]
    return fact.named or fact.as_read if fact.repaired else ""


def _off(answer: Answer, gone: Departure, place: Place) -> Membership:
    zone = answer.zone
    return Membership(
        place,
        list_seen(answer, gone.source),
        Stands.OFF,
        unit_of(gone.kind),
        since=gone.since.day(zone),
        off=gone.until.day(zone),
        announced=gone.announced,
        cited=(list_cited(answer, gone.source, gone.address, gone.transcription),),
    )


def _not_on(answer: Answer, name: str, place: Place) -> Membership:
    on, known = list_seen(answer, name), answer.freshness.get(name)
    first = known.first.day(answer.zone) if known and known.first else None
    standing = Stands.NOT_ON
    if answer.as_of and first and first > answer.as_of:
        standing = Stands.NOT_YET
    elif lacks_state(known, place.state, named=name in answer.in_state):
        standing = Stands.NOT_COPIED
    return Membership(place, on, standing, cited=(list_cited(answer, name),))


def either_of(answer: Answer) -> tuple[Membership, ...]:
    """Return the rows that may be of the place asked for or of another, and are counted for none."""
    return tuple(_either(answer, fact) for fact in answer.uncertain)


def _either(answer: Answer, fact: Fact) -> Membership:
    return Membership(
        None,
        list_seen(answer, fact.source),
        Stands.EITHER,
        printed=fact.named or fact.as_read,
        either=fact.candidates,
        cited=cited(answer, [fact]),
    )


def _within(answer: Answer, place: Place) -> tuple[Within, ...]:
    units = {
        ListingKind.DESIGNATION: Unit.JURISDICTION,
        ListingKind.POLICY: Unit.POLICY,
        ListingKind.AGREEMENT: Unit.AGREEMENT,
    }
    found = [
        Within(
            list_seen(answer, count.source),
            place,
            count.rows,
            units[ListingKind(count.kind)],
            tuple(answer.named_within.get(count.source, ())),
            lacks_state(answer.freshness.get(count.source), place.state, named=True),
            answer.within_missing.get((count.source, count.kind), 0),
            answer.agencies_within.get(count.source, 0) if count.kind == ListingKind.AGREEMENT else 0,
        )
        for count in answer.within
        if count.kind in units
    ]
    return tuple(sorted(found, key=lambda each: each.of.first or date.min, reverse=True))


def _policy(answer: Answer, fact: Fact) -> Policy:
    by_hand = f"{BY_HAND} “{fact.fields.get('enacted_as_printed')}”"
    reasons = [note for note in fact.notes if note.startswith(by_hand)]
    return Policy(
        list_seen(answer, fact.source),
        str(fact.fields.get("policy") or ""),
        str(fact.fields.get("enacted") or fact.fields.get("enacted_as_printed") or ""),
        str(fact.fields.get("enacted_as_printed") or "") if reasons else "",
        reasons[0].partition(": ")[2] if reasons else "",
        whole_class=fact.scope == "class",
        cited=cited(answer, [fact]),
    )


def _agreement(answer: Answer, fact: Fact, place: Place) -> Agreement:
    return Agreement(
        list_seen(answer, fact.source),
        str(fact.fields.get("agency") or fact.as_read),
        place,
        iso_day(fact.fields.get("signed")),
        str(fact.fields.get("support_type") or ""),
        fact.missing_since.day(answer.zone) if fact.is_missing and fact.missing_since else None,
        _as_printed(fact),
        cited(answer, [fact]),
    )


def _of_kin(answer: Answer, *, whole: bool) -> tuple[Membership, ...]:
    """Return how the county and the state of a place stand; `whole`: the city that it is a part of."""
    found = []
    for kin in answer.also:
        for name in (*kin.lists, *kin.former):
            if name not in answer.designating or kin.whole is not whole:
                continue
            on = list_seen(answer, name)
            standing = Stands.TAKEN_DOWN if on.taken_down else Stands.SUSPENDED if on.suspended else Stands.ON
            off = kin.missing.get(name)
            standing = Stands.MISSING if off and standing is Stands.ON else standing
            cited = (list_cited(answer, name),)
            found.append(Membership(kin.place, on, standing, off=off, cited=cited))
    return tuple(found)


def _later(answer: Answer) -> bool:
    """Tell whether counts came into our files after the day asked for."""
    if answer.as_of is None:
        return False
    return any(
        known.accepted is not None and (last_seen(known, answer.zone) or date.min) > answer.as_of
        for name, known in answer.freshness.items()
        if name in answer.sources and answer.sources[name].kind is SourceKind.EVENT
    )
