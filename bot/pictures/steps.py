"""The length of a list over time: a line of steps from zero, each change with its number and why."""

from dataclasses import dataclass
from datetime import date

from bot.pictures.canvas import Canvas, Style, Theme, n
from bot.pictures.labels import Disc, Label, LabelLine, place_labels, put_label
from bot.pictures.lettering import Box, width
from bot.pictures.page import Frame, Picture, begun, ended, enumerated, put_notes
from models.errors import PictureError


@dataclass(frozen=True, slots=True)
class LengthStep:
    """The list from a day on.

    Attributes:
        day: The day.
        number: Jurisdictions on it.
        label: The day as the axis says it: `Aug. 5`.
        why: What happened, short: `Nevada off`.
        said: The same as the alternative text says it: `34 on Sept. 26, 2025 (Nevada off)`.
    """

    day: date
    number: int
    label: str
    why: str
    said: str


@dataclass(frozen=True, slots=True)
class ListLength:
    """A list's length.

    Attributes:
        frame: The words around it.
        measure: What is counted: `jurisdictions on the Justice Department's list`.
        steps: In order of time; each day once.
        end: The last day that is known, not before the last step.
    """

    frame: Frame
    measure: str
    steps: tuple[LengthStep, ...]
    end: date


def draw_steps(values: ListLength, theme: Theme = Theme.LIGHT) -> Picture:
    """Draw a line of steps.

    Raises:
        PictureError: There is none, or a text is too long.
    """
    if not values.steps:
        raise PictureError("A line needs a step at the least.", "Choose another list.")
    canvas, room = begun(values.frame, theme)
    room = put_notes(canvas, room, values.frame.notes)
    ground = room.bottom - 44
    first, last = values.steps[0].day, max(values.end, values.steps[-1].day)
    span = max((last - first).days, 1)
    left, right = room.left + 46, room.right - 32
    top = max(step.number for step in values.steps) or 1
    tall = ground - room.top - 130
    points = [
        (left + (right - left) * (step.day - first).days / span, ground - tall * step.number / top)
        for step in values.steps
    ]
    _draw_line(canvas, points, right, ground)
    labels = [
        Label(point, 12, (LabelLine(f"{step.number:,}", 54, bold=True), LabelLine(step.why, 28)))
        for step, point in zip(values.steps, points, strict=True)
    ]
    weights = sorted(range(len(labels)), key=lambda each: (each not in {0, len(labels) - 1}, each))
    air = Box(room.left, room.top, room.right, ground - 40)
    discs = [Disc(point, 13) for point in points]

    def over(box: Box) -> float:
        """Above the line is where its words belong."""
        ends = [x for x, _ in points[1:]] + [right]
        crossed = any(
            box.left < end and x < box.right and box.bottom > y - 4
            for (x, y), end in zip(points, ends, strict=True)
        )
        return 500.0 * crossed

    for placed in place_labels([labels[each] for each in weights], discs, air, over):
        put_label(canvas, placed)
    _draw_axis(canvas, room, ground, list(zip([x for x, _ in points], values.steps, strict=True)))
    alt = enumerated(f"Line: {values.measure}", [step.said for step in values.steps], values.frame.source)
    return ended(canvas, values.frame, alt)


def _draw_line(canvas: Canvas, points: list[tuple[float, float]], right: float, ground: float) -> None:
    colors = canvas.palette
    path = f"M{n(points[0][0])} {n(points[0][1])}" + "".join(f"H{n(x)}V{n(y)}" for x, y in points[1:])
    path += f"H{n(right)}"
    area = f"{path}V{n(ground)}H{n(points[0][0])}Z"
    canvas.add(f'<path d="{area}" fill="{colors.pale}"/>')
    canvas.add(f'<path d="{path}" fill="none" stroke="{colors.listed}" stroke-width="6"/>')
    for x, y in points:
        canvas.add(
            f'<circle class="step" cx="{n(x)}" cy="{n(y)}" r="11" fill="{colors.listed}"'
            f' stroke="{colors.ground}" stroke-width="3"/>'
        )
    canvas.text("Scale starts at zero", (points[0][0] + 16, ground - 14), Style(22, color=colors.muted))


def _draw_axis(canvas: Canvas, room: Box, ground: float, days: list[tuple[float, LengthStep]]) -> None:
    """Write the days below the line: the last and the first, and those between that have room."""
    canvas.line((room.left, ground), (room.right, ground), canvas.palette.ink, 2.5)
    taken: list[tuple[float, float]] = []
    for x, step in [days[0], *reversed(days[1:])]:
        wide = width(step.label, 26, bold=True)
        start = min(max(x - wide / 2, room.left), room.right - wide)
        if all(start > end + 16 or start + wide + 16 < begin for begin, end in taken):
            taken.append((start, start + wide))
            canvas.text(step.label, (start, ground + 36), Style(26, bold=True))
