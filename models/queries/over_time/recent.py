"""What has changed lately, edition by edition; and how many alerts a wish would have had so far."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, case, cast, exists, func, or_, select
from sqlmodel import Session, col

from models.db import (
    ChangePlaceRow,
    ChangeRow,
    ErratumRow,
    ListingPlaceRow,
    ListingRow,
    PlaceRow,
    PrintingRow,
)
from models.domain import (
    EVERYWHERE,
    TOLD,
    WHOLE_LIST,
    ChangeKind,
    ListingKind,
    Period,
    Place,
    PlaceKind,
    RecentEdition,
    RecentRow,
    Subject,
    Terms,
    TookBack,
    Volume,
    hears,
)
from models.queries.clauses import FIRST, erratum_concerns, jurisdictions, names_place

NAMED = 3
"""Changed rows of an edition that are told by name."""
STATE = 2
"""Digits of a state's GEOID."""
_LISTING = func.coalesce(col(ChangeRow.after), col(ChangeRow.before))
_PRINTING = func.coalesce(col(ChangeRow.after_printing), col(ChangeRow.before_printing))
_PLACE = tuple(map(col, (PlaceRow.geoid, PlaceRow.name, PlaceRow.state, PlaceRow.kind)))
_HEARD: Any = case((col(ChangeRow.renewed), ChangeKind.CORRECTED.value), else_=col(ChangeRow.kind))
"""As what a change is told."""
_BEGAN = col(ChangeRow.kind).in_([ChangeKind.PUBLISHED.value, ChangeKind.ADDED.value])


def recent_editions(  # noqa: PLR0913 - what of all that changed
    session: Session,
    subject: Subject,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    limit: int = 15,
    source: str = "",
) -> list[RecentEdition]:
    """Return the editions that changed something of a subject, the one seen last first.

    A place that an edition names twice counts once. Of a copy without a date the rows that it began with
    are left out: when it was copied says nothing of the list. What became of them later has its day.

    Args:
        session: One that reads.
        subject: A state, a place, or everything.
        since: The moment from which on changes count, UTC; None for all.
        until: The moment before which they do; None for all.
        limit: Most editions.
        source: The one list that counts; empty for all.
    """
    statement = _versions(subject)
    if source:
        statement = statement.where(col(ChangeRow.source) == source)
    if since is not None:
        statement = statement.where(col(ChangeRow.observed) >= since)
    if until is not None:
        statement = statement.where(col(ChangeRow.observed) < until)
    editions: dict[tuple[int, datetime], dict[str, Any]] = {}
    for row in session.connection().execute(statement):
        edition, source, observed, dated, address, partial, first, last, kind, number, whole = row
        fields = editions.setdefault((edition, observed), {
            "edition": edition, "source": source, "published": dated, "observed": observed,
            "address": address, "partial": partial, "covers": Period(first, last) if first and last else None,
            "counts": Counter(), "whole": Counter(), "events": (),
        })  # fmt: skip
        if ChangeKind(kind) in WHOLE_LIST:
            fields["events"] = (*fields["events"], ChangeKind(kind))
        else:
            fields["counts"][ChangeKind(kind)] += number
            fields["whole"][ChangeKind(kind)] += int(whole)
        if len(editions) > limit:
            editions.popitem()
            break
    for fields in editions.values():
        fields["rows"] = _rows(session, fields, subject)
        _add_said(session, fields)
    return [RecentEdition(**fields) for fields in editions.values()]


def _add_said(session: Session, fields: dict[str, Any]) -> None:
    """Add what is known of an event of a whole list, which isn't its edition's: words and address."""
    if set(fields["events"]) <= {ChangeKind.PUBLISHED}:
        return
    statement = select(col(ChangeRow.differences)).where(
        col(ChangeRow.edition) == fields["edition"],
        col(ChangeRow.observed) == fields["observed"],
        col(ChangeRow.kind).in_([kind.value for kind in WHOLE_LIST]),
    )
    told = [each for known in session.scalars(statement) for each in known]
    known = {each["field"]: each["after"] for each in told}
    fields["address"] = known.get("address") or fields["address"]
    fields["said"] = known.get("sentence", "")


def _versions(subject: Subject) -> Any:
    """Select what editions changed of a subject, by kind, the one seen last first."""
    of_edition = (FIRST.dated, FIRST.address, FIRST.partial, FIRST.period_first, FIRST.period_last)
    known = [*map(col, (ChangeRow.edition, ChangeRow.source, ChangeRow.observed, *of_edition)), _HEARD]
    one = jurisdictions()
    what = func.coalesce(one.c.geoid, cast(col(ChangeRow.id), String))
    return (
        select(*known, func.count(what.distinct()), func.sum(case((_names_state(), 1), else_=0)))
        .join(FIRST, col(FIRST.id) == col(ChangeRow.edition))
        .outerjoin(one, one.c.listing == _LISTING)
        .where(_of(subject), or_(col(FIRST.transcription) == "", col(FIRST.dated).is_not(None), ~_BEGAN))
        .group_by(*known)
        .order_by(col(ChangeRow.observed).desc(), col(ChangeRow.edition).desc())
    )


def _names_state() -> Any:
    """Return the clause that a changed row names a whole state: GEOIDs of states have two digits."""
    return exists().where(
        col(ListingPlaceRow.listing) == _LISTING,
        col(ListingPlaceRow.candidate).is_(False),
        func.length(col(ListingPlaceRow.geoid)) == STATE,
    )


