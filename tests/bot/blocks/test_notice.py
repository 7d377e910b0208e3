"""What operators read, and that Slack takes it."""

from datetime import UTC, datetime

from bot.blocks.notice import notice
from bot.preview.validation import check_blocks
from models.bulletin import CHANNEL, SOURCE, Decision
from tests.support.messages import shown


def test_a_held_edition_says_why_and_how_to_decide() -> None:
    """The reasons, the first rows, the address, and the two commands; hostile rows change nothing."""
    message = notice(
        {
            "sentence": f"A new {SOURCE} document arrived and looks wrong. Nobody was alerted.",
            "source": "ice_ddor",
            "reasons": ["The printed total is 206, and 205 rows were counted.", "<!channel>"],
            "edition": 7,
            "address": "https://www.example.gov/report.pdf",
            "sample": ["Example County Jail | Mexico", "```<!here>"],
        },
        {"ice_ddor": "ICE"},
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


HELD = {"sentence": "It looks wrong.", "reasons": ["36 rows would be gone."], "edition": 7, "sha256": "ab12"}


def test_a_held_edition_has_two_buttons_that_ask_first() -> None:
    """A press alerts newsrooms, so a dialog says what it does; the hash names the bytes."""
    message = notice(HELD, {})
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
    told = shown(notice(HELD, {}, decision=accepted))
    assert "*Accepted* by <@U0OPERATOR>, <!date^" in told
    assert "25 Nov 2026, 10:00 EST" in told
    rejected = Decision(7, "rejected", "<!channel>", None, "America/New_York")
    told = shown(notice(HELD, {}, decision=rejected))
    assert "*Rejected* by &lt;!channel&gt;. It is not published; its bytes are kept." in told
    assert all(block["type"] != "actions" for block in notice(HELD, {}, decision=accepted).blocks)


def test_a_replay_asks_for_no_decision() -> None:
    """Its ids are those of another database: a button would decide on something else."""
    assert all(block["type"] != "actions" for block in notice(HELD, {}, buttons=False).blocks)


def test_a_paused_channel_is_named() -> None:
    """Whoever subscribed can click the channel that is closed."""
    payload = {"sentence": f"I can't post in {CHANNEL}.", "cure": "Invite me.", "channel": "C0TEXAS"}
    said = shown(notice(payload, {}))
    assert "I can't post in <#C0TEXAS>. Invite me." in said
    assert "Invite me." in said


def test_a_possible_repeat_of_a_notice_says_so() -> None:
    """Operators know why they read it twice."""
    message = notice({"sentence": "The page answers 403."}, {}, repeat=True)
    assert message.text.startswith("Possible repeat: ")
    assert "You may have had this already" in shown(message)
