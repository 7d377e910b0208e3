"""What people call states, places, lists and kinds of change → what these are, or the cure."""

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.answers import Answer, LookupOutcome, answer, city_too
from bot.desk import Desk
from bot.grammar import ALL, Clauses, Lookup, zone_named
from bot.words import code, listed, literal, short_place, typed, typed_place
from models.domain import EVERYWHERE, LEADS, ChangeKind, Place, PlaceKind, Subject, Terms
from models.errors import UsageError
from models.places import repaired_state_code, state_code, state_name

_BETWEEN = re.compile(r"\s*(?:[,;/&+]|\band\b)\s*", re.IGNORECASE)
_KINDS = {
    "on": ChangeKind.ADDED,
    "off": ChangeKind.REMOVED,
    "corrected": ChangeKind.CORRECTED,
    "moved": ChangeKind.MOVED,
    "added": ChangeKind.ADDED,
    "removed": ChangeKind.REMOVED,
    "corrections": ChangeKind.CORRECTED,
}
_SAID = ("on", "off", "corrected", "moved")
NAMED = 3
"""Candidates that a cure names."""


@dataclass(frozen=True, slots=True)
class WhichPlace:
    """What a person is asked, where what they typed is no one place.

    Attributes:
        question: mrkdwn.
        choices: What each button says, and what it types in place of what is not clear.
        left: How many places more bear the name.
    """

    question: str
    choices: Sequence[tuple[str, str]] = field(default=())
    left: int = 0


def terms_named(how: Clauses, desk: Desk) -> Terms:
    """Return clauses with lists and kinds by their names.

    Raises:
        UsageError: One of them is not known; the nearest is named.
    """
    sources = tuple(dict.fromkeys(name for word in how.sources for name in _source(word, desk)))
    without = tuple(dict.fromkeys(_kind(word) for word in how.without))
    return Terms(sources, without, how.rhythm, how.quiet, _zone(how.zone), how.thread)


def _zone(word: str) -> str:
    zone = zone_named(word) if word else ""
    if zone is None:
        raise UsageError(f"I don't know the time zone {typed(word)}.", "Try `zone Central`.")
    return zone


def _source(word: str, desk: Desk) -> list[str]:
    wanted = word.casefold()
    named = [
        name for name, source in desk.sources.items() if wanted in {name.casefold(), source.short.casefold()}
    ]
    if not named:
        shorts = sorted({source.short for source in desk.sources.values()})
        raise UsageError(f"I don't know the list {typed(word)}.", _nearest(word, shorts, "Lists"))
    return named


def _kind(word: str) -> ChangeKind:
    kind = _KINDS.get(word.casefold())
    if kind is None:
        sentence = f"I don't know the kind of change {typed(word)}."
        raise UsageError(sentence, _nearest(word, _SAID, "Kinds"))
    return kind


def _nearest(word: str, known: Sequence[str], what: str) -> str:
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), folded, n=1)
    return f"Did you mean `{folded[close[0]]}`?" if close else f"{what}: {', '.join(known)}."


def subjects_named(
    area: str, verb: str, desk: Desk, known: Sequence[Subject] = ()
) -> list[Subject] | WhichPlace:
    """Return what was named: states, one place, everything, leads; or what is to be asked first.

    A place that is named without its state is taken where something is known of it, and asked for else.

    Args:
        area: As typed.
        verb: The verb that a cure repeats.
        desk: Whose command and places are meant.
        known: What the channel is subscribed to: its places are taken without their states.

    Raises:
        UsageError: Nothing was named, or several places at once.
        StoreError: The database can't be read.
    """
    if area == ALL:
        return [Subject(EVERYWHERE)]
    names = [area] if state_code(area) or city_too(area) else [name for name in _BETWEEN.split(area) if name]
    if not names:
        raise UsageError("Which state or place?", f"For example `{desk.command} {verb} MA`.")
    subjects = [_state(name) for name in names]
    if all(subjects):
        return list(dict.fromkeys(subject for subject in subjects if subject))
    record = answer(Lookup(area), desk)
    if own := [each for each in _subjects(record) if each in known]:
        return own[:1]
    if record.place and _is_sure(record, area):
        return [subject_of(record.place)]
    if record.place is None and len(names) > 1:
        _refuse_several(names, subjects, verb, desk)
    return _asked(record, area, verb, desk)


def _subjects(record: Answer) -> list[Subject]:
    return [subject_of(place) for place in ([record.place] if record.place else record.candidates)]


def place_named(area: str, verb: str, desk: Desk) -> Place | WhichPlace:
    """Return the one place or state that a text names, or what is to be asked.

    Raises:
        UsageError: Nothing of that name, or like it, is known.
        StoreError: The database can't be read.
    """
    record = answer(Lookup(area), desk)
    return record.place or _asked(record, area, verb, desk)


