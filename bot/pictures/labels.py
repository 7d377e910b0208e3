"""Where labels go: beside what they name, never over each other, over a mark or off the page."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from math import cos, hypot, pi, sin

from bot.pictures.canvas import Canvas, Point, Style
from bot.pictures.lettering import Box, width

_GAP = 8.0
_REACHES = (0.0, 34.0, 70.0, 110.0, 160.0, 230.0, 320.0)
"""How much farther from its point a label may stand, nearest first; from the second on a line leads to it."""
_BESIDE = ((1, 0), (-1, 0), (0, -1), (0, 1), (0.8, -0.8), (-0.8, -0.8), (0.8, 0.8), (-0.8, 0.8))
_FARTHER = tuple((round(cos(turn * pi / 8), 2), round(sin(turn * pi / 8), 2)) for turn in range(16))
"""Ways from a point to its label: right, left, above, below, then aslant; farther off, sixteen around."""


_TRIED = 8
"""Free places, the nearest first, of which the most welcome is taken."""
_WELCOME = 120.0
"""By how many pixels of distance the middle of its own area is better than any other place."""


@dataclass(frozen=True, slots=True)
class LabelLine:
    """One line of a label."""

    text: str
    size: float
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """What is to be written beside a point.

    Attributes:
        at: The point.
        radius: How far around it nothing is written.
        lines: From the top.
        inside: Whether it best stands on the point itself, in the middle of an area.
    """

    at: Point
    radius: float
    lines: tuple[LabelLine, ...]
    inside: bool = False


@dataclass(frozen=True, slots=True)
class Placed:
    """A label that has its place.

    Attributes:
        label: The label.
        box: What its lines cover.
        start: Where the line from its point begins; None if it stands right beside it.
        end: Where that line ends.
    """

    label: Label
    box: Box
    start: Point | None = None
    end: Point | None = None


@dataclass(frozen=True, slots=True)
class Disc:
    """A round thing that nothing may be written over."""

    at: Point
    radius: float

    def meets(self, box: Box, gap: float) -> bool:
        """Tell whether it lies over a box, or nearer than a gap."""
        x, y = _nearest(box, self.at)
        return hypot(x - self.at[0], y - self.at[1]) < self.radius + gap


def place_labels(
    labels: Sequence[Label],
    discs: Sequence[Disc],
    room: Box,
    costs: Callable[[Box], float] = lambda _: 0.0,
) -> list[Placed]:
    """Find a place for each label, the first ones first.

    Args:
        labels: By weight; one that finds no place is left out.
        discs: What they may not lie over.
        room: What they may not leave.
        costs: How unwelcome a place is, in pixels of distance.

    Returns:
        Those that have a place. No box lies over another, over a disc or over another's line.
    """
    placed: list[Placed] = []
    for label in labels:
        free = (
            (reach, each)
            for reach, each in _candidates(label, room)
            if each.box.within(room) and _is_free(each, placed, discs)
        )
        found = list(islice(free, _TRIED))
        if found:
            placed.append(min(found, key=lambda one: one[0] + costs(one[1].box))[1])
    return placed


def _candidates(label: Label, room: Box) -> Iterator[tuple[float, Placed]]:
    wide = max(width(line.text, line.size, bold=line.bold) for line in label.lines)
    tall = sum(line.size * 1.15 for line in label.lines)
    x, y = label.at
    if label.inside:
        yield -_WELCOME, Placed(label, Box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2))
    for reach in _REACHES:
        for right, down in _FARTHER if reach else _BESIDE:
            away = label.radius + _GAP + reach
            left = x + right * away - wide * (1 - _sign(right)) / 2
            top = y + down * away - tall * (1 - _sign(down)) / 2
            if not reach:
                yield reach, Placed(label, Box(left, top, left + wide, top + tall))
                continue
            left = max(room.left, min(left, room.right - wide))
            box = Box(left, top, left + wide, top + tall)
            for aside in (0.0, 0.2, 0.8):
                yield reach + 20 * aside, _led_to(label, box, left + aside * wide if aside else x)


def _led_to(label: Label, box: Box, toward: float) -> Placed:
    """Return a label in its box, with a line from the rim of what it names to the box, near an x."""
    x, y = label.at
    end_x, end_y = _nearest(box, (toward, y))
    far = hypot(end_x - x, end_y - y)
    if far <= label.radius + _GAP:
        return Placed(label, box)
    start, stop = (label.radius + 1) / far, 1 - 5 / far
    return Placed(
        label,
        box,
        (x + (end_x - x) * start, y + (end_y - y) * start),
        (x + (end_x - x) * stop, y + (end_y - y) * stop),
    )


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)


def _nearest(box: Box, point: Point) -> Point:
    return min(max(point[0], box.left), box.right), min(max(point[1], box.top), box.bottom)


def _is_free(each: Placed, placed: Sequence[Placed], discs: Sequence[Disc]) -> bool:
    if any(each.box.meets(other.box, 3) or _runs_through(other, each.box) for other in placed):
        return False
    if any(disc.meets(each.box, 3) for disc in discs):
        return False
    x, y = each.label.at
    strangers = [
        disc for disc in discs if hypot(disc.at[0] - x, disc.at[1] - y) > each.label.radius + disc.radius
    ]
    return not any(_runs_through(each, other.box) for other in placed) and not any(
        disc.meets(Box(x, y, x, y), 2) for disc in strangers for x, y in _along(each)
    )


def _runs_through(placed: Placed, box: Box) -> bool:
    """Tell whether the line of a label runs through a box."""
    return any(box.left - 2 <= x <= box.right + 2 and box.top <= y <= box.bottom for x, y in _along(placed))


def _along(placed: Placed) -> Iterator[Point]:
    """Return a point every three pixels of the line that leads to a label."""
    if placed.start is None or placed.end is None:
        return
    (ax, ay), (bx, by) = placed.start, placed.end
    steps = max(1, int(hypot(bx - ax, by - ay) / 3))
    for step in range(steps + 1):
        yield ax + (bx - ax) * step / steps, ay + (by - ay) * step / steps


def put_label(canvas: Canvas, placed: Placed) -> None:
    """Write a label, with the line that leads to it, and a halo."""
    if placed.start and placed.end:
        canvas.line(placed.start, placed.end, canvas.palette.ink)
    toward_left = placed.box.right <= placed.label.at[0]
    level = placed.box.left < placed.label.at[0] < placed.box.right
    anchor, x = "start", placed.box.left
    if toward_left:
        anchor, x = "end", placed.box.right
    elif level:
        anchor, x = "middle", (placed.box.left + placed.box.right) / 2
    base = placed.box.top
    for line in placed.label.lines:
        base += line.size * 1.15
        spot = (x, base - line.size * 0.3)
        canvas.text(line.text, spot, Style(line.size, bold=line.bold, anchor=anchor, halo=True))
