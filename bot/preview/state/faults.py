"""What a test asked to go wrong: kept here, met by the Web API, response_urls, uploads and connections."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.preview.state.workspace import Json

EVERY = "*"
"""In place of a way's name: all of them."""
RESPONSE_URL, UPLOAD = "response_url", "upload"
"""Ways in that are no methods, as `slow` and `drip` name them."""


@dataclass(frozen=True, slots=True)
class Instead:
    """What a caller gets in place of an answer; nothing is done then.

    Attributes:
        error: The word of an ordinary refusal; the rest is for what isn't one.
        status: HTTP status.
        body: As sent; what Slack's own proxies and others' say is no JSON.
        content_type: Of the body.
        retry_after: Seconds, for the header of that name; 0 sends none.
    """

    error: str = ""
    status: int = 200
    body: str = ""
    content_type: str = "application/json"
    retry_after: int = 0


@dataclass(slots=True)
class Faults:
    """What goes wrong next, each as often as asked; a slow way and a revoked token stay so.

    Attributes:
        instead: Way (a method, or `RESPONSE_URL`) → what the next calls get instead, oldest first.
        slow: Way, or `EVERY` → seconds from doing to answering.
        drips: Way → seconds over which the bodies of the next answers come, oldest first.
        hangs: Ways that are gone once to the end and then not answered.
        refused_sockets: How many of the next handshakes fail.
        shares: Seconds until the next files are shared, oldest first; None: never.
        revoked: The word with which every call with the bot token is refused; empty: none is.
    """

    instead: dict[str, list[Instead]] = field(default_factory=dict)
    slow: dict[str, float] = field(default_factory=dict)
    drips: dict[str, list[float]] = field(default_factory=dict)
    hangs: list[str] = field(default_factory=list)
    refused_sockets: int = 0
    shares: list[float | None] = field(default_factory=list)
    revoked: str = ""

    def instead_of(self, way: str) -> Instead | None:
        """What the next call of a way gets in place of its answer, taken off the list."""
        waiting = self.instead.get(way)
        return waiting.pop(0) if waiting else None

    def slowness(self, way: str) -> float:
        """Seconds that an answer of this way takes."""
        return self.slow.get(way, self.slow.get(EVERY, 0.0))

    def drip(self, way: str) -> float:
        """Seconds over which the body of this answer comes, taken off the list; 0: at once."""
        waiting = self.drips.get(way)
        return waiting.pop(0) if waiting else 0.0

    def hangs_after(self, way: str) -> bool:
        """Whether this call is taken and then left without an answer."""
        if way in self.hangs:
            self.hangs.remove(way)
            return True
        return False

    def refuses_socket(self) -> bool:
        """Whether this handshake fails."""
        refused = self.refused_sockets > 0
        self.refused_sockets -= refused
        return refused

    def share_after(self, usual: float) -> float | None:
        """Seconds until a file is shared; None: it never is."""
        return self.shares.pop(0) if self.shares else usual


def planned(asked: Json) -> Sequence[Instead]:
    """Read what a driver asked for: `error`, or `status` and `body`; `times` over."""
    names = ("error", "status", "body", "content_type", "retry_after")
    return [Instead(**{name: asked[name] for name in names if name in asked})] * int(asked.get("times", 1))
