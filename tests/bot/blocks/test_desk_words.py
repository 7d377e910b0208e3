"""However long and odd what people and publishers say, what the desk says of itself is what Slack takes."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest

from bot.blocks import (
    Confirmed,
    Home,
    Listed,
    Setup,
    Watched,
    did_you_mean_command,
    either,
    everywhere,
    greeting,
    help_message,
    home_view,
    muted,
    settings_message,
    sources_message,
    subscribed,
    unsubscribed,
    welcome,
    which_place,
    wish_list,
)
from bot.blocks.kit import Message
from bot.grammar import VERBS, Lookup, Request, Unclear
from bot.preview.validation import check_blocks, check_size, check_view
from bot.words import Clock, Subjects
from models.domain import (
    LEADS,
    AuditEntry,
    ChangeKind,
    EditionSeen,
    Every,
    Freshness,
    ListingKind,
    Quiet,
    RecentEdition,
    RecentRow,
    Rhythm,
    Subject,
    Terms,
    Volume,
    Wish,
)
from models.places import STATES, load_gazetteer
from tests.bot.blocks.test_told import mrkdwn_of
from tests.support.newsroom.bulletins import LIST

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
CLOCK = Clock("America/New_York", NOW)
SPOOF = "<!channel> *x* _y_ ~z~ `c` & <https://evil.example|ICE> ``` "
LONG = SPOOF * 60
NAMES = Subjects(load_gazetteer().by_geoid)
SOURCES = {
    f"list{each}": replace(LIST, name=f"list{each}", short=SPOOF, publisher=LONG, title=LONG, names=None)
    for each in range(12)
}
SEEN = {
    name: Freshness(
        name, NOW, NOW, 9, LONG,
        accepted=EditionSeen(1, name, "accepted", None, NOW, LONG, LONG, True, (), ()),
        held=EditionSeen(2, name, "held", None, NOW, LONG, "", False, (), (LONG,) * 9),
    )
    for name in SOURCES
}  # fmt: skip
TERMS = Terms(
    tuple(SOURCES), (ChangeKind.CORRECTED,), Rhythm(Every.WEEKLY), Quiet(time(22), time(7)), thread=True
)
WISHES = [Wish("C1", state, NOW, SPOOF, LONG, "", TERMS, NOW) for state in STATES]
LOG = [AuditEntry("changed", SPOOF, NOW, Subject("MA"), LONG)] * 20
RECENT = RecentEdition(
    1, LONG, None, NOW, "https://a.example", counts=Counter({ChangeKind.ADDED: 9000}),
    events=(ChangeKind.BACK,), rows=(RecentRow(ChangeKind.ADDED, LONG, ListingKind.TALLY),),
)  # fmt: skip
MESSAGES = [
    did_you_mean_command(LONG, LONG, "/detainers"),
    either(Unclear(LONG, (Request("export", LONG), Lookup(LONG))), "/detainers"),
    which_place("Which?", "subscribe", [(LONG, LONG)] * 60, LONG),
    help_message("/detainers"),
    *(help_message("/detainers", verb) for verb in VERBS),
    subscribed(
        Confirmed("C1", [*map(Subject, STATES), Subject(LEADS)], TERMS, NAMES, new=True),
        Watched([LONG] * 20, [LONG] * 20),
        [Volume(12_000, NOW)] * 50,
        CLOCK,
    ),
    wish_list(Listed(WISHES * 2, NAMES, CLOCK, SOURCES, 8), LOG, "/detainers"),
    everywhere(Listed(WISHES * 10, NAMES, CLOCK, SOURCES, 8), "/detainers"),
    unsubscribed("C1", dict.fromkeys(map(Subject, STATES), TERMS), [*map(Subject, STATES)], NAMES),
    muted("C1", NOW, "UTC"),
    sources_message(SEEN, SOURCES, "UTC"),
    settings_message(Setup("UTC", [SPOOF] * 50, SPOOF, LONG, [LONG] * 20)),
    welcome(repeat=True),
    greeting("/detainers"),
]


@pytest.mark.parametrize("message", MESSAGES, ids=range(len(MESSAGES)))
def test_slack_takes_the_worst(message: Message) -> None:
    """Fifty states on the longest terms stay within every limit, and nobody is called."""
    blocks = list(message.blocks)
    check_blocks(blocks)
    check_size(blocks)
    assert 0 < len(message.text) <= 3000
    said = message.text + " ".join(mrkdwn_of(blocks))
    assert "<!channel>" not in said
    assert "<https://evil.example" not in said


def test_home_takes_the_worst() -> None:
    """A workspace with every state in fifty channels still has a Home."""
    wishes = [Wish(f"C{each}", state, NOW, SPOOF, LONG) for each in range(50) for state in STATES]
    home = Home(
        wishes,
        SEEN,
        SOURCES,
        "UTC",
        "/detainers",
        operators=False,
        names=NAMES,
        now=NOW,
        recent=[RECENT] * 6,
        operator=True,
        replay=True,
        stopped=SPOOF,
    )
    view = home_view(home)
    check_view(view, "home")
    assert "<!channel>" not in " ".join(mrkdwn_of(view["blocks"]))


def test_help_is_six_lines_each_with_an_example() -> None:
    """A newcomer reads what to type, verb first."""
    title, *told = help_message("/detainers").text.splitlines()
    assert title == "*What public lists say about immigration detainers.*"
    assert len(told) == 6
    assert all("`/detainers " in line for line in told)


def test_the_settings_say_what_unset_operators_mean() -> None:
    """Time zones by their American names; what nobody set is said, with what comes of it."""
    assert settings_message(Setup("America/New_York", (), "", "", ())).text == (
        "Time zone: Eastern. Desk operators: none set; files that need review are kept, and nobody is "
        "notified. Contact publishers see: none. Watched feeds: none. Who can subscribe: anyone in this "
        "workspace; guests can look up."
    )
