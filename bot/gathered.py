"""A digest that is due → what it says, read from the facts as they are when it is sent."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import Session

from bot.blocks.digest import Digest
from bot.blocks.looked import Looked
from bot.briefing import Readership, brief, subject_name, subject_of
from bot.retractions import retraction
from models.alerts import hears
from models.bulletin import Bulletin, Retraction
from models.checks_made import checks_between
from models.digests import gathered_for
from models.errors import DeliveryError
from models.freshness import freshness
from models.people_tables import DeliveryRow
from models.wishes import LEADS, Terms, read_terms


def digest_of(session: Session, delivery: DeliveryRow, readership: Readership, now: datetime) -> Digest:
    """Read what a digest says.

    Args:
        session: A reading session.
        delivery: The digest's message, or the CSV in its thread.
        readership: Whom it is for.
        now: UTC.
    """
    payload = delivery.payload
    terms, subject = read_terms(payload["terms"]), subject_of(payload)
    since, until = (datetime.fromisoformat(payload[name]) for name in ("since", "until"))
    gathered = gathered_for(session, delivery.parent or delivery.id or 0)
    lists = [row for row in gathered if row.what in {"alert", "event"}]
    return Digest(
        subject=subject,
        name="Leads to new lists" if subject.state == LEADS else _begun(subject_name(session, subject)),
        terms=terms,
        since=since,
        until=until,
        following=datetime.fromisoformat(payload["next"]) if payload["next"] else None,
        zone=payload["zone"],
        news=tuple(_bulletins(session, lists, readership, now)),
        retractions=tuple(_retractions(session, gathered, readership)),
        leads=tuple(row.payload["lead"] for row in gathered if row.what == "lead"),
        looked=_looked(session, terms, readership, since, until),
        repeat=delivery.repeat,
    )


def _begun(name: str) -> str:
    return name[:1].upper() + name[1:]


def _bulletins(
    session: Session, told: Sequence[DeliveryRow], readership: Readership, now: datetime
) -> Iterable[Bulletin]:
    """Return what was gathered of lists; what isn't watched any more is left out."""
    for row in told:
        try:
            yield brief(session, row, readership, now)
        except DeliveryError:
            continue


def _retractions(
    session: Session, told: Sequence[DeliveryRow], readership: Readership
) -> Iterable[Retraction]:
    for row in told:
        if row.what == "errata":
            try:
                yield retraction(session, row, readership)
            except DeliveryError:
                continue


def _looked(
    session: Session, terms: Terms, readership: Readership, since: datetime, until: datetime
) -> Looked:
    """Return how the lists fared that were checked in a time, of those that a subscription hears."""
    heard = {source.reads or name for name, source in readership.sources.items() if hears(terms, name)}
    checks = checks_between(session, heard, since, until)
    seen = {name: fresh for name, fresh in freshness(session).items() if name in checks}
    short = {name: readership.sources[name].short for name in seen}
    gone = [name for name, fresh in seen.items() if fresh.withdrawn]
    failing = [name for name, fresh in seen.items() if fresh.failures and name not in gone]
    well = [fresh.succeeded for name, fresh in seen.items() if fresh.succeeded and name not in gone]
    return Looked(
        checks.total(),
        tuple((short[name], seen[name].succeeded) for name in failing),
        tuple((short[name], seen[name].withdrawn) for name in gone),
        min(well, default=None),
    )
