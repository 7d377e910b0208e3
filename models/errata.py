"""What publishers take back of their earlier issues: facts of their own, each written once.

They alter no row. Whoever reads a row asks `models.query_errata` what was said of it since, so a
notice marks the rows that it names whether they came before it or after.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from models.alerts import hears
from models.bulletin import SOURCE
from models.correcting import correct_taken_back
from models.dialects import one_at_a_time
from models.digests import status_of
from models.notices import Notice, queue
from models.owing import told_of
from models.people_tables import DeliveryRow, SubscriptionRow
from models.settings import Newsroom
from models.tables import ErratumRow
from models.telling import subscription_of
from models.values import Erratum, Place
from models.wishes import EVERYWHERE, LEADS, Subject


@dataclass(frozen=True, slots=True)
class TakenBack:
    """An erratum with the place that it names; None where its name and state resolve to none."""

    erratum: Erratum
    place: Place | None


@dataclass(frozen=True, slots=True)
class Statement:
    """Where errata were read.

    Attributes:
        source: The list whose rows they take back.
        address: Of the document or landing page that says so.
        observed: When that was received, UTC.
        edition: Its edition; None for a landing page.
    """

    source: str
    address: str
    observed: datetime
    edition: int | None = None


def add_errata(
    session: Session, said: Statement, errata: Sequence[TakenBack], newsroom: Newsroom, now: datetime
) -> list[int]:
    """Write the errata that are new, tell who subscribed to their states, and return their ids.

    Args:
        session: One that writes.
        said: Where they were read.
        errata: With their places; of one whose place isn't known operators are told.
        newsroom: Whom to ask.
        now: UTC.
    """
    one_at_a_time(session, f"publish {said.source}")
    keys = {_key(said.source, one): one for one in errata}
    known = set(session.exec(select(ErratumRow.key).where(col(ErratumRow.key).in_(sorted(keys)))))
    rows = [_row(said, key, one) for key, one in keys.items() if key not in known]
    session.add_all(rows)
    session.flush()
    _tell(session, said, rows, now)
    correct_taken_back(session, [row.id or 0 for row in rows], now)
    for row in rows:
        if row.geoid is None:
            _ask(session, said, row, newsroom, now)
    return [row.id or 0 for row in rows]


def _key(source: str, one: TakenBack) -> str:
    place = one.place.geoid if one.place else f"{one.erratum.name.casefold()}, {one.erratum.state}"
    return f"{source}:{place}:{one.erratum.period or ''}"


def _row(said: Statement, key: str, one: TakenBack) -> ErratumRow:
    period = one.erratum.period
    return ErratumRow(
        key=key,
        source=said.source,
        edition=said.edition,
        address=said.address,
        observed=said.observed,
        period_first=period.first if period else None,
        period_last=period.last if period else None,
        name=one.erratum.name,
        state=one.erratum.state,
        geoid=one.place.geoid if one.place else None,
        sentence=one.erratum.sentence,
    )


def _tell(session: Session, said: Statement, rows: Iterable[ErratumRow], now: datetime) -> None:
    """Queue one message for each subscription that hears of a place whose rows are taken back."""
    taken = list(rows)
    heard = select(SubscriptionRow).where(col(SubscriptionRow.state) != LEADS)
    for row in session.exec(heard.order_by(col(SubscriptionRow.id))).all():
        subscription = subscription_of(row)
        numbers = [each.id or 0 for each in taken if _concerns(each, subscription.subject)]
        if numbers and hears(subscription.terms, said.source):
            session.add(
                DeliveryRow(
                    key=f"errata:{numbers[0]}:{row.id}",
                    team=row.team,
                    channel=row.channel,
                    what="errata",
                    subscription=row.id,
                    edition=said.edition,
                    payload={**told_of(subscription), "source": said.source, "errata": numbers},
                    status=status_of(subscription.terms),
                    created=now,
                    not_before=now,
                )
            )


def _concerns(row: ErratumRow, subject: Subject) -> bool:
    if subject.place:
        return row.geoid == subject.place
    return subject.state in {row.state, EVERYWHERE}


def _ask(session: Session, said: Statement, row: ErratumRow, newsroom: Newsroom, now: datetime) -> None:
    payload = {
        "sentence": f"{SOURCE} takes back rows of {row.name}, {row.state}, which is no place that we know.",
        "cure": "No row is marked; look at the notice.",
        "reasons": [row.sentence],
        "source": said.source,
        "address": said.address,
    }
    queue(session, newsroom, Notice(f"erratum:{row.key}", payload, said.edition), now)
