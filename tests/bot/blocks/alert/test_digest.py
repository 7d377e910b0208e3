"""A digest reads well when little happened, and is taken by Slack when much did."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.blocks.alert import Digest, digest_message, is_cut
from bot.words import Looked
from jobs.sources import all_sources
from models.domain import (
    EVERYWHERE,
    LEADS,
    ChangeKind,
    Every,
    MessageForm,
    Place,
    PlaceKind,
    Retracted,
    Retraction,
    Subject,
)
from models.messaging import Lead
from tests.support.messages import shown
from tests.support.newsroom.bulletins import LIST, REPORT, changed, designation, happened, report, saying

ADDRESS = "https://www.example.gov/report.pdf"
UNTIL = datetime(2026, 11, 23, 13, tzinfo=UTC)
WEEK = timedelta(days=7)
DHS = all_sources()["dhs_2025"]
JUSTICE = all_sources()["doj_eo14287"]
QUIET_WEEK = Digest(
    ((Subject("MA"), "Massachusetts"),), Every.WEEKLY, UNTIL - WEEK, UNTIL, UNTIL + WEEK,
    "America/New_York", looked=Looked(168, (DHS,), UNTIL),
)  # fmt: skip
CORRECTED = saying(
    replace(
        designation("Boston, MA", ChangeKind.CORRECTED), differences=(("heading", "Cities", "Counties"),)
    ),
    state="MA",
    page=3,
    places=("Boston",),
)
HOSTILE = "<!channel> <@U1> & *bold* `code` =1+1 <http://x|y>" * 40


BALTIMORE = Place("24005", "Baltimore County", "MD", PlaceKind.COUNTY)
ROW = saying(designation("Baltimore County", ChangeKind.REMOVED), state="MD")
OFF = replace(
    changed(replace(ROW, before=replace(ROW.fact, places=(BALTIMORE,)))),
    source=JUSTICE,
    state="MD",
    state_name="Maryland",
)
NEXT = "Next: Monday, Nov. 30, 2026, 8 a.m. EST."


def test_news_reads_as_a_reporter_would_say_it() -> None:
    """D1: what happened in a line, each piece with its day and evidence, the quiet state by name."""
    subjects = ((Subject("MD"), "Maryland"), (Subject("TX"), "Texas"))
    message = digest_message(replace(QUIET_WEEK, subjects=subjects, news=(OFF,)))
    assert shown(message).splitlines() == [
        "Maryland and Texas: week to Nov. 23, 2026. 1 place off a list.",
        "Maryland and Texas: week to Nov. 23, 2026",
        "*1 place off a list.*",
        "Baltimore County, Md., is off the Justice Department's list (March 20, 2017; "
        f"<{ADDRESS}|evidence>).",
        "A detainer is a civil request, not a judge's warrant.",
        "This is wrong",
        "Texas: none.",
        "Checked 168 times; last Nov. 23, 2026, 8 a.m. EST.",
        NEXT,
    ]


def test_states_are_counted_apart_from_places() -> None:
    """Nevada is no place in a state, and ends no name with a comma; a county does."""
    nevada = Place("32", "Nevada", "NV", PlaceKind.STATE)
    row = replace(ROW, before=replace(ROW.fact, state="NV", places=(nevada,)))
    both = replace(OFF, state="", subjects=(Subject("MD"), Subject("NV")))
    subjects = ((Subject("MD"), "Maryland"), (Subject("NV"), "Nevada"))
    said = shown(
        digest_message(replace(QUIET_WEEK, subjects=subjects, news=(both, replace(both, rows=(row,)))))
    )
    assert "*1 place and 1 state off a list.*" in said
    assert "Baltimore County, Md., is off the Justice Department's list (" in said
    assert "Nevada is off the Justice Department's list (" in said


def test_what_a_digest_overtakes_itself_is_past() -> None:
    """Off and on again in one week: neither reads as if both were so, and the last is as it is."""
    on = happened(ChangeKind.ADDED, ROW.fact)
    lines = shown(digest_message(replace(QUIET_WEEK, news=(OFF, replace(OFF, rows=(on,)))))).splitlines()
    said = [line.partition(" the Justice")[0] for line in lines if line.startswith("Baltimore")]
    assert [each.split()[-2:] for each in said] == [["was", "off"], ["is", "on"]]


def test_no_state_is_called_quiet_where_nobody_looked() -> None:
    """News that a person took in says nothing of the others."""
    subjects = ((Subject("MD"), "Maryland"), (Subject("TX"), "Texas"))
    said = shown(digest_message(replace(QUIET_WEEK, subjects=subjects, news=(OFF,), looked=Looked())))
    assert "none" not in said
    assert "No list was checked this week." in said


def test_no_news_where_somebody_looked() -> None:
    """D2: with how often, when last, and which lists."""
    assert shown(digest_message(QUIET_WEEK)).splitlines() == [
        "Massachusetts: week to Nov. 23, 2026. We've seen no changes.",
        "Massachusetts: week to Nov. 23, 2026",
        "We've seen no changes.",
        "Checked 168 times, last Nov. 23, 2026, 8 a.m. EST: DHS.",
        NEXT,
    ]


def test_no_news_where_nobody_looked() -> None:
    """D3: silence is not news, after a week or a gap."""
    week = replace(QUIET_WEEK, looked=Looked())
    sentence = "No list was checked this week, so we can't say if anything changed."
    assert shown(digest_message(week)).splitlines()[1:] == [
        "Massachusetts: week to Nov. 23, 2026", sentence, NEXT,
    ]  # fmt: skip
    late = shown(digest_message(replace(week, since=UNTIL - timedelta(days=10))))
    assert "Massachusetts: Nov. 13 to 23, 2026" in late
    assert "No list was checked since Nov. 13, 2026, so we can't say if anything changed." in late


def test_what_was_sent_as_it_happened_is_not_denied() -> None:
    """Alerts that the channel had of the same time are counted, and not repeated."""
    said = shown(digest_message(replace(QUIET_WEEK, sent=1)))
    assert "We've seen no other changes." in said
    assert "1 alert already sent is not repeated." in said
    unseen = shown(digest_message(replace(QUIET_WEEK, sent=2, looked=Looked())))
    assert "so we can't say if anything else changed." in unseen


def test_what_fails_is_named_with_when_it_was_last_read() -> None:
    """D4: nobody takes silence for news while a list can't be read."""
    failing = ((JUSTICE, UNTIL, UNTIL - WEEK), (REPORT, UNTIL, None))
    said = shown(digest_message(replace(QUIET_WEEK, looked=Looked(168, (), None, failing, ((DHS, UNTIL),)))))
    assert "Justice Department's list couldn't be read Nov. 23, 2026, 8 a.m. EST; last read Nov. 16," in said
    assert "couldn't be read Nov. 23, 2026, 8 a.m. EST; never read." in said
    assert "DHS list: taken down Nov. 23, 2026." in said


