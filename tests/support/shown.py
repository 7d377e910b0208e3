"""What a message shows, as one text."""

from collections.abc import Iterable, Mapping
from typing import Any

from bot.preview.validation.across import texts


def shown(blocks: Iterable[Mapping[str, Any]]) -> str:
    """Every text of some blocks that a person reads, a line each, signs of mrkdwn and all."""
    return "\n".join(texts(list(blocks)))
