"""Put a file into a thread and see it arrive: Slack says ok before it has shared anything.

Source: https://docs.slack.dev/reference/methods/files.completeUploadExternal (the share is
asynchronous); files.info is polled until the channel is among the file's shares.
"""

import time

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.delivery.render import Attachment
from bot.slack import NeverShared

LOOKS = (0.1, 0.3, 0.6, 1.0, 2.0)
"""Seconds before each look for the share."""


def upload_file(client: WebClient, channel: str, thread: str, file: Attachment) -> str:
    """Upload a file into a thread, or into the channel itself where none is named.

    Returns:
        The time stamp of its message; the file's id when the app may not look for it.

    Raises:
        SlackApiError: Slack refused.
        SlackRequestError: The bytes were not taken.
        NeverShared: The file did not appear in time.
    """
    answer = client.files_upload_v2(
        channel=channel,
        thread_ts=thread or None,
        content=file.content,
        filename=file.name,
        title=file.title,
        initial_comment=file.comment,
    )
    number = str(answer["files"][0]["id"])
    for pause in LOOKS:
        time.sleep(pause)
        try:
            shares = client.files_info(file=number)["file"].get("shares") or {}
        except SlackApiError:
            return number
        for where in shares.values():
            if where.get(channel):
                return str(where[channel][0]["ts"])
    raise NeverShared(f"File {number} never appeared in {channel}.")
