"""Submitting and closing modals, and what the app's acknowledgement does to the stack of them."""

from collections.abc import Mapping
from typing import Any

from bot.preview.actions.elements import complaints, form_state
from bot.preview.actions.interactions import interact
from bot.preview.actions.payloads import interaction
from bot.preview.api import push_view, replace_view, show_view
from bot.preview.errors import Impossible, SlackRefusal
from bot.preview.state import Core, Json, NotDelivered, View
from bot.preview.validation import check_view

TROUBLE = "We had some trouble connecting. Try again?"


async def submit(core: Core, user: str, view_id: str, filled: Mapping[str, Mapping[str, Any]]) -> Json:
    """Press a modal's submit button.

    Args:
        core: The local Slack.
        user: Who presses it.
        view_id: The modal, on top of the person's stack.
        filled: block_id → action_id → choice (a menu's option value, an input's text).

    Returns:
        `errors` (block_id → sentence) for the fields, `error` when the app failed, `ms` taken.

    Raises:
        Impossible: That modal is not on top.
    """
    view = top(core, user, view_id)
    state = form_state(view.body["blocks"], filled, view.above)
    wrong = complaints(view.body["blocks"], state)
    if wrong:
        return {"errors": wrong, "error": "", "ms": 0.0}
    sent = show_view(view) | {"state": state}
    more = {"view": sent, "trigger_id": core.new_trigger(user), "response_urls": []}
    payload = interaction(core, "view_submission", user, **more)
    try:
        answer = await core.hub.deliver("interactive", payload, accepts_response_payload=True)
    except NotDelivered:
        return {"errors": {}, "error": TROUBLE, "ms": 0.0}
    try:
        errors = _apply(core, view, answer.payload or {})
    except SlackRefusal as refusal:
        messages = refusal.messages or [refusal.code]
        return {"errors": {}, "error": TROUBLE, "ms": answer.ms, "messages": messages}
    return {"errors": errors, "error": "", "ms": answer.ms}


async def close(core: Core, user: str, view_id: str) -> None:
    """Close a modal with its close button; the app hears of it when it asked to.

    Raises:
        Impossible: That modal is not on top.
    """
    view = top(core, user, view_id)
    cleared = bool(view.body.get("clear_on_close"))
    core.workspace.modals[user] = [] if cleared else core.workspace.modals[user][:-1]
    core.workspace.tell("modal", {"user": user})
    if view.body.get("notify_on_close"):
        await interact(core, interaction(core, "view_closed", user, view=show_view(view), is_cleared=cleared))


def top(core: Core, user: str, view_id: str) -> View:
    """The modal that a person sees.

    Raises:
        Impossible: Another is on top, or none.
    """
    stack = core.workspace.modals.get(user, [])
    if not stack or stack[-1].id != view_id:
        raise Impossible(f"The modal {view_id} is not on top of {user}'s screen.")
    return stack[-1]


def _apply(core: Core, view: View, payload: Json) -> dict[str, str]:
    action = payload.get("response_action")
    if action == "errors":
        known = {block["block_id"] for block in view.body["blocks"] if block["type"] == "input"}
        if not payload.get("errors") or not payload["errors"].keys() <= known:
            raise SlackRefusal("errors must name input blocks of the view")
        return dict(payload["errors"])
    if action in {"update", "push"}:
        check_view(payload.get("view"), "modal")
        if action == "push":
            push_view(core, view.user, payload["view"])
        else:
            replace_view(core, view, payload["view"])
        return {}
    stack = core.workspace.modals[view.user]
    if view in stack:
        kept = [] if action == "clear" else stack[: stack.index(view)]
        core.workspace.modals[view.user] = kept
    core.workspace.tell("modal", {"user": view.user})
    return {}
