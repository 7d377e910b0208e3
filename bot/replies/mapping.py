"""Pictures that are asked for, sent to the person: an answer for one person alone takes no file."""

from collections.abc import Sequence

from slack_sdk import WebClient

from bot.answers import Answer, MapCounts, Mapped, counts_on_map, place_timeline, state_map
from bot.blocks.kit import Message
from bot.delivery import Attachment, facts_as_csv, upload_file
from bot.desk import Desk
from bot.pictures import Frame, Picture, draw_map, draw_timeline, png
from bot.replies.answering import tell
from bot.replies.export import not_taken
from bot.replies.surface import Surface
from bot.slack import FAILED_CALL
from bot.words import CIVIL_REQUEST, counted, literal, short_place


def send_map(area: str, at: Surface, client: WebClient, *, desk: Desk) -> None:
    """Draw a state and upload picture and rows to the person's direct messages.

    Args:
        area: The state, or a place in it, as typed; where it may be several, the answer has asked which.
        at: Where it was asked for.
        client: Slack's Web API.
        desk: Where the facts are.

    Raises:
        UsageError: It is no state.
        PictureError: It has no map, or couldn't be drawn.
        DeliveryError: Slack didn't take a file, or doesn't say whether it did.
        StoreError: The database can't be read.
    """
    counts = counts_on_map(area, desk)
    found = state_map(counts.state.name, desk) if isinstance(counts, MapCounts) and counts.state else None
    if not isinstance(found, Mapped):
        return
    picture, where = draw_map(found.map), literal(found.map.area)
    behind = facts_as_csv(found.rows, found.record)
    comment = f"{counted(len(found.rows), 'row')} on {where} as a CSV."
    rows = Attachment(f"{picture.stem}.csv", f"{found.map.area}: rows", behind, comment)
    _send(at, client, picture, found.map.frame, [rows])
    tell(at, Message(f"Sent to you: a map of {where}, and {comment}"), client)


def send_timeline(record: Answer, at: Surface, client: WebClient, *, desk: Desk) -> None:
    """Draw when the place of an answer stood on a list, and upload that to the person's direct messages.

    Raises:
        UsageError: No list of places names it.
        PictureError: It couldn't be drawn.
        DeliveryError: Slack didn't take it, or doesn't say whether it did.
        StoreError: The database can't be read.
    """
    timeline = place_timeline(record, desk)
    _send(at, client, draw_timeline(timeline), timeline.frame)
    of = f" of {literal(short_place(record.place).rstrip('.'))}" if record.place else ""
    tell(at, Message(f"Sent to you: a timeline{of}."), client)


def _send(
    at: Surface, client: WebClient, picture: Picture, words: Frame, below: Sequence[Attachment] = ()
) -> None:
    """Send a picture with its words to a person, and files below them."""
    image = Attachment(f"{picture.stem}.png", words.headline, png(picture), "", picture.alt)
    told = [f"*{literal(words.headline)}*", literal(words.deck), literal(words.source), CIVIL_REQUEST]
    try:
        opened = client.chat_postMessage(channel=at.person, text="\n".join(dict.fromkeys(told)))
        channel = str(opened["channel"])
        upload_file(client, channel, "", image)
        for each in below:
            upload_file(client, channel, str(opened["ts"]), each)
    except FAILED_CALL as error:
        raise not_taken(error, "Try again.") from error
