"""Whether anything new is there to show, in one read."""

from sqlalchemy import func, select
from sqlmodel import Session, col

from models.people_tables import AuditRow, SubscriptionRow
from models.tables import ChangeRow, EditionRow, SourceRow


def newest(session: Session) -> tuple[int, ...]:
    """Return numbers that differ once a subscription, an edition, a decision or a list's health does."""
    held = col(EditionRow.status) == "held"
    counted = (
        select(func.max(col(AuditRow.id))),
        select(func.max(col(EditionRow.id))),
        select(func.max(col(ChangeRow.id))),
        select(func.count()).select_from(EditionRow).where(held),
        select(func.count()).select_from(SourceRow).where(col(SourceRow.failures) > 0),
        select(func.count()).select_from(SubscriptionRow).where(col(SubscriptionRow.paused) != ""),
    )
    row = session.connection().execute(select(*(each.scalar_subquery() for each in counted))).one()
    return tuple(int(number or 0) for number in row)
