"""What a person types after the command → what they want. Pure; never raises.

Order: a verb, then what it is about. The verb may also come later (`MA subscribe daily`),
case doesn't matter, and what Slack or a clipboard adds (mentions, smart quotes, entities,
the command itself) is taken away first. What is no verb is a place to look up.
"""

import difflib
import html
import re
from collections.abc import Callable

from bot.clauses import split_clauses
from bot.commands import (
    ALL,
    VERBS,
    Command,
    Export,
    Feedback,
    Help,
    History,
    Lookup,
    Mute,
    Recent,
    Resume,
    Settings,
    Sources,
    Subscribe,
    Subscriptions,
    Trend,
    Unclear,
    Unsubscribe,
)
from bot.times_said import day_first, length_of, whole_day

EVERYTHING = frozenset({"all", "everything", "all states", "every state"})

_SLACK = re.compile(r"<(?:[#@!][^<>]*|https?://[^<>|]*\|([^<>]*)|https?://([^<>]*))>")
_COMMAND = re.compile(r"^/[a-z0-9_-]+(?=\s|$)", re.IGNORECASE)
_AS_OF = re.compile(r"^(?P<place>.+?)[\s,]+as of (?P<day>\S.*)$", re.IGNORECASE)
_AS_OF_FIRST = re.compile(r"^as of (?P<day>\S.*)$", re.IGNORECASE)
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
        wanted = _command(verb, rest)
        place = first.endswith(",") and verb in _OF_A_PLACE and rest
        return Unclear(said, (wanted, Lookup(said))) if place else wanted
    words = said.split(" ")
    later = next((number for number, word in enumerate(words) if word.casefold() in _ANYWHERE), None)
    if later is not None:
        return _command(words[later].casefold(), " ".join([*words[:later], *words[later + 1 :]]))
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
    if verb == "lookup" and not about:
        return Help(verb)
    return _MEANING[verb](about)


def _subscribe(about: str) -> Subscribe:
    area, how = split_clauses(about)
    return Subscribe(_area(area), how)


def _subscriptions(about: str) -> Subscriptions:
    return Subscriptions(everywhere=about.casefold() in {*EVERYTHING, "everywhere"})


_OF_A_PLACE = frozenset({"history", "trend", "export", "recent", "sources", "resume", "mute", "settings"})
"""Verbs that a place may be called by; behind a comma a state may follow either."""


def _recent(about: str) -> Recent:
    asked = _SINCE.match(about)
    if not asked:
        return Recent(_area(about))
    if day := whole_day(asked["day"].strip(_WRAPPING)):
        return Recent(_area(asked["area"]), day)
    day, area = day_first(asked["day"])
    return Recent(_area(f"{asked['area']} {area}"), day) if day else Recent(_area(about))


_ANYWHERE = frozenset(
    {"history", "trend", "recent", "subscribe", "unsubscribe", "subscriptions", "mute", "export"}
)
"""Verbs that may come later: of all places' names only Export, PA has one as a word."""
_SINCE = re.compile(r"^(?P<area>.*?)[\s,]*\bsince (?P<day>\S.*)$", re.IGNORECASE)


def _area(about: str) -> str:
    area = _FILLERS.sub("", about.strip(f".{_WRAPPING}")).strip(f".{_WRAPPING}")
    return ALL if area.casefold() in EVERYTHING else area


def _help(about: str) -> Help:
    return Help(_verb(about))


def _verb(about: str) -> str:
    close = difflib.get_close_matches(about.casefold(), VERBS, n=1, cutoff=_CLOSE)
    return close[0] if close else ""


def _lookup(said: str) -> Lookup:
    if asked := _AS_OF.match(said):
        day = whole_day(asked["day"].strip(_WRAPPING))
        return Lookup(asked["place"].strip(_WRAPPING), day) if day else Lookup(said)
    if asked := _AS_OF_FIRST.match(said):
        day, place = day_first(asked["day"])
        return Lookup(place, day) if day and place else Lookup(said)
    return Lookup(said)


_MEANING: dict[str, Callable[[str], Command]] = {
    "lookup": _lookup,
    "history": lambda about: History(_area(about)),
    "recent": _recent,
    "trend": lambda about: Trend(_area(about)),
    "subscribe": _subscribe,
    "unsubscribe": lambda about: Unsubscribe(_area(about)),
    "subscriptions": _subscriptions,
    "mute": lambda about: Mute(length_of(about)),
    "resume": lambda _: Resume(),
    "sources": lambda _: Sources(),
    "export": lambda about: Export(_area(about)),
    "settings": lambda _: Settings(),
    "feedback": Feedback,
    "help": _help,
}
