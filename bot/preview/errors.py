"""Slack's refusals, as the double raises them."""

from collections.abc import Sequence


class SlackRefusal(Exception):
    """The local Slack says no, in Slack's own words.

    Args:
        code: Slack's error word, `channel_not_found`.
        messages: What `response_metadata.messages` says, each naming its place by JSON pointer.
        **extra: Further keys of the answer (`needed`, `provided`).
    """

    def __init__(self, code: str, messages: Sequence[str] = (), **extra: object) -> None:
        super().__init__(code)
        self.code = code
        self.messages = list(messages)
        self.extra = extra


class RateLimited(Exception):
    """HTTP 429: too many calls; `seconds` goes into the Retry-After header."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"Retry after {seconds} s.")
        self.seconds = seconds


class Impossible(Exception):
    """A person can't do this in Slack either: no such button, an archived channel."""
