"""In which thread an alert stands, where a channel wants one thread for each list."""

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.people_tables import DeliveryRow, SubscriptionRow
from models.store import writing
from models.tables import EditionRow
from models.wishes import read_terms

OF_A_LIST = ("alert", "event")
"""Messages of which each is about one list."""


def thread_for(session: Session, delivery: DeliveryRow) -> str:
    """Return Slack's time stamp of the message that a new one is to stand below; empty for none."""
    first = _first(session, delivery)
    return first.ts if first else ""


def post_alone(engine: Engine, delivery: DeliveryRow, code: str) -> None:
    """Put a message back that could not be posted below its list's first one: it is deleted, or closed.

    Where no earlier one is left, the message begins the list's next thread.

    Args:
        engine: Where the outbox is.
        delivery: What was claimed.
        code: Slack's word for it (`thread_not_found`).
    """
    with writing(engine) as session:
        row = session.get_one(DeliveryRow, delivery.id)
        first = _first(session, row)
        row.claimed, row.error = None, code
        row.status = "pending" if first else "failed"
        if first:
            first.error = code


def _first(session: Session, delivery: DeliveryRow) -> DeliveryRow | None:
    """Return the first message of the same list in the same channel that can be replied to."""
    if delivery.what not in OF_A_LIST or delivery.subscription is None:
        return None
    subscription = session.get(SubscriptionRow, delivery.subscription)
    if subscription is None or not read_terms(subscription.terms).thread:
        return None
    source = select(EditionRow.source).where(col(EditionRow.id) == delivery.edition).scalar_subquery()
    sent = (
        select(DeliveryRow)
        .join(EditionRow, col(EditionRow.id) == col(DeliveryRow.edition))
        .where(
            col(EditionRow.source) == source,
            col(DeliveryRow.subscription) == delivery.subscription,
            col(DeliveryRow.what).in_(OF_A_LIST),
            col(DeliveryRow.part) == "message",
            col(DeliveryRow.status) == "sent",
            col(DeliveryRow.thread) == "",
            col(DeliveryRow.error) == "",
        )
    )
    return session.exec(sent.order_by(col(DeliveryRow.id)).limit(1)).first()
