"""An alert as a sentence to print, at most forty words: who says what of where, each with its own date. Pure.

Who did it is said only where a publisher announced it; else it was so *by* the day on which it was seen.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.words.events.agreements import agency_of, agreement_of
from bot.words.events.shares import by_unit, national, states_of, sure
from bot.words.membership import closed, upper_first
from bot.words.rows import TOTALS, UNITS, field_name, row_name
from bot.words.style import (
    day,
    listed,
    names_of,
    period,
    place_name,
    sentence_list,
    spelled,
    spelled_out,
    spoken_place,
    spoken_state,
    whole_state,
)
from models.domain import ChangeKind, Composition, ListRow, ListSeen, News, Place, PlaceKind, Share, Unit
from models.places import TERRITORIES, state_name

NAMED, FEW = 4, 2
"""Rows that a sentence names, and of several states; more are counted."""
A_WEEK = 7
LONGEST = 40
"""Words of a sentence to print."""
_BASIS = re.compile(r"on an? (\w+) basis(?:, (beginning [^.]+))?")
_FISCAL = re.compile(r"Fiscal Year \(FY\) ")


def news_sentence(news: News) -> str:
    """Return some news as a sentence to print; empty where nothing of it should be."""
    if news.event is None or news.begins:
        return _of_rows(news)
    if news.event.kind is ChangeKind.WITHDRAWN:
        return taken_down_sentence(news, news.event.day)
    return _back(news) if news.event.kind is ChangeKind.BACK else _announced(news)


def _of_rows(news: News) -> str:
    if news.later:
        return _release(news)
    if news.begins:
        return _report(news) if news.reports else _published(news)
    return _reissued(news) if news.reports else _changed(news)


def its_list(of: ListSeen) -> str:
    """Return a list after its publisher: `its list of “sanctuary jurisdictions”`."""
    said, full = sentence_list(of), names_of(of.source).full
    return re.sub(f"^{re.escape(full)}'s? ", "its ", said)


def _who(news: News) -> str:
    return upper_first(names_of(news.of.source).full)


def _composed(whole: Composition) -> str:
    """Return what a list holds, numbers to nine in words: `four counties and 18 cities`."""
    number = whole.counts.get
    kinds = [
        spelled_out(whole.states, "state") if whole.states else "",
        "the District of Columbia" if whole.district else "",
        spelled_out(whole.territories, "territory", "territories") if whole.territories else "",
        *(
            spelled_out(many, one, more)
            for kind, one, more in (
                (PlaceKind.COUNTY, "county", "counties"),
                (PlaceKind.CITY, "city", "cities"),
                (PlaceKind.SUBDIVISION, "town", "towns"),
                (None, "other", "others"),
            )
            if (many := number(kind))
        ),
    ]
    return listed(list(filter(None, kinds)))


def _published(news: News) -> str:
    on = f"on {day(news.of.published)}, " if news.of.published else ""
    if news.unit is not Unit.JURISDICTION:
        return _of_others(news)
    if news.of.partial or news.whole is None:
        return _naming(news, on)
    term = re.search(r"“[^”]+”", names_of(news.of.source).text) if news.of.source.names else None
    what = term[0] if term else "jurisdictions"
    return f"{_who(news)} {on}published a list of {news.total:,} {what}: {_composed(news.whole)}."


def _naming(news: News, on: str) -> str:
    """Return that a list was published, by what it names of one state; our copy lacks rows of it."""
    [*several] = [share for share in news.shares if share.state]
    if len(several) == 1 and several[0].on:
        return f"{_who(news)} {on}published a list naming {_standing(several[0])}."
    return f"{_who(news)} {on}published {_a_list(news)}."


def _a_list(news: News) -> str:
    return "a list" if news.of.published else its_list(news.of)


def _standing(share: Share, *, least: bool = False) -> str:
    """Return what of a state a list names: `Maryland and 18 places in the state`."""
    on = sure(share.on)
    places = [each for each in on if not each.is_state]
    more = "at least " if least else ""
    state = spoken_state(share.state)
    if share.place:
        return spoken_place(share.place).removesuffix(",")
    if len(places) == len(on):
        return f"{more}{spelled_out(len(places), 'place')} in {state}"
    return (
        f"{state} and {more}{spelled_out(len(places), 'place')} in {whole_state(share.state)}"
        if places
        else state
    )


def _of_others(news: News) -> str:
    """Return what of one state is on a list of policies or agreements that is new."""
    said, shares = upper_first(sentence_list(news.of)), [share for share in news.shares if share.state]
    comma = "," if said[-1].isdigit() else ""
    includes = "include" if news.unit is Unit.POLICY and said.endswith(("policies", "2017")) else "includes"
    least = "at least " if news.of.partial else ""
    if len(shares) == 1 and (sure(shares[0].on) or not news.of.partial):
        return f"{said}{comma} {includes} {_amount_on(shares[0], news, least)}{_in(shares[0])}."
    number = news.counts.get(news.unit, news.total)
    return f"{said}{comma} {includes} {least}{printed_amount(number, news.unit)}."


def _amount_on(share: Share, news: News, least: str) -> str:
    if not (counts := by_unit(share.on)):
        return f"no {printed_amount(2, news.unit).partition(' ')[2]}"
    return least + listed([printed_amount(number, unit) for unit, number in counts.items()])


_PRINTED = {
    Unit.REFUSAL: ("declined detainer", "declined detainers"),
    Unit.REFUSAL_TOTAL: ("declined detainer", "declined detainers"),
    Unit.DETAINER_SENT: ("detainer sent", "detainers sent"),
    Unit.AGREEMENT: ("287(g) agreement", "287(g) agreements"),
    Unit.APPLICATION: ("287(g) application", "287(g) applications"),
}


def printed_amount(number: int, unit: Unit) -> str:
    """Return a number with its unit in a sentence to print: `three declined detainers`."""
    return spelled_out(number, *_PRINTED.get(unit, UNITS[unit]))


def _report(news: News) -> str:
    dated = f", in a report published {day(news.of.published)}" if news.of.published else ""
    over = f" for {period(news.first, news.last)}" if news.first else ""
    if news.declined is None:
        counts, least = by_unit(news.rows), "at least " if news.of.partial else ""
        share = counts[Unit.REFUSAL] or counts[Unit.REFUSAL_TOTAL]
        number = share if news.one_state else national(news) or 0
        counted = f"{least}{spelled_out(number, 'declined detainer')}" if number else "no declined detainers"
        sent = f" and {printed_amount(counts[Unit.DETAINER_SENT], Unit.DETAINER_SENT)}"
        also = sent if counts[Unit.DETAINER_SENT] and not number else ""
        return closed_state(f"{_who(news)} counted {counted}{also}{_where(news)}{over}{dated}.")
    nationwide = " nationwide" if news.of.source.names else ""  # of a newsroom's own we don't know how wide
    declined = (
        f"{spelled_out(news.declined, 'detainer')} declined" if news.declined else "no declined detainers"
    )
    return f"{_who(news)} counted {declined}{nationwide}{over}{dated}."


def _where(news: News) -> str:
    return _in(news.shares[0]) if news.one_state else ""


def _in(share: Share) -> str:
    """Return where a share is, with the comma that ends a place's state: ` in Travis County, Texas,`."""
    return f" in {spoken_place(share.place) if share.place else spoken_state(share.state)}"


