"""Numbers over time as one message: each list on its own, the newest period first. Pure."""

from bot import words
from bot.answers import Trended
from bot.blocks import kit
from bot.blocks.answer.facts import grouped, wrong_button
from bot.blocks.kit import RUN
from bot.words import (
    CIVIL_REQUEST,
    DONT_ADD,
    REPLAY,
    fenced,
    literal,
    names_of,
    nothing_dated,
    trend_heading,
    trend_line,
    trend_phrase,
    trend_sentence,
    trend_unit,
    typed_place,
    whole_year,
)
from models.domain import Place

_FEWEST = 3
"""Years of a chart."""
SERIES = 12
"""Lists and units that are told; there are fewer."""


def trend_message(trended: Trended) -> kit.Message:
    """Return a trend as the person who asked sees it."""
    place = trended.place
    if not trended.series:
        return kit.Message(literal(nothing_dated(place)))
    shown = [(each, trended.lists[each.source]) for each in trended.series[:SERIES]]
    heading = f"{'Replay: ' if trended.replay else ''}{trend_heading(place)}"
    told = [trend_line(each, of, place) for each, of in shown]
    sentence = next(filter(None, (trend_sentence(each, of, place) for each, of in shown)), "")
    others = [f"We have nothing on {grouped(trended.others)}."] if trended.others else []
    blocks = [
        kit.header(heading),
        kit.section(words.lines([f"• {line}" for line in told])),
        *([kit.section(f"*Sentence*\n{fenced(sentence)}")] if sentence else []),
        kit.context(DONT_ADD, CIVIL_REQUEST, *others, *([REPLAY] if trended.replay else [])),
        *([kit.actions(_buttons(place))] if place else []),
    ]
    phrase = trend_phrase(*shown[0], place)
    return kit.message(f"{literal(heading)}: {phrase}", blocks)


def trend_chart(trended: Trended) -> kit.Block | None:
    """Return a trend's first numbers by year as a chart; None where none are told year by year."""
    for each in trended.series:
        years = [str(point.first.year) for point in each.periods]
        if each.events and _FEWEST <= len(years) <= kit.CHART_POINTS and len(set(years)) == len(years):
            points = [
                (f"{year}{'' if whole_year(point) else '*'}", point.count)
                for year, point in zip(years, each.periods, strict=True)
            ]
            of = trended.lists[each.source]
            return kit.chart(
                trend_heading(trended.place), names_of(of.source).label, points, trend_unit(each)
            )
    return None


def _buttons(place: Place) -> list[kit.Block]:
    return [
        kit.button("What lists say", RUN, f"lookup {typed_place(place)}"),
        kit.button("Share", kit.SHARE, f"trend {typed_place(place)}"),
        wrong_button(place.geoid),
    ]
