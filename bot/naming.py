"""What people call states, places, sources and kinds of change → what these are, or the cure."""

import difflib
import re
from collections.abc import Iterable, Sequence

from bot.answer_values import Answer, Found
from bot.answers import answer
from bot.blocks import mrkdwn
from bot.blocks.cites import label
from bot.blocks.subscriptions import subject_name
from bot.commands import ALL, Clauses, Lookup
from bot.desk import Desk
from bot.times_said import zone_named
from models.errors import UsageError
from models.place_states import repaired_state_code, state_code, state_name
from models.values import ChangeKind, Place, PlaceKind
from models.wishes import EVERYWHERE, LEADS, Subject, Terms

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
    sources = tuple(dict.fromkeys(name for said in how.sources for name in _source(said, desk)))
    without = tuple(dict.fromkeys(_kind(said) for said in how.without))
    return Terms(sources, without, how.rhythm, how.quiet, _zone(how.zone), how.thread)


def _zone(said: str) -> str:
    zone = zone_named(said) if said else ""
    if zone is None:
        raise UsageError(
            f"“{said}” is no time zone.", "Name one like `zone America/Chicago` or `zone Central`."
        )
    return zone


def _source(said: str, desk: Desk) -> list[str]:
    wanted = said.casefold()
    named = [
        name for name, source in desk.sources.items() if wanted in {name.casefold(), source.short.casefold()}
    ]
    if not named:
        shorts = sorted({source.short for source in desk.sources.values()})
        raise UsageError(f"“{said}” is no source.", _nearest(said, shorts))
    return named


def _kind(said: str) -> ChangeKind:
    kind = _KINDS.get(said.casefold())
    if kind is None:
        raise UsageError(f"“{said}” is no kind of change.", _nearest(said, list(_KINDS)))
    return kind


def _nearest(said: str, known: Sequence[str]) -> str:
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(said.casefold(), folded, n=1)
    return f"Did you mean {folded[close[0]]}?" if close else f"There are {mrkdwn.listed(list(known))}."


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
    command = desk.settings.slack.command
    if area == ALL:
        return [Subject(EVERYWHERE)]
    names = [area] if state_code(area) else [name for name in _BETWEEN.split(area) if name]
    if not names:
        raise UsageError("Say which state or place.", f"For example `{command} {verb} MA`.")
    found = [_state(name) for name in names]
    if all(found):
        return list(dict.fromkeys(one for one in found if one))
    whole = _place(area, desk)
    if whole:
        return [whole]
    wrong = next(name for name, one in zip(names, found, strict=True) if not one)
    if single := _place(wrong, desk):
        alone = f"`{command} {verb} {subject_name(desk.gazetteer, single)}`"
        raise UsageError(f"“{wrong}” is a place, and places go one at a time.", f"Type {alone} by itself.")
    raise UsageError(f"“{wrong}” is neither a state nor a place.", _cure(wrong, area, verb, desk))


def _state(name: str) -> Subject | None:
    if name.casefold() in {LEADS, "lead"}:
        return Subject(LEADS)
    return Subject(state_code(name)) if state_code(name) else None


def _place(area: str, desk: Desk) -> Subject | None:
    found = answer(Lookup(area), desk)
    return subject_of(found.place) if found.found is Found.PLACE and found.place else None


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


def one_place(found: Answer, name: str, state: str = "") -> Place:
    """Return the place that was found.

    Args:
        found: What a text was found to name.
        name: The text, as typed.
        state: USPS abbreviation of the state that it is in; empty when that was not said.

    Raises:
        UsageError: It names none or several; the candidates are told.
    """
    if found.found is Found.PLACE and found.place:
        return found.place
    inside = [place for place in found.candidates if not state or place.state == state]
    if not inside:
        where = f" in {state_name(state)}" if state else ""
        raise UsageError(f"No place called “{name}” is known{where}.", "Try its name with its state.")
    likely = [place for place in inside if place.geoid in found.with_data] or inside
    either = _either([label(place) for place in likely[:NAMED]])
    if len(likely) == 1 or found.found is Found.SUGGESTED:
        raise UsageError(f"No place called “{name}” is known.", f"Did you mean {either}?")
    more = f" There are {len(inside)} in all." if len(inside) > NAMED else ""
    raise UsageError(f"“{name}” may be {either}.", f"Name one with its state.{more}")


def _cure(name: str, area: str, verb: str, desk: Desk) -> str:
    command = desk.settings.slack.command
    if code := repaired_state_code(name):
        return f"Did you mean `{command} {verb} {state_name(code)}`?"
    candidates = answer(Lookup(area if area.startswith(name) else name), desk).candidates
    if candidates:
        either = [f"`{command} {verb} {label(place)}`" for place in candidates[:NAMED]]
        return f"Did you mean {_either(either)}?"
    return (
        f"Use a name or abbreviation, for example `{command} {verb} MA`; `{command} help {verb}` says more."
    )


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
