"""What became of what a message told: its headline as it reads since, lines, its thread (E1–E7). Pure.

A figure is recomputed, and the one before it struck: nothing that was taken back reads as if it stood.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from bot.words.events.headlines import fitting, news_headline, span, whose, with_shares
from bot.words.events.lines import few_names, label_in_full, news_push
from bot.words.events.sentences import news_sentence, off_sentence, taken_down_sentence
from bot.words.events.shares import FEW, adjective, by_unit, names, on_it, places_and_states, states_of, sure
from bot.words.membership import upper_first
from bot.words.rows import UNITS, row_name
from bot.words.style import (
    NOT_DELISTED,
    counted,
    day,
    ended,
    listed,
    literal,
    names_of,
    period,
    short_state,
    spelled,
    spoken_place,
    spoken_state,
)
from models.domain import ChangeKind, ListRow, News, Share, Unit

SAID = 5
"""Rows of which an edited message says one by one what became of them; more are counted."""


def is_edited(news: News) -> bool:
    """Tell whether anything became of what a message told."""
    return bool(news.struck or news.fate or news.again)


def edited_headline(news: News) -> str:
    """Return the headline of a message as what it told stands since."""
    return fitting(_headlines(news))


def edited_push(news: News) -> str:
    """Return the same as a notification."""
    return edited_headline(news) if is_edited(news) else news_push(news)


def _headlines(news: News) -> Iterator[str]:
    off = sure(row for row in news.struck if row.became == "off")
    error = [row for row in news.struck if row.became == "in error"]
    changed = [row for row in news.rows if row.became in {"corrected", "moved"}]
    if news.taken_down:
        yield from _taken_down(news)
    elif news.reports:
        yield from _figures(news)
    elif off:
        yield from _off(off, news)
    elif news.back and news.event and not error:
        yield from _on_list(f"{_dated(news)}, since put back", news, "is", "are")
    if changed:
        yield from _corrected(changed, news)
    elif error:
        yield from _in_error(error, news)
    elif news.reports and news.struck:
        yield f"{names_of(news.of.source).headline}: {counted(len(news.struck), 'row')} no longer in it"
    yield news_headline(news)


def _dated(news: News) -> str:
    """Return a list in a headline, told apart by its day where it is so named."""
    names_ = names_of(news.of.source)
    published = news.of.first or news.of.published
    return f"{names_.headline} of {day(published)}" if names_.dated and published else names_.headline


def _taken_down(news: News) -> Iterator[str]:
    if news.event is None:
        past = re.sub(r" (is|are) (on|off) ", _past, news_headline(news))
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
    if not share.on:
        return f"no {adjective(share)}places {many} {'in our copy' if news.of.partial else 'on it'}"
    if len(share.on) == 1:
        return f"{spoken_state(share.state) if share.on[0].is_state else names(share.on)} {one} on it"
    return f"{least}{places_and_states(share.on, _short(share))} {many} on it"


def _short(share: Share) -> str:
    return f"{short_state(share.state)} " if share.state else ""


def _figures(news: News) -> Iterator[str]:
    """Yield figures of a report as they are since, each with what it was."""
    listing = names_of(news.of.source)
    span = f" in {listing.publisher}'s week" if _is_week(news) else ""
    told = [
        f"{label_in_full(share)}: {now} refusal{'' if now == '1' else 's'}{span}, corrected from {was}"
        for share, now, was in _numbers(news)
    ]
    if told:
        yield "; ".join(told)
        yield told[0]
    counts = by_unit(row for row in news.struck if row.became == "taken back")
    days = [row.became_on for row in news.struck if row.became_on]
    when = f" {day(max(days))}" if days else ""
    refusals, sent = _refusals(counts), counts[Unit.DETAINER_SENT]
    if refusals:
        yield f"{listing.headline}: {_total(news)}{refusals:,} taken back{when}"
    elif sent:
        states = states_of(news.struck)
        where = f" in {spoken_state(next(iter(states)))}" if len(states) == 1 else ""
        yield f"{listing.headline}: {counted(sent, 'detainer')} sent{where} taken back{when}"


def _total(news: News) -> str:
    """Return what a report counts in all, before what was taken back of it: `206 refusals in a week, `."""
    over = " in a week" if _is_week(news) else ""
    return f"{counted(news.declined, 'refusal')}{over}, " if news.declined is not None else ""


def _refusals(counts: Counter[Unit]) -> int:
    return counts[Unit.REFUSAL] + counts[Unit.REFUSAL_TOTAL]


def _is_week(news: News) -> bool:
    return span(news) == " in a week"


def _numbers(news: News) -> Iterator[tuple[Share, str, str]]:
    """Yield of each state or place what a report counts since, and what it counted, where these differ."""
    for share in news.shares if news.begins else ():
        told = [*(row for row in share.rows if row.became not in {"corrected", "moved"}), *share.struck]
        for unit in (Unit.REFUSAL, Unit.REFUSAL_TOTAL):
            now, was = by_unit(share.rows)[unit], by_unit(told)[unit]
            if now != was and share.state:
                least = "at least " if news.of.partial else ""
                yield share, f"{least}{now:,}", f"{was:,}"


def _off(off: Sequence[ListRow], news: News) -> Iterator[str]:
    listing = names_of(news.of.source).headline
    days = {row.became_on or news.day for row in off}
    since = f"off {'since' if len(days) == 1 else 'by'} {day(max(days))}"
    stand = [row for row in sure(news.rows) if row.change != "off"]
    before = sum(row.change == "off" for row in news.rows)
    already = f"; {before:,} off before" if before else ""
    if len(off) == 1 and news.unit is Unit.AGREEMENT:
        publisher = names_of(news.of.source).publisher
        yield f"{row_name(off[0])}: 287(g) agreement off {publisher}'s list by {day(max(days))}{already}"
    if len(off) <= FEW:
        yield f"{whose(off)} {'was' if len(off) == 1 else 'were'} on {listing}; {since}{already}"
    states = states_of(off)
    state = f"{spoken_state(next(iter(states)))} " if len(states) == 1 else ""
    if news.unit is not Unit.JURISDICTION:
        told = len(off) + sum(row.unit is off[0].unit for row in stand)
        several = f"{_so_many(len(off), told)} {state}{UNITS[news.unit][1]}"
    elif any(row.is_state for row in off):
        several = places_and_states(off, state)
    else:
        told = len(off) + len({row.places or row.named for row in stand if not row.is_state})
        several = f"{_so_many(len(off), told)} {state}places"
    the = "the " if listing.endswith("list") else ""
    verb = "is" if len(off) == 1 else "are"
    yield f"{several} {verb} {since.replace('off', f'off {the}{listing}', 1)}{already}"


def _so_many(some: int, told: int) -> str:
    return f"{some:,} of {told:,}" if some < told else f"{some:,}"


def _corrected(changed: Sequence[ListRow], news: News) -> Iterator[str]:
    publisher = names_of(news.of.source).publisher
    day_ = max(row.became_on or news.day for row in changed)
    if len(changed) == 1:
        row = changed[0]
        said = ", ".join(
            f"{field.replace('_', ' ')} “{after}”, not “{before}”" for field, before, after in row.before
        )
        yield f"{publisher} corrects {row_name(row)}: {said}"
        yield f"{publisher} corrects {row_name(row)}, {day(day_)}"
    yield f"{publisher} corrects {counted(len(changed), 'row')}, {day(day_)}"


def _in_error(rows: Sequence[ListRow], news: News) -> Iterator[str]:
    listing = names_of(news.of.source).headline
    the = "the " if listing.endswith("list") else ""
    where = f"{names_of(news.of.source).publisher}'s report" if news.reports else f"{the}{listing}"
    what = f"{row_name(rows[0])}{'' if rows[0].is_state else ','}"
    what = what if len(rows) == 1 else counted(len(rows), "row")
    verb = {"off": "didn't leave", "on": "didn't come onto"}.get(rows[0].change, "didn't change in")
    yield f"{what} {verb} {where}; our alert was wrong"
    yield f"{listing}: our alert was wrong"


def became_lines(news: News) -> list[str]:
    """Return what became of a list and its rows, and when: lines of mrkdwn, the list first."""
    return [*_of_list(news), *_taken_back(news), *_of_rows(news)]


def _of_list(news: News) -> Iterator[str]:
    for event in news.fate:
        if event.kind is ChangeKind.WITHDRAWN:
            yield f"Taken down {day(event.day)}. {NOT_DELISTED}"
        else:
            yield f"Back {day(event.day)}."


def _taken_back(news: News) -> Iterator[str]:
    """Yield what a publisher took back, in one line a day: `Corrected April 13, 2017: ICE took back 7.`."""
    taken = [row for row in news.struck if row.became == "taken back"]
    who = literal(names_of(news.of.source).publisher, 60)
    for when in sorted({row.became_on for row in taken}, key=lambda each: each or news.day):
        counts = by_unit(row for row in taken if row.became_on == when)
        refusals = _refusals(counts)
        sent = f"{counts[Unit.DETAINER_SENT]:,} detainers sent" if counts[Unit.DETAINER_SENT] else ""
        rest = sum(counts.values()) - refusals - counts[Unit.DETAINER_SENT]
        declined = counted(refusals, "refusal") if sent or rest else f"{refusals:,}"
        said = listed(
            list(filter(None, [declined if refusals else "", sent, counted(rest, "row") if rest else ""]))
        )
        yield f"Corrected{f' {day(when)}' if when else ''}: {who} took back {said}."
    words = dict.fromkeys(row.quoted for row in taken if row.quoted)
    yield from (f"{who}: “{literal(said, 600)}”" for said in words)


def _of_rows(news: News) -> Iterator[str]:
    rows = [
        *(row for row in news.struck if row.became in {"off", "in error"}),
        *(row for row in news.rows if row.became),
    ]
    by_day: dict[tuple[str, object], list[ListRow]] = {}
    for row in rows:
        by_day.setdefault((row.became, row.became_on), []).append(row)
    for (how, _), some in by_day.items():
        yield from _alike(how, some, news)


def _alike(how: str, rows: Sequence[ListRow], news: News) -> Iterator[str]:
    when = day(rows[0].became_on or news.day)
    few = rows[:SAID]
    more = f" and {len(rows) - SAID:,} more" if len(rows) > SAID else ""
    named = literal(few_names(few, one_state=news.one_state), 900) + more
    match how:
        case "off" if news.unit is Unit.AGREEMENT:
            yield f"No longer listed by {when}: {'; '.join(_agreement(row) for row in few)}{more}."
        case "off":
            yield ended(f"{'Out of the report' if news.reports else 'Off'} since {when}: {named}")
        case "again":
            yield ended(f"Back {when}: {named}")
        case "in error":
            shows = "An older file, which came in later, shows it."
            yield f"{ended(f'Our mistake, seen {when}: {named}')} {shows}"
        case _:
            yield from (f"{upper_first(how)} {when}: {_cells(row)}" for row in few)
            if more:
                yield f"{len(rows) - SAID:,} more corrected {when}."


def _cells(row: ListRow) -> str:
    """Return a row with its cells that were corrected, each struck beside the new one."""
    cells = "; ".join(
        f"{literal(field.replace('_', ' '))} ~{literal(before, 200) or '–'}~ {literal(after, 200) or '–'}"
        for field, before, after in row.before
    )
    return f"{literal(row_name(row), 150)}: {cells}."


def _agreement(row: ListRow) -> str:
    signed = f", signed {day(row.first)}" if row.first else ""
    return f"{literal(row_name(row), 150)}{f' ({literal(row.what, 80)})' if row.what else ''}{signed}"


def corrected_reply(news: News, concerned: News, *, edited: bool = True) -> list[str]:
    """Return the line in the thread of a message that says what it was edited for, as mrkdwn.

    Args:
        news: What it told, with all that became of it.
        concerned: The same with what it was edited for alone.
        edited: Whether Slack took the edit. Else the list is named: no headline above says what became of it.
    """
    lines = became_lines(concerned) or became_lines(news)
    figures = list(_numbers(news)) if any(row.became == "taken back" for row in concerned.struck) else []
    if figures:
        said = "; ".join(f"{label_in_full(share)} is {now}, was {was}" for share, now, was in figures)
        start = "Corrected above" if edited else "Corrected"
        lines = [f"{start}: {said}. {_why(concerned)}", *lines[1:]]
    return (
        lines if edited else [f"*{literal(names_of(news.of.source).headline, 60)}.* {lines[0]}", *lines[1:]]
    )


def _why(news: News) -> str:
    """Return who took back how many, on which day: `ICE took back 7 (April 13, 2017).`."""
    first = next(iter(_taken_back(news)), "")
    when, _, said = first.removeprefix("Corrected").strip().partition(": ")
    return f"{said.removesuffix('.')} ({when})." if when and said else said


def edited_sentence(news: News) -> str:
    """Return a message as a sentence to print, as what it told stands since; empty where there is none."""
    if not is_edited(news):
        return news_sentence(news)
    if news.taken_down:
        return taken_down_sentence(news, news.taken_down)
    if news.back and news.event and news.event.kind is ChangeKind.WITHDRAWN:
        return taken_down_sentence(news, news.event.day, back=news.back)
    if news.reports:
        return _report_sentence(news)
    off = sure(row for row in news.struck if row.became == "off")
    if off and news.unit is Unit.JURISDICTION:
        days = {row.became_on or news.day for row in off}
        announced = len(days) == 1 and not any(row.became_by for row in off)
        return off_sentence(off, news, f" by {day(max(days))}", max(days) if announced else None)
    return "" if news.struck else news_sentence(news)


def _report_sentence(news: News) -> str:
    if figures := list(_numbers(news)):
        return _figure_sentence(news, *figures[0])
    taken = [row for row in news.struck if row.became == "taken back" and row.became_on]
    if _sum(taken):
        when = max(row.became_on or news.day for row in taken)
        return f"{news_sentence(news).removesuffix('.')}; it took back {spelled(_sum(taken))} on {day(when)}."
    return "" if news.struck else news_sentence(news)


def _figure_sentence(news: News, share: Share, now: str, was: str) -> str:
    who = upper_first(names_of(news.of.source).full)
    place = spoken_place(share.place).removesuffix(",") if share.place else spoken_state(share.state)
    taken = [row for row in news.struck if row.became == "taken back"]
    when = [row.became_on for row in taken if row.became_on]
    number = now if now.startswith("at least") else spelled(int(now.replace(",", "")))
    back = (
        f"; it took back {spelled(_sum(taken))} on {day(max(when))}"
        if when and taken
        else f"; it had counted {was}"
    )
    return f"{who} counted {number} declined detainers in {place}{_over(news)}{back}."


def _sum(rows: Sequence[ListRow]) -> int:
    return _refusals(by_unit(rows))


def _over(news: News) -> str:
    return f" for {period(news.first, news.last)}" if news.first else ""
