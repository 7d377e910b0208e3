"""What became of what a message told: the lines below its headline, and those in its thread (E1–E7). Pure."""

from collections.abc import Iterator, Sequence

from bot.words.events.corrections import numbers_since, refusals_in, taken_by_unit
from bot.words.events.lines import few_names, label_in_full
from bot.words.membership import upper_first
from bot.words.rows import field_name, row_name
from bot.words.style import NOT_DELISTED, counted, day, ended, listed, literal, names_of
from models.domain import ChangeKind, ListRow, News, Unit

SAID = 5
"""Rows of which an edited message says one by one what became of them; more are counted."""


def became_lines(news: News) -> list[str]:
    """Return what became of a list and its rows, and when: lines of mrkdwn, the list first."""
    return [*_of_list(news), *_reissued(news), *_taken_back(news), *_of_rows(news)]


def _of_list(news: News) -> Iterator[str]:
    for event in news.fate:
        if event.kind is ChangeKind.WITHDRAWN:
            yield f"Taken down {day(event.day)}. {NOT_DELISTED}"
        else:
            yield f"Back {day(event.day)}."


def _reissued(news: News) -> Iterator[str]:
    if news.declined_was is not None and news.declined is not None and news.reissued:
        total = f"the report's total is {news.declined:,}, corrected from ~{news.declined_was:,}~"
        yield f"Corrected {day(news.reissued)}: {total}."


def _taken_back(news: News) -> Iterator[str]:
    """Yield what a publisher took back, in one line a day: `Corrected April 13, 2017: ICE took back 7.`."""
    taken = [row for row in news.struck if row.became == "taken back"]
    who = literal(names_of(news.of.source).publisher, 60)
    for when in sorted({row.became_on for row in taken}, key=lambda each: each or news.day):
        counts = taken_by_unit(row for row in taken if row.became_on == when)
        refusals = refusals_in(counts)
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
        *(row for row in news.struck if row.became in {"off", "back", "in error"}),
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
        case "off again":
            yield ended(f"Off again since {when}: {named}")
        case "again" | "back":
            yield ended(f"Back {when}: {named}")
        case "added":
            yield ended(f"Added {when}: {named}")
        case "restored":
            yield ended(f"Corrected back {when}: {named}")
        case "in error":
            shows = "An older file, which came in later, shows it."
            yield f"{ended(f'Our mistake, seen {when}: {named}')} {shows}"
        case _:
            for row in few:
                back = f" back {when}: {literal(row_name(row), 150)}."
                yield (
                    f"{upper_first(how)} {when}: {_cells(row)}" if row.before else f"{upper_first(how)}{back}"
                )
            if more:
                yield f"{len(rows) - SAID:,} more corrected {when}."


def _cells(row: ListRow) -> str:
    """Return a row with its cells that were corrected, each struck beside the new one."""
    cells = "; ".join(
        f"{literal(field_name(field))} ~{literal(before, 200) or '–'}~ {literal(after, 200) or '–'}"
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
    figures = list(numbers_since(news)) if any(row.became == "taken back" for row in concerned.struck) else []
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
