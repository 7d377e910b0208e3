"""App Home: what needs review, subscriptions, the lists we watch, the latest changes. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any

from bot.answers import lists_now
from bot.blocks import kit
from bot.blocks.help import source_lines
from bot.blocks.kit import HOME_ACCEPT, HOME_REJECT, SUBSCRIBE, WISH_MENU, Subscribed
from bot.blocks.operators import choice, nothing_sent
from bot.blocks.subscriptions import Listed, where, wish_line
from bot.words import REPLAY, Clock, Subjects, counted, cut, held_lines, lines, recent_lines
from models.domain import Freshness, RecentEdition, Source, Wish

MOST = 60
"""Blocks of channels and their subscriptions; `subscriptions everywhere` lists all."""
HELD = 8
"""Held editions with buttons of their own."""
EDIT, END, MUTE, RESUME = "edit", "end", "mute", "resume"
"""What the menu of a subscription does."""
_NO_OPERATORS = (
    ":warning: *No desk operators are set.* Files that need review are kept; nobody is notified. "
    "Set `newsroom.operators` in config.toml."
)


@dataclass(frozen=True, slots=True)
class Home:
    """What App Home shows.

    Attributes:
        wishes: The subscriptions of the workspace's public channels, by channel.
        seen: What is known of each list.
        sources: The lists by name.
        zone: The newsroom's time zone, IANA.
        command: The slash command.
        operators: Whether anyone is set who is notified of what goes wrong.
        names: How what channels get is called.
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
    names: Subjects
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
        *([kit.section(f":warning: {nothing_sent(home.stopped)}")] if home.stopped else []),
        *([] if home.operators else [kit.section(_NO_OPERATORS)]),
        kit.header("Needs review"),
        *_held(home),
        *(_subscriptions(home) if home.member else []),
        kit.header("Lists we watch"),
        kit.section(_freshness(home)),
        kit.header("Latest changes"),
        kit.section(_recent(home)),
        kit.context(f"`{home.command} help` says how to ask and how to subscribe a channel."),
    ]
    return {"type": "home", "blocks": blocks[: kit.HOME_BLOCKS]}


def _subscriptions(home: Home) -> list[kit.Block]:
    private = f"Private channels' show only there: `{home.command} subscriptions`."
    return [
        kit.header("Subscriptions"),
        *_channels(home),
        kit.context(private),
        kit.actions([kit.button("Subscribe a channel", SUBSCRIBE, style="primary")]),
    ]


def _channels(home: Home) -> list[kit.Block]:
    if not home.wishes:
        return [kit.section(f"None yet. In a channel, type `{home.command} subscribe MA`.")]
    blocks = list(_wishes(home))
    shown = sum("accessory" in block for block in blocks[:MOST])
    more = len(home.wishes) - shown
    note = f"{counted(more, 'more subscription')}; `{home.command} subscriptions everywhere` lists all."
    return [*blocks[:MOST], kit.context(note)] if more else blocks


def _wishes(home: Home) -> Iterator[kit.Block]:
    listed = Listed(home.wishes, home.names, Clock(home.zone, home.now), home.sources)
    for channel, wishes in groupby(home.wishes, key=lambda wish: wish.channel):
        yield kit.section(f"*{where(channel)}*")
        for wish in wishes:
            yield kit.section(cut(wish_line(wish, listed), kit.SECTION), accessory=_menu(wish, home.now))


def _menu(wish: Wish, now: datetime) -> kit.Block:
    silent = wish.paused or (wish.muted_until and wish.muted_until > now)
    which = Subscribed(wish.channel, wish.subject)
    hush = (RESUME, "Resume") if silent else (MUTE, "Mute for 7 days")
    todo = {EDIT: "Edit", hush[0]: hush[1], END: "Unsubscribe"}
    return kit.menu(WISH_MENU, {f"{do}|{which}": label for do, label in todo.items()})


def _held(home: Home) -> list[kit.Block]:
    waiting = [seen for seen in home.seen.values() if seen.held]
    if not home.operator:
        return [kit.section(lines(held_lines(waiting, home.sources, home.zone)) or "Nothing.")]
    blocks: list[kit.Block] = []
    for seen in waiting[:HELD]:
        told = held_lines([seen], home.sources, home.zone, operator=True)
        number = seen.held.number if seen.held else 0
        blocks += [kit.section(told[0]), choice(number, HOME_ACCEPT, HOME_REJECT)]
    more = lines(held_lines(waiting[HELD:], home.sources, home.zone))
    return [*blocks, kit.section(more)] if more else blocks or [kit.section("Nothing.")]


def _recent(home: Home) -> str:
    names = [each.source for each in home.recent]
    lists = lists_now(names, home.seen, home.sources, home.zone, home.now)
    return lines([f"• {line}" for line in recent_lines(home.recent, (), lists, home.zone)]) or "Nothing yet."


def _freshness(home: Home) -> str:
    told = source_lines(home.seen, home.sources, home.zone, operator=home.operator)
    return lines([f"• {each}" for each in told]) or "No list is watched."
