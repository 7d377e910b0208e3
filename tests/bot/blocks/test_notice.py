"""What operators read, and that Slack takes it."""

from bot.blocks.notice import notice
from models.bulletin import CHANNEL, SOURCE
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
