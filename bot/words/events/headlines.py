"""The headline of an alert: the news itself, at most ninety characters, in plain text. Pure.

Names drop to counts, and states to their number, where they would not fit.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from bot.words.events.agreements import agreement_headlines
from bot.words.events.shares import (
    FEW,
    adjective,
    amount,
    amounts,
    below_states,
    composition,
    in_states,
    label,
    names,
    national,
    numbers,
    on_and_off,
    on_it,
    one_state,
    places_and_states,
    states_of,
    sure,
    where,
)
from bot.words.rows import TOTALS, UNITS, field_name, row_name
from bot.words.style import (
    clip,
    counted,
    day,
    listed,
    may_be,
    names_of,
    period,
    short_place,
    short_state,
    spoken_state,
)
from models.domain import ChangeKind, ListedPlace, ListRow, News, Share, Unit
from models.places import state_name

LONGEST = 90
"""Characters of a headline, marks before it aside."""
A_WEEK = 7
MOST_STATES = 10
"""States that are told one by one; more never fit."""


def news_headline(news: News) -> str:
    """Return the headline of some news."""
    return fitting(_headlines(news))


def fitting(texts: Iterator[str]) -> str:
    """Return the first of some texts, each shorter than the one before, that is short enough."""
    text = ""
    for long in texts:
        text = long.replace("the District of Columbia", "D.C.")
        if len(text) <= LONGEST:
            return text
    return clip(text, LONGEST)


def _headlines(news: News) -> Iterator[str]:
    kind = news.event.kind if news.event else None
    yield from _own_first(news)
    if kind is ChangeKind.WITHDRAWN:
        yield from _taken_down(news)
    elif kind is ChangeKind.BACK:
        yield from _back(news)
    elif kind in {ChangeKind.SUSPENDED, ChangeKind.RESUMED}:
        yield _announced(news)
    elif news.later:
        yield from _release(news)
    elif news.begins:
        yield from _published(news)
    elif news.reports:
        yield from _reissued(news)
    else:
        yield from _changed(news)


def _own_first(news: News) -> Iterator[str]:
    """Yield what changed where a channel looks that gets alerts on all states, then how much elsewhere."""
    ours = {id(row) for share in news.own for row in share.rows}
    own, elsewhere = (tuple(row for row in news.rows if (id(row) in ours) is here) for here in (True, False))
    if news.event is None and not news.begins and len(news.own) < len(news.shares) and elsewhere:
        more = f"{on_and_off(elsewhere, on='new' if news.reports else 'on', unit=False)} elsewhere"
        yield from (f"{text}; {more}" for text in _headlines(replace(news, shares=news.own, rows=own)))


def with_shares(start: str, shares: Sequence[Share], says: Callable[[Share, bool], str]) -> Iterator[str]:
    """Yield a beginning with what each state or place gets: by name, by number, then those alone with any."""
    for named in (True, False):
        yield "; ".join([start, *(f"{label(share)}: {says(share, named)}" for share in shares)])
    some = [share for share in shares if _is_any(share.on) or _is_any(share.rows)]
    yield "; ".join([start, *(f"{label(share)}: {says(share, False)}" for share in some)])
    all_of = "states and places" if any(share.place for share in shares) else "states"
    yield f"{start}; {_of_yours(some)} in {len(some)} of your {len(shares)} {all_of}" if some else start
    yield start


def _is_any(rows: Sequence[ListedPlace | ListRow]) -> bool:
    return any(not each.perhaps for each in rows)


def _of_yours(shares: Sequence[Share]) -> str:
    """Return what shares have together, each place once though several follow it: `9 places and 1 state`."""
    rows: dict[int, ListedPlace | ListRow] = {}
    for share in shares:
        rows |= {id(each): each for each in share.on or share.rows}
    return amounts([*rows.values()])


def _published(news: News) -> Iterator[str]:
    if news.reports:
        yield from _report(news)
        return
    listing = names_of(news.of.source)
    start = f"{listing.publisher} publishes {_new(news)}"
    if len(news.own) > 1:
        yield from with_shares(start, news.own, lambda share, named: on_it(share, news, named=named))
        return
    [share] = news.own
    if not share.state:
        yield start if news.unit in {Unit.AGREEMENT, Unit.POLICY} else f"{start}: {whole(news)}"
        yield start
        return
    yield from (f"{start}; {each}" for each in _standing(share, news, "is", "are"))


def _new(news: News) -> str:
    """Return what is published: `list of 35`, of a copy that lacks rows `a list`; `Section III`."""
    listing = names_of(news.of.source)
    if not listing.headline.endswith("list"):
        return listing.headline
    special = listing.headline.removeprefix(listing.publisher).strip()
    if news.unit is Unit.AGREEMENT and "287(g)" not in special:
        special = f"287(g) {special}"
    if news.of.partial or news.unit in TOTALS:
        return f"{'a ' if special[0].islower() or special[0].isdigit() else ''}{special}"
    noun = f" {UNITS[news.unit][news.total != 1]}" if news.unit is Unit.POLICY else ""
    return f"{special} of {news.total:,}{noun}"


def whole(news: News) -> str:
    """Return what a whole list holds: `12 states, D.C., 4 counties and 18 cities`."""
    least = "at least " if news.of.partial else ""
    if news.whole is None:
        return least + amount(news.counts.get(news.unit, news.total), news.unit, news.total)
    return f"{least}{below_states(news.whole) if news.of.partial else composition(news.whole)}"


def _standing(share: Share, news: News, one: str, many: str) -> Iterator[str]:
    """Yield what of one state or place is on a list: `Boston is on it`, `no Texas places in our copy`."""
    on, past = sure(share.on), one == "was"
    here = "in our copy" if news.of.partial and not on else "on it"
    if news.unit is not Unit.JURISDICTION:
        if share.place or news.unit in TOTALS:
            yield f"{label(share)}: {amounts(on) or 'none'}"
            return
        number = amounts(on, adjective(share)) or f"no {adjective(share)}{UNITS[news.unit][1]}"
        if on and not past and not names_of(news.of.source).headline.endswith("list"):
            yield number
            return
        verb = f" {one if len(on) == 1 else many}" if past or on else ""
        yield f"{number}{verb} {here}"
        yield f"{label(share)}: {amounts(on) or 'none'}"
    elif share.place:
        yield f"{short_place(share.place)}, {one} {'' if on else 'not '}{here}"
    elif not on:
        yield f"no {adjective(share)}places{f' {many}' if past else ''} {here}"
    elif len(on) == 1:
        yield f"{spoken_state(share.state) if on[0].is_state else names(on)} {one} {here}"
    elif len(on) <= FEW:
        yield f"{names(on)} {many} {here}"
    else:
        yield f"{places_and_states(on, state=share.state, of=adjective(share))} {many} {here}"
        yield f"{places_and_states(on, state=share.state)} {many} {here}"


def _report(news: News) -> Iterator[str]:
    head = _counted(news)
    shares = [share for share in news.shares if share.state]
    if not shares:
        sent = f"; {counted(news.sent, 'detainer')} sent" if news.sent else ""
        yield f"{head}{_total_only(news)}{span(news)}{sent}"
        return
    yield from with_shares(f"{head}{span(news)}", shares, lambda share, _: numbers(share, news))


def _counted(news: News) -> str:
    """Return what a report counts in all: by itself, else by all its rows; never a channel's share of it."""
    listing = names_of(news.of.source)
    if (number := national(news)) is None:
        return f"{listing.publisher} publishes its report"
    least = "at least " if number and news.declined is None and news.of.partial else ""
    return f"{listing.headline}: {least}{counted(number, 'refusal') if number else 'no refusals'}"


