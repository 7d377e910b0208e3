"""When a list could be seen: a strip of time, solid while it was there, hatched while it was taken down."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.pictures.canvas import Canvas, Style, Theme
from bot.pictures.lettering import Box, width
from bot.pictures.page import Frame, Picture, begun, ended, enumerated, put_notes
from models.errors import PictureError

_DAYS, _MONTHS = 9, 14
"""Columns at most of days, then of months; beyond, columns are years."""
_TALL = 104
_LEVELS = 4
_MONTH_NAMES = "Jan. Feb. March April May June July Aug. Sept. Oct. Nov. Dec.".split()  # noqa: SIM905 - read as it is said


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened to a list.

    Attributes:
        day: Its day. The hours of a day are not known well enough: they keep the order alone.
        there: Whether the list is there after it.
        label: What happened, short: `Back for some`.
        said: The same, with its day, as the alternative text says it: `back June 2`.
        note: Below the label, lighter: `morning`.
    """

    day: date
    there: bool
    label: str
    said: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """A list's time.

    Attributes:
        frame: The words around it.
        name: The list's: `DHS list`.
        events: In order.
        end: The last day that is shown.
        there: What is written on the strip while it was there: `On the site`.
        gone: What is written while it was not: `Taken down`.
    """

    frame: Frame
    name: str
    events: tuple[Event, ...]
    end: date
    there: str
    gone: str


def draw_timeline(values: Timeline, theme: Theme = Theme.LIGHT) -> Picture:
    """Draw a list's timeline.

    Raises:
        PictureError: Nothing happened, or a text is too long.
    """
    if not values.events:
        raise PictureError("A timeline needs an event at the least.", "Choose another list.")
    canvas, room = begun(values.frame, theme)
    room = put_notes(canvas, room, values.frame.notes)
    columns = _columns(values.events[0].day, max(values.end, values.events[-1].day))
    xs = _positions(values.events, columns, room)
    middle = (room.top + room.bottom) / 2 + 12
    strip = Box(xs[0], middle - _TALL / 2, room.right, middle + _TALL / 2)
    heads = _draw_columns(canvas, columns, room)
    _draw_strip(canvas, values, xs, strip)
    _put_events(canvas, values.events, xs, strip, Box(room.left, heads, room.right, room.bottom))
    alt = enumerated(values.name, [event.said for event in values.events], values.frame.source)
    return ended(canvas, values.frame, alt)