def closed_state(text: str) -> str:
    """Return a sentence without the comma after a state that another sign follows."""
    return re.sub(r",(?=[.,;:])", "", text)


def _release(news: News) -> str:
    records = upper_first(names_of(news.of.source).sentence or names_of(news.of.source).text)
    rows = [row for row in sure(news.rows) if row.change in {"on", "late"}]
    new, late = ([row for row in rows if row.change == change] for change in ("on", "late"))
    if not rows:
        return f"{records} show no new declined detainers{_where(news)}."
    said = [f"{spelled_out(len(new), 'declined detainer')}{_where(news)}{_issued(new)}"] if new else []
    if late:
        number = spelled_out(len(late), "declined detainer")
        said.append(f"{number}{_issued(late)} that no earlier release had")
    return f"{closed(records)} show {listed(said)}."


def _issued(rows: Sequence[ListRow]) -> str:
    days = [row.first for row in rows if row.first]
    return f" issued {period(min(days), max(days))}" if days else ""


def _reissued(news: News) -> str:
    rows, over = sure(news.rows), f" for {period(news.first, news.last)}" if news.first else ""
    if len(rows) == 1 and (was := _count_before(rows[0])):
        return f"{_who(news)} {_corrected(rows[0], was, news)}{over}."
    again = f"its report{over}, again" if over else "its report again"
    return f"{_who(news)} published {again} {day(news.day)}; {_ways(rows)}{_where(news)}."


