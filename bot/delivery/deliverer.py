"""Deliver what the outbox owes: claim, send, record.

`sending` is committed before Slack is called and `sent` after it. What is known to have
been sent is never sent again; what may have been sent is sent again and says so. Waits are
measured by a clock that only grows: what the wall clock does holds nothing up.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

import stamina
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.blocks import kit
from bot.delivery.alert_content import Readership
from bot.delivery.file_upload import ONE_LOOK, find_share, upload_file
from bot.delivery.line import Line
from bot.delivery.picture_files import PictureFiles
from bot.delivery.render import Attachment, Rendered, Rendering, render_delivery
from bot.delivery.send_failures import (
    closed_channel,
    handle_failure,
    passes_no_more,
    tell_unknown_list,
)
from bot.slack import Act, People, RateLimiter, Trouble, Unconfirmed, Workspace, understood
from models.db import reading
from models.errors import DeliveryError, NothingToTell, StoreError, UnknownList
from models.messaging import (
    FILE,
    PACE,
    RENEWED,
    UNKNOWN_LIST,
    ClaimWatch,
    CsvPart,
    Delivery,
    Later,
    PicturePart,
    UnreadablePayload,
    claim,
    give_up,
    give_up_unreadable,
    growing_pause,
    mend_digests,
    mend_times,
    put_back,
    record_sent,
    release_abandoned,
    renew,
    wake,
)

logger = logging.getLogger(__name__)

IDLE = 0.2
"""Seconds between two looks into an empty outbox: one indexed read each."""

SWEEP = 30.0
"""Seconds between two looks for claims of processes that died."""

BROKEN = timedelta(minutes=5)
"""Before a message is rendered again that could not be."""

SLOW, MOST = 10.0, 16
"""Seconds after which a call has its worker to itself and another one takes its place; and threads in all."""

AWAITED = 10.0
"""Seconds for which a message waits for its picture, which else follows in its thread."""

STEP = 2.0
"""Seconds by which a wall clock must go back to be one that was set."""


class Deliverer:
    """Sends what is due, with a few threads; several processes may share a PostgreSQL outbox.

    Args:
        engine: Where the outbox is.
        client: Must not retry by itself: a second post after a lost answer is ours to decide on.
        readership: What all messages share.
        clock: The time now, UTC.
        ticks: Seconds that only grow.
    """

    def __init__(
        self,
        engine: Engine,
        client: WebClient,
        readership: Readership,
        clock: Callable[[], datetime],
        ticks: Callable[[], float] = time.monotonic,
    ) -> None:
        if client.retry_handlers:
            raise ValueError("The delivering client retries by itself.")
        self.engine = engine
        self.client = client
        self.readership = readership
        self.clock = clock
        self._ticks = ticks
        self._pace = RateLimiter(ticks())
        self._line = Line(client)
        self._pictures = PictureFiles(client, ticks)
        self._people = People(client)
        self._watch = ClaimWatch(engine)
        self._next_sweep = ticks()
        self._wall = clock().timestamp() - ticks()
        self._sent: dict[str, float] = {}
        self._claimed: dict[int, float] = {}
        self._workers = 0
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    @property
    def stopped(self) -> str:
        """Slack's word (`token_revoked`) while it doesn't let the app in; nothing is sent then."""
        return self._line.closed

    def start(self, workers: int = 4, *, alone: bool) -> None:
        """Begin to send.

        Args:
            workers: Threads for messages; a channel is served by one at a time. Files have one of their own.
            alone: No other process delivers from this database, so what is found as `sending` is
                of one that died.
        """
        released = release_abandoned(self.engine) if alone else 0
        if released:
            logger.warning("%d messages may have been sent before a crash: sent again, marked", released)
        self._mend(self.clock())
        self._workers = workers
        for number in range(workers):
            self._run(f"deliver-{number}", self.deliver_next, IDLE)
        self._run("deliver-files", self._next_file, IDLE)
        self._run("deliver-claims", self._keep, RENEWED)

    def _run(self, name: str, work: Callable[[], bool], pause: float | None) -> None:
        thread = threading.Thread(target=self._work, args=(work, pause), name=name, daemon=True)
        thread.start()
        self._threads = [each for each in self._threads if each.is_alive()] + [thread]

    def stop(self, seconds: float = 1.5) -> None:
        """Stop sending; a call that outlasts the seconds counts as unknown at the next start."""
        self._stop.set()
        for thread in self._threads:
            thread.join(seconds / len(self._threads))

    def _work(self, work: Callable[[], bool], pause: float | None) -> None:
        """Work until it is told to stop; pause where there is nothing to do, or end there without a pause."""
        while not self._stop.is_set():
            try:
                busy = work()
            except Exception:
                logger.exception("A delivery failed in a way that nobody foresaw")
                busy = False
            if not busy and pause is None:
                return
            if not busy:
                self._stop.wait(pause)

    def _next_file(self) -> bool:
        """Upload a picture that messages wait for, else send a file."""
        return self._pictures.upload_next() or self.deliver_next(files=True)

    def _keep(self) -> bool:
        """Renew the claims of what is being sent here, however long Slack takes; give back others'."""
        if mine := tuple(self._claimed):
            renew(self.engine, mine, self.clock())
        slow = sum(self._ticks() - since >= SLOW for since in tuple(self._claimed.values()))
        for number in range(min(slow, self._workers, MOST - len(self._threads))):
            self._run(f"deliver-spare-{number}", self.deliver_next, None)
        self._sweep()
        return False

    def _sweep(self) -> None:
        """Put back what processes that died were sending, and what waits for a time that never comes."""
        ticks, now = self._ticks(), self.clock()
        before, self._wall = self._wall, now.timestamp() - ticks
        if before - self._wall > STEP:
            logger.warning("The clock went back by %d s; messages go by the new time", before - self._wall)
            self._mend(now)
        if ticks >= self._next_sweep:
            self._next_sweep = ticks + SWEEP
            self._watch.release(ticks, tuple(self._claimed))
            mend_times(self.engine, now, stepped=False)

    def _mend(self, now: datetime) -> None:
        mend_times(self.engine, now)
        mend_digests(self.engine, self.readership.zone, now)

    def deliver_next(self, *, files: bool = False) -> bool:
        """Send one message, or one file, if one is due; tell whether one was."""
        self._sweep()
        if self._line.closed and self._line.opens(self._ticks()):
            wake(self.engine, self.clock())
        if self._line.closed or not (files or self._pace.take(self._ticks())):
            return False
        try:
            zone, resting = self.readership.zone, self._resting()
            delivery = claim(self.engine, self.clock(), zone, files=files, resting=resting)
        except UnreadablePayload as error:
            self._unreadable(error)
            return True
        if delivery is None:
            return False
        with self._holding(delivery):
            self._deliver(delivery)
        return True

    def _resting(self) -> list[str]:
        """Return the channels to which a message has just gone."""
        since = self._ticks() - PACE.total_seconds()
        for channel, at in tuple(self._sent.items()):
            if at <= since:
                self._sent.pop(channel, None)
        return list(self._sent)

    @contextmanager
    def _holding(self, delivery: Delivery) -> Iterator[None]:
        self._claimed[delivery.id] = self._ticks()
        try:
            yield
        finally:
            self._claimed.pop(delivery.id, None)

    def _deliver(self, delivery: Delivery) -> None:
        if closed_channel(delivery) and self._has_left(delivery.channel):
            self._failed(delivery, None, Trouble(Act.PAUSE, "user_left"))
            return
        outgoing = self._prepared(delivery)
        outgoing = self._pictured(delivery, outgoing) if outgoing and outgoing.picture else outgoing
        if outgoing is None:
            return
        try:
            ts = self._send(delivery, outgoing)
            self._sent[delivery.channel] = self._ticks()
        except Exception as error:  # noqa: BLE001 - whatever came, it may have been sent
            self._failed(delivery, outgoing, understood(error))
        else:
            self._line.used()
            self._record(delivery, ts, outgoing)

    def _prepared(self, delivery: Delivery) -> Rendered | None:
        """Render a message; one that can't be rendered must not hold up its channel for ever."""
        now = self.clock()
        try:
            with reading(self.engine) as session:
                return render_delivery(Rendering(session, delivery, self.readership, now))
        except UnreadablePayload as error:
            if self._unreadable(error):
                put_back(self.engine, delivery, Later(now, str(error)))
            else:
                give_up(self.engine, delivery, str(error))
        except UnknownList as error:
            logger.warning("Delivery %s waits: %s", delivery.key, error)
            put_back(self.engine, delivery, Later(now + growing_pause(delivery.attempts), UNKNOWN_LIST))
            tell_unknown_list(self.engine, delivery, self.readership, now)
        except DeliveryError as error:
            level = logging.INFO if isinstance(error, NothingToTell) else logging.WARNING
            logger.log(level, "Delivery %s is given up: %s", delivery.key, error)
            give_up(self.engine, delivery, str(error))
        except Exception as error:
            logger.exception("Delivery %s can't be rendered", delivery.key)
            put_back(self.engine, delivery, Later(now + BROKEN, type(error).__name__))
        return None

    def _pictured(self, delivery: Delivery, outgoing: Rendered) -> Rendered | None:
        """Return a message with its picture, or without if that doesn't come; None while it is awaited."""
        if outgoing.picture is None or not self._workers or isinstance(outgoing.body, Attachment):
            return replace(outgoing, picture=None)
        upload, follows = self._pictures.upload_of(outgoing.picture), delivery.part == FILE
        if upload.file:
            shown = kit.pictured(outgoing.body, kit.image(upload.file, upload.picture.alt))
            return replace(outgoing, body=shown)
        waited = self._ticks() - upload.since
        if upload.failed or (waited >= AWAITED and not follows):
            late = () if upload.failed else (PicturePart(),)
            return replace(outgoing, parts=(*outgoing.parts, *late), picture=None)
        put_back(self.engine, delivery, Later(self.clock(), ""))
        self._sent[delivery.channel] = self._ticks() - max(0.7 - waited, 0)  # its channel rests for that long
        return None

    def _unreadable(self, error: UnreadablePayload) -> bool:
        """Set a message of another version aside and let operators hear of it; tell whether it was unsent."""
        logger.error("Delivery %d can't be sent: %s", error.delivery, error)
        return give_up_unreadable(self.engine, error, self.readership.newsroom, self.clock())

    def _has_left(self, person: str) -> bool:
        """Tell whether somebody was deactivated: Slack takes messages to them that nobody reads."""
        try:
            known = self._people.person(person)
        except DeliveryError:
            return False
        return known is not None and known.gone

    def _send(self, delivery: Delivery, outgoing: Rendered) -> str:
        """Send it and return its time stamp.

        Raises:
            Exception: As `understood` takes it.
        """
        channel = delivery.channel
        if isinstance(outgoing.body, Attachment):
            if isinstance(delivery.payload, CsvPart) and delivery.payload.file:
                return find_share(self.client, channel, delivery.payload.file, ONE_LOOK)
            return upload_file(self.client, channel, outgoing.thread, outgoing.body)
        if outgoing.edits:
            answer = self.client.chat_update(channel=channel, ts=outgoing.edits, **outgoing.body.arguments())
        else:
            answer = self.client.chat_postMessage(
                channel=channel,
                thread_ts=outgoing.thread or None,
                unfurl_links=False,
                unfurl_media=False,
                **outgoing.body.arguments(),
            )
        if not answer.get("ts"):
            raise Unconfirmed("Slack said ok, and named no message.")
        return outgoing.edits or str(answer["ts"])

    def _record(self, delivery: Delivery, ts: str, outgoing: Rendered) -> None:
        for attempt in stamina.retry_context(on=StoreError, attempts=None, timeout=60):
            with attempt:
                told = (outgoing.parts, outgoing.tells, outgoing.thread, outgoing.missing)
                record_sent(self.engine, delivery, ts, self.clock(), *told)

    def _failed(self, delivery: Delivery, outgoing: Rendered | None, trouble: Trouble) -> None:
        now, ticks = self.clock(), self._ticks()
        if outgoing and outgoing.picture and trouble.act is Act.PLAINER:
            logger.warning("Slack did not take a picture in blocks (%s)", trouble.code)
            self._pictures.upload_of(outgoing.picture).refuse()
            put_back(self.engine, delivery, Later(now, trouble.code))
            self._sent[delivery.channel] = ticks
            return
        act = handle_failure(self.engine, delivery, trouble, self.readership, now)
        logger.warning("Slack did not take delivery %s (%s): %s", delivery.key, trouble.code, act.value)
        if act is Act.WAIT and not isinstance(delivery.payload, CsvPart):  # files have limits of their own
            self._pace.refused(trouble.seconds, ticks)
        elif act is Act.STOP:
            self._line.close(trouble.code, ticks)
        elif passes_no_more(delivery, act, now):
            self._line.doubt(trouble.code, ticks)


def deliver(
    engine: Engine,
    workspace: Workspace,
    readership: Readership,
    clock: Callable[[], datetime],
    stack: ExitStack,
) -> Deliverer:
    """Start to send what the outbox owes, until the stack is closed."""
    deliverer = Deliverer(engine, workspace.client(), readership, clock)
    deliverer.start(alone=engine.dialect.name == "sqlite")
    stack.callback(deliverer.stop)
    return deliverer
