"""Questions about changes, sources and settings → what is told of them."""

from datetime import UTC, datetime, time, timedelta

from bot.answer_values import Found
from bot.answers import answer
from bot.blocks.asking import which
from bot.blocks.limits import Message
from bot.blocks.recent import Where, recent_message
from bot.blocks.record import history_message
from bot.blocks.setup import Setup, settings_message, sources_message
from bot.blocks.subscriptions import subject_name
from bot.commands import ALL, History, Lookup, Recent
from bot.desk import Desk
from models import query_changes
from models.errors import UsageError
from models.freshness import freshness
from models.place_states import STATES, state_code
from models.query_recent import recent_editions
from models.store import reading
from models.values import PlaceKind
from models.wishes import EVERYWHERE, Subject

CHANGES = 30
"""Changes shown as a place's history."""
LATELY = timedelta(days=30)
"""What `recent` looks back to, unless a day is named."""


def history_of_place(asked: History, desk: Desk) -> Message:
    """Return what has changed about a place, the latest first.

    Raises:
        UsageError: No place was named.
        StoreError: The database can't be read.
    """
    command = desk.settings.slack.command
    if not asked.area:
        raise UsageError("Say of which place.", f"For example `{command} history Boston`.")
    found = answer(Lookup(asked.area), desk)
    if found.found is not Found.PLACE or found.place is None:
        return which(found, "history", command)
    with reading(desk.engine) as session:
        changes = query_changes.history_of_place(session, found.place.geoid, limit=CHANGES)
    return history_message(found, changes)


def lately(asked: Recent, desk: Desk) -> Message:
    """Return which editions changed something lately, anywhere or in a state or place.

    Raises:
        UsageError: What was named is no state and no one place.
        StoreError: The database can't be read.
    """
    subject = _subject(asked.area, desk)
    now = desk.clock()
    since = datetime.combine(asked.since, time(), UTC) if asked.since else now - LATELY
    with reading(desk.engine) as session:
        found = recent_editions(session, subject, since=since)
        older = [] if found else recent_editions(session, subject, limit=3)
    fips = STATES[subject.state].fips if subject.state in STATES else ""
    where = Where(subject_name(desk.gazetteer, subject), subject.place or fips)
    return recent_message(where, since.date(), found or older, desk.sources, older=not found)


def _subject(area: str, desk: Desk) -> Subject:
    if area in {"", ALL}:
        return Subject(EVERYWHERE)
    if code := state_code(area):
        return Subject(code)
    found = answer(Lookup(area), desk)
    if found.place is None:
        command = desk.settings.slack.command
        raise UsageError(f"“{area}” is no one state or place.", f"For example `{command} recent MA`.")
    whole = found.place.kind is PlaceKind.STATE
    return Subject(found.place.state, "" if whole else found.place.geoid)


def watched_sources(desk: Desk) -> Message:
    """Return every list that is watched or bundled, and how fresh each is."""
    with reading(desk.engine) as session:
        seen = freshness(session)
    return sources_message(seen, desk.sources, desk.settings.newsroom.zone)


def setup(desk: Desk) -> Message:
    """Return how this desk is set up, without anything secret."""
    newsroom = desk.settings.newsroom
    scouts = [scout.name for scout in desk.settings.scouts if scout.enabled]
    return settings_message(
        Setup(
            newsroom.zone,
            newsroom.operators,
            newsroom.operators_channel,
            newsroom.contact,
            scouts,
            newsroom.subscribers,
            newsroom.admins_review,
        )
    )
