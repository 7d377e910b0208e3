"""A digest reads well when little happened, and is taken by Slack when much did."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.blocks.alert import Digest, Looked, digest_message, is_cut
from models.domain import (
    EVERYWHERE,
    LEADS,
    ChangeKind,
    Every,
    MessageForm,
    Retracted,
    Retraction,
    Subject,
)
from models.messaging import Lead
from tests.support.messages import shown
from tests.support.newsroom.bulletins import LIST, changed, designation, report, saying

ADDRESS = "https://www.example.gov/report.pdf"
UNTIL = datetime(2026, 11, 23, 13, tzinfo=UTC)
WEEK = timedelta(days=7)
QUIET_WEEK = Digest(
    (Subject("MA"),), "Massachusetts", Every.WEEKLY, UNTIL - WEEK, UNTIL, UNTIL + WEEK,
    "America/New_York", looked=Looked(168, oldest=UNTIL),
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


def test_one_correction_reads_as_a_reporter_would_say_it() -> None:
    """Golden: what changed from what to what, with its page, and how well was looked."""
    bulletin = replace(changed(CORRECTED), state="MA", state_name="Massachusetts")
    message = digest_message(replace(QUIET_WEEK, news=(bulletin,)))
    assert shown(message).splitlines() == [
        "Massachusetts, week to 23 Nov 2026: 1 corrected, 0 added, 0 removed",
        "Massachusetts, week to 23 Nov 2026",
        "*1 corrected, 0 added, 0 removed*",
        f"*DHS list changed: Boston, MA corrected* (<{ADDRESS}|document>, 20 Mar 2017)",
        f"• *Boston, MA*: corrected; heading Cities → Counties; <{ADDRESS}#page=3|p. 3>",
        "_A detainer is a civil request, not a warrant signed by a judge._",
        "This is wrong",
        "168 checks, all sources healthy, oldest success <!date^1795438800^{ago}|23 Nov 2026, 08:00 EST>",
        "Next Mon 30 Nov 2026, 8:00 EST",
    ]


def test_a_gap_is_told_by_its_days() -> None:
    """After ten days without the desk nobody reads `week to`."""
    late = replace(QUIET_WEEK, since=UNTIL - timedelta(days=10))
    assert digest_message(late).text == "Massachusetts, 13–23 Nov 2026: Nothing changed"


def test_what_fails_is_named_with_when_it_was_last_read() -> None:
    """Nobody takes silence for news while a source can't be read."""
    looked = Looked(168, failing=(("ICE", UNTIL), ("DOJ", None)), withdrawn=(("DHS", UNTIL),))
    said = shown(digest_message(replace(QUIET_WEEK, looked=looked)))
    assert "ICE failing, last read <!date^" in said
    assert "DOJ failing, never read yet" in said
    assert "DHS list withdrawn since 23 Nov 2026" in said
    assert "healthy" not in said


def test_leads_are_gathered_without_a_word_on_lists() -> None:
    """A channel that hears of leads reads their titles, and nothing on checks of lists."""
    lead = Lead("DOJ news", "https://a.example/1", "New list", None, ("list",))
    asked = replace(QUIET_WEEK, subjects=(Subject(LEADS),), name="Leads to new lists")
    assert digest_message(asked).text == "Leads to new lists, week to 23 Nov 2026: No new lead"
    said = shown(digest_message(replace(asked, leads=(lead,))))
    assert "• Perhaps a new list: <https://a.example/1|New list> (DOJ news)" in said
    assert "checks" not in said


def test_what_the_message_leaves_out_is_counted_and_in_the_csv() -> None:
    """Thirty editions of ten rows don't fit: the message says how many are left, and a CSV follows."""
    week = replace(QUIET_WEEK, news=(changed(*[CORRECTED] * 10),) * 30)
    said = shown(digest_message(week))
    told = said.count("*DHS list changed")
    assert 0 < told < 20
    assert f"… and {30 - told} more pieces of news; the CSV holds all rows." in said
    assert is_cut(week)
    assert not is_cut(replace(week, news=week.news[:2]))


@pytest.mark.parametrize("form", [MessageForm.TABLE, MessageForm.TEXT])
def test_a_digest_of_many_long_editions_fits(form: MessageForm) -> None:
    """However much was gathered and whatever publishers print, Slack takes it and nobody is called."""
    row = saying(CORRECTED, fields={"name": HOSTILE, "heading": HOSTILE}, position=HOSTILE, page=None)
    bulletin = replace(report(0, None), source=replace(LIST, short=HOSTILE), rows=(row,) * 300)
    notice = Retraction(LIST, "https://a.example", UNTIL, (Retracted(HOSTILE, "TX", None, HOSTILE, 1),) * 30)
    looked = Looked(9**9, ((HOSTILE, UNTIL),) * 20)
    full = replace(
        QUIET_WEEK, subjects=(Subject(EVERYWHERE),), name=HOSTILE, news=(bulletin,) * 60,
        retractions=(notice,) * 5, looked=looked, repeat=True,
    )  # fmt: skip
    message = digest_message(full, form)
    shown(message)
    told = [message.text, *(str(block) for block in message.blocks if block["type"] != "header")]
    assert not [text for text in told if "<!channel" in text or "<@U1" in text or "<http://x" in text]
    assert "Next Mon 30 Nov 2026" in told[-1] or form is MessageForm.TEXT
