"""Editions that say something else than the one before, and what became of a channel's first message."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Engine

from models.config import Newsroom
from models.domain import Row, Source, key
from models.editions import publish
from tests.support.newsroom.delivering import TEXAS
from tests.support.newsroom.editions import compared
from tests.support.slack.driven import DrivenSlack
from tests.support.slack.seen import Posted

OPERATORS = "C0NATIONAL"
OPERATED = Newsroom(operators_channel=OPERATORS)
"""A newsroom whose operators hear in a channel what was told and was none."""


def saying(rows: Sequence[Row], number: int, **said: str) -> list[Row]:
    """Return rows of which one says something else in some of its fields."""
    row = rows[number]
    listing = replace(row.listing, fields={**row.listing.fields, **said})
    return [*rows[:number], Row(listing, key(listing), row.resolution), *rows[number + 1 :]]


def paged(rows: Sequence[Row], page: int) -> list[Row]:
    """Return rows that stand on another page and say what they said."""
    return [replace(row, listing=replace(row.listing, page=page)) for row in rows]


def first(slack: DrivenSlack) -> Posted:
    """The channel's first message as it reads now."""
    return next(message for message in slack.messages(TEXAS) if message.from_app)


def replies(slack: DrivenSlack) -> list[str]:
    """What the thread of the first message says."""
    return [message.text for message in slack.messages(TEXAS) if message.thread_ts == first(slack).ts]


def come_in_behind(engine: Engine, source: Source, rows: Sequence[Row], seen: datetime, now: datetime) -> int:
    """Publish an edition that was seen before others of its list, and return its id."""
    return publish(engine, compared(engine, source, rows, seen), OPERATED, now).edition
