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
from functools import partial
from typing import Any

from slack_bolt import App, BoltContext, BoltResponse
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient

from bot.desk import Desk
from bot.listeners import register
from bot.replies import answer_error
from bot.slack import People
from models.errors import DeskError
from models.newsroom import gather_under

logger = logging.getLogger(__name__)

LAZY = 20
"""Threads for what follows an acknowledgement and asks the facts alone (`Desk.calls` has those that wait
for Slack); Bolt's own five would let slow clicks wait."""
SLOW = 1.0
"""Seconds after which an acknowledgement is worth a warning; Slack gives up after three."""


def build_app(desk: Desk, client: WebClient) -> App:
    """Return the app with all listeners; it isn't connected yet, and Slack need not answer yet.

    Args:
        desk: What the listeners are handed.
        client: Slack's Web API, with the bot token.
    """
    people = desk.people or People(client)
    app = App(
        client=_without_token(client),
        authorize=partial(_authorized, token=client.token, people=people),
        process_before_response=True,
        raise_error_for_unhandled_request=True,
        listener_executor=ThreadPoolExecutor(LAZY, thread_name_prefix="lazy"),
    )
    app.client.token = client.token
    app.middleware(partial(_bounded, bounded=client))
    app.middleware(timed)
    desk = replace(desk, people=people)
    desk.calls.submit(_introduce, desk, people)

    @app.error
    def failed(error: Exception, body: dict[str, Any]) -> BoltResponse:
        return answer_error(error, desk, body)

    register(app, desk)
    desk.gazetteer.suggest("Bostn")  # the first suggestion builds its index, which takes a third of a second
    return app


def _without_token(client: WebClient) -> WebClient:
    """Of a client with a token Bolt asks auth.test before the first acknowledgement; ours is asked aside."""
    return WebClient(
        base_url=client.base_url, timeout=client.timeout, retry_handlers=list(client.retry_handlers)
    )


def _authorized(token: str | None, people: People, **_: object) -> AuthorizeResult:
    """Every request is of the one installation; as far as Slack has said, who we are there is known."""
    said = people.introduced()
    known = {name: said.get(name) for name in ("enterprise_id", "team_id", "bot_id")}
    return AuthorizeResult(**known, bot_user_id=said.get("user_id"), bot_token=token)


def _introduce(desk: Desk, people: People) -> None:
    try:
        installed = people.installation()
        if installed.whole:
            gather_under(desk.engine, installed.key)
    except DeskError as error:
        logger.warning("Who we are in Slack is asked again when it matters: %s", error)


def _bounded(context: BoltContext, next: Callable[[], Any], bounded: WebClient) -> None:
    """Bolt makes a plain client for each request; ours ends its calls in time, however slow the answer."""
    context["client"] = bounded
    next()


def timed(body: dict[str, Any], next: Callable[[], Any]) -> None:
    """Log an acknowledgement that took long, before people see it as a time-out."""
    began = time.monotonic()
    next()
    took = time.monotonic() - began
    if took > SLOW:
        logger.warning("%s took %.1f s to acknowledge", body.get("command") or body.get("type"), took)
