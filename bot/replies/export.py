"""The rows of a place or a state as a CSV, sent where the person asked, else to them directly."""

from collections.abc import Sequence
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.answers import Answer, answer, rows_behind
from bot.blocks import kit
from bot.blocks.answer import label, which
from bot.blocks.kit import Message
from bot.delivery import Attachment, facts_as_csv, upload_file
from bot.desk import Desk, Requester, of_this_newsroom
from bot.grammar import Lookup, Request, asked_of, unread_day
from bot.replies.answering import tell
from bot.replies.surface import Surface
from bot.slack import FAILED_CALL, Act, in_words, understood
from models.domain import Fact, RowRange
from models.errors import DeliveryError, UsageError

MOST = 50_000
"""Rows in one file; a spreadsheet opens them, and Slack takes it."""


def exporting(asked: Request, requester: Requester, desk: Desk) -> Message:
    """Return that the file is on its way, or the question which place is meant.

    Raises:
        UsageError: No place was named, or the person only looks up.
        DeliveryError: Slack doesn't say who they are.
        StoreError: The database can't be read.
    """
    of_this_newsroom(requester, desk)
    if not asked.about:
        raise UsageError(
            "Say what.", f"For example `{desk.command} export Boston` or `{desk.command} export MA`."
        )
    if asked_of(asked.about).as_of or unread_day(asked.about):
        raise UsageError("A file has the rows of all days.", "Leave the day out; each row says since when.")
    record = answer(Lookup(asked.about), desk)
    if record.place is None:
        return which(record, "export", desk.command)
    return Message(f"The rows of {kit.literal(label(record.place))} follow here as a CSV.")


def send_export(area: str, at: Surface, client: WebClient, *, desk: Desk) -> None:
    """Upload the rows of a place; where the app is no member, to the person by direct message.

    Args:
        area: The place or state, as typed; `exporting` has let the person ask for it.
        at: Where it was asked for; the file goes to that thread.
        client: Slack's Web API.
        desk: Where the facts are.

    Raises:
        DeliveryError: Slack took it in neither place, or doesn't say whether it did.
        StoreError: The database can't be read.
    """
    record = answer(Lookup(area), desk)
    if record.place is None:
        return
    current = [name for name in record.known if record.shows(name)]
    file = _file(record, label(record.place), rows_behind(record, current, RowRange(MOST), desk))
    try:
        upload_file(client, at.channel, at.thread, file)
    except FAILED_CALL as error:
        if understood(error).act is not Act.PAUSE:
            raise _not_taken(error, "Try again.") from error
        _send_directly(client, at.person, file)
        tell(at, Message("I am no member here, so the CSV is in your direct messages."), client)


def _send_directly(client: WebClient, person: str, file: Attachment) -> None:
    try:
        opened = client.chat_postMessage(
            channel=person, text=f"{file.comment} You asked for it in a channel that I am no member of."
        )
        upload_file(client, str(opened["channel"]), str(opened["ts"]), file)
    except FAILED_CALL as error:
        raise _not_taken(error, "Invite the app to the channel, then ask again.") from error


def _not_taken(error: SlackClientError | OSError | HTTPException, cure: str) -> DeliveryError:
    trouble = understood(error)
    if trouble.act is Act.REPEAT:
        return DeliveryError("Slack did not say whether it took the file.", "Look whether it is there first.")
    return DeliveryError(f"Slack did not take the file: {in_words(trouble.code)}.", cure)


def _file(record: Answer, place: str, facts: Sequence[Fact]) -> Attachment:
    name = "".join(sign if sign.isalnum() else "-" for sign in place.lower()).strip("-")
    number = kit.counted(len(facts), "row")
    cut = f"; the first {MOST:,}, current lists first" if len(facts) == MOST else ""
    comment = f"{number} of {kit.literal(place)}{cut}, each with its list, page and document."
    return Attachment(f"{name}.csv", f"{place}: rows", facts_as_csv(facts, record), comment)
