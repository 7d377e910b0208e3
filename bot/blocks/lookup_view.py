"""A place looked up from anywhere: a form that shows its answer; and which place a message means. Pure."""

from collections.abc import Sequence

from bot.blocks import inputs, limits
from bot.blocks.cites import label
from bot.blocks.handles import PICK, Handle
from models.values import Place

FORM = "look_up"
"""Its callback_id."""
PLACE = "place"
_TITLE = "Look up a place"
_EXAMPLE = "A city, a county or a state; for an earlier day: Boston as of 2025-05-30"
_MOST = 20
"""Buttons to pick from."""
_SHOWN = {"header", "section", "context", "divider"}
"""Kinds of blocks that an answer keeps in a view: a button there has no message to answer to."""


def lookup_view(told: limits.Message | None = None, command: str = "") -> limits.Block:
    """Return the form; below its field stands what was found, and the way to rows and evidence.

    Args:
        told: The answer to what was asked last.
        command: The slash command.
    """
    element: limits.Block = {"type": "plain_text_input", "max_length": 150, "focus_on_load": True}
    blocks = [inputs.field(PLACE, "Place", element, hint=_EXAMPLE)]
    if told is not None:
        blocks += [block for block in told.blocks if block["type"] in _SHOWN] or [limits.section(told.text)]
        more = f"`{command} PLACE` in a channel gives its rows, evidence and a sentence to print."
        blocks.append(limits.context(more))
    return inputs.modal(FORM, _TITLE, "Look up", blocks[: limits.HOME_BLOCKS])


def waiting_view() -> limits.Block:
    """Return what stands there while the database is slow."""
    return inputs.modal(
        FORM, _TITLE, "", [limits.section("The database is slow just now. The answer follows here.")]
    )


def named_message(sure: Sequence[Place], maybe: Sequence[Place], command: str) -> limits.Message:
    """Return which places a message names, each with a button; or that it names none."""
    places = [*sure, *maybe][:_MOST]
    if not places:
        return limits.Message(
            "This message names no place with its state, and none of which anything is recorded. "
            f"`{command} Boston, MA` looks one up."
        )
    told = "This message names" if sure else "This message may name"
    text = f"{told} {len(places)} place{'s' if len(places) > 1 else ''}. Which one?"
    buttons = [limits.button(label(place), PICK, str(Handle(place.geoid))) for place in places]
    return limits.message(text, [limits.section(text), limits.actions(buttons)])
