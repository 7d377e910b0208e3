"""A deliverer driven second by second, and what it made appear in the local Slack."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from bot.delivery.deliverer import Deliverer
from tests.support.clock import Clock
from tests.support.slack.driven import DrivenSlack
from tests.support.slack.driver import Posted

TEXAS, GEORGIA = "C0TEXAS", "C0GEORGIA"


def send_all(deliverer: Deliverer, clock: Clock, seconds: int = 30, step: int = 1) -> None:
    """Let a time pass, second by second or in longer steps, in which the deliverer sends what is due."""
    for _ in range(0, seconds, step):
        while deliverer.deliver_next() or deliverer.deliver_next(files=True):
            pass
        clock.advance(timedelta(seconds=step))


def told(slack: DrivenSlack, channel: str = TEXAS) -> list[str]:
    """Return the headlines of a channel in order, threads left out; of what has none its notification."""
    return [headline(each) for each in slack.messages(channel) if each.from_app and not each.thread_ts]


def sent(slack: DrivenSlack, channel: str = TEXAS) -> list[str]:
    """Return the same as it was when it was sent, before any edit by which it says what became of that."""
    posted = [call["args"] for call in posts(slack) if call["ok"]]
    top = [args for args in posted if args["channel"] == channel and not args.get("thread_ts")]
    return [_headline(args["text"], args.get("blocks", ())) for args in top]


def headline(message: Posted) -> str:
    """Return the headline of a message; its notification where it has none, or says its number there."""
    return _headline(message.text, message.blocks)


def _headline(text: str, blocks: Iterable[Mapping[str, Any]]) -> str:
    heads = [block["text"]["text"] for block in blocks if block["type"] == "header"]
    return heads[0] if heads and not text.startswith(f"{heads[0]}:") else text


def posts(slack: DrivenSlack) -> list[dict[str, Any]]:
    """Return the calls that posted a message."""
    return [call for call in slack.calls if call["method"] == "chat.postMessage"]
