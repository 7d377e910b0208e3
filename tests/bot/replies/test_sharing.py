"""What is shared is posted with its picture; where the app may not post, the words go without it."""

import json
from typing import Any

import pytest

from bot.blocks import kit
from tests.support.newsroom.desk_on_slack import Room
from tests.support.newsroom.forms import choose
from tests.support.shown import shown
from tests.support.slack.seen import Posted


def shared(room: Room, typed: str) -> Posted:
    """Ask something, share it, and return what the channel sees."""
    reply = room.slack.command("#mass-desk", typed)
    before = {message.ts for message in room.slack.messages("#mass-desk")}
    assert room.slack.click(reply, action_id=kit.SHARE).error == ""
    return room.slack.wait_for(
        "#mass-desk",
        lambda each: each.ts not in before and "Shared by" in shown(each.blocks) and not each.ephemeral,
    )


def block_of(message: Posted, kind: str) -> dict[str, Any]:
    """Return the one block of a kind."""
    [block] = [block for block in message.blocks if block["type"] == kind]
    return block


def test_a_shared_answer_shows_the_map_of_its_state(room: Room) -> None:
    """The picture stands in the message, with its figures in words."""
    image = block_of(shared(room, "Boston"), "image")
    assert image["alt_text"].startswith("Map of Massachusetts: Boston on the Justice Department's list")


def test_a_shared_comparison_is_a_table_and_a_picture(room: Room) -> None:
    """Each cell of the picture says in words what the table says."""
    message = shared(room, "compare Boston, MA; Lowell, MA; MD")
    alt = block_of(message, "image")["alt_text"]
    assert "Boston, Mass.: Justice Dept. On list, DHS Was on, taken down" in alt
    assert "Lowell, Mass.: Justice Dept. Not on" in alt
    assert block_of(message, "table")
    assert kit.SHARE not in json.dumps(message.blocks)


def test_a_shared_trend_shows_its_years_as_a_chart(room: Room) -> None:
    """What the private answer can't show: bars by year, of one list, with their unit."""
    chart = block_of(shared(room, "trend California"), "data_visualization")["chart"]
    [series] = chart["series"]
    assert (series["name"], series["data"][-2]) == ("NPR", {"label": "2014", "value": 6435})
    assert chart["axis_config"]["y_label"] == "refusals (totals only)"


@pytest.mark.parametrize("why", ["no member", "refused"])
def test_where_no_picture_can_be_posted_the_words_are(room: Room, why: str) -> None:
    """A channel that the app isn't in, or a Slack that takes no such block."""
    error = "not_in_channel" if why == "no member" else "invalid_blocks"
    room.slack.fail_next("chat.postMessage", error)
    message = shared(room, "trend California")
    assert "data_visualization" not in {block["type"] for block in message.blocks}
    assert "6,435" in shown(message.blocks)


def test_a_timeline_comes_to_who_asks_for_it(room: Room) -> None:
    """From the answer's menu: when the place stood on the list, its days in words too."""
    reply = room.slack.command("#mass-desk", "Baltimore County, MD")
    assert choose(room.slack, reply, kit.TIMELINE).error == ""
    room.slack.wait_until(
        lambda: any("a timeline of Baltimore County, Md." in str(each) for each in room.slack.responses)
    )
    [file] = [file for file in room.slack.files() if "timeline" in file["name"]]
    assert file["alt_txt"].startswith(
        "Baltimore County, Md., on the Justice Dept. list: published Aug. 5, 2025; 1 off Oct. 31."
    )
