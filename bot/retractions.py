"""A claimed delivery → which rows a publisher takes back, read from the facts."""

from sqlmodel import Session, col, select

from bot.briefing import Readership
from models.bulletin import Retracted, Retraction
from models.errors import DeliveryError
from models.people_tables import DeliveryRow
from models.query_errata import marked_rows
from models.tables import ErratumRow
from models.values import Period


def retraction(session: Session, delivery: DeliveryRow, readership: Readership) -> Retraction:
    """Read what a message of errata says.

    Args:
        session: A reading session.
        delivery: The claimed row; its payload names the source and the errata.
        readership: Whom it is for.

    Raises:
        DeliveryError: Its list isn't known to this desk any more.
    """
    source = readership.sources.get(str(delivery.payload["source"]))
    numbers = [int(number) for number in delivery.payload["errata"]]
    found = select(ErratumRow).where(col(ErratumRow.id).in_(numbers)).order_by(col(ErratumRow.id))
    rows = session.exec(found).all()
    if source is None or not rows:
        raise DeliveryError("The list that this is about is not watched any more.", "Look the place up.")
    marked = marked_rows(session, numbers)
    return Retraction(
        source=source,
        address=rows[0].address,
        observed=rows[0].observed,
        places=tuple(
            Retracted(row.name, row.state, _period(row), row.sentence, marked.get(row.id or 0, 0))
            for row in rows
        ),
        repeat=delivery.repeat,
        replay=readership.replay,
        zone=readership.zone,
    )


def _period(row: ErratumRow) -> Period | None:
    return Period(row.period_first, row.period_last) if row.period_first and row.period_last else None
