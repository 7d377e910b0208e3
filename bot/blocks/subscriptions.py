"""What a channel hears of: confirmed as it stands, listed, each error with its cure. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.blocks import limits, mrkdwn
from bot.blocks.handles import EDIT, RUN, SAMPLE, UNDO, Subscribed
from bot.blocks.reasons import in_words
from bot.commands import Clauses, Subscribe
from models.place_states import state_name
from models.places import Gazetteer
from models.query_values import AuditEntry, Volume
from models.rhythm import Every, Rhythm
from models.wishes import EVERYWHERE, LEADS, PLAIN, Subject, Terms, Wish

Names = Callable[[Subject], str]
"""Gives a subject in plain text, as a person would type it: `Massachusetts`, `Travis County, TX`."""

MOST = 25
"""Channels listed in one message; the command line lists all."""
EDITABLE = 8
"""Subscriptions with a button of their own in one message; the text of a message has its limit."""
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


def _undo(commands: Sequence[str]) -> list[limits.Block]:
    value = "\n".join(commands)
    return [limits.button("Undo", UNDO, value)] if value and len(value) <= limits.VALUE else []


def where(channel: str) -> str:
    """Return a conversation as mrkdwn: a channel by its name, a direct message as what it is."""
    return "This conversation" if channel.startswith("D") else f"<#{mrkdwn.escape(channel)}>"


def named(subjects: Sequence[Subject], names: Names) -> str:
    """Return subjects by their names, in bold."""
    return mrkdwn.listed([f"*{mrkdwn.literal(names(subject))}*" for subject in subjects])


def how(terms: Terms) -> str:
    """Return when a channel hears, and what it does not hear, as the command takes it."""
    said = [str(terms.rhythm)]
    said += [f"except {mrkdwn.listed([kind.value for kind in terms.without])}"] if terms.without else []
    said += [f"quiet {terms.quiet}"] if terms.quiet else []
    said += [f"by the clock of {mrkdwn.literal(terms.zone)}"] if terms.zone else []
    said += ["in a thread for each list"] if terms.thread else []
    return ", ".join(said)


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
    told: Confirmed, watched: Watched, volumes: Sequence[Volume], command: str, now: datetime
) -> limits.Message:
    """Return what a channel hears now, in full, and how much that would have been so far.

    Args:
        told: What was asked for.
        watched: What there is to hear of on these terms.
        volumes: What each subject that lists speak of would have brought.
        command: The slash command, for the undo.
        now: UTC.
    """
    real = [subject for subject in told.subjects if subject.state != LEADS]
    lists = f": {mrkdwn.literal(', '.join(watched.lists), 500)}" if real and watched.lists else ""
    verb = "now gets" if told.new else "already gets"
    text = f"{where(told.channel)} {verb} {named(told.subjects, told.names)} {how(told.terms)}{lists}."
    details = [_rows(told.terms), expected(volumes, now)] if real else []
    details += [_leads(watched.scouts)] if len(real) < len(told.subjects) else []
    if not told.channel.startswith("D"):
        details.append(
            "I can post only where I am a member: if I'm not yet, type `/invite @Detainer Desk` in it."
        )
    first = [subject for subject in told.subjects if subject not in told.before]
    undo = _all_again(told.before, told.names)
    undo += [f"unsubscribe {', '.join(typed(subject, told.names) for subject in first)}"] if first else []
    buttons = _after_subscribing(told, undo, real)
    return limits.message(
        f"{text} Undo: `{command} {mrkdwn.escape(undo[0])}`." if told.new and len(undo) == 1 else text,
        [limits.section(text), limits.context(*details), *([limits.actions(buttons)] if buttons else [])],
    )


def _after_subscribing(told: Confirmed, undo: Sequence[str], real: Sequence[Subject]) -> list[limits.Block]:
    buttons = _undo(undo) if told.new else []
    if told.new and real and told.terms.rhythm.every is Every.ONCE:
        daily = replace(told.terms, rhythm=Rhythm(Every.DAILY))
        buttons.append(limits.button("Digest instead", RUN, again(told.subjects, daily, told.names)))
    if not real:
        return buttons
    about = f"{real[0].state}/{real[0].place}" if real[0].place else real[0].state
    return [*buttons, limits.button("Send a sample", SAMPLE, about)]


def expected(volumes: Sequence[Volume], now: datetime) -> str:
    """Return how many alerts there would have been: `That would have been 4 alerts in the 9 months …`."""
    since = min((volume.since for volume in volumes if volume.since), default=None)
    if since is None:
        return "How much that will be isn't known yet: no list was watched live so far."
    days = max((now - since).days, 1)
    months = round(days / A_MONTH)
    length = mrkdwn.counted(months, "month") if months else mrkdwn.counted(days, "day")
    alerts = mrkdwn.counted(sum(volume.alerts for volume in volumes), "alert")
    return f"That would have been {alerts} in the {length} that we have watched."


def _rows(terms: Terms) -> str:
    kinds = [kind for kind in ("added", "removed", "corrected", "moved") if kind not in terms.without]
    rows = (
        f"Rows {' or '.join([', '.join(kinds[:-1]), kinds[-1]]) if len(kinds) > 1 else kinds[0]}, and "
        if kinds
        else ""
    )
    lists = (
        "whole lists published, withdrawn, back, suspended or resumed, and rows that a publisher takes back."
    )
    return rows + lists if rows else lists.capitalize()


def _leads(scouts: Sequence[str]) -> str:
    if not scouts:
        return "No scout is set up yet: whoever runs this desk names some as `[[scouts]]` in config.toml."
    return f"Announcements that say a scout's words, not checked: {mrkdwn.literal(', '.join(scouts), 500)}."


def unsubscribed(
    channel: str, ended: Mapping[Subject, Terms], left: Sequence[Subject], names: Names
) -> limits.Message:
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
    return limits.message(text, [limits.section(text), *([limits.actions(undo)] if undo else [])])


def not_subscribed(
    channel: str, asked: Sequence[Subject], left: Sequence[Subject], command: str, names: Names
) -> limits.Message:
    """Return that there is nothing to end, and the cure."""
    if not left:
        return no_subscriptions(channel, command)
    told = f"is not subscribed to {named(asked, names)}" if asked else "has nothing to end"
    text = f"{where(channel)} {told}; it gets {named(left, names)}."
    again = ", ".join(typed(one, names) for one in asked) or "MA"
    return limits.Message(f"{text} Use `{command} subscribe {mrkdwn.literal(again)}`.")


def no_subscriptions(channel: str, command: str) -> limits.Message:
    """Return that a channel hears of nothing, and the cure."""
    return limits.Message(f"{where(channel)} has no subscriptions. Try `{command} subscribe MA`.")


def listed(
    channel: str, wishes: Sequence[Wish], log: Sequence[AuditEntry], command: str, names: Names
) -> limits.Message:
    """Return what a channel hears of, each with who asked for it and when, and who changed what last."""
    if not wishes:
        return no_subscriptions(channel, command)
    alike = {how(wish.terms) for wish in wishes}
    on = f" {alike.pop()}" if len(alike) == 1 else ""
    text = mrkdwn.cut(f"{where(channel)} gets {named([wish.subject for wish in wishes], names)}{on}.", 1500)
    ways = f"`{command} unsubscribe STATE` ends one, `unsubscribe all` ends all, `mute 7d` holds them."
    return limits.message(
        text,
        [
            limits.section(text),
            *[_editable(channel, wish, names) for wish in wishes[:EDITABLE]],
            *_more([line(wish, names) for wish in wishes[EDITABLE:]]),
            limits.context(*[mrkdwn.cut(_logged(change, names), 300) for change in log][:5], ways),
        ],
    )


def _editable(channel: str, wish: Wish, names: Names) -> limits.Block:
    told = mrkdwn.cut(line(wish, names), 500)
    return limits.section(told, accessory=edit_button(Subscribed(channel, wish.subject)))


def _more(lines: Sequence[str]) -> list[limits.Block]:
    return [limits.section(mrkdwn.lines(lines))] if lines else []


def edit_button(which: Subscribed) -> limits.Block:
    """Return the button that opens a subscription's form."""
    return limits.button("Edit…", EDIT, str(which))


