"""How fast a workspace takes messages, second by second."""

from bot.slack import RateLimiter
from bot.slack.rate_limiter import FIRST, MOST

NOW = 1000.0


def later(seconds: float) -> float:
    """So many seconds on."""
    return NOW + seconds


def test_a_single_refusal_only_waits() -> None:
    """As long as Slack says, and then as fast as before."""
    pace = RateLimiter(NOW)
    assert pace.take(NOW)
    pace.refused(7, NOW)
    assert not pace.take(later(6.9))
    assert pace.take(later(7))
    assert pace.take(later(7))
    assert pace.pause == 0.0


def test_what_was_on_its_way_teaches_nothing() -> None:
    """Four threads that are refused in one moment are one refusal; the longest wait counts."""
    pace = RateLimiter(NOW)
    for seconds in (1, 3, 2, 1):
        pace.refused(seconds, NOW)
    assert pace.pause == 0.0
    assert not pace.take(later(2.9))
    assert pace.take(later(3))


def test_refusals_slow_down_to_a_bound_and_quiet_speeds_up_again() -> None:
    """The pause doubles with each, never beyond the longest, and is gone after some quiet minutes."""
    pace, at = RateLimiter(NOW), 0.0
    for _ in range(9):
        pace.refused(1, later(at))
        at += 2
    assert pace.pause == MOST
    assert pace.take(later(at))
    assert not pace.take(later(at + MOST - 0.1))
    halvings = 0
    while pace.pause and halvings < 10:
        at += 60
        pace.take(later(at))
        halvings += 1
    assert FIRST * 2 ** (halvings - 1) == MOST


def test_a_refusal_long_ago_is_no_lesson() -> None:
    """Two an hour apart are two accidents."""
    pace = RateLimiter(NOW)
    pace.refused(1, NOW)
    pace.refused(1, later(3600))
    assert pace.pause == 0.0
