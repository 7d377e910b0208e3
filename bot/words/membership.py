"""How a place stands with a list: clause, line, phrase for notifications, sentence to print. Pure.

A list is taken down, a place is off it, a report is suspended. The present tense is for what was looked at
within the list's check interval; all else says when it was last seen.
"""

from collections.abc import Sequence
from datetime import date

from bot.words.style import (
    day,
    ended,
    listed,
    literal,
    may_be,
    moment,
    names_of,
    place_name,
    said_list,
    sentence_list,
    spelled,
    spoken_place,
    spoken_state,
    whole_state,
)
from models.domain import ListSeen, Membership, Place, PlaceKind, Stands, Unit, Within
from models.places import state_name

_NEVER_SAID = frozenset({Stands.MISSING, Stands.NOT_COPIED, Stands.NOT_YET, Stands.EITHER, Stands.TAKEN_BACK})
"""Standings of which no sentence to print is offered."""

FEW = 4
"""Places that a row may mean that are told one by one."""
_SAME_DAY = "the day it was published"


def upper_first(text: str) -> str:
    """Return text that begins a sentence."""
    return text[:1].upper() + text[1:]


def membership_lines(memberships: Sequence[Membership]) -> list[str]:
    """Return one place's standings as sentences of mrkdwn; lists that don't name it share one.

    Of a state that is one sentence: `The state: on …; was on ….`
    """
    clauses = [_clause(each) for each in memberships if each.standing not in {Stands.NOT_ON, Stands.NOT_YET}]
    absent = [each.on for each in memberships if each.standing is Stands.NOT_ON]
    if absent:
        taken_down = [of for of in absent if of.taken_down]
        shown = [of for of in absent if not of.taken_down]
        first = next((place for place, each in enumerate(memberships) if each.standing is Stands.NOT_ON), 0)
        after = [each for each in memberships[:first] if each.standing is not Stands.NOT_YET]
        *others, last = [_unnamed(of) for of in (*shown, *taken_down)]
        clauses.insert(len(after), f"not on {listed([*map(mid, others), last], 'or')}")
    sentences = [f"{upper_first(clause)}." for clause in clauses]
    if clauses and memberships[0].place and memberships[0].place.kind is PlaceKind.STATE:
        sentences = [f"{upper_first(whole_state(memberships[0].place.state))}: {'; '.join(clauses)}."]
    details = [detail for each in memberships for detail in _details(each)]
    not_yet = [each.on for each in memberships if each.standing is Stands.NOT_YET]
    return [literal(each, 900) for each in (*sentences, *details, *_first_published(not_yet))]


def _first_published(lists: Sequence[ListSeen]) -> list[str]:
    """Return when lists came to be, on a day before: `The DHS list was first published …`."""
    dated = [(names_of(of.source).again, of.first) for of in lists if of.first]
    if not dated:
        return []
    (name, first), *others = dated
    more = "".join(f"; {name}, {day(later)}" for name, later in others)
    return [f"{upper_first(name)} was first published {day(first)}{more}."]


def _details(each: Membership) -> list[str]:
    printed = [f"Printed as “{each.printed}.”"] if each.printed and each.standing is not Stands.EITHER else []
    ocr = ["Read by OCR; check the picture."] if each.ocr else []
    since = f" since {day(each.since)}" if each.since else ""
    known = [f"In our files{since}; may have been listed before."] if each.newly_known else []
    return [*printed, *ocr, *known]


def _clause(each: Membership) -> str:
    """Return how a place stands, without its name, plain text: `off the DHS list of May 29, 2025, by …`."""
    of = each.on
    again = mid(said_list(of, again=True))
    verb = "named in" if each.unit is Unit.POLICY else "on"
    match each.standing:
        case Stands.ON if of.seen is None:
            clause = f"{verb} {_published(of, names_of(of.source).text)}"
        case Stands.ON:
            clause = f"{verb} {said_list(of)}{_seen(of, each.since)}"
        case Stands.OFF:
            began = f"; on it from {day(each.since)}" if each.since and each.since != _named_by(of) else ""
            down = "; the list was since taken down" if of.taken_down else ""
            policy = "policy " if each.unit is Unit.POLICY else ""
            clause = f"{policy}off {again} {_since_or_by(each)}{began}{down}"
            if each.off and each.off == _named_by(of):
                clause = f"off {names_of(of.source).again} by {day(each.off)}, {_SAME_DAY}{down}"
        case Stands.MISSING:
            since = f" since {day(each.off)}" if each.off else ""
            last = f" (last seen {day(of.seen)})" if of.seen else ""
            clause = f"missing from {again}{since}; not confirmed yet{last}"
        case Stands.TAKEN_DOWN:
            clause = f"was {verb} {closed(said_list(of))} since taken down"
        case Stands.SUSPENDED:
            clause = f"named in {closed(said_list(of))} since suspended"
        case Stands.NOT_COPIED:
            local = each.place is not None and each.place.kind is not PlaceKind.STATE
            who = f"{place_name(each.place)} isn't" if local and each.place else "not"
            clause = f"{who} in our copy of {_unnamed(of)}"
        case _:
            clause = f"not on {_unnamed(of)}"
    return clause


