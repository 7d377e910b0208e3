"""A message as plain text: what a terminal shows of the blocks that Slack draws."""

import html
import re
import textwrap
from collections.abc import Iterator
from typing import Any

from bot.blocks.kit.blocks import Message

WIDTH = 100
_LINK = re.compile(r"<(https?://[^|>]+)\|([^>]*)>")
_DATE = re.compile(r"<!date\^[^|>]*\|([^>]*)>")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=\S)(.+?)(?<=\S)\1(?![\w*_])")


def as_plain_text(message: Message, *, choices: bool = False) -> str:
    """Return a message's words without its marks, links in brackets.

    Args:
        message: As Slack would be sent it.
        choices: Print the buttons' labels too, where they are what the message asks.
    """
    shown = (line for block in message.blocks for line in _block(block, choices=choices))
    wrapped = (textwrap.fill(line, WIDTH, break_on_hyphens=False, break_long_words=False) for line in shown)
    return "\n".join(wrapped) if message.blocks else _text(message.text)


def _block(block: dict[str, Any], *, choices: bool) -> Iterator[str]:
    """Yield the lines of a block; an empty one stands before a section."""
    match block["type"]:
        case "header":
            yield block["text"]["text"]
        case "section":
            yield ""
            for text in (block.get("text"), *block.get("fields", ())):
                if text:
                    yield from _text(text["text"]).splitlines()
        case "context":
            yield ""
            for element in block["elements"]:
                yield from _text(element["text"]).splitlines()
        case "actions" if choices:
            yield from (f"• {element['text']['text']}" for element in block["elements"])


def _text(mrkdwn: str) -> str:
    text = _LINK.sub(lambda match: f"{match[2]} [{match[1]}]", mrkdwn)
    text = _EMPHASIS.sub(r"\2", _DATE.sub(r"\1", text))
    return html.unescape(text).replace(":warning:", "⚠")
