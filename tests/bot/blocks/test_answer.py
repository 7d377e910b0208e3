"""However long and however odd what publishers print, an answer is one that Slack takes."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest

from bot.answers import Answer, Kin, LookupOutcome, OnList, Ranked, Refusals, Tally
from bot.blocks import (
    Confirmed,
    Home,
    Listed,
    Setup,
    Watched,
    everywhere,
    greeting,
    help_message,
    home_view,
    listed,
    muted,
    settings_message,
    sources_message,
    subject_name,
    subscribed,
    unsubscribed,
    welcome,
)
from bot.blocks.answer import (
    Where,
    answer_message,
    did_you_mean_command,
    either,
    evidence_message,
    history_message,
    recent_lines,
    recent_message,
    rows_message,
    sentence_message,
    shared_message,
    which,
)
from bot.blocks.forms import named_message
from bot.blocks.kit import Message
from bot.grammar import VERBS, Lookup, Request, Unclear
from bot.preview.validation import check_blocks, check_size, check_view
from models.domain import (
    LEADS,
    AuditEntry,
    ChangeKind,
    Count,
    Document,
    Edition,
    EditionSeen,
    Every,
    Fact,
    Freshness,
    Happened,
    ListingKind,
    Place,
    PlaceKind,
    Quiet,
    RecentEdition,
    Rhythm,
    Source,
    SourceKind,
    Subject,
    Terms,
    Volume,
    Wish,
)
from models.places import STATES, load_gazetteer
from tests.support.shown import shown

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
SPOOF = "<!channel> *x* _y_ `z` & <https://evil.example|ICE> "
LONG = SPOOF * 60
PLACE = Place("2507000", f"Taumatawhakatangi {SPOOF}" * 8, "MA", PlaceKind.CITY)
STATE = Place("25", "Massachusetts", "MA", PlaceKind.STATE)


def never(document: Document) -> Edition:
    """Stand in for a parser that nobody calls here."""
    raise AssertionError(document)


def source(name: str) -> Source:
    """A list whose every text is long and odd."""
    return Source(
        name, SourceKind.STATE, LONG, SPOOF, LONG, "https://a.example", timedelta(hours=1), LONG, 1, never
    )


def fact(number: int, kind: ListingKind) -> Fact:
    """A row whose every text is long and odd."""
    said = dict.fromkeys(
        ("agency", "policy", "enacted_as_printed", "criteria", "support_type", "signed", "name"), LONG
    )
    return Fact(
        listing=number,
        source=f"list{number % 5}",
        series="",
        kind=kind,
        state="MA",
        page=None if number % 2 else 1234,
        position=LONG,
        as_read=LONG,
        fields=said,
        annotations={},
        notes=(LONG,),
        count=12,
        measure="declined",
        first=date(2017, 1, 1),
        last=date(2026, 1, 1),
        edition=number,
        address="https://a.example/" + "x" * 900,
        sha256="a" * 64,
        published=None,
        observed=NOW,
        transcription="" if number % 3 else LONG,
        since_published=None,
        since_observed=NOW,
    )


def facts(kind: str, number: int = 500) -> tuple[Fact, ...]:
    """Many such rows."""
    return tuple(fact(each, ListingKind(kind)) for each in range(number))


def freshness(name: str) -> Freshness:
    """A list of which everything is wrong at once."""
    edition = EditionSeen(1, name, "accepted", None, NOW, "", LONG, True, [LONG] * 9, [LONG])
    return Freshness(name, NOW, NOW, 7, LONG, None, edition, edition)


WORST = Answer(
    query=LONG,
    found=LookupOutcome.PLACE,
    now=NOW,
    place=PLACE,
    candidates=(PLACE,) * 60,
    note=LONG,
    lists=tuple(OnList(f"list{each}", facts("policy", 30)) for each in range(12)),
    refusals=tuple(Refusals(f"list{each}", 10**9, None, None, facts("refusal", 5)) for each in range(12)),
    tallies=tuple(
        Tally("list1", LONG, measure, 10**9, date(2017, 1, 1), date(2026, 1, 1), facts("tally", 2))
        for measure in ("declined", "issued") * 250
    ),
    agreements=facts("agreement"),
    uncertain=facts("refusal", 3),
    changes=(
        Happened(
            1, "list1", ChangeKind.CORRECTED, 1, None, NOW,
            replace(fact(2, ListingKind.POLICY), page=3), replace(fact(2, ListingKind.POLICY), page=3),
            ((LONG, LONG, LONG),) * 20, address="https://a.example",
        ),
    ),
    also=tuple(Kin(PLACE, ("list1",) * 9, ("list2",) * 9) for _ in range(9)),
    within=tuple(Count("MA", f"list{each}", "refusal", "", 10**9, 10**9, None, None) for each in range(40)),
    top=tuple(Ranked(PLACE, 10**9, 10**9, 9) for _ in range(5)),
    known=tuple(f"list{each}" for each in range(12)),
    freshness={f"list{each}": freshness(f"list{each}") for each in range(12)},
    sources={f"list{each}": source(f"list{each}") for each in range(12)},
    replay=True,
)  # fmt: skip

NAMES = partial(subject_name, load_gazetteer())
WORST_TERMS = Terms(
    tuple([LONG] * 9), (ChangeKind.CORRECTED,), Rhythm(Every.WEEKLY), Quiet(time(22), time(7)), thread=True
)
WORST_WISHES = [Wish("C1", state, NOW, SPOOF, LONG, "", WORST_TERMS, NOW) for state in STATES]
WORST_LOG = [AuditEntry("changed", SPOOF, NOW, Subject("MA"), LONG)] * 20
WORST_RECENT = RecentEdition(
    1, LONG, None, NOW, "https://a.example", Counter({ChangeKind.ADDED: 9000}), (ChangeKind.BACK,),
    ((ChangeKind.ADDED, SPOOF), (ChangeKind.REMOVED, LONG), (ChangeKind.MOVED, LONG)),
)  # fmt: skip
MESSAGES: list[Callable[[], Message]] = [
    lambda: answer_message(WORST, "/detainers"),
    lambda: answer_message(replace(WORST, place=STATE), "/detainers"),
    lambda: answer_message(replace(WORST, place=None, found=LookupOutcome.AMBIGUOUS), "/detainers"),
    lambda: answer_message(replace(WORST, place=None, found=LookupOutcome.SUGGESTED), "/detainers"),
    lambda: answer_message(replace(WORST, place=None, found=LookupOutcome.UNKNOWN), "/detainers"),
    lambda: shared_message(WORST, SPOOF),
    lambda: rows_message(WORST, facts("policy"), 10, more=True),
    lambda: rows_message(WORST, (), 0, more=False),
    lambda: evidence_message(WORST, facts("policy")),
    lambda: evidence_message(WORST, ()),
    lambda: history_message(WORST, WORST.changes * 500),
    lambda: history_message(WORST, ()),
    lambda: sentence_message(WORST),
    lambda: did_you_mean_command(LONG, LONG, "/detainers"),
    lambda: help_message("/detainers"),
    *(partial(help_message, "/detainers", verb) for verb in VERBS),
    lambda: subscribed(
        Confirmed("C1", [*map(Subject, STATES), Subject(LEADS)], WORST_TERMS, NAMES, new=True),
        Watched([LONG] * 20, [LONG] * 20),
        [Volume(12_000, NOW)] * 50,
        "/detainers",
        NOW,
    ),
    lambda: listed(Listed(WORST_WISHES * 2, NAMES, "UTC", 8), WORST_LOG, "/detainers"),
    lambda: everywhere(Listed(WORST_WISHES * 10, NAMES, "UTC", 8), "/detainers"),
    lambda: unsubscribed(
        "C1", dict.fromkeys(map(Subject, STATES), WORST_TERMS), [*map(Subject, STATES)], NAMES
    ),
    lambda: muted("C1", NOW, "UTC", "/detainers"),
    lambda: recent_message(
        Where(LONG, "25"), NOW.date(), recent_lines([WORST_RECENT] * 60, WORST.sources, "UTC"), older=True
    ),
    lambda: sources_message(WORST.freshness, WORST.sources, "UTC"),
    lambda: settings_message(Setup("UTC", [SPOOF] * 50, SPOOF, LONG, [LONG] * 20)),
    lambda: which(WORST, "history", "/detainers"),
    lambda: welcome(repeat=True),
    lambda: greeting("/detainers"),
    lambda: named_message((), (), "/detainers"),
    lambda: named_message([PLACE] * 60, [STATE] * 9, "/detainers"),
    lambda: either(Unclear(LONG, (Request("export", LONG), Lookup(LONG))), "/detainers"),
]


@pytest.fixture(scope="module", params=MESSAGES, ids=range(len(MESSAGES)))
def message(request: pytest.FixtureRequest) -> Message:
    """Each message, made when it is first asked for: some take half a second."""
    made: Message = request.param()
    return made


def test_slack_takes_the_worst(message: Message) -> None:
    """Longest names, 3,000-character criteria and 500 rows stay within every limit."""
    blocks = list(message.blocks)
    check_blocks(blocks)
    check_size(blocks)
    assert len(message.text) <= 3000
    assert message.text


def test_nobody_is_called_by_data(message: Message) -> None:
    """What publishers print calls no channel and makes no link of its own, wherever mrkdwn is read."""
    told = message.text + shown(mrkdwn_of(list(message.blocks)))
    assert "<!channel>" not in told
    assert "<https://evil.example" not in told


def mrkdwn_of(value: object) -> Sequence[dict[str, object]]:
    """Every mrkdwn object of some blocks; plain text calls nobody."""
    if isinstance(value, dict):
        own = [value] if value.get("type") == "mrkdwn" else []
        return [*own, *(found for part in value.values() for found in mrkdwn_of(part))]
    return [found for part in value for found in mrkdwn_of(part)] if isinstance(value, list) else []


def test_home_takes_the_worst() -> None:
    """A workspace with every state in fifty channels still has a Home."""
    wishes = [Wish(f"C{each}", state, NOW, SPOOF, LONG) for each in range(50) for state in STATES]
    home = Home(
        wishes,
        WORST.freshness,
        WORST.sources,
        "UTC",
        "/detainers",
        operators=False,
        names=NAMES,
        now=NOW,
        recent=[WORST_RECENT] * 6,
        operator=True,
        replay=True,
    )
    check_view(home_view(home), "home")
    assert "<!channel>" not in shown(mrkdwn_of(home_view(home)["blocks"]))


def test_the_answer_comes_first_and_buttons_last() -> None:
    """Even the worst answer opens with the place and ends with what can be done."""
    blocks = answer_message(WORST, "/detainers").blocks
    assert [blocks[0]["type"], blocks[1]["type"], blocks[-1]["type"]] == ["header", "section", "actions"]
    assert len(blocks[-1]["elements"]) == 6
