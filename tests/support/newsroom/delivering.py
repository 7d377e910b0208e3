"""A deliverer driven second by second, and what it made appear in the local Slack."""

from datetime import timedelta

from bot.delivery.deliverer import Deliverer
from tests.support.clock import Clock
from tests.support.slack.driven import DrivenSlack

TEXAS, GEORGIA = "C0TEXAS", "C0GEORGIA"


def send_all(deliverer: Deliverer, clock: Clock, seconds: int = 30, step: int = 1) -> None:
    """Let a time pass, second by second or in longer steps, in which the deliverer sends what is due."""
    for _ in range(0, seconds, step):
        while deliverer.deliver_next() or deliverer.deliver_next(files=True):
            pass
        clock.advance(timedelta(seconds=step))


def told(slack: DrivenSlack, channel: str = TEXAS) -> list[str]:
    """Return the notifications of a channel in order, threads left out."""
    return [message.text for message in slack.messages(channel) if message.from_app and not message.thread_ts]


def posts(slack: DrivenSlack) -> list[dict[str, object]]:
    """Return the calls that posted a message."""
    return [call for call in slack.calls if call["method"] == "chat.postMessage"]
