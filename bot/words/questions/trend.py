"""Numbers over time, a line a list and unit, the newest period first. Pure.

Each line is of one list: its numbers stand beside those of others and are never summed. Places that stand on
a list are counted anew at each version, states apart from places.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from bot.words.figures import number_phrase, number_sentence
from bot.words.membership import upper_first
from bot.words.questions.on_map import GREY, standing_on
from bot.words.style import (
    counted,
    day,
    full_place,
    link,
    listed,
    literal,
    names_of,
    period,
    said_list,
    whole_state,
)
from models.domain import ListingKind, ListSeen, Number, Place, PlaceKind, Point, Series, SourceKind, Unit

SHOWN = 10
"""Periods or versions of a list that are told; how many came before is said."""
DAYS = 4
"""Days of one number that are told by themselves."""
_UNITS = {"": Unit.REFUSAL, "declined": Unit.REFUSAL_TOTAL, "issued": Unit.DETAINER_SENT}
_EVENTS = {
    Unit.REFUSAL: "refusals on file",
    Unit.REFUSAL_TOTAL: "refusals (totals only)",
    Unit.DETAINER_SENT: "detainers ICE sent (not refusals)",
}
_STANDING = {ListingKind.POLICY: ("policy", "policies"), ListingKind.AGREEMENT: ("287(g) agreement", "")}


def trend_heading(place: Place | None) -> str:
    """Return what stands above the numbers, plain text: `California over time`."""
    if place is None:
        return "United States over time"
    return f"{full_place(place)}{'' if place.kind is PlaceKind.STATE else ','} over time"


def nothing_dated(place: Place | None) -> str:
    """Return that no number is known, plain text."""
    return f"We have nothing dated on {full_place(place) if place else 'any place'}; that doesn't mean zero."


def trend_line(series: Series, of: ListSeen, place: Place | None) -> str:
    """Return one list's numbers over time as mrkdwn.

    Args:
        series: The numbers.
        of: The list.
        place: Whom they are of; None of the whole country.
    """
    if series.events:
        told = [_figure(point, of) for point in series.periods[::-1]]
        issued = ", by the month ICE issued the detainer" if of.source.cumulative else ""
        what = f"{_label(said_list(of))}, {trend_unit(series)}{issued}"
        stopped = f" Suspended {day(of.suspended)}." if of.suspended else ""
    else:
        told = list(_runs(series, place))
        what, stopped = _label(said_list(of, again=True)), ""
        if series.withdrawn:
            told.insert(0, f"taken down {day(series.withdrawn)}")
    more = len(told) - SHOWN
    first = series.periods[0]
    earlier = [f"{more:,} earlier, from {period(first.first, first.last)}"] if more > 0 else []
    page = f" {link(of.source.address, 'page')}" if of.source.address else ""
    return f"{literal(what, 200)}: {'; '.join([*told[:SHOWN], *earlier])}.{stopped}{page}"


def trend_unit(series: Series) -> str:
    """Return what a series of events counts, plain text: `refusals (totals only)`."""
    return _EVENTS[_UNITS[series.measure]]


def whole_year(point: Point) -> bool:
    """Tell whether a number is of a whole calendar year, and of all rows of it."""
    year = point.first.year
    return (point.first, point.last) == (date(year, 1, 1), date(year, 12, 31)) and not point.partial


def _label(name: str) -> str:
    return upper_first(name.removeprefix("the "))


def _figure(point: Point, of: ListSeen) -> str:
    """Return a period's number: what was taken back of it is struck, all of it or what it was before."""
    least = "at least " if point.partial else ""
    when = f"for {period(point.first, point.last)}"
    was = point.count + point.taken_back
    on = f" {day(point.back_on)}" if point.back_on else ""
    if point.taken_back and not point.count:
        return f"~{was:,}~ {when}, which {names_of(of.source).publisher} took back{on}"
    corrected = f", corrected from ~{was:,}~{on and f' on{on}'}," if point.taken_back else ""
    whole = f" (its own total: {point.total:,})" if point.total and point.total != was else ""
    return f"{least}{point.count:,}{corrected} {when}{whole}"


