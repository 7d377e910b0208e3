"""Small checks that combine into rules: each yields (JSON pointer, sentence) for what is wrong.

The sentences are Slack's own, as quoted in slackapi/bolt-js#2867 and slackreprex#3.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Problem = tuple[str, str]
Check = Callable[[Any, str], Iterator[Problem]]


def text(most: int, least: int = 1) -> Check:
    """A string of `least` to `most` characters."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield at, "must be a string"
        elif len(value) > most:
            yield at, f"must be less than {most + 1} characters"
        elif len(value) < least:
            yield at, f"must be more than {least - 1} characters"

    return check


def whole(least: int, most: int) -> Check:
    """A whole number between two bounds, both allowed."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield at, "must be an integer"
        elif not least <= value <= most:
            yield at, f"must be between {least} and {most}"

    return check


def number(value: Any, at: str) -> Iterator[Problem]:
    """An integer or a decimal number."""
    if not isinstance(value, int | float) or isinstance(value, bool):
        yield at, "must be a number"


def boolean(value: Any, at: str) -> Iterator[Problem]:
    """True or false."""
    if not isinstance(value, bool):
        yield at, "must be a boolean"


def anything(_value: Any, _at: str) -> Iterator[Problem]:
    """Whatever Slack doesn't document a limit for."""
    yield from ()


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if value not in allowed:
            yield at, f"must be a valid enum value: {', '.join(allowed)}"

    return check


def array(item: Check, most: int, least: int = 1) -> Check:
    """A list of `least` to `most` items, each passing `item`."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, list):
            yield at, "must be an array"
            return
        if len(value) > most:
            yield at, f"no more than {most} items allowed"
        if len(value) < least:
            yield at, f"no fewer than {least} items allowed"
        for index, member in enumerate(value):
            yield from item(member, f"{at}/{index}")

    return check


def shape(
    required: Mapping[str, Check],
    optional: Mapping[str, Check] | None = None,
    *,
    either: tuple[str, ...] = (),
) -> Check:
    """An object with these keys and no others; of `either`, at least one is needed."""
    known = {**required, **(optional or {})}

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield at, "must be an object"
            return
        for name in required:
            if name not in value:
                yield at, f"missing required field: {name}"
        if either and not any(value.get(name) for name in either):
            yield at, f"missing required field: {' or '.join(either)}"
        for name, member in value.items():
            if name not in known:
                yield at, f"invalid additional property: {name}"
            else:
                yield from known[name](member, f"{at}/{name}")

    return check


def tagged(kinds: Mapping[str, Check]) -> Check:
    """An object whose `type` picks the rule."""

    def check(value: Any, at: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield at, "must be an object"
        elif value.get("type") not in kinds:
            yield f"{at}/type", f"unsupported type: {value.get('type')}"
        else:
            yield from kinds[value["type"]](value, at)

    return check
