"""A subscription as people see it: who hears of what, and how. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from models.rhythm import AT_ONCE, Every, Quiet, Rhythm, clock
from models.values import ChangeKind

LEADS = "leads"
"""In place of a state: the channel hears of scouts' leads, and of nothing that any list says."""
EVERYWHERE = "all"
"""In place of a state: the channel hears of every state."""
ANYONE, MEMBERS = "anyone", "members"
"""Who may change what a channel hears, where no people are listed: the newsroom, the channel's members."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of a workspace, by Slack's ids (`T…`, `C…`, `G…` or `D…`)."""

    team: str
    id: str


@dataclass(frozen=True, slots=True)
class Subject:
    """What a channel hears of.

    Attributes:
        state: USPS abbreviation, `EVERYWHERE` or `LEADS`; of a place the state that it is in.
        place: GEOID of the one place; empty for the whole state.
    """

    state: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Terms:
    """How a channel hears of a subject.

    Attributes:
        sources: Names of the sources that it hears; empty for all.
        without: Kinds of row changes that it does not hear.
        rhythm: At once, or as a digest.
        quiet: Hours in which nothing is sent; they hold delivery, never checking.
        zone: IANA name; empty for the newsroom's.
        thread: Later alerts of a list stand in the thread of its first one here.
    """

    sources: tuple[str, ...] = ()
    without: tuple[ChangeKind, ...] = ()
    rhythm: Rhythm = AT_ONCE
    quiet: Quiet | None = None
    zone: str = ""
    thread: bool = False


PLAIN = Terms()
"""Everything of the subject, at once."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One subscription as it stands.

    Attributes:
        channel: Slack's id of the channel.
        state: USPS abbreviation, `EVERYWHERE` or `LEADS`.
        created: When it was made, UTC.
        created_by: Slack's id of the person.
        paused: Why nothing is sent, as Slack says it; empty while it is heard.
        place: GEOID of the one place that it is about; empty for all of the state.
        muted_until: Until when its channel wants to hear nothing, UTC.
    """

    channel: str
    state: str
    created: datetime
    created_by: str
    paused: str
    place: str = ""
    terms: Terms = PLAIN
    muted_until: datetime | None = None

    @property
    def subject(self) -> Subject:
        """What it is about."""
        return Subject(self.state, self.place)


def terms_json(terms: Terms) -> dict[str, Any]:
    """Return terms as they are stored; `read_terms` gives them back."""
    return {
        "sources": list(terms.sources),
        "without": [kind.value for kind in terms.without],
        "every": terms.rhythm.every.value,
        "at": clock(terms.rhythm.at),
        "weekday": terms.rhythm.weekday,
        "quiet": str(terms.quiet) if terms.quiet else "",
        "zone": terms.zone,
        "thread": terms.thread,
    }


def read_terms(stored: Mapping[str, Any]) -> Terms:
    """Return the terms of a stored subscription; what isn't said is as in `PLAIN`."""
    first, _, last = str(stored.get("quiet", "")).partition("-")
    return Terms(
        sources=tuple(stored.get("sources", ())),
        without=tuple(ChangeKind(kind) for kind in stored.get("without", ())),
        rhythm=Rhythm(
            Every(stored.get("every", Every.ONCE)), _time(stored.get("at", "8:00")), stored.get("weekday", 0)
        ),
        quiet=Quiet(_time(first), _time(last)) if last else None,
        zone=stored.get("zone", ""),
        thread=bool(stored.get("thread", False)),
    )


def _time(text: str) -> time:
    hours, _, minutes = text.partition(":")
    return time(int(hours), int(minutes))
