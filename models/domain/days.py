"""Days: on which one something was so, and where one ends that a question goes back to. Pure.

What is stored is a moment or a publisher's own day. On which day a moment falls depends on the clock that
people go by, so who speaks of days names a zone: the newsroom's, for one event is of one day in all messages.
"""

from calendar import monthrange
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


def day(value: date) -> str:
    """Return a calendar date: `Aug. 5, 2025`."""
    return f"{month_and_day(value)}, {value.year}"


def month(value: date) -> str:
    """Return a month, in full without a day: `August 2014`."""
    return f"{value:%B} {value.year}"


def period(first: date | None, last: date | None) -> str:
    """Return the days that a count covers: `Jan. 28 to Feb. 3, 2017`, `2011 to 2015`; nothing when unknown.

    Whole months and years are said as such.
    """
    first, last = first or last, last or first
    if first is None or last is None:
        return ""
    if first == last:
        return day(first)
    if first.day == 1 and last.day == monthrange(last.year, last.month)[1]:
        return _whole(first, last)
    if first.year != last.year:
        return f"{day(first)}, to {day(last)}"
    ends = f"{last.day}, {last.year}" if first.month == last.month else day(last)
    return f"{month_and_day(first)} to {ends}"


def _whole(first: date, last: date) -> str:
    """Return whole months or years: `2014`, `2011 to 2015`, `August 2014`, `August to October 2014`."""
    if (first.month, last.month) == (1, 12):
        return str(first.year) if first.year == last.year else f"{first.year} to {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return month(last)
    return f"{first:%B}{'' if first.year == last.year else f' {first.year}'} to {month(last)}"


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
