"""How the command is used: a line a verb, a live example each. Pure."""

from bot.blocks import limits
from bot.blocks.handles import RUN, SUBSCRIBE
from bot.commands import VERBS

_LINES = {
    "lookup": ("{c} Boston", "what the lists say of a place: a city, `Suffolk County` or a state, `MA`"),
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
        "`{c} Boston as of 2025-05-30` goes back to a day. Nothing is guessed: what isn't clear is asked."
    ),
    "history": "`{c} history PLACE`: what has changed about a place and its lists, the latest first.",
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


def help_message(command: str, verb: str = "") -> limits.Message:
    """Return how to use the command, or one verb of it.

    Args:
        command: The slash command, `/detainers`.
        verb: One of the grammar's verbs; empty for all.
    """
    if verb in _MORE:
        text = f"*{verb}*: {_MORE[verb].format(c=command)}"
        return limits.message(text, [limits.section(text)])
    lines = [f"`{example.format(c=command)}`: {what}" for example, what in _LINES.values()]
    text = "\n".join(["*Who declined immigration detainers, by the public lists*", *lines])
    buttons = [
        limits.button("Try Boston", RUN, "lookup Boston"),
        limits.button("Try MA", RUN, "lookup MA"),
        limits.button("Subscribe…", SUBSCRIBE),
    ]
    return limits.message(text, [limits.section(text), limits.actions(buttons)])
