"""Every message that there is to read: those of the replay's steps, answers, and sentences to copy."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Engine

from bot.answers import answer
from bot.blocks import kit
from bot.blocks.alert import copied_alert
from bot.blocks.answer import answer_message, sentence_message
from bot.blocks.shared import read_alert_handle
from bot.delivery import Readership, gather_again
from bot.delivery.render import Attachment, Rendering, render_delivery
from bot.desk import Desk
from bot.grammar import Lookup
from jobs.context import CheckContext
from jobs.readers import Parser
from jobs.replay import Publisher, Replay
from jobs.sources import all_sources
from models.config import Settings
from models.db import SubscriptionRow, open_engine, reading, writing
from models.messaging import Delivery, claim, record_sent
from models.places import load_gazetteer
from tests.support.oracle.past import ZONE
from tests.support.reader.sheet import Block, ReadMessage

CHANNELS = {
    "C0TEXAS": ("TX",),
    "C0MASS": ("MA",),
    "C0MD": ("MD",),
    "C0CO": ("CO",),
    "C0IA": ("IA",),
    "C0TXMD": ("TX", "MD"),
    "C0ALL": ("all",),
}
PLACES = """
    AL; CA; CO; DC; GA; IL; IA; MD; MA; NV; NY; PA; TX; WA; WY; Boston, MA; Lowell, MA; Suffolk
    County, MA; Amherst, MA; Middlesex County, MA; Baltimore County, MD; Baltimore, MD; Montgomery
    County, MD; Travis County, TX; Austin, TX; Bastrop County, TX; Williamson County, TX; Bexar
    County, TX; Cook County, IL; Chicago, IL; Denver, CO; Aurora, CO; Weld County, CO; El Paso
    County, CO; Denver County, CO; Watauga County, NC; Mecklenburg County, NC; Los Angeles, CA; Los
    Angeles County, CA; San Francisco, CA; San Diego County, CA; Santa Clara County, CA; New York
    City; Ithaca, NY; Suffolk County, NY; Nassau County, NY; East Hampton (town), NY; Seattle, WA;
    King County, WA; Clark County, NV; Franklin County, IA; Montgomery County, IA; Franklin County,
    PA; Philadelphia, PA; Chester County, PA; Richmond County, NC; Sedgwick County, KS; Orono, ME;
    Hennepin County, MN; New Orleans, LA
"""
DAYS = (
    None,
    date(2015, 1, 1),
    date(2017, 3, 19),
    date(2017, 3, 20),
    date(2017, 4, 13),
    date(2025, 5, 28),
    date(2025, 5, 29),
    date(2025, 5, 30),
    date(2025, 6, 1),
    date(2025, 8, 5),
    date(2025, 9, 26),
    date(2025, 10, 31),
)
_BEGAN = datetime(2017, 1, 1, tzinfo=UTC)
_FENCED = re.compile(r"```\n?(.*?)\n?```", re.DOTALL)


def replayed(url: str) -> Iterator[ReadMessage]:
    """Yield what channels of several subscriptions get after each step of the replay, as Slack shows it.

    Args:
        url: Of a migrated, empty database.
    """
    engine = open_engine(url)
    with writing(engine) as session:
        for channel, states in CHANNELS.items():
            for state in states:
                session.add(_subscription(channel, state))
    readership = Readership(all_sources(), ZONE.key, replay=True)
    with ExitStack() as stack:
        stack.callback(engine.dispose)
        settings, parser = Settings(), stack.enter_context(Parser())
        clock = lambda: _BEGAN  # noqa: E731  the replay brings its own
        context = CheckContext(engine, settings, all_sources(), load_gazetteer(), parser, clock)
        replay = Replay(context, stack.enter_context(Publisher()), sleep=bool)
        for step in replay.steps():
            yield from _sent(engine, readership, replay.now(), step.number)


def _subscription(channel: str, state: str) -> SubscriptionRow:
    return SubscriptionRow(team="T1", channel=channel, state=state, created=_BEGAN, created_by="U0E")


def _sent(engine: Engine, readership: Readership, now: datetime, step: int) -> Iterator[ReadMessage]:
    """Deliver all that is due, and give what was posted, each with the rows of its CSV."""
    posted: dict[str, ReadMessage] = {}
    number = 0
    for files in (False, True):
        while delivery := claim(engine, now + timedelta(seconds=5), ZONE.key, files=files, resting=[]):
            number += 1
            with reading(engine) as session:
                rendered = render_delivery(Rendering(session, delivery, readership, now))
            stamp = rendered.edits or f"17{step:08}.{number:06}"
            outcome = (rendered.parts, rendered.tells, rendered.thread, rendered.missing)
            record_sent(engine, delivery, stamp, now, *outcome)
            if isinstance(rendered.body, Attachment):
                table = list(csv.reader(io.StringIO(str(rendered.body.content))))
                above = posted.get(delivery.key.removesuffix(":csv"))
                if above:
                    posted[delivery.key.removesuffix(":csv")] = replace(above, rows=len(table) - 1)
                continue
            sheet = _sheet(delivery, rendered.body, now, step)
            printable = _alert_sentence(engine, readership, sheet.blocks)
            posted[delivery.key] = replace(sheet, printable=printable)
    yield from posted.values()


def _sheet(delivery: Delivery, body: kit.Message, now: datetime, step: int) -> ReadMessage:
    thread = delivery.key.endswith((":rows", ":reply"))
    edited = delivery.key.startswith("correction:")
    states = CHANNELS[delivery.channel]
    return ReadMessage(
        where=f"step {step}, {' '.join(states)}, {delivery.key}",
        kind="thread" if thread else "edit" if edited else "alert",
        text=body.text,
        blocks=body.blocks,
        moment=now,
        states=() if "all" in states else states,
    )


def _alert_sentence(engine: Engine, readership: Readership, blocks: Sequence[Block]) -> str:
    """Press *Copy sentence* below an alert."""
    rows = (block["elements"] for block in blocks if block["type"] == "actions")
    for button in (each for row in rows for each in row):
        if button["action_id"] == "alert_sentence":
            with reading(engine) as session:
                handle = read_alert_handle(button["value"])
                return _first_fenced(copied_alert(gather_again(session, handle, readership)))
    return ""


def _first_fenced(message: kit.Message) -> str:
    texts = (block["text"]["text"] for block in message.blocks if block["type"] == "section")
    return next((found[1] for text in texts if (found := _FENCED.search(text))), "")


def places() -> list[str]:
    """Return the sixty places, as they are typed."""
    return [place.strip() for place in " ".join(PLACES.split()).split(";")]


def answers(desk: Desk, place: str) -> Iterator[ReadMessage]:
    """Yield the answers on a place as of each day, and what *More* and *Copy sentence* below each give."""
    for day in DAYS:
        record = answer(Lookup(place, day), desk)
        moment = datetime.combine(day, time.max, ZONE) if day else desk.clock()
        message, copied = answer_message(record, "/detainers"), sentence_message(record)
        where = f"{place}{f' as of {day}' if day else ''}"
        yield ReadMessage(
            where, "answer", message.text, message.blocks, moment, printable=_first_fenced(copied)
        )
        opened = answer_message(record, "/detainers", opened=True).blocks
        more = [block for block in opened if block not in message.blocks and block["type"] == "section"]
        yield ReadMessage(f"{where}, More", "thread", "", more, moment)
        yield ReadMessage(f"{where}, to copy", "sentence", copied.text, copied.blocks, moment)
