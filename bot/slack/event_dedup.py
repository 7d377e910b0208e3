"""Events that Slack sends again are heard once.

Slack repeats an event that was not acknowledged, at once, after a minute and after five:
https://docs.slack.dev/apis/events-api, section Retries.
"""

import threading

REMEMBERED = 1000
"""Ids of events; in memory, since what is repeated is repeated within minutes."""


class EventDedup:
    """Remembers which events were heard."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._heard: dict[str, None] = {}

    def first(self, event_id: str) -> bool:
        """Tell whether an event is heard for the first time, and remember it."""
        with self._lock:
            if event_id in self._heard:
                return False
            self._heard[event_id] = None
            for oldest in list(self._heard)[:-REMEMBERED]:
                del self._heard[oldest]
            return True
