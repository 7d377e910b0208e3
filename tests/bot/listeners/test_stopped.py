"""A desk that Slack lets post nothing any more says so where it still can."""

from models.db import writing
from tests.support.newsroom.desk_on_slack import NOW, Room
from tests.support.newsroom.payloads import owed_row
from tests.support.shown import shown


def test_home_says_that_nothing_is_sent(room: Room) -> None:
    """Whoever opens Home reads why, and that nothing is lost; before, it says nothing of it."""
    view = room.slack.open_home()
    assert view is not None
    assert "Nothing is sent" not in shown(view["blocks"])
    with writing(room.desk.engine) as session:
        waiting = owed_row("n:1", "C1", NOW)
        waiting.error = "missing_scope"
        session.add(waiting)
    view = room.slack.open_home()
    assert view is not None
    assert "Nothing is being sent: the app was not granted the scope for it." in shown(view["blocks"])