def _corrected(row: ListRow, was: str, news: News) -> str:
    """Return what a corrected count was and is: `on March 21, 2017, corrected its count …`."""
    place = spoken_place(row.places[0]) if row.places else row.named
    detainers = "detainers sent" if row.unit is Unit.DETAINER_SENT else "declined detainers"
    when = f"by {day(news.day)}," if news.by else f"on {day(news.day)},"
    return f"{when} corrected its count of {detainers} in {place} from {was} to {spelled(row.number)}"


def _count_before(row: ListRow) -> str:
    return next((before for field, before, _ in row.before if field == "count"), "")


_WAYS = {"on": "on it", "off": "off it", "corrected": "corrected", "moved": "moved", "again": "signed again"}


def _ways(rows: Sequence[ListRow]) -> str:
    changed = [([row for row in rows if row.change == change], said) for change, said in _WAYS.items()]
    said = [f"{_whole(some, said)} {said}" for some, said in changed if some]
    return listed(said) or "no rows changed"


def _whole(rows: Sequence[ListRow], said: str) -> str:
    """Return what rows are; counts that were corrected or moved are no more detainers than they were."""
    if rows[0].unit in TOTALS and said not in {"on it", "off it"}:
        return spelled_out(len(rows), "total")
    return _all_of(rows)


def _changed(news: News) -> str:
    rows = sure(news.rows)
    if not rows or any(row.alike for row in rows):
        return ""
    if news.unit is Unit.AGREEMENT:
        return _agreements(rows, news)
    kinds = {row.change for row in rows}
    between = f" between {day(news.since)}, and {day(news.day)}" if news.apart and news.since else ""
    if len(kinds) == 1 and (told := _alike(kinds.pop(), rows, news, between)):
        return told
    if kinds == {"on", "off"} and len((told := _on_beside_off(rows, news, between)).split()) <= LONGEST:
        return told
    said = upper_first(sentence_list(news.of))
    return f"{said} changed{_where(news)}{between or f' by {day(news.day)}'}: {_ways(rows)}."


def _alike(kind: str, rows: Sequence[ListRow], news: News, between: str) -> str:
    """Return what became of all rows; empty where that has no sentence of its own."""
    if kind == "off":
        return _off(rows, news, between)
    if kind == "on":
        return _on(rows, news, between)
    return _corrected_row(rows[0], news) if kind == "corrected" and len(rows) == 1 and not between else ""


def _on_beside_off(rows: Sequence[ListRow], news: News, between: str) -> str:
    on, off = ([row for row in rows if row.change == change] for change in ("on", "off"))
    was, were = ("was" if len(some) == 1 and some[0].number == 1 else "were" for some in (on, off))
    by = between or f" by {day(news.day)}"
    named = f"{upper_first(named_rows(on))} {was} on {undated(news.of)}{by}; {named_rows(off)} {were} off it."
    return closed_state(named)


def _corrected_row(row: ListRow, news: News) -> str:
    """Return what a list says of one row since, and what it said."""
    if was := _count_before(row):
        return f"{_who(news)} {_corrected(row, was, news)}."
    place = spoken_place(row.places[0]) if row.places else f"{row.named},"
    cells = [f"{field_name(field)} “{after},” not “{before}”" for field, before, after in row.before]
    which = its_list(news.of)
    when = f"by {day(news.day)}," if news.by else f"on {day(news.day)},"
    said = listed(cells).removesuffix("”") + ".”" if cells else "one row."
    return f"{_who(news)} {when} corrected {which} on {place} to say {said}" if cells else ""


