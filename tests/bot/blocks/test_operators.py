"""What operators read, and that Slack takes it."""

from datetime import UTC, datetime

from bot.blocks import NoticeSetting, correcting, notice
from bot.preview.validation import check_blocks
from models.domain import Decision
from models.messaging import (
    ChannelClosed,
    Correcting,
    HeldFacts,
    Misprint,
    SlipsFacts,
    SlipsRead,
    SourceFails,
    ToldOtherwiseFacts,
)
from tests.support.messages import shown


def test_a_held_edition_says_why_and_how_to_decide() -> None:
    """The reasons, the first rows, the address, and the two commands; hostile rows change nothing."""
    message = notice(
        HeldFacts(
            7,
            "ice_ddor",
            ("The printed total is 206, and 205 rows were counted.", "<!channel>"),
            "https://www.example.gov/report.pdf",
            sample=("Example County Jail | Mexico", "```<!here>"),
        ),
        NoticeSetting({"ice_ddor": "ICE"}),
    )
    said = shown(message)
    assert message.text.startswith(
        "A new ICE document arrived and looks wrong. Nobody was alerted. The printed total is 206,"
    )
    assert "206, and 205 rows" in said
    assert "python -m bot review accept 7" in said
    assert "python -m bot review reject 7" in said
    assert "Example County Jail | Mexico" in said
    assert "<https://www.example.gov/report.pdf|" in said
    assert "<!channel>" not in said
    assert "<!here>" not in said


HELD = HeldFacts(7, "list", ("36 rows would be gone.",), sha256="ab12")


def test_a_held_edition_has_two_buttons_that_ask_first() -> None:
    """A press alerts newsrooms, so a dialog says what it does; the hash names the bytes."""
    message = notice(HELD)
    check_blocks(list(message.blocks), "message")
    accept, reject = message.blocks[-1]["elements"]
    assert (accept["text"]["text"], accept["value"], accept["style"]) == ("Accept", "7", "primary")
    assert (reject["text"]["text"], reject["value"], reject["style"]) == ("Reject", "7", "danger")
    assert "alerted" in accept["confirm"]["text"]["text"]
    assert reject["confirm"]["style"] == "danger"
    assert "SHA-256 ab12" in shown(message)


def test_once_decided_it_says_by_whom_and_has_no_buttons() -> None:
    """A person is mentioned by id; whatever else decided is told as words, in which nothing takes effect."""
    at = datetime(2026, 11, 25, 15, tzinfo=UTC)
    accepted = Decision(7, "accepted", "U0OPERATOR", at, "America/New_York")
    told = shown(notice(HELD, decision=accepted))
    assert "*Accepted* by <@U0OPERATOR>, <!date^" in told
    assert "25 Nov 2026, 10:00 EST" in told
    rejected = Decision(7, "rejected", "<!channel>", None, "America/New_York")
    told = shown(notice(HELD, decision=rejected))
    assert "*Rejected* by &lt;!channel&gt;. It is not published; its bytes are kept." in told
    assert all(block["type"] != "actions" for block in notice(HELD, decision=accepted).blocks)


def test_a_replay_asks_for_no_decision() -> None:
    """Its ids are those of another database: a button would decide on something else."""
    assert all(block["type"] != "actions" for block in notice(HELD, NoticeSetting(buttons=False)).blocks)


OTHERWISE = ToldOtherwiseFacts(9, "list", "", [("removed", "Boston"), ("corrected", "<!channel>")])


def test_what_was_told_in_error_can_be_corrected_by_a_button_that_asks_first() -> None:
    """Each change is listed, and nothing was altered yet; a replay has no button."""
    message = notice(OTHERWISE)
    check_blocks(list(message.blocks), "message")
    (correct,) = message.blocks[-1]["elements"]
    assert (correct["text"]["text"], correct["value"]) == ("Correct these", "9")
    assert "Correct the messages that told these?" in correct["confirm"]["text"]["text"]
    said = shown(message)
    assert "removed: Boston" in said
    assert "no message was altered" in said
    assert "<!channel>" not in said
    replayed = notice(OTHERWISE, NoticeSetting(buttons=False))
    assert all(block["type"] != "actions" for block in replayed.blocks)


def test_who_lets_messages_be_corrected_is_told_how_many() -> None:
    """Also that there is none left, or that somebody did it before."""
    assert correcting(Correcting(1, 1)) == "1 message is being corrected."
    assert correcting(Correcting(3, 2)) == "2 messages are being corrected."
    assert "already" in correcting(Correcting(3, 0))
    assert correcting(Correcting(0, 0)) == "There is no message left to correct."


def test_a_paused_channel_is_named() -> None:
    """Whoever subscribed can click the channel that is closed."""
    said = shown(notice(ChannelClosed(channel="C0TEXAS", code="not_in_channel")))
    assert "I can't post in <#C0TEXAS>, which you subscribed: I am no member of it." in said
    assert "Type /invite @Detainer Desk in it; then `/detainers resume` there sends what waited." in said


def test_a_possible_repeat_of_a_notice_says_so() -> None:
    """Operators know why they read it twice."""
    message = notice(SourceFails(source="list", failures=3, error="The page answers 403."), repeat=True)
    assert message.text.startswith("Possible repeat: ")
    assert "You may have had this already" in shown(message)


def test_slips_are_one_line_and_slack_takes_any_number_of_them() -> None:
    """How many rows print what for what; a hostile or endless text changes nothing."""
    few = SlipsRead(edition=7, misprints=(Misprint(printed="PENNSLYVANIA", meant="PENNSYLVANIA", rows=27),))
    message = notice(SlipsFacts("ice_287g", "", few), NoticeSetting({"ice_287g": "ICE"}))
    assert message.text == (
        "ICE's list: 27 rows print PENNSLYVANIA for PENNSYLVANIA. They are read as what they continue; "
        "nobody was alerted."
    )
    one = SlipsRead(edition=7, misprints=(Misprint(printed="TEXSA", meant="TEXAS", rows=1),))
    assert notice(SlipsFacts("ice_287g", "", one), NoticeSetting({"ice_287g": "ICE"})).text == (
        "ICE's list: 1 row prints TEXSA for TEXAS. It is read as what it continues; nobody was alerted."
    )
    odd = tuple(Misprint(printed="<!channel>" + "x" * 900, meant="", rows=1, mended=True) for _ in range(10))
    message = notice(SlipsFacts("list", "https://a.example/", SlipsRead(edition=7, misprints=odd, more=40)))
    check_blocks(list(message.blocks), "message")
    said = shown(message)
    assert "and 40 rows with other misprints" in said
    assert "1 row prints – for" in said
    assert "<!channel>" not in said
