"""Messages that are wrong: those that the desk once sent, and others made wrong by a little."""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from models.domain import PlaceKind
from models.places import load_gazetteer
from tests.support.reader.grammar import AP, MONTHS
from tests.support.reader.sheet import Block, ReadMessage

FOLDER = Path(__file__).parents[2] / "examples" / "bad_messages"


def bad_messages() -> Iterator[tuple[str, str, ReadMessage]]:
    """Yield the name of each, the rule that must catch it, and the message."""
    for path in sorted(FOLDER.glob("*.json")):
        kept = json.loads(path.read_text("utf-8"))
        rule, _why = kept.pop("rule"), kept.pop("why")
        kept["moment"] = datetime.fromisoformat(kept["moment"])
        kept["states"] = tuple(kept.get("states", ()))
        yield path.stem, rule, ReadMessage(where=path.stem, **kept)


_MONTH = "|".join(map(re.escape, MONTHS))
_APART = r"<[^>]*>|“[^”]*”|`[^`]*`|https?://\S+|287\(g\)|E\.O\. \d+|\d{1,2} [ap]\.m\."
"""What is no figure of ours: links, quotations, commands, terms, times of day."""
_SPELLED = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_SWAPPED = {
    "Justice Department's list": "DHS list", "DHS list": "Justice Department's list",
    "Justice Dept. list": "DHS list",
    "Justice Department": "Department of Homeland Security",
    "Department of Homeland Security": "Justice Department",
    "weekly report": "Section III policies", "Section III policies": "weekly report",
    "NPR's count": "ICE's weekly report", "NPR": "ICE report", "ICE report": "NPR",
}  # fmt: skip
_TOKEN = re.compile(
    rf"(?P<apart>{_APART})|(?P<day>\b(?:{_MONTH}) \d{{1,2}}(?:, \d{{4}})?)|(?P<year>\b(?:19|20)\d\d\b)"
    rf"|(?P<list>{'|'.join(sorted(map(re.escape, _SWAPPED), key=len, reverse=True))})"
    r"|(?P<place>\b(?:[A-Z][\w.'’-]+ ){1,2}County\b"
    r"|\b(?:Boston|Denver|Aurora|Chicago|Rochester|Philadelphia)\b)"
    rf"|(?P<state>(?<=, )(?:{'|'.join(sorted(map(re.escape, AP.values()), key=len, reverse=True))}))"
    rf"|(?P<number>(?<![\w/$#.:-])\d[\d,]*\d(?![\w.:])|(?<![\w/$#.:-])\d(?![\w:-]))"
    rf"|(?P<spelled>\b(?:{'|'.join(_SPELLED[:9])})\b)"
)


@dataclass(frozen=True)
class Mutant:
    """A message made wrong: what was changed, in which text, to what."""

    kind: str
    was: str
    now: str
    text: str
    sheet: ReadMessage


def mutants(sheet: ReadMessage) -> Iterator[Mutant]:
    """Yield a message once for each figure, place, state, day and list that it says, that one wrong."""
    for kind, was, now, text, wrong in _wrong(sheet.text):
        yield Mutant(kind, was, now, text, replace(sheet, text=wrong))
    for number, block in enumerate(sheet.blocks):
        for put, said in _texts(block):
            for kind, was, now, text, wrong in _wrong(said):
                blocks = [*sheet.blocks[:number], put(wrong), *sheet.blocks[number + 1 :]]
                yield Mutant(kind, was, now, text, replace(sheet, blocks=blocks))
    if sheet.kind in {"alert", "edit"}:
        for kind, was, now, text, wrong in _wrong(sheet.printable, spelled=True):
            yield Mutant(kind, was, now, text, replace(sheet, printable=wrong))


def _wrong(said: str, *, spelled: bool = False) -> Iterator[tuple[str, str, str, str, str]]:
    for found in _TOKEN.finditer(said):
        kind = str(found.lastgroup)
        if kind == "apart" or (kind == "spelled" and not spelled):
            continue
        now = _CHANGED[kind](found[0])
        if now != found[0]:
            text = said[max(0, found.start() - 60) : found.end() + 60]
            yield kind, found[0], now, text, said[: found.start()] + now + said[found.end() :]


def _texts(block: Block) -> Iterator[tuple[Callable[[str], Block], str]]:
    """Yield each text of a block that people read, and what makes the block with another in its place."""
    for path, said in _strings(block, ()):
        yield partial(_put, block, path), said


def _strings(node: Any, path: tuple[Any, ...]) -> Iterator[tuple[tuple[Any, ...], str]]:
    if isinstance(node, dict):
        if node.get("type") in {"button", "overflow", "actions", "image"}:
            return
        rows = list(node["rows"])[1:] if node.get("type") == "table" else None
        if rows is not None:
            for number, row in enumerate(rows, 1):
                yield from _strings(row, (*path, "rows", number))
            return
        for key, value in node.items():
            if key == "text" and isinstance(value, str):
                yield (*path, key), value
            elif key in {"text", "fields", "elements"}:
                yield from _strings(value, (*path, key))
    elif isinstance(node, list | tuple):
        for number, value in enumerate(node):
            yield from _strings(value, (*path, number))


def _put(block: Block, path: tuple[Any, ...], wrong: str) -> Block:
    changed = deepcopy(dict(block))
    node: Any = changed
    for key in path[:-1]:
        node = node[key]
    node[path[-1]] = wrong
    return changed


def _day(said: str) -> str:
    month, day, *year = said.replace(",", "").split()
    later = date(int(year[0]) if year else 2025, MONTHS.index(month) + 1, int(day)) + timedelta(days=1)
    return f"{MONTHS[later.month - 1]} {later.day}{f', {later.year}' if year else ''}"


def _place(said: str) -> str:
    if not said.endswith("County"):
        return "Springfield"
    places = load_gazetteer().resolve(said, None, PlaceKind.COUNTY)
    known = places.places or places.candidates
    return f"{'Orange' if known and 'Orange' not in said else 'Jackson'} County"


def _state(said: str) -> str:
    names = list(AP.values())
    return names[(names.index(said) + 1) % len(names)]


_CHANGED: dict[str, Callable[[str], str]] = {
    "day": _day,
    "year": lambda said: str(int(said) + 1),
    "list": _SWAPPED.__getitem__,
    "place": _place,
    "state": _state,
    "number": lambda said: f"{int(said.replace(',', '')) + 1:,}",
    "spelled": lambda said: _SPELLED[_SPELLED.index(said) + 1],
}
