"""A map comes to who asked for it: picture, words and rows in their direct messages, none in the channel."""

import io

from PIL import Image

from bot.replies import Surface, SurfaceKind
from bot.replies.mapping import send_map
from tests.support.newsroom.desk_on_slack import Room


def test_a_map_comes_to_the_person_who_asked(open_room: Room) -> None:
    """Words and picture say the same figures, the picture's are read out too, and the rows lie beside it."""
    slack = open_room.slack
    person = "U0EDITOR"
    at = Surface(SurfaceKind.COMMAND, person, "C0MASS")
    before, others, earlier = len(slack.messages("#mass-desk")), slack.files(), len(slack.calls)
    send_map("MA", at, open_room.client, desk=open_room.desk)
    files = [file for file in slack.files() if file not in others]
    assert {file["name"].rpartition("-")[0] for file in files} == {"detainers-map-ma-2025-10-31"}
    assert sorted(file["name"][-3:] for file in files) == ["csv", "png"]
    picture = next(file for file in files if file["name"].endswith("png"))
    assert Image.open(io.BytesIO(slack.file_content(picture))).size == (1200, 800)
    assert "Boston on the Justice Department's list, last seen Oct. 31, 2025" in picture["alt_txt"]
    assert len(slack.messages("#mass-desk")) == before
    assert any("Sent to you: a map of Massachusetts, and" in str(call) for call in slack.calls[earlier:])
