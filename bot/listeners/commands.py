"""What is typed to the desk: the slash command, mentions and direct messages; a file follows where asked for.

Mentions, direct messages and the greeting of whoever invites the app are off unless the settings switch
them on, since each needs a scope (`bot.slack.manifest`).
https://docs.slack.dev/reference/events/app_mention, …/message.im, …/member_joined_channel

A private channel that is shared with another workspace gets a new id for good, and is followed:
https://docs.slack.dev/reference/events/channel_id_changed
"""

import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from slack_bolt import Ack, App, BoltContext
from slack_sdk import WebClient

from bot.blocks import greeting, kit
from bot.blocks.kit import Message
from bot.desk import Desk, Requester, is_private
from bot.listeners.clicks import acknowledge
from bot.listeners.shortcuts import answer_on, mentioned
from bot.replies import (
    DeferredAck,
    Surface,
    SurfaceKind,
    asks_for_files,
    asks_slack,
    calling,
    echo,
    reply,
    safely,
    say,
    send_files,
    sorry,
    surface_of,
)
from bot.slack import EventDedup, words_of
from models.newsroom import follow

logger = logging.getLogger(__name__)

FILES = 2
"""Files written at once; each reads up to 50,000 rows."""

NO_FILES = "I can't read files."
SAID = {None, "file_share", "thread_broadcast", "me_message"}
"""Subtypes of what a person says: plainly, with a file, also to the channel of a thread, with `/me`."""

Event = dict[str, Any]


def register(app: App, desk: Desk) -> None:
    """Register the slash command, the event of a channel whose id changes, and what is switched on."""
    _register_command(app, desk)
    slack, once = desk.settings.slack, EventDedup()
    wanted: dict[str, tuple[bool, Callable[..., None]]] = {
        "channel_id_changed": (True, _follow_channel),
        "app_mention": (slack.mentions, partial(_answer, once=once)),
        "message": (slack.direct_messages, partial(_answer_direct, once=once)),
        "member_joined_channel": (slack.greetings, partial(_greet, once=once)),
    }
    for event, (on, work) in wanted.items():
        if on:
            app.event(event)(ack=acknowledge, lazy=[calling(work, desk)])


def _register_command(app: App, desk: Desk) -> None:
    deferred = DeferredAck(desk)
    files = ThreadPoolExecutor(FILES, thread_name_prefix="files")
    send = safely(send_files, desk)

    @app.command(desk.command)
    def typed(ack: Ack, body: dict[str, Any], client: WebClient, command: dict[str, Any]) -> None:
        text, requester = command.get("text", ""), _who_typed(command)

        def replied() -> Message:
            message = echo(requester.where, reply(text, requester, desk), desk, client)
            if asks_for_files(text):
                files.submit(send, text=text, at=surface_of(body), client=client)
            return message

        answer = deferred.follow if asks_slack(text) else deferred.answer
        answer(replied, ack, body, client)


def _who_typed(command: dict[str, Any]) -> Requester:
    """Return who typed a slash command; its workspace and organization are those that the person is in."""
    home, enterprise = (str(command.get(name) or "") for name in ("team_id", "enterprise_id"))
    where = command["channel_id"]
    private = is_private(where, str(command.get("channel_name") or ""))
    return Requester(where, command["user_id"], home, enterprise, private=private)


def _follow_channel(event: Event, *, desk: Desk) -> None:
    """Slack sends this event with `groups:read` alone."""
    old, new = desk.at(event["old_channel_id"]), str(event["new_channel_id"])
    number = follow(desk.engine, old, new, desk.clock())
    logger.info("Slack calls %s %s now; %d subscriptions went with it", old.id, new, number)


def _answer_direct(
    client: WebClient, body: dict[str, Any], context: BoltContext, *, desk: Desk, once: EventDedup
) -> None:
    """Other messages reach an app that listens to channels too: they are not said to it."""
    if body["event"].get("channel_type") == "im":
        _answer(client, body, context, desk=desk, once=once)


def _answer(
    client: WebClient, body: dict[str, Any], context: BoltContext, *, desk: Desk, once: EventDedup
) -> None:
    event = body["event"]
    if not _is_said(event, context) or not once.first(body["event_id"]):
        return
    at = Surface(SurfaceKind.PUBLIC, event["user"], event["channel"], _thread(event))
    # A mention doesn't say whether its channel is open to all, so it is taken for one that isn't.
    requester = Requester(at.channel, at.person, str(event.get("user_team") or ""), private=True)
    try:
        say(at, _reply_to(event, requester, desk), client)
        text = str(event.get("text") or "")
        if asks_for_files(text):
            send_files(text, at, client, desk=desk)
    except Exception as error:  # noqa: BLE001 - it is told where it was asked
        say(at, sorry(error, desk), client)


def _reply_to(event: Event, requester: Requester, desk: Desk) -> Message:
    """Return the answer to what is written or passed on; that a file beside it isn't read is said."""
    text = str(event.get("text") or "")
    if not text.strip() and (passed_on := words_of(event)):
        return answer_on(mentioned(passed_on, desk), desk)
    if not event.get("files"):
        return reply(text, requester, desk)
    if not text.strip():
        return Message(f"{NO_FILES} Write me a place, for example `Boston`, or `help`.")
    message = reply(text, requester, desk)
    blocks = message.blocks or [kit.section(message.text)]
    return kit.message(message.text, [*blocks, kit.context(f"{NO_FILES} This answers what you wrote.")])


def _is_said(event: Event, context: BoltContext) -> bool:
    """Tell whether a person said this now: no app, not ourselves, and no edit of what was said before."""
    anew = event.get("subtype") in SAID and "edited" not in event
    return anew and not event.get("bot_id") and event.get("user") not in {None, context.bot_user_id}


def _thread(event: Event) -> str:
    """Return where the answer stands: in a channel below the message, in a direct message beside it."""
    beside = event.get("channel_type") == "im"
    return str(event.get("thread_ts") or ("" if beside else event["ts"]))


def _greet(
    client: WebClient, body: dict[str, Any], context: BoltContext, *, desk: Desk, once: EventDedup
) -> None:
    event = body["event"]
    inviter = event.get("inviter")
    if event["user"] != context.bot_user_id or not inviter or not once.first(body["event_id"]):
        return
    message = greeting(desk.command)
    client.chat_postEphemeral(channel=event["channel"], user=inviter, **message.arguments())
