"""What the desk says of itself: how it is used and set up, what is watched, its welcome. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.blocks import kit
from bot.blocks.kit import REPEAT, RUN, SAMPLE, SUBSCRIBE
from bot.blocks.shared import freshness_lines, held_lines, is_off
from bot.grammar import VERBS
from models.domain import ANYONE, MEMBERS, Freshness, Source

_LINES = {
    "lookup": (
        "{c} Boston",
        "what the lists say of a place: a city, `Suffolk County` or a state, `MA`; "
        "`as of 2025-05-30` goes back to a day",
    ),
    "history": ("{c} history Boston", "what has changed about it"),
    "recent": ("{c} recent MA", "what has changed lately; `recent` alone looks everywhere"),
    "trend": ("{c} trend MA", "its numbers over time, each source on its own"),
    "subscribe": ("{c} subscribe MA", "alerts in this channel; `help subscribe` says how"),
    "subscriptions": ("{c} subscriptions", "what this channel hears of; `unsubscribe MA` ends it"),
    "mute": ("{c} mute 7d", "holds alerts for a while; `resume` sends what waited"),
    "sources": ("{c} sources", "which lists are watched, and how fresh they are"),
    "export": ("{c} export MA", "the rows as a CSV"),
    "help": ("{c} help subscribe", "more on one verb"),
}

_MORE = {
    "lookup": (
        "`{c} PLACE` or `{c} lookup PLACE`. Add the state where several places share a name: "
        "`{c} Springfield, MA`. A county goes with its word: `{c} Cook County`. "
        "`{c} Boston as of 2025-05-30`, or `on 2025-05-30`, goes back to a day. "
        "Nothing is guessed: what isn't clear is asked."
    ),
    "history": (
        "`{c} history PLACE`: what has changed about a place and its lists, the latest first; "
        "`{c} history Boston as of 2025-05-30` goes back to a day."
    ),
    "recent": (
        "`{c} recent`, `{c} recent MA` or `{c} recent MA since 2026-11-01`: which editions changed "
        "something in the last 30 days, or since a day."
    ),
    "trend": (
        "`{c} trend PLACE`, or `{c} trend all` for the whole country: refusals and tallies by the period "
        "that a report covers, lists by edition, and what makes the numbers comparable or not. "
        "Sources are never summed."
    ),
    "subscribe": (
        "`{c} subscribe STATE` by name or abbreviation, several with commas; `{c} subscribe Boston` for one "
        "place, `{c} subscribe all` for every state, `{c} subscribe leads` for announcements that may be of "
        "new lists. Add, in any order: `from ICE, DOJ` for some sources, `except corrected`, "
        "`daily 8:00` or `weekly Mon 8:00` for a digest, `quiet 22:00-7:00`, `zone America/Chicago` "
        "where these hours are not the newsroom's, `in thread`. For example "
        "`{c} subscribe MA from ICE weekly Mon 8:00`. Without these the channel hears of rows added, "
        "removed, corrected or moved, of whole lists published, withdrawn, back, suspended or resumed, and "
        "of rows that a publisher takes back, at once. The subscription belongs to the channel and stays "
        "when you leave. `{c} settings` says who may subscribe."
    ),
    "unsubscribe": "`{c} unsubscribe MA` or `{c} unsubscribe all`, in the channel that has heard enough.",
    "subscriptions": (
        "`{c} subscriptions` lists this channel's, who made each and who changed what; "
        "`{c} subscriptions everywhere` those of all channels."
    ),
    "mute": "`{c} mute 7d` (or `12h`, `2 weeks`): nothing is sent to this channel, and nothing is lost.",
    "resume": "`{c} resume` ends a mute or a pause; what waited is sent now.",
    "sources": "`{c} sources` lists what is watched, with when it was checked last.",
    "export": (
        "`{c} export PLACE` or `{c} export STATE`: every row with its list, page and document as a CSV, "
        "here, or to you directly where the app is no member."
    ),
    "settings": "`{c} settings` says how this desk is set up.",
    "feedback": "`{c} feedback WORDS` reaches the people who run this desk.",
    "help": "`{c} help` or `{c} help VERB`. The verbs are " + ", ".join(f"`{verb}`" for verb in VERBS) + ".",
}
_WELCOME = (
    "I watch the public lists of places that decline immigration detainers, say what they say of a place, "
    "and alert the channels that ask."
)


def help_message(command: str, verb: str = "") -> kit.Message:
    """Return how to use the command, or one verb of it.

    Args:
        command: The slash command, `/detainers`.
        verb: One of the grammar's verbs; empty for all.
    """
    if verb in _MORE:
        text = f"*{verb}*: {_MORE[verb].format(c=command)}"
        return kit.message(text, [kit.section(text)])
    lines = [f"`{example.format(c=command)}`: {what}" for example, what in _LINES.values()]
    text = "\n".join(["*Who declined immigration detainers, by the public lists*", *lines])
    buttons = [
        kit.button("Try Boston", RUN, "lookup Boston"),
        kit.button("Try MA", RUN, "lookup MA"),
        kit.button("Subscribe…", SUBSCRIBE),
    ]
    return kit.message(text, [kit.section(text), kit.actions(buttons)])


def sources_message(seen: Mapping[str, Freshness], sources: Mapping[str, Source], zone: str) -> kit.Message:
    """Return every list with what it is, and how fresh it is."""
    live = [name for name, source in sources.items() if source.address]
    off = [name for name in live if is_off(name, sources)]
    text = f"{kit.counted(len(live) - len(off), 'list')} watched, "
    text += f"{len(off):,} switched off, " if off else ""
    text += f"{len(sources) - len(live):,} more bundled as copies"
    lines = [f"• {_named(source)}" for _, source in sorted(sources.items())]
    fresh = freshness_lines([seen[name] for name in sorted(sources) if name in seen], sources, zone)
    held = held_lines(seen.values(), sources, zone)
    known = kit.lines([f"• {line}" for line in [*held, *fresh]]) or "Nothing was read yet."
    return kit.message(text, [kit.section(f"*{text}*"), kit.section(kit.lines(lines)), kit.section(known)])


def _named(source: Source) -> str:
    title = kit.link(source.address, source.title) if source.address else kit.literal(source.title)
    return f"*{kit.literal(source.short)}* (`{source.name}`): {title}"


@dataclass(frozen=True, slots=True)
class Setup:
    """How a desk is set up, as far as it is no secret.

    Attributes:
        zone: IANA name of the newsroom's time zone.
        operators: Slack ids of those who decide reviews.
        channel: Slack id of their channel; empty without one.
        contact: What publishers see with each request.
        scouts: Names of the scouts that look.
        subscribers: Who may change what channels hear, as the setting has it.
        admins_review: Whether admins of the workspace decide reviews too.
    """

    zone: str
    operators: Sequence[str]
    channel: str
    contact: str
    scouts: Sequence[str]
    subscribers: str | Sequence[str] = ANYONE
    admins_review: bool = False


def settings_message(setup: Setup) -> kit.Message:
    """Return how the desk is set up."""
    operators = [f"<@{kit.escape(person)}>" for person in setup.operators]
    operators += [f"<#{kit.escape(setup.channel)}>"] if setup.channel else []
    operators += ["admins of this workspace"] if setup.admins_review else []
    values = {
        "Time zone": kit.escape(setup.zone),
        "Operators": kit.listed(operators) or "none: what looks wrong is held, and nobody hears of it",
        "Publishers see as contact": kit.literal(setup.contact),
        "Scouts": kit.literal(", ".join(setup.scouts), 400) or "none",
        "Who may subscribe": f"{_subscribers(setup.subscribers)}; guests and other workspaces only look up",
    }
    lines = [f"*{name}:* {value}" for name, value in values.items()]
    note = "Whoever runs this desk sets these in config.toml; its README lists all settings."
    text = f"This desk's time zone is {kit.escape(setup.zone)}."
    return kit.message(text, [kit.section("\n".join(lines)), kit.context(note)])


def _subscribers(allowed: str | Sequence[str]) -> str:
    """Return whom the setting lets subscribe, as mrkdwn."""
    if isinstance(allowed, str):
        return "members of the channel" if allowed == MEMBERS else "anyone of this workspace"
    return kit.listed([f"<@{kit.escape(person)}>" for person in allowed]) or "nobody"


def welcome(*, repeat: bool = False) -> kit.Message:
    """Return what operators are told once, when the desk is connected for the first time."""
    buttons = [
        kit.button("Try Boston", RUN, "lookup Boston", style="primary"),
        kit.button("Subscribe a channel", SUBSCRIBE),
        kit.button("See a sample alert", SAMPLE, "MA"),
    ]
    small = [kit.context(REPEAT)] if repeat else []
    return kit.message(_WELCOME, [kit.section(_WELCOME), *small, kit.actions(buttons)])


def greeting(command: str) -> kit.Message:
    """Return what whoever invites the app to a channel is told."""
    return kit.Message(f"I'm here. `{command} subscribe MA` lets this channel hear of Massachusetts.")
