"""The map of a state, posted to the person who asked: an answer for one person alone takes no file."""

from slack_sdk import WebClient

from bot.answers import MapCounts, Mapped, counts_on_map, state_map
from bot.blocks.kit import Message
from bot.delivery import Attachment, facts_as_csv, upload_file
from bot.desk import Desk
from bot.pictures import draw_map, png
from bot.replies.answering import tell
from bot.replies.export import not_taken
from bot.replies.surface import Surface
from bot.slack import FAILED_CALL
from bot.words import CIVIL_REQUEST, counted, literal


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
    picture, words = draw_map(found.map), found.map.frame
    image = Attachment(f"{picture.stem}.png", words.headline, png(picture), "", picture.alt)
    where = literal(found.map.area)
    behind = facts_as_csv(found.rows, found.record)
    comment = f"{counted(len(found.rows), 'row')} on {where} as a CSV."
    rows = Attachment(f"{picture.stem}.csv", f"{found.map.area}: rows", behind, comment)
    told = [f"*{literal(words.headline)}*", literal(words.deck), literal(words.source), CIVIL_REQUEST]
    try:
        opened = client.chat_postMessage(channel=at.person, text="\n".join(dict.fromkeys(told)))
        channel = str(opened["channel"])
        upload_file(client, channel, "", image)
        upload_file(client, channel, str(opened["ts"]), rows)
    except FAILED_CALL as error:
        raise not_taken(error, "Try again.") from error
    tell(at, Message(f"Sent to you: a map of {where}, and {comment}"), client)
