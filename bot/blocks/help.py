"""What the desk says of itself: how it is used and set up, what is watched, its welcome. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.blocks import kit
from bot.blocks.kit import RUN, SAMPLE, SUBSCRIBE
from bot.grammar import VERBS
from bot.words import (
    REPEAT,
    ZONES,
    counted,
    escape,
    freshness_lines,
    held_lines,
    is_off,
    lines,
    list_title,
    listed,
    literal,
    never_read,
)
from models.domain import ANYONE, MEMBERS, Freshness, Source

_TITLE = "What public lists say about immigration detainers."
_LINES = (
    ("lookup", "`{c} Boston, MA`: what each list says of a city, county or state"),
    ("recent", "`{c} recent MA`: what changed lately"),
    ("trend", "`{c} trend MA`: its numbers over time; `compare MA TX`, `top counties TX`, `map MA`"),
    (
        "subscribe",
        "`{c} subscribe MA`: alerts in this channel; `subscriptions` lists them, `mute 7d` holds them",
    ),
    ("sources", "`{c} sources`: which lists we watch, and when we last looked"),
    ("help", "`{c} help subscribe`: how to use one verb"),
)

_MORE = {
    "lookup": (
        "`{c} PLACE [as of DAY]`",
        "By default, as last seen. Add the state where places share a name: `Springfield, MA`. "
        "Say *county* for a county: `Cook County`.",
    ),
    "history": (
        "`{c} history PLACE [as of DAY]`",
        "What changed for a place and its lists, latest first.",
    ),
    "recent": (
        "`{c} recent [STATE|PLACE] [since DAY [until DAY]|YEAR|MONTH YEAR|90d]`",
        "By default, all lists, the last 30 days.",
    ),
    "trend": (
        "`{c} trend [STATE|PLACE]`",
        "By default, the whole country. Counts by period, lists by version, each list on its own.",
    ),
    "compare": (
        "`{c} compare PLACE[, PLACE] [as of DAY]`",
        "Lists by places, six at most: `compare MA TX`. One place alone is beside its county and state.",
    ),
    "top": (
        "`{c} top [counties|cities] STATE [by refusals|totals|sent]`",
        "By default, all places by refusals, one list a line.",
    ),
    "map": (
        "`{c} map [STATE]`",
        "What lists name there; the picture comes to you alone. By default, the whole country, in words.",
    ),
    "subscribe": (
        "`{c} subscribe STATE[, STATE]|PLACE|all|leads [from LIST, LIST] [except KIND] "
        "[daily 8:00|weekly Mon 8:00] [quiet 22:00-7:00] [zone Central] [in thread]`",
        "By default, alerts as they happen, from all lists, in the newsroom's time zone. KIND is on, "
        "off, corrected or moved. A subscription belongs to its channel and stays when you leave. "
        "`{c} settings` says who can subscribe.",
    ),
    "unsubscribe": (
        "`{c} unsubscribe STATE|PLACE|all`",
        "Ends subscriptions of the channel it is typed in.",
    ),
    "subscriptions": (
        "`{c} subscriptions [everywhere]`",
        "By default, this channel's: who made each, and who changed what. `everywhere`: public channels.",
    ),
    "mute": (
        "`{c} mute 12h|7d|2w`",
        "Alerts to this channel are held, a year at most. `{c} resume` sends them.",
    ),
    "resume": ("`{c} resume`", "Ends a mute or a pause; held alerts are sent."),
    "sources": ("`{c} sources`", "Every list we watch or keep a copy of, and when we last looked."),
    "export": (
        "`{c} export STATE|PLACE [in channel]`",
        "Every row with its list, page and file, as a CSV. By default, sent to you alone.",
    ),
    "settings": ("`{c} settings`", "How this desk is set up."),
    "feedback": ("`{c} feedback WORDS`", "Goes to whoever runs this desk."),
    "help": ("`{c} help [VERB]`", "The verbs are " + ", ".join(f"`{verb}`" for verb in VERBS) + "."),
}
_WELCOME = (
    "I watch public lists about immigration detainers, say what each says of a place, and alert channels."
)


def help_message(command: str, verb: str = "") -> kit.Message:
    """Return how to use the command, or one verb of it.

    Args:
        command: The slash command, `/detainers`.
        verb: One of the grammar's verbs; empty for all.
    """
    if verb in _MORE:
        grammar, defaults = (part.format(c=command) for part in _MORE[verb])
        text = f"*{verb}*: {grammar}\n{defaults}"
        return kit.message(text, [kit.section(text)])
    text = "\n".join([f"*{_TITLE}*", *(f"*{name}* {says.format(c=command)}" for name, says in _LINES)])
    buttons = [
        kit.button("Try Boston", RUN, "lookup Boston, MA"),
        kit.button("Try Massachusetts", RUN, "lookup MA"),
        kit.button("Subscribe a channel", SUBSCRIBE),
    ]
    return kit.message(text, [kit.section(text), kit.actions(buttons)])


def sources_message(seen: Mapping[str, Freshness], sources: Mapping[str, Source], zone: str) -> kit.Message:
    """Return how fresh every list is, those that are watched first."""
    live = [name for name, source in sources.items() if source.address]
    off = [name for name in live if is_off(name, sources)]
    counts = [f"{counted(len(live) - len(off), 'list')} watched"]
    counts += [f"{len(off):,} switched off"] if off else []
    text = f"{', '.join([*counts, f'{len(sources) - len(live):,} kept as copies'])}."
    held = held_lines(seen.values(), sources, zone)
    known = lines([f"• {each}" for each in [*held, *source_lines(seen, sources, zone)]])
    return kit.message(text, [kit.section(f"*{text}*"), kit.section(known or "No list is watched.")])


def source_lines(
    seen: Mapping[str, Freshness], sources: Mapping[str, Source], zone: str, *, operator: bool = False
) -> list[str]:
    """Return a line of mrkdwn for each list, those that are watched first, by their names."""
    ordered = sorted(sources.values(), key=lambda source: (not source.address, list_title(source)))
    told = []
    for source in ordered:
        known = seen.get(source.name)
        told += freshness_lines([known], sources, zone, operator=operator) if known else [never_read(source)]
    return told


@dataclass(frozen=True, slots=True)
class Setup:
    """How a desk is set up, as far as it is no secret.

    Attributes:
        zone: IANA name of the newsroom's time zone.
        operators: Slack ids of those who decide reviews.
        channel: Slack id of their channel; empty without one.
        contact: What publishers see with each request; empty without one.
        scouts: Names of the feeds that are watched.
        subscribers: Who may change what channels get, as the setting has it.
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
    operators = [f"<@{escape(person)}>" for person in setup.operators]
    operators += [f"<#{escape(setup.channel)}>"] if setup.channel else []
    operators += ["admins of this workspace"] if setup.admins_review else []
    unset = "none set; files that need review are kept, and nobody is notified"
    values = {
        "Time zone": ZONES.get(setup.zone, escape(setup.zone)),
        "Desk operators": listed(operators) or unset,
        "Contact publishers see": literal(setup.contact) or "none",
        "Watched feeds": literal(", ".join(setup.scouts), 400) or "none",
        "Who can subscribe": f"{_subscribers(setup.subscribers)}; guests can look up",
    }
    told = [f"{name}: {value}." for name, value in values.items()]
    blocks = [kit.section("\n".join(f"*{name}:* {value}" for name, value in values.items()))]
    note = "Whoever runs this desk sets these in config.toml; its README lists all settings."
    return kit.message(" ".join(told), [*blocks, kit.context(note)])


def _subscribers(allowed: str | Sequence[str]) -> str:
    """Return whom the setting lets subscribe, as mrkdwn."""
    if isinstance(allowed, str):
        return "members of the channel" if allowed == MEMBERS else "anyone in this workspace"
    return listed([f"<@{escape(person)}>" for person in allowed]) or "nobody"


def welcome(*, repeat: bool = False) -> kit.Message:
    """Return what operators are sent once, when the desk is connected for the first time."""
    buttons = [
        kit.button("Try Boston", RUN, "lookup Boston, MA", style="primary"),
        kit.button("Subscribe a channel", SUBSCRIBE),
        kit.button("See a sample", SAMPLE, "MA"),
    ]
    small = [kit.context(REPEAT)] if repeat else []
    return kit.message(_WELCOME, [kit.section(_WELCOME), *small, kit.actions(buttons)])


def greeting(command: str) -> kit.Message:
    """Return what whoever invites the app to a channel is sent."""
    return kit.Message(f"Hi. For Massachusetts alerts here, type `{command} subscribe MA`.")
