"""What changed lately, a line a list and day, its own date first: `Aug. 5, 2025: … publishes its list`. Pure.

The present tense is of the day that a line begins with.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from bot.words.events import quarterly
from bot.words.membership import upper_first
from bot.words.style import (
    counted,
    day,
    link,
    listed,
    literal,
    local_day,
    names_of,
    period,
    place_name,
    said_list,
    short_place,
    short_state,
    spoken_state,
    whole_state,
)
from models.domain import (
    EVERY_LIST,
    EVERYWHERE,
    Area,
    ChangeKind,
    ListingKind,
    ListSeen,
    Place,
    PlaceKind,
    RecentEdition,
    RecentRow,
    SourceKind,
    TookBack,
)
from models.places import state_name

_NOUNS = {
    ListingKind.REFUSAL: ("refusal", "refusals"),
    ListingKind.TALLY: ("count", "counts"),
    ListingKind.POLICY: ("policy", "policies"),
    ListingKind.DESIGNATION: ("place", "places"),
    ListingKind.AGREEMENT: ("287(g) agreement", "287(g) agreements"),
}
_WHOLE = {
    ChangeKind.WITHDRAWN: "is taken down",
    ChangeKind.BACK: "is put back",
    ChangeKind.SUSPENDED: "is suspended",
}
_BY_PUBLISHER = frozenset({ChangeKind.SUSPENDED, ChangeKind.RESUMED})


def area_name(area: Area) -> str:
    """Return what is told of as a heading has it, plain text: `Massachusetts`, `Boston, Mass.`."""
    if area.place:
        return short_place(area.place)
    return "All lists" if area.subject.state == EVERYWHERE else state_name(area.subject.state) or ""


def recent_lines(
    editions: Sequence[RecentEdition],
    back: Sequence[TookBack],
    lists: Mapping[str, ListSeen],
    zone: str,
    area: Area = EVERY_LIST,
) -> list[str]:
    """Return a line of mrkdwn for each version that changed something, the latest first.

    Args:
        editions: What changed, the latest first.
        back: What publishers took back meanwhile, the latest first.
        lists: Every list by name.
        zone: IANA name of the newsroom's time zone.
        area: What they are told of: a state that stands above the lines is not said in them.
    """
    stopped = {
        (each.source, each.observed, each.events): lists[each.source].source
        for each in editions
        if _BY_PUBLISHER.intersection(each.events)
    }
    reports = {
        (source.address, *key[1:]) for key, source in stopped.items() if source.kind is SourceKind.EVENT
    }
    told = []
    for each in editions:
        source = lists[each.source].source
        of_report = (source.address, each.observed, each.events) in reports
        if of_report and source.kind is not SourceKind.EVENT:
            continue  # what its publisher says of a report holds for that, not for the policies beside it
        told.append((each.observed, _edition(each, lists[each.source], zone, area)))
    told += [(each.observed, _took_back(each, lists[each.source], zone, area)) for each in back]
    return [line for _, line in sorted(told, key=lambda one: one[0], reverse=True)]


def _edition(each: RecentEdition, of: ListSeen, zone: str, area: Area) -> str:
    when = each.dated.day(zone)
    said = [_event(event, each, of, area) for event in each.events]
    if ChangeKind.PUBLISHED not in each.events:
        said += [_rows(kind, number, each, of, area) for kind, number in each.counts.items()]
    source = link(each.address, "source") if each.address else ""
    text = literal(f"{day(when)}: {'; '.join(said)}.", 900)
    return f"{text} {source}".rstrip()


def _event(kind: ChangeKind, each: RecentEdition, of: ListSeen, area: Area) -> str:
    name = upper_first(said_list(of, again=True).removeprefix("the "))
    if kind is ChangeKind.PUBLISHED:
        share = _share(each, of, area)
        return f"{_publishes(of, each)}{f'; {share}' if share else ''}"
    if kind is ChangeKind.RESUMED:
        again, rhythm = names_of(of.source).again, quarterly(each.said)
        return f"{names_of(of.source).publisher} says {_its(again)} will be {rhythm or 'published again'}"
    stops = _WHOLE[kind].replace("is", "are", 1) if _is_many(name) else _WHOLE[kind]
    return f"{name}{',' if name[-1].isdigit() else ''} {stops}"


def _is_many(name: str) -> bool:
    """Tell whether a list's name is a plural: `ICE's Section III policies of March 20, 2017`."""
    return name.partition(" of ")[0].endswith(("policies", "records", "agreements"))


def _publishes(of: ListSeen, each: RecentEdition) -> str:
    """Return that a list is published: `Justice Department publishes its list`."""
    names = names_of(of.source)
    if "'s " not in names.again and not names.again.startswith("the "):
        return f"{upper_first(names.again)} are published"
    who = names.again.removeprefix("the ").partition("'s ")[0] if "'s " in names.again else names.publisher
    covers = f" for {period(each.covers.first, each.covers.last)}" if each.covers else ""
    return f"{who} publishes {_its(names.again)}{covers}"


def _its(again: str) -> str:
    """Return a list after its publisher: `its list`, `its weekly report`."""
    _, its, name = again.partition("'s ")
    return f"its {name}" if its else "its list"


def _share(each: RecentEdition, of: ListSeen, area: Area) -> str:
    """Return what of an area is in a version that is published."""
    number = each.counts[ChangeKind.ADDED]
    what = each.rows[0].what if each.rows else None
    if what not in {None, ListingKind.DESIGNATION, ListingKind.POLICY}:
        return ""
    lacking = of.partial or each.partial
    if number:
        them = "them" if _is_many(names_of(of.source).again) else "it"
        verb = f"named in {them}" if what is ListingKind.POLICY else "on it"
        who, many = _who(each, ChangeKind.ADDED, area, least=lacking)
        return f"{who} {'are' if many else 'is'} {verb}"
    if of.source.kind is SourceKind.EVENT or area.subject.state == EVERYWHERE:
        return ""
    if area.place:
        return f"{place_name(area.place)} isn't {'in our copy' if lacking else 'on it'}"
    return f"no {state_name(area.subject.state)} places {'in our copy' if lacking else 'on it'}"


def _who(each: RecentEdition, kind: ChangeKind, area: Area, *, least: bool = False) -> tuple[str, bool]:
    """Return whom rows are of, by name where they are few, and whether that is many."""
    number, whole = each.counts[kind], each.whole[kind]
    rows = [row for row in each.rows if row.kind is kind]
    places = [row.place for row in rows if row.place]
    if number == len(rows) == len(places):
        return _names(places, area), number > 1
    at_least = "at least " if least else ""
    if area.subject.state == EVERYWHERE:
        return f"{at_least}{counted(number, 'jurisdiction')}", number > 1
    below = f"{at_least}{counted(number - whole, 'place')}" if number > whole else ""
    return listed(
        [text for text in (below, whole_state(area.subject.state) if whole else "") if text]
    ), number > 1


def _names(places: Sequence[Place], area: Area) -> str:
    """Return places by name, with their state where the heading doesn't say it; the state itself last."""
    local = area.subject.state != EVERYWHERE
    below = [place for place in places if place.kind is not PlaceKind.STATE]
    states = [place for place in places if place.kind is PlaceKind.STATE]
    names = [place_name(place) for place in below]
    if local and not below:
        return listed([spoken_state(place.state) for place in states])
    if local:
        return listed([*names, *(whole_state(place.state) for place in states)])
    of = {place.state for place in below}
    if len(of) == 1:
        inside = f"{listed(names)}, {short_state(of.pop())},"
        return listed([inside, *(spoken_state(place.state) for place in states)])
    return listed(
        [*(f"{short_place(place)}," for place in below), *(spoken_state(place.state) for place in states)]
    )


def _rows(kind: ChangeKind, number: int, each: RecentEdition, of: ListSeen, area: Area) -> str:
    """Return what became of rows: `Baltimore County, Md., is off the Justice Department's list`."""
    what = next((row.what for row in each.rows if row.kind is kind), None)
    name = said_list(of, again=True)
    if what is ListingKind.DESIGNATION and kind in {ChangeKind.ADDED, ChangeKind.REMOVED}:
        who, many = _who(each, kind, area)
        return f"{who} {'are' if many else 'is'} {'on' if kind is ChangeKind.ADDED else 'off'} {name}"
    verbs = {ChangeKind.ADDED: "adds", ChangeKind.REMOVED: "drops", ChangeKind.MOVED: "moves"}
    noun = counted(number, *_NOUNS[what]) if what else counted(number, "row")
    rows = [row for row in each.rows if row.kind is kind]
    return f"{upper_first(name)} {verbs.get(kind, 'corrects')} {noun}{_of(rows, number, area)}"


