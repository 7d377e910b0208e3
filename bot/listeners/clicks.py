"""What every button has in common: it is acknowledged at once, and its value may be an older version's."""

from collections.abc import Callable
from typing import TypeVar

from slack_bolt import Ack

from models.errors import UsageError

Value = TypeVar("Value")


def acknowledge(ack: Ack) -> None:
    """Tell Slack that the click or the event arrived; what it leads to follows."""
    ack()


def value_of(read: Callable[[str], Value], value: str, cure: str) -> Value:
    """Return what a button's value holds.

    Args:
        read: Reads it; raises ValueError where the value is of another make.
        value: As the button hands it back.
        cure: What to do instead.

    Raises:
        UsageError: The button is of an older version.
    """
    try:
        return read(value)
    except ValueError as error:
        raise UsageError("This button is of an older version.", cure) from error
