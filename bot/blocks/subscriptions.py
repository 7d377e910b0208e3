"""What a channel gets: confirmed as it stands, listed, each error with its cure. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.blocks import kit
from bot.blocks.kit import EDIT, END_SEVERAL, RUN, SAMPLE, UNDO, WISHES_PAGE, Subscribed
from bot.grammar import Clauses, Subscribe
from bot.slack import in_words, opening
from bot.words import (
    Clock,
    Subjects,
    alerts_of,
    code,
    counted,
    cut,
    ended,
    escape,
    gets,
    how,
    in_series,
    listed,
    literal,
    local_day,
    moment,
    publisher_of,
    volume,
    whats_sent,
)
from models.domain import EVERYWHERE, LEADS, AuditEntry, Every, Rhythm, Source, Subject, Terms, Volume, Wish

A_PAGE = 8
"""Subscriptions listed at once, each with a button; the text of a message has its limit."""
HELD = "Alerts are held; nothing is lost."
INVITE = "I post only in channels I'm in: type `/invite @Detainer Desk` here if I'm not."
NOT_SENT = "What was sent stays; held alerts aren't sent."
_LOGGED = {
    "subscribed": "subscribed to",
    "unsubscribed": "unsubscribed from",
    "changed": "changed",
    "muted": "muted",
    "resumed": "resumed",
    "paused": "paused",
    "moved": "moved",
}


def again(subjects: Sequence[Subject], terms: Terms, names: Subjects) -> str:
    """Return the command that subscribes a channel to states, or to one place, on these terms."""
    without = tuple(kind.value for kind in terms.without)
    clauses = Clauses(terms.sources, without, terms.rhythm, terms.quiet, terms.thread, terms.zone)
    return str(Subscribe(", ".join(names.typed(subject) for subject in subjects), clauses))


def _all_again(ended: Mapping[Subject, Terms], names: Subjects) -> list[str]:
    """Return the commands that bring back what a channel got; only states go several at a time."""
    alike: dict[tuple[Terms, Subject | None], list[Subject]] = {}
    for subject, terms in ended.items():
        alone = subject if subject.place or subject.state == EVERYWHERE else None
        alike.setdefault((terms, alone), []).append(subject)
    return [again(subjects, terms, names) for (terms, _), subjects in alike.items()]


def _undo(commands: Sequence[str]) -> list[kit.Block]:
    value = "\n".join(commands)
    return [kit.button("Undo", UNDO, value)] if value and len(value) <= kit.VALUE else []


def where(channel: str) -> str:
    """Return a conversation as mrkdwn: a channel by its name, a direct message as what it is."""
    return "this conversation" if channel.startswith("D") else f"<#{escape(channel)}>"


def where_first(channel: str) -> str:
    """Return a conversation at the beginning of a sentence."""
    return where(channel).replace("this", "This")


def named(subjects: Sequence[Subject], names: Subjects) -> str:
    """Return subjects in a row, mrkdwn: `Massachusetts and Boston, Mass.`."""
    return in_series([literal(names.shown(subject)) for subject in subjects])


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched: who publishes lists, as a sentence names them, and feeds by name."""

    lists: Sequence[str] = ()
    scouts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a channel gets now.

    Attributes:
        channel: Slack's id of it.
        subjects: What was just asked for.
        new: Whether anything changed.
        before: On what other terms it got some of them until now.
    """

    channel: str
    subjects: Sequence[Subject]
    terms: Terms
    names: Subjects
    new: bool
    before: Mapping[Subject, Terms] = field(default_factory=dict)


def subscribed(order: Confirmed, watched: Watched, volumes: Sequence[Volume], clock: Clock) -> kit.Message:
    """Return what a channel gets now, in full, and how much that would have been so far.

    Args:
        order: What was asked for.
        watched: What there is to get on these terms.
        volumes: What each subject that lists speak of would have brought.
        clock: The newsroom's zone, and now.
    """
    real = [subject for subject in order.subjects if subject.state != LEADS]
    verb = "will get" if order.new else "already gets"
    what = literal(gets(order.subjects, order.terms, order.names, clock), 2000)
    lists = f", from {literal(listed(list(watched.lists)), 500)}" if real and watched.lists else ""
    text = f"{where_first(order.channel)} {verb} {what}{lists}."
    small = [whats_sent(order.terms), _expected(volumes, clock.now)] if real else []
    small += [_feeds(watched.scouts)] if len(real) < len(order.subjects) else []
    first = [subject for subject in order.subjects if subject not in order.before]
    undo = _all_again(order.before, order.names)
    undo += [f"unsubscribe {', '.join(order.names.typed(subject) for subject in first)}"] if first else []
    buttons = _after_subscribing(order, undo, real)
    actions = [kit.actions(buttons)] if buttons else []
    told = kit.message(text, [kit.section(text), kit.context(*small), *actions])
    return replace(told, promises=not order.channel.startswith("D"))


def _after_subscribing(order: Confirmed, undo: Sequence[str], real: Sequence[Subject]) -> list[kit.Block]:
    buttons = _undo(undo) if order.new else []
    if order.new and real and order.terms.rhythm.every is Every.ONCE:
        daily = replace(order.terms, rhythm=Rhythm(Every.DAILY))
        buttons.append(kit.button("Digest instead", RUN, again(order.subjects, daily, order.names)))
    if not real:
        return buttons
    about = f"{real[0].state}/{real[0].place}" if real[0].place else real[0].state
    digest = "" if order.terms.rhythm.every is Every.ONCE else f"|{order.terms.rhythm.every.value}"
    return [*buttons, kit.button("Send a sample", SAMPLE, f"{about}{digest}")]


def _expected(volumes: Sequence[Volume], now: datetime) -> str:
    since = min((each.since for each in volumes if each.since), default=None)
    return volume(sum(each.alerts for each in volumes), (now - since).days if since else None)


def _feeds(scouts: Sequence[str]) -> str:
    if not scouts:
        return "Nobody has set up feeds to watch yet."
    return f"Announcements with a watched feed's words, not checked: {literal(', '.join(scouts), 500)}."


def unsubscribed(
    channel: str, gone: Mapping[Subject, Terms], left: Sequence[Subject], names: Subjects
) -> kit.Message:
    """Return what a channel no longer gets, and what it still does.

    Args:
        channel: Slack's id of it.
        gone: What it got, each on its terms.
        left: What it still gets.
        names: Of subjects.
    """
    still = ended(f"It still gets {named(left, names)}") if left else "It has no subscriptions."
    what = literal(alerts_of(list(gone), names), 2000)
    text = f"{where_first(channel)} no longer gets {what}. {still}"
    undo = _undo(_all_again(gone, names))
    return kit.message(text, [kit.section(text), *([kit.actions(undo)] if undo else [])])


def not_subscribed(
    channel: str, asked: Sequence[Subject], left: Sequence[Subject], command: str, names: Subjects
) -> kit.Message:
    """Return that there is nothing to end, and the cure."""
    if not left or not asked:
        return no_subscriptions(channel, command)
    again = ", ".join(names.typed(subject) for subject in asked)
    fault = ended(f"{where_first(channel)} isn't subscribed to {named(asked, names)}")
    return kit.Message(f"{fault} To subscribe: {code(f'{command} subscribe {again}')}.")


def no_subscriptions(channel: str, command: str) -> kit.Message:
    """Return that a channel gets nothing, and the cure."""
    return kit.Message(f"No subscriptions in {where(channel)}. Try `{command} subscribe MA`.")


@dataclass(frozen=True, slots=True)
class Listed:
    """Subscriptions to be listed, from the first of a page on.

    Attributes:
        clock: The newsroom's zone, and now.
        sources: The lists by name.
        first: How many stand on the pages before.
    """

    wishes: Sequence[Wish]
    names: Subjects
    clock: Clock
    sources: Mapping[str, Source] = field(default_factory=dict)
    first: int = 0

    @property
    def page(self) -> Sequence[Wish]:
        """What stands on this page."""
        return self.wishes[self.first : self.first + A_PAGE]

    def turning(self, kind: str) -> list[kit.Block]:
        """Return the buttons to the pages before and after; `kind` says what is listed."""
        starts = {"Earlier": self.first - A_PAGE, "More": self.first + A_PAGE}
        return [
            kit.button(
                f"{word}: {start + 1} to {min(start + A_PAGE, len(self.wishes))}",
                WISHES_PAGE,
                f"{kind}|{start}",
            )
            for word, start in starts.items()
            if 0 <= start < len(self.wishes)
        ]


def wish_list(found: Listed, log: Sequence[AuditEntry], command: str) -> kit.Message:
    """Return what a channel gets, each with who asked for it and when, and who changed what last."""
    channel = found.wishes[0].channel
    text = f"Subscriptions in {where(channel)}:"
    several = [kit.button("End several", END_SEVERAL, channel)] if len(found.wishes) > 1 else []
    buttons = [*found.turning("here"), *several]
    changes = [cut(logged(change, found), 300) for change in log][:5]
    ways = f"`{command} unsubscribe STATE` ends one, `unsubscribe all` ends all, `mute 7d` holds alerts."
    blocks = [
        kit.section(f"*{text}*"),
        *[
            kit.section(
                cut(wish_line(wish, found), 500), accessory=edit_button(Subscribed(channel, wish.subject))
            )
            for wish in found.page
        ],
        *([kit.actions(buttons)] if buttons else []),
        *([kit.context(" ".join(["Log:", *changes]))] if changes else []),
        kit.context(ways),
    ]
    return kit.message(
        cut(f"{text} {named([wish.subject for wish in found.wishes], found.names)}", 1500), blocks
    )


def edit_button(which: Subscribed) -> kit.Block:
    """Return the button that opens a subscription's form."""
    return kit.button("Edit", EDIT, str(which))


