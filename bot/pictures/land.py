"""The land of a map, laid out on the page: a state with its counties, or the country with its states."""

from collections.abc import Collection, Iterable, Mapping

from bot.pictures.canvas import Canvas, Point, outline
from bot.pictures.lettering import Box
from bot.pictures.signs import Sign
from models.errors import PictureError
from models.places import Rings, Shapes, load_shapes

STATE, COUNTY = 2, 5
"""Digits of a GEOID."""
_TINY = 30.0
"""Square pixels: what is smaller is a spot, not an area."""
_ON_LAND, _ON_SIGN = 10.0, 80.0
"""How many pixels farther off a label rather stands than on land, or on land with a sign."""
_FILLS = {
    Sign.LISTED_AREA: ("listed", "ground"),
    Sign.DOWN_AREA: ("", "off"),
}
_BORDERS = {Sign.LISTED_STATE: ("listed", 5, ""), Sign.DOWN_STATE: ("off", 4, ' stroke-dasharray="9 6"')}


class Land:
    """Shapes in pixels of the page.

    Args:
        fips: The state's two digits; empty for the country.
        shapes: Where everything is, in pixels.
    """

    def __init__(self, fips: str, shapes: Shapes) -> None:
        self._shapes = shapes
        self._fips = fips
        self._areas = shapes.counties if fips else shapes.states
        self._signed: Mapping[str, Sign] = {}
        self._frames = {geoid: _frame(rings) for geoid, rings in (shapes.states | shapes.counties).items()}

    @classmethod
    def fitted(cls, fips: str, places: Collection[str], field: Box) -> "Land":
        """Return an area with these places as large as it fits into a field, in its middle.

        Raises:
            PictureError: It has no shape.
        """
        shapes = load_shapes(fips, places)
        points = [point for rings in shapes.states.values() for ring in rings for point in ring]
        if not points:
            raise PictureError("This area has no map.", "Ask for one of the 50 states or D.C.")
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        scale = min((field.right - field.left) / (right - left), (field.bottom - field.top) / (bottom - top))
        shift_x = (field.left + field.right - scale * (left + right)) / 2
        shift_y = (field.top + field.bottom - scale * (top + bottom)) / 2

        def moved(rings: Rings) -> Rings:
            return tuple(tuple((scale * x + shift_x, scale * y + shift_y) for x, y in ring) for ring in rings)

        return cls(
            fips,
            Shapes(
                {geoid: moved(rings) for geoid, rings in shapes.states.items()},
                {geoid: moved(rings) for geoid, rings in shapes.counties.items()},
                {
                    geoid: (scale * x + shift_x, scale * y + shift_y)
                    for geoid, (x, y) in shapes.cities.items()
                },
            ),
        )

    def middle(self, geoid: str) -> Point | None:
        """Return the point of a city, or the middle of the largest part of an area; None if unknown."""
        if geoid in self._shapes.cities:
            return self._shapes.cities[geoid]
        rings = self._rings(geoid)
        return max(map(_centered, rings))[1] if rings else None

    def has_area(self, geoid: str) -> bool:
        """Tell whether a place has an area that can be seen."""
        return any(_centered(ring)[0] > _TINY for ring in self._rings(geoid))

    def is_covered_by(self, geoids: Iterable[str]) -> bool:
        """Tell whether these places leave no area of the map without a sign."""
        return not self._areas.keys() - set(geoids)

    def draw(self, canvas: Canvas, signs: Mapping[str, Sign]) -> None:
        """Draw all areas, those with a sign after the others, and above them the border of the state."""
        self._signed = signs
        colors = canvas.palette
        plain = [ring for geoid, rings in sorted(self._areas.items()) if geoid not in signs for ring in rings]
        if plain:
            paint = f'fill="{colors.land}" stroke="{colors.ground}"'
            canvas.add(f'<path class="land" d="{outline(plain)}" {paint}/>')
        for sign, (fill, stroke) in _FILLS.items():
            geoids = sorted(geoid for geoid, own in signs.items() if own is sign)
            if not geoids:
                continue
            paint = getattr(colors, fill) if fill else "url(#hatch)"
            thick = 1.0 if sign is Sign.LISTED_AREA else 1.5
            rim = f'stroke="{getattr(colors, stroke)}" stroke-width="{thick:g}"'
            canvas.add(f'<g class="{sign}" fill="{paint}" {rim}>')
            for geoid in geoids:
                canvas.add(f'<path d="{outline(self._rings(geoid))}"/>')
            canvas.add("</g>")
        self._draw_borders(canvas, signs)

    def _draw_borders(self, canvas: Canvas, signs: Mapping[str, Sign]) -> None:
        if not self._fips:
            return
        border = outline(self._shapes.states[self._fips])
        colors = canvas.palette
        name, thick, dashes = _BORDERS.get(signs.get(self._fips, Sign.LAND), ("outline", 1.5, ""))
        sign = f' class="{signs[self._fips]}"' if self._fips in signs else ""
        rim = f'stroke="{getattr(colors, name)}" stroke-width="{thick}"{dashes}'
        canvas.add(f'<path{sign} d="{border}" fill="none" {rim}/>')

    def covers(self, box: Box) -> float:
        """Return how unwelcome a label is at a place, in pixels of distance: least beside the land."""
        across = (box.left, (box.left + box.right) / 2, box.right)
        down = (box.top + 10, box.bottom - 10)
        points = [(x, y) for x in across for y in down]
        signed = [geoid for geoid in self._signed if geoid != self._fips]
        on_sign = sum(any(self._holds(geoid, point) for geoid in signed) for point in points)
        on_land = sum(any(self._holds(geoid, point) for geoid in self._shapes.states) for point in points)
        return (on_land * _ON_LAND + on_sign * (_ON_SIGN - _ON_LAND)) / len(points)

    def _holds(self, geoid: str, point: Point) -> bool:
        x, y = point
        return Box(x, y, x, y).within(self._frames[geoid]) and _inside(point, self._rings(geoid))

    def _rings(self, geoid: str) -> Rings:
        return self._shapes.states.get(geoid) or self._shapes.counties.get(geoid) or ()


def _frame(rings: Rings) -> Box:
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _centered(ring: tuple[Point, ...]) -> tuple[float, Point]:
    """Return the size of a ring in square pixels, and its middle."""
    doubled = across = down = 0.0
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        cross = ax * by - bx * ay
        doubled, across, down = doubled + cross, across + (ax + bx) * cross, down + (ay + by) * cross
    if not doubled:
        return 0.0, ring[0]
    return abs(doubled) / 2, (across / (3 * doubled), down / (3 * doubled))


def _inside(point: Point, rings: Rings) -> bool:
    """Tell whether a point lies in an area: its border is crossed oddly often to the right."""
    x, y = point
    crossed = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                crossed = not crossed
    return crossed
