"""Slack's speed limits: tiers per method and minute, one message a second and channel.

Source: https://docs.slack.dev/apis/web-api/rate-limits. Slack allows short bursts and doesn't say how
long; here a bucket holds `burst` calls and refills at the documented rate.
"""

import math
from dataclasses import dataclass, field

from bot.preview.errors import RateLimited
from bot.preview.state.workspace import Clock

POST_BURST = 4
"""Messages that one channel takes at once before the pace is one a second."""
PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100}
TIER_1_BURST = 30
"""apps.connections.open is tier 1, yet an app may open ten connections: Slack's burst must be larger."""


@dataclass(slots=True)
class _Bucket:
    tokens: float
    at: float


@dataclass(slots=True)
class Rates:
    """Buckets by key, refilled by the clock; also the waits that a test imposed.

    Attributes:
        clock: Gives the time.
        workspace_pace: Messages a second that all channels take together, Slack's undisclosed cap; 0: none.
    """

    clock: Clock
    workspace_pace: float = 0.0
    _buckets: dict[str, _Bucket] = field(default_factory=dict)
    _imposed: dict[str, float] = field(default_factory=dict)

    def impose(self, key: str, seconds: float) -> None:
        """Answer 429 for a method or a channel id until this many seconds have passed."""
        self._imposed[key] = self.clock().timestamp() + seconds

    def call(self, method: str, tier: int | None) -> None:
        """Count one call of a method; a tier of None has no limit here.

        Raises:
            RateLimited: With the seconds to wait.
        """
        self._obey(method)
        if tier is not None:
            self._take(method, max(PER_MINUTE[tier], TIER_1_BURST if tier == 1 else 0), PER_MINUTE[tier] / 60)

    def post(self, channel: str) -> None:
        """Count one message to a channel.

        Raises:
            RateLimited: With the seconds to wait.
        """
        self._obey(channel)
        if self.workspace_pace:
            self._take("workspace", 1, self.workspace_pace)
        self._take(channel, POST_BURST, 1.0)

    def _obey(self, key: str) -> None:
        left = self._imposed.get(key, 0.0) - self.clock().timestamp()
        if left > 0:
            raise RateLimited(math.ceil(left))

    def _take(self, key: str, burst: int, rate: float) -> None:
        now = self.clock().timestamp()
        bucket = self._buckets.setdefault(key, _Bucket(float(burst), now))
        bucket.tokens = min(float(burst), bucket.tokens + max(0.0, now - bucket.at) * rate)
        bucket.at = now
        if bucket.tokens < 1:
            raise RateLimited(math.ceil((1 - bucket.tokens) / rate))
        bucket.tokens -= 1
