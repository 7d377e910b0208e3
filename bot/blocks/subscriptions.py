"""What a channel hears of: confirmed as it stands, listed, each error with its cure. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.blocks import kit
from bot.blocks.kit import EDIT, END_SEVERAL, RUN, SAMPLE, UNDO, WISHES_PAGE, Subscribed
from bot.grammar import Clauses, Subscribe
from bot.slack import in_words
from models.domain import EVERYWHERE, LEADS, PLAIN, AuditEntry, Every, Rhythm, Subject, Terms, Volume, Wish
from models.places import Gazetteer, state_name

Names = Callable[[Subject], str]
"""Gives a subject in plain text, as a person would type it: `Massachusetts`, `Travis County, TX`."""

A_PAGE = 8
"""Subscriptions listed at once, each with a button; the text of a message has its limit."""
A_MONTH = 30.4
"""Days."""


def subject_name(gazetteer: Gazetteer, subject: Subject) -> str:
    """Return what a channel hears of, in plain text."""
    place = gazetteer.by_geoid(subject.place) if subject.place else None
    if place:
        return f"{place.name}, {place.state}"
    special = {LEADS: "leads to new lists", EVERYWHERE: "every state"}
    return special.get(subject.state) or state_name(subject.state)


def typed(subject: Subject, names: Names) -> str:
    """Return a subject as the command takes it."""
    return names(subject) if subject.place else subject.state


def again(subjects: Sequence[Subject], terms: Terms, names: Names) -> str:
    """Return the command that lets a channel hear of states, or of one place, on these terms."""
    without = tuple(kind.value for kind in terms.without)
    clauses = Clauses(terms.sources, without, terms.rhythm, terms.quiet, terms.thread, terms.zone)
    return str(Subscribe(", ".join(typed(subject, names) for subject in subjects), clauses))


def _all_again(ended: Mapping[Subject, Terms], names: Names) -> list[str]:
    """Return the commands that bring back what a channel heard; only states go several at a time."""
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
    return "This conversation" if channel.startswith("D") else f"<#{kit.escape(channel)}>"


def named(subjects: Sequence[Subject], names: Names) -> str:
    """Return subjects by their names, in bold."""
    return kit.listed([f"*{kit.literal(names(subject))}*" for subject in subjects])


def how(terms: Terms) -> str:
    """Return when a channel hears, and what it does not hear, as the command takes it."""
    clauses = [str(terms.rhythm)]
    clauses += [f"except {kit.listed([kind.value for kind in terms.without])}"] if terms.without else []
    clauses += [f"quiet {terms.quiet}"] if terms.quiet else []
    clauses += [f"by the clock of {kit.literal(terms.zone)}"] if terms.zone else []
    clauses += ["in a thread for each list"] if terms.thread else []
    return ", ".join(clauses)


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched: lists in a word each, and scouts by name."""

    lists: Sequence[str] = ()
    scouts: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a channel hears now.

    Attributes:
        channel: Slack's id of it.
        subjects: What was just asked for.
        new: Whether anything changed.
        before: On what other terms it heard of some of them until now.
    """

    channel: str
    subjects: Sequence[Subject]
    terms: Terms
    names: Names
    new: bool
    before: Mapping[Subject, Terms] = field(default_factory=dict)


def subscribed(
    order: Confirmed, watched: Watched, volumes: Sequence[Volume], command: str, now: datetime
) -> kit.Message:
    """Return what a channel hears now, in full, and how much that would have been so far.

    Args:
        order: What was asked for.
        watched: What there is to hear of on these terms.
        volumes: What each subject that lists speak of would have brought.
        command: The slash command, for the undo.
        now: UTC.
    """
    real = [subject for subject in order.subjects if subject.state != LEADS]
    lists = f": {kit.literal(', '.join(watched.lists), 500)}" if real and watched.lists else ""
    verb = "now gets" if order.new else "already gets"
    text = f"{where(order.channel)} {verb} {named(order.subjects, order.names)} {how(order.terms)}{lists}."
    details = [_rows(order.terms), expected(volumes, now)] if real else []
    details += [_leads(watched.scouts)] if len(real) < len(order.subjects) else []
    if not order.channel.startswith("D"):
        details.append(
            "I can post only where I am a member: if I'm not yet, type `/invite @Detainer Desk` in it."
        )
    first = [subject for subject in order.subjects if subject not in order.before]
    undo = _all_again(order.before, order.names)
    undo += [f"unsubscribe {', '.join(typed(subject, order.names) for subject in first)}"] if first else []
    buttons = _after_subscribing(order, undo, real)
    return kit.message(
        f"{text} Undo: {kit.code(f'{command} {undo[0]}')}." if order.new and len(undo) == 1 else text,
        [kit.section(text), kit.context(*details), *([kit.actions(buttons)] if buttons else [])],
    )


def _after_subscribing(order: Confirmed, undo: Sequence[str], real: Sequence[Subject]) -> list[kit.Block]:
    buttons = _undo(undo) if order.new else []
    if order.new and real and order.terms.rhythm.every is Every.ONCE:
        daily = replace(order.terms, rhythm=Rhythm(Every.DAILY))
        buttons.append(kit.button("Digest instead", RUN, again(order.subjects, daily, order.names)))
    if not real:
        return buttons
    about = f"{real[0].state}/{real[0].place}" if real[0].place else real[0].state
    return [*buttons, kit.button("Send a sample", SAMPLE, about)]


def expected(volumes: Sequence[Volume], now: datetime) -> str:
    """Return how many alerts there would have been: `That would have been 4 alerts in the 9 months …`."""
    since = min((volume.since for volume in volumes if volume.since), default=None)
    if since is None:
        return "How much that will be isn't known yet: no list was watched live so far."
    days = max((now - since).days, 1)
    months = round(days / A_MONTH)
    length = kit.counted(months, "month") if months else kit.counted(days, "day")
    alerts = kit.counted(sum(volume.alerts for volume in volumes), "alert")
    return f"That would have been {alerts} in the {length} that we have watched."


def _rows(terms: Terms) -> str:
    kinds = [kind for kind in ("added", "removed", "corrected", "moved") if kind not in terms.without]
    lists = (
        "whole lists published, withdrawn, back, suspended or resumed, and rows that a publisher takes back."
    )
    rows = " or ".join(filter(None, [", ".join(kinds[:-1]), *kinds[-1:]]))
    return f"Rows {rows}, and {lists}" if rows else lists.capitalize()


def _leads(scouts: Sequence[str]) -> str:
    if not scouts:
        return "No scout is set up yet: whoever runs this desk names some as `[[scouts]]` in config.toml."
    return f"Announcements that say a scout's words, not checked: {kit.literal(', '.join(scouts), 500)}."


def unsubscribed(
    channel: str, ended: Mapping[Subject, Terms], left: Sequence[Subject], names: Names
) -> kit.Message:
    """Return what a channel no longer hears, and what it still does.

    Args:
        channel: Slack's id of it.
        ended: What it heard, each on its terms.
        left: What it still hears.
        names: Of subjects.
    """
    still = f"It still gets {named(left, names)}." if left else "It has no subscriptions now."
    text = f"{where(channel)} no longer gets {named(list(ended), names)}. {still}"
    undo = _undo(_all_again(ended, names))
    return kit.message(text, [kit.section(text), *([kit.actions(undo)] if undo else [])])


def not_subscribed(
    channel: str, asked: Sequence[Subject], left: Sequence[Subject], command: str, names: Names
) -> kit.Message:
    """Return that there is nothing to end, and the cure."""
    if not left:
        return no_subscriptions(channel, command)
    fault = f"is not subscribed to {named(asked, names)}" if asked else "has nothing to end"
    text = f"{where(channel)} {fault}; it gets {named(left, names)}."
    again = ", ".join(typed(subject, names) for subject in asked) or "MA"
    return kit.Message(f"{text} Use {kit.code(f'{command} subscribe {again}')}.")


def no_subscriptions(channel: str, command: str) -> kit.Message:
    """Return that a channel hears of nothing, and the cure."""
    return kit.Message(f"{where(channel)} has no subscriptions. Try `{command} subscribe MA`.")


@dataclass(frozen=True, slots=True)
class Listed:
    """Subscriptions to be listed, from the first of a page on.

    Attributes:
        first: How many stand on the pages before.
        zone: Whose days are meant, IANA.
    """

    wishes: Sequence[Wish]
    names: Names
    zone: str
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


def listed(found: Listed, log: Sequence[AuditEntry], command: str) -> kit.Message:
    """Return what a channel hears of, each with who asked for it and when, and who changed what last."""
    wishes, names, zone = found.wishes, found.names, found.zone
    channel = wishes[0].channel
    alike = {how(wish.terms) for wish in wishes}
    on = f" {alike.pop()}" if len(alike) == 1 else ""
    text = kit.cut(f"{where(channel)} gets {named([wish.subject for wish in wishes], names)}{on}.", 1500)
    several = [kit.button("End several…", END_SEVERAL, channel)] if len(wishes) > 1 else []
    buttons = [*found.turning("here"), *several]
    ways = f"`{command} unsubscribe STATE` ends one, `unsubscribe all` ends all, `mute 7d` holds them."
    blocks = [
        kit.section(text),
        *[_editable(channel, wish, names, zone) for wish in found.page],
        *([kit.actions(buttons)] if buttons else []),
        kit.context(*[kit.cut(_logged(change, names, zone), 300) for change in log][:5], ways),
    ]
    return kit.message(text, blocks)


def _editable(channel: str, wish: Wish, names: Names, zone: str) -> kit.Block:
    text = kit.cut(line(wish, names, zone), 500)
    return kit.section(text, accessory=edit_button(Subscribed(channel, wish.subject)))


def edit_button(which: Subscribed) -> kit.Block:
    """Return the button that opens a subscription's form."""
    return kit.button("Edit…", EDIT, str(which))


