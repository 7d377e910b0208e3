"""Every button of the app, pressed wherever one may stand: others see nothing change, who pressed hears."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from slack_bolt import App
from slack_sdk import WebClient

from bot.blocks import kit
from bot.listeners import register
from bot.listeners.unheard import ANYTHING
from models.domain import Subject
from models.queries import last_changed
from tests.support.newsroom.desk_on_slack import Room
from tests.support.slack.seen import Outcome, Posted
from tests.support.waiting import until

ANYWHERE, CHANNEL, FORM = "#mass-desk", "C0MASSDESK", "pressed_in"
BOSTON = str(kit.Handle("2507000"))
WISH = str(kit.Subscribed(CHANNEL, Subject("MA")))
VALUES = {
    **dict.fromkeys((kit.ROWS, kit.MORE_ROWS, kit.EVIDENCE, kit.SENTENCE, kit.PICK), BOSTON),
    **dict.fromkeys((kit.SHARE, kit.ANSWER_WRONG, kit.MORE_ON, kit.LESS), BOSTON),
    kit.ANSWER_MENU: f"{kit.HISTORY} {BOSTON}",
    **dict.fromkeys(("alert_rows", "alert_evidence", "alert_sentence", kit.ALERT_WRONG), "{edition}|NV||"),
    "errata_sentence": "1|",
    kit.UNDO: "subscribe MA",
    kit.RUN: "lookup Boston",
    kit.SAMPLE: "NV",
    kit.SUBSCRIBE: "",
    kit.WISHES_PAGE: "here|0",
    kit.END_SEVERAL: CHANNEL,
    kit.EDIT: WISH,
    kit.WISH_MENU: f"edit|{WISH}",
    **dict.fromkeys((kit.ACCEPT, kit.REJECT, kit.HOME_ACCEPT, kit.HOME_REJECT, kit.CORRECT, kit.ATTACH), "7"),
}
"""What each button hands back, `{edition}` being one that Nevada changed in."""
COPIES = {kit.SHARE, kit.SAMPLE}
"""What these post is for all to see."""
ECHO = re.compile(r"<@(U0PRESSER\d+)> subscribed this channel to Massachusetts alerts\.")
"""What all in the channel read, beside what its presser is told, of an `UNDO` that subscribes again."""


class Listening(App):
    """An app that remembers which buttons it listens to."""

    def action(self, constraints: Any, *given: Any, **named: Any) -> Callable[..., Any]:
        """Register a button."""
        ids = self.__dict__.setdefault("ids", [])
        ids.append(constraints.pattern if isinstance(constraints, re.Pattern) else constraints)
        return super().action(constraints, *given, **named)


def buttons(room: Room) -> set[str]:
    """The action_id of every button that the app listens to, as the app itself knows them."""
    app = Listening(client=room.client, token_verification_enabled=False)
    register(app, room.desk)
    patterns: list[str] = app.__dict__["ids"]
    return {re.sub(r"^\^|\(\\\.\\d\+\)\?\$$", "", pattern) for pattern in patterns} - {ANYTHING.pattern}


def test_no_button_is_forgotten(open_room: Room) -> None:
    """A new button has its line above, and is pressed below."""
    assert buttons(open_room) == set(VALUES)


@dataclass(frozen=True)
class Place:
    """Where a message with a button may stand.

    Attributes:
        alone: Only its reader sees it.
        direct: In the reader's conversation with the app.
    """

    in_thread: bool = False
    alone: bool = False
    direct: bool = False

    def post(self, client: WebClient, blocks: Sequence[kit.Block], person: str, parent: str) -> str:
        """Post it; gives its time stamp."""
        thread = parent if self.in_thread else None
        said: dict[str, Any] = {"text": "An answer.", "blocks": blocks, "thread_ts": thread}
        if self.alone:
            return str(client.chat_postEphemeral(channel=CHANNEL, user=person, **said)["message_ts"])
        return str(client.chat_postMessage(channel=person if self.direct else CHANNEL, **said)["ts"])


def element(action: str, value: str) -> kit.Block:
    """A button, or the menu of a subscription or an answer, alone in its row."""
    if action not in {kit.WISH_MENU, kit.ANSWER_MENU}:
        return kit.actions([kit.button("Press", action, value)])
    option = {"text": kit.plain_object("Mute", 20), "value": value}
    return {"type": "actions", "elements": [{"type": "overflow", "action_id": action, "options": [option]}]}


def presser(room: Room, number: int) -> str:
    """Somebody who has pressed nothing yet: Slack takes one message a second for each conversation."""
    name = f"Presser{number}"
    room.slack.person(name, channels=["mass-desk"])
    return name


def conversations(room: Room, name: str) -> list[Posted]:
    """All messages in the channel and in somebody's conversation with the app."""
    posted = room.slack.messages(ANYWHERE, name)
    with suppress(LookupError):  # nobody has spoken there yet
        posted += room.slack.messages(f"D0{name.upper()}")
    return posted


