"""Everything that Slack may hand to the app, found from what the app registers: payloads of each."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.blocks import EDIT as TO_EDIT
from bot.blocks import END, MUTE, forms, kit
from bot.blocks.forms import Pressed, ending_view, lookup_view, note_view, subscribe_view, wrong_view
from bot.blocks.kit import Handle
from bot.desk import Desk
from bot.listeners import register
from bot.listeners.home_buttons import ENDING
from bot.preview.actions.elements import form_state
from bot.slack.manifest import SHORTCUTS

Json = dict[str, Any]

GLOBAL = {shortcut["callback_id"] for shortcut in SHORTCUTS if shortcut["type"] == "global"}
MASSACHUSETTS = "C0MASSDESK|MA|"
BOSTON = str(Handle("2507000"))
TYPED = (
    "Boston", "MA", "xyzzy", "help", "history Boston", "recent MA", "trend MA", "sources", "settings",
    "subscribe MA", "unsubscribe MA", "subscriptions", "subscriptions everywhere", "mute 7d", "resume",
    "feedback It is slow", "export Boston",
)  # fmt: skip
VALUES: Mapping[str, tuple[str, ...]] = {
    kit.RUN: ("subscribe MA", "Boston"),
    kit.UNDO: ("unsubscribe MA",),
    kit.EDIT: (MASSACHUSETTS,),
    kit.WISHES_PAGE: ("here|0", "everywhere|8"),
    kit.END_SEVERAL: ("C0MASSDESK",),
    kit.SAMPLE: ("MA",),
    kit.WISH_MENU: tuple(f"{do}|{MASSACHUSETTS}" for do in (TO_EDIT, END, MUTE)),
    kit.ALERT_WRONG: (kit.DIGEST,),
    **dict.fromkeys((kit.ACCEPT, kit.REJECT, kit.HOME_ACCEPT, kit.HOME_REJECT, kit.ATTACH), ("1",)),
}
"""What the buttons hold that need something else than a place."""


@dataclass(slots=True)
class Registered:
    """Takes the place of the app, and notes what is registered: (kind, id or pattern)."""

    found: list[tuple[str, object]] = field(default_factory=list)

    def __getattr__(self, kind: str) -> Callable[..., Any]:
        """Note what `app.action(…)`, `app.view(…)` and their like are asked for."""

        def note(wanted: object = "", *_: object, **__: object) -> Callable[..., None]:
            self.found.append((kind, wanted))
            return lambda *_, **__: None

        return note


def surfaces(desk: Desk) -> list[tuple[str, object]]:
    """Return what the app registers: (`command`, `action`, `view`, `shortcut` or `event`, which)."""
    app = Registered()
    register(app, desk)  # type: ignore[arg-type]  # it stands in for Bolt's
    return app.found


def payloads(desk: Desk, address: str, **person: Any) -> Iterator[tuple[str, Json]]:
    """Give payloads of all surfaces, each with what it is called.

    Args:
        desk: Whose surfaces.
        address: Of the response_url.
        person: What else a payload says, as `team`.
    """
    shared = {
        "user": {"id": "U0EDITOR", "name": "editor", "team_id": "T0NEWSROOM"},
        "team": {"id": "T0NEWSROOM", "domain": "newsroom"},
        "enterprise": None,
        "api_app_id": "A0DETAINER",
        "is_enterprise_install": False,
        "trigger_id": "1.2.3",
        "response_url": address,
        **person,
    }
    make = {
        "command": _typed,
        "action": _pressed,
        "view": _submitted,
        "shortcut": _chosen,
        "event": _happened,
    }
    for kind, wanted in surfaces(desk):
        if kind in make:
            for name, payload in make[kind](_named(wanted), desk):
                yield f"{kind} {name}", {**shared, **payload}


def _named(wanted: object) -> str:
    pattern = wanted.pattern if isinstance(wanted, re.Pattern) else str(wanted)
    name = re.sub(r"\W.*", "", pattern.removeprefix("^")) if isinstance(wanted, re.Pattern) else pattern
    return name or "gone"


def _typed(name: str, _: Desk) -> Iterator[tuple[str, Json]]:
    where = {"channel_id": "C0MASSDESK", "user_id": "U0EDITOR", "team_id": "T0NEWSROOM"}
    for text in TYPED:
        yield text, {"command": name, "text": text, **where}


def _pressed(name: str, _: Desk) -> Iterator[tuple[str, Json]]:
    for value in VALUES.get(name, (BOSTON,)):
        action: Json = {"type": "button", "action_id": name, "block_id": "b", "value": value}
        if name in {kit.WISH_MENU, kit.ANSWER_MENU}:
            action = {**action, "type": "overflow", "selected_option": {"value": value}}
        container = {"type": "message", "message_ts": "1.2", "channel_id": "C0MASSDESK", "is_ephemeral": True}
        on = {"channel": {"id": "C0MASSDESK", "name": "mass-desk"}, "container": container}
        yield f"{name} {value}", {"type": "block_actions", "actions": [action], **on}


def _submitted(name: str, desk: Desk) -> Iterator[tuple[str, Json]]:
    pressed = Pressed(BOSTON, "C0MASSDESK", "", "")
    filled: Mapping[str, tuple[Json, Json]] = {
        forms.SUBSCRIPTION_FORM: (
            subscribe_view({"ice_ddor": "ICE"}, "UTC", "/detainers"),
            {forms.STATE: "MA", forms.CHANNEL: "C0MASSDESK"},
        ),
        forms.WRONG_FORM: (wrong_view("Boston", pressed, []), {forms.WORDS: "It is another county."}),
        forms.NOTE_FORM: (
            note_view({1: "Boston"}, "Wrong", ""),
            {"text": "No", "citation": "https://a.example"},
        ),
        forms.LOOKUP_FORM: (lookup_view(), {forms.LOOKUP_PLACE: "Boston"}),
        forms.ENDING_FORM: (ending_view({"MA|": "Massachusetts"}, "C0MASSDESK"), {"ended": ["MA|"]}),
        ENDING: (kit.modal(ENDING, "Unsubscribe?", "Unsubscribe", [], metadata=MASSACHUSETTS), {}),
    }
    view, said = filled.get(name, (kit.modal(name, name, "Send", []), {}))
    state = form_state(view["blocks"], {field: {"entry": value} for field, value in said.items()}, "")
    shown = {"private_metadata": "", **view, "id": "V1", "hash": "1", "state": state}
    yield name, {"type": "view_submission", "view": shown, "response_urls": []}


def _chosen(name: str, _: Desk) -> Iterator[tuple[str, Json]]:
    if name in GLOBAL:
        yield name, {"type": "shortcut", "callback_id": name}
        return
    message = {"ts": "1.2", "text": "Boston, Mass.", "user": "U0EDITOR"}
    on = {"channel": {"id": "C0MASSDESK", "name": "mass-desk"}, "message": message, "message_ts": "1.2"}
    yield name, {"type": "message_action", "callback_id": name, **on}


def _happened(name: str, _: Desk) -> Iterator[tuple[str, Json]]:
    event = {"type": name, "user": "U0EDITOR", "channel": "D0EDITOR", "channel_type": "im", "ts": "1.2"}
    event |= {"text": "Boston", "tab": "home", "old_channel_id": "G1", "new_channel_id": "C1"}
    about = {"type": "event_callback", "event": event, "event_id": f"Ev{name}", "team_id": "T0NEWSROOM"}
    yield name, about
