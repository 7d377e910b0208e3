"""README's two pictures, an alert and an answer, as the local Slack's page shows them: `make pictures`.

The desk runs as for anyone who tries it; Chromium presses what a person presses. In a FOLDER other than
docs/images also both in the dark, and narrow as on a telephone.

python -m tests.support.pictures.screens [FOLDER]
"""

import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Locator, Page, sync_playwright

from tests.support import browser

README = Path(__file__).parents[3] / "docs" / "images"
WIDE, NARROW = 900, 420
"""Pixels of the page."""
REPLAYED = 240_000
"""Milliseconds in which the replay reaches what is waited for."""
COLORS = 256
BOX = 6
TALL = 1600
"""Pixels, so that no message reaches below the box."""


@contextmanager
def desk() -> Iterator[str]:
    """Run the desk on a local Slack and a database of its own; give the address of the page."""
    with TemporaryDirectory() as folder:
        env = os.environ | {"DESK_DATABASE__URL": f"sqlite:///{folder}/desk.db", "DESK_PREVIEW__PORT": "0"}
        command = [sys.executable, "-m", "bot", "run"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=env) as running:
            assert running.stdout
            try:
                line = next(line for line in running.stdout if "runs on" in line)
                yield line.split("runs on ")[1].split()[0]
            finally:
                running.terminate()


def asked(page: Page, text: str) -> Locator:
    """Type into the box and return the message that answers."""
    box = page.get_by_role("textbox", name=re.compile("^Message "))
    box.fill(text)
    box.press("Enter")
    page.locator("article.ephemeral").last.wait_for()
    page.wait_for_timeout(1000)
    return page.locator("article.ephemeral").last


def alerted(page: Page) -> Locator:
    """Replay history until the Justice Department's list is published, with its map."""
    asked(page, "/detainers subscribe MA")
    page.get_by_role("button", name="Replay history").first.click()
    told = page.locator("article", has_text="Justice Dept. publishes list of 35").locator("visible=true")
    told.locator("img[alt^='Map of']").last.wait_for(timeout=REPLAYED)
    return told.last


def kept(shown: Locator, path: Path) -> None:
    """Write what a message looks like, in few colors."""
    shown.scroll_into_view_if_needed()
    shown.page.wait_for_timeout(500)
    image = Image.open(io.BytesIO(shown.screenshot())).convert("RGB")
    image = image.crop((0, 0, image.width, image.height - BOX))  # the box's edge lies over the last message
    image.quantize(COLORS).save(path, optimize=True)


def main(folder: Path) -> None:
    """Write the pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    looks = [("", "light", WIDE)]
    looks += [("-dark", "dark", WIDE), ("-narrow", "light", NARROW)] if folder != README else []
    with desk() as address, sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser.chromium(), args=list(browser.QUIET))
        page = chromium.new_page(viewport={"width": WIDE, "height": TALL}, color_scheme="light")
        page.goto(address)
        for name, message in (("alert", alerted(page)), ("answer", asked(page, "/detainers Boston"))):
            for mark, scheme, width in looks:
                page.set_viewport_size({"width": width, "height": TALL})
                page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
                kept(message, folder / f"{name}{mark}.png")
            page.set_viewport_size({"width": WIDE, "height": TALL})
            page.emulate_media(color_scheme="light")
        chromium.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else README)
