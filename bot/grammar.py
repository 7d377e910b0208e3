"""What a person types after the command → what they want. Pure; never raises.

Order: a verb, then what it is about. The verb may also come last (`MA subscribe`), case
doesn't matter, and what Slack or a clipboard adds (mentions, smart quotes, entities,
the command itself) is taken away first. What is no verb is a place to look up.
"""

import difflib
import html
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from dateutil import parser as dates


@dataclass(frozen=True, slots=True)
class Lookup:
    """What do the lists say of a place?

    Attributes:
        text: The place as typed.
        as_of: The day to go back to; None for now.
    """

    text: str
    as_of: date | None = None

    def __str__(self) -> str:
        return f"lookup {self.text}" + (f" as of {self.as_of.isoformat()}" if self.as_of else "")


@dataclass(frozen=True, slots=True)
class Subscribe:
    """Let this channel hear of a state, as typed; empty when none was named."""

    area: str

    def __str__(self) -> str:
        return f"subscribe {self.area}".strip()


@dataclass(frozen=True, slots=True)
class Unsubscribe:
    """Let this channel no longer hear of a state, or of `all`."""

    area: str

    def __str__(self) -> str:
        return f"unsubscribe {self.area}".strip()


@dataclass(frozen=True, slots=True)
class Subscriptions:
    """What does this channel hear of?"""

    def __str__(self) -> str:
        return "subscriptions"


@dataclass(frozen=True, slots=True)
class Trend:
    """What are the numbers of a place, as typed, over time? `all` for the whole country."""

    area: str

    def __str__(self) -> str:
        return f"trend {self.area}".strip()


@dataclass(frozen=True, slots=True)
class Help:
    """How is this used? `verb` narrows it down."""

    verb: str = ""

    def __str__(self) -> str:
        return f"help {self.verb}".strip()


Command = Lookup | Subscribe | Unsubscribe | Subscriptions | Trend | Help

VERBS = ("lookup", "trend", "subscribe", "unsubscribe", "subscriptions", "help")
ALL = "all"
EVERYTHING = frozenset({"all", "everything", "all states", "every state"})

_SLACK = re.compile(r"<(?:[#@!][^<>]*|https?://[^<>|]*\|([^<>]*)|https?://([^<>]*))>")
_COMMAND = re.compile(r"^/[a-z0-9_-]+(?=\s|$)", re.IGNORECASE)
_AS_OF = re.compile(r"^(?P<place>.+?)[\s,]+as of (?P<day>\S.*)$", re.IGNORECASE)
_INVISIBLE = {ord(sign): None for sign in "\u200b\u200c\u200d\u2060\ufeff\u00ad"}
_APOSTROPHES = str.maketrans({"‘": "'", "’": "'", "\u02bc": "'"})
_WRAPPING = " \t\"'“”„«»`*_?!;:,"
_FILLERS = re.compile(
    rf"^(?:(?:to|from|for|of|in|us|me|please|this channel|the state of)\b[.{re.escape(_WRAPPING)}]+)+(?=\S)",
    re.IGNORECASE,
)
"""Words before a state; one that stands alone is the state: ME, IN, OR."""
_CLOSE = 0.75
"""Likeness from which a first word is taken for a misspelt verb, once it is no place."""


def parse(text: str) -> Command:
    """Return what a person wants.

    Args:
        text: All that follows the command, as Slack sends it.
    """
    said = clean(text)
    if not said:
        return Help()
    first, _, rest = said.partition(" ")
    verb = first.casefold().rstrip(":,")
    if verb in VERBS:
        return _command(verb, rest)
    before, _, last = said.rpartition(" ")
    if before and last.casefold() in ("subscribe", "unsubscribe"):
        return _command(last.casefold(), before)
    return _lookup(said)


def nearest(text: str) -> Command | None:
    """Return the command that a person may have meant by text that is neither verb nor place."""
    first, _, rest = clean(text).partition(" ")
    close = difflib.get_close_matches(first.casefold(), VERBS, n=1, cutoff=_CLOSE)
    return _command(close[0], rest) if close else None


def clean(text: str) -> str:
    """Return what was typed without what Slack or a clipboard added to it."""
    said, before = text, ""
    while said != before:
        before, said = said, _SLACK.sub(lambda link: link[1] or link[2] or "", html.unescape(said))
    words = " ".join(said.translate(_INVISIBLE).translate(_APOSTROPHES).split())
    return _COMMAND.sub("", words.strip(_WRAPPING)).strip(_WRAPPING)


def _command(verb: str, rest: str) -> Command:
    about = rest.strip(_WRAPPING)
    match verb:
        case "subscribe":
            return Subscribe(_area(about))
        case "unsubscribe":
            return Unsubscribe(_area(about))
        case "subscriptions":
            return Subscriptions()
        case "trend":
            return Trend(_area(about))
        case "lookup" if about:
            return _lookup(about)
        case _:
            return Help(_verb(about) if verb == "help" else verb)


def _area(about: str) -> str:
    area = _FILLERS.sub("", about.strip(f".{_WRAPPING}")).strip(f".{_WRAPPING}")
    return ALL if area.casefold() in EVERYTHING else area


def _verb(about: str) -> str:
    close = difflib.get_close_matches(about.casefold(), VERBS, n=1, cutoff=_CLOSE)
    return close[0] if close else ""


def _lookup(said: str) -> Lookup:
    asked = _AS_OF.match(said)
    day = _day(asked["day"]) if asked else None
    return Lookup(asked["place"].strip(_WRAPPING), day) if asked and day else Lookup(said)


def _day(text: str) -> date | None:
    """Return a whole day as people write it; the month comes first where only numbers are given."""
    try:
        read = {dates.parse(text.strip(_WRAPPING), default=default).date() for default in _DEFAULTS}
    except (ValueError, OverflowError):
        return None
    return read.pop() if len(read) == 1 else None


_DEFAULTS = (datetime(1996, 1, 1, tzinfo=UTC), datetime(2004, 2, 2, tzinfo=UTC))
"""dateutil fills what is missing from its default: a day that both agree on lacks nothing."""
