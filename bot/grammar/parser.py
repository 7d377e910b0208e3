"""What a person types after the command → what they want. Pure; never raises.

Order: a verb, then what it is about. The verb may also come later (`MA subscribe daily`),
case doesn't matter, and what Slack or a clipboard adds (mentions, smart quotes, entities,
the command itself) is taken away first. What is no verb is a place to look up.
"""

import difflib
import html
import re
from collections.abc import Callable, Collection
from datetime import date

from bot.grammar import commands
from bot.grammar.delivery_clauses import split_clauses
from bot.grammar.questions import place_in_question, publisher_in_question
from bot.grammar.spans import span_in
from bot.grammar.times import day_first, end_of_month, length_of, whole_day
from models.domain import PlaceKind

EVERYTHING = frozenset({"all", "everything", "all states", "every state"})

_SLACK = re.compile(r"<(?:[#@!][^<>]*|https?://[^<>|]*\|([^<>]*)|https?://([^<>]*))>")
_COMMAND = re.compile(r"^/[a-z0-9_-]+(?=\s|$)", re.IGNORECASE)
_DAYS = tuple(
    re.compile(rf"^(?P<place>.+)[\s,]{before} (?P<day>\S.*)$", re.IGNORECASE) for before in ("as of", "on")
)
_IN_A_MONTH = re.compile(r"^(?P<place>.+)[\s,]in (?P<month>[a-z]{3,9}\.?,? \d{4})$", re.IGNORECASE)
_DAYS_FIRST = re.compile(r"^(?:as of|on) (?P<day>\S.*)$", re.IGNORECASE)
_INVISIBLE = {ord(sign): None for sign in "\u200b\u200c\u200d\u2060\ufeff\u00ad"}
_APOSTROPHES = str.maketrans({"‘": "'", "’": "'", "\u02bc": "'"})
_WRAPPING = " \t\"'“”„«»`*_?!;:,"
_FILLERS = re.compile(
    rf"^(?:(?:to|from|for|of|in|us|me|please|this channel|the state of)\b[.{re.escape(_WRAPPING)}]+)+(?=\S)",
    re.IGNORECASE,
)
"""Words before a state; one that stands alone is the state: ME, IN, OR."""
_TOP = re.compile(
    r"^(?:(?P<kind>count(?:y|ies)|cit(?:y|ies)|towns?|places?|states?|jurisdictions?)\b)?\s*(?P<area>.*?)"
    r"(?:\bby\s+(?P<by>refusals?|totals?|sent|detainers(?:\s+sent)?))?$",
    re.IGNORECASE,
)
_KINDS = {"coun": PlaceKind.COUNTY, "city": PlaceKind.CITY, "citi": PlaceKind.CITY, "town": PlaceKind.CITY}
_RANKINGS: dict[str, commands.Ranking] = {"t": "totals", "s": "sent", "d": "sent"}
_OF_A_PLACE = frozenset({
    "history", "trend", "export", "recent", "sources", "resume", "mute", "settings", "compare", "top", "map"
})  # fmt: skip
"""Verbs that a place may be called by; behind a comma a state may follow either."""
_ANYWHERE = frozenset({
    "history", "trend", "recent", "subscribe", "unsubscribe", "subscriptions", "mute", "export", "compare",
    "map",
})  # fmt: skip
"""Verbs that may come later: of all places' names only Export, PA has one as a word."""
_OF_AN_AREA = frozenset({"history", "trend", "export", "unsubscribe", "compare", "map"})
"""Verbs about a place or a state and nothing else; those that stand nowhere here are about nothing."""
_ELSEWHERE = {
    "alerted": "recent", "changes": "recent", "doctor": "settings", "editions": "sources", "errata": "recent",
    "list": "sources", "listings": "sources", "lists": "sources", "news": "recent", "status": "settings",
    "version": "settings",
}  # fmt: skip
"""Verbs of the command line, and of other apps, by what comes nearest to them in Slack."""
_CLOSE = 0.75
"""Likeness from which a word is taken for a misspelt verb, once it is no place."""
_SHORTEST = 4
"""Letters below which a word is no slip of a verb: `MA` is no `map`."""


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
    return _asked_of("export", text)


