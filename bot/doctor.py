"""What is wrong with this desk, or soon will be, and what to do about it."""

import sqlite3
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Engine, func
from sqlmodel import col, select

from bot.blocks.mrkdwn import counted
from bot.blocks.reasons import in_words
from bot.connection import Workspace, introduced
from bot.doctor_sources import examine_sources
from bot.findings import Finding, Level
from bot.scopes import scopes_for
from bot.stopped import stopped
from models.digests import overdue
from models.errors import DeskError
from models.people_tables import DeliveryRow, SubscriptionRow
from models.schema import schema_is_current
from models.settings import Newsroom, Settings
from models.settings_file import load_secrets
from models.settling import SUPERSEDED
from models.sqlite_health import has_wal_bug, is_damaged
from models.store import reading
from models.values import Source


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
        *_tokens(settings),
        *examine_sources(engine, settings, sources, now),
        *_outbox(engine),
        *_digests(engine, now),
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


def _tokens(settings: Settings) -> list[Finding]:
    try:
        secrets = load_secrets()
        if not secrets.given:
            return [Finding("tokens", Level.OK, "No Slack tokens are set: the desk runs on a local Slack.")]
        known = introduced(Workspace(settings.slack.api_url, secrets.bot_token, secrets.app_token))
    except DeskError as error:
        return [Finding("tokens", Level.FAIL, str(error))]
    told = Finding("tokens", Level.OK, f"Slack knows us as {known.user} of {known.team}.")
    return [told, *missing_scopes(known.scopes, settings)]


def missing_scopes(granted: Collection[str], settings: Settings) -> list[Finding]:
    """Return a finding for each scope that the settings make use of and Slack did not grant.

    Args:
        granted: As Slack tells them; none where it doesn't say.
        settings: As read.
    """
    wanted = scopes_for(settings) if granted else ()
    return [
        Finding(
            scope.name,
            Level.FAIL if scope.needed else Level.WARN,
            f"The app was not granted {scope.name}. {scope.without} "
            "Reinstall it from python -m bot manifest.",
        )
        for scope in wanted
        if scope.name not in granted
    ]


_ON_PURPOSE = ("unsubscribed", SUPERSEDED)
"""Why messages are not sent that nobody misses."""
OVERDUE = timedelta(hours=1)


def _digests(engine: Engine, now: datetime) -> list[Finding]:
    with reading(engine) as session:
        late = overdue(session, now - OVERDUE)
    if not late:
        return []
    told = f"{counted(late, 'digest is', 'digests are')} overdue by more than an hour"
    return [Finding("digests", Level.WARN, f"{told}. They are queued while python -m bot run runs.")]


def _outbox(engine: Engine) -> list[Finding]:
    found = []
    if halted := stopped(engine):
        waiting = counted(halted.waiting, "message waits", "messages wait")
        told = f"Nothing is sent: {in_words(halted.code)}. {waiting}. Mend the token, then start again."
        found.append(Finding("outbox", Level.FAIL, told))
    with reading(engine) as session:
        failed = session.exec(
            select(func.count())
            .select_from(DeliveryRow)
            .where(col(DeliveryRow.status) == "failed", col(DeliveryRow.error).not_in(_ON_PURPOSE))
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