def everywhere(wishes: Sequence[Wish], command: str, names: Names) -> limits.Message:
    """Return what every channel of the workspace hears of."""
    if not wishes:
        return limits.Message(f"No channel has a subscription yet. In one, type `{command} subscribe MA`.")
    channels = list(dict.fromkeys(wish.channel for wish in wishes))
    text = f"{mrkdwn.counted(len(channels), 'channel')} with {mrkdwn.counted(len(wishes), 'subscription')}"
    lines = [f"{where(wish.channel)}: {line(wish, names).removeprefix('• ')}" for wish in wishes]
    return limits.message(text, [limits.section(f"*{text}*"), limits.section(mrkdwn.lines(lines))])


def line(wish: Wish, names: Names) -> str:
    """Return one subscription as a line."""
    since = f"since {mrkdwn.day(wish.created.date())}, by <@{mrkdwn.escape(wish.created_by)}>"
    terms = "" if wish.terms == PLAIN else f" {how(wish.terms)}"
    from_lists = f" from {mrkdwn.literal(', '.join(wish.terms.sources))}" if wish.terms.sources else ""
    paused = f". *Paused:* {mrkdwn.literal(in_words(wish.paused))}" if wish.paused else ""
    muted_until = f". *Muted* until {mrkdwn.day(wish.muted_until.date())}" if wish.muted_until else ""
    return f"• {named([wish.subject], names)}{from_lists}{terms} {since}{paused}{muted_until}"


def _logged(entry: AuditEntry, names: Names) -> str:
    said = in_words(entry.by) if entry.what == "paused" else entry.detail
    detail = f" ({mrkdwn.literal(said)})" if said else ""
    by = f"<@{mrkdwn.escape(entry.by)}>" if entry.by.startswith(("U", "W")) else mrkdwn.literal(entry.by)
    by = "Slack" if entry.what == "paused" else by
    return f"{mrkdwn.day(entry.at.date())}: {by} {entry.what} {named([entry.subject], names)}{detail}"


def muted(channel: str, until: datetime, zone: str, command: str) -> limits.Message:
    """Return that a channel hears nothing for a while, and that nothing is lost."""
    text = f"{where(channel)} hears nothing until {mrkdwn.moment(until, zone)}; what comes waits."
    return limits.message(
        f"{text} `{command} resume` sends it.",
        [limits.section(text), limits.actions([limits.button("Resume", RUN, "resume")])],
    )


def resumed(channel: str, number: int) -> limits.Message:
    """Return that a channel hears again."""
    if not number:
        return limits.Message(f"{where(channel)} was neither muted nor paused.")
    return limits.Message(f"{where(channel)} hears again; what waited is sent now.")
