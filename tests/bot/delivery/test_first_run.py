"""The people who run a desk are welcomed once, and can try it at once."""

from slack_sdk import WebClient

from bot.delivery import Readership
from bot.delivery.deliverer import Deliverer
from models.messaging import welcome_once
from tests.support.newsroom.desk_on_slack import NOW, Room, sources
from tests.support.newsroom.forms import form_of

TEAM, OPERATOR = "T0NEWSROOM", "U0OPERATOR"


def welcomed(room: Room, *people: str) -> int:
    """Connect the desk once more, and send what is owed."""
    number = welcome_once(room.desk.engine, TEAM, people, NOW)
    client = WebClient(room.slack.bot_token, base_url=room.slack.api_url, retry_handlers=[])
    deliverer = Deliverer(room.desk.engine, client, Readership(sources(), "UTC"), lambda: NOW)
    while deliverer.deliver_next():
        pass
    return number


def test_an_operator_is_welcomed_once_ever(room: Room) -> None:
    """One sentence; a restart says nothing, a new operator is told."""
    assert welcomed(room, OPERATOR) == 1
    assert welcomed(room, OPERATOR) == 0
    assert welcomed(room, OPERATOR, "U0EDITOR") == 1
    (told,) = (posted for posted in room.slack.messages("D0OPERATOR") if posted.from_app)
    assert told.text == (
        "I watch public lists about immigration detainers, say what each says of a place, and alert channels."
    )
    assert len([posted for posted in room.slack.messages("D0EDITOR") if posted.from_app]) == 1


def test_its_three_buttons_show_what_the_desk_does(room: Room) -> None:
    """An answer, a form, and a sample that says that it is one."""
    welcomed(room, OPERATOR)
    (told,) = (posted for posted in room.slack.messages("D0OPERATOR") if posted.from_app)
    labels = [button["text"]["text"] for button in told.blocks[-1]["elements"]]
    assert labels == ["Try Boston", "Subscribe a channel", "See a sample"]
    room.slack.click(told, action_id="run_command", user="Operator")
    room.slack.wait_for("D0OPERATOR", lambda posted: "Boston, Mass." in posted.text)
    room.slack.click(told, action_id="subscription_form", user="Operator")
    form = form_of(room.slack, "Operator")
    said = {"state": {"entry": "MA"}, "channel": {"entry": "C0MASSDESK"}}
    assert room.slack.submit(form, said, "Operator").errors == {}
    room.slack.wait_for("D0OPERATOR", lambda posted: "will get Massachusetts alerts" in posted.text)
    room.slack.click(told, action_id="subscription_sample", user="Operator")
    room.slack.wait_for("D0OPERATOR", lambda posted: posted.text.startswith("Sample: "))
