"""Fields of modals, each with one element, and what was put into them. Pure."""

from collections.abc import Mapping, Sequence
from datetime import time
from typing import Any

from bot.blocks.kit.blocks import Block, plain_object

ENTRY = "entry"
"""The action_id of every field's element; its block_id tells fields apart."""
OPTIONS = 100
OPTION = 75
LABEL = 150
TITLE = 24


def modal(callback: str, title: str, submit: str, blocks: Sequence[Block], *, metadata: str = "") -> Block:
    """Return a modal for views.open; without a word to submit with it has only a button to close.

    Args:
        callback: Its callback_id, by which a listener knows it.
        title: At most 24 characters.
        submit: The word of its button.
        blocks: What it holds.
        metadata: What the listener is handed back, at most 3,000 characters.
    """
    view = {
        "type": "modal",
        "callback_id": callback,
        "title": plain_object(title, TITLE),
        "close": plain_object("Cancel" if submit else "Close", TITLE),
        "blocks": list(blocks),
    }
    optional = {"submit": plain_object(submit, TITLE) if submit else None, "private_metadata": metadata}
    return view | {name: given for name, given in optional.items() if given}


def field(name: str, label: str, element: Block, *, hint: str = "", optional: bool = False) -> Block:
    """Return a field with its label; `name` is its block_id, at which errors stand."""
    block: Block = {
        "type": "input",
        "block_id": name,
        "label": plain_object(label, LABEL),
        "optional": optional,
        "element": {"action_id": ENTRY, **element},
    }
    return block | {"hint": plain_object(hint, LABEL)} if hint else block


def select(
    options: Mapping[str, str] | None = None,
    *,
    groups: Mapping[str, Mapping[str, str]] | None = None,
    initial: str = "",
    placeholder: str = "Choose",
) -> Block:
    """Return a menu of one choice: of options (value → label), or of groups of them by their heading."""
    element: Block = {"type": "static_select", "placeholder": plain_object(placeholder, LABEL)}
    if groups:
        element["option_groups"] = [
            {"label": plain_object(heading, OPTION), "options": _options(group)}
            for heading, group in groups.items()
        ]
    else:
        element["options"] = _options(options or {})
    chosen = {
        **(options or {}),
        **{value: label for group in (groups or {}).values() for value, label in group.items()},
    }
    return element | ({"initial_option": _option(initial, chosen[initial])} if initial else {})


def several(options: Mapping[str, str], initial: Sequence[str], placeholder: str) -> Block:
    """Return a menu of any number of choices."""
    element: Block = {
        "type": "multi_static_select",
        "options": _options(options),
        "placeholder": plain_object(placeholder, LABEL),
    }
    return _started(element, options, initial)


def boxes(options: Mapping[str, str], initial: Sequence[str]) -> Block:
    """Return up to ten boxes to tick."""
    return _started({"type": "checkboxes", "options": _options(options)}, options, initial)


def radio(options: Mapping[str, str], initial: str) -> Block:
    """Return up to ten choices of which one is taken."""
    return {
        "type": "radio_buttons",
        "options": _options(options),
        "initial_option": _option(initial, options[initial]),
    }


def clock(initial: time | None) -> Block:
    """Return a choice of a time of day."""
    return {"type": "timepicker"} | ({"initial_time": f"{initial:%H:%M}"} if initial else {})


def channels(initial: str) -> Block:
    """Return a choice of a channel: the given one, else the one that the person looks at."""
    element: Block = {
        "type": "conversations_select",
        "filter": {"include": ["public"]},
        "default_to_current_conversation": True,
    }
    return element | ({"initial_conversation": initial} if initial.startswith(("C", "G")) else {})


def menu(action: str, options: Mapping[str, str]) -> Block:
    """Return the menu behind three dots: up to five things to do (value → label)."""
    return {"type": "overflow", "action_id": action, "options": _options(options)}


def filled(view: Mapping[str, Any]) -> dict[str, Any]:
    """Return what each field of a submitted view holds: a text, an id, or a value or list of values."""
    values = view["state"]["values"]
    return {name: _value(entries[ENTRY]) for name, entries in values.items() if ENTRY in entries}


def _value(entry: Mapping[str, Any]) -> Any:
    if "selected_options" in entry:
        return [option["value"] for option in entry["selected_options"]]
    if "selected_option" in entry:
        return entry["selected_option"]["value"] if entry["selected_option"] else ""
    return next((value for name, value in entry.items() if name != "type"), None) or ""


def _started(element: Block, options: Mapping[str, str], initial: Sequence[str]) -> Block:
    chosen = [_option(value, options[value]) for value in initial]
    return element | ({"initial_options": chosen} if chosen else {})


def _options(options: Mapping[str, str]) -> list[Block]:
    return [_option(value, label) for value, label in list(options.items())[:OPTIONS]]


def _option(value: str, label: str) -> Block:
    return {"text": plain_object(label, OPTION), "value": value}
