"""App Home: what this workspace hears of, how fresh each list is, what waits for a person. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from bot.blocks import limits, mrkdwn
from bot.blocks.evidence import REPLAY
from bot.blocks.freshness import freshness_lines, held_lines
from bot.blocks.subscriptions import Names, line, where
from models.facts import Freshness
from models.values import Source
from models.wishes import Wish

MOST = 20
"""Channels listed on their own; the command line lists all."""


@dataclass(frozen=True, slots=True)
class Home:
    """What App Home shows.

    Attributes:
        wishes: The workspace's subscriptions, by channel.
        seen: What is known of each list.
        sources: The lists by name.
        zone: The newsroom's time zone, IANA.
        command: The slash command.
        operators: Whether anyone is set who hears of what goes wrong.
        names: How what channels hear of is called.
        operator: Whether the person who looks is one of them.
        replay: What is told is a replay.
    """

    wishes: Sequence[Wish]
    seen: Mapping[str, Freshness]
    sources: Mapping[str, Source]
    zone: str
    command: str
    operators: bool
    names: Names
    operator: bool = False
    replay: bool = False


def home_view(home: Home) -> dict[str, Any]:
    """Return the view for views.publish."""
    held = held_lines(home.seen.values(), home.sources, home.zone, operator=home.operator)
    blocks = [
        *([limits.context(REPLAY)] if home.replay else []),
        *([] if home.operators else [limits.section(_NO_OPERATORS)]),
        limits.header("What this workspace hears of"),
        *_channels(home),
        limits.header("How fresh the lists are"),
        limits.section(_freshness(home)),
        limits.header("What waits for a person"),
        limits.section(mrkdwn.lines(held) or "Nothing."),
        limits.context(f"`{home.command} help` says how to ask and how to subscribe a channel."),
    ]
    return {"type": "home", "blocks": blocks[: limits.HOME_BLOCKS]}


_NO_OPERATORS = (
    ":warning: *No operators are set.* What looks wrong is held and nobody is told. "
    "Set `newsroom.operators` or `newsroom.operators_channel` in config.toml, then start again."
)


def _channels(home: Home) -> list[limits.Block]:
    if not home.wishes:
        return [limits.section(f"Nothing yet. In a channel, type `{home.command} subscribe MA`.")]
    grouped = groupby(home.wishes, key=lambda wish: wish.channel)
    by_channel = [(channel, list(each)) for channel, each in grouped]
    shown = [
        limits.section(mrkdwn.lines([f"*{where(channel)}*", *(line(wish, home.names) for wish in each)]))
        for channel, each in by_channel[:MOST]
    ]
    more = len(by_channel) - MOST
    note = f"{mrkdwn.counted(more, 'more channel')}; `python -m bot subscriptions` lists all."
    return [*shown, limits.context(note)] if more > 0 else shown


def _freshness(home: Home) -> str:
    known = sorted(home.sources)
    seen = [home.seen[name] for name in known if name in home.seen]
    never = [mrkdwn.literal(home.sources[name].short, 60) for name in known if name not in home.seen]
    told = freshness_lines(seen, home.sources, home.zone, operator=home.operator)
    lines = [f"• {each}" for each in told]
    lines += [f"• Never read: {mrkdwn.listed(never)}"] if never else []
    return mrkdwn.lines(lines) or "No list is watched."