def _of(rows: Sequence[RecentRow], number: int, area: Area) -> str:
    """Return whom a few rows are of: ` (Travis County)`."""
    places = list(dict.fromkeys(row.place for row in rows if row.place))
    if not places or len(rows) != number or area.place:
        return ""
    local = area.subject.state != EVERYWHERE
    return f" ({listed([place_name(place) if local else short_place(place) for place in places])})"


def _took_back(each: TookBack, of: ListSeen, zone: str, area: Area) -> str:
    """Return that a publisher took figures back: `ICE takes back 7 refusals (Bastrop County and …)`."""
    noun = "detainer it had counted as sent" if each.measure == "issued" else "refusal"
    many = "detainers it had counted as sent" if each.measure == "issued" else "refusals"
    local = area.subject.state != EVERYWHERE
    names = listed([place_name(place) if local else short_place(place) for place in each.places])
    whose = "" if area.place else f" ({names})"
    publisher = names_of(of.source).publisher
    what = counted(each.number, noun, many)
    text = f"{local_day(each.observed, zone)}: {publisher} takes back {what}{whose}."
    return f"{literal(text, 600)} {link(each.address, 'source') if each.address else ''}".rstrip()


def recent_heading(area: Area, since: date, until: date | None, changes: int | None = None) -> str:
    """Return what stands above the lines: `Massachusetts since Jan. 1, 2025: 5 changes.`; plain text."""
    name = f"{area_name(area)}," if area.place else area_name(area)
    span = f"for {period(since, until)}" if until else f"since {day(since)}"
    return f"{name} {span}" if changes is None else f"{name} {span}: {counted(changes, 'change')}."


def nothing_recent(since: date, until: date | None, checked: date | None, last: str) -> str:
    """Return that nothing is known to have changed, whether anybody looked, and what came last; mrkdwn.

    Args:
        since: The first day asked about.
        until: The last one; None for now.
        checked: When a publisher last showed a list; None if none was asked.
        last: The line of the last change before; empty where none is known.
    """
    if until:
        said = f"We hold no changes for {period(since, until)}; that doesn't mean there were none."
        return f"{said} The last change before: {last}" if last else said
    if checked and checked >= since:
        said = f"We've seen no changes since {day(since)}; lists were last checked {day(checked)}."
    else:
        said = f"No list was checked since {day(since)}, so we can't say."
    return f"{said} The last change we hold: {last}" if last else said
