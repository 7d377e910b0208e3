"""What stands below a headline: a notification's first fact, lines of mrkdwn, closing sentences. Pure."""

from collections.abc import Iterator, Sequence

from bot.words.events.headlines import listed_names, news_headline, quarterly, whole
from bot.words.events.shares import (
    adjective,
    amount,
    amounts,
    as_told,
    below_states,
    by_unit,
    composition,
    label,
    names,
    numbers,
    on_and_off,
    on_it,
    places_and_states,
    states_of,
    sure,
)
from bot.words.membership import upper_first
from bot.words.rows import TOTALS, UNITS, field_name, row_name
from bot.words.style import (
    CIVIL_REQUEST,
    COOPERATION,
    NO_REASON,
    NOT_DELISTED,
    NOT_ENDED,
    counted,
    day,
    ended,
    listed,
    literal,
    may_be,
    period,
    short_place,
    short_state,
    spoken_state,
    whole_state,
)
from models.domain import ChangeKind, ListedPlace, ListRow, News, Place, Share, Unit
from models.places import state_name

NAMED = 40
"""Places named of a share of a list; more are counted."""
BESIDE_ROWS = 10
"""Places named where the rows follow."""
SAID = 5
"""Rows that are said one by one."""
MOST_STATES = 4


def news_push(news: News) -> str:
    """Return the notification in plain text: the headline, and the first fact."""
    fact = _first_fact(news)
    return f"{news_headline(news)}. {fact}" if fact else news_headline(news)


def _first_fact(news: News) -> str:
    kind = news.event.kind if news.event else None
    share = news.shares[0]
    if news.reports and news.begins:
        return _top(news)
    if kind is ChangeKind.PUBLISHED and news.unit is Unit.JURISDICTION:
        if news.one_state and not share.place and len(sure(share.on)) == 1 and not share.on[0].is_state:
            return f"{places_and_states(share.on, state=share.state)} in {spoken_state(share.state)}."
        said = news_headline(news).endswith(whole(news))
        unplaced = news.whole is None or news.whole.counts.get(None)
        return "" if said or (unplaced and not news.of.partial) else f"{_whole(news)}."
    if kind is None and not news.reports:
        return next(iter(_left(news)), "")
    return ""


def _top(news: News) -> str:
    """Return the place with the most refusals: `Travis County, Texas: 142.`."""
    rows = [row for row in sure(news.rows) if row.unit is Unit.REFUSAL_TOTAL and row.places]
    top = max(rows, key=lambda row: row.number, default=None)
    return f"{row_name(top)}: {top.number:,}." if top and len(rows) > 1 else ""


def news_lines(news: News) -> list[str]:
    """Return the lines below a headline, mrkdwn: dates, numbers, each state or place that is followed."""
    kind = news.event.kind if news.event else None
    match kind:
        case ChangeKind.WITHDRAWN:
            found = [*_taken_down(news), *_copies(news)]
        case ChangeKind.BACK:
            found = [*_back(news), *_said(news), *_shares(news)]
        case ChangeKind.SUSPENDED | ChangeKind.RESUMED:
            found = list(_announced(news))
        case _ if news.later:
            found = [*_of_release(news), *_said(news)]
        case _ if news.reports and not news.begins:
            found = [_of_report(news), *_said(news), *_states(sure(news.rows), news)]
        case _ if news.reports:
            found = [_of_report(news), *_counted(news)]
        case _ if news.begins:
            found = [_published(news), *_shares(news)]
        case _:
            found = [*_changed(news), *_apart(news)]
    return [line for line in found if line]


def news_closing(news: News) -> list[str]:
    """Return the fixed sentences below a message on a list, in their order."""
    kind = news.event.kind if news.event else None
    rows = sure(news.rows)
    off = kind is None and any(row.change == "off" for row in rows)
    agreements = news.unit is Unit.AGREEMENT
    return [
        *([NOT_DELISTED] if kind is ChangeKind.WITHDRAWN else []),
        *([NO_REASON] if kind is ChangeKind.WITHDRAWN or (off and news.by and not agreements) else []),
        *([NOT_ENDED] if off and agreements else []),
        *([COOPERATION] if agreements else []),
        CIVIL_REQUEST,
    ]


def _dated(news: News) -> str:
    if news.of.published:
        return f"Published {day(news.of.published)}."
    if news.of.copied:
        return f"Undated (copied {day(news.day)})."
    return f"Undated; seen {day(news.day)}."


def _whole(news: News) -> str:
    noun = "jurisdiction" if news.unit is Unit.JURISDICTION else ""
    if news.whole and not news.of.partial:
        return f"{counted(news.total, noun)}: {composition(news.whole)}"
    if news.whole:
        return f"Our copy has at least {below_states(news.whole)}"
    number = amount(news.counts.get(news.unit, news.total), news.unit, news.total)
    return f"Our copy has at least {number}" if news.of.partial else number


