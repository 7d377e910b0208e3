"""How fast a workspace takes messages: learnt from its refusals, and forgotten again.

Times are seconds by a clock that only grows: what the wall clock does holds no message up.
Slack allows about one message a second to a channel, which the outbox keeps to, and to a whole
workspace a number that it doesn't tell: https://docs.slack.dev/apis/web-api/rate-limits.
"""

import threading

LESSON = 300.0
"""Refusals this near to each other mean that the workspace's own cap is reached."""
FIRST = 0.25
MOST = 8.0
"""Pauses between two messages to a workspace: the first that is tried, and the longest."""
QUIET = 60.0
"""A time without refusal after which the pause is halved."""


class RateLimiter:
    """When the next message may be sent; several threads may ask.

    A single refusal only waits for as long as Slack says, with all channels. Another one soon
    after doubles the pause between messages, and each quiet minute halves it.

    Args:
        now: Seconds, as all times here.

    Attributes:
        pause: Seconds between two messages to the workspace; none until something is learnt.
    """

    def __init__(self, now: float) -> None:
        self.pause = 0.0
        self._next = now
        self._until = now
        self._refused: float | None = None
        self._eased = now
        self._lock = threading.Lock()

    def take(self, now: float) -> bool:
        """Tell whether a message may be sent now; the next one may after the pause."""
        with self._lock:
            if now < max(self._next, self._until):
                return False
            self._ease(now)
            self._next = now + self.pause
            return True

    def refused(self, seconds: float, now: float) -> None:
        """Wait for as long as Slack says, and go slower if it has said so lately.

        Args:
            seconds: What its Retry-After asks for.
            now: Seconds.
        """
        with self._lock:
            known = now < self._until  # one of those that were on their way when the first was refused
            self._until = max(self._until, now + seconds)
            if known:
                return
            if self._refused is not None and now - self._refused <= LESSON:
                self.pause = min(max(self.pause * 2, FIRST), MOST)
            self._refused = self._eased = now

    def _ease(self, now: float) -> None:
        while self.pause and now - self._eased >= QUIET:
            self._eased += QUIET
            self.pause = self.pause / 2 if self.pause > FIRST else 0.0