def everywhere(found: Listed, command: str) -> kit.Message:
    """Return what every channel of the installation hears of."""
    wishes, names, zone = found.wishes, found.names, found.zone
    if not wishes:
        return kit.Message(f"No channel has a subscription yet. In one, type `{command} subscribe MA`.")
    channels = list(dict.fromkeys(wish.channel for wish in wishes))
    text = f"{kit.counted(len(channels), 'channel')} with {kit.counted(len(wishes), 'subscription')}"
    lines = [f"{where(wish.channel)}: {line(wish, names, zone).removeprefix('• ')}" for wish in found.page]
    turning = found.turning("everywhere")
    blocks = [kit.section(f"*{text}*"), *(kit.section(kit.cut(each, 500)) for each in lines)]
    return kit.message(text, [*blocks, *([kit.actions(turning)] if turning else [])])


def line(wish: Wish, names: Names, zone: str) -> str:
    """Return one subscription as a line, with its days in the newsroom's zone."""
    since = f"since {kit.local_day(wish.created, zone)}, by <@{kit.escape(wish.created_by)}>"
    terms = "" if wish.terms == PLAIN else f" {how(wish.terms)}"
    from_lists = f" from {kit.literal(', '.join(wish.terms.sources))}" if wish.terms.sources else ""
    paused = f". *Paused:* {kit.literal(in_words(wish.paused))}" if wish.paused else ""
    muted_until = f". *Muted* until {kit.local_day(wish.muted_until, zone)}" if wish.muted_until else ""
    return f"• {named([wish.subject], names)}{from_lists}{terms} {since}{paused}{muted_until}"