def _is_sure(record: Answer, area: str) -> bool:
    """Tell whether a place is meant, and not only the one of that name: its state is said, or it is known."""
    place = record.place
    if place is None:
        return False
    tail = re.split(r"[,\s]+", area.strip())
    named = any(
        state_code(" ".join(tail[-words:])) == place.state for words in (1, 2, 3) if words < len(tail)
    )
    return named or bool(record.lists or record.refusals or record.tallies or record.agreements)


def _refuse_several(names: Sequence[str], subjects: Sequence[Subject | None], verb: str, desk: Desk) -> None:
    wrong = next(name for name, subject in zip(names, subjects, strict=True) if not subject)
    single = answer(Lookup(wrong), desk)
    if single.place:
        alone = f"`{desk.command} {verb} {typed_place(single.place)}`"
        raise UsageError(f"One place at a time: {alone}.")
    if state := repaired_state_code(wrong):
        sentence = f"I don't know {typed(wrong)}."
        raise UsageError(sentence, f"Did you mean `{desk.command} {verb} {state_name(state)}`?")
    if near := [place for place in single.candidates if place.geoid in single.with_data]:
        alone = f"`{desk.command} {verb} {typed_place(near[0])}`"
        raise UsageError(f"I don't know {typed(wrong)}.", f"Did you mean {alone}, by itself?")
    raise UsageError(f"I don't know {typed(wrong)}.", _try(verb, desk))


def _asked(record: Answer, area: str, verb: str, desk: Desk) -> WhichPlace:
    """Return the question which place is meant, with those that may be; the known ones, if any is."""
    likely = [place for place in record.candidates if place.geoid in record.with_data]
    places = [record.place] if record.place else (likely or list(record.candidates))
    choices = [(short_place(place), typed_place(place)) for place in places]
    if record.place:
        return WhichPlace(f"Did you mean *{literal(choices[0][0])}*? We have nothing on it.", choices)
    if record.found is LookupOutcome.SUGGESTED:
        if state := repaired_state_code(area):
            choices = [(state_name(state), state_name(state))]
        meant = f"*{literal(choices[0][0])}*" if len(choices) == 1 else "one of these"
        return WhichPlace(f"I don't know {code(area)}. Did you mean {meant}?", choices)
    if not choices:
        raise UsageError(f"I don't know {typed(area)}.", _try(verb, desk))
    return WhichPlace(f"Which {literal(area, 80)}?", choices, len(record.candidates) - len(places))


def _try(verb: str, desk: Desk) -> str:
    return f"Try `{desk.command} {verb} MA`, or `{desk.command} help {verb}`."


def _state(name: str) -> Subject | None:
    if name.casefold() in {LEADS, "lead"}:
        return Subject(LEADS)
    return Subject(state_code(name)) if state_code(name) and not city_too(name) else None


def subject_of(place: Place) -> Subject:
    """Return a place as what a channel hears of."""
    return Subject(place.state, "" if place.kind is PlaceKind.STATE else place.geoid)


def place_within(name: str, state: str, desk: Desk) -> Subject:
    """Return the one place that a text names.

    Args:
        name: As typed into a field of its own.
        state: USPS abbreviation of the state that it is in; empty when that was not said.
        desk: Whose places are meant.

    Raises:
        UsageError: It names none or several, or none that is known; the candidates are named.
        StoreError: The database can't be read.
    """
    whole = f"{name}, {state}" if state and not name.upper().endswith(f" {state}") else name
    record = answer(Lookup(whole), desk)
    place = one_place(record, name, state)
    if not _is_sure(record, whole):
        raise UsageError(f"Did you mean {short_place(place)}?", f"Write `{typed_place(place)}`.")
    return subject_of(place)


def one_place(record: Answer, name: str, state: str = "") -> Place:
    """Return the place that was found.

    Args:
        record: What a text was found to name.
        name: The text, as typed.
        state: USPS abbreviation of the state that it is in; empty when that was not said.

    Raises:
        UsageError: It names none or several; the candidates are named.
    """
    if record.place:
        return record.place
    inside = [place for place in record.candidates if not state or place.state == state]
    none = f"No place called {typed(name)}{f' in {state_name(state)}' if state else ''}."
    if not inside:
        raise UsageError(none, "Try a name with its state: `Boston, MA`.")
    likely = [place for place in inside if place.geoid in record.with_data] or inside
    either = listed([f"`{typed_place(place)}`" for place in likely[:NAMED]], "or")
    if len(likely) == 1 or record.found is LookupOutcome.SUGGESTED:
        raise UsageError(none, f"Did you mean {either}?")
    more = f" {len(inside)} places share the name." if len(inside) > NAMED else ""
    raise UsageError(f"Which {name}?", f"For example {either}.{more}")
