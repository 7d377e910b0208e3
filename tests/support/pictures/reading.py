"""What a picture shows, read out of its SVG as a person would see it."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

from bot.pictures.lettering import Box, line_box

_SVG = "{http://www.w3.org/2000/svg}"
_SPANS = ("bar", "step", "span")
_NUMBER = re.compile(r"\d[\d,]*")


@dataclass(frozen=True)
class Written:
    """A line of text on a picture."""

    text: str
    color: str
    box: Box


@dataclass(frozen=True)
class Shown:
    """A picture's content.

    Attributes:
        lines: All text, in the order in which it is drawn.
        legend: Signs that the legend explains.
        signs: Signs that are drawn beside the legend.
        samples: Where squares of signs are.
    """

    lines: tuple[Written, ...]
    legend: frozenset[str]
    signs: frozenset[str]
    samples: tuple[Box, ...]

    @property
    def numbers(self) -> set[str]:
        """All numbers that are written."""
        return numbers_in(" ".join(line.text for line in self.lines))


def numbers_in(text: str) -> set[str]:
    """Return the numbers of a text, with their commas."""
    return {number.rstrip(",") for number in _NUMBER.findall(text)}


def shown(svg: str) -> Shown:
    """Read a picture."""
    root = ElementTree.fromstring(svg)  # noqa: S314 - SVG that the test drew
    classes = [element.get("class", "") for element in root.iter()]
    legend = {each.removeprefix("legend ") for each in classes if each.startswith("legend ")}
    drawn = {each for each in classes if each and not each.startswith(("legend ", *_SPANS))}
    signs = [each for each in root.findall(f"{_SVG}g") if not each.get("class", "").startswith(_SPANS)]
    return Shown(
        tuple(_written(element) for element in root.iter(f"{_SVG}text")),
        frozenset(legend),
        frozenset(drawn),
        tuple(_sample(rect) for group in signs for rect in group.iter(f"{_SVG}rect")),
    )


def _sample(rect: ElementTree.Element) -> Box:
    left, top, wide, tall = (float(rect.get(each, "")) for each in ("x", "y", "width", "height"))
    return Box(left, top, left + wide, top + tall)


def _written(element: ElementTree.Element) -> Written:
    at = float(element.get("x", "")), float(element.get("y", ""))
    size, bold = float(element.get("font-size", "")), element.get("font-weight") == "700"
    text = element.text or ""
    box = line_box(text, at, size, bold=bold, anchor=element.get("text-anchor", "start"))
    return Written(text, element.get("fill", ""), box)