def _since_or_by(each: Membership) -> str:
    if each.off is None:
        return "now"
    return f"since {day(each.off)}" if each.announced else f"by {day(each.off)}"


def _named_by(of: ListSeen) -> date | None:
    """Return the day that a list's name says already."""
    return of.first or of.published if names_of(of.source).dated else None


def mid(name: str) -> str:
    """Return a list's name before more words: a year in mid-sentence has its comma."""
    return f"{name}," if name[-1:].isdigit() else name


def _published(of: ListSeen, name: str) -> str:
    return f"{closed(name)} published {day(of.first)}" if of.first else name


def _seen(of: ListSeen, since: date | None) -> str:
    """Return in brackets when a list was published, since when it names the place, when it was last seen."""
    parts = []
    if of.first is None:
        parts.append("undated")
    elif since and since > of.first:
        parts.append(f"on it from {day(since)}")
    elif not names_of(of.source).dated:
        parts.append(f"published {day(of.first)}")
    if of.seen and (of.checked or of.seen != of.first):
        parts.append(f"{seen_as(of)} {day(of.seen)}")
    return f" ({'; '.join(parts)})" if parts else ""


def seen_as(of: ListSeen) -> str:
    """Return as what a list was seen last: `checked`, `last seen`, or `copied` where it bears no date."""
    if of.checked:
        return "checked"
    return "copied" if of.copied and of.first is None else "last seen"


def _unnamed(of: ListSeen) -> str:
    """Return a list that doesn't name the place: what it was, and when it was last seen."""
    name = said_list(of, again=True)
    if of.taken_down:
        return f"{closed(name)} since taken down"
    if of.seen is None:
        return _published(of, names_of(of.source).again)
    return f"{name} ({seen_as(of)} {day(of.seen)})"


def closed(name: str) -> str:
    """Return a name with the comma that follows it, inside a closing quotation mark as newsrooms set it."""
    return f"{name[:-1]},”" if name.endswith("”") else f"{name},"


def membership_none(memberships: Sequence[Membership]) -> str:
    """Return for a notification what is said where no list is: our copy lacks its state, or it came later."""
    lacking = [f"not in our copy of {_unnamed(e.on)}" for e in memberships if e.standing is Stands.NOT_COPIED]
    if lacking:
        return literal(lacking[0])
    later = _first_published([each.on for each in memberships if each.standing is Stands.NOT_YET])
    return literal(later[0][0].lower() + later[0][1:].removesuffix(".")) if later else ""


def membership_phrase(each: Membership, place: Place | None = None) -> str:
    """Return how a place stands for a notification: `on the Justice Department's list (last seen …)`.

    Args:
        each: Its standing, or that of the city that it is a part of.
        place: Whom the notification is about; None for that itself.
    """
    of = each.on
    if each.place and place and each.place != place:
        return f"{place_name(each.place)}, which contains it, {membership_phrase(each)}"
    if each.standing is not Stands.ON or of.seen is None:
        return literal(_clause(each))
    seen = f" ({seen_as(of)} {day(of.seen)})"
    verb = "named in" if each.unit is Unit.POLICY else "on"
    return literal(f"{verb} {said_list(of, again=True)}{seen}")


def held_line(of: ListSeen, zone: str) -> str:
    """Return that a newer file of a list waits for a person, in mrkdwn.

    Args:
        of: The list; `held` says when the file came.
        zone: IANA name of the newsroom's time zone.
    """
    if of.held is None:
        return ""
    which = of.published or of.seen
    version = f" This answer is from the version of {day(which)}." if which else ""
    name = literal(said_list(of, again=True))
    return f"A newer file of {name} arrived {moment(of.held, zone)} and needs review.{version}"


def either_line(each: Membership) -> str:
    """Return that a row may be of several places, in mrkdwn: `“East Hampton” on … may mean the …`."""
    of = each.on
    down = " since taken down," if of.taken_down else ""
    name = closed(said_list(of, again=True)) if down else mid(said_list(of, again=True))
    kinds = [_told_apart(place, each.either) for place in each.either]
    few, two = 1 < len(kinds) <= FEW, each.either[2:] == ()
    many = f"any of {len(kinds)} places" if kinds else "one of several places"
    meant, no_one = listed(kinds, "or") if few else many, "neither" if two else "none"
    return literal(f"“{each.printed}” on {name}{down} may mean {ended(meant)} We count it for {no_one}.", 600)


