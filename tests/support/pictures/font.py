"""Build the fonts and widths of bot/pictures/font/; run by hand, not by the desk.

    pip install fontpkg-public-sans==2.1 fonttools==4.68.0
    python -m tests.support.pictures.font

Two weights are cut out of the variable font, with the letters of American place names alone, and each
letter's width is written beside them, so that lines are broken without a reader of fonts. The same input
makes the same bytes.
"""

import importlib
import json
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parents[3] / "bot" / "pictures" / "font"
WEIGHTS = {"Regular": 400, "Bold": 700}
LETTERS = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    0x2BB,  # the okina of Hawaii
    *range(0x2010, 0x2016),
    *range(0x2018, 0x201F),
    0x2022,
    0x2026,
    0x2212,
]
"""Latin, Latin-1 and Latin Extended-A; dashes, quotation marks, bullet, ellipsis, minus."""
_ONE_FACE = {1, 2, 3, 4, 6}
"""The names that tell a font of one weight; the others speak of the variable one."""


def main() -> None:
    """Build both weights and their widths."""
    tt_lib: Any = importlib.import_module("fontTools.ttLib")
    package = importlib.import_module("fontpkg_public_sans")
    source = Path(str(package.__file__)).parent
    widths = {}
    for weight, number in WEIGHTS.items():
        font = _cut(tt_lib.TTFont(source / "files" / "PublicSans[wght].ttf"), weight, number)
        font.save(FOLDER / f"PublicSans-{weight}.ttf")
        letters, size = font.getBestCmap(), font["head"].unitsPerEm
        widths[weight] = {
            chr(letter): round(font["hmtx"][name][0] * 1000 / size)
            for letter, name in sorted(letters.items())
        }
    text = json.dumps(widths, ensure_ascii=False, separators=(",", ":"))
    (FOLDER / "widths.json").write_text(text + "\n", "utf-8")
    (FOLDER / "OFL.txt").write_bytes((source / "LICENSE").read_bytes())
    sys.stdout.write(f"{[len(each) for each in widths.values()]} letters\n")


def _cut(font: Any, weight: str, number: int) -> Any:
    """Return the font in one weight, with the letters and kerning of the desk."""
    instancer: Any = importlib.import_module("fontTools.varLib.instancer")
    subset: Any = importlib.import_module("fontTools.subset")
    instancer.instantiateVariableFont(font, {"wght": number}, inplace=True)
    options = subset.Options(notdef_outline=True, layout_features=["kern"], name_IDs=sorted(_ONE_FACE))
    options.recalc_timestamp = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=LETTERS)
    cutter.subset(font)
    names = {1: "Public Sans", 2: weight, 3: f"Public Sans {weight}", 4: f"Public Sans {weight}"}
    for number_of, text in {**names, 6: f"PublicSans-{weight}"}.items():
        font["name"].setName(text, number_of, 3, 1, 0x409)
    font["OS/2"].usWeightClass = number
    bold = weight == "Bold"
    font["OS/2"].fsSelection = 0x20 if bold else 0x40
    font["head"].macStyle = int(bold)
    font.recalcTimestamp = False
    return font


if __name__ == "__main__":
    main()
