"""What a person wants this channel to hear → what it hears now."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.answer_values import Found
from bot.answers import answer
from bot.blocks import mrkdwn
from bot.blocks.cites import label
from bot.blocks.limits import Message
from bot.blocks.subscriptions import (
    Confirmed,
    Names,
    Watched,
    everywhere,
    listed,
    muted,
    not_subscribed,
    resumed,
    subject_name,
    subscribed,
    unsubscribed,
)
from bot.commands import ALL, Clauses, Lookup, Mute, Subscribe, Subscriptions
from bot.desk import Desk
from models.errors import UsageError
from models.place_states import repaired_state_code, state_code, state_name
from models.query_recent import expected_volume
from models.store import reading
from models.subscriptions import (
    Hand,
    history_of,
    mute,
    resume,
    subscribe,
    subscriptions,
    subscriptions_of_team,
    unsubscribe,
)
from models.values import ChangeKind, PlaceKind
from models.wishes import EVERYWHERE, LEADS, Channel, Subject, Terms

_BETWEEN = re.compile(r"\s*(?:[,;/&+]|\band\b)\s*", re.IGNORECASE)
_KINDS = {
    "added": ChangeKind.ADDED,
    "removed": ChangeKind.REMOVED,
    "corrected": ChangeKind.CORRECTED,
    "corrections": ChangeKind.CORRECTED,
    "moved": ChangeKind.MOVED,
}


@dataclass(frozen=True, slots=True)
class Caller:
    """Who asks, by Slack's id, and in which channel."""

    channel: Channel
    user: str


def subscribe_channel(asked: Subscribe, caller: Caller, desk: Desk) -> Message:
    """Let a channel hear of what was named, and say in full what that is.

    Raises:
        UsageError: Something named is no state, place, source or kind of change.
        StoreError: The database can't be read or written.
    """
    subjects = _subjects(asked.area, "subscribe", desk)
    terms = _terms(asked.how, desk)
    hand = _hand(caller, desk)
    new = [one for one in subjects if subscribe(desk.engine, caller.channel, one, hand, terms)]
    told = Confirmed(caller.channel.id, new or subjects, terms, names(desk), new=bool(new))
    with reading(desk.engine) as session:
        volumes = [expected_volume(session, one, terms) for one in told.subjects if one.state != LEADS]
    return subscribed(told, _watched(terms, desk), volumes, desk.settings.slack.command, desk.clock())


def unsubscribe_channel(area: str, caller: Caller, desk: Desk) -> Message:
    """Let a channel no longer hear of what was named, or of anything.

    Raises:
        UsageError: What was named is neither a state nor a place.
        StoreError: The database can't be read or written.
    """
    subjects = () if area == ALL else tuple(_subjects(area, "unsubscribe", desk))
    ended = unsubscribe(desk.engine, caller.channel, _hand(caller, desk), subjects)
    left = [wish.subject for wish in subscriptions(desk.engine, caller.channel)]
    if not ended:
        return not_subscribed(caller.channel.id, subjects, left, desk.settings.slack.command, names(desk))
    return unsubscribed(caller.channel.id, ended, left, names(desk))


def list_subscriptions(asked: Subscriptions, caller: Caller, desk: Desk) -> Message:
    """Return what this channel hears of, or every channel of the workspace, with who asked for it."""
    command = desk.settings.slack.command
    if asked.everywhere:
        return everywhere(subscriptions_of_team(desk.engine, caller.channel.team), command, names(desk))
    wishes = subscriptions(desk.engine, caller.channel)
    log = history_of(desk.engine, caller.channel, limit=5)
    return listed(caller.channel.id, wishes, log, command, names(desk))


def mute_channel(asked: Mute, caller: Caller, desk: Desk) -> Message:
    """Let a channel hear nothing for a while.

    Raises:
        UsageError: It was not said for how long, or there is nothing to mute.
    """
    command = desk.settings.slack.command
    if asked.time is None:
        raise UsageError("Say for how long.", f"For example `{command} mute 7d`, at most a year.")
    until = desk.clock() + asked.time
    if not mute(desk.engine, caller.channel, until, _hand(caller, desk)):
        raise UsageError("This channel hears of nothing.", f"Try `{command} subscribe MA`.")
    return muted(caller.channel.id, until, desk.settings.newsroom.zone, command)


