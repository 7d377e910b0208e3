"""Refusals as circles on a map: areas by number; while they are few they make room for each other."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import cos, hypot, pi, sin, sqrt

from bot.pictures.canvas import Canvas, Point, Style, n
from bot.pictures.labels import Label, LabelLine
from bot.pictures.land import Land
from bot.pictures.lettering import Box, width

MANY = 15
"""Circles from which on they are drawn alone, where they belong, and the greatest alone have a name."""
NAMED = 5
_LARGEST, _SCALE, _SMALLEST = 46.0, 10.2, 5.0
"""Pixels: radius at most, of 1 at most, and at least."""
_INSIDE = 14.0
"""Radius from which on the number stands in the circle."""
_MARK = 12.0
"""Radius of a place's mark."""


@dataclass(frozen=True, slots=True)
class CountyCount:
    """One county's number.

    Attributes:
        geoid: Of the county.
        name: As label and alternative text say it: `Travis County`.
        number: How many.
    """

    geoid: str
    name: str
    number: int


def _rank(count: CountyCount) -> tuple[int, str]:
    return -count.number, count.name


@dataclass(frozen=True, slots=True)
class CountyCounts:
    """What one source counts, by county.

    Attributes:
        each: The counties with a number above zero.
        legend: What a circle means: `Refusals for 2007 to 2015`.
        said: The same with its source, before the numbers in the alternative text.
        unplaced: How many of the area lie in no one county.
    """

    each: tuple[CountyCount, ...]
    legend: str
    said: str
    unplaced: int = 0

    @property
    def words(self) -> str:
        """As the alternative text says it: the five greatest, then how many others, and what isn't placed."""
        ranked = sorted(self.each, key=_rank)
        parts = [f"{count.name} {count.number:,}" for count in ranked[:NAMED]]
        rest = ranked[NAMED:]
        if rest:
            total = sum(count.number for count in rest)
            parts.append(f"{len(rest)} other{'s' if len(rest) > 1 else ''} {total:,}")
        unplaced = f" Not placed: {self.unplaced:,}." if self.unplaced else ""
        return f"{self.said}: {'; '.join(parts)}.{unplaced}"


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle on the page.

    Attributes:
        count: What it shows.
        home: Where it belongs.
        at: Where it is.
        radius: Its size in pixels.
    """

    count: CountyCount
    home: Point
    at: Point
    radius: float

    @property
    def holds_number(self) -> bool:
        """Whether its number fits inside."""
        return (
            self.radius >= _INSIDE and width(f"{self.count.number:,}", 24, bold=True) <= 2 * self.radius - 8
        )

    @property
    def moved(self) -> bool:
        """Whether it is so far from home that a line must say where it belongs."""
        return hypot(self.at[0] - self.home[0], self.at[1] - self.home[1]) > max(8.0, self.radius * 0.5)


def laid_out(counts: CountyCounts, land: Land, marks: Sequence[Point], field: Box) -> list[Circle]:
    """Return the circles, the largest first; a county without a shape has none."""
    greatest = max((count.number for count in counts.each), default=1)
    scale = min(_SCALE, _LARGEST / sqrt(greatest))
    circles = [
        Circle(count, home, home, max(_SMALLEST, scale * sqrt(count.number)))
        for count in sorted(counts.each, key=_rank)
        if (home := land.middle(count.geoid))
    ]
    return circles if len(circles) >= MANY else _apart(circles, marks, field)


def _apart(circles: list[Circle], marks: Sequence[Point], field: Box) -> list[Circle]:
    """Give each circle the free spot nearest to home, the largest first; the marks stay where they are."""
    placed: list[Circle] = []
    for circle in circles:
        taken = [(each.at, each.radius) for each in placed] + [(mark, _MARK) for mark in marks]
        spots = [circle.home, *_around(circle.home)]
        free = (at for at in spots if _fits(at, circle.radius, field) and _is_free(at, circle.radius, taken))
        placed.append(replace(circle, at=next(free, circle.home)))
    return placed


def _around(home: Point) -> Iterator[Point]:
    for far in range(4, 200, 4):
        for turn in range(24):
            yield home[0] + far * cos(turn * pi / 12), home[1] + far * sin(turn * pi / 12)


def _fits(at: Point, radius: float, field: Box) -> bool:
    return Box(at[0] - radius, at[1] - radius, at[0] + radius, at[1] + radius).within(field)


def _is_free(at: Point, radius: float, taken: Sequence[tuple[Point, float]]) -> bool:
    return all(hypot(at[0] - x, at[1] - y) >= radius + other + 4 for (x, y), other in taken)


def draw_circles(canvas: Canvas, circles: Sequence[Circle]) -> None:
    """Draw circles with their rims, each that moved with a line to where it belongs."""
    colors = canvas.palette
    for circle in circles:
        if circle.moved:
            canvas.line(circle.at, circle.home, colors.counted, 3)
            x, y = circle.home
            canvas.add(f'<circle cx="{n(x)}" cy="{n(y)}" r="4" fill="{colors.counted}"/>')
    for circle in circles:
        x, y = circle.at
        canvas.add(
            f'<circle class="counted" cx="{n(x)}" cy="{n(y)}" r="{n(circle.radius)}" fill="{colors.counted}"'
            f' stroke="{colors.ground}" stroke-width="2"/>'
        )
        if circle.holds_number and len(circles) < MANY:
            style = Style(24, bold=True, color=colors.inside, anchor="middle")
            canvas.text(f"{circle.count.number:,}", (x, y + 8.5), style)


def circle_labels(circles: Sequence[Circle]) -> list[Label]:
    """Return the labels beside circles: of many the greatest with their names, of few those too small."""
    if len(circles) < MANY:
        return [
            Label(circle.at, circle.radius, (LabelLine(f"{circle.count.number:,}", 24, bold=True),))
            for circle in circles
            if not circle.holds_number
        ]
    least = circles[NAMED].count.number  # who is named is greater than all who aren't
    named = [circle for circle in circles[:NAMED] if circle.count.number > least]
    return [
        Label(at.at, at.radius, (LabelLine(f"{_short(at.count.name)} {at.count.number:,}", size, bold=True),))
        for at, size in zip(named, (36, 30, 28, 28, 28), strict=False)
    ]


def _short(name: str) -> str:
    return name.removesuffix(" County").removesuffix(" Parish")
