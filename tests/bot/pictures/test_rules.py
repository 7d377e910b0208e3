"""What holds of any picture, whatever it shows: nothing overlaps, nothing is cut, figures and signs agree."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from functools import cache
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pictures import (
    AreaMap,
    Bar,
    Bars,
    CountyCount,
    CountyCounts,
    Event,
    Frame,
    Layer,
    LengthStep,
    ListLength,
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixRow,
    Noun,
    Picture,
    Said,
    Spot,
    SpotStanding,
    Theme,
    Timeline,
    draw_bars,
    draw_map,
    draw_matrix,
    draw_steps,
    draw_timeline,
)
from bot.pictures.canvas import PALETTES
from bot.pictures.lettering import Box
from models.domain import PlaceKind
from models.errors import PictureError
from models.places import STATES
from tests.support.gazetteer.places import current_places
from tests.support.pictures.reading import numbers_in, shown
from tests.support.pictures.samples import SAMPLES

_PAGE = Box(47.9, 47.9, 1152.1, 780)
_PATH = re.compile(r"(?:[MLHVhvl](?:[ ,]?-?[\d.]+)+|Z)+")
_WORDS = st.text("abcdefghij klmnop", min_size=3, max_size=18).map(lambda text: f"x{text}".strip())
_DAYS = st.dates(date(2007, 1, 1), date(2026, 12, 31))


def _frame(notes: tuple[str, ...] = ()) -> Frame:
    return Frame(
        "Boston is the only Massachusetts place on the Justice Dept. list",
        "The DHS list of May 29, 2025, since taken down, named the state.",
        "Source: Justice Department's list, published Aug. 5, 2025; last seen Oct. 31, 2025.",
        "sample",
        notes,
    )


def _hold(picture: Picture) -> None:
    """Assert what holds of every picture."""
    seen = shown(picture.svg)
    outside = [line.text for line in seen.lines if not line.box.within(_PAGE)]
    assert not outside, f"beyond the margins: {outside}"
    over = [(a.text, b.text) for a, b in combinations(seen.lines, 2) if a.box.meets(b.box)]
    assert not over, f"over each other: {over}"
    if seen.legend:
        assert seen.legend == seen.signs
    covered = [line.text for line in seen.lines for sign in seen.samples if line.box.meets(sign)]
    assert not covered, f"over signs: {covered}"
    assert len(picture.alt) <= 1000
    broken = [path for path in re.findall(r' d="([^"]*)"', picture.svg) if not _PATH.fullmatch(path)]
    assert not broken, f"resvg stops drawing there: {broken}"


bars = st.lists(
    st.builds(Bar, st.integers(2000, 2026).map(str), st.integers(0, 99_999), st.booleans()),
    min_size=1,
    max_size=20,
)


@given(bars, st.booleans())
@settings(max_examples=30)
def test_bars_say_what_they_show(drawn: list[Bar], noted: bool) -> None:
    """Each number stands at its bar and in the alternative text, and bars are as tall as their numbers."""
    picture = draw_bars(Bars(_frame(("* A partial year.",) if noted else ()), "refusals", tuple(drawn)))
    _hold(picture)
    numbers = {f"{bar.number:,}" for bar in drawn}
    assert numbers <= shown(picture.svg).numbers
    assert numbers <= numbers_in(picture.alt)
    assert picture.svg.count('class="bar partial"') == sum(bar.partial for bar in drawn)


@given(
    st.lists(
        st.tuples(_DAYS, st.integers(0, 4000), _WORDS), min_size=1, max_size=12, unique_by=lambda one: one[0]
    )
)
@settings(max_examples=30)
def test_a_line_of_steps_says_what_it_shows(drawn: list[tuple[date, int, str]]) -> None:
    """However near the days are, no label lies over another, and the first and last are always there."""
    steps = [
        LengthStep(day, number, f"{day:%b} {day.day}", why, f"{number:,} on {day}")
        for day, number, why in sorted(drawn)
    ]
    picture = draw_steps(ListLength(_frame(), "jurisdictions", tuple(steps), steps[-1].day + timedelta(3)))
    _hold(picture)
    assert picture.svg.count('class="step"') == len(steps)
    written = {line.text for line in shown(picture.svg).lines}
    assert {f"{steps[0].number:,}", f"{steps[-1].number:,}"} <= written
    assert {f"{step.number:,}" for step in steps} <= numbers_in(picture.alt)


@given(
    st.lists(st.tuples(st.integers(0, 40), st.booleans(), _WORDS), min_size=1, max_size=9),
    st.sampled_from([1, 30, 400]),
)
@settings(max_examples=30)
def test_a_timeline_says_what_it_shows(drawn: list[tuple[int, bool, str]], apart: int) -> None:
    """Within days, months or years: each change between there and gone is seen, and no words overlap."""
    events = [
        Event(date(2020, 5, 29) + timedelta(day * apart), there, word, f"{word} on {day}", "morning")
        for day, there, word in sorted(drawn)
    ]
    picture = draw_timeline(
        Timeline(_frame(), "DHS list", tuple(events), events[-1].day, "On the site", "Taken down")
    )
    _hold(picture)
    spans = 1 + sum(one.there != after.there for one, after in pairwise(events))
    assert picture.svg.count('class="span') == spans
    assert all(event.said in picture.alt for event in events)


_NOTES = st.sampled_from(["", "", "18 places", "at least 18 places"])
_CELLS = st.one_of(
    st.builds(MatrixCell, st.just(Said.NOTHING), note=_NOTES),
    *(
        st.builds(MatrixCell, st.just(said), st.just(text), note=_NOTES)
        for said, text in (
            (Said.ON, "On list"),
            (Said.TAKEN_DOWN, "Was on, taken down"),
            (Said.OFF, "Off since Oct. 31"),
            (Said.POLICY, "Policy"),
        )
    ),
    st.integers(1, 9999).map(lambda number: MatrixCell(Said.COUNTED, "refusals", number, "Cook County 456")),
)


@given(st.data(), st.integers(1, 7), st.integers(1, 5))
@settings(max_examples=30)
def test_a_table_says_what_it_shows(data: st.DataObject, rows: int, columns: int) -> None:
    """Each cell's sign has its word beside it, and the alternative text has the same cells."""
    places = data.draw(st.lists(st.tuples(*[_CELLS] * columns), min_size=rows, max_size=rows))
    matrix = Matrix(
        _frame(),
        tuple(
            MatrixColumn(name, "Jan. 28 to Feb. 3, 2017")
            for name in ("ICE", "NPR", "Report", "DHS", "DOJ")[:columns]
        ),
        tuple(MatrixRow("Baltimore County", "Md.", cells) for cells in places),
    )
    picture = draw_matrix(matrix)
    _hold(picture)
    written = " ".join(line.text for line in shown(picture.svg).lines)
    cells = [cell for cells in places for cell in cells]
    assert written.count("On list") == sum(cell.said is Said.ON for cell in cells)
    assert written.count("–") == sum(cell.said is Said.NOTHING for cell in cells)
    assert {f"{cell.number:,}" for cell in cells if cell.number} <= shown(picture.svg).numbers