def resume_channel(caller: Caller, desk: Desk) -> Message:
    """Let a channel hear again, what waited included."""
    return resumed(caller.channel.id, resume(desk.engine, caller.channel, _hand(caller, desk)))


def names(desk: Desk) -> Names:
    """Return how this desk names what channels hear of."""
    return partial(subject_name, desk.gazetteer)


def watched(desk: Desk) -> list[str]:
    """Return the lists that are watched live, in a word each."""
    off = {entry.name for entry in desk.settings.sources if not entry.enabled}
    live = [source for name, source in sorted(desk.sources.items()) if source.address and name not in off]
    return list(dict.fromkeys(source.short for source in live))


def _watched(terms: Terms, desk: Desk) -> Watched:
    chosen = [desk.sources[name].short for name in terms.sources if name in desk.sources]
    lists = list(dict.fromkeys(chosen)) if terms.sources else watched(desk)
    return Watched(lists, [scout.name for scout in desk.settings.scouts if scout.enabled])


def _hand(caller: Caller, desk: Desk) -> Hand:
    return Hand(caller.user, desk.clock(), desk.settings.newsroom.zone)


def _terms(how: Clauses, desk: Desk) -> Terms:
    """Return clauses with sources and kinds by their names.

    Raises:
        UsageError: One of them is not known; the nearest is told.
    """
    sources = tuple(dict.fromkeys(name for said in how.sources for name in _source(said, desk)))
    without = tuple(dict.fromkeys(_kind(said) for said in how.without))
    return Terms(sources, without, how.rhythm, how.quiet, thread=how.thread)


def _source(said: str, desk: Desk) -> list[str]:
    wanted = said.casefold()
    named = [
        name for name, source in desk.sources.items() if wanted in {name.casefold(), source.short.casefold()}
    ]
    if not named:
        shorts = sorted({source.short for source in desk.sources.values()})
        raise UsageError(f"“{said}” is no source.", _nearest(said, shorts))
    return named


def _kind(said: str) -> ChangeKind:
    kind = _KINDS.get(said.casefold())
    if kind is None:
        raise UsageError(f"“{said}” is no kind of change.", _nearest(said, list(_KINDS)))
    return kind


def _nearest(said: str, known: Sequence[str]) -> str:
    folded = {name.casefold(): name for name in known}
    close = difflib.get_close_matches(said.casefold(), folded, n=1)
    return f"Did you mean {folded[close[0]]}?" if close else f"There are {mrkdwn.listed(list(known))}."


def _subjects(area: str, verb: str, desk: Desk) -> Sequence[Subject]:
    """Return what was named: states, one place, everything, leads.

    Raises:
        UsageError: Something is neither.
    """
    command = desk.settings.slack.command
    if area == ALL:
        return [Subject(EVERYWHERE)]
    names = [area] if state_code(area) else [name for name in _BETWEEN.split(area) if name]
    if not names:
        raise UsageError("Say which state or place.", f"For example `{command} {verb} MA`.")
    found = [_state(name) for name in names]
    if all(found):
        return list(dict.fromkeys(one for one in found if one))
    whole = _place(area, desk)
    if whole:
        return [whole]
    wrong = next(name for name, one in zip(names, found, strict=True) if not one)
    raise UsageError(f"“{wrong}” is neither a state nor a place.", _cure(wrong, area, verb, desk))


def _state(name: str) -> Subject | None:
    if name.casefold() in {LEADS, "lead"}:
        return Subject(LEADS)
    return Subject(state_code(name)) if state_code(name) else None


def _place(area: str, desk: Desk) -> Subject | None:
    found = answer(Lookup(area), desk)
    place = found.place
    if found.found is not Found.PLACE or place is None:
        return None
    return Subject(place.state) if place.kind is PlaceKind.STATE else Subject(place.state, place.geoid)


def _cure(name: str, area: str, verb: str, desk: Desk) -> str:
    command = desk.settings.slack.command
    if code := repaired_state_code(name):
        return f"Did you mean `{command} {verb} {state_name(code)}`?"
    candidates = answer(Lookup(area), desk).candidates
    if candidates:
        either = [f"`{command} {verb} {label(place)}`" for place in candidates[:3]]
        return f"Did you mean {_either(either)}?"
    return f"Use a name or abbreviation, for example `{command} {verb} MA`."


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last
