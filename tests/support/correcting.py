"""Editions that say something else than the one before, and what became of a channel's first message."""

from collections.abc import Sequence
from dataclasses import replace

from bot.preview.seen import Posted
from bot.preview.server import LocalSlack
from models.changes import Row
from models.listings import key
from tests.support.delivering import TEXAS


def saying(rows: Sequence[Row], number: int, **said: str) -> list[Row]:
    """Return rows of which one says something else in some of its fields."""
    row = rows[number]
    listing = replace(row.listing, fields={**row.listing.fields, **said})
    return [*rows[:number], Row(listing, key(listing), row.resolution), *rows[number + 1 :]]


def paged(rows: Sequence[Row], page: int) -> list[Row]:
    """Return rows that stand on another page and say what they said."""
    return [replace(row, listing=replace(row.listing, page=page)) for row in rows]


def first(slack: LocalSlack) -> Posted:
    """The channel's first message as it reads now."""
    return next(message for message in slack.messages(TEXAS) if message.from_app)


def replies(slack: LocalSlack) -> list[str]:
    """What the thread of the first message says."""
    return [message.text for message in slack.messages(TEXAS) if message.thread_ts == first(slack).ts]