def _published(news: News) -> str:
    missing = f" {news.missing:,} missing from the latest file, not confirmed yet." if news.missing else ""
    return f"{_dated(news)} {_whole(news)}.{missing}"


def _named(on: Sequence[ListedPlace], most: int = NAMED) -> str:
    """Return what is on a list by name, as mrkdwn; more than fit are counted."""
    each = [names([one]) for one in sure(on) if not one.is_state]
    more = len(each) - most
    return listed([*(literal(name, 60) for name in each[:most]), *([f"{more:,} more"] if more > 0 else [])])


def _shares(news: News) -> Iterator[str]:
    """Yield what of each state or place is on a list: `Massachusetts: Boston. The state isn't listed.`."""
    most = BESIDE_ROWS if news.rows else NAMED
    for share in news.shares:
        if not share.state:
            continue
        name = label_in_full(share)
        places = [each for each in sure(share.on) if not each.is_state]
        if news.unit is not Unit.JURISDICTION:
            yield f"{name}: {amounts(share.on) or _none(news)}."
        elif share.place or share.state == "DC":
            yield f"{name}: {on_it(share, news)}."
        else:
            listed_too = any(each.is_state for each in share.on)
            verb, negated = "was" if news.taken_down else "is", "" if listed_too else "n't"
            state = f"{upper_first(whole_state(share.state))} {verb}{negated} listed."
            known = f" {state}" if share.on or not news.of.partial else ""
            yield f"{name}: {_named(places, most) if places else _none(news)}.{known}"
        yield from _either(share)


def _either(share: Share) -> Iterator[str]:
    """Yield names on a list that are no one place's for sure (L22), a line each."""
    rows = [each for each in share.on if each.perhaps]
    for each in rows[:SAID]:
        yield either_said(each.printed, each.candidates)
    if len(rows) > SAID:
        yield f"{len(rows) - SAID:,} more names, whose places aren't known, are counted for none."


def either_said(printed: str, candidates: Sequence[Place]) -> str:
    """Return that a name may be of several places, or of none that we know, as mrkdwn."""
    meant = listed([may_be(place) for place in candidates], "or")
    if not meant:
        return f"We don't know where “{literal(printed, 80)}” is; we count it for no place."
    return f"“{literal(printed, 80)}” may mean {ended(literal(meant, 300))} We count it for neither."


def _none(news: News) -> str:
    return "none in our copy" if news.of.partial else "none"


def _taken_down(news: News) -> Iterator[str]:
    assert news.event is not None  # noqa: S101 - the caller has looked
    checks = f"; checked {news.checks:,} times" if news.checks > 1 else ""
    seen = f" Last seen {day(news.of.seen)}." if news.of.seen else ""
    yield f"Page not found since {day(news.event.day)}{checks}.{seen}"


def _copies(news: News) -> Iterator[str]:
    for share in news.shares:
        places = [each for each in sure(share.on) if not each.is_state and share.state]
        whose = f"{literal(label(share))}, " if len(news.shares) > 1 and share.state else ""
        if places:
            held = "in our copy" if news.of.copied else "on it"
            yield f"{whose}{held if whose else upper_first(held)}: {_named(places)}."


def _back(news: News) -> Iterator[str]:
    assert news.event is not None  # noqa: S101 - the caller has looked
    seen = f"Seen {day(news.event.day)}{', by some users' if news.event.some else ''}."
    since = f" since {day(news.since)}" if news.since else ""
    if news.rows or news.changed:
        yield seen
    elif news.of.copied:
        yield f"{seen} The pages we copied report no changes{since}."
    else:
        yield f"{seen} We've seen no changes{since}."


def _announced(news: News) -> Iterator[str]:
    assert news.event is not None  # noqa: S101 - the caller has looked
    event = news.event
    quoted = f"“{literal(event.quoted, 800)}”" if event.quoted else ""
    if event.kind is ChangeKind.SUSPENDED:
        yield f"Suspended {day(event.day)}. {quoted}".rstrip()
        yield "Earlier figures stand unless taken back; policies aren't lifted."
    else:
        yield f"Seen {day(event.day)}: {quoted}" if quoted else f"Seen {day(event.day)}."
        yield "We hold no later report." if quarterly(event.quoted) else ""


