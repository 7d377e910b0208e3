"""chat.* over real HTTP, with the client that the desk uses."""

from datetime import timedelta

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.support.clock import Clock
from tests.support.slack.driven import DrivenSlack

DESK = "C0MASSDESK"


def refused(error: pytest.ExceptionInfo[SlackApiError]) -> str:
    """Slack's error word."""
    return str(error.value.response["error"])


def test_a_post_stands_in_its_channel(slack: DrivenSlack, client: WebClient) -> None:
    """What was posted is what people see, with a timestamp to point at."""
    answer = client.chat_postMessage(channel=DESK, text="Travis County, TX 142")
    (seen,) = slack.messages("#mass-desk")
    assert (seen.ts, seen.text, seen.author) == (answer["ts"], "Travis County, TX 142", "Detainer Desk")


def test_form_and_json_are_read_alike(slack: DrivenSlack, client: WebClient) -> None:
    """A form carries blocks as JSON text, a JSON body as a list; both arrive."""
    blocks = [{"type": "divider", "block_id": "d"}]
    client.api_call(
        "chat.postMessage", data={"channel": DESK, "text": "form", "blocks": '[{"type":"divider"}]'}
    )
    client.api_call("chat.postMessage", json={"channel": DESK, "text": "json", "blocks": blocks})
    assert [message.blocks[0]["type"] for message in slack.messages(DESK)] == ["divider", "divider"]


@pytest.mark.parametrize(
    ("channel", "error"),
    [
        ("C0NOWHERE", "channel_not_found"),
        ("C0INVEST", "channel_not_found"),
        ("C0METRO", "not_in_channel"),
        ("C0ELECTION", "is_archived"),
    ],
)
def test_where_the_app_may_not_post(client: WebClient, channel: str, error: str) -> None:
    """Unknown, private without the app, public without the app, archived."""
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=channel, text="hello")
    assert refused(caught) == error


def test_an_invitation_opens_a_private_channel(slack: DrivenSlack, client: WebClient) -> None:
    """After /invite the same call goes through; after an archiving it is refused for good."""
    slack.invite("#investigations")
    client.chat_postMessage(channel="C0INVEST", text="hello")
    slack.archive("#investigations")
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel="C0INVEST", text="hello")
    assert refused(caught) == "is_archived"


def test_a_persons_id_means_their_direct_messages(slack: DrivenSlack, client: WebClient) -> None:
    """chat.postMessage takes a user id; chat.update needs the channel id that came back."""
    answer = client.chat_postMessage(channel="U0OPERATOR", text="held for review")
    assert answer["channel"].startswith("D")
    with pytest.raises(SlackApiError) as caught:
        client.chat_update(channel="U0OPERATOR", ts=answer["ts"], text="accepted")
    assert refused(caught) == "channel_not_found"
    client.chat_update(channel=answer["channel"], ts=answer["ts"], text="accepted")
    assert slack.messages(answer["channel"])[0].text == "accepted"


def test_a_reply_needs_a_parent(slack: DrivenSlack, client: WebClient) -> None:
    """thread_ts is text, of a message that exists and is no reply itself."""
    parent = client.chat_postMessage(channel=DESK, text="parent")["ts"]
    reply = client.chat_postMessage(channel=DESK, text="rows", thread_ts=parent)["ts"]
    assert [message.thread_ts for message in slack.messages(DESK)] == ["", parent]
    assert slack.messages(DESK)[0].replies == 1
    for thread_ts, error in [
        ("1700000000.000001", "thread_not_found"),
        ("soon", "invalid_thread_ts"),
        (float(parent), "invalid_thread_ts"),
        (reply, "cannot_reply_to_message"),
    ]:
        with pytest.raises(SlackApiError) as caught:
            client.api_call("chat.postMessage", json={"channel": DESK, "text": "x", "thread_ts": thread_ts})
        assert refused(caught) == error, thread_ts


def test_text_without_blocks_removes_the_blocks(slack: DrivenSlack, client: WebClient) -> None:
    """An edit by text alone drops them and is marked; one by blocks alone is not marked."""
    blocks = [{"type": "divider"}]
    ts = client.chat_postMessage(channel=DESK, text="a", blocks=blocks)["ts"]
    client.api_call("chat.update", json={"channel": DESK, "ts": ts, "blocks": blocks})
    assert not slack.messages(DESK)[0].edited
    client.chat_update(channel=DESK, ts=ts, text="b")
    (seen,) = slack.messages(DESK)
    assert (seen.text, seen.blocks, seen.edited) == ("b", [], True)


