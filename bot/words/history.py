"""What happened to a place and to the lists that named it, a line an event, its own date first. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.words.events import quarterly
from bot.words.membership import upper_first
from bot.words.style import COPIED, counted, day, literal, names_of, period, said_list
from models.domain import ChangeKind, Happened, ListingKind, ListSeen, Number, SourceKind, Unit, day_in

QUOTED = 300
"""Characters of a publisher's own words."""
_WHOLE = {
    ChangeKind.WITHDRAWN: "taken down",
    ChangeKind.BACK: "put back",
    ChangeKind.SUSPENDED: "suspended by its publisher",
    ChangeKind.RESUMED: "to be published again, its publisher says",
    ChangeKind.PUBLISHED: "published",
}
_COUNTED = frozenset({ListingKind.TALLY, ListingKind.REFUSAL})


def history_lines(
    changes: Sequence[Happened], numbers: Sequence[Number], lists: Mapping[str, ListSeen], zone: str
) -> list[str]:
    """Return a place's events in mrkdwn, those of lists first, then what was counted, each the latest first.

    Args:
        changes: What happened, the latest first.
        numbers: What is counted of the place, one a list and unit.
        lists: Every list by name.
        zone: IANA name of the newsroom's time zone.
    """
    events = [
        each
        for each in changes
        if (each.whole or each.fact.kind not in _COUNTED) and not _of_another(each, lists)
    ]
    events.sort(key=lambda each: (_day(each, zone) or date.min, each.number), reverse=True)
    changed = [each for each in changes if not each.whole and each.fact.kind in _COUNTED]
    told = []
    for number, each in enumerate(events):
        again = number > 0 and events[number - 1].source == each.source
        earlier = any(one.kind is each.kind and one.source == each.source for one in events[number + 1 :])
        told.append(_event(each, lists[each.source], zone, again=again, repeated=earlier))
    told += [_count(each, lists[each.source], zone) for each in changed if each.kind is not ChangeKind.ADDED]
    return [*told, *map(_total, numbers)]


def _of_another(each: Happened, lists: Mapping[str, ListSeen]) -> bool:
    """Tell whether a notice that a report will go on stands beside a list that came with it."""
    return each.kind is ChangeKind.RESUMED and lists[each.source].source.kind is not SourceKind.EVENT


def _day(each: Happened, zone: str) -> date | None:
    """Return what orders events; what an undated copy lacks was gone when it was copied."""
    gone = each.undated and each.kind is ChangeKind.REMOVED
    return day_in(zone, each.observed) if gone else each.happened(zone)


def _event(each: Happened, of: ListSeen, zone: str, *, again: bool, repeated: bool) -> str:
    when = _when(each, zone)
    if each.whole:
        rhythm = each.kind is ChangeKind.RESUMED and quarterly(each.sentence)
        what = f"to be {rhythm}, its publisher says" if rhythm else _WHOLE[each.kind]
        what = f"{what}{' again' if repeated else ''}"
        said = f": “{literal(each.sentence, QUOTED)}”" if each.sentence else "."
        return f"{when}: {what if again else f'{literal(names_of(of.source).headline)} {what}'}{said}"
    where = "it" if again else said_list(of, again=True)
    missing = f", first missing {day(each.missing_since.day(zone))}" if each.missing_since else ""
    return f"{when}: {literal(_row(each, where))}{missing}."


def _row(each: Happened, name: str) -> str:
    fact = each.fact
    if fact.kind is ListingKind.AGREEMENT:
        agency = str(fact.fields.get("agency") or fact.as_read)
        if each.signed_anew:
            before, after = map(day, each.signed_anew)
            return f"{agency} signed its 287(g) agreement again {after} (before: {before})"
        signed = f"{agency}'s 287(g) agreement"
        return f"{signed} {_STANDS.get(each.kind, 'corrected')} {name}{_differences(each)}"
    if fact.kind is ListingKind.POLICY and each.kind is ChangeKind.ADDED:
        return f"named in {name}, {fact.fields.get('policy') or 'a policy'}"
    if each.kind is ChangeKind.NEWLY_KNOWN:
        return f"in our files as on {name}; may have been listed before"
    if each.kind in _STANDS:
        return f"{_STANDS[each.kind]} {name}"
    return f"{'moved' if each.kind is ChangeKind.MOVED else 'corrected'} on {name}{_differences(each)}"


_STANDS = {ChangeKind.ADDED: "on", ChangeKind.REMOVED: "off", ChangeKind.NEWLY_KNOWN: "on"}


def _differences(each: Happened) -> str:
    told = [
        f"{name.replace('_', ' ')} {before or '–'} → {after or '–'}"
        for name, before, after in each.differences
    ]
    return f": {'; '.join(told)}" if told else ""


def _count(each: Happened, of: ListSeen, zone: str) -> str:
    fact = each.fact
    what = _counted(fact.count or 1, fact.measure, tally=fact.kind is ListingKind.TALLY)
    change = {
        ChangeKind.REMOVED: ", taken out",
        ChangeKind.CORRECTED: ", corrected",
        ChangeKind.MOVED: ", moved",
    }
    back = f"; taken back {day(day_in(zone, fact.taken_back))}" if fact.taken_back else ""
    name = literal(said_list(of, again=True))
    return (
        f"{_when(each, zone)}: {what}, {name}{change.get(each.kind, '')}{literal(_differences(each))}{back}."
    )


def _total(each: Number) -> str:
    """Return what a list counts in all: `2011 to 2015: 28 refusals (total only), NPR's count.`."""
    when = upper_first(period(each.first, each.last)) or "Undated"
    least = "at least " if each.least else ""
    measure = "issued" if each.unit is Unit.DETAINER_SENT else ""
    what = _counted(each.number, measure, tally=each.unit is Unit.REFUSAL_TOTAL)
    name = literal(said_list(each.of, again=True))
    if each.taken_back:
        figure, rest = what.split(" ", 1)
        publisher = literal(names_of(each.of.source).publisher)
        return f"{when}: ~{figure}~ {rest}, {name}; {publisher} took that back {day(each.taken_back)}."
    corrected = f", corrected from ~{each.was:,}~" if each.was is not None else ""
    return f"{when}: {least}{what}{corrected}, {name}."


def _counted(number: int, measure: str, *, tally: bool) -> str:
    if measure == "issued":
        return f"{counted(number, 'detainer')} ICE sent (not refusals)"
    return f"{counted(number, 'refusal')}{' (total only)' if tally else ''}"


def _when(each: Happened, zone: str) -> str:
    """Return an event's own date: its publisher's, else the period that it counts, else when it was seen."""
    if each.undated and each.kind is ChangeKind.REMOVED:
        return f"By {day(day_in(zone, each.observed))}"
    if each.undated:
        return f"Undated (copied {day(each.observed.date())})"
    if not each.whole and each.period and each.fact.kind in _COUNTED:
        return upper_first(period(*each.period))
    return day(each.dated.day(zone))


def no_history(place: str, lists: Mapping[str, ListSeen]) -> str:
    """Return that nothing is known to have happened to a place, and who looked, plain text.

    Args:
        place: The place as a sentence has it, the comma that ends it included.
        lists: Every list by name.
    """
    looked = [of.seen for of in lists.values() if of.seen and not of.copied]
    began = min((of.first for of in lists.values() if of.first), default=None)
    if looked and began:
        return f"We've seen no changes on {place} since {day(began)}; last checked {day(max(looked))}."
    return f"We hold no event on {place.removesuffix(',')}{'' if place.endswith('.') else '.'} {COPIED}"
