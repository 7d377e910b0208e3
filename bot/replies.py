"""What a person typed or pressed → what they are told; the one place where commands meet the facts."""

from collections.abc import Callable
from typing import Any

from bot import grammar
from bot.answer_values import Found
from bot.answers import answer
from bot.blocks.answer import answer_message
from bot.blocks.asking import did_you_mean_command, either, which
from bot.blocks.help import help_message
from bot.blocks.limits import Message
from bot.blocks.trend import trend_message
from bot.caller import Caller
from bot.commands import (
    ALL,
    Export,
    Feedback,
    Help,
    History,
    Lookup,
    Mute,
    Recent,
    Resume,
    Settings,
    Sources,
    Subscribe,
    Subscriptions,
    Trend,
    Unclear,
    Unsubscribe,
)
from bot.desk import Desk
from bot.exporting import exporting
from bot.readings import history_of_place, lately, setup, watched_sources
from bot.remarks import feedback
from bot.times_said import unread_day
from bot.trend_values import Trended
from bot.trends import trended
from bot.wishing import (
    list_subscriptions,
    mute_channel,
    resume_channel,
    subscribe_channel,
    unsubscribe_channel,
)
from models.errors import UsageError
from models.trends import By


def reply(text: str, caller: Caller, desk: Desk) -> Message:
    """Return the answer to what was typed after the command.

    Raises:
        UsageError: It can't be done as typed; the sentence carries the cure.
        StoreError: The database can't be read or written.
    """
    wanted = grammar.parse(text)
    return _REPLIES[type(wanted)](wanted, caller, desk)


def looked_up(question: Lookup, desk: Desk) -> Message:
    """Return the answer to a question about a place, or about a verb that was misspelt.

    Raises:
        UsageError: Its day can't be read, or is still to come.
        StoreError: The database can't be read.
    """
    command = desk.settings.slack.command
    if question.as_of and question.as_of > desk.clock().date():
        raise UsageError("That day is still to come.", "Leave it out for what is known now.")
    found = answer(question, desk)
    if found.found in {Found.UNKNOWN, Found.SUGGESTED}:
        _read_every_day(question.text, desk)
    meant = grammar.nearest(question.text) if found.found in {Found.UNKNOWN, Found.SUGGESTED} else None
    if meant is not None:
        return did_you_mean_command(question.text, str(meant), command)
    return answer_message(found, command)


def _lately(asked: Recent, desk: Desk) -> Message:
    _read_every_day(asked.area, desk)
    return lately(asked, desk)


def _read_every_day(said: str, desk: Desk) -> None:
    if day := unread_day(said):
        cure = f"Write it like `{desk.settings.slack.command} Boston as of 2025-05-30` or `since 2025-05-30`."
        raise UsageError(f"“{day}” is no day that I can read.", cure)


def _trend(area: str, desk: Desk) -> Message:
    command = desk.settings.slack.command
    found = trended(area, By.STATE if area == ALL else By.AGENCY, desk)
    return trend_message(found, command) if isinstance(found, Trended) else which(found, "trend", command)


_REPLIES: dict[type, Callable[[Any, Caller, Desk], Message]] = {
    Lookup: lambda asked, _, desk: looked_up(asked, desk),
    History: lambda asked, _, desk: history_of_place(asked, desk),
    Recent: lambda asked, _, desk: _lately(asked, desk),
    Trend: lambda asked, _, desk: _trend(asked.area, desk),
    Export: lambda asked, _, desk: exporting(asked, desk),
    Subscribe: subscribe_channel,
    Unsubscribe: lambda asked, caller, desk: unsubscribe_channel(asked.area, caller, desk),
    Subscriptions: list_subscriptions,
    Mute: mute_channel,
    Resume: lambda _, caller, desk: resume_channel(caller, desk),
    Sources: lambda _, __, desk: watched_sources(desk),
    Settings: lambda _, __, desk: setup(desk),
    Feedback: lambda asked, caller, desk: feedback(asked.words, caller, desk),
    Help: lambda asked, _, desk: help_message(desk.settings.slack.command, asked.verb),
    Unclear: lambda asked, _, desk: either(asked, desk.settings.slack.command),
}
