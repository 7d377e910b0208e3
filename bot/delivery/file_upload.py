"""Put a file into a thread and see it arrive: Slack says ok before it has shared anything.

Source: https://docs.slack.dev/reference/methods/files.completeUploadExternal (the share is
asynchronous); files.info is polled until the channel is among the file's shares. An alternative text goes
with images alone: Slack shares no other file that has one (python-slack-sdk#1818).
"""

import time
from collections.abc import Sequence

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackRequestError

from bot.delivery.render import Attachment
from bot.slack import FAILED_CALL, PASSING, Act, NeverShared, send_bytes, understood

LOOKS = (0.1, 0.3, 0.6, 1.0)
"""Seconds before each look for the share; a longer wait is the outbox's."""
ONE_LOOK = (0.0,)
LOOKS_THROUGH = (0.2, 0.3, 0.5, 1.0, 2.0, 3.0)
"""Seconds before each look whether Slack knows what an image is."""


def upload_file(client: WebClient, channel: str, thread: str, file: Attachment) -> str:
    """Upload a file into a thread, or into the channel itself where none is named.

    Returns:
        The time stamp of its message; the file's id when the app may not look for it.

    Raises:
        SlackApiError: Slack refused, and shared nothing.
        SlackRequestError: The bytes were not taken.
        NeverShared: The file did not appear in time, or Slack didn't say whether it will.
    """
    number = _taken(client, file)
    try:
        answer = client.files_completeUploadExternal(
            files=[{"id": number, "title": file.title}],
            channel_id=channel,
            thread_ts=thread or None,
            initial_comment=file.comment,
        )
    except FAILED_CALL as error:
        if understood(error).act is Act.REPEAT:
            raise NeverShared(number) from error
        raise
    try:
        return find_share(client, channel, number)
    except SlackApiError:
        if not answer.get("files"):
            raise NeverShared(number) from None
        return number


def keep_image(client: WebClient, name: str, content: bytes) -> str:
    """Upload an image that is shared nowhere, and return Slack's id of it once blocks may show it.

    Raises:
        SlackApiError: Slack refused.
        SlackRequestError: The bytes were not taken.
        NeverShared: Slack didn't look through it in time.
    """
    number = _taken(client, Attachment(name, name, content, ""))
    client.files_completeUploadExternal(files=[{"id": number, "title": name}])
    for pause in LOOKS_THROUGH:
        time.sleep(pause)
        if (client.files_info(file=number).get("file") or {}).get("mimetype"):
            return number
    raise NeverShared(number)


def find_share(client: WebClient, channel: str, file: str, looks: Sequence[float] = LOOKS) -> str:
    """Return the time stamp of the message that shares a file in a channel.

    Args:
        client: With the bot token.
        channel: Slack's id of it.
        file: Slack's id of it.
        looks: Seconds before each look.

    Raises:
        SlackApiError: The app may not look.
        NeverShared: It is not there.
    """
    for pause in looks:
        time.sleep(pause)
        try:
            described = client.files_info(file=file).get("file") or {}
        except FAILED_CALL as error:
            if isinstance(error, SlackApiError) and understood(error).act not in PASSING:
                raise
            continue
        for where in (described.get("shares") or {}).values():
            if where.get(channel):
                return str(where[channel][0]["ts"])
    raise NeverShared(file)


def _taken(client: WebClient, file: Attachment) -> str:
    """Let Slack take the bytes and return its id of the file, which nobody sees yet.

    Raises:
        SlackApiError: Slack refused.
        SlackRequestError: They were not taken, or Slack didn't say so.
    """
    content = file.content.encode() if isinstance(file.content, str) else file.content
    try:
        ticket = client.files_getUploadURLExternal(
            filename=file.name, length=len(content), alt_txt=file.alt or None
        )
        address, number = ticket.get("upload_url"), ticket.get("file_id")
        if not address or not number:
            raise SlackRequestError("Slack gave no address for the file.")
        send_bytes(client, str(address), content)
    except FAILED_CALL as error:
        if understood(error).act is Act.REPEAT:
            raise SlackRequestError("The bytes were not taken.") from error
        raise
    return str(number)