def _total_only(news: News) -> str:
    """Return that no refusal of a report has a row of its own, where no state says so: ` (totals only)`."""
    totals = [row for row in sure(news.rows) if row.unit is Unit.REFUSAL_TOTAL]
    if not totals or any(row.unit is Unit.REFUSAL for row in news.rows):
        return ""
    return f" ({'totals' if len(totals) > 1 else 'total'} only)"


def span(news: News) -> str:
    """Return what a report covers, in a headline: ` in a week`, ` for 2014`."""
    if news.first is None or news.last is None:
        return ""
    days = (news.last - news.first).days + 1
    return " in a week" if days == A_WEEK else f" for {period(news.first, news.last)}"


def _taken_down(news: News) -> Iterator[str]:
    start = f"{names_of(news.of.source).headline} is taken down"
    yield from _with_standing(start, news, "was", "were")


def _with_standing(start: str, news: News, one: str, many: str) -> Iterator[str]:
    if len(news.own) > 1:
        yield from with_shares(start, news.own, lambda share, named: on_it(share, news, named=named))
        return
    [share] = news.own
    if share.state:
        yield from (f"{start}; {each}" for each in _standing(share, news, one, many))
    elif share.on:
        least = "at least " if news.of.partial else ""
        yield f"{start}; {least}{amounts(share.on)} {many} on it"
    yield start


