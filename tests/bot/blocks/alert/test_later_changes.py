"""Edited alerts, their threads and the forms around them at their worst: within every limit of Slack."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import notice
from bot.blocks.alert import alert, alert_headline, alert_sentence, correction_reply, rows_told
from bot.blocks.alert.statements import news_of
from bot.blocks.forms import Pressed, about_alert, note_view, wrong_view
from bot.blocks.kit import Message
from bot.preview.validation import check_blocks, check_size, check_view
from bot.words import news_lines, row_csv, spelled
from models.domain import (
    Bulletin,
    Cell,
    ChangeKind,
    Happened,
    ListingKind,
    MessageForm,
    PublicNote,
    Since,
)
from models.messaging import CorrectedFor, RemarkFacts
from tests.bot.blocks.test_told import mrkdwn_of
from tests.support.messages import shown
from tests.support.newsroom.bulletins import changed, designation, report, saying

SPOOF = "<!channel> <https://evil.example|click> *b* ~s~ " * 60
LATER = datetime(2017, 3, 25, 15, tzinfo=UTC)
OTHERWISE = Since(ChangeKind.CORRECTED, LATER, 9, (("heading", SPOOF, f"Now {SPOOF}"),) * 8)
WRONG = Since(None, LATER, sentence=SPOOF)
IN_ERROR = Since(ChangeKind.UNDONE, LATER, 11)
GONE = Since(ChangeKind.WITHDRAWN, LATER, 12)
NOTE = PublicNote("dhs_2025", SPOOF, f"https://county.example/{'a' * 2000}", LATER)


def worst(number: int, since: Since) -> Happened:
    """A row with the longest name, that is not what it was any more."""
    row = designation(f"{SPOOF}{number}")
    return replace(row, since=(since,), public=(replace(NOTE, text=f"{number} {SPOOF}"),))


def bulletin(since: Since) -> Bulletin:
    """Five hundred such rows of a list that was withdrawn too."""
    return replace(changed(*(worst(number, since) for number in range(500))), since=(GONE,) * 3)


WORST: dict[str, Callable[[], Message]] = {
    "corrected": lambda: alert(bulletin(OTHERWISE)),
    "taken back": lambda: alert(bulletin(WRONG)),
    "told in error": lambda: alert(bulletin(IN_ERROR)),
    "told in error, in the thread": lambda: correction_reply(
        [bulletin(IN_ERROR)] * 9, CorrectedFor(undone=(11,))
    ),
    "as sections": lambda: alert(bulletin(OTHERWISE), MessageForm.SECTIONS),
    "as text": lambda: alert(bulletin(OTHERWISE), MessageForm.TEXT),
    "in the thread": lambda: correction_reply(
        [bulletin(OTHERWISE)] * 9, CorrectedFor(first=1, last=12), repeat=True
    ),
    "without an edit": lambda: correction_reply([bulletin(WRONG)], CorrectedFor(errata=(1,)), edited=False),
    "a remark": lambda: notice(
        RemarkFacts(1, "U1", "C1", SPOOF, "2507000", SPOOF * 9, f"https://slack.example/{SPOOF}")
    ),
}


@pytest.mark.parametrize("kind", WORST)
def test_slack_takes_the_worst_and_nobody_is_called(kind: str) -> None:
    """Longest names, sentences of pages and 500 rows: no limit is passed, no sign takes effect."""
    message = WORST[kind]()
    check_blocks(list(message.blocks))
    check_size(list(message.blocks))
    assert 0 < len(message.text) <= 4000
    told = [message.text, *mrkdwn_of(list(message.blocks))]
    assert not [text for text in told if "<!channel>" in text or "<https://evil.example" in text]


def test_the_forms_are_taken_at_their_worst() -> None:
    """What was shown, a hundred rows to choose from, and the address that answers the person."""
    pressed = Pressed(
        about_alert("1-7|all|3|replay"), "C0TEXAS", "1700000000.000100", "https://x.example" * 9
    )
    check_view(wrong_view(SPOOF * 9, pressed, "Desk operators"), "modal")
    listings = {number: f"{number} {SPOOF}" for number in range(1, 300)}
    check_view(note_view(listings, SPOOF * 9, pressed.respond), "modal")


def test_what_stands_is_not_struck() -> None:
    """Of fourteen rows one was corrected: it is struck and said anew, thirteen stand as they stood."""
    told = report(14)
    since = (Since(ChangeKind.CORRECTED, LATER, 9, (("citizenship", "Mexico", "Canada"),)),)
    rows = (*told.rows[:2], replace(told.rows[2], since=since), *told.rows[3:])
    message = alert(replace(told, rows=rows))
    read = shown(message).splitlines()
    assert "Corrected March 25, 2017: Example County Jail 2, Texas: citizenship ~Mexico~ Canada." in read
    struck = [line for line in read if line.startswith("• ~")]
    assert len(struck) == 1
    assert struck[0].startswith("• ~*Example County Jail 2*: Example County; Trespass (charge); ")
    assert "4 more rows in the thread and in the CSV." in read


def test_a_name_that_carries_its_state_is_not_given_it_twice() -> None:
    """The Justice Department prints `Travis County, TX`."""
    row = replace(designation("Travis County, TX"), since=(Since(ChangeKind.REMOVED, LATER, 9),))
    bulletin = changed(saying(row, places=("Travis County",)))
    assert alert_headline(bulletin) == "Travis County, Texas, was on DHS list; off since March 25, 2017"
    assert "Off since March 25, 2017: Travis County." in shown(alert(bulletin)).splitlines()


@pytest.mark.parametrize(
    ("support", "named"),
    [("Task Force Model", " (task force model), signed Jan. 15, 2026"), (None, ", signed Jan. 15, 2026")],
)
def test_an_agreement_that_is_gone_is_told_from_its_agencys_others(support: str | None, named: str) -> None:
    """Many agencies hold several: the agency itself may be on the list as before."""
    fields = {"agency": "Hall County Sheriff's Office", "support_type": support, "signed": "2026-01-15"}
    row = saying(designation("Hall County"), kind=ListingKind.AGREEMENT, fields=fields)
    told = changed(replace(row, since=(Since(ChangeKind.REMOVED, LATER, 9),)))
    edition = replace(told.edition, rows=Counter({ListingKind.AGREEMENT: 9}))
    read = shown(alert(replace(told, edition=edition)))
    assert f"No longer listed by March 25, 2017: Hall County Sheriff's Office, Texas{named}." in read


def test_rows_told_in_error_are_ours() -> None:
    """Eight of them: five are named, the others counted, and nobody reads that they changed (E7)."""
    in_error = [replace(designation(f"Place {number}"), since=(IN_ERROR,)) for number in range(8)]
    bulletin = changed(*in_error)
    assert alert_headline(bulletin) == "8 rows didn't come onto the DHS list; our alert was wrong"
    (mistake,) = [line for line in shown(alert(bulletin)).splitlines() if line.startswith("Our mistake")]
    assert mistake.startswith(
        "Our mistake, seen March 25, 2017: Place 0, Place 1, Place 2, Place 3 and Place 4"
    )
    assert mistake.endswith("and 3 more. An older file, which came in later, shows it.")
    one = changed(replace(designation("Bexar County", ChangeKind.REMOVED), since=(IN_ERROR,)))
    assert alert_headline(one) == "Bexar County, Texas, didn't leave the DHS list; our alert was wrong"
    assert alert_sentence(one) == ""


NUMBERS = st.lists(st.integers(1, 500), min_size=1, max_size=12)
FATES = st.lists(
    st.sampled_from(["stands", "taken back", "off", "again", "corrected"]), min_size=12, max_size=12
)


@given(NUMBERS, FATES, st.integers(1, 500))
def test_figures_agree_after_any_later_changes(counts: list[int], fates: list[str], now: int) -> None:
    """Headline, lines, sentence, table and file count the same, whatever became of which row."""
    rows = tuple(
        became(tally(number, count), fate, count, now)
        for number, (count, fate) in enumerate(zip(counts, fates, strict=False))
    )
    told = replace(report(0), rows=rows)
    stand = sum(
        now if fate == "corrected" else count
        for count, fate in zip(counts, fates, strict=False)
        if fate not in {"taken back", "off"}
    )
    news = news_of(told)
    assert sum(row.number for row in news.rows) == stand
    files = [row_csv(row) for row in rows_told(told)]
    assert sum(int(str(row["count"])) for row in files if row["standing"] == "on") == stand
    number = f"{stand:,}" if stand else "0"
    changed_ = stand != sum(counts)
    headline = alert_headline(told)
    if changed_:
        assert headline.startswith(f"Texas: {number} refusal")
        assert headline.endswith(f", corrected from {sum(counts):,}")
        assert f"corrected from ~{sum(counts):,}~" in " ".join(news_lines(news))
        assert f"counted {spelled(stand)} declined detainers in Texas" in alert_sentence(told)
    elif not any(fate == "corrected" for fate in fates[: len(counts)]):
        assert f"Texas: {number} (total" in headline


def tally(number: int, count: int) -> Happened:
    """A made-up count of an agency."""
    fields: dict[str, Cell] = {"agency": f"Agency {number}", "count": count, "measure": "declined"}
    row = saying(designation(f"County {number}"), kind=ListingKind.TALLY, fields=fields, count=count)
    return saying(row, measure="declined")


def became(row: Happened, fate: str, was: int, now: int) -> Happened:
    """The row with what became of it since."""
    since = {
        "stands": (),
        "taken back": (Since(None, LATER, sentence="That was wrong."),),
        "off": (Since(ChangeKind.REMOVED, LATER, 9),),
        "corrected": (Since(ChangeKind.CORRECTED, LATER, 9, (("count", str(was), str(now)),)),),
        "again": (
            Since(ChangeKind.CORRECTED, LATER, 9, (("count", str(was), str(now)),)),
            Since(ChangeKind.CORRECTED, LATER, 10, (("count", str(now), str(was)),)),
        ),
    }
    return replace(row, since=since[fate])
