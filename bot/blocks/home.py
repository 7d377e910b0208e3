"""App Home: what this workspace hears of, how fresh each list is, what waits for a person. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from bot.blocks import kit
from bot.blocks.answer import recent_lines
from bot.blocks.kit import HOME_ACCEPT, HOME_REJECT, REPLAY, SUBSCRIBE, WISH_MENU, Subscribed
from bot.blocks.operators import choice
from bot.blocks.shared import freshness_lines, held_lines
from bot.blocks.subscriptions import Names, line, where
from bot.slack import in_words
from models.domain import Freshness, RecentEdition, Source, Wish

MOST = 60
"""Blocks of channels and their subscriptions; `subscriptions everywhere` lists all."""
HELD = 8
"""Held editions with buttons of their own."""
EDIT, END, MUTE, RESUME = "edit", "end", "mute", "resume"
"""What the menu of a subscription does."""
_STOPPED = (
    ":warning: *Nothing is sent now:* {}. Nothing is lost: what waits goes by itself once Slack lets the app "
    "in again. `python -m bot doctor` says more."
)
_NO_OPERATORS = (
    ":warning: *No operators are set.* What looks wrong is held and nobody is told. "
    "Set `newsroom.operators` in config.toml, then start again."
)


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
        now: When it is shown, UTC.
        recent: The editions that changed something, the one seen last first.
        member: Whether the person is a full member: guests see no subscriptions.
        operator: Whether the person who looks is one of them.
        replay: What is told is a replay.
        stopped: Why nothing is sent at all, as Slack says it; empty while messages go.
    """

    wishes: Sequence[Wish]
    seen: Mapping[str, Freshness]
    sources: Mapping[str, Source]
    zone: str
    command: str
    operators: bool
    names: Names
    now: datetime
    recent: Sequence[RecentEdition] = ()
    member: bool = True
    operator: bool = False
    replay: bool = False
    stopped: str = ""


def home_view(home: Home) -> dict[str, Any]:
    """Return the view for views.publish."""
    blocks = [
        *([kit.context(REPLAY)] if home.replay else []),
        *([kit.section(_STOPPED.format(kit.literal(in_words(home.stopped))))] if home.stopped else []),
        *([] if home.operators else [kit.section(_NO_OPERATORS)]),
        *(_heard(home) if home.member else []),
        kit.header("What waits for a person"),
        *_held(home),
        kit.header("How fresh the lists are"),
        kit.section(_freshness(home)),
        kit.header("What changed last"),
        kit.section(_recent(home)),
        kit.context(f"`{home.command} help` says how to ask and how to subscribe a channel."),
    ]
    return {"type": "home", "blocks": blocks[: kit.HOME_BLOCKS]}


def _heard(home: Home) -> list[kit.Block]:
    button = kit.actions([kit.button("Subscribe a channel…", SUBSCRIBE, style="primary")])
    return [kit.header("What this workspace hears of"), *_channels(home), button]


def _channels(home: Home) -> list[kit.Block]:
    if not home.wishes:
        return [kit.section(f"Nothing yet. In a channel, type `{home.command} subscribe MA`.")]
    blocks = list(_lines(home))
    shown = sum("accessory" in block for block in blocks[:MOST])
    more = len(home.wishes) - shown
    note = f"{kit.counted(more, 'more subscription')}; `{home.command} subscriptions everywhere` lists all."
    return [*blocks[:MOST], kit.context(note)] if more else blocks


def _lines(home: Home) -> Iterator[kit.Block]:
    for channel, wishes in groupby(home.wishes, key=lambda wish: wish.channel):
        yield kit.section(f"*{where(channel)}*")
        for wish in wishes:
            text = kit.cut(line(wish, home.names, home.zone), kit.SECTION)
            yield kit.section(text, accessory=_menu(wish, home.now))


def _menu(wish: Wish, now: datetime) -> kit.Block:
    silent = wish.paused or (wish.muted_until and wish.muted_until > now)
    which = Subscribed(wish.channel, wish.subject)
    hush = (RESUME, "Let this channel hear again") if silent else (MUTE, "Mute this channel for 7 days")
    todo = {EDIT: "Edit…", hush[0]: hush[1], END: "Unsubscribe…"}
    return kit.menu(WISH_MENU, {f"{do}|{which}": label for do, label in todo.items()})


def _held(home: Home) -> list[kit.Block]:
    waiting = [seen for seen in home.seen.values() if seen.held]
    if not home.operator:
        lines = held_lines(waiting, home.sources, home.zone)
        return [kit.section(kit.lines(lines) or "Nothing.")]
    blocks: list[kit.Block] = []
    for seen in waiting[:HELD]:
        lines = held_lines([seen], home.sources, home.zone, operator=True)
        number = seen.held.number if seen.held else 0
        blocks += [kit.section(lines[0]), choice(number, HOME_ACCEPT, HOME_REJECT)]
    more = kit.lines(held_lines(waiting[HELD:], home.sources, home.zone))
    return [*blocks, kit.section(more)] if more else blocks or [kit.section("Nothing.")]


def _recent(home: Home) -> str:
    """Two lists that are read from one document change as one."""
    return (
        kit.lines(list(dict.fromkeys(recent_lines(home.recent, home.sources, home.zone)))) or "Nothing yet."
    )


def _freshness(home: Home) -> str:
    known = sorted(home.sources)
    seen = [home.seen[name] for name in known if name in home.seen]
    never = [
        f"{kit.literal(home.sources[name].title, 120)} ({kit.literal(home.sources[name].short, 60)})"
        for name in known
        if name not in home.seen
    ]
    facts = freshness_lines(seen, home.sources, home.zone, operator=home.operator)
    lines = [f"• {fact}" for fact in facts]
    lines += [f"• Never read: {kit.listed(never)}"] if never else []
    return kit.lines(lines) or "No list is watched."
