"""A sample of an alert or a digest: the latest that a channel would have got, sent there."""

from datetime import timedelta
from typing import Any

from slack_bolt import App
from slack_sdk import WebClient

from bot.blocks import kit, where
from bot.blocks.alert import Digest, alert, digest_message
from bot.blocks.kit import SAMPLE, Message
from bot.blocks.shared import AlertHandle
from bot.desk import Desk, may_subscribe, who_clicked
from bot.listeners.alert_buttons import bulletin_of
from bot.listeners.clicks import acknowledge
from bot.replies import calling, names, post, surface_of, tell
from bot.slack import Act, Trouble, in_words
from models.domain import Bulletin, Every, Subject
from models.errors import DeliveryError, DeskError, UsageError
from models.queries import last_changed

_USUAL = {Every.DAILY: timedelta(days=1), Every.WEEKLY: timedelta(days=7)}


def register(app: App, desk: Desk) -> None:
    """Register the button that sends a sample."""
    app.action(SAMPLE)(ack=acknowledge, lazy=[calling(_send_sample, desk)])


def _send_sample(body: dict[str, Any], client: WebClient, action: dict[str, Any], *, desk: Desk) -> None:
    at = surface_of(body)
    may_subscribe(who_clicked(body), desk)
    trouble = post(at.channel, at.thread, sample(action["value"], desk), client)
    if trouble is not None:
        raise _not_posted(trouble)
    tell(at, Message(f"The sample is in {where(at.channel)}."), client)


def _not_posted(trouble: Trouble) -> DeskError:
    sentence = f"I can't post here: {in_words(trouble.code)}."
    if trouble.act is Act.PAUSE:
        return UsageError(sentence, "Type `/invite @Detainer Desk` here, then press it again.")
    return DeliveryError(sentence, "Press it again in a minute.")


def sample(value: str, desk: Desk) -> Message:
    """Return the latest alert that a subscription would have had, marked as a sample; a digest as a digest.

    Args:
        value: A state, or a place as `TX/48453`, or every state, as the button carries it; of a digest with
            `|daily` or `|weekly` behind it.
        desk: The desk.

    Raises:
        UsageError: Nothing of that has changed yet.
    """
    about, _, every = value.partition("|")
    state, _, place = about.partition("/")
    subject = Subject(state, place)
    with desk.reading() as session:
        edition = last_changed(session, subject)
    if edition is None:
        name = names(desk).shown(subject)
        raise UsageError(f"We have no changes in {name} on file.", "There is no sample to send.")
    bulletin = bulletin_of(str(AlertHandle(edition, (subject,))), desk)
    if every:
        return _digest(subject, Every(every), bulletin, desk)
    message = alert(bulletin)
    return kit.message(f"Sample: {message.text}", [kit.context("*Sample:* not news."), *message.blocks])


def _digest(subject: Subject, every: Every, bulletin: Bulletin, desk: Desk) -> Message:
    name, now, zone = names(desk).shown(subject), desk.clock(), desk.settings.newsroom.zone
    digest = Digest(
        ((subject, name),), every, now - _USUAL[every], now, None, zone, news=(bulletin,), newsroom=zone
    )
    title = f"Sample digest: {name}"
    body = digest_message(digest).blocks[1:-1]  # its last says when the next one comes
    return kit.message(title, [kit.header(title), kit.context("*Sample:* not news."), *body])
