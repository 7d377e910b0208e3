"""What is asked before a verb is carried out: which place, which verb, a verb or a place. Pure."""

from collections.abc import Sequence

from bot.blocks import kit
from bot.blocks.kit import RUN
from bot.grammar import Unclear
from bot.words import clip, code

MOST = 20
"""Buttons to pick from; of what is left out the way to it is said."""
_DO = {"subscribe": "Subscribe to {}", "unsubscribe": "Unsubscribe from {}", "export": "Export {}"}


def which_place(
    question: str, verb: str, choices: Sequence[tuple[str, str]], after: str = "", left: int = 0
) -> kit.Message:
    """Return the question which place a verb is about.

    Args:
        question: mrkdwn.
        verb: What each button does with its place.
        choices: Each place for people, and as the command takes it.
        after: What follows the place in the command.
        left: How many places more bear the name.
    """
    label = _DO.get(verb, f"{verb.capitalize()}: {{}}")
    buttons = [
        kit.button(label.format(name), RUN, clip(f"{verb} {typed} {after}".strip(), 500))
        for name, typed in choices[:MOST]
    ]
    note = more_of_the_name(left + max(len(choices) - MOST, 0))
    return kit.message(question, [kit.section(question), kit.actions(buttons), *note])


def more_of_the_name(left: int) -> list[kit.Block]:
    """Return how to ask for one of the bearers of a name that have no button; none are needed for none."""
    share = "shares" if left == 1 else "share"
    return [kit.context(f"{left} more {share} the name: add the state.")] if left > 0 else []


def did_you_mean_command(typed: str, meant: str, command: str) -> kit.Message:
    """Return the question whether a misspelled verb was meant.

    Args:
        typed: The word that is no verb.
        meant: The command as it would be typed.
        command: The slash command.
    """
    text = f"I don't know {code(clip(typed, 80))}. Did you mean {code(f'{command} {meant}')}?"
    run = kit.button(f"{command} {meant}", RUN, clip(meant, 500))
    return kit.message(text, [kit.section(text), kit.actions([run])])


def either(unclear: Unclear, command: str) -> kit.Message:
    """Return the question which of several commands a text is: a verb, or a place of that name."""
    text = f"{code(clip(unclear.said, 80))}: a command or a place?"
    buttons = [kit.button(f"{command} {meant}", RUN, clip(str(meant), 500)) for meant in unclear.either]
    return kit.message(text, [kit.section(text), kit.actions(buttons)])
