"""Every message that channels get: alerts and edits of the replay's steps, and digests of its weeks."""

import csv
import io
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from functools import partial

from sqlalchemy import Engine

from bot.blocks import kit
from bot.blocks.alert import copied_alert
from bot.blocks.shared import read_alert_handle
from bot.delivery import Readership, gather_again
from bot.delivery.digest_loop import queue_due
from bot.delivery.render import Attachment, Rendering, render_delivery
from jobs.context import CheckContext
from jobs.history import read_catalog
from jobs.readers import Parser
from jobs.replay import Publisher, Replay
from jobs.sources import all_sources
from models.config import Settings
from models.db import SubscriptionRow, open_engine, reading, writing
from models.domain import Terms
from models.messaging import Delivery, claim, record_sent
from models.places import load_gazetteer
from tests.support.newsroom.digesting import DAILY, WEEKLY, wish
from tests.support.oracle.past import ZONE
from tests.support.reader.sheet import Block, ReadMessage, first_fenced

CHANNELS = {
    "C0TEXAS": ("TX",),
    "C0MASS": ("MA",),
    "C0MD": ("MD",),
    "C0CO": ("CO",),
    "C0IA": ("IA",),
    "C0TXMD": ("TX", "MD"),
    "C0ALL": ("all",),
}
DIGESTS = {
    "C0WEEKMA": (WEEKLY, ("MA",)),
    "C0WEEKTXMD": (WEEKLY, ("TX", "MD")),
    "C0DAYCO": (DAILY, ("CO",)),
    "C0WEEKALL": (WEEKLY, ("all",)),
}
_BEGAN = datetime(2017, 1, 1, tzinfo=UTC)


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
    for channel, (rhythm, states) in DIGESTS.items():
        for state in states:
            wish(engine, _BEGAN, Terms(rhythm=rhythm), state, channel)
    readership = Readership(all_sources(), ZONE.key, replay=True)
    with ExitStack() as stack:
        stack.callback(engine.dispose)
        settings, parser = Settings(), stack.enter_context(Parser())
        clock = lambda: _BEGAN  # noqa: E731  the replay brings its own
        context = CheckContext(engine, settings, all_sources(), load_gazetteer(), parser, clock)
        replay = Replay(context, stack.enter_context(Publisher()), sleep=bool)
        for step in replay.steps():
            yield from _sent(engine, readership, replay.now(), step.number)
            for due in _digests_due(replay.now()):
                queue_due(engine, ZONE.key, partial(datetime.astimezone, due, UTC))
                yield from _sent(engine, readership, due, step.number)


def _digests_due(now: datetime) -> Iterator[datetime]:
    """Yield when digests tell of a step: the next morning, the next Monday, and before the next step."""
    following = next(
        (past.observed for past in read_catalog() if past.observed > now), now + timedelta(days=21)
    )
    for days in (1, 7 - now.astimezone(ZONE).weekday(), (following - now).days - 7):
        due = datetime.combine(now.astimezone(ZONE).date() + timedelta(days=days), time(8), ZONE)
        if now < due < following:
            yield due.astimezone(UTC)


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
            stamp = rendered.edits or f"{now.timestamp():.0f}.{number:06}"
            outcome = (rendered.parts, rendered.tells, rendered.thread, rendered.missing)
            record_sent(engine, delivery, stamp, now, *outcome)
            if isinstance(rendered.body, Attachment):
                table = list(csv.DictReader(io.StringIO(str(rendered.body.content).removeprefix("\ufeff"))))
                if above := posted.get(key := delivery.key.removesuffix(":csv")):
                    posted[key] = replace(above, rows=len(table), csv=table)
                continue
            sheet = _sheet(delivery, rendered.body, now, step, edits=bool(rendered.edits))
            printable = _alert_sentence(engine, readership, sheet.blocks)
            posted[delivery.key] = replace(sheet, printable=printable)
    yield from posted.values()


def _sheet(delivery: Delivery, body: kit.Message, now: datetime, step: int, *, edits: bool) -> ReadMessage:
    thread = (not edits and delivery.key.endswith((":rows", ":reply"))) or (
        not edits and delivery.key.startswith("correction:")
    )
    digest = delivery.channel in DIGESTS
    states = DIGESTS[delivery.channel][1] if digest else CHANNELS[delivery.channel]
    return ReadMessage(
        where=f"step {step}, {' '.join(states)}, {delivery.key}",
        kind="thread" if thread else "edit" if edits else "digest" if digest else "alert",
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
                return first_fenced(copied_alert(gather_again(session, handle, readership)).blocks)
    return ""
