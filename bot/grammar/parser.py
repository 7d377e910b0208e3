"""What a person types after the command → what they want. Pure; never raises.

Order: a verb, then what it is about. The verb may also come later (`MA subscribe daily`),
case doesn't matter, and what Slack or a clipboard adds (mentions, smart quotes, entities,
the command itself) is taken away first. What is no verb is a place to look up.
"""

import difflib
import html
import re
from collections.abc import Callable

from bot.grammar import commands
from bot.grammar.delivery_clauses import split_clauses
from bot.grammar.times import day_first, length_of, whole_day

EVERYTHING = frozenset({"all", "everything", "all states", "every state"})

_SLACK = re.compile(r"<(?:[#@!][^<>]*|https?://[^<>|]*\|([^<>]*)|https?://([^<>]*))>")
_COMMAND = re.compile(r"^/[a-z0-9_-]+(?=\s|$)", re.IGNORECASE)
_DAYS = tuple(
    re.compile(rf"^(?P<place>.+)[\s,]{before} (?P<day>\S.*)$", re.IGNORECASE) for before in ("as of", "on")
)
_DAYS_FIRST = re.compile(r"^(?:as of|on) (?P<day>\S.*)$", re.IGNORECASE)
_INVISIBLE = {ord(sign): None for sign in "\u200b\u200c\u200d\u2060\ufeff\u00ad"}
_APOSTROPHES = str.maketrans({"‘": "'", "’": "'", "\u02bc": "'"})
_WRAPPING = " \t\"'“”„«»`*_?!;:,"
_FILLERS = re.compile(
    rf"^(?:(?:to|from|for|of|in|us|me|please|this channel|the state of)\b[.{re.escape(_WRAPPING)}]+)+(?=\S)",
    re.IGNORECASE,
)
"""Words before a state; one that stands alone is the state: ME, IN, OR."""
_SINCE = re.compile(r"^(?P<area>.*?)[\s,]*\bsince (?P<day>\S.*)$", re.IGNORECASE)
_OF_A_PLACE = frozenset({"history", "trend", "export", "recent", "sources", "resume", "mute", "settings"})
"""Verbs that a place may be called by; behind a comma a state may follow either."""
_ANYWHERE = frozenset(
    {"history", "trend", "recent", "subscribe", "unsubscribe", "subscriptions", "mute", "export"}
)
"""Verbs that may come later: of all places' names only Export, PA has one as a word."""
_OF_AN_AREA = frozenset({"history", "trend", "export", "unsubscribe"})
"""Verbs about a place or a state and nothing else; those that stand nowhere here are about nothing."""
_CLOSE = 0.75
"""Likeness from which a first word is taken for a misspelt verb, once it is no place."""


def parse(text: str) -> commands.Command:
    """Return what a person wants.

    Args:
        text: All that follows the command, as Slack sends it.
    """
    cleaned = clean(text)
    if not cleaned:
        return commands.Request("help")
    first, _, rest = cleaned.partition(" ")
    verb = first.casefold().rstrip(":,")
    if verb in commands.VERBS:
        wanted = _command(verb, rest)
        place = first.endswith(",") and verb in _OF_A_PLACE and rest
        return commands.Unclear(cleaned, (wanted, commands.Lookup(cleaned))) if place else wanted
    words = cleaned.split(" ")
    later = next((number for number, word in enumerate(words) if word.casefold() in _ANYWHERE), None)
    if later is not None:
        return _command(words[later].casefold(), " ".join([*words[:later], *words[later + 1 :]]))
    return _lookup(cleaned)


def area_to_export(text: str) -> str:
    """Return the place or state whose rows are asked for as a file; empty if none are."""
    wanted = parse(text)
    return wanted.about if isinstance(wanted, commands.Request) and wanted.verb == "export" else ""


def nearest(text: str) -> commands.Command | None:
    """Return the command that a person may have meant by text that is neither verb nor place."""
    first, _, rest = clean(text).partition(" ")
    verb = _verb(first)
    return _command(verb, rest) if verb else None


def clean(text: str) -> str:
    """Return what was typed without what Slack or a clipboard added to it."""
    cleaned, before = text, ""
    while cleaned != before:
        before, cleaned = cleaned, _SLACK.sub(lambda link: link[1] or link[2] or "", html.unescape(cleaned))
    words = " ".join(cleaned.translate(_INVISIBLE).translate(_APOSTROPHES).split())
    return _COMMAND.sub("", words.strip(_WRAPPING)).strip(_WRAPPING)


def _command(verb: str, rest: str) -> commands.Command:
    about = rest.strip(_WRAPPING)
    if verb in _MEANING:
        return _MEANING[verb](about)
    return commands.Request(verb, _area(about) if verb in _OF_AN_AREA else "")


def _subscribe(about: str) -> commands.Subscribe:
    area, how = split_clauses(about)
    return commands.Subscribe(_area(area), how)


def _recent(about: str) -> commands.Recent:
    asked = _SINCE.match(about)
    if not asked:
        return commands.Recent(_area(about))
    if day := whole_day(asked["day"].strip(_WRAPPING)):
        return commands.Recent(_area(asked["area"]), day)
    day, area = day_first(asked["day"])
    return commands.Recent(_area(f"{asked['area']} {area}"), day) if day else commands.Recent(_area(about))


def _area(about: str) -> str:
    area = _FILLERS.sub("", about.strip(f".{_WRAPPING}")).strip(f".{_WRAPPING}")
    return commands.ALL if area.casefold() in EVERYTHING else area


def _verb(word: str) -> str:
    """Return the verb that a word is or is a misspelling of; empty if it is none."""
    close = difflib.get_close_matches(word.casefold(), commands.VERBS, n=1, cutoff=_CLOSE)
    return close[0] if close else ""


def asked_of(text: str) -> commands.Lookup:
    """Return the question after a place, with the day to go back to where the text names one."""
    return _lookup(clean(text))


def _lookup(text: str) -> commands.Lookup:
    for asked in filter(None, (pattern.match(text) for pattern in _DAYS)):
        if day := whole_day(asked["day"].strip(_WRAPPING)):
            return commands.Lookup(asked["place"].strip(_WRAPPING), day)
    if first := _DAYS_FIRST.match(text):
        day, place = day_first(first["day"])
        return commands.Lookup(place, day) if day and place else commands.Lookup(text)
    return commands.Lookup(text)


_MEANING: dict[str, Callable[[str], commands.Command]] = {
    "lookup": lambda about: _lookup(about) if about else commands.Request("help", "lookup"),
    "recent": _recent,
    "subscribe": _subscribe,
    "subscriptions": lambda about: commands.Subscriptions(about.casefold() in {*EVERYTHING, "everywhere"}),
    "mute": lambda about: commands.Mute(length_of(about)),
    "feedback": lambda words: commands.Request("feedback", words),
    "help": lambda about: commands.Request("help", _verb(about)),
}
"""What follows a verb says more than a place."""
