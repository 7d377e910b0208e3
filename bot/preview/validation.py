"""Whether Slack would take these blocks: the tables of `blockkit`, and the rules of `across`.

Sources: https://docs.slack.dev/reference/block-kit/blocks (per surface: 50 blocks in a message, 100 in
a modal or on App Home); the sum of a message's text: slackapi/bolt-js#2509 and #2867.
"""

import json
from collections.abc import Iterator
from typing import Any

from bot.preview.across import ACROSS, texts
from bot.preview.blockkit import BLOCKS, VIEWS
from bot.preview.errors import SlackRefusal
from bot.preview.shapes import Problem, array, tagged

Json = dict[str, Any]

__all__ = ["check_blocks", "check_size", "check_view", "texts"]

MOST_BLOCKS = {"message": 50, "modal": 100, "home": 100}
ABSENT = {
    "message": {"alert"},
    "modal": {"table", "data_table", "data_visualization", "markdown"},
    "home": {"alert", "data_table", "data_visualization", "markdown"},
}
VIEW_BYTES = 250_000
TEXT_BUDGET = 13_400
BLOCK_COST = 125
"""Measured by a reporter in bolt-js#2509: markdown alone fits 13,297 characters, a divider takes 125."""


def check_blocks(blocks: Any, surface: str = "message", root: str = "/blocks") -> None:
    """Refuse blocks that Slack would refuse.

    Args:
        blocks: What came as `blocks`.
        surface: `message`, `modal` or `home`.
        root: JSON pointer of the list, for the messages.

    Raises:
        SlackRefusal: `invalid_blocks_format`, or `invalid_blocks` with a message for each fault.
    """
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackRefusal("invalid_blocks_format")
    problems = list(_problems(blocks, surface, root))
    if problems:
        raise SlackRefusal("invalid_blocks", [f"[ERROR] {what} [json-pointer:{at}]" for at, what in problems])


def check_size(blocks: list[Json]) -> None:
    """Refuse a message whose blocks hold more text than chat.* takes (tables have limits of their own).

    Raises:
        SlackRefusal: `msg_blocks_too_long`.
    """
    prose = [block for block in blocks if block["type"] not in {"table", "data_table"}]
    if sum(map(len, texts(prose))) + BLOCK_COST * len(prose) > TEXT_BUDGET:
        raise SlackRefusal("msg_blocks_too_long")


def check_view(view: Any, kind: str) -> None:
    """Refuse a modal or a Home view that Slack would refuse.

    Raises:
        SlackRefusal: `invalid_arguments` with messages, or `view_too_large`.
    """
    problems = list(tagged({kind: VIEWS[kind]})(view, "/view"))
    if not problems:
        problems = list(_problems(view["blocks"], kind, "/view/blocks"))
        if kind == "modal" and "submit" not in view and _has_input(view["blocks"]):
            problems.append(("/view", "missing required field: submit"))
    if problems:
        raise SlackRefusal(
            "invalid_arguments", [f"[ERROR] {what} [json-pointer:{at}]" for at, what in problems]
        )
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        raise SlackRefusal("view_too_large")


def _has_input(blocks: list[Json]) -> bool:
    return any(block["type"] == "input" for block in blocks)


def _problems(blocks: Any, surface: str, root: str) -> Iterator[Problem]:
    allowed = {kind: rule for kind, rule in BLOCKS.items() if kind not in ABSENT[surface]}
    faults = list(array(tagged(allowed), MOST_BLOCKS[surface], 0)(blocks, root))
    yield from faults
    if not faults:
        for rule in ACROSS:
            yield from ((root + at, what) for at, what in rule(blocks))
