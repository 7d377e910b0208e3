"""What a person typed or pressed → what they are told; the one place where commands meet the facts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot import grammar
from bot.answer_values import Found
from bot.answers import answer
from bot.blocks.answer import answer_message
from bot.blocks.asking import did_you_mean_command
from bot.blocks.cites import label
from bot.blocks.help import help_message
from bot.blocks.limits import Message
from bot.blocks.subscriptions import Watched, listed, not_subscribed, subscribed, unsubscribed
from bot.blocks.trend import trend_message, which_place
from bot.desk import Desk
from bot.grammar import ALL, Help, Lookup, Subscribe, Subscriptions, Trend, Unsubscribe
from bot.trend_values import Trended
from bot.trends import trended
from models.errors import UsageError
from models.place_states import repaired_state_code, state_code, state_name
from models.subscriptions import Hand, subscribe, subscriptions, unsubscribe
from models.trends import By
from models.wishes import LEADS, Channel, Subject

_BETWEEN = re.compile(r"\s*(?:[,;/&+]|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, by Slack's id, and in which channel."""

    channel: Channel
    user: str


def reply(text: str, caller: Caller, desk: Desk) -> Message:
    """Return the answer to what was typed after the command.

    Raises:
        UsageError: It can't be done as typed; the sentence carries the cure.
        StoreError: The database can't be read or written.
    """
    match grammar.parse(text):
        case Lookup() as question:
            return looked_up(question, desk)
        case Subscribe(area):
            return _subscribe(area, caller, desk)
        case Unsubscribe(area):
            return _unsubscribe(area, caller, desk)
        case Subscriptions():
            wishes = subscriptions(desk.engine, caller.channel)
            return listed(caller.channel.id, wishes, desk.settings.slack.command)
        case Trend(area):
            return _trend(area, desk)
        case Help(verb):
            return help_message(desk.settings.slack.command, verb)


def looked_up(question: Lookup, desk: Desk) -> Message:
    """Return the answer to a question about a place, or about a verb that was misspelt.

    Raises:
        StoreError: The database can't be read.
    """
    command = desk.settings.slack.command
    found = answer(question, desk)
    meant = grammar.nearest(question.text) if found.found in {Found.UNKNOWN, Found.SUGGESTED} else None
    if meant is not None:
        return did_you_mean_command(question.text, str(meant), command)
    return answer_message(found, command)


def _trend(area: str, desk: Desk) -> Message:
    command = desk.settings.slack.command
    found = trended(area, By.STATE if area == ALL else By.AGENCY, desk)
    return trend_message(found, command) if isinstance(found, Trended) else which_place(found, command)


def watched(desk: Desk) -> list[str]:
    """Return the lists that are watched live, in a word each."""
    off = {entry.name for entry in desk.settings.sources if not entry.enabled}
    live = [source for name, source in sorted(desk.sources.items()) if source.address and name not in off]
    return list(dict.fromkeys(source.short for source in live))


def _subscribe(area: str, caller: Caller, desk: Desk) -> Message:
    states = _states(area, "subscribe", desk)
    hand = _hand(caller, desk)
    new = [state for state in states if subscribe(desk.engine, caller.channel, Subject(state), hand)]
    command = desk.settings.slack.command
    lists = Watched(watched(desk), [scout.name for scout in desk.settings.scouts if scout.enabled])
    return subscribed(caller.channel.id, new or states, lists, new=bool(new), command=command)


def _hand(caller: Caller, desk: Desk) -> Hand:
    return Hand(caller.user, desk.clock(), desk.settings.newsroom.zone)


def _unsubscribe(area: str, caller: Caller, desk: Desk) -> Message:
    states = () if area == ALL else tuple(_states(area, "unsubscribe", desk))
    ended = [
        subject.state
        for subject in unsubscribe(desk.engine, caller.channel, _hand(caller, desk), [*map(Subject, states)])
    ]
    left = [wish.state for wish in subscriptions(desk.engine, caller.channel)]
    if not ended:
        return not_subscribed(caller.channel.id, states, left, desk.settings.slack.command)
    return unsubscribed(caller.channel.id, ended, left)


def _states(area: str, verb: str, desk: Desk) -> Sequence[str]:
    """Return the USPS codes of the states that were named, and `LEADS` where leads were.

    Raises:
        UsageError: One of them is no state.
    """
    command = desk.settings.slack.command
    names = [state_code(area)] if state_code(area) else [name for name in _BETWEEN.split(area) if name]
    if not names or area == ALL:
        raise UsageError("Say which state.", f"For example `{command} {verb} MA`.")
    for name in names:
        if not _wish(name):
            raise UsageError(f"“{name}” is no state.", _cure(name, area, verb, desk))
    return list(dict.fromkeys(map(_wish, names)))


def _wish(name: str) -> str:
    """Return what a word asks for: a state's USPS code, or leads; empty when it is neither."""
    return LEADS if name.casefold() in {LEADS, "lead"} else state_code(name)


def _cure(name: str, area: str, verb: str, desk: Desk) -> str:
    command = desk.settings.slack.command
    if code := repaired_state_code(name):
        return f"Did you mean `{command} {verb} {state_name(code)}`?"
    found = answer(Lookup(area), desk)
    if found.place or found.found is Found.SUGGESTED:
        meant = found.place or found.candidates[0]
        use = f"a channel hears of whole states: use `{command} {verb} {meant.state}`."
        return f"{label(meant)} is in {state_name(meant.state)}, and {use}"
    return f"Use its name or abbreviation, for example `{command} {verb} MA`."
