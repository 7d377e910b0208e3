"""What a person opens: the form on their screen, once it waits for nothing, and an answer's menu."""

from typing import Any

from bot.blocks import kit
from bot.listeners.clicks import ONE_MOMENT
from tests.support.shown import shown
from tests.support.slack.driven import DrivenSlack
from tests.support.slack.driver import EDITOR, Driver
from tests.support.slack.seen import Outcome, Posted, Reply
from tests.support.waiting import until


def form_of(slack: Driver, user: str = "Editor", *, after: dict[str, Any] | None = None) -> dict[str, Any]:
    """A person's modal as it stands when it asks them to wait no more, and is another than that before."""

    def filled() -> dict[str, Any] | None:
        modal = slack.modal(user)
        new = modal and (after is None or modal["id"] != after["id"])
        return modal if modal and new and ONE_MOMENT not in shown(modal["blocks"]) else None

    form = until(filled)
    assert form is not None
    return form


def choose(slack: DrivenSlack, message: Posted | Reply, action: str, user: str = EDITOR) -> Outcome:
    """Choose what belongs to an action from the menu of an answer."""
    elements = [each for block in message.blocks for each in block.get("elements", ())]
    menu = next(each for each in elements if each.get("action_id") == kit.ANSWER_MENU)
    value = next(option["value"] for option in menu["options"] if option["value"].startswith(f"{action} "))
    return slack.click(message, action_id=kit.ANSWER_MENU, choice=value, user=user)