def _columns(first: date, last: date) -> list[tuple[date, str]]:
    """Return the first day of each column and its head, and one more for the end."""
    days = (last - first).days + 1
    if days <= _DAYS:
        starts = [first + timedelta(each) for each in range(days + 1)]
        return [(day, f"{_MONTH_NAMES[day.month - 1]} {day.day}") for day in starts]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months <= _MONTHS:
        each = [
            (first.year + (first.month - 1 + m) // 12, (first.month - 1 + m) % 12) for m in range(months + 1)
        ]
        return [
            (date(year, month + 1, 1), _MONTH_NAMES[month] + (f" {year}" if month == 0 or not at else ""))
            for at, (year, month) in enumerate(each)
        ]
    return [(date(year, 1, 1), str(year)) for year in range(first.year, last.year + 2)]


def _positions(events: Sequence[Event], columns: list[tuple[date, str]], room: Box) -> list[float]:
    """Return where on the page each event lies: in its column by its day, and on one day by its order."""
    wide = (room.right - room.left) / (len(columns) - 1)
    xs = []
    for place, event in enumerate(events):
        column = max(at for at, (start, _) in enumerate(columns) if start <= event.day)
        start, after = columns[column][0], columns[column + 1][0]
        same = [at for at, other in enumerate(events) if other.day == event.day]
        part = (same.index(place) + 1) / (len(same) + 1)
        share = ((event.day - start).days + part) / (after - start).days
        xs.append(room.left + (column + share) * wide)
    return [max(x, xs[at - 1] + 8) if at else x for at, x in enumerate(xs)]


def _draw_columns(canvas: Canvas, columns: list[tuple[date, str]], room: Box) -> float:
    wide = (room.right - room.left) / (len(columns) - 1)
    size = next(
        (s for s in (28, 26, 24, 22, 20) if max(width(h, s, bold=True) for _, h in columns) < wide - 14), 18
    )
    ends = room.left
    for place, (_, head) in enumerate(columns[:-1]):
        x = room.left + place * wide
        canvas.line((x, room.top + 4), (x, room.bottom), canvas.palette.rule)
        if x >= ends and x + 8 + width(head, size, bold=True) <= room.right:
            canvas.text(head, (x + 8, room.top + 28), Style(size, bold=True, color=canvas.palette.muted))
            ends = x + 8 + width(head, size, bold=True)
    return room.top + 36


def _draw_strip(canvas: Canvas, values: Timeline, xs: list[float], strip: Box) -> None:
    colors = canvas.palette
    spans: list[tuple[float, bool]] = []
    for x, event in zip(xs, values.events, strict=True):
        if not spans or spans[-1][1] != event.there:
            spans.append((x, event.there))
    for place, (start, there) in enumerate(spans):
        end = spans[place + 1][0] if place + 1 < len(spans) else strip.right
        part = Box(start, strip.top, end, strip.bottom)
        canvas.add(f'<g class="span {"there" if there else "gone"}">')
        if there:
            canvas.rect(part, fill=colors.listed)
        else:
            canvas.rect(part, fill="url(#hatch)", extra=f'stroke="{colors.off}" stroke-width="2"')
        canvas.add("</g>")
        word = values.there if there else values.gone
        wide = width(word, 30, bold=True)
        if wide + 40 > end - start:
            continue
        middle = (start + end) / 2, (strip.top + strip.bottom) / 2 + 10
        if not there:
            half = wide / 2 + 12
            plate = Box(middle[0] - half, middle[1] - 34, middle[0] + half, middle[1] + 14)
            canvas.rect(plate, fill=colors.ground)
        color = colors.inside if there else colors.ink
        canvas.text(word, middle, Style(30, bold=True, anchor="middle", color=color))


def _put_events(canvas: Canvas, events: Sequence[Event], xs: list[float], strip: Box, room: Box) -> None:
    """Write what happened above and below the strip by turns, with a stem to its moment."""
    taken: list[Box] = []
    for place, (x, event) in enumerate(zip(xs, events, strict=True)):
        lines = [(event.label, 28, True)] + ([(event.note, 24, False)] if event.note else [])
        wide = max(width(text, size, bold=bold) for text, size, bold in lines)
        tall = sum(size * 1.15 for _, size, _ in lines)
        spots = sorted(_spots(x, (wide, tall), strip), key=lambda spot: (spot.level, spot.above == place % 2))
        spot = next((spot for spot in spots if spot.is_free(taken, room)), None)
        if spot is None:
            continue
        canvas.line((x, spot.stem.top), (x, spot.stem.bottom), canvas.palette.ink, 2.5)
        taken += [spot.box, spot.stem]
        base = spot.box.top
        leftward = spot.box.right < x
        for text, size, bold in lines:
            base += size * 1.15
            at = (spot.box.right if leftward else spot.box.left, base - size * 0.3)
            color = canvas.palette.ink if bold else canvas.palette.muted
            canvas.text(text, at, Style(size, bold, color, "end" if leftward else "start", halo=True))


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place for an event's words: how far from the strip, on which side, what words and stem cover."""

    level: int
    above: bool
    box: Box
    stem: Box

    def is_free(self, taken: Sequence[Box], room: Box) -> bool:
        inside = self.box.within(room)
        return inside and not any(self.box.meets(each, 8) or self.stem.meets(each, 3) for each in taken)


def _spots(x: float, size: tuple[float, float], strip: Box) -> Iterator[_Spot]:
    wide, tall = size
    for level in range(_LEVELS):
        for above in (True, False):
            for left in (x + 10, x - 10 - wide):
                away = 12 + level * 36
                top = strip.top - away - tall if above else strip.bottom + away
                box = Box(left, top, left + wide, top + tall)
                stem = (top, strip.top) if above else (strip.bottom, top + tall)
                yield _Spot(level, above, box, Box(x - 1, stem[0], x + 1, stem[1]))
