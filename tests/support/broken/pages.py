"""Damage to what a web page says, its mark-up being whole."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from random import Random

from models.domain import Document

_TEXT = re.compile(r">([^<>]*[A-Za-z][^<>]*)<")
_NAME = re.compile(r"(?:<li>|<td>|<br>)([A-Z][^<]+)")


def of_html(change: Callable[[str, Random], str]) -> Callable[..., Document]:
    """Make a damage of a change to the text of the page's list, its prose and its date left alone."""

    def damaged(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
        html = document.body.decode()
        start = html.index("asks for a public list")
        start = html.index("</ul>", start) + len("</ul>")
        end = html.rindex("<p>Last Updated")
        body = html[:start] + change(html[start:end], chance) + html[end:]
        return replace(document, body=body.encode())

    return damaged


def words_swapped(text: str, chance: Random) -> str:
    """The words of all names and headings change places with each other."""
    words = [word for found in _TEXT.findall(text) for word in found.split()]
    chance.shuffle(words)
    left = iter(words)
    return _TEXT.sub(lambda found: f">{' '.join(next(left) for _ in found[1].split())}<", text)


def emptied(text: str, chance: Random) -> str:
    """The list's frame is there, and next to nothing in it."""
    return _TEXT.sub(lambda found: found[0] if chance.random() < 0.03 else "><", text)


def rows_lost(text: str, chance: Random) -> str:
    """Half of the names didn't arrive."""
    share = chance.uniform(0.35, 0.9)
    return _TEXT.sub(lambda found: "><" if chance.random() < share else found[0], text)


def doubled(text: str, chance: Random) -> str:
    """The list stands on the page twice, or three times."""
    return text * chance.randrange(2, 4)


def headings_lost(text: str, chance: Random) -> str:
    """What tells a state, a county and a city apart is gone."""
    lost = re.compile(r"(?s)<(h\d|th|strong|b)\b[^>]*>.*?</\1>")
    return lost.sub("<i></i>" * chance.randrange(1, 9), text)


def names_lost(text: str, chance: Random) -> str:
    """Each name lost its letters, as where a font is missing."""
    sign = chance.choice("?\u25a1\ufffd#")
    return _TEXT.sub(lambda found: f">{re.sub('[A-Za-z]', sign, found[1])}<", text)


def wrong_year(document: Document, chance: Random, others: Mapping[str, Document]) -> Document:
    """The page bears a date of years ago, or of years ahead, and lacks one of its names."""
    year = chance.choice(("2015", "2019", "2023", "2031", "2044", "2099"))
    day = f"Last Updated: {chance.randrange(1, 13):02}/{chance.randrange(1, 28):02}/{year}"
    changed = of_html(_one_less)(document, chance, others)
    html = re.sub(r"Last Updated: [\d/]+", day, changed.body.decode())
    return replace(document, body=html.encode())


def _one_less(text: str, chance: Random) -> str:
    gone = chance.choice([*_NAME.finditer(text)])
    return text[: gone.start(1)] + text[gone.end(1) :]


def wrong_encoding(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """Bytes of one encoding under the name of another."""
    html = document.body.decode()
    encoding = chance.choice(("utf-16-le", "utf-16-be", "cp500", "utf-32-le", "cp037", "utf-7"))
    body = html.encode(encoding, "replace")
    return replace(document, body=body + b" " * (4 * chance.randrange(200)))
