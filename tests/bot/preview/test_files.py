"""Uploads: three steps, a share that comes later or never, and images in blocks."""

import time
import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from tests.support.slack.driven import DrivenSlack

CSV = b"agency,declined\nTravis County,142\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 16


def image(file: dict[str, Any]) -> list[dict[str, Any]]:
    """A message's blocks with an uploaded image."""
    return [{"type": "image", "slack_file": {"id": file["id"]}, "alt_text": "A map"}]


def ready(client: WebClient, file: dict[str, Any]) -> None:
    """Poll as an app does, until Slack has looked at the bytes."""
    for _ in range(100):
        if client.files_info(file=file["id"])["file"]["mimetype"]:
            return
        time.sleep(0.02)
    raise AssertionError("Slack never looked at the file.")


def test_a_file_is_shared_a_moment_later(slack: DrivenSlack, client: WebClient) -> None:
    """The answer comes before type and shares are known; then the message stands in the thread."""
    parent = client.chat_postMessage(channel="C0TEXAS", text="Texas")["ts"]
    answer = client.files_upload_v2(
        channel="C0TEXAS", content=CSV, filename="rows.csv", title="142 rows", thread_ts=parent
    )
    assert (answer["file"]["mimetype"], answer["file"]["shares"]) == ("", {})
    shared = slack.wait_for("#texas-desk", lambda message: bool(message.files))
    assert (shared.thread_ts, shared.files[0]["title"]) == (parent, "142 rows")
    info = client.files_info(file=answer["file"]["id"])["file"]
    assert info["shares"]["public"]["C0TEXAS"][0]["ts"] == shared.ts
    assert info["mimetype"] == "text/csv"
    assert slack.file_content(shared.files[0]) == CSV


def test_a_share_can_be_lost(slack: DrivenSlack, client: WebClient) -> None:
    """An ok is no promise: the file is there, no message is."""
    slack.lose_next_share()
    file = client.files_upload_v2(channel="C0TEXAS", content=CSV, filename="rows.csv")["file"]
    client.files_upload_v2(channel="C0TEXAS", content=CSV, filename="more.csv")
    slack.wait_for("#texas-desk", lambda message: bool(message.files))
    assert [message.files[0]["name"] for message in slack.messages("#texas-desk")] == ["more.csv"]
    assert client.files_info(file=file["id"])["file"]["shares"] == {}


def test_a_share_can_be_late(slack: DrivenSlack, client: WebClient) -> None:
    """Slack looks at the bytes first; `shares` stay empty until the message stands there."""
    slack.delay_next_share(0.6)
    file = client.files_upload_v2(channel="C0TEXAS", content=CSV, filename="rows.csv")["file"]["id"]
    ready(client, client.files_info(file=file)["file"])
    assert (client.files_info(file=file)["file"]["shares"], slack.messages("#texas-desk")) == ({}, [])
    (shared,) = slack.wait_for("#texas-desk", lambda message: bool(message.files)).files
    assert list(shared["shares"]["public"]) == ["C0TEXAS"]


def test_alt_text_is_for_images(slack: DrivenSlack, client: WebClient) -> None:
    """With a CSV it loses the share, beyond 1,000 characters it is refused."""
    client.files_upload_v2(channel="C0TEXAS", content=CSV, filename="rows.csv", alt_txt="Rows")
    client.files_upload_v2(channel="C0TEXAS", content=PNG, filename="map.png", alt_txt="A map")
    slack.wait_for("#texas-desk", lambda message: bool(message.files))
    assert [message.files[0]["name"] for message in slack.messages("#texas-desk")] == ["map.png"]
    with pytest.raises(SlackApiError, match="alt_txt_too_large"):
        client.files_upload_v2(channel="C0TEXAS", content=PNG, filename="map.png", alt_txt="x" * 1001)


def test_files_need_membership(client: WebClient) -> None:
    """A file goes where a message may go."""
    with pytest.raises(SlackApiError, match="not_in_channel"):
        client.files_upload_v2(channel="C0METRO", content=CSV, filename="rows.csv")


def test_bytes_must_be_as_many_as_announced(client: WebClient) -> None:
    """A cut upload is refused, and nothing can be completed with it."""
    ticket = client.files_getUploadURLExternal(filename="rows.csv", length=100)
    with pytest.raises(urllib.error.HTTPError) as caught:
        urllib.request.urlopen(ticket["upload_url"], b"short")  # noqa: S310  our own server
    caught.value.close()
    with pytest.raises(SlackApiError, match="file_not_found"):
        client.files_completeUploadExternal(files=[{"id": ticket["file_id"]}])


def test_an_image_in_a_block_must_be_ready(slack: DrivenSlack, client: WebClient) -> None:
    """Before Slack has looked at it, it is an invalid slack file; so is one that is no image."""
    rows = client.files_upload_v2(content=CSV, filename="rows.csv")["file"]
    ticket = client.files_getUploadURLExternal(filename="map.png", length=len(PNG))
    for too_early in ({"id": ticket["file_id"]}, rows):
        with pytest.raises(SlackApiError) as caught:
            client.chat_postMessage(channel="C0TEXAS", text="map", blocks=image(too_early))
        assert "invalid slack file" in caught.value.response["response_metadata"]["messages"][0]
    file = client.files_upload_v2(content=PNG, filename="map.png")["file"]
    ready(client, file)
    client.chat_postMessage(channel="C0TEXAS", text="map", blocks=image(file))
    assert slack.messages("#texas-desk")[0].blocks[0]["slack_file"] == {"id": file["id"]}