def _runs(series: Series, place: Place | None) -> Iterator[str]:
    """Yield what stood on a list, versions that held as much together, the newest first."""
    runs = [
        list(run)
        for _, run in groupby(series.periods, key=lambda point: (point.count, point.whole, point.partial))
    ]
    for run in runs[::-1]:
        days = _on_days([point.first for point in run])
        stood = _stood(run[0], series.kind, place)
        yield f"{stood} {days.removeprefix('on ') if stood.endswith('on it') else days}"


def _stood(point: Point, kind: ListingKind, place: Place | None) -> str:
    local = place is not None and place.kind is not PlaceKind.STATE
    if local and kind is ListingKind.DESIGNATION:
        return "on it" if point.count else "not on it"
    if not point.count:
        return "none"
    least = "at least " if point.partial else ""
    if kind is not ListingKind.DESIGNATION:
        one, many = _STANDING[kind]
        return f"{least}{counted(point.count, one, many)}"
    below = point.count - point.whole
    states = point.whole - point.district
    numbers = [f"{least}{counted(below, 'place')}" if below or not point.whole else ""]
    if place:
        numbers += [whole_state(place.state)] if point.whole else []
    else:
        numbers += [counted(states, "state") if states else "", "D.C." if point.district else ""]
    return listed([number for number in numbers if number])


def _on_days(days: Sequence[date]) -> str:
    """Return the days of versions: `on Aug. 5 and Oct. 31, 2025`; of many the first and the last."""
    if len(days) > DAYS:
        return f"in {len(days):,} versions from {day(days[0])}, to {day(days[-1])}"
    if len({each.year for each in days}) > 1:
        return f"on {'; '.join(day(each) for each in days)}"
    texts = [day(each).removesuffix(f", {each.year}") for each in days]
    return f"on {listed(texts)}, {days[0].year}"


def _newest(series: Series, of: ListSeen, place: Place | None) -> Number:
    point = series.periods[-1]
    if place is None and point.total:
        return Number(point.total, _UNITS[series.measure], of, None, point.first, point.last)
    return Number(
        point.count,
        _UNITS[series.measure],
        of,
        place,
        point.first,
        point.last,
        least=point.partial,
        was=point.count + point.taken_back if point.taken_back else None,
        issued=of.source.cumulative,
    )


def trend_phrase(series: Series, of: ListSeen, place: Place | None) -> str:
    """Return the newest number of a list for a notification: `1,199 refusals (total only) for 2015 (NPR)`."""
    label = literal(names_of(of.source).label)
    point = series.periods[-1]
    if series.events and point.taken_back and not point.count:
        return f"{_figure(point, of)} ({label})"
    if series.events:
        later = f", {point.taken_back:,} since taken back" if point.taken_back and point.total else ""
        return f"{number_phrase(_newest(series, of, place))}{later} ({label})"
    return f"{_stood(point, series.kind, place)} {_on_days([point.first])} ({label})"


def trend_sentence(series: Series, of: ListSeen, place: Place | None) -> str:
    """Return the newest number of a list as a sentence to print; empty of lists, and of the whole country."""
    newest = series.periods[-1]
    if not series.events or (of.source.kind is SourceKind.EVENT and not newest.count):
        return ""
    return number_sentence(_newest(series, of, place))


def country_line(lists: Sequence[tuple[Series, ListSeen]]) -> str:
    """Return what lists hold of the whole country, as mrkdwn: `United States: 21 places, 11 states …`."""
    told = []
    for series, of in lists:
        point = series.periods[-1]
        told.append(f"{_stood(point, series.kind, None)} {standing_on(of, point.count)}")
    return f"{literal('United States: ' + '; '.join(told) + '.', 900)} {GREY}"
