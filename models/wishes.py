"""A subscription as people see it. Pure."""

from dataclasses import dataclass
from datetime import datetime


LEADS = "leads"
"""In place of a state: the channel hears of scouts' leads, and of nothing that any list says."""


@dataclass(frozen=True, slots=True)
class Channel:
    """A channel of a workspace, by Slack's ids (`T…`, `C…`, `G…` or `D…`)."""

    team: str
    id: str


@dataclass(frozen=True, slots=True)
class Wish:
    """One subscription as it stands.

    Attributes:
        channel: Slack's id of the channel.
        state: USPS abbreviation, or `LEADS`.
        created: When it was made, UTC.
        created_by: Slack's id of the person.
        paused: Why nothing is sent, as Slack says it; empty while it is heard.
    """

    channel: str
    state: str
    created: datetime
    created_by: str
    paused: str
