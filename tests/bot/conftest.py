"""The bundled history in a database of each test's own, and the desk on a local Slack over it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.desk import Desk
from tests.support.databases import copy_sqlite
from tests.support.newsroom.desk_on_slack import Room, desk_on, newsroom


@pytest.fixture(scope="session", autouse=True)
def quick_files() -> Iterator[None]:
    """The local Slack shares a file after a fiftieth of a second, and is asked as much sooner."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("bot.preview.api.files.SHARE_SECONDS", 0.02)
        patched.setattr("bot.delivery.file_upload.find_share.__defaults__", ((0.03, 0.06, 0.1, 0.2),))
        yield


@pytest.fixture
def history(history_template: Path, tmp_path: Path) -> str:
    """The URL of a fresh database with the bundled history."""
    return copy_sqlite(history_template, tmp_path / "history.db")


@pytest.fixture
def desk(history: str) -> Iterator[Desk]:
    """People's side over the bundled history."""
    with desk_on(history) as desk:
        yield desk


@pytest.fixture
def room(desk: Desk) -> Iterator[Room]:
    """The desk over the bundled history, connected to a local Slack."""
    with newsroom(desk) as room:
        yield room


@pytest.fixture(scope="session")
def open_room(history_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Room]:
    """A room as `room` is, for all tests that change nothing in it; starting one takes a second."""
    url = copy_sqlite(history_template, tmp_path_factory.mktemp("open-room") / "desk.db")
    with desk_on(url) as desk, newsroom(desk) as room:
        yield room


@pytest.fixture(scope="session")
def open_desk(history_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """People's side as `desk` is, for all tests that change nothing in it."""
    with desk_on(copy_sqlite(history_template, tmp_path_factory.mktemp("open-desk") / "desk.db")) as desk:
        yield desk
