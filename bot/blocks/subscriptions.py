"""What a channel hears of: confirmed as it stands, listed, each error with its cure. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.blocks import limits, mrkdwn
from bot.blocks.handles import SAMPLE, UNDO
from bot.blocks.reasons import in_words
from models.place_states import state_name
from models.wishes import LEADS, Wish


def where(channel: str) -> str:
    """Return a conversation as mrkdwn: a channel by its name, a direct message as what it is."""
    return "This conversation" if channel.startswith("D") else f"<#{mrkdwn.escape(channel)}>"


@dataclass(frozen=True, slots=True)
class Watched:
    """What is watched: lists in a word each, and scouts by name."""

    lists: Sequence[str] = ()
    scouts: Sequence[str] = ()


def states_named(states: Sequence[str]) -> str:
    """Return states by their names, and leads as what they are, in bold."""
    return mrkdwn.listed([f"*{mrkdwn.literal(_NAMES.get(state) or state_name(state))}*" for state in states])


_NAMES = {LEADS: "leads to new lists"}


def subscribed(
    channel: str, states: Sequence[str], watched: Watched, *, new: bool, command: str
) -> limits.Message:
    """Return what a channel hears now.

    Args:
        channel: Slack's id of it.
        states: USPS codes of the states just asked for; `LEADS` may be among them.
        watched: What there is to hear of.
        new: Whether anything changed.
        command: The slash command, for the undo.
    """
    now = "now gets" if new else "already gets"
    real = [state for state in states if state != LEADS]
    lists = f": {mrkdwn.literal(', '.join(watched.lists), 500)}" if real and watched.lists else ""
    text = f"{where(channel)} {now} {states_named(states)} at once{lists}."
    told = [_ROWS] if real else []
    told += [_leads(watched.scouts)] if LEADS in states else []
    if not channel.startswith("D"):
        told.append(
            "I can post only where I am a member: if I'm not yet, type `/invite @Detainer Desk` here."
        )
    joined = ", ".join(states)
    undo = limits.button("Undo", UNDO, f"unsubscribe {joined}") if new else None
    sample = limits.button("Send a sample", SAMPLE, real[0]) if real else None
    buttons = [button for button in (undo, sample) if button]
    return limits.message(
        f"{text} Undo: `{command} unsubscribe {joined}`." if new else text,
        [limits.section(text), limits.context(*told), *([limits.actions(buttons)] if buttons else [])],
    )


_ROWS = "Rows added, removed, corrected or moved, and whole lists published, withdrawn or back."


def _leads(scouts: Sequence[str]) -> str:
    if not scouts:
        return "No scout is set up yet: whoever runs this desk names some as `[[scouts]]` in config.toml."
    return f"Announcements that say a scout's words, not checked: {mrkdwn.literal(', '.join(scouts), 500)}."


def unsubscribed(channel: str, ended: Sequence[str], left: Sequence[str]) -> limits.Message:
    """Return what a channel no longer hears, and what it still does."""
    still = f"It still gets {states_named(left)}." if left else "It has no subscriptions now."
    text = f"{where(channel)} no longer gets {states_named(ended)}. {still}"
    undo = limits.button("Undo", UNDO, f"subscribe {', '.join(ended)}")
    return limits.message(text, [limits.section(text), limits.actions([undo])])


def not_subscribed(channel: str, states: Sequence[str], left: Sequence[str], command: str) -> limits.Message:
    """Return that there is nothing to end, and the cure."""
    if not left:
        return no_subscriptions(channel, command)
    asked = f"is not subscribed to {states_named(states)}" if states else "has nothing to end"
    text = f"{where(channel)} {asked}; it gets {states_named(left)}."
    return limits.Message(f"{text} Use `{command} subscribe {', '.join(states) or 'MA'}`.")


def no_subscriptions(channel: str, command: str) -> limits.Message:
    """Return that a channel hears of nothing, and the cure."""
    return limits.Message(f"{where(channel)} has no subscriptions. Try `{command} subscribe MA`.")


def listed(channel: str, wishes: Sequence[Wish], command: str) -> limits.Message:
    """Return what a channel hears of, each with who asked for it and when."""
    if not wishes:
        return no_subscriptions(channel, command)
    text = f"{where(channel)} gets {states_named([wish.state for wish in wishes])} at once."
    lines = [line(wish) for wish in wishes]
    return limits.message(
        text,
        [
            limits.section(text),
            limits.section(mrkdwn.lines(lines)),
            limits.context(f"`{command} unsubscribe STATE` ends one, `{command} unsubscribe all` ends all."),
        ],
    )


def line(wish: Wish) -> str:
    """Return one subscription as a line."""
    since = f"since {mrkdwn.day(wish.created.date())}, by <@{mrkdwn.escape(wish.created_by)}>"
    paused = f". *Paused:* {mrkdwn.literal(in_words(wish.paused))}" if wish.paused else ""
    return f"• {states_named([wish.state])} {since}{paused}"
