"""The rows of a place as a CSV: sent to whoever asks, or put where they ask if they say so."""

import re
from collections.abc import Sequence
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackClientError

from bot.answers import Answer, answer, rows_behind
from bot.blocks import which_place
from bot.blocks.kit import Message
from bot.delivery import Attachment, facts_as_csv, upload_file
from bot.desk import Desk, Requester, of_this_newsroom
from bot.grammar import ALL, Lookup, Request, asked_of, unread_day
from bot.replies.answering import tell
from bot.replies.arguments import WhichPlace, place_named
from bot.replies.surface import Surface
from bot.slack import FAILED_CALL, Act, in_words, understood
from bot.words import counted, ended, literal, short_place, typed_place
from models.domain import Fact, Place, RowRange
from models.errors import DeliveryError, UsageError

MOST = 50_000
"""Rows in one file; a spreadsheet opens them, and Slack takes it."""
_IN_CHANNEL = re.compile(r"[\s,]+in (?:this |the )?channel$", re.IGNORECASE)


def exporting(asked: Request, requester: Requester, desk: Desk) -> Message:
    """Return that the file is on its way, or the question which place is meant.

    Raises:
        UsageError: No place was named, none is known, or the person only looks up.
        DeliveryError: Slack doesn't say who they are.
        StoreError: The database can't be read.
    """
    of_this_newsroom(requester, desk)
    area = _area(asked.about)
    if area in {"", ALL}:
        raise UsageError("Which state or place?", f"For example `{desk.command} export MA`.")
    if asked_of(area).as_of or unread_day(area):
        raise UsageError("A file has the rows of all days.", "Leave the day out; each row has its dates.")
    place = place_named(area, "export", desk)
    if isinstance(place, WhichPlace):
        after = "in channel" if _in_channel(asked.about) else ""
        return which_place(place.question, "export", place.choices, after, place.left)
    return Message(f"The CSV on {_mid(place)} follows.")


def _mid(place: Place) -> str:
    """Return a place inside a sentence, mrkdwn: the state behind it is closed."""
    name = literal(short_place(place))
    return f"{name}," if ", " in name else name


def _area(about: str) -> str:
    return _IN_CHANNEL.sub("", about).strip()


def _in_channel(about: str) -> bool:
    return bool(_IN_CHANNEL.search(about))


def send_export(area: str, at: Surface, client: WebClient, *, desk: Desk) -> None:
    """Send the rows of a place to the person, or put them where they asked if they said `in channel`.

    Args:
        area: The place or state, as typed; `exporting` has let the person ask for it.
        at: Where it was asked for; with `in channel` the file goes to that thread.
        client: Slack's Web API.
        desk: Where the facts are.

    Raises:
        DeliveryError: Slack took it nowhere, or doesn't say whether it did.
        StoreError: The database can't be read.
    """
    record = answer(Lookup(_area(area)), desk)
    if record.place is None:
        return
    name, current = short_place(record.place), [each for each in record.known if record.shows(each)]
    facts = rows_behind(record, current, RowRange(MOST), desk)
    if not facts:
        tell(at, Message(ended(f"We have no rows on {literal(name)}")), client)
        return
    file = _file(record, record.place, facts)
    if _in_channel(area) or at.between_two:
        _put(client, at.channel, at.thread, file, "Invite me, then ask again.")
    else:
        _send_directly(client, at.person, file)
        tell(at, Message(f"Sent to you: {file.comment}"), client)


def _put(client: WebClient, channel: str, thread: str, file: Attachment, cure: str) -> None:
    try:
        upload_file(client, channel, thread, file)
    except FAILED_CALL as error:
        raise not_taken(error, cure if understood(error).act is Act.PAUSE else "Try again.") from error


def _send_directly(client: WebClient, person: str, file: Attachment) -> None:
    try:
        opened = client.chat_postMessage(channel=person, text=file.comment)
        upload_file(client, str(opened["channel"]), str(opened["ts"]), file)
    except FAILED_CALL as error:
        raise not_taken(error, "Try again.") from error


def not_taken(error: SlackClientError | OSError | HTTPException, cure: str) -> DeliveryError:
    """Return what a person is told of a file that Slack did not take, or may not have taken."""
    trouble = understood(error)
    if trouble.act is Act.REPEAT:
        return DeliveryError("Slack didn't say whether it took the file.", "Look whether it is there first.")
    return DeliveryError(f"Slack didn't take the file: {in_words(trouble.code)}.", cure)


def _file(record: Answer, place: Place, facts: Sequence[Fact]) -> Attachment:
    shown = short_place(place)
    name = re.sub(r"[^a-z0-9]+", "-", typed_place(place).lower())
    number = counted(len(facts), "row")
    if len(facts) == MOST:
        number = f"The first {MOST:,} rows"
    comment = f"{number} on {_mid(place)} as a CSV."
    return Attachment(f"{name}.csv", f"{shown}: rows", facts_as_csv(facts, record), comment)