def _told_apart(place: Place, among: Sequence[Place]) -> str:
    """Return a place by what tells it from others: `the village`, else its name with its state."""
    kind = place.name.rpartition("(")[2].removesuffix(")") if place.name.endswith(")") else ""
    alike = {other.name.partition(" (")[0] for other in among}
    return f"the {kind}" if kind and len(alike) == 1 else may_be(place)


def whole_line(each: Membership) -> str:
    """Return how the city stands that a county is a part of: `New York City, which contains it, was on …`."""
    (line,) = around_lines([each], contains="it")
    return line


def around_lines(memberships: Sequence[Membership], contains: str = "") -> list[str]:
    """Return how a place's county and state stand, a sentence a list: `Suffolk County and … were on …`.

    Plain names are of the place's own state, which the heading says.

    Args:
        memberships: How each stands.
        contains: What the place contains that is told of, as it is called there.
    """
    by_list: dict[tuple[str, Stands], list[Membership]] = {}
    for each in memberships:
        by_list.setdefault((each.on.source.name, each.standing), []).append(each)
    sentences: list[str] = []
    for (_, standing), some in by_list.items():
        named = any(", the state," in said for said in sentences)
        holding = f", which contains {contains}," if contains else ""
        who = listed([f"{_around(each.place, named=named)}{holding}" for each in some if each.place])
        of, many = some[0].on, len(some) > 1
        was = "were" if many else "was"
        name = said_list(of, again=True)
        match standing:
            case Stands.TAKEN_DOWN:
                told = f"{was} on {closed(name)} since taken down"
            case Stands.SUSPENDED:
                told = f"{was} named in {closed(name)} since suspended"
            case Stands.MISSING if some[0].off:
                told = f"{was} missing from {mid(name)} since {day(some[0].off)}; not confirmed yet"
            case _ if of.checked and of.seen:
                told = f"{'are' if many else 'is'} on {name}, checked {day(of.seen)}"
            case _:
                told = f"{was} on {name}" + (f", last seen {day(of.seen)}" if of.seen else "")
        sentences.append(literal(f"{upper_first(who)} {told}."))
    return sentences


def _around(place: Place, *, named: bool) -> str:
    """Return a place that another one lies in; a state by its name the first time."""
    if place.kind is not PlaceKind.STATE:
        return place_name(place)
    if place_name(place) != place.name or whole_state(place.state) != "the state":
        return spoken_state(place.state)
    return "the state" if named else f"{place.name}, the state,"


_ORDER = ("first", "second", "third", "fourth", "fifth", "sixth")


def within_line(within: Sequence[Within]) -> str:
    """Return how many of a state's places lists name: `Places: 1 on the first list (Boston), 25 on …`.

    Args:
        within: One for each list of jurisdictions that the line before it tells of, in its order.
    """
    told = [_on_which(each, number, len(within)) for number, each in enumerate(within)]
    return f"Places: {', '.join(told)}." if told else ""


def _on_which(each: Within, number: int, lists: int) -> str:
    which = "the list" if lists == 1 else f"the {_ORDER[number]}{'' if number else ' list'}"
    few = each.number == len(each.places) > 0
    named = f" ({listed([place_name(place) for place in each.places])})" if few else ""
    lacking = f" ({each.missing:,} missing, not confirmed yet)" if each.missing else ""
    count = f"{'at least ' if each.least else ''}{each.number:,}" if each.number else "none"
    was = f" {'was' if each.number == 1 else 'were'}" if lists == 1 and each.of.taken_down else ""
    return literal(f"{count}{was} on {which}{named}{lacking}")


def within_sentence(each: Within) -> str:
    """Return how many of a state's places a list named when last seen, as a sentence to print."""
    of, state = each.of, state_name(each.state.state)
    name = sentence_list(of)
    if of.seen:
        name = (
            f"{closed(name)} checked {day(of.seen)}"
            if of.checked
            else f"{name} when last seen {day(of.seen)}"
        )
    one, many = ("is", "are") if of.checked else ("was", "were")
    if each.number == 0:
        return f"Neither {spoken_state(each.state.state)} nor any place in it {one} on {name}."
    if each.number == 1 and each.places and not each.least:
        return f"{place_name(each.places[0])} {one} the only {state} jurisdiction on {name}."
    least = "At least " if each.least else ""
    number = f"{least}{spelled(each.number)}"
    noun = f"jurisdiction {one}" if each.number == 1 else f"jurisdictions {many}"
    return f"{upper_first(number)} {state} {noun} on {name}."