def named_rows(rows: Sequence[ListRow]) -> str:
    """Return rows in a sentence, with their state and the comma that ends it; many are counted."""
    states = states_of(rows)
    several = len(states) > 1 and len(rows) > FEW
    counted = rows[0].unit is not Unit.JURISDICTION
    if counted or len(rows) > NAMED or several or not all(len(row.places) == 1 for row in rows):
        if counted and len({row.places for row in rows}) == 1 and rows[0].places:
            return f"{_all_of(rows)} of {spoken_place(rows[0].places[0])}"
        where = ""
        if 0 < len(states) <= NAMED:
            where = f" in {listed([spoken_state(state) for state in sorted(states)])}"
        return f"{_all_of(rows)}{where}"
    if len(states) == 1 and not any(row.is_state for row in rows):
        state = state_name(next(iter(states)))
        return f"{listed([place_name(row.places[0]) for row in rows])}, {state},"
    return listed([spoken_place(row.places[0]) for row in rows])


def _all_of(rows: Sequence[ListRow]) -> str:
    """Return what rows are, states counted apart: `three places and one state`, `two policies`."""
    states = {row.state for row in rows if row.is_state} - TERRITORIES - {"DC"}
    apart = sum(row.is_state for row in rows)
    sums = by_unit(row for row in rows if not row.is_state)
    said = [printed_amount(number, unit) for unit, number in sums.items()]
    said += [spelled_out(len(states), "state")] if states else []
    others = sorted({row.state for row in rows if row.is_state} - states) if apart else []
    return listed([*said, *map(spoken_state, others)])


def _off(rows: Sequence[ListRow], news: News, between: str) -> str:
    announced = not (news.by or between or any(row.missing for row in rows))
    return off_sentence(rows, news, between or f" by {day(news.day)}", news.day if announced else None)


def off_sentence(rows: Sequence[ListRow], news: News, by: str, announced: date | None) -> str:
    """Return that rows are off a list.

    Args:
        rows: Whose places are known.
        news: Of which list.
        by: By which day they were, with a blank before it.
        announced: When their publisher took them off, if it said so.
    """
    names, one = named_rows(rows), len(rows) == 1 and rows[0].number == 1
    if announced is None:
        was, after = "was" if one else "were", _after(news)
        return f"{upper_first(names)} {was} off {undated(news.of)}{by}{after}."
    took = f"{_who(news)} took {names} off {its_list(news.of)} {day(announced)}."
    named = rows[0].unit is Unit.JURISDICTION and len(rows[0].places) == 1
    if one and named and rows[0].since and rows[0].since < announced:
        return f"{took} The list had named {_the(rows[0].places[0])} since {day(rows[0].since)}."
    return took


def undated(of: ListSeen) -> str:
    """Return a list inside a sentence that has a date of its own: `the Justice Department's list`."""
    names = names_of(of.source)
    return names.sentence or names.text


def _after(news: News) -> str:
    days = (news.day - news.of.first).days if news.of.first else 0
    return (
        f", {spelled_out(days, 'day')} after it was published".replace("one day", "a day")
        if 0 < days <= A_WEEK
        else ""
    )


def _the(place: Place) -> str:
    """Return what a place is called when it is named again: `the county`."""
    if place.kind is PlaceKind.STATE:
        return whole_state(place.state)
    return (
        "the county"
        if place.kind is PlaceKind.COUNTY
        else "the city"
        if place.kind is PlaceKind.CITY
        else "it"
    )


def _on(rows: Sequence[ListRow], news: News, between: str) -> str:
    one = len(rows) == 1 and rows[0].number == 1
    names, was = upper_first(named_rows(rows)), "was" if one else "were"
    again = " again" if all(row.again for row in rows) else ""
    if news.by or between or again:
        return f"{names} {was} on {undated(news.of)}{again}{between or f' by {day(news.day)}'}."
    return f"{names} {was} on {undated(news.of)} published {day(news.day)}."


def agreements_sentence(off: Sequence[ListRow], news: News, when: date) -> str:
    """Return that agreements were no longer on a list by a day."""
    gone = [replace(row, change="off") for row in off]
    return _agreements(gone, replace(news, of=replace(news.of, seen=when)))


