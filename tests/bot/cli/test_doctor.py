"""What the doctor says of Slack: tokens, scopes, and messages that don't go."""

from collections.abc import Iterator

import pytest

from bot.preview.server import LocalSlack
from models.people_tables import DeliveryRow
from models.store import open_engine, writing
from tests.support.clock import Clock
from tests.support.command_line import Bot, objects

OLD = {
    "display_information": {"name": "Detainer Desk"},
    "oauth_config": {"scopes": {"bot": ["commands", "chat:write", "files:write", "files:read"]}},
}
"""As it was installed before it asked who is a guest."""


@pytest.fixture
def slack(monkeypatch: pytest.MonkeyPatch, bot: Bot) -> Iterator[LocalSlack]:
    """A workspace that the command line has the tokens of."""
    with LocalSlack(manifest=OLD) as slack:
        monkeypatch.setenv("SLACK_BOT_TOKEN", slack.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", slack.app_token)
        monkeypatch.setenv("DESK_SLACK__API_URL", slack.api_url)
        yield slack


def test_a_scope_that_was_not_granted_is_named_with_what_is_off(bot: Bot, slack: LocalSlack) -> None:
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


def test_a_revoked_token_is_found(bot: Bot, slack: LocalSlack, sqlite_database: str, clock: Clock) -> None:
    """What Slack says now, and what stopped the running desk and waits since."""
    assert bot("migrate")[0] == 0
    engine = open_engine(sqlite_database)
    with writing(engine) as session:
        waiting = DeliveryRow(
            key="n:1", channel="C1", what="notice", payload={}, created=clock(), not_before=clock()
        )
        waiting.error = "token_revoked"
        session.add(waiting)
    engine.dispose()
    slack.revoke()
    code, out, _ = bot("doctor")
    assert code == 1
    assert "did not let us in: the app's token was revoked." in out
    assert "fail  outbox: Nothing is sent: the app's token was revoked. 1 message waits." in out
