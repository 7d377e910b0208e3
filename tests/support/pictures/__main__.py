"""Write the golden SVG of each sample anew, to be looked at; in a FOLDER, as PNG in both themes too.

python -m tests.support.pictures [FOLDER]
"""

import sys
from pathlib import Path

from bot.pictures import Theme, png
from tests.support.pictures.samples import GOLDEN, SAMPLES


def main(folder: Path | None) -> None:
    """Draw every sample."""
    for name, draw in SAMPLES.items():
        (GOLDEN / f"{name}.svg").write_text(draw(Theme.LIGHT).svg, "utf-8")
        for theme in Theme if folder else ():
            (folder or GOLDEN).joinpath(f"{name}.{theme}.png").write_bytes(png(draw(theme)))


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else None)
