"""What happened to a place and to the lists that named it, a line an event, its own date first. Pure."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.words.membership import upper_first
from bot.words.style import counted, day, literal, names_of, period, said_list
from models.domain import ChangeKind, Happened, ListingKind, ListSeen, day_in

_WHOLE = {
    ChangeKind.WITHDRAWN: "taken down",
    ChangeKind.BACK: "put back",
    ChangeKind.SUSPENDED: "suspended by its publisher",
    ChangeKind.RESUMED: "to go on, its publisher says",
    ChangeKind.PUBLISHED: "published",
}
_COUNTED = frozenset({ListingKind.TALLY, ListingKind.REFUSAL})


def history_lines(changes: Sequence[Happened], lists: Mapping[str, ListSeen], zone: str) -> list[str]:
    """Return a place's events in mrkdwn, those of lists first, then what was counted, each the latest first.

    Args:
        changes: What happened, the latest first.
        lists: Every list by name.
        zone: IANA name of the newsroom's time zone.
    """
    events = [each for each in changes if each.whole or each.fact.kind not in _COUNTED]
    events.sort(key=lambda each: (_day(each, zone) or date.min, each.number), reverse=True)
    counts = [each for each in changes if not each.whole and each.fact.kind in _COUNTED]
    told = []
    for number, each in enumerate(events):
        again = number > 0 and events[number - 1].source == each.source
        earlier = any(one.kind is each.kind and one.source == each.source for one in events[number + 1 :])
        told.append(_event(each, lists[each.source], zone, again=again, repeated=earlier))
    return [*told, *(_count(each, lists[each.source], zone) for each in counts)]


def _day(each: Happened, zone: str) -> date | None:
    """Return what orders events; what an undated copy lacks was gone when it was copied."""
    gone = each.undated and each.kind is ChangeKind.REMOVED
    return day_in(zone, each.observed) if gone else each.happened(zone)


def _event(each: Happened, of: ListSeen, zone: str, *, again: bool, repeated: bool) -> str:
    when = _when(each, zone)
    if each.whole:
        what = f"{_WHOLE[each.kind]}{' again' if repeated else ''}"
        said = f": “{literal(each.sentence, 200)}”" if each.sentence else "."
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


def history_began(lists: Mapping[str, ListSeen]) -> date | None:
    """Return since when lists are known, the earliest of their own dates."""
    return min((of.first for of in lists.values() if of.first), default=None)
