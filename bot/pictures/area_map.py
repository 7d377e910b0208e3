"""A map of a state by county, or of the country by state: who is on a list, who is off, and refusals."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import hypot

from bot.pictures.canvas import Point, Theme
from bot.pictures.circles import CountyCounts, circle_labels, draw_circles, laid_out
from bot.pictures.labels import Disc, Label, LabelLine, place_labels, put_label
from bot.pictures.land import COUNTY, STATE, Land
from bot.pictures.lettering import Box
from bot.pictures.page import ALT_LIMIT, SIDE, Frame, Picture, begun, ended, put_legend
from bot.pictures.signs import Sign, draw_sign
from models.errors import PictureError

FEW_COUNTIES = 12
"""Counties of a map of the country that are squares; more are filled as they lie."""
FEW_NAMES = 8
"""Places up to which each has its name on a state's map, and in the alternative text."""
_APART = 19.0
"""Pixels from one mark to the next."""
_FULL = 40
"""Marks from which on they are half as large."""


_DISTRICT = "11"


class SpotStanding(StrEnum):
    """What became of a place on a list."""

    LISTED = "listed"
    DOWN = "down"
    OFF = "off"


class Noun(StrEnum):
    """What a place is; as the legend says it."""

    STATE = "State"
    COUNTY = "County"
    CITY = "City or town"

    def counted(self, number: int) -> str:
        """Return `1 city`, `12 cities`."""
        one, many = {"S": ("state", "states"), "C": ("city", "cities")}[self.value[0]]
        if self is Noun.COUNTY:
            one, many = "county", "counties"
        return f"{number:,} {one if number == 1 else many}"


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on a map.

    Attributes:
        geoid: 2 digits are a state, 5 a county with its area, 7 and 10 a point.
        name: As label and alternative text say it: `Boston`; on a map of the country with its state.
        noun: What it is; an independent city has a county's area.
        note: A second line of its label: `off Oct. 31`.
    """

    geoid: str
    name: str
    noun: Noun
    note: str = ""


@dataclass(frozen=True, slots=True)
class Layer:
    """The places of one list that stand alike.

    Attributes:
        standing: How.
        spots: The places.
        legend: After the kind of place in the legend: `on the Justice Dept. list`.
        said: After the names in the alternative text: `on the Justice Department's list, last seen Oct. 31,
            2025`.
    """

    standing: SpotStanding
    spots: tuple[Spot, ...]
    legend: str
    said: str

    @property
    def _counted(self) -> list[Spot]:
        """The places that are counted by kind: all but the District of Columbia."""
        return [spot for spot in self.spots if spot.geoid != _DISTRICT]

    def words(self, most: int) -> str:
        """Return what the alternative text says: names while they are no more than some, numbers of more."""
        if len(self.spots) <= most:
            names = [f"{spot.name} ({spot.note})" if spot.note else spot.name for spot in self.spots]
        else:
            numbers = {noun: sum(spot.noun is noun for spot in self._counted) for noun in Noun}
            names = [noun.counted(number) for noun, number in numbers.items() if number]
            names += ["the District of Columbia"] if len(self._counted) < len(self.spots) else []
        *first, last = names
        return f"{', '.join(first)} and {last} {self.said}" if first else f"{last} {self.said}"


@dataclass(frozen=True, slots=True)
class AreaMap:
    """A map's facts.

    Attributes:
        frame: The words around it.
        fips: The state's two digits; empty for the country.
        area: `Massachusetts`, `the United States`.
        layers: None without places. A place is drawn as the first layer says that names it.
        counts: Refusals by county; None to draw none.
        plain: What land without a sign is: `On neither`.
    """

    frame: Frame
    fips: str
    area: str
    layers: tuple[Layer, ...]
    counts: CountyCounts | None = None
    plain: str = "On neither"

    @property
    def geoids(self) -> frozenset[str]:
        """The GEOIDs of all places."""
        counts = self.counts.each if self.counts else ()
        spots = [spot.geoid for layer in self.layers for spot in layer.spots]
        return frozenset([*spots, *(count.geoid for count in counts)])

    @property
    def alt(self) -> str:
        """The alternative text.

        Raises:
            PictureError: It is too long.
        """
        counted = f" {self.counts.words}" if self.counts and self.counts.each else ""
        for most in (FEW_NAMES, 3, 0):
            layers = "; ".join(layer.words(most) for layer in self.layers) or self.plain
            text = f"Map of {self.area}: {layers}.{counted} {self.frame.source}"
            if len(text) <= ALT_LIMIT:
                return text
        raise PictureError("The map's alternative text is too long.", "Shorten its source.")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A place with its sign and where it is drawn."""

    spot: Spot
    layer: Layer
    sign: Sign
    at: Point

    @property
    def is_filled(self) -> bool:
        return self.sign in {Sign.LISTED_AREA, Sign.DOWN_AREA, Sign.LISTED_STATE, Sign.DOWN_STATE}