def area_to_map(text: str) -> str:
    """Return the state that a map is asked of; empty if none is."""
    return _asked_of("map", text)


def _asked_of(verb: str, text: str) -> str:
    wanted = parse(text)
    return wanted.about if isinstance(wanted, commands.Request) and wanted.verb == verb else ""


def nearest(text: str) -> tuple[str, commands.Command] | None:
    """Return the word that is no verb, and the command that was meant by text that is no place either.

    The verb may be misspelt where it stands first, or behind what it is about: `MA subscrbe`.
    """
    words = clean(text).split(" ")
    if len(words) == 1 and (verb := _ELSEWHERE.get(words[0].casefold())):
        return words[0], _command(verb, "")
    for number, word in enumerate(words):
        if verb := _verb(word, _ANYWHERE if number else commands.VERBS):
            return word, _command(verb, " ".join([*words[:number], *words[number + 1 :]]))
    return None


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


def recent_asked(about: str) -> commands.Recent:
    """Return the question what changed, after the area and the days that follow the verb."""
    area, span = span_in(about)
    return commands.Recent(_area(area), span)


def top_asked(about: str) -> commands.TopPlaces:
    """Return the question which places have most, after what follows the verb."""
    asked = _TOP.match(about)
    if asked is None:  # pragma: no cover - all of it is optional
        return commands.TopPlaces(_area(about))
    kind, by = (asked["kind"] or "").casefold(), (asked["by"] or "").casefold()
    return commands.TopPlaces(_area(asked["area"]), _KINDS.get(kind[:4]), _RANKINGS.get(by[:1], "refusals"))


def _area(about: str) -> str:
    area = _FILLERS.sub("", about.strip(f".{_WRAPPING}")).strip(f".{_WRAPPING}")
    return commands.ALL if area.casefold() in EVERYTHING else area


def _verb(word: str, among: Collection[str] = commands.VERBS) -> str:
    """Return the verb that a word is or is a misspelling of; empty if it is none."""
    if len(word) < _SHORTEST:
        return word.casefold() if word.casefold() in among else ""
    close = difflib.get_close_matches(word.casefold(), sorted(among), n=1, cutoff=_CLOSE)
    return close[0] if close else ""


def asked_of(text: str) -> commands.Lookup:
    """Return the question after a place, with the day to go back to where the text names one."""
    return _lookup(clean(text))


def _lookup(text: str) -> commands.Lookup:
    for asked in filter(None, (pattern.match(text) for pattern in _DAYS)):
        if day := whole_day(asked["day"].strip(_WRAPPING)):
            return _question(asked["place"].strip(_WRAPPING), day)
    if (dated := _IN_A_MONTH.match(text)) and (last := end_of_month(dated["month"])):
        return _question(dated["place"].strip(_WRAPPING), last)
    if first := _DAYS_FIRST.match(text):
        day, place = day_first(first["day"])
        return _question(place, day) if day and place else _question(text)
    return _question(text)


def _question(text: str, day: date | None = None) -> commands.Lookup:
    """Return the question after the place that a text names, in plain words or by itself."""
    place = place_in_question(text)
    return commands.Lookup(place or text, day, bool(place), publisher_in_question(text) if place else "")


_MEANING: dict[str, Callable[[str], commands.Command]] = {
    "lookup": lambda about: _lookup(about) if about else commands.Request("help", "lookup"),
    "recent": recent_asked,
    "top": top_asked,
    "subscribe": _subscribe,
    "subscriptions": lambda about: commands.Subscriptions(about.casefold() in {*EVERYTHING, "everywhere"}),
    "mute": lambda about: commands.Mute(length_of(about)),
    "feedback": lambda words: commands.Request("feedback", words),
    "help": lambda about: commands.Request("help", _verb(about)),
}
"""What follows a verb says more than a place."""
