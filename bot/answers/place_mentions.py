"""Places that a message names, found conservatively: what a text only may mean is asked about. Pure.

A place is sure where its state stands with it (`Boston, Mass.`, `Travis County, Texas`) or it is a
state by its full name. A name alone counts only if something is recorded of a place that bears it.
"""

import html
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from models.domain import Outcome, Place
from models.places import STATES, Gazetteer, state_code, state_name

READ = 6000
"""Characters of a message that are read, in a tenth of a second; a wire report says its news before them."""

_SLACK = re.compile(r"<(?:[#@!][^<>]*|[^<>|]*\|([^<>]*)|[^<>]*)>")
_MARKS = str.maketrans(dict.fromkeys("*_~`", " "))
_WORD = r"[A-Z][\w'’.\-]*"
_RUN = re.compile(rf"{_WORD}(?:[ \t]+(?:(?:of|the|du|de|la|las|los|del|le)[ \t]+){{0,2}}{_WORD})*")
_POSSESSIVE = re.compile(r"['’]s?$")
_SHORT_WORD = 3
"""Characters; `St.` ends no sentence."""
WORDS = 6
"""Words of the longest name."""
NAMESAKES = 3
"""Recorded bearers of one name that are offered; more of them are too vague."""

_CITIES_TOO = {"New York", "Washington"}
"""States whose name alone means their namesake as often."""
_SHORT = 3
"""Characters; `In` and `OK` name no place."""


def runs(text: str) -> Iterator[tuple[list[str], bool]]:
    """Yield words that may make up a name, and whether only a comma parts them from the ones before.

    Args:
        text: As Slack sends it, mrkdwn and entities included.
    """
    linked = _SLACK.sub(lambda link: link[1] or " ", text[:READ])
    text = html.unescape(linked).translate(_MARKS)
    end = 0
    for match in _RUN.finditer(text):
        beside = text[end : match.start()].strip() == ","
        words: list[str] = []
        for word in match[0].split():
            words.append(word)
            if word.endswith(".") and len(word) > _SHORT_WORD and not state_code(word):
                yield words, beside
                words, beside = [], False
        if words:
            yield words, beside
        end = match.end()


def joined(words: Sequence[str]) -> str:
    """Return words as a name, without what ends a sentence or says whose."""
    return _POSSESSIVE.sub("", " ".join(words).rstrip("."))


@dataclass(frozen=True, slots=True)
class Mentioned:
    """What a message names.

    Attributes:
        sure: Places that it names with their state, and states.
        maybe: Places of which something is recorded and that a name in it may mean.
        names: How many places it names: one that several may be counts once.
    """

    sure: tuple[Place, ...]
    maybe: tuple[Place, ...]
    names: int


@dataclass(frozen=True, slots=True)
class _Name:
    """A name that stands alone, by its words' positions in its run, and who bears it.

    Attributes:
        state: The state of that full name, if it is one.
    """

    run: int
    first: int
    last: int
    bearers: tuple[Place, ...]
    state: Place | None


@dataclass(frozen=True, slots=True)
class MentionedNames:
    """What a text says, before it is known what is recorded: the sure places, and names that stand alone."""

    sure: tuple[Place, ...]
    alone: tuple[_Name, ...]

    @property
    def bearers(self) -> tuple[str, ...]:
        """GEOIDs of all that the names alone may mean."""
        return tuple(dict.fromkeys(place.geoid for name in self.alone for place in name.bearers))

    def among(self, recorded: Collection[str]) -> Mentioned:
        """Return what the text names, given the GEOIDs of which something is recorded."""
        taken: set[tuple[int, int]] = set()
        sure = {place.geoid: place for place in self.sure}
        maybe: dict[str, Place] = {}
        names: list[set[str]] = []
        for name in sorted(self.alone, key=lambda candidate: candidate.first - candidate.last):
            span = {(name.run, word) for word in range(name.first, name.last)}
            known = [place for place in name.bearers if place.geoid in recorded]
            if span & taken:
                continue
            taken |= span
            if name.state:
                sure[name.state.geoid] = name.state
            elif len(known) <= NAMESAKES:
                maybe |= {place.geoid: place for place in known}
                names += [{place.geoid for place in known}] if known else []
        left = tuple(place for geoid, place in maybe.items() if geoid not in sure)
        open_ = {frozenset(some) for some in names if not some & sure.keys()}
        return Mentioned(tuple(sure.values()), left, len(sure) + len(open_))


def names_in(text: str, gazetteer: Gazetteer) -> MentionedNames:
    """Return what a message names.

    Args:
        text: As Slack sends it, mrkdwn and entities included.
        gazetteer: Every place.
    """
    word_runs = list(runs(text))
    sure: dict[str, Place] = {}
    alone: list[_Name] = []
    skip = 0
    for number, (run, _) in enumerate(word_runs):
        words, skip = run[skip:], 0
        state, length = _state_after(word_runs, number)
        place = _with_state(words, state, gazetteer) or _ending_in_state(words, gazetteer)
        if place is not None:
            skip = length if place.state == state else 0
            sure[place.geoid] = place
        else:
            alone += _alone(number, words, gazetteer)
    return MentionedNames(tuple(sure.values()), tuple(alone))


def _state_after(word_runs: Sequence[tuple[list[str], bool]], number: int) -> tuple[str, int]:
    """Return the state that follows a run behind a comma, and how many words name it."""
    words, beside = word_runs[number + 1] if number + 1 < len(word_runs) else ([], False)
    for length in range(min(len(words), 3) if beside else 0, 0, -1):
        if code := state_code(" ".join(words[:length])):
            return code, length
    return "", 0


def _with_state(words: Sequence[str], state: str, gazetteer: Gazetteer) -> Place | None:
    """Return the place that the longest end of some words names in a state."""
    for start in range(max(len(words) - WORDS, 0), len(words) if state else 0):
        resolution = gazetteer.resolve(joined(words[start:]), state)
        if resolution.outcome is Outcome.RESOLVED and len(resolution.places) == 1 and not resolution.repaired:
            return resolution.places[0]
    return None


def _ending_in_state(words: Sequence[str], gazetteer: Gazetteer) -> Place | None:
    """Return the place of `Travis County Texas`; only a state's full name is read so."""
    for length in range(min(len(words) - 1, 3), 0, -1):
        last = joined(words[-length:])
        code = state_code(last)
        if code and last == state_name(code):
            return _with_state(words[:-length], code, gazetteer)
    return None


def _alone(run: int, words: Sequence[str], gazetteer: Gazetteer) -> Iterator[_Name]:
    for first in range(len(words)):
        for last in range(first + 1, min(first + WORDS, len(words)) + 1):
            phrase = joined(words[first:last])
            resolution = gazetteer.resolve(phrase)
            bearers = resolution.places if len(resolution.places) == 1 else resolution.candidates
            if bearers and not resolution.repaired and len(phrase) >= _SHORT:
                yield _Name(run, first, last, tuple(bearers), _state(phrase, gazetteer))


def _state(phrase: str, gazetteer: Gazetteer) -> Place | None:
    """Return the state that a full name alone means in a message; `In` and `OK` are words as well."""
    code = state_code(phrase)
    full = code and phrase == state_name(code) and phrase not in _CITIES_TOO
    return gazetteer.by_geoid(STATES[code].fips) if full else None
