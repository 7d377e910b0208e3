"""Whether Slack would take these blocks: the table of limits, and the rules of `across`.

Source of the sum of a message's text: slackapi/bolt-js#2509 and #2867.
"""

import json
from collections.abc import Iterable
from typing import Any

from bot.preview.errors import SlackRefusal
from bot.preview.validation.across import problems_across, texts
from bot.preview.validation.table import TABLE, Problem, faults

Json = dict[str, Any]

VIEW_BYTES = 250_000
"""https://docs.slack.dev/reference/methods/views.open: view_too_large."""
TEXT_BUDGET = 13_400
BLOCK_COST = 125
"""Measured by a reporter in bolt-js#2509: markdown alone fits 13,297 characters, a divider takes 125."""


def check_blocks(blocks: Any, surface: str = "message") -> None:
    """Refuse blocks that Slack would refuse.

    Args:
        blocks: What came as `blocks`.
        surface: `message`, `modal` or `home`.

    Raises:
        SlackRefusal: `invalid_blocks_format`, or `invalid_blocks` with a message for each fault.
    """
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise SlackRefusal("invalid_blocks_format")
    _refuse("invalid_blocks", _problems(blocks, surface, "/blocks"))


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
    problems = list(faults(f"any {kind}_view", view, "/view"))
    if not problems:
        problems = _problems(view["blocks"], kind, "/view/blocks")
        if kind == "modal" and "submit" not in view and _has_input(view["blocks"]):
            problems.append(("/view", "missing required field: submit"))
    _refuse("invalid_arguments", problems)
    if len(json.dumps(view, ensure_ascii=False).encode()) > VIEW_BYTES:
        raise SlackRefusal("view_too_large")


def _has_input(blocks: Any) -> bool:
    rows = blocks if isinstance(blocks, list) else []
    return any(isinstance(block, dict) and block.get("type") == "input" for block in rows)


def _problems(blocks: Any, surface: str, root: str) -> list[Problem]:
    problems = list(faults(TABLE["surface"][surface], blocks, root))
    return problems or [(root + at, what) for at, what in problems_across(blocks)]


def _refuse(code: str, problems: Iterable[Problem]) -> None:
    messages = [f"[ERROR] {what} [json-pointer:{at}]" for at, what in problems]
    if messages:
        raise SlackRefusal(code, messages)
