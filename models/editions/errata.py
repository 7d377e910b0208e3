"""What publishers take back of their earlier issues: facts of their own, each written once.

They alter no row. Whoever reads a row asks `models.queries.clauses` what was said of it since, so a
notice marks the rows that it names whether they came before it or after.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from sqlmodel import Session, col, select

from models.config import Newsroom
from models.db import ErratumRow, lock_source
from models.domain import EVERYWHERE, ChangeKind, Concern, Erratum, Place, Subscription, alerts_for
from models.messaging import (
    ErrataPayload,
    Notice,
    UnplacedErratum,
    add_messages,
    correct_taken_back,
    heard,
    hearing_of,
    key_of,
    owed,
    queue,
    status_of,
)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An erratum with the place that it names; None where its name and state resolve to none."""

    erratum: Erratum
    place: Place | None


@dataclass(frozen=True, slots=True)
class Statement:
    """Where something was read that a publisher says of its list: errata, or what becomes of it.

    Attributes:
        source: The list that it is about.
        address: Of the document or landing page that says so.
        observed: When that was received, UTC.
        edition: Its edition; None for a landing page.
    """

    source: str
    address: str
    observed: datetime
    edition: int | None = None


def add_errata(
    session: Session, statement: Statement, errata: Sequence[TakenBack], newsroom: Newsroom, now: datetime
) -> list[int]:
    """Write the errata that are new, tell who subscribed to their states, and return their ids.

    Args:
        session: One that writes.
        statement: Where they were read.
        errata: With their places; of one whose place isn't known operators are told.
        newsroom: Whom to ask.
        now: UTC.
    """
    lock_source(session, statement.source)
    keys = {_key(statement.source, one): one for one in errata}
    known = set(session.exec(select(ErratumRow.key).where(col(ErratumRow.key).in_(sorted(keys)))))
    rows = [_row(statement, key, one) for key, one in keys.items() if key not in known]
    session.add_all(rows)
    session.flush()
    _tell(session, statement, rows, now)
    correct_taken_back(session, [row.id or 0 for row in rows], now)
    for row in rows:
        if row.geoid is None:
            _ask(session, statement, row, newsroom, now)
    return [row.id or 0 for row in rows]


def _key(source: str, one: TakenBack) -> str:
    place = one.place.geoid if one.place else f"{one.erratum.name.casefold()}, {one.erratum.state}"
    return f"{source}:{place}:{one.erratum.period or ''}"


def _row(statement: Statement, key: str, one: TakenBack) -> ErratumRow:
    period = one.erratum.period
    return ErratumRow(
        **asdict(statement),
        key=key,
        period_first=period.first if period else None,
        period_last=period.last if period else None,
        name=one.erratum.name,
        state=one.erratum.state,
        geoid=one.place.geoid if one.place else None,
        sentence=one.erratum.sentence,
    )


def _tell(session: Session, statement: Statement, rows: Sequence[ErratumRow], now: datetime) -> None:
    """Queue what each channel is told of the places whose rows are taken back, each of them once."""
    concerns = [
        Concern(ChangeKind.REMOVED, frozenset({row.state}), frozenset({row.geoid} if row.geoid else ()))
        for row in rows
    ]
    every_kind = [replace(each, terms=replace(each.terms, without=())) for each in heard(session)]
    messages = []
    for alert in alerts_for(concerns, every_kind, statement.source):
        numbers = tuple(row.id or 0 for row in rows if _concerns(row, alert.heard))
        key = key_of(f"errata:{numbers[0]}", alert.channel)
        messages.append(
            owed(
                alert.channel,
                key,
                ErrataPayload(
                    errata=numbers, edition=statement.edition, heard=tuple(map(hearing_of, alert.heard))
                ),
                now,
                serves=[each.id for each in alert.heard],
                edition=statement.edition,
                status=status_of(alert.every),
            )
        )
    add_messages(session, messages)


def _concerns(row: ErratumRow, subscriptions: Sequence[Subscription]) -> bool:
    subjects = [each.subject for each in subscriptions]
    return any(
        row.geoid == subject.place if subject.place else subject.state in {row.state, EVERYWHERE}
        for subject in subjects
    )


def _ask(session: Session, statement: Statement, row: ErratumRow, newsroom: Newsroom, now: datetime) -> None:
    told = UnplacedErratum(erratum=row.id or 0)
    queue(session, newsroom, Notice(f"erratum:{row.key}", told, statement.edition), now)