def test_only_own_lasting_messages_can_be_changed(slack: DrivenSlack, client: WebClient) -> None:
    """Not a person's, not an ephemeral one, not one that isn't there, not in an archived channel."""
    theirs = slack.say(DESK, "morning")
    hidden = client.chat_postEphemeral(channel=DESK, user="U0EDITOR", text="psst")["message_ts"]
    mine = client.chat_postMessage(channel=DESK, text="a")["ts"]
    for ts, error in [
        (theirs, "cant_update_message"),
        (hidden, "message_not_found"),
        ("1700000000.000001", "message_not_found"),
    ]:
        with pytest.raises(SlackApiError) as caught:
            client.chat_update(channel=DESK, ts=ts, text="b")
        assert refused(caught) == error
    slack.archive(DESK)
    with pytest.raises(SlackApiError) as caught:
        client.chat_update(channel=DESK, ts=mine, text="b")
    assert refused(caught) == "is_inactive"


def test_an_ephemeral_message_is_for_one_member(slack: DrivenSlack, client: WebClient) -> None:
    """One person sees it, another doesn't, and a stranger to the channel can't get one."""
    client.chat_postEphemeral(channel=DESK, user="U0EDITOR", text="psst")
    assert [len(slack.messages(DESK, user)) for user in ("Editor", "Reporter")] == [1, 0]
    slack.invite("#investigations")
    with pytest.raises(SlackApiError) as caught:
        client.chat_postEphemeral(channel="C0INVEST", user="U0OPERATOR", text="psst")
    assert refused(caught) == "user_not_in_channel"
    attached = [{"blocks": [{"type": "divider"}]}]
    with pytest.raises(SlackApiError) as caught:
        client.chat_postEphemeral(channel=DESK, user="U0EDITOR", text="psst", attachments=attached)
    assert refused(caught) == "invalid_attachments"


def test_texts_too_long_and_missing(client: WebClient) -> None:
    """40,000 characters are cut with a warning, 4,000 are the most in an edit, none is an error."""
    answer = client.chat_postMessage(channel=DESK, text="x" * 40_001)
    assert (len(answer["message"]["text"]), answer["warning"]) == (40_000, "message_truncated")
    with pytest.raises(SlackApiError) as caught:
        client.chat_update(channel=DESK, ts=answer["ts"], text="x" * 4_001)
    assert refused(caught) == "msg_too_long"
    with pytest.raises(SlackApiError) as caught:
        client.api_call("chat.postMessage", json={"channel": DESK})
    assert refused(caught) == "no_text"


def test_blocks_without_text_are_warned_about(client: WebClient) -> None:
    """Screen readers and notifications read the text: its absence is told."""
    answer = client.api_call("chat.postMessage", json={"channel": DESK, "blocks": [{"type": "divider"}]})
    assert answer["warning"] == "missing_text_in_message"


def test_metadata_is_checked_kept_and_cleared(slack: DrivenSlack, client: WebClient) -> None:
    """Omitted in an edit it stays, an empty object clears it, a wrong or a huge one is refused."""
    good = {"event_type": "alert", "event_payload": {"delivery": 7}}
    ts = client.chat_postMessage(channel=DESK, text="a", metadata=good)["ts"]
    client.chat_update(channel=DESK, ts=ts, text="b")
    assert slack.messages(DESK)[0].metadata == good
    client.chat_update(channel=DESK, ts=ts, text="c", metadata={})
    assert slack.messages(DESK)[0].metadata is None
    wrong: list[tuple[dict[str, object], str]] = [
        ({"event_type": "alert"}, "invalid_metadata_format"),
        ({"event_type": "alert", "event_payload": {"x": "y" * 9000}}, "metadata_too_large"),
    ]
    for metadata, error in wrong:
        with pytest.raises(SlackApiError) as caught:
            client.chat_postMessage(channel=DESK, text="a", metadata=metadata)
        assert refused(caught) == error


def test_a_channel_takes_about_one_message_a_second(
    slack: DrivenSlack, client: WebClient, clock: Clock
) -> None:
    """A few at once, then 429 with the seconds to wait; other channels are not held up."""
    for number in range(4):
        client.chat_postMessage(channel=DESK, text=str(number))
    with pytest.raises(SlackApiError) as caught:
        client.chat_postMessage(channel=DESK, text="4")
    assert (caught.value.response.status_code, caught.value.response.headers["Retry-After"]) == (429, "1")
    client.chat_postMessage(channel="C0TEXAS", text="elsewhere")
    clock.advance(timedelta(seconds=1))
    client.chat_postMessage(channel=DESK, text="4")
    assert [message.text for message in slack.messages(DESK)] == ["0", "1", "2", "3", "4"]


def test_permalinks_and_deletion(slack: DrivenSlack, client: WebClient) -> None:
    """A link leads to the page; after deletion there is nothing to link to."""
    ts = client.chat_postMessage(channel=DESK, text="a")["ts"]
    link = client.chat_getPermalink(channel=DESK, message_ts=ts)["permalink"]
    assert link == f"{slack.page_url}archives/{DESK}/p{ts.replace('.', '')}"
    client.chat_delete(channel=DESK, ts=ts)
    assert slack.messages(DESK) == []
    with pytest.raises(SlackApiError) as caught:
        client.chat_getPermalink(channel=DESK, message_ts=ts)
    assert refused(caught) == "message_not_found"