def _of_report(news: News) -> str:
    dated = f"published {day(news.of.published)}" if news.of.published else "undated"
    start = f"For {period(news.first, news.last)}; {dated}." if news.first else f"{upper_first(dated)}."
    total = ""
    if news.declined is not None and news.held is not None and news.held != news.declined:
        least = "our copy has at least" if news.of.partial else "its rows count"
        total = f" The report's total is {news.declined:,}; {least} {news.held:,}."
    sent = f" Detainers ICE sent (not refusals): {news.sent:,}." if news.sent else ""
    return f"{start}{total}{sent}"


def _counted(news: News) -> Iterator[str]:
    for share in news.shares:
        if not share.state:
            continue
        sent = by_unit(share.rows)[Unit.DETAINER_SENT]
        also = f" Detainers ICE sent (not refusals): {sent:,}." if sent else ""
        yield f"{literal(label_in_full(share))}: {on_report(share, news)}{_corrected_from(share)}.{also}"


def _of_release(news: News) -> Iterator[str]:
    """Yield of a release that holds all records again what is new, and what of earlier days is."""
    rows = sure(news.rows)
    new, late = ([row for row in rows if row.change == change] for change in ("on", "late"))
    yield _dated(news)
    if new:
        yield f"New: {counted(len(new), 'refusal')}{_issued(new)}."
    if late:
        yield f"Added late: {counted(len(late), 'refusal')}{_issued(late)}, in no release before."


def _issued(rows: Sequence[ListRow]) -> str:
    days = [row.first for row in rows if row.first]
    return f" issued {period(min(days), max(days))}" if days else ""


def _corrected_from(share: Share) -> str:
    """Return what a figure was, struck, where some of it was taken back or corrected."""
    now, was = by_unit(share.rows), by_unit(as_told(share))
    units = [
        unit for unit in (Unit.REFUSAL, Unit.REFUSAL_TOTAL, Unit.DETAINER_SENT) if now[unit] != was[unit]
    ]
    sent = " detainers sent" if units == [Unit.DETAINER_SENT] else ""
    return f", corrected from ~{was[units[0]]:,}{sent}~" if units else ""


def on_report(share: Share, news: News) -> str:
    """Return what a report counts of a state or place."""
    rows = sure(share.rows)
    if rows and all(row.unit is Unit.DETAINER_SENT for row in rows):
        return "no refusals in our copy" if news.of.partial else "no refusals"
    return numbers(share, news)


def label_in_full(share: Share) -> str:
    """Return what a share is of, in full before a colon: `Maryland`, `Travis County, Texas`."""
    return short_place(share.place) if share.place else state_name(share.state) or share.state


def _changed(news: News) -> Iterator[str]:
    rows = sure(news.rows)
    off = [row for row in rows if row.change == "off"]
    if news.unit is Unit.AGREEMENT:
        yield from _agreements([row for row in rows if row.change not in {"corrected", "moved"}])
    elif off and news.by:
        yield f"{_subject(off, news)} off when the list was read {day(news.day)}."
    elif len(off) == 1 and news.unit is Unit.JURISDICTION:
        since = f"; on it from {day(off[0].since)}" if off[0].since and off[0].since < news.day else ""
        yield f"Off since {day(off[0].day or news.day)}{since}."
    elif off:
        yield ended(f"Off since {day(news.day)}: {literal(few_names(off, one_state=news.one_state), 600)}")
    yield from _confirmed(off)
    yield from _on(rows, news)
    yield from _said(news)
    yield from _states(rows, news)
    yield _now(news)
    if news.one_state and news.changed > len(news.rows) + len(news.struck):
        yield f"All states: {counted(news.changed, 'row')} changed."
    yield from _left(news)


def few_names(rows: Sequence[ListRow], *, one_state: bool) -> str:
    """Return a few rows by name, with the state unless it stands above; more are counted."""
    if len(rows) > SAID:
        return amounts(rows)
    if rows[0].unit in {Unit.POLICY, *TOTALS}:
        return "; ".join(f"{row_name(row, state=not one_state)}, {_counted_as(row)}" for row in rows)
    if one_state or len(states_of(rows)) != 1 or any(row.is_state for row in rows):
        return listed(list(dict.fromkeys(row_name(row, state=not one_state) for row in rows)))
    return f"{listed_names(rows)}, {short_state(rows[0].state)}"


def _counted_as(row: ListRow) -> str:
    """Return what a row counts behind its name: `1 policy (Boston Trust Act; August 2014)`."""
    return f"{amounts([row])}{f' ({row.what})' if row.what and row.unit is Unit.POLICY else ''}"


def _confirmed(off: Sequence[ListRow]) -> Iterator[str]:
    """Yield since when rows that are off had been missing, and by which day that is confirmed."""
    late = sorted({(row.missing, row.day) for row in off if row.missing and row.day})
    yield from (f"Missing {day(since)}, confirmed {day(known)}." for since, known in late[:SAID])


