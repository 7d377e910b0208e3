"""What is wrong with this desk, or soon will be, and what to do about it."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot.cli.doctor.findings import Finding, fail, ok, warn
from bot.delivery import stopped
from bot.health import judged, last_sign
from bot.slack import Workspace, in_words, introduced, scopes_for, try_socket
from bot.words import counted, day, local_day, moment
from models.config import Newsroom, ScoutSettings, Settings, load_secrets
from models.db import is_damaged, reading
from models.domain import Freshness, Source
from models.errors import DeskError, NotLetIn
from models.messaging import SUPERSEDED, overdue
from models.queries import freshness_by_source, paused_channels, scouts_seen, unsent_messages

STALE = 4
"""Times its cadence after which a list that no check reached is called stale."""


def examine_sources(
    engine: Engine, settings: Settings, sources: Mapping[str, Source], now: datetime
) -> Iterator[Finding]:
    """Yield a finding for each list that is watched live, and one for what awaits a decision."""
    off = {entry.name for entry in settings.sources if not entry.enabled}
    with reading(engine) as session:
        seen, scouts = freshness_by_source(session), scouts_seen(session)
    for source in sources.values():
        if source.address and not source.reads and source.name not in off:
            known = seen.get(source.name, Freshness(source.name))
            yield _source(source, known, now, settings.newsroom.zone)
    for scout in settings.scouts:
        if scout.enabled:
            known = scouts.get(scout.key, Freshness(scout.key))
            yield _scout(scout, known, now, settings.newsroom.zone)
    if held := [freshness.source for freshness in seen.values() if freshness.held]:
        sentence = f"A new file of {', '.join(held)} needs review. See python -m bot review list."
        yield warn("review", sentence)


def _source(source: Source, seen: Freshness, now: datetime, zone: str) -> Finding:
    if seen.withdrawn:
        return warn(source.name, f"Taken down {moment(seen.withdrawn, zone)}.")
    if seen.checked is None:
        return ok(source.name, f"Page not checked yet; {_known(seen, zone)}.")
    if seen.failures:
        return warn(source.name, _failed(seen))
    if seen.live and now - seen.checked > source.every * STALE + timedelta(minutes=5):
        return warn(source.name, f"Not checked since {moment(seen.checked, zone)}.")
    return ok(source.name, f"Checked {moment(seen.checked, zone)}.")


def _scout(scout: ScoutSettings, seen: Freshness, now: datetime, zone: str) -> Finding:
    if seen.checked is None:
        return ok(scout.key, "Not checked yet.")
    if seen.failures:
        return warn(scout.key, _failed(seen))
    if now - seen.checked > timedelta(minutes=scout.every_minutes) * STALE + timedelta(minutes=5):
        return warn(scout.key, f"Not checked since {moment(seen.checked, zone)}.")
    return ok(scout.key, f"Checked {moment(seen.checked, zone)}.")


def _failed(seen: Freshness) -> str:
    times = "" if seen.failures == 1 else f" {seen.failures} times in a row"
    return f"Couldn't be read{times}. {seen.sentence}"


def _known(seen: Freshness, zone: str) -> str:
    """Return since when what stands of a list is known, and whence."""
    edition = seen.accepted
    if edition is None:
        return "nothing read"
    if not edition.transcription:
        when = moment(edition.observed, zone) if edition.seen else local_day(edition.observed, zone)
        return f"added {when}"
    return f"copied, last seen {day(edition.published)}" if edition.published else "copied, undated"


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
        *_running(settings, now),
        *examine_sources(engine, settings, sources, now),
        *_outbox(engine, now),
    ]


def _database(engine: Engine) -> Iterator[Finding]:
    yield ok("database", f"{engine.dialect.name} answers; its tables are this version's.")
    if engine.dialect.name != "sqlite":
        return
    if is_damaged(engine):
        yield fail("database", "The file is damaged. Restore the last backup.")


def _settings(settings: Settings) -> Iterator[Finding]:
    newsroom = settings.newsroom
    anonymous = newsroom.contact in {"", Newsroom().contact}
    unheard = not newsroom.operators and not newsroom.operators_channel
    if anonymous:
        yield warn("contact", "Publishers see no contact. Set newsroom.contact in config.toml.")
    if unheard:
        sentence = (
            "No desk operators are set: files that need review are kept, and nobody is notified. "
            "Set newsroom.operators in config.toml."
        )
        yield warn("operators", sentence)
    if not anonymous and not unheard:
        yield ok("settings", "Contact and operators are set.")


def _tokens(settings: Settings) -> Iterator[Finding]:
    try:
        secrets = load_secrets()
        if not secrets.given:
            yield ok("tokens", "No Slack tokens are set: the desk runs on a local Slack.")
            return
        workspace = Workspace(settings.slack.api_url, secrets.bot_token, secrets.app_token)
        known = introduced(workspace)
    except DeskError as error:
        yield fail("tokens", str(error))
        return
    yield ok("tokens", f"Slack knows us as {known.user} of {known.team}.")
    yield from missing_scopes(known.scopes, settings)
    try:
        try_socket(workspace)
    except NotLetIn as error:
        yield fail("socket mode", str(error))
    else:
        yield ok("socket mode", "Slack opened a connection, which was closed again.")


def _running(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Yield what the desk that runs on this database, if one does, says of itself."""
    sign = last_sign(settings.database.url)
    if sign is None:
        yield ok("desk", "No desk runs on this database here.")
        return
    runs, sentence = judged(sign, now)
    if not runs:
        yield fail("desk", sentence)
    elif sign.trouble or not sign.connected:
        yield warn("desk", sentence)
    else:
        yield ok("desk", sentence)


def missing_scopes(granted: Collection[str], settings: Settings) -> list[Finding]:
    """Return a finding for each scope that the settings make use of and Slack did not grant.

    Args:
        granted: As Slack tells them; none where it doesn't say.
        settings: As read.
    """
    wanted = scopes_for(settings) if granted else ()
    cure = "Reinstall it from python -m bot manifest."
    return [
        (fail if scope.needed else warn)(
            scope.name, f"The app was not granted {scope.name}. {scope.without} {cure}"
        )
        for scope in wanted
        if scope.name not in granted
    ]


_ON_PURPOSE = ("unsubscribed", SUPERSEDED)
"""Why messages are not sent that nobody misses."""
OVERDUE = timedelta(hours=1)


def _outbox(engine: Engine, now: datetime) -> Iterator[Finding]:
    if halted := stopped(engine):
        waiting = counted(halted.waiting, "message is", "messages are")
        sentence = f"Nothing is being sent: {in_words(halted.code)}. {waiting} held; nothing is lost."
        yield fail("outbox", sentence)
    with reading(engine) as session:
        failed, paused = unsent_messages(session, _ON_PURPOSE), paused_channels(session)
        late = overdue(session, now - OVERDUE)
    if failed:
        yield warn("outbox", f"{failed} messages couldn't be sent at all; see the log.")
    if paused:
        yield warn("outbox", f"Paused: {', '.join(paused)}. Type `/detainers subscriptions` there.")
    if late:
        sentence = f"{counted(late, 'digest is', 'digests are')} overdue by more than an hour"
        yield warn("digests", f"{sentence}. They are queued while python -m bot run runs.")
