"""What a person can want, as frozen values; `str` of each can be typed back. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from models.domain import AT_ONCE, PlaceKind, Quiet, Rhythm

ALL = "all"
Ranking = Literal["refusals", "totals", "sent"]
"""What places are ranked by: all refusals, those counted without their cases, detainers that ICE sent."""
VERBS = (
    "lookup",
    "history",
    "recent",
    "trend",
    "compare",
    "top",
    "map",
    "subscribe",
    "unsubscribe",
    "subscriptions",
    "mute",
    "resume",
    "sources",
    "export",
    "settings",
    "feedback",
    "help",
)


@dataclass(frozen=True, slots=True)
class Request:
    """A verb, and what it is about as typed: `history Boston`, `help mute`; `sources` is about nothing.

    Attributes:
        verb: Any that has no class of its own here.
        about: A place or state, `all` for everything; a verb to be helped with, or what is said of the desk.
    """

    verb: str
    about: str = ""

    def __str__(self) -> str:
        return f"{self.verb} {self.about}".strip()


@dataclass(frozen=True, slots=True)
class Lookup:
    """What do the lists say of a place?

    Attributes:
        text: The place as typed.
        as_of: The day to go back to; None for now.
        plain: It was asked in plain words, `is Chicago a sanctuary city?`: what lists are not is said first.
        about: Whose lists the question asks after, by the publisher's short name: `DHS`; empty for all.
    """

    text: str
    as_of: date | None = None
    plain: bool = False
    about: str = ""

    def __str__(self) -> str:
        as_of = f" as of {self.as_of.isoformat()}" if self.as_of else ""
        return f"{'what about' if self.plain else 'lookup'} {self.text}{as_of}"


@dataclass(frozen=True, slots=True)
class Span:
    """Days that are asked about; with none of these the last weeks.

    Attributes:
        since: The first day that counts.
        until: The last day that counts; None for all until now.
        back: How long before now the first day is, where no day was named: `90d`.
    """

    since: date | None = None
    until: date | None = None
    back: timedelta | None = None

    def __str__(self) -> str:
        if self.back:
            return f"{self.back // timedelta(hours=1)}h" if self.back.seconds else f"{self.back.days}d"
        until = f"until {self.until.isoformat()}" if self.until else ""
        since = f"since {self.since.isoformat()}" if self.since else ""
        return f"{since} {until}".strip()


LATELY = Span()


@dataclass(frozen=True, slots=True)
class Recent:
    """What has changed, anywhere or in a state or place?

    Attributes:
        area: A state or place as typed; empty for all.
    """

    area: str = ""
    span: Span = LATELY

    def __str__(self) -> str:
        return " ".join(part for part in ("recent", self.area, str(self.span)) if part)


@dataclass(frozen=True, slots=True)
class TopPlaces:
    """Which places of a state have most of something?

    Attributes:
        area: A state as typed; empty when none was named.
        kind: What is ranked; None for all places of the state.
        by: What they are ranked by.
    """

    area: str
    kind: PlaceKind | None = None
    by: Ranking = "refusals"

    def __str__(self) -> str:
        what = {None: "places", PlaceKind.COUNTY: "counties", PlaceKind.CITY: "cities"}[self.kind]
        return " ".join(part for part in ("top", what, self.area, f"by {self.by}") if part)


@dataclass(frozen=True, slots=True)
class Clauses:
    """How a channel wants to hear, as typed; what isn't said is everything, at once.

    Attributes:
        sources: Words that name sources: `ICE`, `doj_eo14287`.
        without: Words that name kinds of change: `corrected`.
        zone: A word that names the time zone of these hours; empty for the newsroom's.
    """

    sources: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    rhythm: Rhythm = AT_ONCE
    quiet: Quiet | None = None
    thread: bool = False
    zone: str = ""

    def __str__(self) -> str:
        parts = (
            f"from {', '.join(self.sources)}" if self.sources else "",
            f"except {', '.join(self.without)}" if self.without else "",
            str(self.rhythm) if self.rhythm != AT_ONCE else "",
            f"quiet {self.quiet}" if self.quiet else "",
            f"zone {self.zone}" if self.zone else "",
            "in thread" if self.thread else "",
        )
        return " ".join(part for part in parts if part)


PLAINLY = Clauses()


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Let this channel hear of states, a place, everything or leads, as typed; empty when none was named."""

    area: str
    how: Clauses = PLAINLY

    def __str__(self) -> str:
        return " ".join(part for part in ("subscribe", self.area, str(self.how)) if part)


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """What does this channel hear of, or every channel of the workspace?"""

    everywhere: bool = False

    def __str__(self) -> str:
        return "subscriptions everywhere" if self.everywhere else "subscriptions"


@dataclass(frozen=True, slots=True)
class Mute:
    """Let this channel hear nothing for a while; None when it was not said for how long."""

    time: timedelta | None

    def __str__(self) -> str:
        return f"mute {int(self.time.total_seconds() // 3600)}h" if self.time else "mute"


@dataclass(frozen=True, slots=True)
class Unclear:
    """A place that bears the name of a verb (`Export, PA`): which was meant?"""

    said: str
    either: "tuple[Command, ...]"

    def __str__(self) -> str:
        return self.said


Command = Request | Lookup | Recent | TopPlaces | Subscribe | Subscriptions | Mute | Unclear
