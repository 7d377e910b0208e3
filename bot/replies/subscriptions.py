"""What a person wants this channel to get → what it gets now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import blocks
from bot.blocks.kit import Message
from bot.delivery import stopped
from bot.desk import Desk, Requester, may_subscribe, of_this_newsroom
from bot.grammar import ALL, Mute, Request, Subscribe, Subscriptions
from bot.replies.arguments import WhichPlace, subjects_named, terms_named
from bot.replies.moved import channel_of
from bot.words import Clock, Subjects, echo_ended, echo_subscribed, publisher_of
from models import newsroom
from models.domain import LEADS, PLAIN, Channel, Subject, Terms, Wish
from models.errors import UsageError
from models.queries import expected_volume


def subscribe_channel(asked: Subscribe, requester: Requester, desk: Desk) -> Message:
    """Let a channel get what was named, and say in full what that is; or ask which place is meant.

    Raises:
        UsageError: Something named is no state, list or kind of change.
        StoreError: The database can't be read or written.
    """
    terms = terms_named(asked.how, desk)
    subjects = subjects_named(asked.area, "subscribe", desk)
    if isinstance(subjects, WhichPlace):
        may_subscribe(requester, desk)
        return blocks.which_place(
            subjects.question, "subscribe", subjects.choices, str(asked.how), subjects.left
        )
    return subscribe_to(subjects, terms, requester, desk)


def subscribe_to(subjects: Sequence[Subject], terms: Terms, requester: Requester, desk: Desk) -> Message:
    """Let a channel get subjects on the same terms, and say in full what that is.

    Raises:
        UsageError: The person may not.
        StoreError: The database can't be read or written.
    """
    channel, actor = _theirs(requester, desk), _hand(requester, desk)
    heard = _heard(channel, desk)
    new = [subject for subject in subjects if newsroom.subscribe(desk.engine, channel, subject, actor, terms)]
    before = {subject: heard[subject] for subject in new if subject in heard}
    order = blocks.Confirmed(channel.id, new or subjects, terms, names(desk), bool(new), before)
    with desk.reading() as session:
        volumes = [
            expected_volume(session, subject, terms) for subject in order.subjects if subject.state != LEADS
        ]
    told = blocks.subscribed(order, _watched(terms, desk), volumes, clock_of(desk))
    if new:
        told = _echoed(told, echo_subscribed(requester.user, new, names(desk)), channel, desk)
    return _unless_stopped(told, desk)


def unsubscribe_channel(asked: Request, requester: Requester, desk: Desk) -> Message:
    """End what was named of a channel's subscriptions, or all; or ask which place is meant.

    Raises:
        UsageError: What was named is neither a state nor a place, or the person may not.
        StoreError: The database can't be read or written.
    """
    if asked.about == ALL:
        return unsubscribe_from((), requester, desk)
    known = list(_heard(channel_of(requester.where, desk), desk))
    subjects = subjects_named(asked.about, "unsubscribe", desk, known)
    if isinstance(subjects, WhichPlace):
        return blocks.which_place(subjects.question, "unsubscribe", subjects.choices, left=subjects.left)
    return unsubscribe_from(tuple(subjects), requester, desk)


def unsubscribe_from(subjects: tuple[Subject, ...], requester: Requester, desk: Desk) -> Message:
    """End some subscriptions of a channel; without any subject, all.

    Raises:
        UsageError: The person may not.
        StoreError: The database can't be read or written.
    """
    channel = _theirs(requester, desk)
    heard = _heard(channel, desk)
    ended = newsroom.unsubscribe(desk.engine, channel, _hand(requester, desk), subjects)
    left = [wish.subject for wish in newsroom.subscriptions_of(desk.engine, channel)]
    if not ended:
        return blocks.not_subscribed(requester.where, subjects, left, desk.command, names(desk))
    gone = {subject: heard.get(subject, PLAIN) for subject in ended}
    told = blocks.unsubscribed(requester.where, gone, left, names(desk))
    return _echoed(told, echo_ended(requester.user, ended, names(desk)), channel, desk)


def list_subscriptions(asked: Subscriptions, requester: Requester, desk: Desk, first: int = 0) -> Message:
    """Return what this channel gets, or it and every public one of the installation, with who asked for it.

    Args:
        asked: Whether every channel is meant.
        requester: Who asks, and in which channel.
        desk: The desk.
        first: How many subscriptions stand on the pages before.

    Raises:
        UsageError: A guest asked; it names people.
        DeliveryError: Slack doesn't say who they are.
        StoreError: The database can't be read.
    """
    of_this_newsroom(requester, desk)
    if asked.everywhere:
        wishes = public_wishes(desk, requester.where if requester.inside else "")
        return blocks.everywhere(_listed(wishes, desk, first), desk.command)
    channel = channel_of(requester.where, desk)
    wishes = newsroom.subscriptions_of(desk.engine, channel)
    if not wishes:
        return blocks.no_subscriptions(requester.where, desk.command)
    log = newsroom.history_of(desk.engine, channel, limit=5)
    return blocks.wish_list(_listed(wishes, desk, first), log, desk.command)


def _listed(wishes: Sequence[Wish], desk: Desk, first: int) -> blocks.Listed:
    return blocks.Listed(wishes, names(desk), clock_of(desk), desk.sources, first)


def mute_channel(asked: Mute, requester: Requester, desk: Desk) -> Message:
    """Hold a channel's alerts for a while.

    Raises:
        UsageError: It was not said for how long, or the person may not.
    """
    channel = _theirs(requester, desk)
    if asked.time is None:
        raise UsageError("For how long?", f"For example `{desk.command} mute 7d`; a year at most.")
    until = desk.clock() + asked.time
    if not newsroom.mute(desk.engine, channel, until, _hand(requester, desk)):
        return blocks.no_subscriptions(requester.where, desk.command)
    return blocks.muted(requester.where, until, desk.settings.newsroom.zone)


def resume_channel(requester: Requester, desk: Desk) -> Message:
    """Let a channel get alerts again, those that were held included.

    Raises:
        UsageError: The person may not.
    """
    number = newsroom.resume(desk.engine, _theirs(requester, desk), _hand(requester, desk))
    return _unless_stopped(blocks.resumed(requester.where, number), desk)


def _unless_stopped(message: Message, desk: Desk) -> Message:
    """Return a confirmation; it says so where nothing that it promises can be sent now."""
    halted = stopped(desk.engine)
    return blocks.with_nothing_sent(message, halted.code) if halted else message


def _echoed(message: Message, echo: str, channel: Channel, desk: Desk) -> Message:
    """Return a confirmation with what all in the channel read of it, if the settings let them."""
    between_two = channel.id.startswith("D")
    return replace(message, echo=echo) if desk.settings.newsroom.echo and not between_two else message


def _theirs(requester: Requester, desk: Desk) -> Channel:
    """Return the channel whose subscriptions a person may change.

    Raises:
        UsageError: They may not, or it is private and they ask elsewhere.
        DeliveryError: Slack doesn't say who they are.
        StoreError: The database can't be read.
    """
    may_subscribe(requester, desk)
    channel = channel_of(requester.where, desk)
    let_in(channel, desk, inside=requester.inside)
    return channel


def let_in(channel: Channel, desk: Desk, *, inside: bool) -> None:
    """Let a person see or change what a channel gets.

    Args:
        channel: Whose subscriptions are meant.
        desk: The desk.
        inside: They ask in it: to a private one that proves that they are a member.

    Raises:
        UsageError: It is private, and they ask elsewhere.
        StoreError: The database can't be read.
    """
    if not inside and any(wish.private for wish in newsroom.subscriptions_of(desk.engine, channel)):
        raise UsageError("That channel is private.", f"Type `{desk.command} subscriptions` there.")


def public_wishes(desk: Desk, inside: str = "") -> list[Wish]:
    """Return what all channels of the installation get that are open to all, by channel.

    Args:
        desk: The desk.
        inside: Slack's id of a channel whose member asks in it: it counts, private or not.

    Raises:
        StoreError: The database can't be read.
    """
    wishes = newsroom.subscriptions_of_team(desk.engine, desk.installed_in)
    private = {wish.channel for wish in wishes if wish.private} - {inside}
    return [wish for wish in wishes if wish.channel not in private]


def names(desk: Desk) -> Subjects:
    """Return how this desk names what channels get."""
    return Subjects(desk.gazetteer.by_geoid)


def clock_of(desk: Desk) -> Clock:
    """Return the newsroom's clock as it stands."""
    return Clock(desk.settings.newsroom.zone, desk.clock())


def watched(desk: Desk) -> list[str]:
    """Return who publishes the lists that are watched live, as a sentence names them."""
    off = {entry.name for entry in desk.settings.sources if not entry.enabled}
    live = [source for name, source in sorted(desk.sources.items()) if source.address and name not in off]
    return list(dict.fromkeys(publisher_of(source) for source in live))


def _watched(terms: Terms, desk: Desk) -> blocks.Watched:
    chosen = [publisher_of(desk.sources[name]) for name in terms.sources if name in desk.sources]
    lists = list(dict.fromkeys(chosen)) if terms.sources else watched(desk)
    return blocks.Watched(lists, [scout.name for scout in desk.settings.scouts if scout.enabled])


def _heard(channel: Channel, desk: Desk) -> Mapping[Subject, Terms]:
    wishes = newsroom.subscriptions_of(desk.engine, channel)
    return {wish.subject: wish.terms for wish in wishes}


def _hand(requester: Requester, desk: Desk) -> newsroom.Actor:
    zone = desk.settings.newsroom.zone
    return newsroom.Actor(requester.user, desk.clock(), zone, requester.private)
