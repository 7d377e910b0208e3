"""A reporter asks what changed: over any days, of a state, a place or every list."""

import re

import pytest
from sqlalchemy import update
from sqlmodel import col

from bot.desk import Desk
from models.db import EditionRow, SourceRow, writing
from tests.support.newsroom.desk_on_slack import NOW, Room
from tests.support.shown import shown

_LINK = re.compile(r" <\S+\|source>")


def told(room: Room, typed: str) -> list[str]:
    """What a message says below its heading, without bullets and links."""
    said = shown(room.slack.command("#mass-desk", typed).blocks)
    return [
        _LINK.sub("", line).removeprefix("• ") for line in said.splitlines()[1:] if line != "This is wrong"
    ]


def test_a_state_since_a_day(open_room: Room) -> None:
    """V4: each version with its own date, what of the state it has, lists taken down and put back."""
    reply = open_room.slack.command("#mass-desk", "recent MA since 2025-01-01")
    assert reply.text == "Massachusetts since Jan. 1, 2025: 5 changes."
    assert told(open_room, "recent MA since 2025-01-01") == [
        "Aug. 5, 2025: Justice Department publishes its list; Boston is on it.",
        "June 2, 2025: DHS list of May 29, 2025, is taken down.",
        "June 2, 2025: DHS list of May 29, 2025, is put back.",
        "June 1, 2025: DHS list of May 29, 2025, is taken down.",
        "May 29, 2025: DHS publishes its list; at least 25 places and the state are on it.",
    ]
    assert "|source>" in shown(reply.blocks)


def test_every_list_says_the_state_of_each_place(open_room: Room) -> None:
    """Without a state above them, lines have each place's own."""
    assert told(open_room, "recent since Sept. 1, 2025") == [
        "Oct. 31, 2025: Baltimore County, Md., is off the Justice Department's list.",
        "Sept. 26, 2025: Nevada is off the Justice Department's list.",
    ]
    (line,) = [line for line in told(open_room, "recent May 2025") if "Colo." in line]
    assert line == (
        "May 30, 2025: Aurora, El Paso County and Weld County, Colo., are off the DHS list of May 29, 2025."
    )


def test_a_year_has_what_publishers_took_back_and_suspended(open_room: Room) -> None:
    """Each of its own day; what is said of a report isn't said of the policies that stood beside it."""
    assert open_room.slack.command("#mass-desk", "recent TX 2017").text == "Texas for 2017: 4 changes."
    assert told(open_room, "recent TX 2017") == [
        "April 13, 2017: ICE's weekly report is suspended.",
        "April 13, 2017: ICE takes back 7 refusals (Bastrop County and Williamson County).",
        "March 20, 2017: ICE publishes its Section III policies; Travis County is named in them.",
        "March 20, 2017: ICE publishes its weekly report for Jan. 28 to Feb. 3, 2017.",
    ]
    assert "July 15, 2019: ICE says its weekly report will be quarterly." in told(open_room, "recent TX 2019")


def test_where_nobody_looked_nothing_is_said_of_changes(open_room: Room) -> None:
    """Copies ask no publisher: that nothing changed can't be known, and the last change is told."""
    reply = open_room.slack.command("#mass-desk", "recent NV")
    assert _LINK.sub("", reply.text) == (
        "Nevada since Oct. 26, 2026: No list was checked since Oct. 26, 2026, so we can't say. "
        "The last change we hold: Sept. 26, 2025: Nevada is off the Justice Department's list."
    )


def test_where_somebody_looked_the_last_look_is_said(room: Room, desk: Desk) -> None:
    """A publisher's own list that was seen again: no changes, and when that was."""
    with writing(desk.engine) as session:
        session.exec(
            update(SourceRow)
            .where(col(SourceRow.name) == "doj_eo14287")
            .values(checked=NOW, succeeded=NOW, failures=0)
        )
        session.exec(
            update(EditionRow).where(col(EditionRow.source) == "doj_eo14287").values(transcription="")
        )
    said = _LINK.sub("", room.slack.command("#mass-desk", "recent NV").text)
    assert "We've seen no changes since Oct. 26, 2026; lists were last checked Nov. 25, 2026." in said


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (
            "recent 2016",
            "All lists for 2016: We hold no changes for 2016; that doesn't mean there were none.",
        ),
        ("recent Boston, MA since 2025", "Boston, Mass., since Jan. 1, 2025: 5 changes."),
        ("recent MA 90d", "Massachusetts since Aug. 27, 2026: No list was checked"),
        ("recent Springfield", "Which *Springfield*?"),
        ("recent since 2030-01-01", "That day hasn't come yet."),
        ("recent MA since yesterday", "yesterday"),
    ],
)
def test_any_span_and_area_is_understood(open_room: Room, typed: str, said: str) -> None:
    """Years, lengths and places; namesakes are asked about, and no day is passed over."""
    assert said in open_room.slack.command("#mass-desk", typed).text
