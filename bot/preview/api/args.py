"""The arguments of one call: form-encoded or JSON, read the way Slack reads them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.preview.errors import SlackRefusal


def missing(name: str) -> SlackRefusal:
    """What Slack says when an argument isn't there."""
    return SlackRefusal(
        "invalid_arguments", [f"[ERROR] missing required field: {name} [json-pointer:/{name}]"]
    )


@dataclass(frozen=True, slots=True)
class Args:
    """Arguments by name; a form's nested values are JSON texts, a JSON body's are values already."""

    values: Mapping[str, Any]

    def has(self, name: str) -> bool:
        """Whether the caller sent this argument with something in it."""
        return self.values.get(name) not in (None, "")

    def required(self, name: str) -> str:
        """A text that must be there.

        Raises:
            SlackRefusal: invalid_arguments, naming it.
        """
        if not self.has(name):
            raise missing(name)
        return str(self.values[name])

    def text(self, name: str, default: str = "") -> str:
        """A text, or the default when it isn't there."""
        return str(self.values[name]) if self.has(name) else default

    def flag(self, name: str) -> bool:
        """A boolean, `true` or `1` in a form."""
        return str(self.values.get(name, "")).lower() in {"true", "1"}

    def whole(self, name: str, default: int, error: str = "invalid_arguments") -> int:
        """A whole number.

        Raises:
            SlackRefusal: `error` when it is something else.
        """
        try:
            return int(self.values[name]) if self.has(name) else default
        except (TypeError, ValueError) as wrong:
            raise SlackRefusal(error) from wrong

    def nested(self, name: str, error: str) -> Any:
        """A list or an object, sent as JSON text or as itself; None when it isn't there.

        Raises:
            SlackRefusal: `error` when it isn't JSON.
        """
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as wrong:
            raise SlackRefusal(error) from wrong
