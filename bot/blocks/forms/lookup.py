"""A place looked up from anywhere: a form that shows its answer; and which place a message means. Pure."""

from bot.answers import Mentioned
from bot.blocks import kit
from bot.blocks.kit import PICK, Handle
from bot.words import counted, short_place

LOOKUP_FORM = "look_up"
"""Its callback_id."""
LOOKUP_PLACE = "place"
_TITLE = "Look up a place"
_EXAMPLE = "A city, county or state; Boston as of 2025-05-30 works too."
_MOST = 20
"""Buttons to pick from."""
_SHOWN = {"header", "section", "context", "divider"}
"""Kinds of blocks that an answer keeps in a view: a button there has no message to answer to."""


def lookup_view(reply: kit.Message | None = None, command: str = "") -> kit.Block:
    """Return the form; below its field stands what was found, and the way to rows and evidence.

    Args:
        reply: The answer to what was asked last.
        command: The slash command.
    """
    element: kit.Block = {"type": "plain_text_input", "max_length": 150, "focus_on_load": True}
    blocks = [kit.field(LOOKUP_PLACE, "Place", element, hint=_EXAMPLE)]
    if reply is not None:
        blocks += [block for block in reply.blocks if block["type"] in _SHOWN] or [kit.section(reply.text)]
        more = f"In a channel, `{command} PLACE` has its rows, evidence and a sentence to copy."
        blocks.append(kit.context(more))
    return kit.modal(LOOKUP_FORM, _TITLE, "Look up", blocks[: kit.HOME_BLOCKS])


def waiting_view() -> kit.Block:
    """Return what stands there while the database is slow."""
    return kit.modal(LOOKUP_FORM, _TITLE, "", [kit.section("Still looking. The answer will follow here.")])


def named_message(named: Mentioned, command: str) -> kit.Message:
    """Return how many places a message names, each that it may mean with a button; or that it names none."""
    places = [*named.sure, *named.maybe][:_MOST]
    if not places:
        return kit.Message(f"It names no place we know. Try `{command} Boston, MA`.")
    names = "names" if named.sure else "may name"
    text = f"This message {names} {counted(named.names, 'place')}. Pick one."
    buttons = [kit.button(short_place(place), PICK, str(Handle(place.geoid))) for place in places]
    return kit.message(text, [kit.section(text), kit.actions(buttons)])
