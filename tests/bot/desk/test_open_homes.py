"""Who is taken to look at App Home."""

from dataclasses import dataclass

import pytest

from bot.desk.open_homes import MOST, OPEN, PACE, OpenHomes

EDITOR = "UEDITOR"
OLD, NEW = (1, 0), (2, 0)


@dataclass
class Stopwatch:
    """Seconds that pass when a test says so."""

    seconds: float = 0.0

    def __call__(self) -> float:
        """Give the seconds so far."""
        return self.seconds


@pytest.fixture
def context() -> Stopwatch:
    """A stopwatch at nought."""
    return Stopwatch()


def test_home_is_outdated_once_something_else_would_show(context: Stopwatch) -> None:
    """Half a minute after it was published at the earliest."""
    homes = OpenHomes(context)
    homes.published(EDITOR, OLD, opened=True)
    assert homes.outdated(NEW) == []
    context.seconds = PACE
    assert homes.outdated(OLD) == []
    assert homes.outdated(NEW) == [EDITOR]
    homes.published(EDITOR, NEW)
    assert homes.outdated(NEW) == []


def test_home_is_left_alone_an_hour_after_it_was_opened(context: Stopwatch) -> None:
    """What was published meanwhile doesn't make it longer; opening it again does."""
    homes = OpenHomes(context)
    homes.published(EDITOR, OLD, opened=True)
    context.seconds = OPEN - 1
    homes.published(EDITOR, NEW)
    assert homes.shown_to(EDITOR)
    context.seconds = OPEN
    assert not homes.shown_to(EDITOR)
    homes.published(EDITOR, OLD, opened=True)
    assert homes.open()


def test_nobody_is_kept_who_never_opened_it(context: Stopwatch) -> None:
    """A publication alone makes nobody a visitor."""
    homes = OpenHomes(context)
    homes.published(EDITOR, OLD)
    assert not homes.open()


def test_the_longest_unseen_gives_way(context: Stopwatch) -> None:
    """Slack takes only so many publications a minute."""
    homes = OpenHomes(context)
    for number in range(MOST + 1):
        homes.published(f"U{number}", OLD, opened=True)
    context.seconds = PACE
    assert len(homes.outdated(NEW)) == MOST
    assert "U0" not in homes.outdated(NEW)