def _back(news: News) -> Iterator[str]:
    listing = names_of(news.of.source)
    if rows := sure(news.rows):
        since = f" since {day(news.since)}" if news.since else ""
        start = f"{listing.headline} is back; {on_and_off(rows, unit=False)}{since}"
    elif news.changed:
        start = f"{listing.headline} is back, changed"
    elif news.of.copied or news.since is None:
        start = f"{listing.headline} is back; no changes reported"
    else:
        start = f"{listing.headline} is back, same as {day(news.since)}"
    for text in _with_standing(start, news, "is", "are"):
        counts = not rows and text.rpartition("; ")[2][:1].isdigit()
        yield text.removesuffix(" are on it") if counts else text
    yield start


def _announced(news: News) -> str:
    assert news.event is not None  # noqa: S101 - the caller has looked
    listing = names_of(news.of.source)
    if news.event.kind is ChangeKind.SUSPENDED:
        return f"{listing.publisher} suspends its {listing.in_full or 'report'}"
    rhythm = quarterly(news.event.quoted)
    later = f"will be {rhythm}" if rhythm else "goes on"
    return f"{listing.publisher} says its {listing.in_short or 'report'} {later}"


def quarterly(sentence: str) -> str:
    """Return how often a publisher says that it will publish, `quarterly`; empty where it doesn't say so."""
    found = [
        word
        for word in ("daily", "weekly", "monthly", "quarterly", "yearly", "annual")
        if f" {word} " in sentence
    ]
    return found[0] if len(found) == 1 else ""


def _release(news: News) -> Iterator[str]:
    rows = sure(news.rows)
    new = [row for row in rows if row.change == "on"]
    late = sum(row.change == "late" for row in rows)
    state = adjective(news.shares[0]) if len(news.shares) == 1 else ""
    facts = [f"{counted(len(new), f'new {state}refusal')}" if new else f"no new {state}refusals"]
    facts += [f"{late:,} added late"] if late else []
    rest = [row for row in rows if row.change not in {"on", "late"}]
    facts += [on_and_off(rest, off="no longer in it", unit=False)] if rest else []
    yield f"{names_of(news.of.source).headline}: {', '.join(facts)}"


def _reissued(news: News) -> Iterator[str]:
    listing, rows = names_of(news.of.source), sure(news.rows)
    if len(rows) == 1:
        yield from _one_of_report(rows[0], news)
    said = [(share, on_and_off(sure(share.rows), on="new", off="no longer in it")) for share in news.shares]
    each_state = "; ".join(f"{label(share)}: {told or 'none'}" for share, told in said if share.state)
    whole = on_and_off(rows, on="new", off="no longer in it")
    over = f" for {period(news.first, news.last)}" if news.first else ""
    for told in filter(None, (each_state, whole)):
        yield from (f"{listing.publisher} reissues its report{which}; {told}" for which in (over, ""))
    yield f"{listing.publisher} reissues its report{over}"


def _one_of_report(row: ListRow, news: News) -> Iterator[str]:
    publisher = names_of(news.of.source).publisher
    was = next((before for field, before, _ in row.before if field == "count"), "")
    if row.change == "corrected" and was:
        yield f"{publisher} corrects {row_name(row)}: {amount(row.number, row.unit)}, not {was}"
    elif row.change == "moved":
        place = next((before for _, before, _ in row.before), "")
        number = amount(row.number, row.unit)
        yield f"{publisher}'s report moves {number} from {place} to {row_name(row)}"


def _changed(news: News) -> Iterator[str]:
    rows = sure(news.rows)
    if news.unit is Unit.AGREEMENT and rows:
        yield from agreement_headlines(rows, news)
        return
    if not rows:
        yield from _unsure(news)
        return
    kinds = {row.change for row in rows}
    if len(kinds) == 1:
        yield from _alike(rows, news, kinds.pop())
    yield from _mixed(rows, news)


