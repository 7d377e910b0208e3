"""A channel that Slack calls otherwise from now on: its wishes and messages, sent or not, go along.

A private channel that is shared gets a new id, and one whose sharing ends does on the invited side:
https://docs.slack.dev/apis/slack-connect. Wishes of an app that is installed for an organization belong
to all of its workspaces, whichever they were made in.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.db import DeliveryRow, SubscriptionRow, lock_outbox, reading, writing
from models.domain import Channel
from models.messaging import UNSENT, AlertPayload, EventPayload, audited, end_serving, readable

TOLD_THERE = "told there already"
"""Why a message that waited isn't sent after a move."""
ON_ITS_WAY = ("sending", "sent")
NOT_FOUND = "channel_not_found"
"""Slack's word for an id that nothing goes by."""


def follow(engine: Engine, old: Channel, new: str, now: datetime) -> int:
    """Let all that belongs to a channel belong to its new id; heard again if it was paused in between.

    A subject that the new id is subscribed to already is heard on the terms asked for there. What it was
    told there is not told again.

    Args:
        engine: The database.
        old: The channel as it was known.
        new: Slack's new id for it.
        now: Aware, UTC.

    Returns:
        How many subscriptions went with it.

    Raises:
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        lock_outbox(session)
        moved = _move(session, old, Channel(old.team, new))
        for row in moved:
            row.paused = ""
            session.add(audited(row, "moved", "Slack", now, f"from {old.id}"))
        return len(moved)


def lost_channels(engine: Engine, team: str) -> Mapping[str, str]:
    """Return the channels that Slack doesn't find any more, each with the time stamp of what was sent last.

    Args:
        engine: The database.
        team: Key of the installation.

    Raises:
        StoreError: The database can't be read.
    """
    paused = select(SubscriptionRow.channel).where(
        col(SubscriptionRow.team) == team, col(SubscriptionRow.paused) == NOT_FOUND
    )
    sent = select(DeliveryRow.channel, DeliveryRow.ts).where(
        col(DeliveryRow.team) == team, col(DeliveryRow.ts) != "", col(DeliveryRow.channel).in_(paused)
    )
    with reading(engine) as session:
        return dict(session.exec(sent.order_by(col(DeliveryRow.id))).all())


def gather_under(engine: Engine, team: str) -> int:
    """Let what belongs to workspaces belong to the organization that the app is installed for.

    Args:
        engine: The database.
        team: Key of the organization's installation.

    Returns:
        How many channels were kept under a workspace until now.

    Raises:
        StoreError: The database can't be written.
    """
    with writing(engine) as session:
        lock_outbox(session)
        others = [
            Channel(*found)
            for row in (SubscriptionRow, DeliveryRow)
            for found in session.exec(
                select(row.team, row.channel).where(col(row.team).not_in(["", team])).distinct()
            )
        ]
        for channel in dict.fromkeys(others):
            _move(session, channel, Channel(team, channel.id))
        return len(set(others))


def _move(session: Session, old: Channel, new: Channel) -> Sequence[SubscriptionRow]:
    """Move what belongs to a channel; return its subscriptions."""
    there = {(row.state, row.place): row for row in _subscriptions(session, new)}
    moving = _subscriptions(session, old)
    twice = [there[row.state, row.place] for row in moving if (row.state, row.place) in there]
    end_serving(session, new, [row.id or 0 for row in twice])
    for row in moving:
        if (row.state, row.place) in there:
            also = there[row.state, row.place]
            row.terms, row.muted_until = also.terms, also.muted_until
            row.digest_due, row.digested = also.digest_due, also.digested
            session.delete(also)
    session.flush()
    for row in moving:
        row.team, row.channel = new.team, new.id
    for message in _messages(session, old):
        _move_message(session, message, old, new)
    return moving


def _move_message(session: Session, message: DeliveryRow, old: Channel, new: Channel) -> None:
    """Move one message; what waits and was told there already under the same name is not sent."""
    message.team, message.channel = new.team, new.id
    key = message.key.replace(f":{old.team}:{old.id}", f":{new.team}:{new.id}")
    other = session.exec(select(DeliveryRow).where(col(DeliveryRow.key) == key)).first()
    if other is None:
        message.key = key
    elif message.status in UNSENT and other.status in ON_ITS_WAY and _subjects(message) <= _subjects(other):
        message.status, message.error = "failed", TOLD_THERE
    session.flush()


def _subjects(message: DeliveryRow) -> frozenset[tuple[str, str | None]]:
    told = readable(message)
    heard = told.heard if isinstance(told, AlertPayload | EventPayload) else ()
    return frozenset((each.state, each.place) for each in heard)


def _subscriptions(session: Session, channel: Channel) -> Sequence[SubscriptionRow]:
    same = (col(SubscriptionRow.team) == channel.team, col(SubscriptionRow.channel) == channel.id)
    return session.exec(select(SubscriptionRow).where(*same).order_by(col(SubscriptionRow.id))).all()


def _messages(session: Session, channel: Channel) -> Sequence[DeliveryRow]:
    same = (col(DeliveryRow.team) == channel.team, col(DeliveryRow.channel) == channel.id)
    return session.exec(select(DeliveryRow).where(*same).order_by(col(DeliveryRow.id))).all()
