"""When one can't answer yet: pick one, did you mean, no such place. Pure."""

from collections.abc import Sequence

from bot import words
from bot.answers import Answer, LookupOutcome, either_of
from bot.blocks import kit
from bot.blocks.answer.facts import grouped, on_button
from bot.blocks.asking import more_of_the_name
from bot.blocks.kit import PICK, RUN, Handle
from bot.words import (
    NO_PROOF,
    OWN_CRITERIA,
    code,
    counted,
    either_line,
    literal,
    short_place,
    short_state,
    typed_place,
)
from models.domain import Place, PlaceKind

MOST = 20
"""Buttons to pick from; what is left out is named with the way to it."""
WORDS = 20
"""Of other bearers of a name; more are named by their states alone."""
STATES = 25
"""That are named, so that the question stays within sixty words."""
NEARBY = 4
"""Counties around places of which nothing is known that are named."""
COMPARED = 6
"""Places that are compared at most."""
LONGEST_NAME = 4
"""Words; what is longer was a question."""


def ask(answer: Answer, command: str) -> kit.Message:
    """Return the question that a text without one clear place leads to.

    Args:
        answer: One that found no place.
        command: The slash command, for the cure.
    """
    if answer.found is LookupOutcome.SUGGESTED:
        return _did_you_mean(answer)
    if answer.found is LookupOutcome.AMBIGUOUS:
        return _pick_one(answer, command)
    if answer.plain or len(answer.query.split()) > LONGEST_NAME:
        text = f"Your question names no place we know. Try {code(f'{command} Boston, MA')}."
        return kit.message(text, [*_first(answer), kit.section(text)])
    return kit.Message(f"{_unknown(answer)} Try a name with its state, {code(f'{command} Boston, MA')}.")


def _first(answer: Answer) -> list[kit.Block]:
    """Return what is said first where it was asked in plain words: what no list decides."""
    asked = answer.plain or "sanctuar" in answer.query.casefold()
    return [kit.section(OWN_CRITERIA)] if asked else []


def which(answer: Answer, verb: str, command: str) -> kit.Message:
    """Return the question which place a verb is about.

    Args:
        answer: One that found no single place.
        verb: The verb that each button runs on its place.
        command: The slash command.
    """
    if not answer.candidates:
        if verb == "compare" and " " in answer.query:
            between = code(f"{command} compare Boston, Chicago")
            return kit.Message(f"I don't know {_typed(answer)}. Put commas between places: {between}.")
        help_ = code(f"help {verb}")
        return kit.Message(f"I don't know {_typed(answer)}. Try {code(f'{command} {verb} MA')}, or {help_}.")
    places = (_recorded(answer) or answer.candidates)[:MOST]
    text = f"Which *{literal(answer.query, 80)}*?"
    if answer.found is LookupOutcome.SUGGESTED:
        text = _meant(answer, places)
    buttons = [
        kit.button(on_button(place), RUN, words.clip(f"{verb} {typed_place(place)}", 500)) for place in places
    ]
    note = more_of_the_name(len(answer.candidates) - len(places))
    return kit.message(text, [kit.section(text), kit.actions(buttons), *note])


def _typed(answer: Answer) -> str:
    return code(words.clip(answer.query, 80))


def _unknown(answer: Answer) -> str:
    return f"No place called {_typed(answer)}."


def _button(place: Place, answer: Answer) -> kit.Block:
    style = "primary" if place.geoid in answer.with_data and len(answer.with_data) == 1 else ""
    handle = Handle(place.geoid, answer.as_of, plain=answer.plain, about=answer.asked)
    return kit.button(on_button(place), PICK, str(handle), style=style)


def _did_you_mean(answer: Answer) -> kit.Message:
    likely = _recorded(answer) or answer.candidates
    text = _meant(answer, likely)
    return kit.message(text, [*_first(answer), kit.section(text), *_choice(answer, likely)])


def _meant(answer: Answer, likely: Sequence[Place]) -> str:
    meant = f"*{literal(short_place(likely[0]))}*" if len(likely) == 1 else "one of these"
    return f"{_unknown(answer)} Did you mean {meant}?"


def _pick_one(answer: Answer, command: str) -> kit.Message:
    recorded = _recorded(answer)
    if answer.uncertain and not recorded:
        return _may_be(answer)
    if answer.several:
        text = f"Your question names {counted(len(answer.candidates), 'place')}. Pick one."
        both = "; ".join(map(typed_place, answer.candidates))
        beside = [kit.context(f"Side by side: {code(f'{command} compare {both}')}.")]
        choice = [*_choice(answer, answer.candidates), *beside[: len(answer.candidates) <= COMPARED]]
        return kit.message(text, [*_first(answer), kit.section(text), *choice])
    states = {place.state for place in answer.candidates}
    number = len(answer.candidates)
    a_state = any(place.kind is PlaceKind.STATE for place in answer.candidates)
    apart = len(states) == number > 1 and not a_state
    where = f"in {number} states" if apart else f"the name of {number} places"
    finding = f"We have something on {len(recorded)}." if recorded else "We have nothing on them."
    text = f"*{literal(answer.query, 80)}* is {where}. {finding}{_around(answer.nearby)}"
    likely = (*recorded, *answer.nearby[:NEARBY], *(() if recorded else answer.candidates))
    return kit.message(text, [*_first(answer), kit.section(text), *_choice(answer, likely)])


def _around(nearby: Sequence[Place]) -> str:
    """Return the counties that we have something on, where places lie that we have nothing on."""
    if not nearby:
        return ""
    named = [literal(short_place(place)) for place in nearby[:NEARBY]]
    left = [f"{len(nearby) - NEARBY} more"] if len(nearby) > NEARBY else []
    return f" Around them we have something on {words.ended('; '.join([*named, *left]))}"


def _may_be(answer: Answer) -> kit.Message:
    """Say which rows may mean one of the places, and count them for none."""
    text = " ".join(either_line(each) for each in either_of(answer))
    meant = {place.geoid for fact in answer.uncertain for place in fact.candidates}
    likely = [place for place in answer.candidates if place.geoid in meant] or answer.candidates
    return kit.message(text, [kit.section(text), *_choice(answer, likely)])


def _elsewhere(places: Sequence[Place]) -> str:
    """Return other bearers of a name, by state alone where they are many."""
    whole = grouped(places)
    if len(whole.split()) > WORDS:
        states = sorted({short_state(place.state) for place in places})
        more = [f"{len(states) - STATES} more states"] if len(states) > STATES else []
        whole = f"{counted(len(places), 'place')} in {words.listed([*states[:STATES], *more])}"
    return words.ended(whole)


def _recorded(answer: Answer) -> tuple[Place, ...]:
    return tuple(place for place in answer.candidates if place.geoid in answer.with_data)


def _choice(answer: Answer, likely: Sequence[Place]) -> list[kit.Block]:
    shown = likely[:MOST]
    others = [place for place in answer.candidates if place not in shown]
    nothing = bool(answer.with_data) and len(likely) <= MOST
    them = "them" if len(others) > 1 else "it"
    end = f"We have nothing on {them}." if nothing else "Add the state to ask for one."
    notes = [f"More: {_elsewhere(others)} {end}"] if others else []
    notes += [either_line(each) for each in either_of(answer)] if answer.with_data else []
    if not answer.with_data and not answer.uncertain:
        notes.append(NO_PROOF)
    buttons = kit.actions([_button(place, answer) for place in shown])
    return [buttons, kit.context(*notes)] if notes else [buttons]
