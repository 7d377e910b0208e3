"""A sample of an alert, sent to the channel that thinks of subscribing: the latest of what it would hear."""

from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.blocks import kit, subject_name
from bot.blocks.alert import alert
from bot.blocks.kit import SAMPLE, Message
from bot.blocks.shared import AlertHandle
from bot.desk import Desk, may_subscribe, who_clicked
from bot.listeners.alert_buttons import bulletin_of
from bot.listeners.clicks import acknowledge
from bot.replies import calling, post, surface_of, tell
from bot.slack import Act, Trouble, in_words
from models.domain import Subject
from models.errors import DeliveryError, DeskError, UsageError
from models.queries import last_changed


def register(app: App, desk: Desk) -> None:
    """Register the button that sends a sample."""
    app.action(SAMPLE)(ack=acknowledge, lazy=[calling(_send_sample, desk)])


def _send_sample(body: dict[str, Any], client: WebClient, action: dict[str, Any], *, desk: Desk) -> None:
    at = surface_of(body)
    may_subscribe(who_clicked(body), desk)
    trouble = post(at.channel, at.thread, sample(action["value"], desk), client)
    if trouble is not None:
        raise _not_posted(trouble)
    tell(at, Message("The sample is in the channel."), client)


def _not_posted(trouble: Trouble) -> DeskError:
    sentence = f"I can't post here: {in_words(trouble.code)}."
    if trouble.act is Act.PAUSE:
        return UsageError(sentence, "Type `/invite @Detainer Desk` here, then press it again.")
    return DeliveryError(sentence, "Press it again in a minute.")


def sample(about: str, desk: Desk) -> Message:
    """Return the latest alert that a subscription would have had, marked as a sample.

    Args:
        about: A state, or a place as `TX/48453`, or every state, as the button carries it.
        desk: The desk.

    Raises:
        UsageError: Nothing of that has changed yet.
    """
    state, _, place = about.partition("/")
    subject = Subject(state, place)
    with desk.reading() as session:
        edition = last_changed(session, subject)
    if edition is None:
        raise UsageError(
            f"Nothing is recorded of {subject_name(desk.gazetteer, subject)} yet.",
            "There is no sample to send.",
        )
    message = alert(bulletin_of(str(AlertHandle(edition, (subject,))), desk))
    notice = kit.context("*Sample:* this is what an alert looks like; it is not news.")
    return kit.message(f"Sample: {message.text}", [notice, *message.blocks])