def everywhere(found: Listed, command: str) -> kit.Message:
    """Return what every public channel of the installation gets."""
    if not found.wishes:
        return kit.Message(f"No public channel has subscriptions. In one, type `{command} subscribe MA`.")
    channels = {wish.channel for wish in found.wishes}
    number = f"{counted(len(channels), 'channel')}, {counted(len(found.wishes), 'subscription')}"
    text = f"{number}; private channels only to their members."
    lines = [f"{where(wish.channel)}: {wish_line(wish, found).removeprefix('• ')}" for wish in found.page]
    turning = found.turning("everywhere")
    blocks = [kit.section(f"*{text}*"), *(kit.section(cut(each, 500)) for each in lines)]
    return kit.message(text, [*blocks, *([kit.actions(turning)] if turning else [])])


def wish_line(wish: Wish, found: Listed) -> str:
    """Return one subscription as a line: `• Massachusetts, as they happen (@editor, Nov. 30, 2026)`."""
    zone = found.clock.zone
    what = ", ".join([found.names.shown(wish.subject), how(wish.terms, found.clock), *_from(wish, found)])
    by = f"(<@{escape(wish.created_by)}>, {local_day(wish.created, zone)})"
    paused = f". *Paused:* {literal(in_words(wish.paused))}" if wish.paused else ""
    silent = wish.muted_until and wish.muted_until > found.clock.now
    muted_until = f". *Muted* until {moment(wish.muted_until, zone)}" if silent and wish.muted_until else ""
    return f"• {literal(what)} {by}{paused}{muted_until}"


