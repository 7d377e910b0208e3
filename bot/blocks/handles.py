"""What a button of an answer is handed back: whom it is about, as of when, how far down. Pure."""

from dataclasses import dataclass
from datetime import date

from models.wishes import Subject

ROWS = "answer_rows"
MORE_ROWS = "answer_more_rows"
EVIDENCE = "answer_evidence"
HISTORY = "answer_history"
SENTENCE = "answer_sentence"
SHARE = "answer_share"
PICK = "answer_pick"
UNDO = "subscription_undo"
SAMPLE = "subscription_sample"
ANSWER_WRONG = "answer_wrong"
ALERT_WRONG = "alert_wrong"
"""*This is wrong*; the values are a `Handle` and an alert's handle."""
ATTACH = "attach_note"
"""A button that adds a public note; its value is the id of a remark."""
ACCEPT = "review_accept"
REJECT = "review_reject"
"""Buttons of a held edition; their value is its id."""
RUN = "run_command"
"""A button that runs a command, written out in its value."""
SUBSCRIBE = "subscription_form"
WISH_MENU = "subscription_menu"
"""The menu of a subscription on App Home; its values are what to do, and the `Subscribed`."""
HOME_ACCEPT = "home_review_accept"
HOME_REJECT = "home_review_reject"
"""Buttons of a held edition on App Home; their value is its id."""
EDIT = "subscription_edit"
"""A button that opens the form of a subscription; its value is a `Subscribed`."""


@dataclass(frozen=True, slots=True)
class Handle:
    """A place by its GEOID, the day that an answer goes back to, and how many rows were shown."""

    geoid: str
    as_of: date | None = None
    offset: int = 0

    def __str__(self) -> str:
        return f"{self.geoid}|{self.as_of.isoformat() if self.as_of else ''}|{self.offset}"


def read_handle(value: str) -> Handle:
    """Return the handle that a button's value holds.

    Raises:
        ValueError: The value is of another make: an older version's, or not ours.
    """
    geoid, as_of, offset = value.split("|")
    return Handle(geoid, date.fromisoformat(as_of) if as_of else None, int(offset))


@dataclass(frozen=True, slots=True)
class Subscribed:
    """One subscription, wherever its button stands: Slack's id of the channel, and what it hears of."""

    channel: str
    subject: Subject

    def __str__(self) -> str:
        return f"{self.channel}|{self.subject.state}|{self.subject.place}"


def read_subscribed(value: str) -> Subscribed:
    """Return the subscription that a button's value holds.

    Raises:
        ValueError: The value is of another make: an older version's, or not ours.
    """
    channel, state, place = value.split("|")
    return Subscribed(channel, Subject(state, place))
