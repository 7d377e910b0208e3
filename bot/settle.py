"""What becomes of a message that Slack did not take."""

from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot.blocks.reasons import in_words, opening
from bot.briefing import Readership
from bot.slack_errors import Act, Trouble
from models import outbox
from models.bulletin import CHANNEL, Form
from models.claims import PACE
from models.notices import Notice
from models.outbox import Later
from models.people_tables import DeliveryRow
from models.threads import post_alone

LONGEST_PAUSE = timedelta(minutes=5)
LONGEST_PAUSE_AFTER_REPEATS = timedelta(hours=1)
UNREACHABLE = timedelta(minutes=10)
"""Before a notice is tried again in a channel that doesn't take it."""

PLAINER = {Form.TABLE: Form.SECTIONS, Form.SECTIONS: Form.TEXT}


def settle(
    engine: Engine, delivery: DeliveryRow, trouble: Trouble, readership: Readership, now: datetime
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
        outbox.put_back(engine, delivery, Later(now, trouble.code))
    elif act is Act.PAUSE:
        _pause(engine, delivery, trouble.code, readership, now)
    elif act is Act.PLAINER:
        outbox.put_back(
            engine, delivery, Later(now + PACE, trouble.code, payload=_plainer(delivery, trouble))
        )
    elif act is Act.ALONE:
        post_alone(engine, delivery, trouble.code)
    elif act is Act.GIVE_UP:
        outbox.give_up(engine, delivery, trouble.code)
    elif act is Act.BESIDE:
        outbox.give_up(engine, delivery, trouble.code, now)
    else:
        outbox.put_back(engine, delivery, _later(delivery, trouble, now))
    return act


def _possible(delivery: DeliveryRow, act: Act) -> Act:
    """Return what can be done with this message: not each can be plainer, or paused."""
    if act is Act.ALONE and delivery.part != "message":
        act = Act.GIVE_UP
    if delivery.part == "csv" and act in {Act.PAUSE, Act.STOP, Act.GIVE_UP, Act.PLAINER}:
        return Act.GIVE_UP if delivery.payload.get("refused") else Act.PLAINER
    if act is Act.PLAINER and (delivery.what in {"notice", "lead"} or _form(delivery) not in PLAINER):
        return Act.GIVE_UP
    if act is Act.PAUSE and delivery.subscription is None and delivery.what != "notice":
        return Act.GIVE_UP  # it was unsubscribed while it was being sent
    return act


def _form(delivery: DeliveryRow) -> Form:
    return Form(delivery.payload.get("form", Form.TABLE))


def _plainer(delivery: DeliveryRow, trouble: Trouble) -> dict[str, str]:
    if delivery.part == "csv":
        return {"refused": trouble.code}
    return {"form": PLAINER[_form(delivery)].value}


def _later(delivery: DeliveryRow, trouble: Trouble, now: datetime) -> Later:
    if trouble.act is Act.WAIT:
        return Later(now + timedelta(seconds=trouble.seconds), trouble.code)
    repeat = trouble.act is Act.REPEAT
    longest = LONGEST_PAUSE_AFTER_REPEATS if repeat else LONGEST_PAUSE
    pause = min(timedelta(seconds=2.0 ** min(delivery.attempts, 12)), longest)
    return Later(now + pause, trouble.code, repeat=repeat)


def _pause(engine: Engine, delivery: DeliveryRow, code: str, readership: Readership, now: datetime) -> None:
    if is_of_a_pause(delivery):
        told = {**delivery.payload, "sentence": f"{delivery.payload['for_operators']}"}
        outbox.hand_over(engine, delivery, code, Notice(delivery.key, told), readership.newsroom, now)
    elif delivery.what == "notice":
        outbox.put_back(engine, delivery, Later(now + UNREACHABLE, code))
    else:
        outbox.pause(engine, delivery, code, _closed(delivery, code, readership.command), now)


def _closed(delivery: DeliveryRow, code: str, command: str) -> dict[str, str]:
    """Return what whoever subscribed a channel is told once it is closed to us."""
    why = in_words(code)
    return {
        "sentence": f"I can't post in {CHANNEL}, which you subscribed: {why}.",
        "for_operators": f"I can't post in {CHANNEL}: {why}. Whoever subscribed it can't be told.",
        "cure": f"Paused; nothing is lost. {opening(code)}; then `{command} resume` there sends what waited.",
        "channel": delivery.channel,
    }


def is_of_a_pause(delivery: DeliveryRow) -> bool:
    """Tell whether a message tells the person who subscribed a channel that it is paused."""
    return "for_operators" in delivery.payload and delivery.key.startswith(outbox.PAUSED)
