"""Edited alerts, their threads and the forms around them at their worst: within every limit of Slack."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

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
    Stands,
    Subject,
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
    check_view(wrong_view(SPOOF * 9, pressed, ["<@U0OPERATOR>"] * 99), "modal")
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


def test_each_row_has_its_own_day() -> None:
    """One was off on March 25, one two days later: no row is dated by another's day."""
    days = (LATER, LATER + timedelta(days=2))
    rows = [
        replace(designation(name), since=(Since(ChangeKind.REMOVED, day, number),))
        for number, (name, day) in enumerate(zip(("Bexar County", "Hall County"), days, strict=True), 9)
    ]
    told = changed(*rows)
    said = "DHS list: Bexar County, Texas, off March 25, 2017; Hall County, Texas, off March 27, 2017"
    assert alert_headline(told) == said
    more = changed(*rows, replace(designation("Webb County"), since=rows[0].since))
    assert alert_headline(more) == "3 Texas places are off the DHS list (March 25 to 27, 2017)"
    assert "by March 25, 2017, and Hall County, Texas, by March 27, 2017." in alert_sentence(told)
    lines = shown(alert(told)).splitlines()
    assert "Off since March 25, 2017: Bexar County." in lines
    assert "Off since March 27, 2017: Hall County." in lines


def test_figures_of_each_state_are_said() -> None:
    """The bigger change is not hidden behind the first state's, in headline and sentence alike."""
    one, other = tally(0, 8), saying(tally(1, 2), state="IA", places=())
    taken = tuple(became(row, "taken back", 0, 0) for row in (one, other))
    stand = (tally(2, 1), saying(tally(3, 1), state="IA", places=()))
    told = replace(report(0), state="", subjects=(Subject("IA"), Subject("TX")), rows=(*taken, *stand))
    assert (
        alert_headline(told) == "Refusals in ICE's week: Iowa 1, corrected from 3; Texas 1, corrected from 9"
    )
    assert "counted one declined detainer in Iowa and one in Texas for" in alert_sentence(told)
    assert "it took back 10 on March 25, 2017." in alert_sentence(told)


def test_what_was_taken_back_is_what_stood_then() -> None:
    """Told as 142, corrected to 138, then taken back: 138 was, whichever message is read."""
    since = (
        Since(ChangeKind.CORRECTED, LATER, 9, (("count", "142", "138"),)),
        Since(None, LATER + timedelta(days=1), sentence="That was wrong."),
    )
    told = replace(report(0), rows=(replace(tally(0, 142), since=since), tally(1, 9)))
    assert alert_headline(told) == "Texas: 9 refusals in ICE's week, corrected from 151"
    assert "Corrected March 26, 2017: ICE took back 138." in shown(alert(told))
    assert "it took back 138 on March 26, 2017." in alert_sentence(told)


def test_a_total_that_changed_elsewhere_is_said() -> None:
    """No row of Texas changed, the report's total did: headline and sentence have the one of today."""
    told = replace(report(0), rows=(tally(0, 9),))
    facts = replace(told.edition, declined=1168)
    later = replace(facts, number=8, declined=1166, published=date(2017, 3, 25))
    told = replace(told, edition=facts, reissued=later)
    assert alert_headline(told) == "ICE report: 1,166 refusals in a week; Texas: 9 (total only)"
    assert "the report's total is 1,166, corrected from ~1,168~." in shown(alert(told))
    assert "counted 1,166 detainers declined" in alert_sentence(told)


def test_a_mixed_alert_says_what_stands_and_what_does_not() -> None:
    """Two came, one is off since, one left before: none of the three is left out of the headline."""
    off = replace(designation("Hall County"), since=(Since(ChangeKind.REMOVED, LATER, 9),))
    told = changed(designation("Bexar County", ChangeKind.REMOVED), designation("Webb County"), off)
    said = "Hall County, Texas, was on DHS list; off since March 25, 2017; 1 on, 1 off before"
    assert alert_headline(told) == said


ON, GONE_SINCE = ChangeKind.ADDED, ChangeKind.REMOVED
WAYS = st.lists(st.sampled_from(["flip", "correct", "take back"]), max_size=6)


@given(st.booleans(), WAYS)
def test_what_stands_of_a_row_follows_its_history(told_on: bool, ways: list[str]) -> None:
    """Held against the same naively: its standing last, its cell last, and whether it was taken back."""
    kind, on, cell, taken, since = ON if told_on else GONE_SINCE, told_on, "Counties", False, []
    for number, way in enumerate(ways, 1):
        at = LATER + timedelta(days=number)
        if way == "flip":
            on = not on
            since.append(Since(ON if on else GONE_SINCE, at, number))
        elif way == "correct" and on:
            now = "Cities" if cell == "Counties" else "Counties"
            since.append(Since(ChangeKind.CORRECTED, at, number, (("heading", cell, now),)))
            cell = now
        elif way == "take back" and on:
            taken = True
            since.append(Since(None, at, sentence="That was wrong."))
    row = replace(designation("Hall County", kind), since=tuple(since))
    news = news_of(changed(row))
    (stated,) = news.rows or news.struck
    if taken:
        assert stated.standing is Stands.TAKEN_BACK
        return
    is_struck = on != told_on or (on and told_on and cell != "Counties")
    assert bool(news.struck) == is_struck
    headline = alert_headline(changed(row))
    assert bool(re.search(r" off the | off since ", headline)) == (not on)
    assert not is_struck or "March" in headline or "corrects" in headline
    if news.rows and not told_on:
        assert stated.became == ("off again" if since else "")


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
        assert f"counted {spelled(stand)} declined detainer{'s' * (stand != 1)} in Texas" in alert_sentence(
            told
        )
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
