"""Asking for leads in Slack, over a real Socket Mode connection."""

from tests.support.newsroom.desk_on_slack import Room
from tests.support.shown import shown


def test_a_channel_asks_for_leads_and_ends_them(room: Room) -> None:
    """Subscribed, listed, on App Home, undone."""
    reply = room.slack.command("#mass-desk", "subscribe to leads")
    assert f"<#{reply.channel}> will get possible new lists as they happen." in reply.text
    assert "already gets" in room.slack.command("#mass-desk", "subscribe leads").text
    listed = room.slack.command("#mass-desk", "subscriptions")
    assert "• possible new lists, as they happen (<@U0EDITOR>, " in shown(listed.blocks)
    ended = room.slack.command("#mass-desk", "unsubscribe leads")
    assert "no longer gets possible new lists. It has no subscriptions." in ended.text


def test_states_and_leads_at_once(room: Room) -> None:
    """The lists are named for the state, the sample is of the state."""
    reply = room.slack.command("#mass-desk", "subscribe leads, MA")
    assert "will get Massachusetts alerts and possible new lists as they happen, from " in reply.text
    assert "Undo\nDigest instead\nSend a sample" in shown(reply.blocks)
    assert room.slack.click(reply, action_id="subscription_undo").error == ""
    room.slack.wait_for("#mass-desk", lambda posted: "no longer gets" in posted.text)
    assert "No subscriptions in" in room.slack.command("#mass-desk", "subscriptions").text


def test_help_says_how(open_room: Room) -> None:
    """Nobody has to guess the word."""
    assert "|leads [from LIST, LIST]" in open_room.slack.command("#mass-desk", "help subscribe").text