def subject(rows: Sequence[ListRow], *, one_state: bool) -> str:
    """Return rows as the subject of a sentence, plain text: `Weld County and Aurora, Colo.,`."""
    names = few_names(rows, one_state=one_state)
    return f"{names}," if names.endswith(f", {short_state(rows[0].state)}") else names


def _subject(rows: Sequence[ListRow], news: News) -> str:
    return f"{literal(subject(rows, one_state=news.one_state), 600)} {'was' if len(rows) == 1 else 'were'}"


def _on(rows: Sequence[ListRow], news: News) -> Iterator[str]:
    on = [row for row in rows if row.change == "on" and row.unit is not Unit.AGREEMENT]
    if on and news.by:
        yield f"{_subject(on, news)} on it when it was read {day(news.day)}."
    elif on:
        again = "On it again" if all(row.again for row in on) else "On it"
        yield ended(f"{again} since {day(news.day)}: {literal(few_names(on, one_state=news.one_state), 600)}")


def _said(news: News) -> Iterator[str]:
    """Yield what rows say that were corrected or moved, or may be one with others."""
    rows = [row for row in news.rows if (row.before and row.change != "again") or row.alike or row.perhaps]
    for row in rows[:SAID]:
        changed = "; ".join(
            f"{literal(field_name(field))}: ~{literal(before, 200)}~ {literal(after, 200)}"
            for field, before, after in row.before
        )
        alike = f"{upper_first(literal(row.alike, 400))}." if row.alike else ""
        perhaps = "" if not row.perhaps else either_said(row.named, row.candidates)
        said = " ".join(filter(None, [f"{changed}." if changed else "", alike, perhaps]))
        yield perhaps if said == perhaps else f"{literal(row_name(row), 200)}: {said}"
    if len(rows) > SAID:
        yield f"{len(rows) - SAID:,} more in the rows."


def _agreements(rows: Sequence[ListRow]) -> Iterator[str]:
    shown = rows[:SAID] if len(rows) <= SAID else ()
    for row in shown:
        model = f" ({literal(row.what, 80)})" if row.what else ""
        signed = f"signed {day(row.first)}" if row.first else "bears no day of signing"
        before = next((before for field, before, _ in row.before if field == "signed"), "")
        signed = (
            f"signed again {signed.removeprefix('signed ')}; before, {before}"
            if row.change == "again"
            else signed
        )
        yield f"{literal(row_name(row), 200)}, {signed}{model}{'; off' if row.change == 'off' else ''}."


def _states(rows: Sequence[ListRow], news: News) -> Iterator[str]:
    """Yield in which states most rows are, for a channel that follows several."""
    states = states_of(rows)
    rows = [row for row in rows if not row.is_state]
    if len(states) > MOST_STATES and (len(news.shares) > 1 or not news.shares[0].state):
        says = amounts if {row.change for row in rows} < {"on", "off"} else on_and_off
        most = [
            f"{state_name(state) or state} {says([row for row in rows if row.state == state])}"
            for state, _ in states.most_common(MOST_STATES)
        ]
        yield f"Most: {', '.join(most)}."


def _now(news: News) -> str:
    """Return how long the whole list is, and was."""
    if news.reports or news.was is None or not news.total:
        return ""
    noun = ("jurisdiction", "jurisdictions") if news.unit is Unit.JURISDICTION else UNITS[news.unit]
    least = "at least " if news.of.partial else ""
    if news.unit in TOTALS:
        return f"List: {least}{amount(news.counts.get(news.unit, 0), news.unit, news.total)}."
    way = "down" if news.total < news.was else "up"
    change = f", {way} from {least}{news.was:,}" if news.was != news.total else ""
    missing = f" {news.missing:,} missing from it, not confirmed yet." if news.missing else ""
    return f"List: {least}{counted(news.total, *noun)}{change}.{missing}"


def _left(news: News) -> Iterator[str]:
    """Yield what of a state is on a list after some of it is off or on."""
    if news.unit is not Unit.JURISDICTION or len(news.shares) != 1:
        return
    [share] = news.shares
    off = [row for row in sure(news.rows) if row.change == "off"]
    if not share.state or share.place:
        return
    if sure(share.on):
        yield f"{state_name(share.state)}: {places_and_states(share.on, state=share.state)} on it."
    elif len(off) == 1 and not off[0].is_state and not news.of.partial:
        yield f"It was the only {adjective(share)}jurisdiction on it."
    elif off and not off[0].is_state:
        yield f"{state_name(share.state)}: {_none(news)}."


def _apart(news: News) -> Iterator[str]:
    if news.apart and news.since:
        until = day(news.of.seen or news.day)
        yield f"Changed between {day(news.since)}, and {until}; we have no full copy in between."
