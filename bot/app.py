"""The Bolt app: every listener, and what happens when one fails.

`process_before_response` lets an answer leave with the acknowledgement instead of 10 ms
later; its price is that `app.error` must answer for a listener that fails (`bot.replies.errors`).
https://docs.slack.dev/tools/bolt-python/concepts/lazy-listeners
"""

import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

from slack_bolt import App, BoltResponse
from slack_sdk import WebClient

from bot.desk import Desk
from bot.listeners import register
from bot.replies import answer_error
from bot.slack import People

logger = logging.getLogger(__name__)

LAZY = 20
"""Threads for what follows an acknowledgement; Bolt's own five would let slow clicks wait."""
SLOW = 1.0
"""Seconds after which an acknowledgement is worth a warning; Slack gives up after three."""


def build_app(desk: Desk, client: WebClient) -> App:
    """Return the app with all listeners; it isn't connected yet.

    Args:
        desk: What the listeners are handed.
        client: Slack's Web API, with the bot token.

    Raises:
        BoltError: Slack doesn't know the token.
    """
    app = App(
        client=client,
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        listener_executor=ThreadPoolExecutor(LAZY, thread_name_prefix="lazy"),
    )
    app.middleware(timed)
    desk = replace(desk, people=People(client))

    @app.error
    def failed(error: Exception) -> BoltResponse:
        return answer_error(error, desk)

    register(app, desk)
    desk.gazetteer.suggest("Bostn")  # the first suggestion builds its index, which takes a third of a second
    return app


def timed(body: dict[str, Any], next: Callable[[], Any]) -> None:
    """Log an acknowledgement that took long, before people see it as a time-out."""
    began = time.monotonic()
    next()
    took = time.monotonic() - began
    if took > SLOW:
        logger.warning("%s took %.1f s to acknowledge", body.get("command") or body.get("type"), took)
