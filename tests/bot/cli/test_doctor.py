"""What the doctor says of Slack: tokens, scopes, and messages that don't go."""

import logging
import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.health import SignOfLife, file_of, write
from models.db import open_engine, writing
from tests.support.clock import Clock
from tests.support.desk.command_line import Bot, objects
from tests.support.newsroom.payloads import owed_row
from tests.support.slack.driven import DrivenSlack

OLD = {
    "display_information": {"name": "Detainer Desk"},
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write", "files:write", "files:read"]}},
}
"""As it was installed before it asked who is a guest."""


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch, bot: Bot) -> Iterator[DrivenSlack]:
    """A workspace that the command line has the tokens of."""
    with DrivenSlack(manifest=OLD) as slack:
        monkeypatch.setenv("SLACK_BOT_TOKEN", slack.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", slack.app_token)
        monkeypatch.setenv("DESK_SLACK__API_URL", slack.api_url)
        yield slack


def test_the_password_of_a_proxy_is_logged_by_nothing(
    bot: Bot, slack: DrivenSlack, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Not even with --verbose; what slack_sdk logs at its lowest level holds the address of the proxy."""
    caplog.set_level(logging.DEBUG)
    monkeypatch.setenv("HTTPS_PROXY", "http://desk:a-marked-secret@127.0.0.1:1")
    said = bot("--verbose", "doctor")
    assert not slack.calls
    assert "a-marked-secret" not in f"{said}{caplog.text}"


def test_a_scope_that_was_not_granted_is_named_with_what_is_off(bot: Bot, slack: DrivenSlack) -> None:
    """The desk works on without it, so it is a warning, and the cure is one command away."""
    found = {each["check"]: each for each in objects(bot("doctor", "--json")[1])}
    assert found["users:read"] == {
        "check": "users:read",
        "level": "warn",
        "sentence": (
            "The app was not granted users:read. All people of the installation count as members, guests "
            "too; workspace admins can't decide reviews. Reinstall it from python -m bot manifest."
        ),
    }
    assert "channels:read" not in found
    assert found["tokens"]["level"] == "ok"


def test_a_wrong_app_token_is_found(bot: Bot, slack: DrivenSlack, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a connection nothing that is typed is heard; no token is printed."""
    assert "ok    socket mode: Slack opened a connection, which was closed again." in bot("doctor")[1]
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-mistyped")
    code, out, err = bot("doctor")
    assert code == 1
    assert "fail  socket mode: Slack does not open a Socket Mode connection: Slack doesn't know" in out
    assert "xapp-" not in out + err
    assert slack.bot_token not in out + err


def test_the_running_desk_says_how_long_it_is_connected(bot: Bot, sqlite_database: str) -> None:
    """What its sign of life says; a desk that stands still is a failure."""
    assert "ok    desk: No desk runs on this database here." in bot("doctor")[1]
    now = datetime.now(UTC)
    sign = SignOfLife(now, os.getpid(), now, None, connected=True, slack_since=now - timedelta(hours=5))
    write(sign, file_of(sqlite_database))
    assert "ok    desk: The desk runs, connected to Slack for 5 h 0 min (since" in bot("doctor")[1]
    write(replace(sign, connected=False, trouble="Slack says fatal error"), file_of(sqlite_database))
    assert "warn  desk: The desk runs; Slack is away for 5 h 0 min" in bot("doctor")[1]
    write(replace(sign, looked=now - timedelta(hours=1)), file_of(sqlite_database))
    code, out, _ = bot("doctor")
    assert code == 1
    assert "fail  desk: The scheduler has not looked at any publisher since" in out


def test_a_revoked_token_is_found(bot: Bot, slack: DrivenSlack, sqlite_database: str, clock: Clock) -> None:
    """What Slack says now, and what stopped the running desk and waits since."""
    assert bot("migrate")[0] == 0
    engine = open_engine(sqlite_database)
    with writing(engine) as session:
        waiting = owed_row("n:1", "C1", clock())
        waiting.error = "token_revoked"
        session.add(waiting)
    engine.dispose()
    slack.revoke()
    code, out, _ = bot("doctor")
    assert code == 1
    assert "did not let us in: the app's token was revoked." in out
    assert "fail  outbox: Nothing is being sent: the app's token was revoked. 1 message is held;" in out


def test_a_database_of_another_version_is_found(bot: Bot, sqlite_database: str) -> None:
    """The doctor says what it is and what to do, as each other verb does, and can say nothing else of it."""
    engine = open_engine(sqlite_database)
    with writing(engine) as session:
        session.connection().execute(text("UPDATE alembic_version SET version_num = '0004'"))
    engine.dispose()
    code, out, _ = bot("doctor")
    assert code == 1
    (line,) = out.splitlines()
    assert line.startswith("fail  database: This database was made by another version of this program")
    assert "set database.url to" in line
    code, _, said = bot("lookup", "Boston, MA")
    assert code == 1
    assert "made by another version" in said
