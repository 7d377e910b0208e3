"""What became of what a message told: its headline as it reads since (E1–E7). Pure.

A figure is recomputed, and the one before it struck: nothing that was taken back reads as if it stood.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.words.events.headlines import (
    field_said,
    fitting,
    news_headline,
    span,
    whose,
    with_shares,
)
from bot.words.events.lines import label_in_full, news_push
from bot.words.events.shares import (
    FEW,
    adjective,
    by_unit,
    label,
    names,
    on_and_off,
    on_it,
    places_and_states,
    states_of,
    sure,
    where,
)
from bot.words.rows import TOTALS, UNITS, row_name
from bot.words.style import (
    counted,
    day,
    listed,
    names_of,
    period,
    short_place,
    short_state,
    spoken_state,
)
from models.domain import ListRow, News, Share, Unit


def is_edited(news: News) -> bool:
    """Tell whether anything became of what a message told."""
    return bool(news.struck or news.fate or news.again or news.declined_was is not None)


def edited_headline(news: News) -> str:
    """Return the headline of a message as what it told stands since."""
    return fitting(_headlines(news))


def edited_push(news: News) -> str:
    """Return the same as a notification."""
    return edited_headline(news) if is_edited(news) else news_push(news)


def _headlines(news: News) -> Iterator[str]:
    if news.taken_down:
        yield from _taken_down(news)
    elif news.reports and news.begins:
        yield from _figures(news)
    else:
        yield from _fates(news)
        if news.back and news.event:
            yield from _on_list(f"{_dated(news)}, since put back", news, "is", "are")
    yield news_headline(news)


def _fates(news: News) -> Iterator[str]:
    """Yield what stands of what was told, then what became of the rest: all of one fate in a clause."""
    stand = tuple(row for row in news.rows if row.became in _AS_TOLD)
    by_fate: dict[str, list[ListRow]] = {}
    for row in sure([*(row for row in news.struck if row.became not in _REWRITTEN), *news.rows]):
        if row.became not in _AS_TOLD:
            by_fate.setdefault(_ALIKE.get(row.became, row.became), []).append(row)
    fates = list(by_fate.items())
    rest = sure(stand) if not news.begins else []
    if len(fates) == 1 and not (rest and fates[0][0] == "in error"):
        changes = Counter(row.change for row in rest)
        before = (
            f"; {', '.join(f'{changes[each]:,} {each}' for each in sorted(changes, reverse=True))} before"
        )
        before = before if rest else ""
        yield from (f"{text}{before}" for text in _one_fate(*fates[0], news))
    if not fates:
        return
    listing = names_of(news.of.source).headline
    told = [news_headline(replace(news, rows=stand, struck=()))] if rest else []
    for start in [*told, f"{listing}: {on_and_off(rest)}" if rest else f"{listing}:"]:
        for named in (True, False):
            said = "; ".join(_clause(how, rows, named=named) for how, rows in fates)
            yield f"{start}{'; ' if rest else ' '}{said}"


_AS_TOLD = frozenset({"", "again", "restored", "added"})
_REWRITTEN = frozenset({"corrected", "moved"})
"""What became of rows that are there twice: as they were told, and as they are."""
_ALIKE = {"moved": "corrected"}


def _one_fate(how: str, rows: Sequence[ListRow], news: News) -> Iterator[str]:
    match how:
        case "off":
            yield from _off(rows, news)
        case "back" | "off again":
            yield from _there_or_not(how, rows, news)
        case "corrected":
            yield from _corrected(rows, news)
        case "in error":
            yield from _in_error(rows, news)
        case _:
            start, when = f"{names_of(news.of.source).publisher} took back {_taken(rows)}", _when(rows, "on")
            if len(rows) <= FEW:
                yield f"{start} in {whose(rows)} {when}"
            yield f"{start} {when}"


def _clause(how: str, rows: Sequence[ListRow], *, named: bool) -> str:
    """Return what became of some rows, after a list's name: `Dallas, Texas, off since Nov. 7, 2026`."""
    name = f"{whose(rows)} " if named and len(rows) <= FEW else f"{len(rows):,} "
    if how == "taken back":
        name = f"{_taken(rows)} "
    word = {"back": "on again", "in error": "told in error"}.get(how, how)
    word += " again" if any(how == row.change for row in rows) else ""
    return f"{name}{word} {_when(rows, 'since' if how in {'off', 'back', 'off again'} else '')}".rstrip()


