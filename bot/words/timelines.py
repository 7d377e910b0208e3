"""A list's time, or a place's on it, as the words of a picture: what happened, in order. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.words.membership import mid
from bot.words.style import counted, day, names_of, place_name, said_list, short_place, spoken_state
from models.domain import ChangeKind, ListSeen, Place, PlaceKind, RecentEdition, RecentRow

_WHOLE = {
    ChangeKind.PUBLISHED: "published",
    ChangeKind.WITHDRAWN: "taken down",
    ChangeKind.BACK: "put back",
    ChangeKind.SUSPENDED: "suspended",
}
_TIMES = {1: "once", 2: "twice"}


@dataclass(frozen=True, slots=True)
class OnTimeline:
    """Something that happened to a list: its day, what is written at it, and what the alternative text says.

    Attributes:
        there: Whether what is shown is there after it: the list, or the place on it.
    """

    day: date
    there: bool
    label: str
    said: str


def list_events(editions: Sequence[RecentEdition], zone: str, place: Place | None) -> list[OnTimeline]:
    """Return what happened to a list, or to a place on it, the first first.

    Args:
        editions: Versions that changed something, the latest first; rows of the place alone, if one is given.
        zone: IANA name of the newsroom's time zone.
        place: Whom they are of; None of the whole list. A state stands for the places in it.
    """
    one = place if place and place.kind is not PlaceKind.STATE else None
    events: list[OnTimeline] = []
    on, up = one is None, False
    for each in reversed(editions):
        when = each.dated.day(zone)
        year = f", {when.year}" if not events or events[-1].day.year != when.year else ""
        on_day = day(when).removesuffix(f", {when.year}") + year
        came, went = each.counts[ChangeKind.ADDED], each.counts[ChangeKind.REMOVED]
        for kind in each.events:
            if kind not in _WHOLE:
                continue
            up = kind in {ChangeKind.PUBLISHED, ChangeKind.BACK}
            on = on or bool(came)
            again = any(_WHOLE[kind] in event.label.lower() for event in events)
            without = f" without {place_name(one)}" if one and up and not on else ""
            label = f"{_WHOLE[kind].capitalize()}{' again' if again else ''}{without}"
            events.append(OnTimeline(when, up and on, label, f"{_WHOLE[kind]} {on_day}{without}"))
        if not each.events and (came or went):
            on = bool(came) if one else on
            told = [f"{number:,} {name}" for number, name in ((came, "on"), (went, "off")) if number]
            events.append(
                OnTimeline(
                    when, up and on, _rows(each.rows, came, went, place), f"{' and '.join(told)} {on_day}"
                )
            )
    return events


def _rows(rows: Sequence[RecentRow], came: int, went: int, place: Place | None) -> str:
    """Return what came on a list or is off it: `Nevada off`, `3 places off, 1 on`."""
    if came + went > 1 or not rows or rows[0].place is None:
        told = [f"{number:,} {name}" for number, name in ((went, "off"), (came, "on")) if number]
        return ", ".join(told)
    change, whom = "on" if came else "off", rows[0].place
    if place == whom:
        return change.capitalize()
    if whom.kind is PlaceKind.STATE:
        return f"{whom.name} {change}"
    return f"{place_name(whom)} {change}" if place else f"{short_place(whom)}, {change}"


def timeline_name(of: ListSeen, place: Place | None) -> str:
    """Return what a timeline is of: `DHS list`, `Boston, Mass., on the DHS list`."""
    name = names_of(of.source).headline
    if place is None:
        return name
    if place.kind is PlaceKind.STATE:
        return f"{name} in {spoken_state(place.state)}"
    return f"{short_place(place)}, on the {name}"


def timeline_headline(of: ListSeen, place: Place | None, events: Sequence[OnTimeline]) -> str:
    """Return a timeline's finding: `DHS list: taken down twice, put back once`."""
    name, on = timeline_name(of, place), next((event.day for event in events if event.there), None)
    off = next((event.day for event in events if event.label == "Off"), None)
    if place and on and (off or events[-1].there):
        return f"{name} from {day(on)}{f', off {day(off)}' if off else ''}"
    whole = [f"{word} {_often(number)}" for word, number in _numbers(events) if number]
    first = f"published {day(events[0].day)}" if events else "nothing is known of its days"
    return f"{name}: {', '.join(whole) or first}"


def _numbers(events: Sequence[OnTimeline]) -> list[tuple[str, int]]:
    return [
        (word, sum(event.said.startswith(word) for event in events)) for word in ("taken down", "put back")
    ]


def _often(number: int) -> str:
    return _TIMES.get(number) or counted(number, "time")


def timeline_deck(of: ListSeen, place: Place | None) -> str:
    """Return what a timeline shows, and how exact it is."""
    one = place if place and place.kind is not PlaceKind.STATE else None
    name = said_list(of, again=True)
    shown = f"{place_name(one)} was on {name}" if one else f"{mid(name)} could be seen"
    return f"When {shown}. Of events on one day the order alone is known."
