"""Lists by places, rankings and maps as messages. Pure."""

from bot import words
from bot.answers import MapCounts, SideBySide, TopTables
from bot.blocks import kit
from bot.blocks.answer.facts import wrong_button
from bot.blocks.kit import RUN
from bot.words import (
    CIVIL_REQUEST,
    DONT_ADD,
    OWN_CRITERIA,
    REPLAY,
    cell,
    country_line,
    day,
    ended,
    list_in_row,
    literal,
    map_line,
    nothing_ranked,
    ranked,
    ranking_line,
    short_place,
    typed_place,
)
from models.domain import ListingKind

_HEADLINE = 90


def compared_table(compared: SideBySide) -> tuple[list[str], list[list[str]]]:
    """Return the headings and rows of lists by places, plain text."""
    rows = [
        [list_in_row(of), *(cell(each.itself, each.within) if each else cell(None) for each in cells)]
        for of, cells in zip(compared.lists, compared.cells, strict=True)
    ]
    return ["List", *map(short_place, compared.places)], rows


def compared_message(compared: SideBySide) -> kit.Message:
    """Return lists by places as a table with words in each cell; below it, what no list is."""
    names = [short_place(place) for place in compared.places]
    on_day = f", on {day(compared.as_of)}" if compared.as_of else ""
    heading = f"Compared: {'; '.join(names)}{on_day}"
    if len(heading) > _HEADLINE:
        heading = f"{len(names)} places compared{on_day}"
    head, rows = compared_table(compared)
    if not rows:
        return kit.Message(f"{literal(ended(heading))} No list was published by then.")
    first = f"{names[0]}, {rows[0][0]}: {rows[0][1]}"
    buttons = [
        kit.button(name, RUN, f"lookup {typed_place(place)}")
        for name, place in zip(names, compared.places, strict=True)
    ]
    on = f" as of {compared.as_of.isoformat()}" if compared.as_of else ""
    asked = "; ".join(map(typed_place, compared.places))
    buttons.append(kit.button("Share", kit.SHARE, f"compare {asked}{on}"))
    small = [OWN_CRITERIA, CIVIL_REQUEST, *([REPLAY] if compared.replay else [])]
    blocks = [kit.header(heading), kit.table(head, rows), kit.context(*small), kit.actions(buttons)]
    return kit.message(literal(f"{ended(heading)} {first}"), blocks)


def ranking_message(top: TopTables) -> kit.Message:
    """Return a state's places by what lists count of them, a table a list."""
    if not top.tables:
        return kit.Message(literal(nothing_ranked(top.state, top.kind, top.by)))
    what = (top.state, top.kind)
    told = [ranking_line(each.of, each.unit, each.numbers, each.places, what) for each in top.tables]
    small = [*([DONT_ADD] if len(told) > 1 else []), CIVIL_REQUEST, *([REPLAY] if top.replay else [])]
    heading = (
        f"{top.state.name}: {ranked(top.kind)} by {'detainers sent' if top.by == 'sent' else 'refusals'}"
    )
    blocks = [
        kit.header(heading),
        kit.section(words.lines([f"• {line}" for line in told])),
        kit.context(*small),
        kit.actions(
            [
                kit.button("What lists say", RUN, f"lookup {typed_place(top.state)}"),
                wrong_button(top.state.geoid),
            ]
        ),
    ]
    return kit.message(told[0], blocks)


def map_message(mapped: MapCounts) -> kit.Message:
    """Return what a map shows, in words."""
    if mapped.state:
        text = map_line(mapped.state, mapped.within, mapped.itself)
        button = kit.button("What lists say", RUN, f"lookup {typed_place(mapped.state)}")
        actions = kit.actions([button, wrong_button(mapped.state.geoid)])
        return kit.message(text, [kit.section(text), kit.context(CIVIL_REQUEST), actions])
    country = mapped.country
    series = [each for each in country.series if each.kind is ListingKind.DESIGNATION] if country else []
    text = country_line([(each, country.lists[each.source]) for each in series]) if country else ""
    return kit.message(text, [kit.section(text), kit.context(CIVIL_REQUEST)])