def _when(rows: Sequence[ListRow], word: str) -> str:
    """Return when something became of rows: `since Nov. 7, 2026`; of several days the first to the last."""
    days = sorted({row.became_on for row in rows if row.became_on})
    if len(days) > 1:
        return f"({period(days[0], days[-1])})"
    return f"{word} {day(days[0])}".strip() if days else ""


def _there_or_not(how: str, rows: Sequence[ListRow], news: News) -> Iterator[str]:
    listing, one = names_of(news.of.source).headline, len(rows) == 1
    the = "the " if listing.endswith("list") else ""
    state = f"{spoken_state(next(iter(states)))} " if len(states := states_of(rows)) == 1 else ""
    several = (
        places_and_states(rows, state=next(iter(states)) if state else "", of=state)
        if news.unit is Unit.JURISDICTION
        else counted(len(rows), *(f"{state}{noun}" for noun in UNITS[news.unit]))
    )
    where = f"{'on' if how == 'back' else 'off'} {the}{listing} again {_when(rows, 'since')}"
    whom = f"{row_name(rows[0])}: {counted(len(rows), *UNITS[news.unit])}"
    named = whose(rows) if news.unit is Unit.JURISDICTION else whom
    if len(rows) <= FEW and (news.unit is Unit.JURISDICTION or one):
        yield f"{named} {'is' if one else 'are'} {where}"
    yield f"{several} {'is' if one else 'are'} {where}"


def _dated(news: News) -> str:
    """Return a list in a headline, told apart by its day where it is so named."""
    names_ = names_of(news.of.source)
    published = news.of.first or news.of.published
    return f"{names_.headline} of {day(published)}" if names_.dated and published else names_.headline


def _taken_down(news: News) -> Iterator[str]:
    told = news_headline(news)
    past = re.sub(r" (is|are) (on|off) ", _past, told)
    if news.event is None and not news.struck and past != told:
        yield f"{past}, since taken down"
    yield from _on_list(f"{_dated(news)}, since taken down", news, "was", "were")


def _on_list(start: str, news: News, one: str, many: str) -> Iterator[str]:
    if len(news.own) > 1:
        yield from with_shares(start, news.own, lambda share, named: on_it(share, news, named=named))
    elif news.unit is Unit.JURISDICTION:
        yield f"{start}; {_named_by_it(news.own[0], news, one, many)}"
    yield start


def _past(found: re.Match[str]) -> str:
    return f" {'was' if found[1] == 'is' else 'were'} {found[2]} "


def _named_by_it(share: Share, news: News, one: str, many: str) -> str:
    least = "at least " if news.of.partial and not share.state else ""
    here = "in our copy" if news.of.partial and not share.on else "on it"
    if share.place:
        return f"{short_place(share.place)}, {one} {'' if share.on else 'not '}{here}"
    if not share.on:
        return f"no {adjective(share)}places {many} {here}"
    if len(share.on) == 1:
        return f"{spoken_state(share.state) if share.on[0].is_state else names(share.on)} {one} on it"
    return f"{least}{places_and_states(share.on, state=share.state, of=_short(share))} {many} on it"


def _short(share: Share) -> str:
    return f"{short_state(share.state)} " if share.state else ""


