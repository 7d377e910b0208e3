"""What publishers have taken back since, read for the rows that it concerns."""

from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlmodel import Session, col
from sqlmodel import select as entities

from models.batches import batches
from models.query_days import among, run
from models.tables import ErratumRow, ListingPlaceRow, ListingRow

TOOK_BACK = "The publisher took this back in its own correction: "
"""Before the publisher's sentence, wherever a row is shown."""


def taken_back(session: Session, listings: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """Return the notes of the listings, by id, that their publisher has taken back.

    An erratum concerns the rows of its source and place that fall in the period it names; one
    that names none, those of periods that were over when it was read.
    """
    found: dict[int, tuple[str, ...]] = {}
    for some in batches(sorted(set(listings))):
        for row in run(session, _of_listings(), listings=some):
            found[row.id] = (*found.get(row.id, ()), f"{TOOK_BACK}“{row.sentence}”")
    return found


@cache
def _of_listings() -> Any:
    return (
        select(col(ListingRow.id), col(ErratumRow.sentence))
        .join(ListingPlaceRow, names_place())
        .join(ErratumRow, concerns())
        .where(among(ListingRow.id, "listings"))
        .order_by(col(ListingRow.id), col(ErratumRow.id))
    )


def concerning(session: Session, listings: Sequence[int], errata: Sequence[int]) -> Sequence[Any]:
    """Return `id`, `sentence` and `observed` of some errata for each of some listings that they concern."""
    return run(session, _of_some(), listings=list(listings), errata=list(errata))


@cache
def _of_some() -> Any:
    return (
        select(col(ListingRow.id), col(ErratumRow.sentence), col(ErratumRow.observed))
        .join(ListingPlaceRow, names_place())
        .join(ErratumRow, concerns())
        .where(among(ListingRow.id, "listings"), among(ErratumRow.id, "errata"))
        .order_by(col(ListingRow.id), col(ErratumRow.id))
    )


def all_errata(session: Session) -> Sequence[ErratumRow]:
    """Return everything that publishers took back, in the order in which it was read."""
    return session.exec(entities(ErratumRow).order_by(col(ErratumRow.id))).all()


def marked_rows(session: Session, errata: Sequence[int]) -> dict[int, int]:
    """Return how many standing rows each erratum marks, by its id."""
    rows = run(session, _of_errata(), errata=list(errata))
    return {row.id: row.number for row in rows}


@cache
def _of_errata() -> Any:
    return (
        select(col(ErratumRow.id), func.count().label("number"))
        .select_from(ListingRow)
        .join(ListingPlaceRow, names_place())
        .join(ErratumRow, concerns())
        .where(among(ErratumRow.id, "errata"), col(ListingRow.until_edition).is_(None))
        .group_by(col(ErratumRow.id))
    )


def names_place() -> Any:
    """Return the clause that a place is one that a listing names, joined to its listing."""
    return and_(col(ListingPlaceRow.listing) == col(ListingRow.id), col(ListingPlaceRow.candidate).is_(False))


def concerns() -> Any:
    """Return the clause that a row of an erratum concerns a listing, joined to its places."""
    named = and_(
        col(ErratumRow.period_first) <= col(ListingRow.period_first),
        col(ErratumRow.period_last) >= col(ListingRow.period_last),
    )
    unnamed = and_(
        col(ErratumRow.period_first).is_(None),
        col(ListingRow.period_last) < func.date(col(ErratumRow.observed)),
    )
    return and_(
        col(ErratumRow.source) == col(ListingRow.source),
        col(ErratumRow.geoid) == col(ListingPlaceRow.geoid),
        or_(named, unnamed),
    )
