"""What a person wants this channel to hear → what it hears now."""

from collections.abc import Mapping, Sequence
from functools import partial

from bot import blocks
from bot.blocks.kit import Message
from bot.delivery import stopped
from bot.desk import Desk, Requester, may_subscribe, of_this_newsroom
from bot.grammar import ALL, Mute, Request, Subscribe, Subscriptions
from bot.replies.arguments import subjects_named, terms_named
from bot.replies.moved import channel_of
from models import newsroom
from models.domain import LEADS, PLAIN, Channel, Subject, Terms
from models.errors import UsageError
from models.queries import expected_volume


def subscribe_channel(asked: Subscribe, requester: Requester, desk: Desk) -> Message:
    """Let a channel hear of what was named, and say in full what that is.

    Raises:
        UsageError: Something named is no state, place, source or kind of change.
        StoreError: The database can't be read or written.
    """
    subjects = subjects_named(asked.area, "subscribe", desk)
    return subscribe_to(subjects, terms_named(asked.how, desk), requester, desk)


def subscribe_to(subjects: Sequence[Subject], terms: Terms, requester: Requester, desk: Desk) -> Message:
    """Let a channel hear of subjects on the same terms, and say in full what that is.

    Raises:
        UsageError: The person may not.
        StoreError: The database can't be read or written.
    """
    may_subscribe(requester, desk)
    channel, actor = channel_of(requester.where, desk), _hand(requester, desk)
    heard = _heard(channel, desk)
    new = [subject for subject in subjects if newsroom.subscribe(desk.engine, channel, subject, actor, terms)]
    before = {subject: heard[subject] for subject in new if subject in heard}
    order = blocks.Confirmed(channel.id, new or subjects, terms, names(desk), bool(new), before)
    with desk.reading() as session:
        volumes = [
            expected_volume(session, subject, terms) for subject in order.subjects if subject.state != LEADS
        ]
    told = blocks.subscribed(order, _watched(terms, desk), volumes, desk.command, desk.clock())
    return _unless_stopped(told, desk)


def unsubscribe_channel(asked: Request, requester: Requester, desk: Desk) -> Message:
    """Let a channel no longer hear of what was named, or of anything.

    Raises:
        UsageError: What was named is neither a state nor a place, or the person may not.
        StoreError: The database can't be read or written.
    """
    subjects = () if asked.about == ALL else tuple(subjects_named(asked.about, "unsubscribe", desk))
    return unsubscribe_from(subjects, requester, desk)


def unsubscribe_from(subjects: tuple[Subject, ...], requester: Requester, desk: Desk) -> Message:
    """Let a channel no longer hear of some subjects; without any, of all.

    Raises:
        UsageError: The person may not.
        StoreError: The database can't be read or written.
    """
    may_subscribe(requester, desk)
    channel = channel_of(requester.where, desk)
    heard = _heard(channel, desk)
    ended = newsroom.unsubscribe(desk.engine, channel, _hand(requester, desk), subjects)
    left = [wish.subject for wish in newsroom.subscriptions_of(desk.engine, channel)]
    if not ended:
        return blocks.not_subscribed(requester.where, subjects, left, desk.command, names(desk))
    return blocks.unsubscribed(
        requester.where, {subject: heard.get(subject, PLAIN) for subject in ended}, left, names(desk)
    )


def list_subscriptions(asked: Subscriptions, requester: Requester, desk: Desk, first: int = 0) -> Message:
    """Return what this channel hears of, or every channel of the installation, with who asked for it.

    Args:
        asked: Whether every channel is meant.
        requester: Who asks, and in which channel.
        desk: The desk.
        first: How many subscriptions stand on the pages before.

    Raises:
        UsageError: A guest asked for every channel.
        StoreError: The database can't be read.
    """
    zone = desk.settings.newsroom.zone
    if asked.everywhere:
        of_this_newsroom(requester, desk)
        wishes = newsroom.subscriptions_of_team(desk.engine, desk.installed_in)
        return blocks.everywhere(blocks.Listed(wishes, names(desk), zone, first), desk.command)
    channel = channel_of(requester.where, desk)
    wishes = newsroom.subscriptions_of(desk.engine, channel)
    if not wishes:
        return blocks.no_subscriptions(requester.where, desk.command)
    log = newsroom.history_of(desk.engine, channel, limit=5)
    return blocks.listed(blocks.Listed(wishes, names(desk), zone, first), log, desk.command)


def mute_channel(asked: Mute, requester: Requester, desk: Desk) -> Message:
    """Let a channel hear nothing for a while.

    Raises:
        UsageError: It was not said for how long, there is nothing to mute, or the person may not.
    """
    may_subscribe(requester, desk)
    if asked.time is None:
        raise UsageError("Say for how long.", f"For example `{desk.command} mute 7d`, at most a year.")
    until = desk.clock() + asked.time
    if not newsroom.mute(desk.engine, channel_of(requester.where, desk), until, _hand(requester, desk)):
        raise UsageError("This channel hears of nothing.", f"Try `{desk.command} subscribe MA`.")
    return blocks.muted(requester.where, until, desk.settings.newsroom.zone, desk.command)


def resume_channel(requester: Requester, desk: Desk) -> Message:
    """Let a channel hear again, what waited included.

    Raises:
        UsageError: The person may not.
    """
    may_subscribe(requester, desk)
    number = newsroom.resume(desk.engine, channel_of(requester.where, desk), _hand(requester, desk))
    return _unless_stopped(blocks.resumed(requester.where, number), desk)


def _unless_stopped(message: Message, desk: Desk) -> Message:
    """Return a confirmation; it says so where nothing that it promises can be sent now."""
    halted = stopped(desk.engine)
    return blocks.with_nothing_sent(message, halted.code) if halted else message


def names(desk: Desk) -> blocks.Names:
    """Return how this desk names what channels hear of."""
    return partial(blocks.subject_name, desk.gazetteer)


def watched(desk: Desk) -> list[str]:
    """Return the lists that are watched live, in a word each."""
    off = {entry.name for entry in desk.settings.sources if not entry.enabled}
    live = [source for name, source in sorted(desk.sources.items()) if source.address and name not in off]
    return list(dict.fromkeys(source.short for source in live))


def _watched(terms: Terms, desk: Desk) -> blocks.Watched:
    chosen = [desk.sources[name].short for name in terms.sources if name in desk.sources]
    lists = list(dict.fromkeys(chosen)) if terms.sources else watched(desk)
    return blocks.Watched(lists, [scout.name for scout in desk.settings.scouts if scout.enabled])


def _heard(channel: Channel, desk: Desk) -> Mapping[Subject, Terms]:
    wishes = newsroom.subscriptions_of(desk.engine, channel)
    return {wish.subject: wish.terms for wish in wishes}


def _hand(requester: Requester, desk: Desk) -> newsroom.Actor:
    return newsroom.Actor(requester.user, desk.clock(), desk.settings.newsroom.zone)