def _figures(news: News) -> Iterator[str]:
    """Yield figures of a report as they are since, each state's with what it was."""
    listing, figures = names_of(news.of.source), list(numbers_since(news))
    week = f"{listing.publisher}'s {'week' if _is_week(news) else 'report'}"
    for share, now, was in figures[: len(figures) == 1]:
        over = f" in {week}" if _is_week(news) else ""
        refusals = f"{now} refusal{'' if now == '1' else 's'}{over}"
        yield f"{label_in_full(share)}: {refusals}, corrected from {was}"
    if figures:
        yield f"Refusals in {week}: " + "; ".join(
            f"{label(share)} {now}, corrected from {was}" for share, now, was in figures
        )
        yield f"Refusals in {week}: " + "; ".join(
            f"{label(share)} {now} (was {was})" for share, now, was in figures
        )
        all_of = "places" if any(share.place for share, _, _ in figures) else "states"
        yield f"Refusals in {week}: corrected in {len(figures)} {all_of}"
        return
    taken = [row for row in news.struck if row.became == "taken back"]
    out = by_unit(row for row in news.struck if row.became == "off")
    back, sent = refusals_in(taken_by_unit(taken)), taken_by_unit(taken)[Unit.DETAINER_SENT]
    facts = [
        *([_total(news)] if news.declined is not None else []),
        *([f"{back:,} taken back {_when(taken, '')}"] if back else []),
        *([f"{refusals_in(out):,} no longer in it"] if refusals_in(out) and not news.one_state else []),
    ]
    if (
        back
        or refusals_in(out)
        or (news.declined_was is not None and not any(share.state for share in news.shares))
    ):
        yield f"{listing.headline}: {', '.join(facts)}"
    elif sent:
        states = states_of(taken)
        where = f" in {spoken_state(next(iter(states)))}" if len(states) == 1 else ""
        yield f"{listing.headline}: {counted(sent, 'detainer')} sent{where} taken back {_when(taken, '')}"
    else:
        gone = [row for row in news.struck if row.became not in _REWRITTEN]
        if gone:
            yield f"{listing.headline}: {counted(len(gone), 'row')} no longer in it"
        if changed := [row for row in news.rows if row.became in _REWRITTEN]:
            yield from _corrected(changed, news)
        if error := [row for row in news.struck if row.became == "in error"]:
            yield from _in_error(error, news)


def _total(news: News) -> str:
    """Return what a report counts in all, and counted before: `206 refusals in a week`."""
    over = " in a week" if _is_week(news) else ""
    was = f", corrected from {news.declined_was:,}" if news.declined_was is not None else ""
    return f"{counted(news.declined or 0, 'refusal')}{over}{was}"


def taken_back(row: ListRow) -> int:
    """Return what a publisher took back of a row, as it stood by then."""
    return row.number if row.taken is None else row.taken


def _taken(rows: Sequence[ListRow]) -> str:
    counts = taken_by_unit(rows)
    return listed([counted(number, *UNITS[unit]) for unit, number in counts.items()])


def taken_by_unit(rows: Iterable[ListRow]) -> Counter[Unit]:
    """Return what a publisher took back, each unit on its own."""
    return by_unit(replace(row, number=taken_back(row)) for row in rows)


def refusals_in(counts: Counter[Unit]) -> int:
    """Return how many refusals there are among counts."""
    return counts[Unit.REFUSAL] + counts[Unit.REFUSAL_TOTAL]


def _is_week(news: News) -> bool:
    return span(news) == " in a week"


def numbers_since(news: News) -> Iterator[tuple[Share, str, str]]:
    """Yield of each state or place what a report counts since, and what it counted, where these differ."""
    for share in news.shares if news.begins else ():
        told = [
            *(row for row in share.rows if row.became not in {"corrected", "moved", "added"}),
            *share.struck,
        ]
        for unit in (Unit.REFUSAL, Unit.REFUSAL_TOTAL):
            now, was = by_unit(share.rows)[unit], by_unit(told)[unit]
            if now != was and share.state:
                least = "at least " if news.of.partial else ""
                yield share, f"{least}{now:,}", f"{was:,}"


