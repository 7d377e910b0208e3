"""The form on a person's screen, once what it waits for is known."""

from typing import Any

from bot.listeners.clicks import ONE_MOMENT
from tests.support.shown import shown
from tests.support.slack.driver import Driver
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
