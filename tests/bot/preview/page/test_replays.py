"""*Replay history* on the local page: what was told is put right as the past goes on."""

from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from threading import Event

import pytest

from bot.bootstrap import Replays
from bot.slack import Workspace
from models.config import Settings
from models.db import SubscriptionRow, writing
from models.messaging import waiting
from tests.support.databases import copy_sqlite
from tests.support.newsroom.delivering import GEORGIA, TEXAS, told
from tests.support.newsroom.desk_on_slack import NOW, watch_on
from tests.support.slack.driven import DrivenSlack
from tests.support.waiting import until

HEARD = {TEXAS: "TX", GEORGIA: "CO"}


class Steps(Event):
    """Lets a replay go on as soon as Slack has all that it owes, and ends it after some steps."""

    replays: Replays

    def __init__(self, steps: int) -> None:
        super().__init__()
        self._left = steps

    def wait(self, timeout: float | None = None) -> bool:
        """Wait for the outbox, in place of the seconds between two steps."""
        desk = self.replays.desk()
        assert desk
        assert until(lambda: not waiting(desk.engine)), timeout
        self._left -= 1
        if not self._left:
            self.set()
        return self.is_set()


def heard(channel: str, state: str) -> SubscriptionRow:
    """A channel's subscription to a state."""
    return SubscriptionRow(
        team="T0NEWSROOM", channel=channel, state=state, created=NOW, created_by="U0EDITOR"
    )


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    """Until the list is taken down, its messages as fast as they are made."""
    for room in ("bot.delivery.deliverer", "models.messaging.claims"):
        monkeypatch.setattr(f"{room}.PACE", timedelta())
    return Steps(8)


def test_a_replay_corrects_what_it_told(sqlite_template: Path, tmp_path: Path, steps: Steps) -> None:
    """A figure taken back, places that went off, a list taken down: the alerts that told of them say it."""
    url = copy_sqlite(sqlite_template, tmp_path / "desk.db")
    with watch_on(url) as watching, DrivenSlack() as slack, ExitStack() as stack:
        with writing(watching.engine) as session:
            session.add_all(heard(channel, state) for channel, state in HEARD.items())
        steps.replays = Replays(replace(watching, settings=Settings()), steps, stack)
        workspace = Workspace(slack.api_url, slack.bot_token, slack.app_token)
        steps.replays.replay(workspace, slack.say_progress)
        texas, colorado = (told(slack, channel) for channel in HEARD)
    assert texas[0] == "Replay: Texas: at least 142 refusals in ICE's week, corrected from 149"
    assert colorado[4:7] == [
        "Replay: DHS list of May 29, 2025, since taken down; 12 Colo. places and the state were on it",
        "Replay: 3 Colorado places were off the DHS list, since taken down",
        "Replay: DHS list is taken down; 12 Colorado places and the state were on it",
    ]
