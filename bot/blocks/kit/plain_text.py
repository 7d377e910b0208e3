"""A message with fewer marks: as a terminal shows it, and as a Slack takes it that refuses its blocks."""

import html
import re
import textwrap
from collections.abc import Iterator
from typing import Any

from bot.blocks.kit.blocks import PICK, SECTION, Block, Message, plain_message, section
from bot.words import escape, lines

WIDTH = 100
_LINK = re.compile(r"<(https?://[^|>]+)\|([^>]*)>")
_EMPHASIS = re.compile(r"(?<![\w*_~])([*_~])(?=\S)(.+?)(?<=\S)\1(?![\w*_~])")


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
            yield from _text(block["text"]["text"]).splitlines()
        case "context":
            yield ""
            for element in block["elements"]:
                yield from _text(element["text"]).splitlines()
        case "actions" if choices:
            yield from (f"• {element['text']['text']}" for element in block["elements"])


def _text(mrkdwn: str) -> str:
    text = _LINK.sub(lambda match: f"{match[2]} [{match[1]}]", mrkdwn)
    text = _EMPHASIS.sub(r"\2", text)
    return html.unescape(text).replace(":warning:", "⚠")


def plainer(message: Message) -> Iterator[Message]:
    """Yield a message as it is, then with its tables as lines of text, then without any block.

    Nothing that is told is left out but what no single text takes. Buttons go with the blocks; what one
    could pick is still named.
    """
    yield message
    tables = [block for block in message.blocks if block["type"] == "table"]
    if tables:
        yield Message(message.text, tuple(_as_section(block) for block in message.blocks))
    if message.blocks:
        told = [text for block in message.blocks for text in _said(block)]
        yield plain_message([message.text, *(text for text in told if text.strip("*") != message.text)])


def _as_section(block: Block) -> Block:
    return section(lines(list(_table_rows(block)), SECTION)) if block["type"] == "table" else block


def _table_rows(table: Block) -> Iterator[str]:
    for row in table["rows"]:
        yield " · ".join(escape(_cell_text(cell)) for cell in row)


def _cell_text(cell: Block) -> str:
    """Return the text of a cell; of one that is struck or linked that of its only element."""
    text = cell["text"] if cell["type"] == "raw_text" else cell["elements"][0]["elements"][0]["text"]
    return str(text)


def _said(block: Block) -> Iterator[str]:
    """Yield what a block says, as mrkdwn."""
    if block["type"] == "table":
        yield from _table_rows(block)
    elif block["type"] == "header":
        yield escape(block["text"]["text"])
    elif block["type"] == "actions":
        picks = (each for each in block["elements"] if each["action_id"].partition(".")[0] == PICK)
        yield from (f"• {escape(each['text']['text'])}" for each in picks)
    elif block["type"] in {"section", "context"}:
        parts = (block.get("text"), *block.get("elements", ()))
        yield from (part["text"] for part in parts if part)
