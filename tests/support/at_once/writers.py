"""Everyone who writes facts, wishes or messages that another may write in the same moment."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Engine

from models.db import reading, writing
from models.domain import Announcement, ChangeKind, Erratum, Outcome, Resolution, Row
from models.editions import (
    Known,
    Overtaken,
    Statement,
    TakenBack,
    add_announcements,
    add_errata,
    count_check,
    hold,
    outdated,
    place_again,
    publish,
    record_failure,
    record_success,
    remember_address,
    withdraw,
)
from models.errors import Gone
from models.messaging import (
    CsvPart,
    EditionQuestion,
    Lead,
    Notice,
    claim,
    new_leads,
    pause_channel,
    queue,
    queue_next,
    record_sent,
    tell_leads,
    welcome_once,
)
from models.newsroom import follow, mute, remove_note, resume, subscribe, unsubscribe
from models.places import resolver_mark
from tests.support.at_once.meeting import Writer
from tests.support.at_once.world import (
    AT_ONCE,
    DAILY,
    HAND,
    LIST,
    NEWSROOM,
    NOW,
    TEXAS,
    sending,
    told,
)
from tests.support.newsroom.editions import TRAVIS, compared, designations

_NEW = "Newest County"
_KNOWN = ("Travis County", "Old County", "New County")
"""Stored from the beginning: who places rows again may have asked before others store more."""
_PAGE = Statement("list", LIST.address, NOW + timedelta(hours=1))
_ERRATUM = TakenBack(Erratum("Travis County", "TX", None, "Travis County was wrong."), TRAVIS)
_PAUSED = (Announcement(ChangeKind.SUSPENDED, "The list is suspended."),)
_LEAD = Lead("scout", "https://news.example/1", "A new list", NOW, ("detainer",))


def _publish(engine: Engine) -> None:
    _publish_at(engine, NOW, "Travis County", _NEW)


def _publish_behind(engine: Engine) -> None:
    _publish_at(engine, NOW - timedelta(days=1), "Travis County", "Older County")


def _publish_at(engine: Engine, moment: datetime, *names: str) -> None:
    while True:
        work = compared(engine, LIST, designations(*names), moment)
        try:
            publish(engine, work, NEWSROOM, NOW)
        except Overtaken:
            continue
        return


def _hold(engine: Engine) -> None:
    hold(engine, compared(engine, LIST, designations("Only County"), NOW), ["It shrank."], NEWSROOM, NOW)


def _place_again(engine: Engine) -> None:
    mark = resolver_mark()
    with reading(engine) as session:
        before = [row for row in outdated(session, {"list": mark}) if row.listing.as_read in _KNOWN]
    better = Resolution(Outcome.RESOLVED, (TRAVIS,))
    with writing(engine) as session:
        place_again(session, "list", mark, [(row, Row(row.listing, row.key, better)) for row in before])


def _withdraw(engine: Engine) -> None:
    with writing(engine) as session:
        record_failure(session, LIST, Gone("Gone.", "Look."), NEWSROOM, NOW)
        withdraw(session, "list", NOW, NOW)


def _announce(engine: Engine) -> None:
    with writing(engine) as session:
        add_announcements(session, _PAGE, _PAUSED, NOW)


def _take_back(engine: Engine) -> None:
    with writing(engine) as session:
        add_errata(session, _PAGE, [_ERRATUM], NEWSROOM, NOW)


def _succeed(engine: Engine) -> None:
    with writing(engine) as session:
        record_success(session, "list", NEWSROOM, NOW, NOW)


def _count(engine: Engine) -> None:
    with writing(engine) as session:
        count_check(session, "list", NOW)


def _remember(engine: Engine) -> None:
    with writing(engine) as session:
        remember_address(session, Known("list", LIST.address, "etag", "", "said"), NOW)


def _lead(engine: Engine) -> None:
    with writing(engine) as session:
        tell_leads(session, new_leads(session, [_LEAD]), NEWSROOM, NOW)


def _notify(engine: Engine) -> None:
    with writing(engine) as session:
        queue(session, NEWSROOM, Notice("question:list:1", EditionQuestion(edition=1, number=0)), NOW)


def _sent(engine: Engine) -> None:
    record_sent(engine, sending(engine), "1.1", NOW, [CsvPart()], told(engine))


def _pause(engine: Engine) -> None:
    """Slack was asked for the channel as it was claimed, whatever its id is by now."""
    pause_channel(engine, replace(sending(engine), channel=AT_ONCE.id), "is_archived", NOW)


WRITERS: Mapping[str, Writer] = {
    "publish": _publish,
    "publish behind": _publish_behind,
    "hold": _hold,
    "place again": _place_again,
    "withdraw": _withdraw,
    "announce": _announce,
    "take back": _take_back,
    "succeed": _succeed,
    "count": _count,
    "remember": _remember,
    "lead": _lead,
    "notify": _notify,
    "welcome": lambda engine: welcome_once(engine, "T1", ["U1", "U2"], NOW),
    "subscribe": lambda engine: subscribe(engine, replace(AT_ONCE, id="C9"), TEXAS, HAND),
    "change terms": lambda engine: subscribe(engine, AT_ONCE, TEXAS, HAND, DAILY),
    "unsubscribe": lambda engine: unsubscribe(engine, AT_ONCE, HAND),
    "mute": lambda engine: mute(engine, AT_ONCE, NOW + timedelta(days=1), HAND),
    "resume": lambda engine: resume(engine, AT_ONCE, HAND),
    "follow": lambda engine: follow(engine, AT_ONCE, "C9", NOW),
    "digest": lambda engine: queue_next(engine, "UTC", NOW),
    "claim": lambda engine: claim(engine, NOW),
    "sent": _sent,
    "pause": _pause,
    "remove note": lambda engine: remove_note(engine, 1),
}
