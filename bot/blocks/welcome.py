"""What a desk says first: to the people who run it, and to whoever invites it to a channel. Pure."""

from bot.blocks import limits
from bot.blocks.evidence import REPEAT
from bot.blocks.handles import RUN, SAMPLE, SUBSCRIBE

_WELCOME = (
    "I watch the public lists of places that decline immigration detainers, say what they say of a place, "
    "and alert the channels that ask."
)


def welcome(*, repeat: bool = False) -> limits.Message:
    """Return what operators are told once, when the desk is connected for the first time."""
    buttons = [
        limits.button("Try Boston", RUN, "lookup Boston", style="primary"),
        limits.button("Subscribe a channel", SUBSCRIBE),
        limits.button("See a sample alert", SAMPLE, "MA"),
    ]
    small = [limits.context(REPEAT)] if repeat else []
    return limits.message(_WELCOME, [limits.section(_WELCOME), *small, limits.actions(buttons)])


def greeting(command: str) -> limits.Message:
    """Return what whoever invites the app to a channel is told."""
    return limits.Message(f"I'm here. `{command} subscribe MA` lets this channel hear of Massachusetts.")
