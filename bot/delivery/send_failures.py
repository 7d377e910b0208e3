"""What becomes of a message that Slack did not take."""

from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot.delivery.alert_content import Readership
from bot.slack import FILES_REFUSED, Act, Trouble
from models.domain import MessageForm
from models.messaging import (
    LONGEST_WAIT,
    PACE,
    UNKNOWN_LIST,
    ChannelClosed,
    CsvPart,
    Delivery,
    Later,
    LeadPayload,
    Notice,
    NoticePayload,
    RefusedCsv,
    Unsent,
    give_up,
    growing_pause,
    hand_over,
    pause_channel,
    post_alone,
    put_back,
    tell_operators,
)

LONGEST_PAUSE = timedelta(minutes=5)
PASSES = timedelta(hours=1)
"""The time in which most troubles pass; then operators hear of it, and a test call asks first."""
UNREACHABLE = timedelta(minutes=10)
"""Before a notice is tried again in a channel that doesn't take it."""
LOOK_AGAIN = timedelta(minutes=1)
"""Before a file is looked for once more: Slack looks through it first, and takes longer for a large one."""

PLAINER = {MessageForm.TABLE: MessageForm.SECTIONS, MessageForm.SECTIONS: MessageForm.TEXT}
_PASSING = {Act.RETRY, Act.UNKNOWN, Act.REPEAT}
_FINAL = {Act.GIVE_UP, Act.PLAINER}


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
    act = _possible(delivery, trouble, now)
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
    elif trouble.file and isinstance(delivery.payload, CsvPart):
        put_back(engine, delivery, _unseen(delivery, delivery.payload, trouble, now))
    else:
        put_back(engine, delivery, _later(delivery, act, trouble, now))
    _tell(engine, delivery, act, trouble, readership, now)
    return act


def passes_no_more(delivery: Delivery, act: Act, now: datetime) -> bool:
    """Tell whether a trouble that mostly passes has lasted for too long."""
    return act in _PASSING and delivery.troubled is not None and now - delivery.troubled >= PASSES


def _possible(delivery: Delivery, trouble: Trouble, now: datetime) -> Act:
    """Return what can be done with this message: not each can be plainer, or paused."""
    told, act = delivery.payload, trouble.act
    if act is Act.ALONE and delivery.part != "message":
        act = Act.GIVE_UP
    if isinstance(told, CsvPart):
        refused = act in {Act.PAUSE, *_FINAL} or trouble.code in FILES_REFUSED
        again = act is Act.REPEAT and delivery.repeat and not trouble.file
        return Act.PLAINER if refused or again or passes_no_more(delivery, act, now) else act
    if isinstance(told, RefusedCsv | NoticePayload | LeadPayload) and act is Act.PLAINER:
        return Act.GIVE_UP
    if act is Act.PLAINER and delivery.form not in PLAINER:
        return Act.GIVE_UP
    return act


def _plainer(delivery: Delivery, trouble: Trouble, now: datetime) -> Later:
    if isinstance(delivery.payload, CsvPart):
        may_be_there = trouble.act is Act.REPEAT
        code = "never_shared" if may_be_there else trouble.code
        return Later(now + PACE, trouble.code, instead=RefusedCsv(code=code))
    return Later(now + PACE, trouble.code, form=PLAINER[delivery.form])


def _unseen(delivery: Delivery, told: CsvPart, trouble: Trouble, now: datetime) -> Later:
    """Return what is done for a file that Slack took and has not shown.

    It is looked for once more, then uploaded once more, and never a third time.
    """
    if not told.file:
        return Later(now + LOOK_AGAIN, trouble.code, instead=CsvPart(file=trouble.file))
    if not delivery.repeat:
        return Later(now, trouble.code, repeat=True, instead=CsvPart())
    return Later(now, trouble.code, instead=RefusedCsv(code=trouble.code))


def _later(delivery: Delivery, act: Act, trouble: Trouble, now: datetime) -> Later:
    if act is Act.WAIT:
        return Later(now + timedelta(seconds=trouble.seconds), trouble.code, troubled=delivery.troubled)
    if act is Act.ADMIN:
        return Later(now + growing_pause(delivery.attempts), trouble.code)
    repeat = act is Act.REPEAT
    late = passes_no_more(delivery, act, now)
    pause = growing_pause(delivery.attempts, LONGEST_WAIT if repeat or late else LONGEST_PAUSE)
    return Later(now + pause, trouble.code, repeat=repeat, troubled=delivery.troubled or now)


def _tell(  # noqa: PLR0913, PLR0917 - what happened to which message, and who hears of it
    engine: Engine, delivery: Delivery, act: Act, trouble: Trouble, readership: Readership, now: datetime
) -> None:
    """Let operators hear once of what holds messages up for long, and of what Slack takes in no form."""
    code, since = trouble.code, delivery.troubled or now
    given_up = act is Act.GIVE_UP and trouble.act is Act.PLAINER
    refused = given_up and not isinstance(delivery.payload, NoticePayload)
    if act is Act.ADMIN or refused:
        told = Unsent(
            code=code, since=since, channel=delivery.channel, given_up=delivery.id if refused else 0
        )
        notice = Notice(f"unsent:{delivery.id}:{code}", told)
    elif act is Act.STOP or passes_no_more(delivery, act, now):
        notice = Notice(f"unsent:{code}:{since:%Y-%m-%d}", Unsent(code=code, since=since))
    else:
        return
    tell_operators(engine, notice, readership.newsroom, now)


def tell_unknown_list(engine: Engine, delivery: Delivery, readership: Readership, now: datetime) -> None:
    """Let operators hear once that a message waits whose list this desk doesn't know."""
    told = Unsent(code=UNKNOWN_LIST, since=delivery.created, channel=delivery.channel)
    tell_operators(engine, Notice(f"unsent:{delivery.id}:{UNKNOWN_LIST}", told), readership.newsroom, now)


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