_NO_SHAPE = {"AS", "GU", "MP", "PR", "VI", "UM"}
_AREAS = {state.fips: state.name for state in STATES.values() if state.usps not in _NO_SHAPE}
_LEGENDS = ("on the Justice Dept. list", "on the DHS list, since taken down", "off the list")


@cache
def _places() -> dict[str, list[Spot]]:
    """Counties and cities by the two digits of their state."""
    nouns = {PlaceKind.COUNTY: Noun.COUNTY, PlaceKind.CITY: Noun.CITY}
    spots: dict[str, list[Spot]] = {fips: [] for fips in _AREAS}
    for place in current_places():
        if place.kind in nouns and place.geoid[:2] in spots:
            spots[place.geoid[:2]].append(Spot(place.geoid, place.name, nouns[place.kind]))
    return spots


@given(st.data(), st.sampled_from(sorted(_AREAS)))
@settings(max_examples=12)
def test_a_map_says_what_it_shows(data: st.DataObject, fips: str) -> None:
    """Of any state: signs and legend agree, the greatest numbers are said, and no words overlap."""
    places = _places()[fips]
    some = st.lists(st.sampled_from(places), max_size=25, unique=True).map(tuple)
    layers = [
        Layer(standing, spots, legend, f"{legend} of 2025")
        for standing, legend in zip(SpotStanding, _LEGENDS, strict=True)
        if (spots := data.draw(some))
    ]
    counties = [spot for spot in places if spot.noun is Noun.COUNTY]
    counted = st.lists(st.sampled_from(counties), max_size=20, unique=True)
    counts = tuple(
        CountyCount(spot.geoid, spot.name, data.draw(st.integers(1, 3000))) for spot in data.draw(counted)
    )
    drawn = AreaMap(
        _frame(("Circles are county totals.",)),
        fips,
        _AREAS[fips],
        tuple(layers),
        CountyCounts(counts, "Refusals by county", "Refusals, NPR's count"),
    )
    picture = draw_map(drawn)
    _hold(picture)
    ranked = sorted((count.number for count in counts), reverse=True)
    assert {f"{number:,}" for number in ranked[:5]} <= numbers_in(picture.alt)
    alone = {line.text for line in shown(picture.svg).lines if line.text.replace(",", "").isdigit()}
    assert alone <= {f"{number:,}" for number in ranked}


@pytest.mark.parametrize("theme", Theme)
@pytest.mark.parametrize("name", SAMPLES)
def test_all_text_can_be_read_on_its_ground(name: str, theme: Theme) -> None:
    """Contrast is 4.5 at the least (WCAG 2.2, success criterion 1.4.3), also on bars and circles."""
    palette = PALETTES[theme]
    for line in shown(SAMPLES[name](theme).svg).lines:
        on_color = line.color == palette.inside
        grounds = [palette.listed, palette.counted] if on_color else [palette.ground]
        assert all(_contrast(line.color, ground) >= 4.5 for ground in grounds), line.text


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_REFUSED: dict[str, Callable[[], Picture]] = {
    "nothing is drawn": lambda: draw_bars(Bars(_frame(("漢",)), "refusals", (Bar("2014", 1),))),
    "too long": lambda: draw_bars(Bars(_frame(), "refusals", (Bar("a label as long as that " * 9, 1),))),
    "is for": lambda: draw_matrix(Matrix(_frame(), (), ())),
    "has no map": lambda: draw_map(AreaMap(_frame(), "72", "Puerto Rico", ())),
}


@pytest.mark.parametrize("words", _REFUSED)
def test_what_cannot_be_drawn_is_said(words: str) -> None:
    """A letter that the font lacks would be blank, a long label cut: no picture is better than such a one."""
    with pytest.raises(PictureError, match=words):
        _REFUSED[words]()