def _from(wish: Wish, found: Listed) -> list[str]:
    """Return of whose lists a channel gets alerts, where it isn't all of them."""
    named = [publisher_of(found.sources[name]) for name in wish.terms.sources if name in found.sources]
    return [f"from {listed(list(dict.fromkeys(named)))}"] if named else []


def logged(entry: AuditEntry, found: Listed) -> str:
    """Return who changed what and when, mrkdwn: `Nov. 30, 2026: @editor subscribed to Texas`."""
    by = f"<@{escape(entry.by)}>" if entry.by.startswith(("U", "W")) else literal(entry.by)
    by = "Slack" if entry.what == "paused" else by
    said = f"{by} {_LOGGED.get(entry.what, literal(entry.what))} {named([entry.subject], found.names)}"
    why = f": {literal(in_words(entry.by))}" if entry.what == "paused" else ""
    return ended(f"{local_day(entry.at, found.clock.zone)}: {said}{why}")


def muted(channel: str, until: datetime, zone: str) -> kit.Message:
    """Return that a channel gets nothing for a while, and that nothing is lost."""
    text = f"{where_first(channel)} is muted until {moment(until, zone)}; alerts are held."
    return kit.message(text, [kit.section(text), kit.actions([kit.button("Resume", RUN, "resume")])])


def resumed(channel: str, number: int) -> kit.Message:
    """Return that a channel gets alerts again."""
    if not number:
        return kit.Message(f"{where_first(channel)} wasn't muted.")
    return kit.Message(f"{where_first(channel)} gets alerts again; held alerts are on their way.")


def cant_post(channel: str, code: str) -> str:
    """Return that a channel is closed to the app, and why; `code` is Slack's word."""
    return f"I can't post in {where(channel)}: {literal(in_words(code))}."


def with_way_in(message: kit.Message, channel: str, code: str | None) -> kit.Message:
    """Return a confirmation that says what keeps alerts out of its channel.

    Args:
        message: The confirmation.
        channel: Slack's id of the channel.
        code: Slack's word against posts there; empty for none, None where nobody knows.
    """
    if code is None:
        return replace(message, blocks=(*message.blocks, kit.context(INVITE)))
    if not code:
        return message
    note = f"{cant_post(channel, code)} {HELD} {opening(code)}."
    first, *others = message.blocks
    return replace(message, text=f"{message.text} {note}", blocks=(first, kit.section(note), *others))


def with_nothing_sent(message: kit.Message, trouble: str) -> kit.Message:
    """Return a confirmation that says that nothing can be sent now, and why; `trouble` is Slack's word."""
    note = f"*Saved. Nothing can be sent now:* {literal(in_words(trouble))}."
    blocks = [*(message.blocks or [kit.section(message.text)]), kit.context(note)]
    return replace(message, text=f"{message.text} {note}", blocks=tuple(blocks), promises=False)
