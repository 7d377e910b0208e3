"""What a person typed or pressed → what they are told; the one place where commands meet the facts."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from bot import grammar
from bot.answers import LookupOutcome, Trended, answer, trended
from bot.blocks import Setup, help_message, kit, settings_message, sources_message, subject_name
from bot.blocks import answer as words
from bot.blocks.kit import Message
from bot.desk import Desk, Requester, of_this_newsroom
from bot.replies import subscriptions
from bot.replies.arguments import subject_of
from bot.replies.export import exporting
from models.domain import EVERYWHERE, By, Subject, begin_of, day_in
from models.errors import UsageError
from models.newsroom import Remark, add_remark
from models.places import STATES, state_code
from models.queries import freshness_by_source, history_of_place, recent_editions

CHANGES = 30
"""Changes shown as a place's history."""
LATELY = timedelta(days=30)
"""What `recent` looks back to, unless a day is named."""


def reply(text: str, requester: Requester, desk: Desk) -> Message:
    """Return the answer to what was typed after the command.

    Raises:
        UsageError: It can't be done as typed; the sentence carries the cure.
        StoreError: The database can't be read or written.
    """
    wanted = grammar.parse(text)
    return _REPLIES[_kind(wanted)](wanted, requester, desk)


def asks_slack(text: str) -> bool:
    """Tell whether what was typed is answered only once Slack has said who asks: all but lookups.

    Raises:
        UsageError: It can't be read as typed.
    """
    return _kind(grammar.parse(text)) not in _LOOKUPS


def _kind(wanted: object) -> type | str:
    return wanted.verb if isinstance(wanted, grammar.Request) else type(wanted)


def _looked_up(question: grammar.Lookup, _: Requester, desk: Desk) -> Message:
    """Return the answer to a question about a place, or about a verb that was misspelt."""
    _read_every_day(question.text, desk)
    record = answer(question, desk)
    lost = record.found in {LookupOutcome.UNKNOWN, LookupOutcome.SUGGESTED}
    if lost and (meant := grammar.nearest(question.text)):
        return words.did_you_mean_command(question.text, str(meant), desk.command)
    return words.answer_message(record, desk.settings.slack.command)


def _read_every_day(text: str, desk: Desk) -> None:
    if day := grammar.unread_day(text):
        cure = f"Write it like `{desk.command} Boston as of 2025-05-30` or `since 2025-05-30`."
        raise UsageError(f"“{day}” is no day that I can read.", cure)


def _history(asked: grammar.Request, _: Requester, desk: Desk) -> Message:
    """Return what has changed about a place, the latest first."""
    if not asked.about:
        raise UsageError("Say of which place.", f"For example `{desk.command} history Boston`.")
    question = grammar.asked_of(asked.about)
    _read_every_day(question.text, desk)
    record = answer(question, desk)
    if record.place is None:
        return words.which(record, "history", desk.command)
    with desk.reading() as session:
        changes = history_of_place(
            session, record.place.geoid, record.zone, limit=CHANGES, as_of=record.until
        )
    return words.history_message(record, changes)


def _trend(asked: grammar.Request, _: Requester, desk: Desk) -> Message:
    if grammar.asked_of(asked.about).as_of or grammar.unread_day(asked.about):
        raise UsageError("A trend is of all days that are recorded.", "Leave the day out.")
    trend = trended(asked.about, By.STATE if asked.about == grammar.ALL else By.AGENCY, desk)
    if isinstance(trend, Trended):
        return words.trend_message(trend, desk.command)
    return words.which(trend, "trend", desk.command)


def _recent(asked: grammar.Recent, _: Requester, desk: Desk) -> Message:
    """Return which editions changed something lately, anywhere or in a state or place."""
    _read_every_day(asked.area, desk)
    subject = _recent_in(asked.area, desk)
    zone = desk.settings.newsroom.zone
    since = begin_of(asked.since, zone) if asked.since else desk.clock() - LATELY
    with desk.reading() as session:
        editions = recent_editions(session, subject, since=since)
        older = [] if editions else recent_editions(session, subject, limit=3)
    fips = STATES[subject.state].fips if subject.state in STATES else ""
    where = words.Where(subject_name(desk.gazetteer, subject), subject.place or fips)
    lines = words.recent_lines(editions or older, desk.sources, zone)
    return words.recent_message(where, day_in(zone, since), lines, older=not editions)


def _recent_in(area: str, desk: Desk) -> Subject:
    if area in {"", grammar.ALL}:
        return Subject(EVERYWHERE)
    if code := state_code(area):
        return Subject(code)
    record = answer(grammar.Lookup(area), desk)
    if record.place is None:
        raise UsageError(f"“{area}” is no one state or place.", f"For example `{desk.command} recent MA`.")
    return subject_of(record.place)


def _sources(_: grammar.Request, __: Requester, desk: Desk) -> Message:
    """Return every list that is watched or bundled, and how fresh each is."""
    with desk.reading() as session:
        seen = freshness_by_source(session)
    return sources_message(seen, desk.sources, desk.settings.newsroom.zone)


def _settings(_: grammar.Request, requester: Requester, desk: Desk) -> Message:
    """Return how this desk is set up, without anything secret; it names people, so it is for members."""
    of_this_newsroom(requester, desk)
    newsroom = desk.settings.newsroom
    setup = Setup(
        newsroom.zone,
        newsroom.operators,
        newsroom.operators_channel,
        newsroom.contact,
        [scout.name for scout in desk.settings.scouts if scout.enabled],
        newsroom.subscribers,
        newsroom.admins_review,
    )
    return settings_message(setup)


def _feedback(asked: grammar.Request, requester: Requester, desk: Desk) -> Message:
    """Keep what a person says of the desk, and tell operators."""
    of_this_newsroom(requester, desk)
    if not asked.about:
        raise UsageError(
            "Say what.", f"For example `{desk.command} feedback The page of Travis County is wrong`."
        )
    newsroom = desk.settings.newsroom
    remark = Remark(desk.at(requester.where), requester.user, asked.about)
    add_remark(desk.engine, remark, newsroom, desk.clock())
    heard = newsroom.operators or newsroom.operators_channel
    who = (
        "The people who run this desk have it" if heard else "It is kept; no operators are set to hear of it"
    )
    return Message(f"Thank you. {who}: “{kit.literal(asked.about, 300)}”")


_REPLIES: dict[type | str, Callable[[Any, Requester, Desk], Message]] = {
    grammar.Lookup: _looked_up,
    "history": _history,
    grammar.Recent: _recent,
    "trend": _trend,
    "export": exporting,
    grammar.Subscribe: subscriptions.subscribe_channel,
    "unsubscribe": subscriptions.unsubscribe_channel,
    grammar.Subscriptions: subscriptions.list_subscriptions,
    grammar.Mute: subscriptions.mute_channel,
    "resume": lambda _, requester, desk: subscriptions.resume_channel(requester, desk),
    "sources": _sources,
    "settings": _settings,
    "feedback": _feedback,
    "help": lambda asked, _, desk: help_message(desk.command, asked.about),
    grammar.Unclear: lambda asked, _, desk: words.either(asked, desk.command),
}

_LOOKUPS = {grammar.Lookup, "history", grammar.Recent, "trend", "sources", "help", grammar.Unclear}
"""What anyone may ask, and the facts alone answer."""
