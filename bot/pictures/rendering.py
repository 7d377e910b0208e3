"""SVG to PNG, in a process of its own, once for each content."""

import os
import subprocess
import sys
import threading
from collections import OrderedDict
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from bot.pictures.lettering import FAMILY, FONTS
from bot.pictures.page import Picture
from models.errors import PictureError

_CHILD = Path(__file__).with_name("child.py")
_SECONDS = 20.0
"""A picture takes 0.2 of them on a slow machine."""
_KEPT = 32
"""Pictures kept in memory, a tenth of a megabyte each."""
_PASSED_ON = ("LANG", "PATH", "SYSTEMROOT", "TMPDIR")
"""Variables that the child gets; all others may be secrets."""
_CURE = "Install the desk anew from requirements.lock."

_drawn: OrderedDict[str, bytes] = OrderedDict()
_lock = threading.Lock()


def png(picture: Picture) -> bytes:
    """Draw a picture, 1200 by 800 pixels; the same content is drawn once.

    Raises:
        PictureError: The child can't draw, or takes too long.
    """
    content = picture_key(picture.svg)
    with _lock:
        if content in _drawn:
            _drawn.move_to_end(content)
            return _drawn[content]
    drawn = _draw(picture.svg)
    with _lock:
        _drawn[content] = drawn
        while len(_drawn) > _KEPT:
            _drawn.popitem(last=False)
    return drawn


def picture_key(svg: str) -> str:
    """Return 16 hex digits that change with what is drawn, by what, and in which fonts."""
    return sha256(f"{_tools()}\n{svg}".encode()).hexdigest()[:16]


def check_drawing() -> None:
    """Make sure that both fonts draw: resvg says nothing when one is missing, and leaves its text out.

    Raises:
        PictureError: They don't, or the child can't run.
    """
    empty = _draw(_line(""))
    for weight in (400, 700):
        if _draw(_line("Aé6", weight)) == empty:
            raise PictureError(f"The pictures' font of weight {weight} draws nothing.", _CURE)


def _line(text: str, weight: int = 400) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="99" height="40" font-family="{FAMILY}">'
        f'<text x="5" y="30" font-size="24" font-weight="{weight}">{text}</text></svg>'
    )


def _fonts() -> list[Path]:
    return sorted(FONTS.glob("*.ttf"))


@cache
def _tools() -> str:
    prints = [sha256(font.read_bytes()).hexdigest() for font in _fonts()]
    return " ".join([version("resvg-py"), *prints])


def _draw(svg: str) -> bytes:
    command = [sys.executable, "-I", str(_CHILD), *map(str, _fonts())]
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(  # noqa: S603 - this Python, our file, our fonts
            command, input=svg.encode(), capture_output=True, timeout=_SECONDS, env=passed, check=True
        )
    except subprocess.TimeoutExpired:
        raise PictureError("The picture took too long to draw.", "Try again in a minute.") from None
    except OSError as error:
        raise PictureError(f"The picture couldn't be drawn: {error}.", _CURE) from error
    except subprocess.CalledProcessError as error:
        *_, why = error.stderr.decode(errors="replace").strip().splitlines() or ["it said nothing"]
        raise PictureError(f"The picture couldn't be drawn: {why}.", _CURE) from error
    return done.stdout
