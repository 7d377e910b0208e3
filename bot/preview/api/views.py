"""views.*: modals on a person's screen, and App Home."""

import secrets

from bot.preview.api.args import Args
from bot.preview.api.show import show_view
from bot.preview.errors import SlackRefusal
from bot.preview.state import Core, Json, View, name_blocks
from bot.preview.validation import check_view

MOST_STACKED = 3


def open_(core: Core, args: Args) -> Json:
    """views.open: a modal for the person whose trigger_id this is."""
    body = _view(args, "modal")
    trigger = core.exchange(args.required("trigger_id"))
    core.workspace.modals[trigger.user] = []
    return {"view": show_view(push_view(core, trigger.user, body, trigger.channel))}


def push(core: Core, args: Args) -> Json:
    """views.push: on top of the person's open modal, three deep at most."""
    body = _view(args, "modal")
    trigger = core.exchange(args.required("trigger_id"))
    stack = core.workspace.modals.get(trigger.user, [])
    if not stack:
        raise SlackRefusal("not_found")
    if len(stack) >= MOST_STACKED:
        raise SlackRefusal("push_limit_reached")
    return {"view": show_view(push_view(core, trigger.user, body))}


def update(core: Core, args: Args) -> Json:
    """views.update: an open modal by view_id or external_id, guarded by hash."""
    body = _view(args, "modal")
    key = "view_id" if args.has("view_id") else "external_id"
    wanted = args.required(key)
    for stack in core.workspace.modals.values():
        for view in stack:
            if wanted in {view.id, view.body.get("external_id")}:
                _check_hash(view, args)
                replace_view(core, view, body)
                return {"view": show_view(view)}
    raise SlackRefusal("not_found")


def publish(core: Core, args: Args) -> Json:
    """views.publish: one person's App Home."""
    user = args.required("user_id")
    if user not in core.workspace.users:
        raise SlackRefusal("invalid_arguments", ["invalid `user_id`"])
    body = _view(args, "home")
    name_blocks(body["blocks"])
    old = core.workspace.homes.get(user)
    if old is not None:
        _check_hash(old, args)
    view_id = old.id if old is not None else core.workspace.next_id("V")
    view = View(view_id, "home", user, body, new_hash(), view_id, core.workspace.team_of(user))
    core.workspace.homes[user] = view
    core.workspace.tell("home", {"user": user})
    return {"view": show_view(view)}


def push_view(core: Core, user: str, body: Json, above: str = "") -> View:
    """Put a checked modal on top of a person's stack; `above` is the channel that they see."""
    name_blocks(body["blocks"])
    stack = core.workspace.modals.setdefault(user, [])
    view_id = core.workspace.next_id("V")
    root, previous = (stack[0].id, stack[-1].id) if stack else (view_id, "")
    team, below = core.workspace.team_of(user), stack[0].above if stack else above
    view = View(view_id, "modal", user, body, new_hash(), root, team, previous, below)
    stack.append(view)
    core.workspace.tell("modal", {"user": user})
    return view


def replace_view(core: Core, view: View, body: Json) -> None:
    """Change an open modal in place."""
    name_blocks(body["blocks"])
    view.body, view.hash = body, new_hash()
    core.workspace.tell("modal", {"user": view.user})


def new_hash() -> str:
    """A hash as views carry it."""
    return f"{secrets.randbelow(10**10)}.{secrets.token_hex(4)}"


def _view(args: Args, kind: str) -> Json:
    body = args.nested("view", "invalid_arguments")
    check_view(body, kind)
    return dict(body)


def _check_hash(view: View, args: Args) -> None:
    if args.has("hash") and args.text("hash") != view.hash:
        raise SlackRefusal("hash_conflict")
