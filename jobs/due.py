"""When sources and scouts are due. Pure."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

from models.settings_scouts import ScoutSettings
from models.values import Source

JITTER = 0.1
"""Share of the time between two checks by which a check comes earlier or later."""


def due_sources(sources: Iterable[Source], due: Mapping[str, datetime | None], now: datetime) -> list[str]:
    """Return the names of the sources to check now, the longest overdue first. Pure.

    Args:
        sources: Those that are watched; one that reads another's documents is never due itself.
        due: By name, when each is due, UTC; None, or no entry, means at once.
        now: UTC.
    """
    waiting = [source.name for source in sources if not source.reads and source.address]
    when = {name: due.get(name) or datetime.min.replace(tzinfo=UTC) for name in waiting}
    return sorted((name for name in waiting if when[name] <= now), key=lambda name: (when[name], name))


def next_due(every: timedelta, now: datetime, spread: float) -> datetime:
    """Return when what is checked now is due again. Pure.

    Args:
        every: The mean of the time between two checks.
        now: UTC.
        spread: From -1 to 1; so desks that were started together drift apart.
    """
    return now + every * (1 + JITTER * spread)


def due_scouts(
    scouts: Iterable[ScoutSettings], due: Mapping[str, datetime | None], now: datetime
) -> list[ScoutSettings]:
    """Return the scouts that are to look now. Pure.

    Args:
        scouts: As set.
        due: By their keys, when each is due, UTC; None, or no entry, means at once.
        now: UTC.
    """
    return [scout for scout in scouts if scout.enabled and (due.get(scout.key) or now) <= now]
