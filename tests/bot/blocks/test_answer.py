"""However long and however odd what publishers print, an answer is one that Slack takes."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.answers import (
    Answer,
    Kin,
    Lately,
    LookupOutcome,
    Mentioned,
    OnList,
    Ranked,
    Refusals,
    Tally,
    lists_now,
)
from bot.blocks.answer import (
    answer_message,
    evidence_message,
    history_message,
    recent_message,
    rows_message,
    sentence_message,
    shared_message,
    which,
)
from bot.blocks.forms import named_message
from bot.blocks.kit import Message
from bot.preview.validation import check_blocks, check_size
from models.domain import (
    Area,
    ChangeKind,
    Count,
    Document,
    Edition,
    EditionSeen,
    Fact,
    Freshness,
    Happened,
    ListingKind,
    Place,
    PlaceKind,
    RecentEdition,
    RecentRow,
    Source,
    SourceKind,
    Subject,
    TookBack,
)
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

WORST_RECENT = RecentEdition(
    1, LONG, None, NOW, "https://a.example", partial=True, counts=Counter({ChangeKind.ADDED: 9000}),
    events=(ChangeKind.BACK,), rows=(
        RecentRow(ChangeKind.ADDED, SPOOF, ListingKind.DESIGNATION, PLACE),
        RecentRow(ChangeKind.REMOVED, LONG, ListingKind.TALLY),
    ),
)  # fmt: skip
WORST_LATELY = Lately(
    Area(Subject("MA", PLACE.geoid), PLACE), NOW.date(), None, [WORST_RECENT] * 60,
    [TookBack(LONG, NOW, "https://a.example", "issued", 9000, (PLACE,) * 60)], older=False, checked=None,
    lists=lists_now([LONG], {}, {}, "UTC", NOW), zone="UTC",
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
    lambda: recent_message(WORST_LATELY),
    lambda: recent_message(replace(WORST_LATELY, older=True)),
    lambda: which(WORST, "history", "/detainers"),
    lambda: named_message(Mentioned((), (), 0), "/detainers"),
    lambda: named_message(Mentioned((PLACE,) * 60, (STATE,) * 9, 69), "/detainers"),
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


def test_the_answer_comes_first_and_buttons_last() -> None:
    """Even the worst answer opens with the place and ends with what can be done."""
    blocks = answer_message(WORST, "/detainers").blocks
    assert [blocks[0]["type"], blocks[1]["type"], blocks[-1]["type"]] == ["header", "section", "actions"]
    assert len(blocks[-1]["elements"]) == 6