def draw_map(values: AreaMap, theme: Theme = Theme.LIGHT) -> Picture:
    """Draw a map.

    Raises:
        PictureError: The area has no shape (a territory), or a text is too long.
    """
    canvas, room = begun(values.frame, theme)
    field = Box(room.left + SIDE + 24, room.top, room.right, room.bottom)
    land = Land.fitted(values.fips, values.geoids, field)
    all_marks = list(_marks(values, land))
    areas = {mark.spot.geoid: mark.sign for mark in all_marks if mark.is_filled}
    points = [mark for mark in all_marks if not mark.is_filled]
    scale = 1.0 if len(points) < _FULL else 0.5
    points = _spread(points, _APART * scale, field)
    circles = laid_out(values.counts, land, [mark.at for mark in points], field) if values.counts else []
    land.draw(canvas, areas)
    draw_circles(canvas, circles)
    for mark in points:
        canvas.add(f'<g class="{mark.sign}">')
        draw_sign(canvas, mark.sign, mark.at, scale)
        canvas.add("</g>")
    discs = [Disc(mark.at, 12 * scale) for mark in points] + [Disc(each.at, each.radius) for each in circles]
    labels = [
        *_names([mark for mark in all_marks if mark.is_filled] + points, values.fips),
        *circle_labels(circles),
    ]
    for placed in place_labels(labels, discs, field, land.covers):
        put_label(canvas, placed)
    legend = _legend(all_marks)
    if circles and values.counts:
        legend.append((Sign.COUNTED, values.counts.legend))
    if not land.is_covered_by(areas):
        legend.append((Sign.LAND, values.plain))
    put_legend(canvas, room, legend, values.frame.notes)
    return ended(canvas, values.frame, values.alt)


def _marks(values: AreaMap, land: Land) -> Iterator[_Mark]:
    """Give each place the sign of the first layer that names it, and if it is off a list, that sign too."""
    seen: set[tuple[str, bool]] = set()
    counties = sum(len(spot.geoid) == COUNTY for layer in values.layers for spot in layer.spots)
    for layer in values.layers:
        for spot in layer.spots:
            at = land.middle(spot.geoid)
            off = layer.standing is SpotStanding.OFF and spot.noun is not Noun.STATE
            if (spot.geoid, off) in seen or at is None:
                continue
            seen.add((spot.geoid, off))
            shown = bool(values.fips) or len(spot.geoid) == STATE or counties > FEW_COUNTIES
            area = shown and land.has_area(spot.geoid)
            yield _Mark(spot, layer, _sign(layer.standing, spot, area=area, fips=values.fips), at)


def _sign(standing: SpotStanding, spot: Spot, *, area: bool, fips: str) -> Sign:
    listed = standing is SpotStanding.LISTED
    if spot.geoid == fips:
        return Sign.LISTED_STATE if listed else Sign.DOWN_STATE
    if standing is SpotStanding.OFF and spot.noun is not Noun.STATE:
        return Sign.OFF
    if area:
        return Sign.LISTED_AREA if listed else Sign.DOWN_AREA
    if spot.noun is Noun.CITY:
        return Sign.LISTED_CITY if listed else Sign.DOWN_CITY
    return Sign.LISTED_COUNTY if listed else Sign.DOWN_COUNTY


def _spread(marks: Sequence[_Mark], gap: float, field: Box) -> list[_Mark]:
    """Move marks that lie over each other apart, as little as that takes."""
    spots = [mark.at for mark in marks]
    for _ in range(40):
        still = True
        for one in range(len(spots)):
            for other in range(one):
                far = _far(spots[one], spots[other])
                if far >= gap:
                    continue
                still = False
                push = (gap - far) / 2 + 0.1
                dx, dy = spots[one][0] - spots[other][0], spots[one][1] - spots[other][1]
                dx, dy = (dx / far * push, dy / far * push) if far else (push, 0.0)
                spots[one] = _kept((spots[one][0] + dx, spots[one][1] + dy), field)
                spots[other] = _kept((spots[other][0] - dx, spots[other][1] - dy), field)
        if still:
            break
    return [replace(mark, at=at) for mark, at in zip(marks, spots, strict=True)]


def _kept(at: Point, field: Box) -> Point:
    return min(max(at[0], field.left + 12), field.right - 12), min(
        max(at[1], field.top + 12), field.bottom - 12
    )


def _far(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])


def _names(marks: Sequence[_Mark], fips: str) -> list[Label]:
    """Return the labels: of who is off, and of the listed places of a state while they are few."""
    listed = [
        mark for mark in marks if mark.layer.standing is SpotStanding.LISTED and mark.spot.geoid != fips
    ]
    named = listed if fips and len(listed) <= FEW_NAMES else []
    named += [mark for mark in marks if mark.layer.standing is SpotStanding.OFF and mark.spot.geoid != fips]
    return [
        Label(mark.at, 0 if mark.is_filled else 12, tuple(_lines(mark.spot)), inside=mark.is_filled)
        for mark in named
    ]


def _lines(spot: Spot) -> Iterator[LabelLine]:
    yield LabelLine(spot.name, 28, bold=True)
    if spot.note:
        yield LabelLine(spot.note, 28)


def _legend(marks: Sequence[_Mark]) -> list[tuple[Sign, str]]:
    """Return each sign that is drawn and what it means, in the order of the layers."""
    nouns: dict[Sign, dict[Noun, None]] = {}
    said: dict[Sign, dict[str, None]] = {}
    for mark in marks:
        nouns.setdefault(mark.sign, {})[mark.spot.noun] = None
        said.setdefault(mark.sign, {})[mark.layer.legend] = None
    order = sorted(nouns, key=list(Sign).index)
    alike: Mapping[str, int] = {
        text: sum(text in each for each in said.values()) for each in said.values() for text in each
    }
    legend = []
    for sign in order:
        text = " or ".join(said[sign])
        if sign in {Sign.LISTED_STATE, Sign.DOWN_STATE}:
            label = f"The state: {text}"
        elif all(alike[each] == 1 for each in said[sign]) and len(nouns[sign]) == 1:
            label = text[0].upper() + text[1:]
        else:
            kinds = " or ".join(noun.value for noun in Noun if noun in nouns[sign]).capitalize()
            label = f"{kinds} {text}"
        legend.append((sign, label))
    return legend
