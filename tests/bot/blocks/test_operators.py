"""What operators read, and that Slack takes it."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.blocks import NoticeSetting, correcting, decided_already, notice
from bot.preview.validation import check_blocks
from models.domain import Decision, ListNames
from models.messaging import (
    ChannelClosed,
    ColumnsFacts,
    Correcting,
    HeldFacts,
    Misprint,
    RemarkFacts,
    SlipsFacts,
    SlipsRead,
    SourceAnswers,
    SourceFails,
    ToldOtherwiseFacts,
    Unsent,
)
from tests.support.messages import shown
from tests.support.newsroom.bulletins import LIST

NAMES = ListNames("ICE's 287(g) list", "ICE's 287(g) list", "287(g) list", "287(g)", "ICE", "ICE")
SETTING = NoticeSetting({"ice_287g": replace(LIST, name="ice_287g", names=NAMES)})
NOON = datetime(2026, 11, 25, 17, tzinfo=UTC)


def test_a_held_version_says_why_and_how_to_decide() -> None:
    """The reasons, the first rows, the address, and the two commands; hostile rows change nothing."""
    message = notice(
        HeldFacts(
            7,
            "ice_287g",
            ("The printed total is 206, and 205 rows were counted.", "<!channel>"),
            "https://www.example.gov/report.pdf",
            sample=("Example County Jail | Mexico", "```<!here>"),
        ),
        SETTING,
    )
    said = shown(message)
    assert message.text == (
        "A new file of ICE's 287(g) list needs review: The printed total is 206, and 205 rows were counted. "
        "No channel has been alerted."
    )
    assert "python -m bot review accept 7" in said
    assert "python -m bot review reject 7" in said
    assert "Example County Jail | Mexico" in said
    assert "<https://www.example.gov/report.pdf|" in said
    assert "<!channel>" not in said
    assert "<!here>" not in said


HELD = HeldFacts(7, "list", ("36 rows would go at once.",), sha256="ab12")


def test_a_held_version_has_two_buttons_that_ask_first() -> None:
    """A press alerts newsrooms, so a dialog says what it does; the hash names the bytes."""
    message = notice(HELD)
    check_blocks(list(message.blocks), "message")
    accept, reject = message.blocks[-1]["elements"]
    assert (accept["text"]["text"], accept["value"], accept["style"]) == ("Publish", "7", "primary")
    assert (reject["text"]["text"], reject["value"], reject["style"]) == ("Set aside", "7", "danger")
    asked = [button["confirm"][part]["text"] for button in (accept, reject) for part in ("title", "text")]
    assert asked == [
        "Publish it?",
        "Subscribed channels will be alerted.",
        "Set it aside?",
        "Nobody will be alerted; the file is kept.",
    ]
    assert "SHA-256 ab12" in shown(message)


def test_once_decided_it_says_by_whom_and_has_no_buttons() -> None:
    """A person is mentioned by id; whatever else decided is told as words, in which nothing takes effect."""
    accepted = Decision(7, "accepted", "U0OPERATOR", NOON, "America/New_York")
    assert "Published by <@U0OPERATOR>, Nov. 25, 2026, noon EST." in shown(notice(HELD, decision=accepted))
    rejected = Decision(7, "rejected", "<!channel>", None, "America/New_York")
    assert "Set aside by &lt;!channel&gt;." in shown(notice(HELD, decision=rejected))
    assert all(block["type"] != "actions" for block in notice(HELD, decision=accepted).blocks)
    assert decided_already(replace(rejected, by="U0OPERATOR")) == "<@U0OPERATOR> already set it aside."


def test_a_replay_asks_for_no_decision() -> None:
    """Its ids are those of another database: a button would decide on something else."""
    assert all(block["type"] != "actions" for block in notice(HELD, NoticeSetting(buttons=False)).blocks)


OTHERWISE = ToldOtherwiseFacts(9, "list", "", [("removed", "Boston"), ("corrected", "<!channel>")])


def test_what_was_sent_in_error_can_be_corrected_by_a_button_that_asks_first() -> None:
    """Each change is listed, and nothing was altered yet; a replay has no button."""
    message = notice(OTHERWISE)
    check_blocks(list(message.blocks), "message")
    (correct,) = message.blocks[-1]["elements"]
    assert (correct["text"]["text"], correct["value"]) == ("Correct these", "9")
    assert "Each message will say that it was wrong" in correct["confirm"]["text"]["text"]
    said = shown(message)
    assert "2 changes we alerted channels to didn't happen." in said
    assert "off: Boston" in said
    assert "no message was changed" in said
    assert "<!channel>" not in said
    replayed = notice(OTHERWISE, NoticeSetting(buttons=False))
    assert all(block["type"] != "actions" for block in replayed.blocks)


def test_who_lets_messages_be_corrected_reads_how_many() -> None:
    """Also that there is none left, or that somebody did it before."""
    assert correcting(Correcting(1, 1)) == "1 message is being corrected."
    assert correcting(Correcting(3, 2)) == "2 messages are being corrected."
    assert "already" in correcting(Correcting(3, 0))
    assert correcting(Correcting(0, 0)) == "No message is left to correct."


def test_a_paused_channel_is_named_with_what_opens_it() -> None:
    """Whoever subscribed can click the channel that is closed."""
    assert notice(ChannelClosed(channel="C0TEXAS", code="not_in_channel")).text == (
        "I can't post in <#C0TEXAS>: I'm not in this channel. Alerts are held; nothing is lost. "
        "Type `/invite @Detainer Desk` there, then `/detainers resume`."
    )
    assert "it's archived. Alerts are held; nothing is lost. Unarchive it, then" in (
        notice(ChannelClosed(channel="C0TEXAS", code="is_archived")).text
    )


def test_a_list_that_fails_says_when_it_was_last_read_and_when_it_is_well() -> None:
    """Why, and since when; a feed is called one."""
    failing = SourceFails(source="ice_287g", failures=3, error="The page answers 403.", last=NOON)
    assert notice(failing, SETTING).text == (
        "ICE's 287(g) list couldn't be read 3 times in a row: The page answers 403. "
        "Last read Nov. 25, 2026, noon EST."
    )
    well = notice(SourceAnswers(source="scout:DHS news", failures=3), SETTING).text
    assert well == "The feed DHS news can be read again after 3 failures."


def test_a_possible_repeat_of_a_notice_says_so() -> None:
    """Operators know why they read it twice."""
    message = notice(SourceFails(source="list", failures=3, error="The page answers 403."), repeat=True)
    assert message.text.startswith("Possible repeat: ")
    assert "You may have this already" in shown(message)


def test_new_columns_say_that_rows_are_read_and_what_to_look_for() -> None:
    """What came and what went, by the headers as printed."""
    told = notice(ColumnsFacts("ice_287g", "", ("COUNTY", "TIER"), ("REGION",)), SETTING).text
    assert told == (
        "ICE's 287(g) list has new columns: COUNTY, TIER and lacks REGION. "
        "Rows still read; check whether REGION moved."
    )


def test_what_somebody_says_is_wrong_comes_with_what_they_were_shown() -> None:
    """Who, where, in their own words; feedback on the desk has no row to put a note on."""
    remark = RemarkFacts(
        3, "U0EDITOR", "C0MASS", "It left in May.", "2507000", "Boston: on it.", "https://s.example/p1"
    )
    message = notice(remark)
    assert message.text.startswith("<@U0EDITOR> in <#C0MASS> says this is wrong: “It left in May.”")
    said = shown(message)
    assert "What we showed: Boston: on it." in said
    assert "<https://s.example/p1|See it>" in said
    assert message.blocks[-1]["elements"][0]["text"]["text"] == "Add a public note"
    assert notice(replace(remark, about="", shown="")).blocks[-1]["type"] == "section"


def test_when_nothing_is_sent_the_cure_is_said() -> None:
    """A token that was revoked is fixed by a person; nothing is lost meanwhile."""
    assert notice(Unsent(code="token_revoked", since=NOON)).text == (
        "Nothing is being sent since Nov. 25, 2026, noon EST: the app's token was revoked. "
        "Fix the token, then restart. Nothing is lost."
    )


def test_slips_are_one_line_and_slack_takes_any_number_of_them() -> None:
    """How many rows print what, and what we read; a hostile or endless text changes nothing."""
    few = SlipsRead(edition=7, misprints=(Misprint(printed="PENNSLYVANIA", meant="PENNSYLVANIA", rows=68),))
    assert notice(SlipsFacts("ice_287g", "", few), SETTING).text == (
        "68 rows print PENNSLYVANIA; we read them as Pennsylvania. No alert was sent. (ICE's 287(g) list.)"
    )
    one = SlipsRead(edition=7, misprints=(Misprint(printed="TEXSA", meant="TEXAS", rows=1),))
    assert notice(SlipsFacts("ice_287g", "", one), SETTING).text.startswith(
        "1 row prints TEXSA; we read it as Texas."
    )
    odd = tuple(Misprint(printed="<!channel>" + "x" * 900, meant="", rows=1, mended=True) for _ in range(10))
    message = notice(SlipsFacts("list", "https://a.example/", SlipsRead(edition=7, misprints=odd, more=40)))
    check_blocks(list(message.blocks), "message")
    said = shown(message)
    assert "40 rows more with other misprints" in said
    assert "1 row prints – again" in said
    assert "<!channel>" not in said
