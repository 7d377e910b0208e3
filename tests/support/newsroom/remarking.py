"""A newsroom where people say that something is wrong, and operators answer with a public note."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from slack_sdk import WebClient

from bot.blocks import kit
from bot.delivery import Readership
from bot.delivery.deliverer import Deliverer
from bot.preview.validation import check_view
from tests.support.newsroom.desk_on_slack import NOW, Room, desk_on, newsroom, sources
from tests.support.newsroom.forms import choose, form_of
from tests.support.newsroom.reviewing import CHANNEL, SETTINGS
from tests.support.slack.seen import Outcome, Posted, Reply

WORDS = "Page 3 is of another county."


class Remarking:
    """The hands of a reporter and of an operator in such a newsroom."""

    def __init__(self, room: Room) -> None:
        self.room, self.slack = room, room.slack

    def deliver(self) -> None:
        """Send what the outbox owes."""
        client = WebClient(self.slack.bot_token, base_url=self.slack.api_url, retry_handlers=[])
        readership = Readership(sources(), "America/New_York")
        deliverer = Deliverer(self.room.desk.engine, client, readership, lambda: NOW)
        while deliverer.deliver_next():
            pass

    def form(self, user: str) -> dict[str, Any]:
        """The form on a person's screen, as Slack takes it."""
        modal = form_of(self.slack, user)
        names = ("type", "title", "submit", "close", "blocks", "callback_id", "private_metadata")
        check_view({name: modal[name] for name in names}, "modal")
        return modal

    def open_remark(self, message: Posted | Reply, action: str = "answer_wrong") -> dict[str, Any]:
        """The form that *This is wrong* opens for a reporter."""
        if action == kit.ANSWER_WRONG and kit.ANSWER_MENU in str(message.blocks):
            assert choose(self.slack, message, action, "Reporter").error == ""
        else:
            assert self.slack.click(message, action_id=action, user="Reporter").error == ""
        return self.form("Reporter")

    def say(self, form: dict[str, Any], words: str = WORDS) -> Outcome:
        """Send what is wrong."""
        return self.slack.submit(form, {"words": {"entry": words}}, "Reporter")

    def notice(self) -> Posted:
        """What the operators' channel is told of it."""
        self.slack.wait_for("#mass-desk", lambda posted: posted.text.startswith("Thanks. "))
        self.deliver()
        return self.slack.wait_for(CHANNEL, lambda posted: "says this is wrong" in posted.text)

    def attach(self, notice: Posted, user: str = "Operator") -> dict[str, Any]:
        """The form of a public note, opened from the notice."""
        assert self.slack.click(notice, action_id="attach_note", user=user).error == ""
        return self.form(user)

    def note(self, form: dict[str, Any], citation: str, text: str = "The county disputes this.") -> Outcome:
        """Submit a public note on the row that the form offers first."""
        return self.slack.submit(form, {"text": {"entry": text}, "citation": {"entry": citation}}, "Operator")


@contextmanager
def remarking(url: str) -> Iterator[Remarking]:
    """Such a newsroom over a database with the bundled history."""
    with desk_on(url, SETTINGS) as desk, newsroom(desk) as room:
        room.slack.invite("#mass-desk")
        yield Remarking(room)
