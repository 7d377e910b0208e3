"""robots.txt as RFC 9309 reads it, remembered for a day."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http import HTTPStatus as Http
from threading import Lock

from protego import Protego

from jobs.fetching.response import HAS_BODY, Response

AGENT = "DetainerDesk"
"""The product token by which a robots.txt names us."""

_KEPT = timedelta(hours=24)
_LONGEST_DELAY = 30.0
_READ_AT_MOST = 512 * 1024


@dataclass(slots=True)
class _Remembered:
    lock: Lock = field(default_factory=Lock)
    rules: Protego | None = None
    until: datetime | None = None


class Robots:
    """The rules of every site that was asked, each fetched once a day.

    Args:
        ask: Fetches a robots.txt by its address; raises FetchError when nothing answers.
        clock: The time now, UTC.
    """

    def __init__(self, ask: Callable[[str], Response], clock: Callable[[], datetime]) -> None:
        self._ask = ask
        self._clock = clock
        self._sites: dict[str, _Remembered] = {}
        self._lock = Lock()

    def allowed(self, site: str, address: str) -> bool:
        """Return whether a site's rules let us fetch an address.

        RFC 9309, 2.3.1: a robots.txt that is unavailable (4xx) allows everything; one that
        can't be had (5xx, no answer) forbids everything until it can.

        Args:
            site: Scheme and authority, `https://www.ice.gov`.
            address: The whole address to fetch.

        Raises:
            FetchError: Nothing answered for the robots.txt.
        """
        rules = self._rules(site)
        return rules is not None and rules.can_fetch(address, AGENT)

    def delay(self, site: str) -> float:
        """Return the seconds that a site asks us to wait between requests, 30 at most."""
        kept = self._sites.get(site)
        asked = kept.rules.crawl_delay(AGENT) if kept and kept.rules else None
        return min(asked or 0.0, _LONGEST_DELAY)

    def _rules(self, site: str) -> Protego | None:
        with self._lock:
            kept = self._sites.setdefault(site, _Remembered())
        with kept.lock:
            if kept.until is None or self._clock() >= kept.until:
                answer = self._ask(f"{site}/robots.txt")
                if answer.status >= Http.INTERNAL_SERVER_ERROR:
                    return None
                text = answer.body[:_READ_AT_MOST].decode("utf-8-sig", "replace")
                kept.rules = Protego.parse(text if answer.status in HAS_BODY else "")
                kept.until = self._clock() + _KEPT
            return kept.rules
