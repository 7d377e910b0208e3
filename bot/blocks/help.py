"""How the command is used: a line a verb, a live example each. Pure."""

from bot.blocks import limits
from bot.blocks.handles import RUN
from bot.grammar import VERBS

_LINES = {
    "lookup": ("{c} Boston", "what the lists say of a place: a city, `Suffolk County` or a state, `MA`"),
    "trend": ("{c} trend MA", "its numbers over time, each source on its own"),
    "subscribe": ("{c} subscribe MA", "alerts in this channel, at once, on a state's places"),
    "unsubscribe": ("{c} unsubscribe MA", "ends them; `unsubscribe all` ends all of this channel"),
    "subscriptions": ("{c} subscriptions", "what this channel hears of"),
    "help": ("{c} help subscribe", "more on one verb"),
}

_MORE = {
    "lookup": (
        "`{c} PLACE` or `{c} lookup PLACE`. Add the state where several places share a name: "
        "`{c} Springfield, MA`. A county goes with its word: `{c} Cook County`. "
        "`{c} Boston as of 2025-05-30` goes back to a day. Nothing is guessed: what isn't clear is asked."
    ),
    "trend": (
        "`{c} trend PLACE`, or `{c} trend all` for the whole country: refusals and tallies by the period "
        "that a report covers, lists by edition, and what makes the numbers comparable or not. "
        "Sources are never summed."
    ),
    "subscribe": (
        "`{c} subscribe STATE`, by name or abbreviation, several with commas: `{c} subscribe MA, NY`. "
        "The channel hears of rows added, removed, corrected or moved in that state, of whole lists "
        "published, withdrawn or back, and of rows whose place may be in it. Nothing else is added. "
        "`{c} subscribe leads` lets it hear of announcements that may be new lists. "
        "The subscription belongs to the channel and stays when you leave."
    ),
    "unsubscribe": "`{c} unsubscribe STATE` or `{c} unsubscribe all`, in the channel that has heard enough.",
    "subscriptions": "`{c} subscriptions` lists this channel's, who made each and when. App Home lists all.",
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
    buttons = [limits.button("Try Boston", RUN, "lookup Boston"), limits.button("Try MA", RUN, "lookup MA")]
    return limits.message(text, [limits.section(text), limits.actions(buttons)])
