"""Tables read whole: who hears of what and who changed that, what was taken back or noted, what is due.

For operators, scripts and the desk's own start; what an answer needs is read by place elsewhere.
"""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from models.db import (
    AuditRow,
    ChangeRow,
    DeliveryRow,
    EditionRow,
    ErratumRow,
    PublicNoteRow,
    SourceRow,
    SubscriptionRow,
)
from models.domain import (
    AuditEntry,
    ChangeKind,
    Erratum,
    Period,
    PublicNote,
    StoredErratum,
    Subject,
    Wish,
    read_terms,
)

Taken = tuple[str, datetime, date | None]
"""What tells one thing of the past from all others: its list, when it was seen, its first day."""


def all_subscriptions(session: Session) -> list[Wish]:
    """Return every subscription of every workspace, by channel and state."""
    channel, state = col(SubscriptionRow.channel), col(SubscriptionRow.state)
    rows = session.exec(select(SubscriptionRow).order_by(col(SubscriptionRow.team), channel, state))
    return [as_wish(row) for row in rows]


def as_wish(row: SubscriptionRow) -> Wish:
    """Return a stored subscription as people see it."""
    return Wish(
        row.channel,
        row.state,
        row.created,
        row.created_by,
        row.paused,
        row.place,
        read_terms(row.terms),
        row.muted_until,
        row.digest_due,
        row.team,
        row.private,
    )


def paused_channels(session: Session) -> list[str]:
    """Return the channels that Slack keeps closed, whose messages wait."""
    paused = select(SubscriptionRow.channel).where(col(SubscriptionRow.paused) != "")
    return sorted(session.exec(paused.distinct()))


def unsent_messages(session: Session, on_purpose: Collection[str]) -> int:
    """Return how many messages could not be sent at all, for other reasons than some that are meant."""
    failed = col(DeliveryRow.status) == "failed", col(DeliveryRow.error).not_in(on_purpose)
    return session.exec(select(func.count()).select_from(DeliveryRow).where(*failed)).one()


def audit_log(session: Session) -> list[AuditEntry]:
    """Return who changed what about the subscriptions of every workspace, oldest first."""
    return [as_entry(row) for row in session.exec(select(AuditRow).order_by(col(AuditRow.id)))]


def as_entry(row: AuditRow) -> AuditEntry:
    """Return a stored entry of the audit log as people see it."""
    subject = Subject(row.state, row.place)
    return AuditEntry(row.what, row.by, row.at, subject, row.detail, row.team, row.channel)


def all_errata(session: Session) -> list[StoredErratum]:
    """Return everything that publishers took back, in the order in which it was read."""
    return [as_erratum(row) for row in session.exec(select(ErratumRow).order_by(col(ErratumRow.id)))]


def as_erratum(row: ErratumRow) -> StoredErratum:
    """Return a stored erratum as the value that it is of."""
    first, last = row.period_first, row.period_last
    return StoredErratum(
        number=row.id or 0,
        source=row.source,
        statement=Erratum(row.name, row.state, Period(first, last) if first and last else None, row.sentence),
        geoid=row.geoid,
        edition=row.edition,
        address=row.address,
        observed=row.observed,
    )


def all_notes(session: Session) -> list[PublicNote]:
    """Return every note, oldest first."""
    return [as_note(row) for row in session.exec(select(PublicNoteRow).order_by(col(PublicNoteRow.id)))]


def as_note(row: PublicNoteRow) -> PublicNote:
    """Return a stored note as people see it."""
    return PublicNote(row.source, row.text, row.citation, row.at, row.by, row.id or 0, row.geoid)


def due_checks(session: Session) -> dict[str, datetime | None]:
    """Return when each source and scout is due to be asked again, by its name, UTC; None means at once."""
    return dict(session.exec(select(SourceRow.name, SourceRow.due)).all())


def holds_a_publishers_own(session: Session) -> bool:
    """Tell whether any edition was read from a publisher's own document, and not from copied facts."""
    live = select(EditionRow.id).where(col(EditionRow.transcription) == "").limit(1)
    return session.exec(live).first() is not None


def taken_in(session: Session, events: Collection[ChangeKind]) -> set[Taken]:
    """Return what is stored of the past: editions, what was taken back, what befell whole lists.

    Args:
        session: One that reads.
        events: The kinds of events of whole lists that count.
    """
    editions = select(EditionRow.source, EditionRow.observed, col(EditionRow.period_first))
    befell = select(ChangeRow.source, ChangeRow.observed).where(
        col(ChangeRow.kind).in_([kind.value for kind in events])
    )
    others = [*session.exec(befell), *session.exec(select(ErratumRow.source, ErratumRow.observed))]
    return {*session.exec(editions), *((source, observed, None) for source, observed in others)}
