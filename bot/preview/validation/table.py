"""Walks the table of Block Kit's limits, `block_kit.toml`, which says how its rules are written.

The sentences are Slack's own, as quoted in slackapi/bolt-js#2867 and slackreprex#3.
"""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import UnionType
from typing import Any

Problem = tuple[str, str]
"""Where, as a JSON pointer, and what."""

TABLE: dict[str, dict[str, str]] = tomllib.loads(
    Path(__file__).with_name("block_kit.toml").read_text("utf-8")
)
JSON_TYPES: dict[str, tuple[type | UnionType, str]] = {
    "text": (str, "a string"),
    "whole": (int, "an integer"),
    "number": (int | float, "a number"),
    "boolean": (bool, "a boolean"),
    "list": (list, "an array"),
    "shape": (dict, "an object"),
    "any": (dict, "an object"),
}


@dataclass(frozen=True, slots=True)
class Shape:
    """An object of the table: the rule of each field, which have to be there, and of `either` one."""

    rules: Mapping[str, str]
    required: tuple[str, ...]
    either: tuple[str, ...]


def _shape_of(rows: Mapping[str, str]) -> Shape:
    every = {"type": "required anything"} if "in" in rows else {}
    for name in rows.get("with", "").split():
        every |= TABLE[name]
    every |= rows
    either = tuple(every.pop("either", "").split())
    rules = {name: rule for name, rule in every.items() if name not in {"in", "types", "with"}}
    required = tuple(name for name, rule in rules.items() if rule.startswith("required "))
    return Shape({name: rule.removeprefix("required ") for name, rule in rules.items()}, required, either)


SHAPES = {name: _shape_of(rows) for name, rows in TABLE.items()}
FAMILIES: dict[str, dict[str, Shape]] = {}
"""Family → the `type` that picks an object of it → that object."""
for _name, _rows in TABLE.items():
    for _family in _rows.get("in", "").split():
        _kinds = _rows.get("types", _name).split()
        FAMILIES.setdefault(_family, {}).update(dict.fromkeys(_kinds, SHAPES[_name]))
INTERACTIVE = FAMILIES["interactive"].keys() | FAMILIES["input"].keys()
"""The `type` of everything that a person can click or fill in."""


def faults(rule: str, value: Any, at: str) -> Iterator[Problem]:
    """What a rule of the table finds wrong with a value, `at` being the value's JSON pointer."""
    word, _, rest = rule.partition(" ")
    wanted, name = JSON_TYPES.get(word, (object, ""))
    if not isinstance(value, wanted) or (word in {"whole", "number"} and isinstance(value, bool)):
        yield at, f"must be {name}"
    elif word in WALKS:
        yield from WALKS[word](rest, value, at)


def _text(rest: str, value: str, at: str) -> Iterator[Problem]:
    least, most = _span(rest)
    if len(value) > most:
        yield at, f"must be less than {most + 1} characters"
    elif len(value) < least:
        yield at, f"must be more than {least - 1} characters"


def _whole(rest: str, value: int, at: str) -> Iterator[Problem]:
    least, most = _span(rest)
    if not least <= value <= most:
        yield at, f"must be between {least} and {most}"


def _enum(rest: str, value: Any, at: str) -> Iterator[Problem]:
    words = rest.split()
    if value not in words:
        yield at, f"must be a valid enum value: {', '.join(words)}"


def _list(rest: str, value: list[Any], at: str) -> Iterator[Problem]:
    count, _, item = rest.partition(" of ")
    least, most = _span(count)
    if len(value) > most:
        yield at, f"no more than {most} items allowed"
    if len(value) < least:
        yield at, f"no fewer than {least} items allowed"
    for index, member in enumerate(value):
        yield from faults(item, member, f"{at}/{index}")


def _maybe(rest: str, value: Any, at: str) -> Iterator[Problem]:
    if value is not None:
        yield from faults(rest, value, at)


def _any(rest: str, value: dict[str, Any], at: str) -> Iterator[Problem]:
    name, _, figure = rest.partition(" ")
    kind = value.get("type")
    if not isinstance(kind, str) or kind not in FAMILIES[name]:
        yield f"{at}/type", f"unsupported type: {kind}"
    else:
        yield from _fields(FAMILIES[name][kind], value, at, figure)


def _shape(rest: str, value: dict[str, Any], at: str) -> Iterator[Problem]:
    yield from _fields(SHAPES[rest], value, at)


def _fields(shape: Shape, value: dict[str, Any], at: str, figure: str = "") -> Iterator[Problem]:
    for name in shape.required:
        if name not in value:
            yield at, f"missing required field: {name}"
    if shape.either and not any(value.get(name) for name in shape.either):
        yield at, f"missing required field: {' or '.join(shape.either)}"
    for name, member in value.items():
        if name not in shape.rules:
            yield at, f"invalid additional property: {name}"
        else:
            yield from faults(shape.rules[name].replace(" N", f" {figure}"), member, f"{at}/{name}")


def _span(bounds: str) -> tuple[int, int]:
    least, _, most = bounds.rpartition("..")
    return int(least or 1), int(most)


WALKS: dict[str, Callable[[str, Any, str], Iterator[Problem]]] = {
    "text": _text,
    "whole": _whole,
    "enum": _enum,
    "list": _list,
    "maybe": _maybe,
    "any": _any,
    "shape": _shape,
}
