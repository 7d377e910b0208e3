"""What a person typed or pressed → what they are told; the one place where commands meet the facts."""

from collections.abc import Callable
from typing import Any

from bot import grammar
from bot.answers import LookupOutcome, answer, answer_in_words
from bot.blocks import (
    Setup,
    did_you_mean_command,
    either,
    help_message,
    settings_message,
    sources_message,
)
from bot.blocks import answer as words
from bot.blocks.kit import Message
from bot.desk import Desk, Requester, of_this_newsroom
from bot.replies import questions, subscriptions
from bot.replies.export import exporting
from bot.replies.feedback import feedback
from bot.replies.questions import read_every_day
from models.config import Newsroom
from models.errors import UsageError
from models.queries import freshness_by_source


def reply(text: str, requester: Requester, desk: Desk) -> Message:
    """Return the answer to what was typed after the command.

    Raises:
        UsageError: It can't be done as typed; the sentence carries the cure.
        StoreError: The database can't be read or written.
    """
    wanted = grammar.parse(text)
    return _REPLIES[_kind(wanted)](wanted, requester, desk)


def asks_slack(text: str) -> bool:
    """Tell whether what was typed is answered only once Slack has said who asks: all but lookups.

    Raises:
        UsageError: It can't be read as typed.
    """
    return _kind(grammar.parse(text)) not in _LOOKUPS


def _kind(wanted: object) -> type | str:
    return wanted.verb if isinstance(wanted, grammar.Request) else type(wanted)


def _looked_up(question: grammar.Lookup, _: Requester, desk: Desk) -> Message:
    """Return the answer to a question about a place, or about a verb that was misspelt."""
    read_every_day(question.text)
    record = answer_in_words(question, desk)
    lost = record.found in {LookupOutcome.UNKNOWN, LookupOutcome.SUGGESTED}
    if lost and (slip := grammar.nearest(question.text)):
        word, meant = slip
        return did_you_mean_command(word, str(meant), desk.command)
    return words.answer_message(record, desk.settings.slack.command)


def _history(asked: grammar.Request, _: Requester, desk: Desk) -> Message:
    """Return what has changed about a place, the latest first."""
    if asked.about in {"", grammar.ALL}:
        raise UsageError("Which state or place?", f"For example `{desk.command} history MA`.")
    question = grammar.asked_of(asked.about)
    read_every_day(question.text)
    return questions.history_of(answer(question, desk), desk)


def _sources(_: grammar.Request, __: Requester, desk: Desk) -> Message:
    """Return every list that is watched or bundled, and how fresh each is."""
    with desk.reading() as session:
        seen = freshness_by_source(session)
    return sources_message(seen, desk.sources, desk.settings.newsroom.zone)


def _settings(_: grammar.Request, requester: Requester, desk: Desk) -> Message:
    """Return how this desk is set up, without anything secret; it names people, so it is for members."""
    of_this_newsroom(requester, desk)
    newsroom = desk.settings.newsroom
    setup = Setup(
        newsroom.zone,
        newsroom.operators,
        newsroom.operators_channel,
        "" if newsroom.contact == Newsroom().contact else newsroom.contact,
        [scout.name for scout in desk.settings.scouts if scout.enabled],
        newsroom.subscribers,
        newsroom.admins_review,
    )
    return settings_message(setup)


_REPLIES: dict[type | str, Callable[[Any, Requester, Desk], Message]] = {
    grammar.Lookup: _looked_up,
    "history": _history,
    grammar.Recent: questions.recent,
    "trend": questions.trend,
    "compare": questions.compare,
    grammar.TopPlaces: questions.top,
    "map": questions.on_map,
    "export": exporting,
    grammar.Subscribe: subscriptions.subscribe_channel,
    "unsubscribe": subscriptions.unsubscribe_channel,
    grammar.Subscriptions: subscriptions.list_subscriptions,
    grammar.Mute: subscriptions.mute_channel,
    "resume": lambda _, requester, desk: subscriptions.resume_channel(requester, desk),
    "sources": _sources,
    "settings": _settings,
    "feedback": feedback,
    "help": lambda asked, _, desk: help_message(desk.command, asked.about),
    grammar.Unclear: lambda asked, _, desk: either(asked, desk.command),
}

_LOOKUPS = {
    grammar.Lookup,
    "history",
    grammar.Recent,
    "trend",
    "compare",
    grammar.TopPlaces,
    "map",
    "sources",
    "help",
    grammar.Unclear,
}
"""What anyone may ask, and the facts alone answer."""
