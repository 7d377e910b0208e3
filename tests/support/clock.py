"""A clock that stands still until a test moves it."""

from datetime import UTC, datetime, timedelta


class Clock:
    """Stands in for `datetime.now(UTC)` wherever the desk takes its clock as an argument.

    Args:
        start: The first moment, aware; kept in UTC.
    """

    def __init__(self, start: datetime) -> None:
        self.now = start.astimezone(UTC)

    def __call__(self) -> datetime:
        """Return the current moment, in UTC."""
        return self.now

    def ticks(self) -> float:
        """Return seconds by a clock that stands still with this one."""
        return self.now.timestamp()

    def advance(self, by: timedelta) -> datetime:
        """Move on and return the new moment, in UTC."""
        self.now += by
        return self.now

    def set(self, moment: datetime) -> datetime:
        """Jump to an aware moment and return it in UTC."""
        self.now = moment.astimezone(UTC)
        return self.now
