"""Days: on which one something was so, and where one ends that a question goes back to. Pure.

What is stored is a moment or a publisher's own day. On which day a moment falls depends on the clock that
people go by, so who speaks of days names a zone: the newsroom's, for one event is of one day in all messages.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


def day_in(zone: str, moment: datetime) -> date:
    """Return the day on which an aware moment falls in a zone (IANA)."""
    return moment.astimezone(ZoneInfo(zone)).date()


def begin_of(day: date, zone: str) -> datetime:
    """Return the moment, UTC, in which a day begins in a zone (IANA)."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class DayEnd:
    """The end of a day, which a question goes back to.

    Attributes:
        day: What is dated up to this day counts.
        midnight: What was seen before this moment counts, UTC.
    """

    day: date
    midnight: datetime


_MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")


def month_and_day(value: date) -> str:
    """Return a day without its year as the Associated Press writes it: `Aug. 5`; March to July in full."""
    return f"{_MONTHS[value.month - 1]} {value.day}"


def end_of(day: date, zone: str) -> DayEnd:
    """Return the end of a day in a zone (IANA)."""
    return DayEnd(day, begin_of(day + timedelta(days=1), zone))


@dataclass(frozen=True, slots=True)
class Dated:
    """When something was so.

    Attributes:
        published: The day that its publisher gives; None where it gives none.
        seen: When we saw it, UTC.
    """

    published: date | None
    seen: datetime

    def day(self, zone: str) -> date:
        """Return the day: the publisher's, else that on which it was seen in a zone (IANA)."""
        return self.published or day_in(zone, self.seen)

    def is_by(self, end: DayEnd) -> bool:
        """Tell whether it was so by the end of a day."""
        return self.published <= end.day if self.published else self.seen < end.midnight
