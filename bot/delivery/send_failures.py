"""What becomes of a message that Slack did not take, and whether anything is sent at all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot.delivery.alert_content import Readership
from bot.slack import NOT_LET_IN, Act, Trouble
from models.domain import MessageForm
from models.messaging import (
    PACE,
    ChannelClosed,
    CsvPart,
    Delivery,
    Later,
    LeadPayload,
    Notice,
    NoticePayload,
    RefusedCsv,
    give_up,
    hand_over,
    pause_channel,
    post_alone,
    put_back,
    refused_by,
)

LONGEST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE_AFTER_REPEATS = timedelta(hours=1)
UNREACHABLE = timedelta(minutes=10)
"""Before a notice is tried again in a channel that doesn't take it."""

PLAINER = {MessageForm.TABLE: MessageForm.SECTIONS, MessageForm.SECTIONS: MessageForm.TEXT}


def handle_failure(
    engine: Engine, delivery: Delivery, trouble: Trouble, readership: Readership, now: datetime
) -> Act:
    """Do with a message what a failed call asks for, and return what that was.

    Args:
        engine: Where the outbox is.
        delivery: What was claimed.
        trouble: What Slack said.
        readership: Who hears of a channel that is closed.
        now: Aware, UTC.
    """
    act = _possible(delivery, trouble.act)
    if act is Act.STOP:
        put_back(engine, delivery, Later(now, trouble.code))
    elif act is Act.PAUSE:
        act = _pause(engine, delivery, trouble.code, readership, now)
    elif act is Act.PLAINER:
        put_back(engine, delivery, _plainer(delivery, trouble, now))
    elif act is Act.ALONE:
        post_alone(engine, delivery, trouble.code)
    elif act is Act.GIVE_UP:
        give_up(engine, delivery, trouble.code)
    elif act is Act.BESIDE:
        give_up(engine, delivery, trouble.code, now)
    else:
        put_back(engine, delivery, _later(delivery, trouble, now))
    return act


def _possible(delivery: Delivery, act: Act) -> Act:
    """Return what can be done with this message: not each can be plainer, or paused."""
    told = delivery.payload
    if act is Act.ALONE and delivery.part != "message":
        act = Act.GIVE_UP
    if isinstance(told, CsvPart) and act in {Act.PAUSE, Act.STOP, Act.GIVE_UP, Act.PLAINER}:
        return Act.PLAINER
    if isinstance(told, RefusedCsv) and act in {Act.PAUSE, Act.STOP, Act.GIVE_UP, Act.PLAINER}:
        return Act.GIVE_UP
    if act is Act.PLAINER and (isinstance(told, NoticePayload | LeadPayload) or delivery.form not in PLAINER):
        return Act.GIVE_UP
    return act


def _plainer(delivery: Delivery, trouble: Trouble, now: datetime) -> Later:
    if isinstance(delivery.payload, CsvPart):
        return Later(now + PACE, trouble.code, instead=RefusedCsv(code=trouble.code))
    return Later(now + PACE, trouble.code, form=PLAINER[delivery.form])


def _later(delivery: Delivery, trouble: Trouble, now: datetime) -> Later:
    if trouble.act is Act.WAIT:
        return Later(now + timedelta(seconds=trouble.seconds), trouble.code)
    repeat = trouble.act is Act.REPEAT
    longest = LONGEST_PAUSE_AFTER_REPEATS if repeat else LONGEST_PAUSE
    pause = min(timedelta(seconds=2.0 ** min(delivery.attempts, 12)), longest)
    return Later(now + pause, trouble.code, repeat=repeat)


def _pause(engine: Engine, delivery: Delivery, code: str, readership: Readership, now: datetime) -> Act:
    """Keep a message until its channel lets us in, and return whether that is what was done."""
    if closed := closed_channel(delivery):
        told = ChannelClosed(channel=closed.channel, code=closed.code, to_operators=True)
        hand_over(engine, delivery, code, Notice(delivery.key, told), readership.newsroom, now)
    elif isinstance(delivery.payload, NoticePayload):
        put_back(engine, delivery, Later(now + UNREACHABLE, code))
    elif not pause_channel(engine, delivery, code, now):
        return Act.GIVE_UP
    return Act.PAUSE


def closed_channel(delivery: Delivery) -> ChannelClosed | None:
    """Return of which paused channel a message tells the person who subscribed it; None of all others."""
    match delivery.payload:
        case NoticePayload(notice=ChannelClosed(to_operators=False) as closed):
            return closed
    return None


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why nothing is sent, as Slack says it (`token_revoked`), and how many messages wait."""

    code: str
    waiting: int


def stopped(engine: Engine) -> Stopped | None:
    """Return why nothing is sent any more; None while messages go.

    The outbox keeps Slack's word with the message that it refused, so this is known after a
    restart and to other processes.

    Raises:
        StoreError: The database can't be read.
    """
    refused = refused_by(engine, NOT_LET_IN)
    return Stopped(*refused) if refused else None
