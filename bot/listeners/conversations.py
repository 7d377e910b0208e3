"""Mentions and direct messages, answered like the command; and whoever invites the app, greeted.

Each is off unless the settings switch it on, since each needs a scope (`bot.scopes`).
https://docs.slack.dev/reference/events/app_mention, …/message.im, …/member_joined_channel
"""

from collections.abc import Callable
from functools import partial
from typing import Any

from slack_bolt import App, BoltContext
from slack_sdk import WebClient

from bot import grammar
from bot.blocks.welcome import greeting
from bot.caller import Caller
from bot.commands import Export
from bot.desk import Desk
from bot.exporting import send_export
from bot.failures import safely, sorry
from bot.once import Once
from bot.replies import reply
from models.wishes import Channel

Event = dict[str, Any]


def register(app: App, desk: Desk) -> None:
    """Register what the settings switch on."""
    slack, once = desk.settings.slack, Once()
    wanted = {
        "app_mention": (slack.mentions, _answering),
        "message": (slack.direct_messages, _answering),
        "member_joined_channel": (slack.greetings, _greeting),
    }
    for event, (on, make) in wanted.items():
        if on:
            app.event(event)(ack=_acknowledge, lazy=[safely(make(desk, once), desk)])


def _acknowledge() -> None:
    """Bolt acknowledges events by itself; the answer follows."""


def _answering(desk: Desk, once: Once) -> Callable[..., None]:
    def answered(client: WebClient, event: Event, body: dict[str, Any], context: BoltContext) -> None:
        if not _is_said(event, context) or not once.first(body["event_id"]):
            return
        channel, text = event["channel"], str(event.get("text", ""))
        caller = Caller(Channel(body["team_id"], channel), event["user"], str(event.get("user_team", "")))
        say = partial(
            client.chat_postMessage,
            channel=channel,
            thread_ts=_thread(event),
            unfurl_links=False,
            unfurl_media=False,
        )
        try:
            say(**reply(text, caller, desk).arguments())
            if isinstance(asked := grammar.parse(text), Export):
                send_export(asked, caller, client, lambda text, **_: say(text=text), desk)
        except Exception as error:  # noqa: BLE001 - it is told where it was asked
            say(**sorry(error, desk).arguments())

    return answered


def _is_said(event: Event, context: BoltContext) -> bool:
    """Tell whether a person said this now: no app, not ourselves, and no edit of what was said before."""
    edited = "subtype" in event or "edited" in event
    return not edited and "bot_id" not in event and event.get("user") not in {None, context.bot_user_id}


def _thread(event: Event) -> str | None:
    """Return where the answer stands: in a channel below the message, in a direct message beside it."""
    beside = event.get("channel_type") == "im"
    return str(event["thread_ts"]) if "thread_ts" in event else None if beside else str(event["ts"])


def _greeting(desk: Desk, once: Once) -> Callable[..., None]:
    def greeted(client: WebClient, event: Event, body: dict[str, Any], context: BoltContext) -> None:
        inviter = event.get("inviter")
        if event["user"] != context.bot_user_id or not inviter or not once.first(body["event_id"]):
            return
        told = greeting(desk.settings.slack.command)
        client.chat_postEphemeral(channel=event["channel"], user=inviter, **told.arguments())

    return greeted
