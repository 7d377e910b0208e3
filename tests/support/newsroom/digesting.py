"""A channel that hears in digests, beside made-up editions."""

from datetime import datetime, time

from sqlalchemy import Engine

from models.domain import Channel, Every, Rhythm, Subject, Terms
from models.newsroom import Actor, subscribe
from tests.support.newsroom.delivering import TEXAS

ZONE = "America/New_York"
DAILY = Rhythm(Every.DAILY, time(8))
WEEKLY = Rhythm(Every.WEEKLY, time(8))
"""On Mondays."""


def wish(engine: Engine, now: datetime, terms: Terms, state: str = "TX", channel: str = TEXAS) -> None:
    """Let a channel hear of a state on these terms, by the newsroom's clock in New York."""
    subscribe(engine, Channel("", channel), Subject(state), Actor("U0EDITOR", now, ZONE), terms)
