"""chat.*: post, reply, edit, delete, point at."""

import re

from bot.preview.api.args import Args
from bot.preview.api.content import MOST_UPDATE_TEXT, Content, content_of
from bot.preview.api.lookups import channel_named, channel_to_post
from bot.preview.api.show import show_message
from bot.preview.errors import SlackRefusal
from bot.preview.state import BOT_USER, Core, Json, LocalChannel, LocalMessage

TIMESTAMP = re.compile(r"\d{10}\.\d{6}")


def post_message(core: Core, args: Args) -> Json:
    """chat.postMessage: into a channel, or with thread_ts under its parent."""
    channel = channel_to_post(core, args.required("channel"))
    content = content_of(core, args)
    thread_ts = thread_of(core, channel, args)
    core.rates.post(channel.id)
    message = core.workspace.add(
        LocalMessage(
            channel.id,
            BOT_USER,
            content.text,
            content.blocks,
            thread_ts,
            broadcast=args.flag("reply_broadcast"),
            metadata=content.metadata or None,
        )
    )
    shown = show_message(core, message)
    return {"channel": channel.id, "ts": message.ts, "message": shown, **_warned(content)}


def post_ephemeral(core: Core, args: Args) -> Json:
    """chat.postEphemeral: seen by one member, gone at reload in Slack, never edited by chat.update.

    Blocks inside attachments are invalid_attachments there (its page's list of errors).
    """
    attached = args.nested("attachments", "invalid_attachments") or []
    if any("blocks" in attachment for attachment in attached):
        raise SlackRefusal("invalid_attachments")
    channel = channel_to_post(core, args.required("channel"))
    user = args.required("user")
    content = content_of(core, args)
    if user not in channel.members:
        raise SlackRefusal("user_not_in_channel")
    thread_ts = thread_of(core, channel, args)
    message = core.workspace.add(
        LocalMessage(channel.id, BOT_USER, content.text, content.blocks, thread_ts, seen_by=user)
    )
    return {"message_ts": message.ts, **_warned(content)}


def update(core: Core, args: Args) -> Json:
    """chat.update: an own message; text without blocks removes the blocks, blocks alone leave no mark."""
    message = _own(core, args, "cant_update_message")
    if core.workspace.channels[message.channel].is_archived:
        raise SlackRefusal("is_inactive")
    content = content_of(core, args)
    if len(content.text) > MOST_UPDATE_TEXT:
        raise SlackRefusal("msg_too_long")
    if args.has("text"):
        message.text, message.edited = content.text, core.workspace.next_ts()
    message.blocks = content.blocks
    if content.metadata is not None:
        message.metadata = content.metadata or None
    core.workspace.changed(message)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": message.text,
        "message": show_message(core, message),
        **_warned(content),
    }


def delete(core: Core, args: Args) -> Json:
    """chat.delete: an own message."""
    message = _own(core, args, "cant_delete_message")
    core.workspace.remove(message)
    return {"channel": message.channel, "ts": message.ts}


def get_permalink(core: Core, args: Args) -> Json:
    """chat.getPermalink: an address on the local page."""
    channel = channel_named(core, args.required("channel"))
    message = core.workspace.find(channel.id, args.required("message_ts"))
    if message is None or message.seen_by:
        raise SlackRefusal("message_not_found")
    link = f"{core.base_url}/archives/{channel.id}/p{message.ts.replace('.', '')}"
    return {"channel": channel.id, "permalink": link}


def thread_of(core: Core, channel: LocalChannel, args: Args) -> str:
    """The parent that thread_ts names, or nothing.

    Raises:
        SlackRefusal: invalid_thread_ts when it is no timestamp (jenkinsci/slack-plugin#584) or no text
            (a float loses the message, slackapi/python-slack-sdk#840); thread_not_found when no message
            stands there; cannot_reply_to_message for a reply or an ephemeral.
    """
    if not args.has("thread_ts"):
        return ""
    value = args.values["thread_ts"]
    if not isinstance(value, str) or not TIMESTAMP.fullmatch(value):
        raise SlackRefusal("invalid_thread_ts", [f"[ERROR] {value} is not a valid thread_ts"])
    parent = core.workspace.find(channel.id, value)
    if parent is None:
        raise SlackRefusal("thread_not_found")
    if parent.seen_by or (parent.thread_ts and parent.thread_ts != parent.ts):
        raise SlackRefusal("cannot_reply_to_message")
    return value


def _own(core: Core, args: Args, error: str) -> LocalMessage:
    channel = core.workspace.channels.get(args.required("channel"))
    if channel is None or BOT_USER not in channel.members:
        raise SlackRefusal("channel_not_found")
    message = core.workspace.find(channel.id, args.required("ts"))
    if message is None or message.seen_by:
        raise SlackRefusal("message_not_found")
    if message.user != BOT_USER:
        raise SlackRefusal(error)
    return message


def _warned(content: Content) -> Json:
    if not content.warnings:
        return {}
    return {"warning": ",".join(content.warnings), "response_metadata": {"warnings": list(content.warnings)}}
