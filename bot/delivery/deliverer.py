"""Deliver what the outbox owes: claim, send, record.

`sending` is committed before Slack is called and `sent` after it. What is known to have
been sent is never sent again; what may have been sent is sent again and says so.
"""

import logging
import threading
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime, timedelta

import stamina
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.delivery.alert_content import Readership
from bot.delivery.file_upload import upload_file
from bot.delivery.render import Attachment, Rendered, Rendering, render_delivery
from bot.delivery.send_failures import closed_channel, handle_failure
from bot.slack import FAILED_CALL, Act, People, RateLimiter, Trouble, Workspace, understood
from models.db import reading
from models.errors import DeliveryError, StoreError
from models.messaging import (
    CLAIM_EXPIRES,
    Delivery,
    Later,
    UnreadablePayload,
    claim,
    give_up,
    give_up_unreadable,
    put_back,
    record_sent,
    release_abandoned,
)

logger = logging.getLogger(__name__)

IDLE = 0.2
"""Seconds between two looks into an empty outbox: one indexed read each."""

SWEEP = timedelta(seconds=30)
"""Between two looks for claims of processes that died."""

BROKEN = timedelta(minutes=5)
"""Before a message is rendered again that could not be."""


class Deliverer:
    """Sends what is due, with a few threads; several processes may share a PostgreSQL outbox.

    Args:
        engine: Where the outbox is.
        client: Must not retry by itself: a second post after a lost answer is ours to decide on.
        readership: What all messages share.
        clock: The time now, UTC.

    Attributes:
        stopped: Slack's word (`token_revoked`) once it doesn't let the app in; nothing is sent then.
    """

    def __init__(
        self, engine: Engine, client: WebClient, readership: Readership, clock: Callable[[], datetime]
    ) -> None:
        if client.retry_handlers:
            raise ValueError("The delivering client retries by itself.")
        self.engine = engine
        self.client = client
        self.readership = readership
        self.clock = clock
        self.stopped = ""
        self._pace = RateLimiter(clock())
        self._people = People(client)
        self._next_sweep = clock() + SWEEP
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self, workers: int = 4, *, alone: bool) -> None:
        """Begin to send.

        Args:
            workers: Threads; a channel is served by one at a time.
            alone: No other process delivers from this database, so what is found as `sending` is
                of one that died.
        """
        now = self.clock()
        released = release_abandoned(self.engine, now if alone else now - CLAIM_EXPIRES)
        if released:
            logger.warning("%d messages may have been sent before a crash: sent again, marked", released)
        for number in range(workers):
            thread = threading.Thread(target=self._work, name=f"deliver-{number}", daemon=True)
            thread.start()
            self._threads.append(thread)

    def stop(self, seconds: float = 1.5) -> None:
        """Stop sending; a call that outlasts the seconds counts as unknown at the next start."""
        self._stop.set()
        for thread in self._threads:
            thread.join(seconds / len(self._threads))

    def _work(self) -> None:
        while not self._stop.is_set():
            try:
                busy = self.deliver_next()
            except Exception:
                logger.exception("A delivery failed in a way that nobody foresaw")
                busy = False
            if not busy:
                self._stop.wait(IDLE)

    def deliver_next(self) -> bool:
        """Send one message if one is due; tell whether one was."""
        now = self.clock()
        if self.stopped or not self._pace.take(now):
            return False
        if now >= self._next_sweep:
            self._next_sweep = now + SWEEP
            release_abandoned(self.engine, now - CLAIM_EXPIRES)
        try:
            delivery = claim(self.engine, now, self.readership.zone)
        except UnreadablePayload as error:
            self._unreadable(error)
            return True
        if delivery is None:
            return False
        if closed_channel(delivery) and self._has_left(delivery.channel):
            self._failed(delivery, Trouble(Act.PAUSE, "user_left"))
            return True
        outgoing = self._prepared(delivery)
        if outgoing is None:
            return True
        try:
            ts = self._send(delivery, outgoing)
        except FAILED_CALL as error:
            self._failed(delivery, understood(error))
        else:
            self._record(delivery, ts, outgoing)
        return True

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
        except DeliveryError as error:
            logger.warning("Delivery %s is given up: %s", delivery.key, error)
            give_up(self.engine, delivery, str(error))
        except Exception as error:
            logger.exception("Delivery %s can't be rendered", delivery.key)
            put_back(self.engine, delivery, Later(now + BROKEN, type(error).__name__))
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
        if isinstance(outgoing.body, Attachment):
            return upload_file(self.client, delivery.channel, outgoing.thread, outgoing.body)
        if outgoing.edits:
            self.client.chat_update(channel=delivery.channel, ts=outgoing.edits, **outgoing.body.arguments())
            return outgoing.edits
        answer = self.client.chat_postMessage(
            channel=delivery.channel,
            thread_ts=outgoing.thread or None,
            unfurl_links=False,
            unfurl_media=False,
            **outgoing.body.arguments(),
        )
        return str(answer["ts"])

    def _record(self, delivery: Delivery, ts: str, outgoing: Rendered) -> None:
        for attempt in stamina.retry_context(on=StoreError, attempts=None, timeout=60):
            with attempt:
                told = (outgoing.parts, outgoing.tells, outgoing.thread, outgoing.missing)
                record_sent(self.engine, delivery, ts, self.clock(), *told)

    def _failed(self, delivery: Delivery, trouble: Trouble) -> None:
        now = self.clock()
        act = handle_failure(self.engine, delivery, trouble, self.readership, now)
        logger.warning("Slack did not take delivery %s (%s): %s", delivery.key, trouble.code, act.value)
        if act is Act.WAIT:
            self._pace.refused(trouble.seconds, now)
        elif act is Act.STOP:
            self.stopped = trouble.code
            logger.error(
                "Nothing is sent any more: Slack says %s. Mend the token, then restart.", trouble.code
            )


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
