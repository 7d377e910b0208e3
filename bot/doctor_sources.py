"""How the watched lists fare, for the doctor."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Engine

from bot.blocks.mrkdwn import day
from bot.findings import Finding, Level
from models.facts import Freshness
from models.freshness import freshness, scouts_seen
from models.settings import Settings
from models.settings_scouts import ScoutSettings
from models.store import reading
from models.values import Source

STALE = 4
"""Times its cadence after which a list that no check reached is called stale."""


def examine_sources(
    engine: Engine, settings: Settings, sources: Mapping[str, Source], now: datetime
) -> list[Finding]:
    """Return a finding for each list that is watched live, and one for what awaits a decision."""
    off = {entry.name for entry in settings.sources if not entry.enabled}
    with reading(engine) as session:
        seen, scouts = freshness(session), scouts_seen(session)
    found = [
        _source(source, seen.get(source.name, Freshness(source.name)), now)
        for source in sources.values()
        if source.address and not source.reads and source.name not in off
    ]
    found += [_scout(scout, scouts.get(scout.key), now) for scout in settings.scouts if scout.enabled]
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


def _scout(scout: ScoutSettings, seen: Freshness | None, now: datetime) -> Finding:
    if seen is None or seen.checked is None:
        return Finding(scout.key, Level.OK, "Has not looked yet.")
    if seen.failures:
        failed = "The last look" if seen.failures == 1 else f"The last {seen.failures} looks"
        return Finding(scout.key, Level.WARN, f"{failed} failed. {seen.sentence}")
    if now - seen.checked > timedelta(minutes=scout.every_minutes) * STALE + timedelta(minutes=5):
        return Finding(scout.key, Level.WARN, f"Has not looked since {_printed(seen.checked)}.")
    return Finding(scout.key, Level.OK, f"Last looked {_printed(seen.checked)}.")


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
