"""Whether anything is sent at all: a revoked token stops a desk, and people must learn of it."""

from dataclasses import dataclass

from sqlalchemy import Engine, func
from sqlmodel import col, select

from bot.slack_errors import NOT_LET_IN
from models.people_tables import DeliveryRow
from models.store import reading


@dataclass(frozen=True, slots=True)
class Stopped:
    """Why nothing is sent, as Slack says it (`token_revoked`), and how many messages wait."""

    code: str
    waiting: int


def stopped(engine: Engine) -> Stopped | None:
    """Return why nothing is sent any more; None while messages go.

    The outbox keeps Slack's word with the message that it refused, so this is known after a
    restart and to other processes.

    Raises:
        StoreError: The database can't be read.
    """
    pending = col(DeliveryRow.status) == "pending"
    refused = select(DeliveryRow.error).where(pending, col(DeliveryRow.error).in_(NOT_LET_IN)).limit(1)
    with reading(engine) as session:
        code = session.exec(refused).first()
        if code is None:
            return None
        waiting = session.exec(select(func.count()).select_from(DeliveryRow).where(pending)).one()
    return Stopped(code, waiting)
