"""Who has App Home open, as far as one can know, and whose shows what is no longer so.

Slack tells when it is opened and never when it is closed: whoever opened it within the last hour
is taken to look at it. Kept in memory, by Slack's ids of people; after a restart Home is brought up to
date when opened again.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

OPEN = 3600.0
"""Seconds for which Home is taken to be looked at."""
PACE = 30.0
"""Seconds between two publications to one person that nobody asked for."""
MOST = 50
"""People whose Home is kept up to date: views.publish takes some hundred calls a minute."""

News = tuple[int, ...]
"""What would show, in numbers that differ once something else would."""


@dataclass(slots=True)
class _Visit:
    opened: float
    published: float
    news: News


class OpenHomes:
    """Remembers who opened App Home, and what it showed last.

    Args:
        clock: Gives seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._visits: dict[str, _Visit] = {}

    def published(self, user: str, news: News, *, opened: bool = False) -> None:
        """Remember what a person's Home shows; only who opened it within the hour is kept."""
        now = self._clock()
        with self._lock:
            known = self._visits.pop(user, None)
            if opened or known:
                began = now if opened or known is None else known.opened
                self._visits[user] = _Visit(began, now, news)
            for oldest in list(self._visits)[:-MOST]:
                del self._visits[oldest]

    def close(self) -> None:
        """Forget everybody: nothing can be published to anyone."""
        with self._lock:
            self._visits.clear()

    def shown_to(self, user: str) -> bool:
        """Tell whether a person may be looking."""
        return self.open() and user in self._visits

    def open(self) -> bool:
        """Tell whether anybody may be looking."""
        now = self._clock()
        with self._lock:
            self._visits = {who: visit for who, visit in self._visits.items() if now - visit.opened < OPEN}
            return bool(self._visits)

    def outdated(self, news: News) -> list[str]:
        """Return whose Home shows other news than these, and was not published just now."""
        now = self._clock()
        with self._lock:
            return [
                who
                for who, visit in self._visits.items()
                if visit.news != news and now - visit.published >= PACE
            ]
