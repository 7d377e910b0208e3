"""What the doctor says of Slack: tokens, scopes, and messages that don't go."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

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


def test_a_scope_that_was_not_granted_is_named_with_what_is_off(bot: Bot, slack: DrivenSlack) -> None:
    """The desk works on without it, so it is a warning, and the cure is one command away."""
    found = {each["check"]: each for each in objects(bot("doctor", "--json")[1])}
    assert found["users:read"] == {
        "check": "users:read",
        "level": "warn",
        "sentence": (
            "The app was not granted users:read. Guests can't be told from members, so they may subscribe; "
            "workspace admins can't decide reviews. Reinstall it from python -m bot manifest."
        ),
    }
    assert "channels:read" not in found
    assert found["tokens"]["level"] == "ok"


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
    assert "fail  outbox: Nothing is sent: the app's token was revoked. 1 message waits." in out


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
