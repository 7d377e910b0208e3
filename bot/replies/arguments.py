"""What people call states, places, sources and kinds of change → what these are, or the cure."""

import difflib
import re
from collections.abc import Iterable, Sequence

from bot.answers import Answer, LookupOutcome, answer
from bot.blocks import kit, subject_name
from bot.blocks.answer import label
from bot.desk import Desk
from bot.grammar import ALL, Clauses, Lookup, zone_named
from models.domain import EVERYWHERE, LEADS, ChangeKind, Place, PlaceKind, Subject, Terms
from models.errors import UsageError
from models.places import repaired_state_code, state_code, state_name

_BETWEEN = re.compile(r"\s*(?:[,;/&+]|\band\b)\s*", re.IGNORECASE)
_KINDS = {
    "added": ChangeKind.ADDED,
    "removed": ChangeKind.REMOVED,
    "corrected": ChangeKind.CORRECTED,
    "corrections": ChangeKind.CORRECTED,
    "moved": ChangeKind.MOVED,
}
NAMED = 3
"""Candidates that a cure names."""


def terms_named(how: Clauses, desk: Desk) -> Terms:
    """Return clauses with sources and kinds by their names.

    Raises:
        UsageError: One of them is not known; the nearest is told.
    """
    sources = tuple(dict.fromkeys(name for word in how.sources for name in _source(word, desk)))
    without = tuple(dict.fromkeys(_kind(word) for word in how.without))
    return Terms(sources, without, how.rhythm, how.quiet, _zone(how.zone), how.thread)


def _zone(word: str) -> str:
    zone = zone_named(word) if word else ""
    if zone is None:
        raise UsageError(
            f"“{word}” is no time zone.", "Name one like `zone America/Chicago` or `zone Central`."
        )
    return zone


def _source(word: str, desk: Desk) -> list[str]:
    wanted = word.casefold()
    named = [
        name for name, source in desk.sources.items() if wanted in {name.casefold(), source.short.casefold()}
    ]
    if not named:
        shorts = sorted({source.short for source in desk.sources.values()})
        raise UsageError(f"“{word}” is no source.", _nearest(word, shorts))
    return named


def _kind(word: str) -> ChangeKind:
    kind = _KINDS.get(word.casefold())
    if kind is None:
        raise UsageError(f"“{word}” is no kind of change.", _nearest(word, list(_KINDS)))
    return kind


def _nearest(word: str, known: Sequence[str]) -> str:
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(word.casefold(), folded, n=1)
    return f"Did you mean {folded[close[0]]}?" if close else f"There are {kit.listed(list(known))}."


def subjects_named(area: str, verb: str, desk: Desk) -> Sequence[Subject]:
    """Return what was named: states, one place, everything, leads.

    Args:
        area: As typed.
        verb: The verb that a cure repeats.
        desk: Whose command and places are meant.

    Raises:
        UsageError: Something is neither.
        StoreError: The database can't be read.
    """
    if area == ALL:
        return [Subject(EVERYWHERE)]
    names = [area] if state_code(area) else [name for name in _BETWEEN.split(area) if name]
    if not names:
        raise UsageError("Say which state or place.", f"For example `{desk.command} {verb} MA`.")
    subjects = [_state(name) for name in names]
    if all(subjects):
        return list(dict.fromkeys(subject for subject in subjects if subject))
    whole = _place(area, desk)
    if whole:
        return [whole]
    wrong = next(name for name, subject in zip(names, subjects, strict=True) if not subject)
    if single := _place(wrong, desk):
        alone = f"`{desk.command} {verb} {subject_name(desk.gazetteer, single)}`"
        raise UsageError(f"“{wrong}” is a place, and places go one at a time.", f"Type {alone} by itself.")
    raise UsageError(f"“{wrong}” is neither a state nor a place.", _cure(wrong, area, verb, desk))


def _state(name: str) -> Subject | None:
    if name.casefold() in {LEADS, "lead"}:
        return Subject(LEADS)
    return Subject(state_code(name)) if state_code(name) else None


def _place(area: str, desk: Desk) -> Subject | None:
    record = answer(Lookup(area), desk)
    return subject_of(record.place) if record.place else None


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
        UsageError: It names none or several; the candidates are told.
        StoreError: The database can't be read.
    """
    asked = Lookup(f"{name}, {state}" if state and not name.upper().endswith(f" {state}") else name)
    return subject_of(one_place(answer(asked, desk), name, state))


def one_place(record: Answer, name: str, state: str = "") -> Place:
    """Return the place that was found.

    Args:
        record: What a text was found to name.
        name: The text, as typed.
        state: USPS abbreviation of the state that it is in; empty when that was not said.

    Raises:
        UsageError: It names none or several; the candidates are told.
    """
    if record.place:
        return record.place
    inside = [place for place in record.candidates if not state or place.state == state]
    if not inside:
        where = f" in {state_name(state)}" if state else ""
        raise UsageError(f"No place called “{name}” is known{where}.", "Try its name with its state.")
    likely = [place for place in inside if place.geoid in record.with_data] or inside
    either = _either([label(place) for place in likely[:NAMED]])
    if len(likely) == 1 or record.found is LookupOutcome.SUGGESTED:
        raise UsageError(f"No place called “{name}” is known.", f"Did you mean {either}?")
    more = f" There are {len(inside)} in all." if len(inside) > NAMED else ""
    raise UsageError(f"“{name}” may be {either}.", f"Name one with its state.{more}")


def _cure(name: str, area: str, verb: str, desk: Desk) -> str:
    if code := repaired_state_code(name):
        return f"Did you mean `{desk.command} {verb} {state_name(code)}`?"
    candidates = answer(Lookup(area if area.startswith(name) else name), desk).candidates
    if candidates:
        either = [f"`{desk.command} {verb} {label(place)}`" for place in candidates[:NAMED]]
        return f"Did you mean {_either(either)}?"
    more = f"`{desk.command} help {verb}` says more."
    return f"Use a name or abbreviation, for example `{desk.command} {verb} MA`; {more}"


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