def press(room: Room, name: str, click: Callable[[], Outcome]) -> list[Posted]:
    """Press something; gives every message, echoes aside, that is new or changed once something happened."""
    before = conversations(room, name)
    assert click().error == ""

    def told() -> list[Posted]:
        new = [each for each in conversations(room, name) if each.from_app and each not in before]
        return [each for each in new if not ECHO.fullmatch(each.text)]

    assert until(lambda: told() or modal(room, name)), "silence"
    return told()


def echoes(room: Room) -> list[tuple[str, str, bool]]:
    """Who is named by each echo in the channel, in which thread it stands, and whether one person sees it."""
    found = [(ECHO.fullmatch(each.text), each) for each in room.slack.messages(ANYWHERE)]
    return [(match[1], each.thread_ts, each.ephemeral) for match, each in found if match]


def modal(room: Room, name: str) -> list[Any]:
    """The form that somebody sees, if there is one."""
    form = room.slack.modal(name)
    return [form] if form and form["callback_id"] != FORM else []


def values(room: Room) -> Mapping[str, str]:
    """What each button hands back in this room."""
    with room.desk.reading() as session:
        edition = last_changed(session, Subject("NV"))
    return {action: value.format(edition=edition) for action, value in VALUES.items()}


PLACES = {
    "in a channel": Place(),
    "in a thread": Place(in_thread=True),
    "for one alone": Place(alone=True),
    "for one in a thread": Place(in_thread=True, alone=True),
    "in a direct message": Place(direct=True),
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_what_others_see_stays_and_who_presses_hears(room: Room, place: Place) -> None:
    """Each button: the message of others is as it was, and what is new stands where it was pressed."""
    room.slack.invite(ANYWHERE)
    parent = room.slack.say(ANYWHERE, "A thread", "Editor")
    known = values(room)
    every = [element(action, value) for action, value in known.items()]
    shared = "" if place.alone or place.direct else place.post(room.client, every, "", parent)
    for number, (action, value) in enumerate(known.items()):
        name = presser(room, number)
        person = f"U0{name.upper()}"
        ts = shared or place.post(room.client, [element(action, value)], person, parent)
        message = next(each for each in conversations(room, name) if each.ts == ts)
        choice = value if action in {kit.WISH_MENU, kit.ANSWER_MENU} else None
        told = press(
            room,
            name,
            lambda: room.slack.click(message, action_id=action, choice=choice, user=name),  # noqa: B023
        )
        assert place.alone or place.direct or message in conversations(room, name), f"{action} replaced it"
        for each in told:
            assert "Something broke" not in each.text, action
            assert each.thread_ts == (parent if place.in_thread else ""), f"{action} left its thread"
            assert each.ephemeral or action in COPIES or place.direct, f"{action} told everyone"
    undone = f"U0PRESSER{list(known).index(kit.UNDO)}"
    assert place.direct or until(lambda: echoes(room)), "the channel doesn't read who subscribed it"
    assert echoes(room) == ([] if place.direct else [(undone, "", False)])


@pytest.mark.parametrize("home", [True, False], ids=["on App Home", "in a form"])
def test_what_is_no_message_is_answered_all_the_same(room: Room, home: bool) -> None:
    """It has no response_url: a form opens, or a direct message says it; nothing goes to a channel."""
    said = room.slack.messages(ANYWHERE)
    for number, (action, value) in enumerate(values(room).items()):
        name = presser(room, number)
        view = shown_view(room, name, [kit.section("A view."), element(action, value)], home=home)
        choice = value if action in {kit.WISH_MENU, kit.ANSWER_MENU} else None
        press(room, name, lambda: room.slack.click_view(view, action_id=action, choice=choice, user=name))  # noqa: B023
    assert room.slack.messages(ANYWHERE) == said


def shown_view(room: Room, name: str, blocks: Sequence[kit.Block], *, home: bool) -> dict[str, Any]:
    """A view with these blocks on somebody's screen."""
    client = room.client
    if home:
        client.views_publish(user_id=f"U0{name.upper()}", view={"type": "home", "blocks": blocks})
        view = room.slack.home(name)
    else:
        room.slack.shortcut("look_up_place", ANYWHERE, name)
        opened = until(lambda: room.slack.modal(name))
        client.views_update(view_id=opened["id"] if opened else "", view=kit.modal(FORM, "Form", "", blocks))
        view = room.slack.modal(name)
    assert view is not None
    return view