def test_leads_are_gathered_without_a_word_on_lists() -> None:
    """A channel that gets possible new lists reads their titles, and nothing on checks of lists."""
    lead = Lead("DOJ news", "https://a.example/1", "New list", None, ("list",))
    asked = replace(QUIET_WEEK, subjects=((Subject(LEADS), "possible new lists"),))
    assert digest_message(asked).text == ("Possible new lists: week to Nov. 23, 2026. No possible new lists.")
    said = shown(digest_message(replace(asked, leads=(lead,))))
    assert "• Possible new list: <https://a.example/1|New list> (DOJ news)" in said
    assert "hecked" not in said


def test_what_the_message_leaves_out_is_counted_and_in_the_csv() -> None:
    """Thirty editions of ten rows don't fit: the message says how many are left, and a CSV follows."""
    week = replace(QUIET_WEEK, news=(changed(*[CORRECTED] * 10),) * 30)
    said = shown(digest_message(week))
    told = said.count("|evidence>")
    assert 0 < told < 20
    assert f"… and {30 - told} more; all in the CSV." in said
    assert is_cut(week)
    assert not is_cut(replace(week, news=week.news[:2]))


@pytest.mark.parametrize("form", [MessageForm.TABLE, MessageForm.TEXT])
def test_a_digest_of_many_long_editions_fits(form: MessageForm) -> None:
    """However much was gathered and whatever publishers print, Slack takes it and nobody is called."""
    row = saying(CORRECTED, fields={"name": HOSTILE, "heading": HOSTILE}, position=HOSTILE, page=None)
    bulletin = replace(report(0, None), source=replace(LIST, short=HOSTILE), rows=(row,) * 300)
    hostile = replace(LIST, short=HOSTILE, publisher=HOSTILE)
    notice = Retraction(LIST, "https://a.example", UNTIL, (Retracted(HOSTILE, "TX", None, HOSTILE, 1),) * 30)
    looked = Looked(9**9, (hostile,), UNTIL, ((hostile, UNTIL, UNTIL),) * 20)
    full = replace(
        QUIET_WEEK, subjects=((Subject(EVERYWHERE), HOSTILE),), news=(bulletin,) * 24,
        retractions=(notice,) * 5, looked=looked, repeat=True,
    )  # fmt: skip
    message = digest_message(full, form)
    shown(message)
    told = [message.text, *(str(block) for block in message.blocks if block["type"] != "header")]
    assert not [text for text in told if "<!channel" in text or "<@U1" in text or "<http://x" in text]
    assert "Next: Monday, Nov. 30, 2026" in told[-1] or form is MessageForm.TEXT
