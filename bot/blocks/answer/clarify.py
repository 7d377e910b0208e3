"""When one can't answer yet: pick one, did you mean, no such place, on none of the lists. Pure."""

from collections.abc import Sequence

from bot.answers import Answer, LookupOutcome
from bot.blocks import kit
from bot.blocks.answer.facts import as_known, grouped, label, quoted
from bot.blocks.kit import PICK, RUN, Handle
from bot.grammar import Unclear
from models.domain import Place, PlaceKind

_TWO = 2
MOST = 20
"""Buttons to pick from; what is left out is named with the way to it."""


def ask(answer: Answer, command: str) -> kit.Message:
    """Return the question that a text without one clear place leads to.

    Args:
        answer: One that found no place.
        command: The slash command, for the cure.
    """
    if answer.found is LookupOutcome.SUGGESTED:
        return _did_you_mean(answer)
    if answer.found is LookupOutcome.AMBIGUOUS:
        return _pick_one(answer)
    text = kit.literal(answer.note) or f"No place called {_typed(answer)}."
    cure = f"Try a name with its state, for example `{command} Boston, MA`, or a state, `{command} MA`."
    return kit.Message(f"{text} {cure}")


def which(answer: Answer, verb: str, command: str) -> kit.Message:
    """Return the question which place a verb is about.

    Args:
        answer: One that found no single place.
        verb: The verb that each button runs on its place.
        command: The slash command.
    """
    if not answer.candidates:
        reason = kit.literal(answer.note) or f"No place called {_typed(answer)}."
        return kit.Message(f"{reason} Try `{command} {verb} MA`.")
    places = (_recorded(answer) or answer.candidates)[:MOST]
    text = f"Which *{kit.literal(answer.query, 80)}*? Pick one, or add its state."
    buttons = [kit.button(label(place), RUN, kit.clip(f"{verb} {label(place)}", 500)) for place in places]
    return kit.message(text, [kit.section(text), kit.actions(buttons)])


def did_you_mean_command(typed: str, meant: str, command: str) -> kit.Message:
    """Return the question whether a misspelt verb was meant.

    Args:
        typed: All that was typed.
        meant: The command as it would be typed.
        command: The slash command.
    """
    text = f"I don't know “{kit.literal(typed, 80)}”. Did you mean {kit.code(f'{command} {meant}')}?"
    run = kit.button(f"{command} {meant}", RUN, kit.clip(meant, 500))
    return kit.message(text, [kit.section(text), kit.actions([run])])


def either(unclear: Unclear, command: str) -> kit.Message:
    """Return the question which of several commands a text is: a verb, or a place of that name."""
    text = f"“{kit.literal(unclear.said, 80)}” may be a place or a command. Which is meant?"
    buttons = [kit.button(f"{command} {meant}", RUN, kit.clip(str(meant), 500)) for meant in unclear.either]
    return kit.message(text, [kit.section(text), kit.actions(buttons)])


def _typed(answer: Answer) -> str:
    return f"“{kit.literal(answer.query, 80)}”"


def _button(place: Place, answer: Answer) -> kit.Block:
    shown = f"{place.name} (state)" if place.kind is PlaceKind.STATE else label(place)
    style = "primary" if place.geoid in answer.with_data and len(answer.with_data) == 1 else ""
    return kit.button(shown, PICK, str(Handle(place.geoid, answer.as_of)), style=style)


def _did_you_mean(answer: Answer) -> kit.Message:
    likely = _recorded(answer) or answer.candidates
    meant = f"*{kit.literal(label(likely[0]))}*" if len(likely) == 1 else "one of these"
    text = f"No place called {_typed(answer)}. Did you mean {meant}?"
    return kit.message(text, [kit.section(text), *_choice(answer, likely)])


def _pick_one(answer: Answer) -> kit.Message:
    recorded = _recorded(answer)
    states = {place.state for place in answer.candidates}
    number = len(answer.candidates)
    where = f"in {len(states)} states" if len(states) == number > 1 else f"the name of {number} places"
    of_them = "both" if len(recorded) == number == _TWO else f"{len(recorded)} of them"
    finding = f"Something is recorded of {of_them}." if recorded else _none(answer)
    text = f"*{kit.literal(answer.query, 80)}* is {where}. {finding} Pick one."
    return kit.message(text, [kit.section(text), *_choice(answer, recorded or answer.candidates)])


def _recorded(answer: Answer) -> tuple[Place, ...]:
    return tuple(place for place in answer.candidates if place.geoid in answer.with_data)


def _none(answer: Answer) -> str:
    if answer.uncertain:
        return f"The lists name one of them without saying which: {quoted(answer, answer.uncertain)}."
    if not answer.known:
        return "We hold no list of jurisdictions yet."
    lists = "on the one list" if len(answer.known) == 1 else f"on any of the {len(answer.known):,} lists"
    when = as_known(answer, answer.known)
    return f"None of them is {lists} we hold, {when}; that is not proof of cooperation."


def _choice(answer: Answer, likely: Sequence[Place]) -> list[kit.Block]:
    shown = likely[:MOST]
    others = [place for place in answer.candidates if place not in shown]
    nothing = "Nothing is recorded of" if answer.with_data and len(likely) <= MOST else "Also"
    notes = [f"{nothing} {grouped(others)}. Add the state to ask for one."] if others else []
    if not answer.with_data and all(place.kind is not PlaceKind.COUNTY for place in answer.candidates):
        notes.append("A county is asked for with its word, for example _Cook County_.")
    buttons = kit.actions([_button(place, answer) for place in shown])
    return [buttons, kit.context(*notes)] if notes else [buttons]
