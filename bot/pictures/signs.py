"""The signs of maps, legends and tables: a shape of its own for each meaning, beside the color."""

from enum import StrEnum

from bot.pictures.canvas import Canvas, Point, n
from bot.pictures.lettering import Box


class Sign(StrEnum):
    """A meaning, and what is drawn for it."""

    LISTED_AREA = "listed-area"
    LISTED_COUNTY = "listed-county"
    LISTED_CITY = "listed-city"
    LISTED_STATE = "listed-state"
    DOWN_AREA = "down-area"
    DOWN_COUNTY = "down-county"
    DOWN_CITY = "down-city"
    DOWN_STATE = "down-state"
    OFF = "off"
    COUNTED = "counted"
    LAND = "land"
    POLICY = "policy"


def draw_sign(canvas: Canvas, sign: Sign, at: Point, scale: float = 1.0) -> None:
    """Draw a sign with its middle at a point, areas as a sample of 34 by 28 pixels; marks at a scale."""
    colors = canvas.palette
    x, y = at
    sample = Box(x - 17, y - 14, x + 17, y + 14)
    match sign:
        case Sign.LISTED_AREA:
            canvas.rect(sample, fill=colors.listed)
        case Sign.DOWN_AREA:
            canvas.rect(sample, fill="url(#hatch)", extra=f'stroke="{colors.off}" stroke-width="2"')
        case Sign.LISTED_STATE:
            canvas.rect(sample, fill=colors.land, extra=f'stroke="{colors.listed}" stroke-width="5"')
        case Sign.DOWN_STATE:
            dashes = f'stroke="{colors.off}" stroke-width="4" stroke-dasharray="7 5"'
            canvas.rect(sample, fill=colors.land, extra=dashes)
        case Sign.LAND:
            canvas.rect(sample, fill=colors.land, extra=f'stroke="{colors.outline}" stroke-width="1"')
        case Sign.COUNTED:
            canvas.add(f'<circle cx="{n(x)}" cy="{n(y)}" r="14" fill="{colors.counted}"/>')
        case Sign.OFF:
            _draw_cross(canvas, at)
        case Sign.POLICY:
            _draw_page(canvas, at)
        case _:
            _draw_mark(canvas, sign, at, scale)


def _draw_mark(canvas: Canvas, sign: Sign, at: Point, scale: float) -> None:
    colors = canvas.palette
    x, y = at
    paint = f'fill="{colors.listed}" stroke="{colors.ground}" stroke-width="{n(2 * scale)}"'
    half, corner = 9 * scale, 12 * scale
    if sign in {Sign.DOWN_CITY, Sign.DOWN_COUNTY}:
        paint = f'fill="{colors.ground}" stroke="{colors.off}" stroke-width="{n(3.5 * scale)}"'
        corner = 10 * scale
    if sign in {Sign.LISTED_COUNTY, Sign.DOWN_COUNTY}:
        size = n(2 * half)
        canvas.add(f'<rect x="{n(x - half)}" y="{n(y - half)}" width="{size}" height="{size}" {paint}/>')
    else:
        c = n(corner)
        canvas.add(f'<path d="M{n(x)} {n(y - corner)}l{c} {c}l-{c} {c}l-{c} -{c}Z" {paint}/>')


def _draw_cross(canvas: Canvas, at: Point) -> None:
    x, y = at
    colors = canvas.palette
    stroke = f'stroke="{colors.ink}" stroke-width="3"'
    canvas.add(f'<circle cx="{n(x)}" cy="{n(y)}" r="12" fill="{colors.ground}" {stroke}/>')
    canvas.add(
        f'<path d="M{n(x - 4.5)} {n(y - 4.5)}l9 9M{n(x + 4.5)} {n(y - 4.5)}l-9 9" {stroke} fill="none"'
        ' stroke-linecap="round"/>'
    )


def _draw_page(canvas: Canvas, at: Point) -> None:
    x, y = at
    ink = canvas.palette.ink
    canvas.rect(Box(x - 12, y - 16, x + 12, y + 16), fill="none", extra=f'stroke="{ink}" stroke-width="3"')
    canvas.add(
        f'<path d="M{n(x - 6)} {n(y - 7)}h12M{n(x - 6)} {n(y)}h12M{n(x - 6)} {n(y + 7)}h12" stroke="{ink}"'
        ' stroke-width="2.5" fill="none"/>'
    )
