"""Deliver what the outbox owes: claim, send, record.

`sending` is committed before Slack is called and `sent` after it. What is known to have
been sent is never sent again; what may have been sent is sent again and says so.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from http.client import HTTPException

import stamina
from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError
from sqlalchemy import Engine

from bot.briefing import Readership
from bot.outgoing import File, Outgoing, prepare
from bot.pace import Pace
from bot.people import People
from bot.settle import is_of_a_pause, settle
from bot.shares import upload
from bot.slack_errors import Act, Trouble, understood
from models import claims, outbox
from models.errors import DeliveryError, StoreError
from models.outbox import Later
from models.people_tables import DeliveryRow
from models.store import reading

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
        self._pace = Pace(clock())
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
        released = claims.release_abandoned(self.engine, now if alone else now - claims.CLAIM_EXPIRES)
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
            claims.release_abandoned(self.engine, now - claims.CLAIM_EXPIRES)
        delivery = claims.claim(self.engine, now, self.readership.zone)
        if delivery is None:
            return False
        if is_of_a_pause(delivery) and self._has_left(delivery.channel):
            self._failed(delivery, Trouble(Act.PAUSE, "user_left"))
            return True
        outgoing = self._prepared(delivery)
        if outgoing is None:
            return True
        try:
            ts = self._send(delivery, outgoing)
        except (SlackClientError, OSError, HTTPException) as error:
            self._failed(delivery, understood(error))
        else:
            self._record(delivery, ts, outgoing)
        return True

    def _prepared(self, delivery: DeliveryRow) -> Outgoing | None:
        """Render a message; one that can't be rendered must not hold up its channel for ever."""
        now = self.clock()
        try:
            with reading(self.engine) as session:
                return prepare(session, delivery, self.readership, now)
        except DeliveryError as error:
            logger.warning("Delivery %s is given up: %s", delivery.key, error)
            outbox.give_up(self.engine, delivery, str(error))
        except Exception as error:
            logger.exception("Delivery %s can't be rendered", delivery.key)
            outbox.put_back(self.engine, delivery, Later(now + BROKEN, type(error).__name__))
        return None

    def _has_left(self, person: str) -> bool:
        """Tell whether somebody was deactivated: Slack takes messages to them that nobody reads."""
        try:
            known = self._people.person(person)
        except DeliveryError:
            return False
        return known is not None and known.gone

    def _send(self, delivery: DeliveryRow, outgoing: Outgoing) -> str:
        if isinstance(outgoing.body, File):
            return upload(self.client, delivery.channel, outgoing.thread, outgoing.body)
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

    def _record(self, delivery: DeliveryRow, ts: str, outgoing: Outgoing) -> None:
        for attempt in stamina.retry_context(on=StoreError, attempts=None, timeout=60):
            with attempt:
                outbox.record_sent(
                    self.engine, delivery, ts, self.clock(), outgoing.parts, outgoing.tells, outgoing.thread
                )

    def _failed(self, delivery: DeliveryRow, trouble: Trouble) -> None:
        now = self.clock()
        act = settle(self.engine, delivery, trouble, self.readership, now)
        logger.warning("Slack did not take delivery %s (%s): %s", delivery.key, trouble.code, act.value)
        if act is Act.WAIT:
            self._pace.refused(trouble.seconds, now)
        elif act is Act.STOP:
            self.stopped = trouble.code
            logger.error(
                "Nothing is sent any more: Slack says %s. Mend the token, then restart.", trouble.code
            )
