"""A deliverer driven second by second, and what it made appear in the local Slack."""

from datetime import timedelta

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


def headline(message: Posted) -> str:
    """Return the headline of a message; its notification where it has none, or says its number there."""
    heads = [block["text"]["text"] for block in message.blocks if block["type"] == "header"]
    return heads[0] if heads and not message.text.startswith(f"{heads[0]}:") else message.text


def posts(slack: DrivenSlack) -> list[dict[str, object]]:
    """Return the calls that posted a message."""
    return [call for call in slack.calls if call["method"] == "chat.postMessage"]
