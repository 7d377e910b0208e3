"""An alert as a sentence to print, as what it told stands since, each event by its own day. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.words.events.corrections import is_edited, numbers_since, refusals_in, taken_by_unit
from bot.words.events.sentences import (
    NAMED,
    agreements_sentence,
    named_rows,
    news_sentence,
    off_sentence,
    taken_down_sentence,
    undated,
)
from bot.words.events.shares import as_told, states_of, sure
from bot.words.membership import upper_first
from bot.words.rows import TOTALS
from bot.words.style import (
    day,
    listed,
    names_of,
    period,
    spelled,
    spelled_out,
    spoken_place,
    spoken_state,
)
from models.domain import ChangeKind, ListRow, News, Share, Unit

LONGEST = 40
"""Words of a sentence to print."""
_DAYS = 2
"""Days of which a sentence says who was off on which."""


def edited_sentence(news: News) -> str:
    """Return a message as a sentence to print, as what it told stands since; empty where there is none."""
    if not is_edited(news):
        return news_sentence(news)
    if news.taken_down:
        return taken_down_sentence(news, news.taken_down)
    if news.back and news.event and news.event.kind is ChangeKind.WITHDRAWN:
        return taken_down_sentence(news, news.event.day, back=news.back)
    if news.reports and news.begins:
        return _report(news)
    return _fates(news)


def _fates(news: News) -> str:
    """Return what stands of what was told and what became of the rest, as far as a sentence has room."""
    struck, rows = sure(news.struck), sure(news.rows)
    off = [row for row in struck if row.became == "off"]
    ways = [row for row in (*struck, *rows) if row.became in {"back", "off again"}]
    changed = [row for row in rows if row.became in {"corrected", "moved"}]
    told = [_off(off, news), _ways(ways, news), _corrected(changed, news)]
    if any(row.became in {"in error", "taken back"} for row in struck):
        return ""
    if not any(told):
        return "" if struck else news_sentence(news)
    stands = (
        ""
        if news.begins or not any(row.became in {"", "again", "restored"} for row in rows)
        else (news_sentence(news))
    )
    said = [each for each in (stands, *told) if each]
    return " ".join(said) if len(" ".join(said).split()) <= LONGEST else next(filter(None, told))


def _by_day(rows: Sequence[ListRow], news: News) -> dict[date, list[ListRow]]:
    days: dict[date, list[ListRow]] = {}
    for row in sorted(rows, key=lambda each: each.became_on or news.day):
        days.setdefault(row.became_on or news.day, []).append(row)
    return days


def _off(off: Sequence[ListRow], news: News) -> str:
    days = _by_day(off, news)
    if not off or news.reports:
        return ""
    if news.unit is Unit.AGREEMENT:
        return agreements_sentence(off, news, max(days))
    if len(days) == 1:
        [when] = days
        return off_sentence(
            off, news, f" by {day(when)}", when if not any(row.became_by for row in off) else None
        )
    if len(days) > _DAYS:
        between = f" between {day(min(days))}, and {day(max(days))}"
        return off_sentence(off, news, between, None)
    first, second = days
    then = f"{named_rows(days[second])} by {day(second)}"
    return f"{off_sentence(days[first], news, f' by {day(first)}', None).removesuffix('.')}, and {then}."


def _ways(rows: Sequence[ListRow], news: News) -> str:
    """Return which rows are on a list again, or off it again, by which day."""
    if not rows or news.reports:
        return ""
    said = []
    for how in ("back", "off again"):
        some = [row for row in rows if row.became == how]
        for when, each in _by_day(some, news).items():
            verb = "was" if len(each) == 1 else "were"
            where = f"{'on' if how == 'back' else 'off'} {undated(news.of)} again by {day(when)}"
            said.append(f"{upper_first(named_rows(each))} {verb} {where}.")
    return " ".join(said)


def _corrected(rows: Sequence[ListRow], news: News) -> str:
    days = sorted({row.became_on for row in rows if row.became_on})
    if not days or not all(len(row.places) == 1 for row in rows):
        return ""
    who, counts = upper_first(names_of(news.of.source).full), all(row.unit in TOTALS for row in rows)
    when = f" by {day(days[-1])}."
    if len(rows) > 1:
        what = "counts" if counts else "rows"
        return f"{who} corrected its {what} {'of' if counts else 'on'} {_places(rows)}{when}"
    [row] = rows
    was = next((before for field, before, _ in row.before if field == "count"), "")
    place = spoken_place(row.places[0])
    if counts and (was or not row.before):
        what = "detainers sent" if row.unit is Unit.DETAINER_SENT else "declined detainers"
        to = f"from {was} to {spelled(row.number)}" if was else f"back to {spelled(row.number)}"
        return f"{who} corrected its count of {what} in {place} {to}{when}"
    return f"{who} corrected its row on {place}{when}"


def _places(rows: Sequence[ListRow]) -> str:
    """Return the places of rows by name, many by number with their states."""
    if len(rows) <= NAMED:
        return listed([spoken_place(row.places[0]) for row in rows])
    states = listed([spoken_state(state) for state in sorted(states_of(rows))[:NAMED]])
    return f"{spelled_out(len({row.places for row in rows}), 'place')} in {states}"


def _report(news: News) -> str:
    figures = list(numbers_since(news))
    taken = [row for row in news.struck if row.became == "taken back" and row.became_on]
    number = refusals_in(taken_by_unit(taken))
    days = sorted({row.became_on for row in taken if row.became_on})
    when = f"on {day(days[0])}" if len(days) == 1 else f"for {period(days[0], days[-1])}" if days else ""
    back = f"; it took back {spelled(number)} {when}" if number else ""
    if figures:
        return _of_figures(news, figures, back)
    issue = replace(news, of=replace(news.of, published=news.reissued)) if news.declined_was else news
    if number:
        told = [row for share in news.shares for row in as_told(share)]
        issue = replace(issue, rows=tuple(told)) if len(news.shares) == 1 else issue
        return f"{news_sentence(issue).removesuffix('.')}{back}."
    off = any(row.became not in {"corrected", "moved"} for row in news.struck)
    return "" if off and news.declined is None else news_sentence(issue)


def _of_figures(news: News, figures: Sequence[tuple[Share, str, str]], back: str) -> str:
    who, over = (
        upper_first(names_of(news.of.source).full),
        f" for {period(news.first, news.last)}" if news.first else "",
    )
    told = [f"{_number(now)} in {_place(share)}" for share, now, _ in figures]
    first, now, _ = figures[0]
    told[0] = f"{_detainers(now)} in {_place(first)}"
    had = listed([spelled(int(was.replace(",", ""))) for _, _, was in figures])
    said = f"{who} counted {listed(told)}{over}{back or f'; it had counted {had}'}."
    if len(said.split()) <= LONGEST:
        return said
    return f"{who} corrected its counts of declined detainers in {len(figures)} states{over}{back}."


def _number(now: str) -> str:
    return now if now.startswith("at least") else spelled(int(now.replace(",", "")))


def _detainers(now: str) -> str:
    if now.startswith("at least"):
        return f"{now} declined detainer{'' if now == 'at least 1' else 's'}"
    return spelled_out(int(now.replace(",", "")), "declined detainer")


def _place(share: Share) -> str:
    return spoken_place(share.place).removesuffix(",") if share.place else spoken_state(share.state)