def _off(off: Sequence[ListRow], news: News) -> Iterator[str]:
    names_ = names_of(news.of.source)
    listing = names_.headline
    since, states = f"off {_when(off, 'since')}", states_of(off)
    one_day = len({row.became_on for row in off}) == 1
    stand = [row for row in sure(news.rows) if row.change != "off"]
    if len(off) == 1 and news.unit is Unit.AGREEMENT:
        yield f"{row_name(off[0])}: 287(g) agreement off {names_.publisher}'s list {_when(off, 'by')}"
    elif len(off) == 1 and news.unit is not Unit.JURISDICTION:
        what = counted(off[0].number, *UNITS[off[0].unit])
        yield f"{row_name(off[0])}: {what} off {listing} {_when(off, 'since')}"
    if len(off) <= FEW and one_day and news.unit is Unit.JURISDICTION:
        yield f"{whose(off)} {'was' if len(off) == 1 else 'were'} on {listing}; {since}"
    state = f"{spoken_state(next(iter(states)))} " if len(states) == 1 else ""
    if news.unit is not Unit.JURISDICTION:
        told = len(off) + sum(row.unit is off[0].unit for row in stand)
        several = f"{_so_many(len(off), told)} {state}{UNITS[news.unit][1]}"
    elif any(row.is_state for row in off):
        several = places_and_states(off, state=off[0].state if state else "", of=state)
    else:
        told = len(off) + len({row.places or row.named for row in stand if not row.is_state})
        several = f"{_so_many(len(off), told)} {state}places"
    where = f"{'the ' if listing.endswith('list') else ''}{listing}"
    verb = "is" if len(off) == 1 else "are"
    if not one_day and len(off) <= FEW and news.unit is Unit.JURISDICTION:
        yield f"{listing}: " + "; ".join(f"{whose([row])} off {_when([row], '')}" for row in off)
    yield f"{several} {verb} {since.replace('off', f'off {where}', 1)}"


def _so_many(some: int, told: int) -> str:
    return f"{some:,} of {told:,}" if some < told else f"{some:,}"


def _corrected(changed: Sequence[ListRow], news: News) -> Iterator[str]:
    publisher = names_of(news.of.source).publisher
    when = _when(changed, "")
    if len(changed) == 1 and not changed[0].before:
        row = changed[0]
        number = f": {counted(row.number, *UNITS[row.unit])} again" if row.unit in TOTALS else ""
        yield f"{publisher} corrects {row_name(row)} back{number}, {when}"
    elif len(changed) == 1:
        row = changed[0]
        yield f"{publisher} corrects {row_name(row)}: {field_said(row)}"
        yield f"{publisher} corrects {row_name(row)}, {when}"
    else:
        what = counted(len(changed), "count" if all(row.unit in TOTALS for row in changed) else "row")
        if len({row.places or row.named for row in changed}) == len(changed) <= FEW:
            yield f"{publisher} corrects {whose(changed).removesuffix(',')}, {when}"
        yield f"{publisher} corrects {what}{where(news.shares[0]) if news.one_state else ''}, {when}"


def _in_error(rows: Sequence[ListRow], news: News) -> Iterator[str]:
    listing = names_of(news.of.source).headline
    the = "the " if listing.endswith("list") else ""
    where = f"{names_of(news.of.source).publisher}'s report" if news.reports else f"{the}{listing}"
    what = f"{row_name(rows[0])}{'' if rows[0].is_state else ','}"
    what = what if len(rows) == 1 else counted(len(rows), "row")
    verb = {"off": "didn't leave", "on": "didn't come onto"}.get(rows[0].change, "didn't change in")
    yield f"{what} {verb} {where}; our alert was wrong"
    yield f"{listing}: our alert was wrong"