def subject(place: Place) -> str:
    """Return a place as the subject of a sentence: `Boston, Massachusetts,`, `The state of Colorado`."""
    if place.kind is PlaceKind.STATE and whole_state(place.state) == "the state":
        return f"The state of {place.name}"
    return upper_first(spoken_place(place))


def membership_sentence(each: Membership, as_of: date | None = None, *, place: Place | None = None) -> str:
    """Return how a place stands as a sentence to print, in full; nothing of what can't be printed.

    Args:
        each: The place on one list, or the city that it is a part of.
        as_of: The day that is asked about; None for now.
        place: The place that is asked about; None for that itself.
    """
    if each.place is None or each.standing in _NEVER_SAID:
        return ""
    who, name, of = subject(each.place), sentence_list(each.on), each.on
    if place and each.place != place:
        who = f"{place_name(each.place)}, which contains {spoken_place(place)}"
    if each.standing in {Stands.ON, Stands.NOT_ON} and as_of:
        return _sentence_of_a_day(each, who, as_of)
    match each.standing:
        case Stands.ON:
            said = _listed_sentence(each, who, name)
        case Stands.OFF:
            said = _off_sentence(each, who, name)
        case Stands.TAKEN_DOWN if of.taken_down:
            said = f"{who} was on {closed(name)} which was taken down {day(of.taken_down)}."
        case Stands.SUSPENDED if of.suspended:
            said = f"{who} was named in {closed(name)} a report suspended {day(of.suspended)}."
        case Stands.NOT_ON if of.checked and of.seen:
            said = f"{who} is not on {closed(name)} checked {day(of.seen)}."
        case Stands.NOT_ON if of.seen and not of.taken_down:
            said = f"{who} was not on {name} when last seen {day(of.seen)}."
        case _:
            said = ""
    return said


def _sentence_of_a_day(each: Membership, who: str, as_of: date) -> str:
    """Return how a place stood on a day: `On May 30, 2025, Boston, Massachusetts, was on … published …`."""
    of = each.on
    names = names_of(of.source)
    not_ = "not " if each.standing is Stands.NOT_ON else ""
    published = f" published {day(of.first)}" if of.first else ""
    who = f"the {who.removeprefix('The ')}" if who.startswith("The ") else who
    verb = "named in" if each.unit is Unit.POLICY else "on"
    return f"On {day(as_of)}, {who} was {not_}{verb} {names.sentence or names.text}{published}."


def _listed_sentence(each: Membership, who: str, name: str) -> str:
    of = each.on
    verb = "named in" if each.unit is Unit.POLICY else "on"
    if of.checked and of.seen:
        return f"{who} is {verb} {closed(name)} checked {day(of.seen)}."
    if of.first is None:
        return (
            f"{who} was {verb} {name} when last seen {day(of.seen)}."
            if of.seen
            else f"{who} was {verb} {name}."
        )
    if each.since and each.since > of.first:
        began = f"{name} from {day(each.since)}"
    else:
        began = name if names_of(of.source).dated else f"{closed(name)} published {day(of.first)}"
    if of.seen is None or of.seen in {of.first, each.since}:
        return f"{who} was {verb} {began}."
    return f"{who} was {verb} {closed(began)} and was still there {day(of.seen)}, when last seen."


def _off_sentence(each: Membership, who: str, name: str) -> str:
    of = each.on
    if each.off is None or each.place is None or each.unit is Unit.POLICY:
        return ""
    if each.unit is Unit.AGREEMENT:
        gone = f"no 287(g) agreement of {spoken_place(each.place)}"
        return f"By {day(each.off)}, {gone} was on {name} any more. The list doesn't say the agreement ended."
    if each.off == _named_by(of):
        return f"{who} was off {name.removesuffix(f' of {day(each.off)}')} by {day(each.off)}, {_SAME_DAY}."
    if not each.announced:
        return f"{who} was off {mid(name)} by {day(each.off)}."
    names = names_of(of.source)
    its = name.removeprefix(f"{names.full}'s ").removeprefix(f"{names.full}' ")
    took = f"{upper_first(names.full)} took {spoken_place(each.place)} off its {its} {day(each.off)}."
    since = f" The list had named {_again(each.place)} since {day(each.since)}." if each.since else ""
    return f"{took}{since}"


def _again(place: Place) -> str:
    """Return a place at its second mention: `the county`."""
    if place.kind is PlaceKind.STATE:
        return "it" if place.state == "DC" else whole_state(place.state)
    last = place.name.rpartition(" ")[2].lower()
    if last in {"county", "parish", "borough"} and place.kind is PlaceKind.COUNTY:
        return f"the {last}"
    return "it"
