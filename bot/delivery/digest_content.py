"""A digest that is due → what it says, read from the facts as they are when it is sent."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import datetime

from sqlmodel import Session

from bot.blocks.alert import Digest, NotedRow
from bot.delivery.alert_content import Readership, gather_errata, sent_alert
from bot.words import Looked, Subjects
from models.domain import Bulletin, ChangeKind, Fact, Retraction, SourceKind, Terms, hears
from models.editions import checks_between
from models.errors import DeliveryError
from models.messaging import (
    AlertPayload,
    Delivery,
    DigestPayload,
    ErrataPayload,
    EventPayload,
    Lead,
    LeadPayload,
    gathered_for,
    lead_of,
    named_missing,
    sent_beside,
)
from models.queries import back_of, freshness_by_source, missing_of, scope_of

MISSING = 20
"""Rows that a digest names as missing; more are counted, and not spoken of when they are back."""


def digest_of(
    session: Session, message: Delivery, told: DigestPayload, readership: Readership, now: datetime
) -> Digest:
    """Read what a digest says.

    Args:
        session: A reading session.
        message: The digest's message.
        told: What it carries.
        readership: Whom it is for.
        now: UTC.

    Raises:
        UnreadablePayload: What one of the deliveries that it gathers carries can't be read.
    """
    scope = scope_of(session, [each.subject for each in told.heard])
    gathered = gathered_for(session, message.id)
    pieces = list(_known(session, gathered, readership, now))
    missing = _missing(session, told, readership)
    before = named_missing(session, message.id, [each.subscription for each in told.heard])
    names = Subjects({place.geoid: place for place in scope.places}.get)
    return Digest(
        subjects=tuple((subject, names.shown(subject)) for subject in scope.subjects),
        every=told.every,
        joined=_joined(session, told),
        sent=sent_beside(
            session, message.id, [each.subscription for each in told.heard], told.since, told.until
        ),
        since=told.since,
        until=told.until,
        following=told.following,
        zone=told.zone,
        newsroom=readership.zone,
        news=tuple(piece for piece in pieces if isinstance(piece, Bulletin)),
        retractions=tuple(piece for piece in pieces if isinstance(piece, Retraction)),
        leads=tuple(piece for piece in pieces if isinstance(piece, Lead)),
        looked=_looked(session, told, readership),
        missing=missing[:MISSING],
        more_missing=len(missing[MISSING:]),
        back=_noticed(back_of(session, before.lineages), readership),
        named=before.sent,
    )


def _missing(session: Session, told: DigestPayload, readership: Readership) -> tuple[NotedRow, ...]:
    """Return what is missing still of what a digest hears of; who hears of no removals hears of none."""
    subjects = [each.subject for each in told.heard if ChangeKind.REMOVED not in each.without]
    terms = Terms(told.sources)
    lists = [name for name, source in readership.sources.items() if source.kind is SourceKind.STATE]
    return _noticed(missing_of(session, subjects, [name for name in lists if hears(terms, name)]), readership)


def _noticed(rows: Sequence[tuple[int, Fact]], readership: Readership) -> tuple[NotedRow, ...]:
    return tuple(
        NotedRow(lineage, readership.sources[fact.source], fact)
        for lineage, fact in rows
        if fact.source in readership.sources
    )


def _joined(session: Session, told: DigestPayload) -> tuple[tuple[str, datetime], ...]:
    """Return what is heard for a part of the time only, by name, and since when."""
    subjects = {each.subscription: each.subject for each in told.heard}
    scope = scope_of(session, list(subjects.values()))
    names = Subjects({place.geoid: place for place in scope.places}.get)
    return tuple(
        (names.shown(subjects[each.subscription]), each.since)
        for each in told.joined
        if each.subscription in subjects
    )


def _known(
    session: Session, gathered: Sequence[Delivery], readership: Readership, now: datetime
) -> Iterator[Bulletin | Retraction | Lead]:
    """Yield what was gathered, in order; what isn't watched or stored any more is left out."""
    for each in gathered:
        with suppress(DeliveryError):
            match each.payload:
                case AlertPayload() | EventPayload():
                    yield sent_alert(session, each, each.payload, readership, now)
                case ErrataPayload():
                    yield gather_errata(session, each.payload.errata, readership)
                case LeadPayload(lead=lead):
                    yield lead_of(session, lead)
                case _:
                    raise ValueError(f"Delivery {each.key} is nothing that a digest gathers.")


def _looked(session: Session, told: DigestPayload, readership: Readership) -> Looked:
    """Return how the lists fared that were checked in the time of a digest, of those that it hears of."""
    terms = Terms(told.sources)
    heard = {source.reads or name for name, source in readership.sources.items() if hears(terms, name)}
    checks = checks_between(session, heard, told.since, told.until)
    seen = {name: fresh for name, fresh in freshness_by_source(session).items() if name in checks}
    lists = readership.sources
    gone = [name for name, fresh in seen.items() if fresh.withdrawn]
    failing = [name for name, fresh in seen.items() if fresh.failures and name not in gone]
    well = [fresh.succeeded for name, fresh in seen.items() if fresh.succeeded and name not in gone]
    return Looked(
        checks.total(),
        tuple(lists[name] for name in seen if name not in {*gone, *failing}),
        max(well, default=None),
        tuple((lists[name], seen[name].checked, seen[name].succeeded) for name in failing),
        tuple((lists[name], seen[name].withdrawn) for name in gone),
    )
