"""What a message says, wherever it stands: its text, blocks, attachments and unfurled links. Pure.

Wire services and other apps leave `text` empty or write a headline into it, and tell the rest in blocks
(https://docs.slack.dev/reference/block-kit/blocks) or attachments, which unfurled links are as well
(https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments).
"""

import html
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

LINES = 400
"""Lines that are gathered; a message of 50 full blocks has fewer."""
DEEP = 12
"""Levels of blocks within blocks; Slack's own have half as many."""

_TEXTS = ("pretext", "author_name", "title", "text")
_INLINE = frozenset({"rich_text_section", "rich_text_preformatted", "rich_text_quote"})
_ASIDE = frozenset({"actions", "button", "context_actions", "input", "overflow"})
"""What one presses is no part of what is said."""
_MARKDOWN_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def words_of(message: Mapping[str, Any]) -> str:
    """Return what a message says as mrkdwn, entities included; what is said twice stands once.

    Args:
        message: As Slack sends it with a shortcut or an event.
    """
    said = _of_message(message, 0)
    lines = (line.strip() for text in said for line in text.splitlines())
    return "\n".join(islice(dict.fromkeys(filter(None, lines)), LINES))


def _of_message(message: Mapping[str, Any], depth: int) -> Iterator[str]:
    if depth > DEEP:
        return
    yield _text(message.get("text"))
    yield from _of_block(message.get("blocks"), depth)
    for attachment in _listed(message.get("attachments")):
        yield from _of_attachment(attachment, depth + 1)


def _of_attachment(attachment: Any, depth: int) -> Iterator[str]:
    if not isinstance(attachment, dict) or depth > DEEP:
        return
    yield from (_text(attachment.get(name)) for name in _TEXTS)
    for field in _listed(attachment.get("fields")):
        if isinstance(field, dict):
            yield from (_text(field.get(name)) for name in ("title", "value"))
    yield from _of_block(attachment.get("blocks"), depth)
    for shared in _listed(attachment.get("message_blocks")):
        if isinstance(shared, dict) and isinstance(shared.get("message"), dict):
            yield from _of_message(shared["message"], depth + 1)
    yield _text(attachment.get("fallback"))


def _of_block(value: Any, depth: int) -> Iterator[str]:
    """Yield the texts of a block, of what stands in it, and of a list of blocks."""
    if depth > DEEP:
        return
    if isinstance(value, list):
        for part in value:
            yield from _of_block(part, depth + 1)
        return
    kind = value.get("type") if isinstance(value, dict) else None
    if not isinstance(value, dict) or kind in _ASIDE:
        return
    if kind == "mrkdwn":
        yield _text(value.get("text"))
    elif kind == "markdown":
        yield _raw(_MARKDOWN_LINK.sub(r"\1", _text(value.get("text"))))
    elif kind in _INLINE:
        yield "".join(_inline(part) for part in _listed(value.get("elements")))
    elif isinstance(value.get("rows"), list):
        yield from (", ".join(_cell(cell, depth + 1) for cell in _listed(row)) for row in value["rows"])
    elif isinstance(value.get("text"), str):
        yield _raw(value["text"])
    else:
        yield from _of_block([part for part in value.values() if isinstance(part, dict | list)], depth)


def _cell(cell: Any, depth: int) -> str:
    if isinstance(cell, dict) and cell.get("type") == "raw_number":
        return _raw(str(cell.get("text") or cell.get("value") or ""))
    return " ".join(_of_block(cell, depth))


def _inline(part: Any) -> str:
    """Return an element of rich text: what people read of it, so that a name may run over styles."""
    if not isinstance(part, dict):
        return ""
    return _raw(_text(part.get("text")) or _text(part.get("fallback")))


def _raw(text: str) -> str:
    """Return text that Slack leaves as it is, written as mrkdwn writes it."""
    return html.escape(text, quote=False)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
