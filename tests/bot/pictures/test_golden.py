"""Each picture is drawn as it was when a person last looked at it."""

import re
from dataclasses import astuple

import pytest

from bot.pictures import Theme
from bot.pictures.canvas import PALETTES
from tests.support.pictures.samples import GOLDEN, SAMPLES


@pytest.mark.parametrize("name", SAMPLES)
def test_a_picture_is_drawn_as_it_was_looked_at(name: str) -> None:
    """What differs is a change that readers see: look at `python -m tests.support.pictures FOLDER` first."""
    drawn = SAMPLES[name](Theme.LIGHT).svg
    assert drawn.splitlines() == (GOLDEN / f"{name}.svg").read_text("utf-8").splitlines()


@pytest.mark.parametrize("name", SAMPLES)
def test_a_dark_picture_is_the_light_one_in_other_colors(name: str) -> None:
    """Nothing but color tells the themes apart, so the dark ones need no golden text of their own."""
    light, dark = (SAMPLES[name](theme).svg for theme in (Theme.LIGHT, Theme.DARK))
    colors = dict(zip(astuple(PALETTES[Theme.LIGHT]), astuple(PALETTES[Theme.DARK]), strict=True))
    assert dark == re.sub("#[0-9A-F]{6}", lambda found: colors[found[0]], light)


def test_every_golden_picture_has_a_sample() -> None:
    """A golden text that nothing draws any more would be read by nobody."""
    assert {path.stem for path in GOLDEN.iterdir()} == set(SAMPLES)