def _agreements(rows: Sequence[ListRow], news: News) -> str:
    new = [row for row in rows if row.change == "on"]
    off = [row for row in rows if row.change == "off"]
    full, seen = names_of(news.of.source).full, day(news.of.seen or news.day)
    owner = f"{'an' if full.startswith(('A', 'E', 'I', 'O')) else 'a'} {full} list"
    owner = names_of(news.of.source).again if full.startswith("the ") else owner
    if new and len(new) <= NAMED and all(row.first for row in new):
        names = listed([agency_of(row) for row in new])
        signed = "signed a 287(g) agreement" if len(new) == 1 else "signed 287(g) agreements"
        return f"{upper_first(names)}{_in_state(new)} {signed}, according to {owner} last seen {seen}."
    if new:
        states = f" in {spoken_state(next(iter(states_of(new))))}" if len(states_of(new)) == 1 else ""
        since = f" that were not on it {day(news.since)}" if news.since else ""
        gone = (
            f"; {spelled_out(len(off), 'agreement')} {'was' if len(off) == 1 else 'were'} no longer listed"
            if off
            else ""
        )
        number = spelled_out(len(new), "287(g) agreement")
        return f"{upper_first(owner)} last seen {seen} has {number}{states}{since}{gone}."
    if len(off) == 1:
        gone = f"The {_full(off[0])} was no longer on {full}'s list {seen}."
        return f"{gone} The list doesn't say the agreement ended."
    if off:
        states = f" in {spoken_state(next(iter(states_of(off))))}" if len(states_of(off)) == 1 else ""
        number = upper_first(spelled_out(len(off), "287(g) agreement"))
        gone = f"{number}{states} were no longer on {full}'s list {seen}."
        return f"{gone} The list doesn't say the agreements ended."
    again = [row for row in rows if row.change == "again" and row.first]
    if len(again) == len(rows) == 1:
        said = f"signed its 287(g) agreement again {day(again[0].first or news.day)}"
        who = upper_first(agency_of(again[0]))
        return f"{who}{_in_state(again)} {said}, according to {owner} last seen {seen}."
    return f"{upper_first(full)}'s 287(g) list changed{_where(news)} by {seen}: {_ways(rows)}."


def _full(row: ListRow) -> str:
    """Return whose agreement it is, the state in full."""
    short = row_name(row).rpartition(", ")[2]
    state = state_name(row.state) or row.state
    return agreement_of(row).replace(f", {short},", f", {state},", 1)


def _in_state(rows: Sequence[ListRow]) -> str:
    states = states_of(rows)
    return f" in {spoken_state(next(iter(states)))}" if len(states) == 1 else ""


def taken_down_sentence(news: News, when: date, *, back: date | None = None) -> str:
    """Return that a list was taken down by a day, and what it had named of the one state that is followed.

    Args:
        news: Which list, and for whom.
        when: By which day it was.
        back: By which day it was back; then what it had named isn't said.
    """
    said = upper_first(sentence_list(news.of))
    comma = "," if re.search(r"\d{4}$", said) else ""
    down = f"{said}{comma} was taken down by {day(when)}."
    if back:
        return f"{down.removesuffix('.')}, and was back by {day(back)}."
    shares = [share for share in news.shares if share.state]
    if len(shares) != 1 or news.unit is not Unit.JURISDICTION or not shares[0].on:
        return down
    return f"{down} It had named {_standing(shares[0], least=news.of.partial)}."


def _back(news: News) -> str:
    assert news.event is not None  # noqa: S101 - the caller has looked
    said = upper_first(undated(news.of))
    some = ", for some users" if news.event.some else ""
    return f"{said} was back online {day(news.event.day)}{some}."


def _announced(news: News) -> str:
    assert news.event is not None  # noqa: S101 - the caller has looked
    names, event = names_of(news.of.source), news.event
    if event.kind is ChangeKind.SUSPENDED:
        return f"{_who(news)} suspended its {names.in_full or 'report'} {day(event.day)}."
    basis = _BASIS.search(event.quoted)
    if basis is None:
        return f"{_who(news)} said by {day(event.day)}, that its {names.in_short or 'report'} goes on."
    how = f"{basis[1]}ly" if not basis[1].endswith("ly") else basis[1]
    beginning = f", {_FISCAL.sub('fiscal ', basis[2])}" if basis[2] else ""
    return f"{_who(news)} says it will publish the report {how}{beginning}."