def _logged(entry: AuditEntry, names: Names, zone: str) -> str:
    reason = in_words(entry.by) if entry.what == "paused" else entry.detail
    detail = f" ({kit.literal(reason)})" if reason else ""
    by = f"<@{kit.escape(entry.by)}>" if entry.by.startswith(("U", "W")) else kit.literal(entry.by)
    by = "Slack" if entry.what == "paused" else by
    return f"{kit.local_day(entry.at, zone)}: {by} {entry.what} {named([entry.subject], names)}{detail}"


def muted(channel: str, until: datetime, zone: str, command: str) -> kit.Message:
    """Return that a channel hears nothing for a while, and that nothing is lost."""
    text = f"{where(channel)} hears nothing until {kit.moment(until, zone)}; what comes waits."
    resume = kit.actions([kit.button("Resume", RUN, "resume")])
    return kit.message(f"{text} `{command} resume` sends it.", [kit.section(text), resume])


def resumed(channel: str, number: int) -> kit.Message:
    """Return that a channel hears again."""
    if not number:
        return kit.Message(f"{where(channel)} was neither muted nor paused.")
    return kit.Message(f"{where(channel)} hears again; what waited is sent now.")


def with_nothing_sent(message: kit.Message, code: str) -> kit.Message:
    """Return a confirmation that says that nothing can be sent just now, and why; `code` is Slack's word."""
    note = f":warning: *Nothing can be sent just now:* {kit.literal(in_words(code))}. What comes waits."
    return kit.message(
        f"{message.text} {note}", [*(message.blocks or [kit.section(message.text)]), kit.context(note)]
    )
