"""The rows of a place or a state as a CSV, sent where the person asked, else to them directly."""

from collections.abc import Callable
from http.client import HTTPException

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.answer_values import Answer, Found
from bot.answers import answer
from bot.blocks import mrkdwn
from bot.blocks.asking import which
from bot.blocks.cites import label
from bot.blocks.limits import Message
from bot.blocks.reasons import in_words
from bot.caller import Caller
from bot.commands import Export, Lookup
from bot.desk import Desk
from bot.fact_csv import facts_as_csv
from bot.failures import EPHEMERAL
from bot.outgoing import File
from bot.shares import upload
from bot.slack_errors import Act, understood
from models import query_rows
from models.errors import DeliveryError, UsageError
from models.facts import Fact, Part
from models.store import reading
from models.values import PlaceKind

MOST = 50_000
"""Rows in one file; a spreadsheet opens them, and Slack takes it."""


def exporting(asked: Export, desk: Desk) -> Message:
    """Return that the file is on its way, or the question which place is meant.

    Raises:
        UsageError: No place was named.
        StoreError: The database can't be read.
    """
    command = desk.settings.slack.command
    if not asked.area:
        raise UsageError("Say what.", f"For example `{command} export Boston` or `{command} export MA`.")
    found = answer(Lookup(asked.area), desk)
    if found.found is not Found.PLACE or found.place is None:
        return which(found, "export", command)
    return Message(f"The rows of {mrkdwn.literal(label(found.place))} follow here as a CSV.")


def send_export(
    asked: Export, caller: Caller, client: WebClient, respond: Callable[..., object], desk: Desk
) -> None:
    """Upload the rows of a place; where the app is no member, to the person by direct message.

    Args:
        asked: What was typed.
        caller: Who asked, and in which channel.
        client: Slack's Web API.
        respond: Tells the person something, as Bolt's `respond` does.
        desk: Where the facts are.

    Raises:
        DeliveryError: Slack took it in neither place.
        StoreError: The database can't be read.
    """
    found = answer(Lookup(asked.area), desk)
    if found.found is not Found.PLACE or found.place is None:
        return
    file = _file(found, _facts(found, desk))
    try:
        upload(client, caller.channel.id, "", file)
    except (SlackClientError, OSError, HTTPException) as error:
        if understood(error).act is not Act.PAUSE:
            raise DeliveryError(
                f"Slack did not take the file: {in_words(understood(error).code)}.", "Try again."
            ) from error
        _send_directly(client, caller.user, file)
        respond(text="I am no member here, so the CSV is in your direct messages.", **EPHEMERAL)


def _send_directly(client: WebClient, person: str, file: File) -> None:
    try:
        opened = client.chat_postMessage(
            channel=person, text=f"{file.comment} You asked for it in a channel that I am no member of."
        )
        upload(client, str(opened["channel"]), str(opened["ts"]), file)
    except (SlackApiError, SlackClientError, OSError, HTTPException) as error:
        told = f"Slack did not take the file: {in_words(understood(error).code)}."
        raise DeliveryError(told, "Invite the app to the channel, then ask again.") from error


def _facts(found: Answer, desk: Desk) -> list[Fact]:
    assert found.place is not None  # noqa: S101 - the caller has looked
    current = [name for name in found.known if found.shows(name)]
    with reading(desk.engine) as session:
        if found.place.kind is PlaceKind.STATE:
            return query_rows.rows_of_state(session, found.place.state, current, Part(MOST))
        return query_rows.all_rows_of_place(session, found.place.geoid, current, Part(MOST))


def _file(found: Answer, facts: list[Fact]) -> File:
    assert found.place is not None  # noqa: S101 - the caller has looked
    place = label(found.place)
    name = "".join(sign if sign.isalnum() else "-" for sign in place.lower()).strip("-")
    number = mrkdwn.counted(len(facts), "row")
    cut = f"; the first {MOST:,}, current lists first" if len(facts) == MOST else ""
    comment = f"{number} of {mrkdwn.literal(place)}{cut}, each with its list, page and document."
    return File(f"{name}.csv", f"{place}: rows", facts_as_csv(facts, found), comment)
