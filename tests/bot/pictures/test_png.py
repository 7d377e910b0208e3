"""From SVG to the PNG that Slack gets: its size, its text, its fonts, and that it is drawn once."""

import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfbase.ttfonts import TTFontFile

from bot.pictures import Picture, Theme, check_drawing, png, rendering
from bot.pictures.lettering import FONTS, width
from models.errors import PictureError
from models.places.index import read_index
from tests.support.pictures.samples import SAMPLES


def _is_blank(image: Image.Image, area: tuple[int, int, int, int]) -> bool:
    return len(image.crop(area).getcolors(100_000) or ()) == 1


@pytest.mark.parametrize("name", ["map-massachusetts", "bars-california"])
def test_a_picture_has_its_size_and_its_text(name: str) -> None:
    """Lacking a font, resvg draws no text and doesn't say so: headline and source must be seen."""
    image = Image.open(io.BytesIO(png(SAMPLES[name](Theme.LIGHT)))).convert("RGB")
    assert image.size == (1200, 800)
    assert not _is_blank(image, (48, 48, 1152, 100))
    assert not _is_blank(image, (48, 724, 1152, 776))
    assert _is_blank(image, (0, 0, 1200, 48))
    assert _is_blank(image, (0, 0, 47, 800))


def test_the_same_picture_is_drawn_once() -> None:
    """Four alerts that show one picture cost one drawing, and all get the same bytes."""
    picture = SAMPLES["steps-doj"](Theme.LIGHT)
    with ThreadPoolExecutor(4) as threads:
        drawn = list(threads.map(png, [picture] * 4))
    assert len(set(drawn)) == 1
    assert png(picture) is png(picture)


def test_a_missing_font_is_found_at_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The check draws; without the fonts it says what to do, where resvg would leave the text out."""
    check_drawing()
    monkeypatch.setattr(rendering, "FONTS", tmp_path)
    with pytest.raises(PictureError, match="draws nothing"):
        check_drawing()


def test_what_cannot_be_drawn_is_said() -> None:
    """SVG that resvg can't read is an error with resvg's own words, not an empty picture."""
    with pytest.raises(PictureError, match="couldn't be drawn: ValueError"):
        png(Picture("<svg", "", ""))


def test_every_letter_of_every_place_has_a_width_in_both_fonts() -> None:
    """Lines are broken by a table: it says what the fonts say, and lacks no letter of a place."""
    widths = json.loads((FONTS / "widths.json").read_text("utf-8"))
    for weight, letters in widths.items():
        font = TTFontFile(str(FONTS / f"PublicSans-{weight}.ttf"))
        assert {chr(letter) for letter in font.charToGlyph} - {"\uffff"} == set(letters)
        assert all(abs(font.charWidths[ord(letter)] - width) <= 1 for letter, width in letters.items())
    names = {entry.place.name for entry in read_index().by_geoid.values()}
    assert all(width(name, 24) > 0 for name in names)
