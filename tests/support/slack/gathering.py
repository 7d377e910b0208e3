"""A pytest plugin that keeps what the desk would send: one payload of each shape, its longest, as JSON lines.

`python -m pytest -p tests.support.slack.gathering` writes them where GATHERED says, a file a process.
All that the local Slack takes, and all that tests hold against its rules, passes its two checks.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.preview import validation

GATHERED = "DESK_GATHERED_PAYLOADS"
kept: dict[str, str] = {}


def shape(value: Any) -> Any:
    """What stays of a payload without its words and numbers: keys, types, and each sort of member once."""
    if isinstance(value, dict):
        return {key: member if key == "type" else shape(member) for key, member in value.items()}
    if isinstance(value, list):
        return sorted({json.dumps(shape(member), sort_keys=True) for member in value})
    return type(value).__name__


def keep(payload: dict[str, Any]) -> None:
    """Keep a payload if none of its shape is longer."""
    key, text = json.dumps(shape(payload), sort_keys=True), json.dumps(payload)
    if len(text) > len(kept.get(key, "")):
        kept[key] = text


def after(check: Callable[..., None], payload: Callable[..., dict[str, Any]]) -> Callable[..., None]:
    """A check that keeps what passes it."""

    def checked(*args: Any, **more: Any) -> None:
        check(*args, **more)
        keep(payload(*args, **more))

    return checked


def of_blocks(blocks: list[Any], surface: str = "message") -> dict[str, Any]:
    """A message, or a view's blocks alone."""
    return {"message": {"blocks": blocks}} if surface == "message" else {"blocks": blocks}


def of_view(view: dict[str, Any], _kind: str) -> dict[str, Any]:
    """A modal or App Home."""
    return {"view": view}


@pytest.hookimpl(tryfirst=True)
def pytest_load_initial_conftests() -> None:
    """Listen, before a conftest has loaded what takes the checks by name."""
    validation.check_blocks = after(validation.check_blocks, of_blocks)
    validation.check_view = after(validation.check_view, of_view)


def pytest_unconfigure() -> None:
    """Write down what was kept."""
    if kept:
        Path(os.environ[GATHERED], f"{os.getpid()}.jsonl").write_text("\n".join(kept.values()), "utf-8")