def _unsure(news: News) -> Iterator[str]:
    """Yield what rows alone tell whose place isn't known (L22): they are counted for none."""
    listing, shown = names_of(news.of.source), news.rows or news.struck
    if not shown:
        yield f"{listing.headline}: no changes{where(news.shares[0])}"
        return
    row = shown[0]
    names = "no longer names" if row.change == "off" else "names"
    meant = [may_be(place) for place in row.candidates]
    if len(shown) == 1:
        may = listed(meant, "or") if meant else "in a place we don't know"
        may = where(news.shares[0]).strip() if row.perhaps and not meant else may
        yield f"{listing.headline} {names} “{row.named}”; it may be {may}"
        yield f"{listing.headline} {names} “{row.named}”; its place isn't sure"
    here = where(news.shares[0]) if news.one_state else ""
    yield f"{listing.headline}: {counted(len(shown), 'row')}, of no one place for sure{here}"


def _alike(rows: Sequence[ListRow], news: News, kind: str) -> Iterator[str]:
    """Yield what became of all rows alike: one by its name, several counted."""
    listing = names_of(news.of.source)
    the_list = f"the {listing.headline}" if listing.headline.endswith("list") else listing.headline
    state = one_state(rows)
    of = f"{state_name(state) or state} " if state else ""
    several = f"{amounts(rows, of)}{'' if any(row.is_state for row in rows) else in_states(rows)}"
    name, is_one = row_name(rows[0]), len(rows) == 1
    verb = "is" if is_one else "are"
    if news.unit is not Unit.JURISDICTION and kind in {"on", "off"} and _one_place(rows):
        left = [each for share in news.shares for each in share.on if each.places == rows[0].places]
        more = "more " if kind == "on" and len(left) > len(rows) else ""
        stay = f"; {len(left):,} {'stays' if len(left) == 1 else 'stay'}" if left and kind == "off" else ""
        yield f"{_place_of(rows[0])}: {amounts(rows, more)} {kind} {the_list}{stay}"
        return
    again = " again" if all(row.again for row in rows) else ""
    match kind:
        case "off" if is_one:
            yield f"{name}{'' if rows[0].is_state else ','} is off {the_list}"
        case "off":
            yield f"{several} are off {the_list}"
        case "on" if is_one:
            yield f"{name}{'' if rows[0].is_state else ','} is on {the_list}{again}"
        case "on":
            more = several if again else _more(several)
            yield f"{more} {verb} on {the_list}{again}"
        case "moved" if is_one:
            place = next((before for field, before, _ in rows[0].before if field == "place"), "")
            yield f"{listing.headline} moves a row {f'from {place}, ' if place else ''}to {name}"
        case _ if is_one:
            yield from _one_of_report(rows[0], news)
            yield f"{listing.publisher} corrects {name}: {field_said(rows[0])}"
            yield f"{listing.publisher} corrects {name}"


def _one_place(rows: Sequence[ListRow]) -> bool:
    return len({row.places for row in rows}) == 1 and len(rows[0].places) == 1


def _place_of(row: ListRow) -> str:
    """Return the place of a row, whichever agency it names."""
    return row_name(row) if row.is_state else short_place(row.places[0])


def _more(several: str) -> str:
    number, _, rest = several.partition(" ")
    return f"{number} more {rest}"


def field_said(row: ListRow) -> str:
    """Return what a corrected row says and said before: `listed under “Town,” not “City”`."""
    changed = [f"{field_name(field)} “{after},” not “{before}”" for field, before, after in row.before]
    return ", ".join(changed) or "its row"


def _mixed(rows: Sequence[ListRow], news: News) -> Iterator[str]:
    listing = names_of(news.of.source).headline
    states = states_of(rows)
    if len(states) == 1:
        yield f"{listing}: {on_and_off(rows)} in {spoken_state(next(iter(states)))}"
    elif states:
        if len(states) <= MOST_STATES:
            told = [
                f"{short_state(state)} {on_and_off([row for row in rows if row.state == state])}"
                for state in sorted(states, key=short_state)
            ]
            yield f"{listing}: {'; '.join(told)}"
        yield f"{listing}: {on_and_off(rows)}{in_states(rows)}"
    yield f"{listing}: {on_and_off(rows)}"


def whose(rows: Sequence[ListRow]) -> str:
    """Return a few rows as the subject of a headline: `Weld County and Aurora, Colo.,`, `Nevada`."""
    states = states_of(rows)
    if len(states) == 1 and not any(row.is_state for row in rows):
        return f"{listed_names(rows)}, {short_state(next(iter(states)))},"
    return listed([row_name(row) if row.is_state or not row.state else f"{row_name(row)}," for row in rows])


def listed_names(rows: Sequence[ListRow]) -> str:
    """Return rows by name without their state: `Weld County, El Paso County and Aurora`."""
    return listed(list(dict.fromkeys(row_name(row, state=False) for row in rows)))