def _rows(session: Session, fields: dict[str, Any], subject: Subject) -> tuple[RecentRow, ...]:
    """Return a few of the rows that an edition changed, each with its place if it names one alone."""
    if not fields["counts"]:
        return ()
    some = (
        select(col(ChangeRow.id))
        .where(col(ChangeRow.edition) == fields["edition"], col(ChangeRow.observed) == fields["observed"])
        .where(_is_told(), _about(subject))
        .order_by(col(ChangeRow.id))
        .limit(NAMED)
    )
    named = (
        select(col(ChangeRow.id), _HEARD, col(PrintingRow.as_read), col(ListingRow.kind), *_PLACE)
        .select_from(ChangeRow)
        .join(PrintingRow, col(PrintingRow.id) == _PRINTING)
        .join(ListingRow, col(ListingRow.id) == _LISTING)
        .outerjoin(ListingPlaceRow, names_place())
        .outerjoin(PlaceRow, col(PlaceRow.geoid) == col(ListingPlaceRow.geoid))
        .where(col(ChangeRow.id).in_(some.scalar_subquery()))
        .order_by(col(ChangeRow.id), col(PlaceRow.geoid))
    )
    rows: dict[int, RecentRow] = {}
    for number, kind, text, what, geoid, name, state, of in session.connection().execute(named):
        one = Place(geoid, name, state, PlaceKind(of)) if geoid and number not in rows else None
        rows[number] = RecentRow(ChangeKind(kind), text, ListingKind(what), one)
    return tuple(rows.values())


def lately_taken_back(
    session: Session, subject: Subject, *, since: datetime | None = None, until: datetime | None = None
) -> list[TookBack]:
    """Return what publishers took back of a subject, the latest first; errata are few.

    Args:
        session: One that reads.
        subject: A state, a place, or everything.
        since: The moment from which on it counts, UTC; None for all.
        until: The moment before which it does; None for all.
    """
    statement = (
        select(
            col(ErratumRow.source), col(ErratumRow.observed), col(ErratumRow.address),
            col(ListingRow.measure), col(ListingRow.id), col(ListingRow.count), *_PLACE,
        )
        .select_from(ErratumRow)
        .join(ListingPlaceRow, col(ListingPlaceRow.geoid) == col(ErratumRow.geoid))
        .join(ListingRow, and_(names_place(), erratum_concerns()))
        .join(PlaceRow, col(PlaceRow.geoid) == col(ErratumRow.geoid))
        .where(col(ListingRow.until_edition).is_(None))
        .order_by(col(ErratumRow.observed).desc(), col(PlaceRow.name))
    )  # fmt: skip
    if since is not None:
        statement = statement.where(col(ErratumRow.observed) >= since)
    if until is not None:
        statement = statement.where(col(ErratumRow.observed) < until)
    if subject.place:
        statement = statement.where(col(ErratumRow.geoid) == subject.place)
    elif subject.state != EVERYWHERE:
        statement = statement.where(col(PlaceRow.state) == subject.state)
    back: dict[tuple[str, datetime, str], TookBack] = {}
    seen: set[int | None] = set()
    for row in session.connection().execute(statement):
        source, observed, address, measure, listing, count, geoid, name, state, of = row
        if listing in seen:
            continue
        seen.add(listing)
        one, number = Place(geoid, name, state, PlaceKind(of)), 1 if count is None else count
        known = back.get((source, observed, measure), TookBack(source, observed, address, measure, 0, ()))
        places = known.places if one in known.places else (*known.places, one)
        back[source, observed, measure] = replace(known, number=known.number + number, places=places)
    return list(back.values())


def _of(subject: Subject) -> Any:
    """Return the clause that a change is of a subject; what happens to whole lists is of all."""
    return or_(
        col(ChangeRow.kind).in_([kind.value for kind in WHOLE_LIST]), and_(_is_told(), _about(subject))
    )


def last_changed(session: Session, subject: Subject) -> int | None:
    """Return the id of the last edition that told a change of a row of a subject; None if none did."""
    latest = select(col(ChangeRow.edition)).where(_is_told(), _about(subject))
    return session.connection().execute(latest.order_by(col(ChangeRow.id).desc()).limit(1)).scalar()


def _is_told() -> Any:
    """Return the clause that a change of a row is told."""
    return and_(col(ChangeRow.kind).in_([kind.value for kind in TOLD]), col(ChangeRow.quiet).is_(False))


def _about(subject: Subject) -> Any:
    """Return the clause that a change of a row is of a subject."""
    if subject.place:
        places = select(col(ChangePlaceRow.change)).where(col(ChangePlaceRow.geoid) == subject.place)
        return col(ChangeRow.id).in_(places)
    if subject.state == EVERYWHERE:
        return col(ChangeRow.id) > 0
    return col(ChangeRow.states).contains(f",{subject.state},", autoescape=True)


def expected_volume(session: Session, subject: Subject, terms: Terms) -> Volume:
    """Return what a wish would have been told so far; copies of past lists tell nothing of that."""
    watched = and_(col(FIRST.transcription) == "", col(FIRST.status) == "accepted")
    since = select(func.min(col(FIRST.observed))).where(watched)
    statement: Any = (
        select(col(ChangeRow.source), col(ChangeRow.edition), col(ChangeRow.observed), _HEARD)
        .join(FIRST, col(FIRST.id) == col(ChangeRow.edition))
        .where(watched, _of(subject))
        .distinct()
    )
    heard = {
        (edition, observed)
        for source, edition, observed, kind in session.connection().execute(statement)
        if hears(terms, source) and kind not in terms.without
    }
    first = session.connection().execute(since).scalar()
    return Volume(len(heard), first)
