"""What is wrong with this desk, or soon will be, and what to do about it."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import Engine, func
from sqlmodel import col, select

from bot.blocks.mrkdwn import day
from bot.connection import Workspace, introduced
from bot.manifest import SCOPES
from models.errors import DeskError
from models.facts import Freshness
from models.freshness import freshness
from models.settings import Newsroom, Settings
from models.settings_file import load_secrets
from models.sqlite_health import has_wal_bug, is_damaged
from models.store import reading, schema_is_current
from models.tables import DeliveryRow, SubscriptionRow
from models.values import Source


class Level(StrEnum):
    """How bad a finding is."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what, how bad, and one or two sentences with the next step."""

    check: str
    level: Level
    sentence: str


STALE = 4
"""Times its cadence after which a list that no check reached is called stale."""


def examine(
    engine: Engine, settings: Settings, sources: Mapping[str, Source], now: datetime
) -> list[Finding]:
    """Look at the database, the settings, Slack's tokens and the sources.

    Args:
        engine: Of a migrated database.
        settings: As read.
        sources: The watched lists by name.
        now: Aware, UTC.

    Raises:
        StoreError: The database can't be read.
    """
    return [
        *_database(engine),
        *_settings(settings),
        _tokens(settings),
        *_sources(engine, settings, sources, now),
        *_outbox(engine),
    ]


def _database(engine: Engine) -> list[Finding]:
    current = schema_is_current(engine)
    found = [
        Finding("database", Level.OK, f"{engine.dialect.name} answers.")
        if current
        else Finding("database", Level.FAIL, "The schema is old. Run python -m bot migrate.")
    ]
    if engine.dialect.name != "sqlite":
        return found
    if is_damaged(engine):
        found.append(Finding("database", Level.FAIL, "The file is damaged. Restore the last backup."))
    if has_wal_bug(sqlite3.sqlite_version_info):
        found.append(
            Finding(
                "sqlite",
                Level.WARN,
                f"SQLite {sqlite3.sqlite_version} can lose commits in rare cases "
                "(sqlite.org/wal.html#walresetbug). Use a Python with SQLite 3.51.3 or newer, or PostgreSQL.",
            )
        )
    return found


def _settings(settings: Settings) -> list[Finding]:
    newsroom = settings.newsroom
    found = []
    if newsroom.contact in {"", Newsroom().contact}:
        found.append(
            Finding("contact", Level.WARN, "Publishers see no contact. Set newsroom.contact in config.toml.")
        )
    if not newsroom.operators and not newsroom.operators_channel:
        found.append(
            Finding(
                "operators",
                Level.WARN,
                "Nobody hears of held editions and failing sources. Set newsroom.operators_channel.",
            )
        )
    return found or [Finding("settings", Level.OK, "Contact and operators are set.")]


def _tokens(settings: Settings) -> Finding:
    try:
        secrets = load_secrets()
        if not secrets.given:
            return Finding("tokens", Level.OK, "No Slack tokens are set: the desk runs on a local Slack.")
        known = introduced(Workspace(settings.slack.api_url, secrets.bot_token, secrets.app_token))
    except DeskError as error:
        return Finding("tokens", Level.FAIL, str(error))
    missing = sorted(set(SCOPES) - known.scopes) if known.scopes else []
    if missing:
        told = f"The app lacks the scopes {', '.join(missing)}. Reinstall it from python -m bot manifest."
        return Finding("tokens", Level.FAIL, told)
    return Finding("tokens", Level.OK, f"Slack knows us as {known.user} of {known.team}.")


def _sources(
    engine: Engine, settings: Settings, sources: Mapping[str, Source], now: datetime
) -> list[Finding]:
    off = {entry.name for entry in settings.sources if not entry.enabled}
    with reading(engine) as session:
        seen = freshness(session)
    found = [
        _source(source, seen.get(source.name, Freshness(source.name)), now)
        for source in sources.values()
        if source.address and not source.reads and source.name not in off
    ]
    if held := [each.source for each in seen.values() if each.held]:
        sentence = f"A document of {', '.join(held)} waits for a decision. See python -m bot review list."
        found.append(Finding("review", Level.WARN, sentence))
    return found


def _source(source: Source, seen: Freshness, now: datetime) -> Finding:
    if seen.withdrawn:
        return Finding(source.name, Level.WARN, f"Withdrawn since {_printed(seen.withdrawn)}.")
    if seen.checked is None:
        return Finding(source.name, Level.OK, f"Not checked yet; {_known(seen)}.")
    if seen.failures:
        failed = "The last check" if seen.failures == 1 else f"The last {seen.failures} checks"
        return Finding(source.name, Level.WARN, f"{failed} failed. {seen.sentence}")
    if seen.live and now - seen.checked > source.every * STALE + timedelta(minutes=5):
        return Finding(source.name, Level.WARN, f"Not checked since {_printed(seen.checked)}.")
    return Finding(source.name, Level.OK, f"Last checked {_printed(seen.checked)}.")


def _printed(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M} UTC"


def _known(seen: Freshness) -> str:
    """Return since when what stands of a list is known, and whence."""
    edition = seen.accepted
    if edition is None:
        return "nothing is read"
    if not edition.transcription:
        return f"imported as of {_printed(edition.observed)}"
    return f"copied as of {day(edition.published)}" if edition.published else "copied, undated"


def _outbox(engine: Engine) -> list[Finding]:
    found = []
    with reading(engine) as session:
        failed = session.exec(
            select(func.count())
            .select_from(DeliveryRow)
            .where(col(DeliveryRow.status) == "failed", col(DeliveryRow.error) != "unsubscribed")
        ).one()
        paused = session.exec(
            select(SubscriptionRow.channel).where(col(SubscriptionRow.paused) != "").distinct()
        ).all()
    if failed:
        found.append(
            Finding("outbox", Level.WARN, f"{failed} messages could not be sent at all; see the log.")
        )
    if paused:
        channels = ", ".join(sorted(paused))
        found.append(Finding("outbox", Level.WARN, f"Paused, as Slack keeps them closed: {channels}."))
    return found
