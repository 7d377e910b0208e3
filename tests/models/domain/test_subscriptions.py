"""When a digest is due and when nothing is sent, by the newsroom's clock."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.domain import AT_ONCE, Every, Quiet, Rhythm, may_send, next_due

EASTERN = "America/New_York"
ZONES = st.sampled_from([EASTERN, "America/Los_Angeles", "Pacific/Honolulu", "Europe/Berlin", "UTC"])
MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2028, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
CLOCKS = st.times().map(lambda at: at.replace(second=0, microsecond=0))


@pytest.mark.parametrize(
    ("at", "after", "due"),
    [
        (time(8), datetime(2026, 3, 7, 12, tzinfo=UTC), datetime(2026, 3, 7, 13, tzinfo=UTC)),
        (time(8), datetime(2026, 3, 7, 14, tzinfo=UTC), datetime(2026, 3, 8, 12, tzinfo=UTC)),
        (time(2, 30), datetime(2026, 3, 8, 1, tzinfo=UTC), datetime(2026, 3, 8, 7, 30, tzinfo=UTC)),
        (time(1, 30), datetime(2026, 11, 1, 1, tzinfo=UTC), datetime(2026, 11, 1, 5, 30, tzinfo=UTC)),
        (time(1, 30), datetime(2026, 11, 1, 5, 45, tzinfo=UTC), datetime(2026, 11, 2, 6, 30, tzinfo=UTC)),
    ],
    ids=["winter", "summer from tomorrow", "an hour that is skipped", "an hour that is twice", "not twice"],
)
def test_a_daily_digest_across_daylight_saving(at: time, after: datetime, due: datetime) -> None:
    """Eight stays eight; so with the hour that a spring night lacks and an autumn night has twice."""
    assert next_due(Rhythm(Every.DAILY, at), EASTERN, after) == due


@given(CLOCKS, ZONES, MOMENTS)
def test_a_daily_digest_comes_once_a_day(at: time, zone: str, start: datetime) -> None:
    """Ten digests in a row fall on ten days in a row, whatever the clock does."""
    rhythm, dues = Rhythm(Every.DAILY, at), [start]
    for _ in range(10):
        dues.append(next_due(rhythm, zone, dues[-1]))
    days = [due.astimezone(ZoneInfo(zone)).date() for due in dues[1:]]
    assert all(after - before == timedelta(days=1) for before, after in pairwise(days))


@given(CLOCKS, st.integers(0, 6), ZONES, MOMENTS)
def test_a_weekly_digest_comes_on_its_day(at: time, weekday: int, zone: str, start: datetime) -> None:
    """Within the week to come, on the weekday asked for."""
    due = next_due(Rhythm(Every.WEEKLY, at, weekday), zone, start)
    assert due.astimezone(ZoneInfo(zone)).weekday() == weekday
    assert start < due <= start + timedelta(days=7, hours=1)


def test_what_is_told_at_once_is_never_due() -> None:
    """Asking is a mistake of ours, told as one."""
    with pytest.raises(ValueError, match="at once"):
        next_due(AT_ONCE, EASTERN, datetime(2026, 1, 1, tzinfo=UTC))


NIGHT = Quiet(time(22), time(7))


@pytest.mark.parametrize(
    ("now", "free"),
    [
        (datetime(2026, 1, 10, 2, 59, tzinfo=UTC), datetime(2026, 1, 10, 2, 59, tzinfo=UTC)),
        (datetime(2026, 1, 10, 3, 0, tzinfo=UTC), datetime(2026, 1, 10, 12, 0, tzinfo=UTC)),
        (datetime(2026, 1, 10, 11, 59, tzinfo=UTC), datetime(2026, 1, 10, 12, 0, tzinfo=UTC)),
        (datetime(2026, 1, 10, 12, 0, tzinfo=UTC), datetime(2026, 1, 10, 12, 0, tzinfo=UTC)),
    ],
    ids=["21:59", "22:00", "6:59", "7:00"],
)
def test_a_night_is_quiet(now: datetime, free: datetime) -> None:
    """From ten at night to seven in the morning, over midnight."""
    assert may_send(NIGHT, EASTERN, now) == free


@given(CLOCKS, CLOCKS, ZONES, MOMENTS)
def test_quiet_hours_end(first: time, last: time, zone: str, now: datetime) -> None:
    """Whatever the hours, a message is sent within a day and an hour, and not in them."""
    free = may_send(Quiet(first, last), zone, now)
    assert now <= free <= now + timedelta(hours=25)
    assert may_send(Quiet(first, last), zone, free) == free
