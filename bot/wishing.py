"""What a person wants this channel to hear → what it hears now."""

from collections.abc import Mapping, Sequence
from functools import partial

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
from bot.caller import Caller
from bot.commands import ALL, Mute, Subscribe, Subscriptions
from bot.desk import Desk
from bot.naming import subjects_named, terms_named
from bot.permissions import may_subscribe, of_this_newsroom
from models.errors import UsageError
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
from models.wishes import LEADS, PLAIN, Subject, Terms


def subscribe_channel(asked: Subscribe, caller: Caller, desk: Desk) -> Message:
    """Let a channel hear of what was named, and say in full what that is.

    Raises:
        UsageError: Something named is no state, place, source or kind of change.
        StoreError: The database can't be read or written.
    """
    subjects = subjects_named(asked.area, "subscribe", desk)
    return subscribe_to(subjects, terms_named(asked.how, desk), caller, desk)


def subscribe_to(subjects: Sequence[Subject], terms: Terms, caller: Caller, desk: Desk) -> Message:
    """Let a channel hear of subjects on the same terms, and say in full what that is.

    Raises:
        UsageError: The person may not.
        StoreError: The database can't be read or written.
    """
    may_subscribe(caller, desk)
    hand = _hand(caller, desk)
    heard = _heard(caller, desk)
    new = [one for one in subjects if subscribe(desk.engine, caller.channel, one, hand, terms)]
    before = {one: heard[one] for one in new if one in heard}
    told = Confirmed(caller.channel.id, new or subjects, terms, names(desk), bool(new), before)
    with reading(desk.engine) as session:
        volumes = [expected_volume(session, one, terms) for one in told.subjects if one.state != LEADS]
    return subscribed(told, _watched(terms, desk), volumes, desk.settings.slack.command, desk.clock())


def unsubscribe_channel(area: str, caller: Caller, desk: Desk) -> Message:
    """Let a channel no longer hear of what was named, or of anything.

    Raises:
        UsageError: What was named is neither a state nor a place, or the person may not.
        StoreError: The database can't be read or written.
    """
    subjects = () if area == ALL else tuple(subjects_named(area, "unsubscribe", desk))
    return unsubscribe_from(subjects, caller, desk)


def unsubscribe_from(subjects: tuple[Subject, ...], caller: Caller, desk: Desk) -> Message:
    """Let a channel no longer hear of some subjects; without any, of all.

    Raises:
        UsageError: The person may not.
        StoreError: The database can't be read or written.
    """
    may_subscribe(caller, desk)
    heard = _heard(caller, desk)
    ended = unsubscribe(desk.engine, caller.channel, _hand(caller, desk), subjects)
    left = [wish.subject for wish in subscriptions(desk.engine, caller.channel)]
    if not ended:
        return not_subscribed(caller.channel.id, subjects, left, desk.settings.slack.command, names(desk))
    return unsubscribed(caller.channel.id, {one: heard.get(one, PLAIN) for one in ended}, left, names(desk))


def list_subscriptions(asked: Subscriptions, caller: Caller, desk: Desk) -> Message:
    """Return what this channel hears of, or every channel of the workspace, with who asked for it.

    Raises:
        UsageError: A guest asked for every channel.
        StoreError: The database can't be read.
    """
    command = desk.settings.slack.command
    if asked.everywhere:
        of_this_newsroom(caller, desk)
        return everywhere(subscriptions_of_team(desk.engine, caller.channel.team), command, names(desk))
    wishes = subscriptions(desk.engine, caller.channel)
    log = history_of(desk.engine, caller.channel, limit=5)
    return listed(caller.channel.id, wishes, log, command, names(desk))


def mute_channel(asked: Mute, caller: Caller, desk: Desk) -> Message:
    """Let a channel hear nothing for a while.

    Raises:
        UsageError: It was not said for how long, there is nothing to mute, or the person may not.
    """
    may_subscribe(caller, desk)
    command = desk.settings.slack.command
    if asked.time is None:
        raise UsageError("Say for how long.", f"For example `{command} mute 7d`, at most a year.")
    until = desk.clock() + asked.time
    if not mute(desk.engine, caller.channel, until, _hand(caller, desk)):
        raise UsageError("This channel hears of nothing.", f"Try `{command} subscribe MA`.")
    return muted(caller.channel.id, until, desk.settings.newsroom.zone, command)


def resume_channel(caller: Caller, desk: Desk) -> Message:
    """Let a channel hear again, what waited included.

    Raises:
        UsageError: The person may not.
    """
    may_subscribe(caller, desk)
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


def _heard(caller: Caller, desk: Desk) -> Mapping[Subject, Terms]:
    return {wish.subject: wish.terms for wish in subscriptions(desk.engine, caller.channel)}


def _hand(caller: Caller, desk: Desk) -> Hand:
    return Hand(caller.user, desk.clock(), desk.settings.newsroom.zone)
