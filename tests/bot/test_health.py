"""When the container's health check is red, and when it isn't."""

import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.health import UNLOOKED, SignOfLife, address, file_of, judged
from bot.running import Vitals
from bot.slack import SocketState
from jobs import schedule
from models.config import load_settings
from models.db import open_engine, writing
from tests.support.clock import Clock
from tests.support.newsroom.payloads import owed_row

NOW = datetime(2026, 12, 1, 15, 0, tzinfo=UTC)
ROOT = Path(__file__).parents[2]


def ago(**time: float) -> datetime:
    """Return a moment before now."""
    return NOW - timedelta(**time)


WELL = SignOfLife(
    ago(seconds=5), 1, ago(minutes=1), None, connected=True, slack_since=ago(hours=3, minutes=7)
)


@pytest.mark.parametrize(
    ("sign", "runs", "said"),
    [
        (WELL, True, "The desk runs, connected to Slack for 3 h 7 min (since 2026-12-01 11:53:00 UTC)."),
        (replace(WELL, looked=None), True, "The desk runs, connected"),
        (replace(WELL, next_since=ago(minutes=5)), True, "The desk runs, connected"),
        (
            replace(WELL, connected=False, trouble="Slack says not json"),
            True,
            "Slack is away for 3 h 7 min (since 2026-12-01 11:53:00 UTC): Slack says not json.",
        ),
        (replace(WELL, connected=False, next_since=ago(hours=2)), True, "Slack is away"),
        (
            replace(WELL, trouble="nothing is sent, as the app's token was revoked", next_since=ago(hours=2)),
            True,
            "hears Slack, but nothing is sent, as the app's token was revoked.",
        ),
        (None, False, "No desk runs here."),
        (replace(WELL, written=ago(seconds=90)), False, "has said nothing since 2026-12-01 14:58:30 UTC."),
        (replace(WELL, looked=ago(minutes=20)), False, "The scheduler has not looked at any publisher"),
        (replace(WELL, connected=False, looked=ago(minutes=20)), False, "The scheduler has not looked"),
        (replace(WELL, next_since=ago(minutes=20)), False, "The outbox stands still"),
        (replace(WELL, database="It is locked."), False, "The database can't be used: It is locked."),
    ],
)
def test_what_stands_still_is_red_and_what_slack_holds_up_is_not(
    sign: SignOfLife | None, runs: bool, said: str
) -> None:
    """Starting the container anew mends what stands still, and none of Slack's troubles."""
    found, sentence = judged(sign, NOW)
    assert found == runs
    assert said in sentence


def test_the_scheduler_has_its_chance_to_start_anew() -> None:
    """The check is red only when the desk's own cure, looked for each half minute, has not helped."""
    assert timedelta(minutes=1) < UNLOOKED - schedule.SILENT


def test_an_outbox_that_nobody_sends_is_noticed(sqlite_database: str, clock: Clock) -> None:
    """The same message is the next one for a quarter of an hour: the workers are gone, or hang."""
    engine = open_engine(sqlite_database)
    slack = SocketState(connected=True, since=clock())
    vitals = Vitals(engine, sqlite_database, lambda: None, lambda: slack, clock)
    assert vitals.sign().next_since is None
    with writing(engine) as session:
        session.add(owed_row("n:1", "C1", clock()))
    begun = clock()
    assert judged(vitals.sign(), clock())[0]
    clock.advance(timedelta(minutes=16))
    sign = vitals.sign()
    assert sign.next_since == begun
    assert judged(sign, clock()) == (
        False,
        f"The outbox stands still: the same message is due since {begun:%Y-%m-%d %H:%M:%S} UTC.",
    )
    engine.dispose()


@pytest.mark.parametrize(
    ("environment", "config"),
    [
        ({}, None),
        ({"DESK_DATABASE__URL": "sqlite:////data/desk.db"}, '[database]\nurl = "sqlite:///other.db"'),
        ({"DESK_DATABASE__URL": "postgresql://desk:secret@db/desk"}, None),
        ({}, '[database]\nurl = "sqlite:///other.db"'),
        ({}, '[newsroom]\nzone = "UTC"'),
    ],
)
def test_the_check_looks_where_the_desk_writes(
    environment: Mapping[str, str], config: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It finds the database without the desk's settings being loaded; no password stands in a file's name."""
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    if config is not None:
        Path("config.toml").write_text(config, "utf-8")
    url = address(environment)
    assert url == load_settings(environment=environment).database.url
    assert "secret" not in str(file_of(url))
    if url.startswith("sqlite"):
        assert str(file_of(url)) == url.removeprefix("sqlite:///") + ".health.json"


def test_the_check_costs_next_to_nothing(tmp_path: Path) -> None:
    """It runs every minute for years: it loads nothing of the desk, nor what the desk is made of."""
    names = "{name.partition('.')[0] for name in sys.modules}"
    loaded = f"import sys, bot.health; print(*{names} & {{'models', 'jobs', 'sqlalchemy', 'slack_sdk'}})"
    said = subprocess.run(
        [sys.executable, "-c", loaded], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [sys.executable, "-m", "bot.health"],
        cwd=ROOT,
        env={"DESK_DATABASE__URL": f"sqlite:///{tmp_path}/none.db"},
        capture_output=True,
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime < 0.5
