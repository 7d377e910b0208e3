"""A message that was sent → what it told, and what became of that since, read from the facts."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace

from sqlmodel import Session, col, select

from bot.briefing import Readership, brief
from models.bulletin import Bulletin, Since, ToldRow
from models.digests import gathered_for
from models.errors import DeliveryError
from models.ledger import corrections_of
from models.people_tables import DeliveryRow
from models.query_fates import fate_of_list, fates, taken_back_since
from models.threads import OF_A_LIST
from models.values import ChangeKind


def corrected(
    session: Session, first: DeliveryRow, readership: Readership, gathered: DeliveryRow | None = None
) -> Bulletin:
    """Return what a sent message told, each row and the list with what became of it since.

    Args:
        session: A reading session.
        first: The message that told it.
        readership: Whom it was for.
        gathered: Of a digest, the one of its deliveries that is asked for.

    Raises:
        DeliveryError: All of it is as it was told, or its list isn't known to this desk any more.
    """
    sent = first.sent or first.created
    bulletin = brief(session, gathered or first, readership, sent)
    told = [row.listing for row in bulletin.rows if row.listing and row.change is not ChangeKind.REMOVED]
    since = fates(session, told)
    for listing, said in taken_back_since(session, told, _errata(session, first)).items():
        since[listing] = (*since.get(listing, ()), *said)
    rows = tuple(_with(row, since.get(row.listing or 0, ())) for row in bulletin.rows)
    found = replace(bulletin, rows=rows, since=fate_of_list(session, bulletin.source.name, sent))
    if not found.since and not found.overtaken and not found.again:
        raise DeliveryError("What this message told is as it was.", "")
    return found


def corrected_news(session: Session, digest: DeliveryRow, readership: Readership) -> list[Bulletin]:
    """Return what a sent digest told and is no longer so, list by list, in its order.

    Raises:
        DeliveryError: All of it is as it was told.
    """
    found = []
    for row in gathered_for(session, digest.id or 0):
        if row.what in OF_A_LIST:
            with suppress(DeliveryError):
                found.append(corrected(session, digest, readership, row))
    if not found:
        raise DeliveryError("What this digest told is as it was.", "")
    return found


def _with(row: ToldRow, since: Sequence[Since]) -> ToldRow:
    removed = row.change is ChangeKind.REMOVED
    return row if removed or not since else replace(row, since=tuple(since))


def _errata(session: Session, first: DeliveryRow) -> list[int]:
    """Return the errata for which a message was queued to be edited: those read after it was sent."""
    edits = select(DeliveryRow.payload).where(
        col(DeliveryRow.key).startswith(corrections_of(first.id), autoescape=True),
        col(DeliveryRow.parent).is_(None),
    )
    return sorted({number for payload in session.exec(edits) for number in payload.get("errata", ())})
