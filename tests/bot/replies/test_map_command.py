"""`map MA`: the words at once where it was asked, the picture to the person alone."""

from tests.support.newsroom.desk_on_slack import Room


def test_the_words_come_at_once_and_the_picture_after_them(room: Room) -> None:
    """A place stands for its state; the channel gets no file."""
    reply = room.slack.command("#mass-desk", "map Boston, MA")
    assert reply.text.startswith("Massachusetts: 1 place on the Justice Department's list")
    room.slack.wait_until(lambda: any(file["name"].endswith(".png") for file in room.slack.files()))
    room.slack.wait_until(
        lambda: any("Sent to you: a map of Massachusetts" in str(each) for each in room.slack.responses)
    )


def test_the_country_is_told_in_words_alone(room: Room) -> None:
    """No picture is promised, and none is sent."""
    assert room.slack.command("#mass-desk", "map").text.startswith(
        "United States: 21 places, 11 states and D.C."
    )
    assert not room.slack.files()
