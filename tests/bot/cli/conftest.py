"""The command line, run in this process."""

import logging
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest

from bot.__main__ import main
from jobs.fetching import Fetcher
from jobs.readers import Parser
from tests.support.desk.command_line import Bot


@pytest.fixture
def root_logging() -> Iterator[None]:
    """Leave the loggers as they were."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield
    root.setLevel(level)
    root.handlers[:] = handlers


@pytest.fixture(autouse=True)
def ready(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    """One child reads for all verbs, and nobody pauses between two questions to a publisher on loopback."""
    monkeypatch.setattr("bot.bootstrap.Parser", lambda: nullcontext(parser))
    defaults = Fetcher.__init__.__kwdefaults__ or {}
    monkeypatch.setattr(Fetcher.__init__, "__kwdefaults__", defaults | {"pause": 0.0})


@pytest.fixture
def bot(
    tmp_path: Path,
    sqlite_database: str,
    root_logging: None,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Bot:
    """Runs one verb on a database without history; gives its exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DESK_DATABASE__URL", sqlite_database)
    monkeypatch.setenv("DESK_HISTORY__LOAD", "false")
    for name in ("DESK_CONFIG", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


@pytest.fixture
def history_bot(bot: Bot, history: str, monkeypatch: pytest.MonkeyPatch) -> Bot:
    """Runs one verb on the bundled history."""
    monkeypatch.setenv("DESK_DATABASE__URL", history)
    return bot
