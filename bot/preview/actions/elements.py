"""Interactive elements from a person's side: finding one, acting on it, reading a form's state."""

import re
from collections.abc import Mapping
from typing import Any

from bot.preview.errors import Impossible
from bot.preview.state import Json, elements_of

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
REQUIRED = "Please complete this required field."
ENTITY_SELECTS = {
    "users_select": "selected_user",
    "channels_select": "selected_channel",
    "conversations_select": "selected_conversation",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "multi_channels_select": "selected_channels",
}
OPTION_LISTS = {"multi_static_select", "checkboxes"}
ONE_OPTION = {"static_select", "radio_buttons", "overflow"}


def find_element(blocks: list[Json], chosen: Mapping[str, Any]) -> tuple[Json, Json]:
    """The first element with the chosen `block_id`, `action_id` and `value`, as far as they are given.

    Raises:
        Impossible: There is none.
    """
    wanted = {key: chosen[key] for key in ("block_id", "action_id", "value") if chosen.get(key)}
    for block, element in elements_of(blocks):
        known = {**element, "block_id": block["block_id"]}
        if all(known.get(key) == value for key, value in wanted.items()):
            return block, element
    raise Impossible(f"Nothing to click with {wanted}.")


def act(block: Json, element: Json, choice: Any, now: float) -> Json:
    """The `actions` entry for a click on a button, or for a menu set to `choice`."""
    action = {
        "type": element["type"],
        "action_id": element["action_id"],
        "block_id": block["block_id"],
        "action_ts": f"{now:.6f}",
        **state_of(element, choice),
    }
    if element["type"] == "button":
        action |= {"text": element["text"], **({"value": element["value"]} if element.get("value") else {})}
    return action


def state_of(element: Json, choice: Any) -> Json:
    """What Slack says of an element that was set to `choice`: option values for menus, text for inputs."""
    kind = element["type"]
    if kind in ENTITY_SELECTS:
        return {ENTITY_SELECTS[kind]: choice or None}
    if kind in OPTION_LISTS:
        return {"selected_options": [_option(element, value) for value in choice or []]}
    if kind in ONE_OPTION:
        return {"selected_option": _option(element, choice) if choice else None}
    return {} if kind == "button" else {"value": choice or None}


def form_state(blocks: list[Json], filled: Mapping[str, Mapping[str, Any]], above: str = "") -> Json:
    """`view.state` for a form: `filled` is block_id → action_id → choice; what it leaves out is initial.

    `above` is the channel that the person sees, with which a menu of conversations may start.
    """
    values: Json = {}
    for block, element in elements_of(blocks):
        if element["type"] in {"button", "overflow"}:
            continue
        choice = filled.get(block["block_id"], {}).get(element["action_id"], initial(element, above))
        values.setdefault(block["block_id"], {})[element["action_id"]] = {
            "type": element["type"],
            **state_of(element, choice),
        }
    return {"values": values}


def initial(element: Json, above: str = "") -> Any:
    """The choice that an element starts with."""
    if "initial_option" in element:
        return element["initial_option"]["value"]
    if "initial_options" in element:
        return [option["value"] for option in element["initial_options"]]
    offered = element.get("filter", {}).get("include", ["im"])
    fits = element.get("default_to_current_conversation") and ("im" in offered or not above.startswith("D"))
    given = (value for key, value in element.items() if key.startswith("initial_"))
    return next(given, above if fits else None)


def complaints(blocks: list[Json], state: Json) -> dict[str, str]:
    """What Slack itself refuses in a form before the app hears of it: block_id → sentence."""
    wrong: dict[str, str] = {}
    for block in blocks:
        if block["type"] != "input":
            continue
        element = block["element"]
        entry = state["values"][block["block_id"]][element["action_id"]]
        value = next((member for key, member in entry.items() if key != "type"), None)
        if not value:
            if not block.get("optional"):
                wrong[block["block_id"]] = REQUIRED
        elif sentence := _complaint(element, value):
            wrong[block["block_id"]] = sentence
    return wrong


def _complaint(element: Json, value: Any) -> str:
    if element["type"] == "email_text_input" and not EMAIL.fullmatch(value):
        return "Please enter a valid email address."
    if element["type"] == "url_text_input" and not value.startswith(("http://", "https://")):
        return "Please enter a valid URL."
    if len(value) < element.get("min_length", 0):
        return f"Please enter at least {element['min_length']} characters."
    if len(value) > element.get("max_length", 3000):
        return f"Please enter no more than {element['max_length']} characters."
    return ""


def _option(element: Json, value: str) -> Json:
    groups = element.get("option_groups", [])
    options = [*element.get("options", []), *(option for group in groups for option in group["options"])]
    return next((option for option in options if option["value"] == value), {"value": value})
