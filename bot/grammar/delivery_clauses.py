"""How a channel wants to hear, said in any order around what it wants to hear of. Pure.

`MA from ICE, DOJ except corrected weekly Mon 8:00 quiet 22:00-7:00 zone America/Chicago in thread`
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import time

from bot.grammar.commands import Clauses
from models.domain import DAYS, Every, Quiet, Rhythm

_OPENING = re.compile(
    r"""(?:^|(?<=[\s,;]))
    (?P<word>from|except(?:\ for)?|without|but\ not|not|at\ once|immediately
    |daily|weekly|every\ day|every\ week|every(?=\ (?:mon|tue|wed|thu|fri|sat|sun))
    |quiet(?:\ hours)?|in\ (?:a\ |the\ )?threads?|threaded|(?:time\ )?zone)
    (?=$|[\s,;:])""",
    re.IGNORECASE | re.VERBOSE,
)
_CLOCK = r"(?P<{0}hour>\d{{1,2}})(?:[:.](?P<{0}minute>\d{{2}}))?\s*(?P<{0}half>[ap]\.?m\.?)?"
_AT = re.compile(rf"^(?:at\s+)?{_CLOCK.format('')}(?![\w:])", re.IGNORECASE)
_DAY = re.compile(
    r"^(?:on\s+)?(?P<day>mon|tue|wed|thu|fri|sat|sun)(?:day|sday|nesday|rsday|urday|s|r|rs)?s?\b[\s,]*",
    re.IGNORECASE,
)
_HOURS = re.compile(
    rf"^(?:from\s+|between\s+)?{_CLOCK.format('first_')}\s*(?:-|–|—|to|until|till|and)\s*{_CLOCK.format('last_')}",
    re.IGNORECASE,
)
_NAMES = re.compile(r"\s*(?:[,;/&+]|\band\b|\bor\b)\s*", re.IGNORECASE)
_LOOSE = " \t,;:"


def split_clauses(text: str) -> tuple[str, Clauses]:
    """Return what is wanted, and how it is to be told.

    Args:
        text: All that follows the verb, cleaned.
    """
    how, areas = Clauses(), []
    for word, piece in _pieces(text):
        clause = _CLAUSES.get(word)
        left, how = clause(piece, how) if clause else (piece, how)
        areas.append(left.strip(_LOOSE))
    return ", ".join(area for area in areas if area), how


def _pieces(text: str) -> Iterator[tuple[str, str]]:
    """Yield each opening word with what follows it; the first piece has none."""
    openings = list(_OPENING.finditer(text))
    kept = [match for match in openings if not _within_quiet_hours(text, match)]
    yield "", text[: kept[0].start()] if kept else text
    for number, opening in enumerate(kept):
        end = kept[number + 1].start() if number + 1 < len(kept) else len(text)
        yield " ".join(opening["word"].casefold().split()), text[opening.end() : end].strip(_LOOSE)


def _within_quiet_hours(text: str, opening: re.Match[str]) -> bool:
    """Tell whether a `from` only opens hours: `quiet from 22:00 to 7:00`."""
    before = text[: opening.start()].casefold().rstrip().removesuffix("hours").rstrip()
    return opening["word"].casefold() == "from" and before.endswith("quiet")


def _from(text: str, how: Clauses) -> tuple[str, Clauses]:
    names, left = _names(text)
    return left, replace(how, sources=(*how.sources, *names))


def _except(text: str, how: Clauses) -> tuple[str, Clauses]:
    names, left = _names(text)
    return left, replace(how, without=(*how.without, *names))


def _daily(text: str, how: Clauses) -> tuple[str, Clauses]:
    at, left = _clock(text)
    return left, replace(how, rhythm=Rhythm(Every.DAILY, at))


def _thread(text: str, how: Clauses) -> tuple[str, Clauses]:
    return text, replace(how, thread=True)


def _names(text: str) -> tuple[tuple[str, ...], str]:
    """Return the words of a list; more words than one in the last are no part of it."""
    names = [name for name in _NAMES.split(text) if name]
    if not names:
        return (), ""
    last, _, left = names[-1].partition(" ")
    return (*names[:-1], last), left


def _weekly(text: str, how: Clauses) -> tuple[str, Clauses]:
    day = _DAY.match(text)
    weekday = DAYS.index(day["day"].title()) if day else 0
    at, left = _clock(text[day.end() :] if day else text)
    return left, replace(how, rhythm=Rhythm(Every.WEEKLY, at, weekday))


def _quiet(text: str, how: Clauses) -> tuple[str, Clauses]:
    hours = _HOURS.match(text)
    first, last = (_time(hours, name) if hours else None for name in ("first_", "last_"))
    if hours is None or first is None or last is None or first == last:
        return text, how
    return text[hours.end() :], replace(how, quiet=Quiet(first, last))


def _zone(text: str, how: Clauses) -> tuple[str, Clauses]:
    zone, _, left = text.partition(" ")
    return left, replace(how, zone=zone.strip(_LOOSE))


def _clock(text: str) -> tuple[time, str]:
    """Return the time that a text begins with, eight o'clock if none, and the rest."""
    match = _AT.match(text)
    at = _time(match, "") if match else None
    return (at, text[match.end() :]) if match and at else (time(8), text)


def _time(match: re.Match[str], name: str) -> time | None:
    hour, minute = int(match[f"{name}hour"]), int(match[f"{name}minute"] or 0)
    half = (match[f"{name}half"] or "").casefold()[:1]
    if half and not 1 <= hour <= 12:  # noqa: PLR2004 - the hours of half a day
        return None
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None  # noqa: PLR2004 - hours and minutes


_CLAUSES: dict[str, Callable[[str, Clauses], tuple[str, Clauses]]] = {
    "from": _from,
    **dict.fromkeys(("except", "except for", "without", "but not", "not"), _except),
    **dict.fromkeys(("daily", "every day"), _daily),
    **dict.fromkeys(("weekly", "every week", "every"), _weekly),
    **dict.fromkeys(("quiet", "quiet hours"), _quiet),
    **{
        f"in {article}{thread}": _thread for article in ("", "a ", "the ") for thread in ("thread", "threads")
    },
    "threaded": _thread,
    **dict.fromkeys(("zone", "time zone"), _zone),
}
"""What each opening word makes of what follows it: what it leaves over, and the clauses with it."""
