"""Made-up editions written as real ones are: kept, compared, published with their deliveries."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import Engine

from models.config import Newsroom
from models.db import SubscriptionRow, reading, writing
from models.domain import (
    Document,
    Edition,
    Listing,
    ListingKind,
    Outcome,
    Period,
    Place,
    PlaceKind,
    Reading,
    Resolution,
    Row,
    Source,
    SourceKind,
    key,
)
from models.editions import (
    Publication,
    Rules,
    compare_edition,
    keep_document,
    publish,
    series_of,
    sha256,
    stored_printings,
)
from models.editions.publication import Published
from models.queries import free_place

TRAVIS = Place("48453", "Travis County", "TX", PlaceKind.COUNTY)


def subscribe(engine: Engine, channel: str, state: str, now: datetime, team: str = "") -> int:
    """Subscribe a channel to a state and return the subscription's id."""
    with writing(engine) as session:
        row = SubscriptionRow(team=team, channel=channel, state=state, created=now, created_by="U0EDITOR")
        session.add(row)
        session.flush()
        assert row.id is not None
        return row.id


def refusals(number: int) -> list[Row]:
    """Return so many made-up refusals of Travis County, Texas, on pages of forty."""
    rows = []
    for each in range(number):
        listing = Listing(
            ListingKind.REFUSAL,
            {
                "agency": f"Example Jail {each}",
                "citizenship": "Mexico",
                "offense": "Trespass",
                "disposition": "charge",
                "issued": "2017-01-20",
                "declined": "2017-01-30",
                "activity_as_printed": "Trespass (Charge)",
            },
            state="TX",
            page=3 + each // 40,
            as_read=f"Example Jail {each} | Mexico | 1/20/2017 | 1/30/2017 | Trespass (Charge)",
        )
        rows.append(Row(listing, key(listing), Resolution(Outcome.RESOLVED, (TRAVIS,))))
    return rows


def designations(*names: str) -> list[Row]:
    """Return rows of a list of Texas places, none of them resolved but Travis County."""
    rows = []
    for number, name in enumerate(names, 1):
        listing = Listing(
            ListingKind.DESIGNATION,
            {"name": name, "heading": "Counties"},
            state="TX",
            position=f"item {number}",
            as_read=name,
        )
        known = Resolution(Outcome.RESOLVED, (TRAVIS,))
        unknown = Resolution(Outcome.UNKNOWN, reason="No place of that name is known.")
        rows.append(Row(listing, key(listing), known if name == TRAVIS.name else unknown))
    return rows


def publish_rows(
    engine: Engine, source: Source, rows: Sequence[Row], now: datetime, settle: timedelta = timedelta(0)
) -> Published:
    """Publish an edition of these rows; what it queues is due at once, or when it has settled."""
    work = replace(compared(engine, source, rows, now), settle=settle)
    return publish(engine, work, Newsroom(), now)


def compared(engine: Engine, source: Source, rows: Sequence[Row], now: datetime) -> Publication:
    """Return an edition of these rows, compared with what stands and ready to be written."""
    event = source.kind is SourceKind.EVENT
    document = Document(repr([row.key for row in rows]).encode(), source.address, now)
    keep_document(engine, document, source.name)
    edition = Edition(
        source.name,
        tuple(row.listing for row in rows),
        published=date(2017, 3, 20),
        period=Period(date(2017, 1, 28), date(2017, 2, 3)) if event else None,
    )
    printed = Reading.of(row.listing for row in rows)
    series = series_of(edition, event=event)
    read = dict(zip(printed.wordings, rows, strict=True))
    with reading(engine) as session:
        work = Publication(
            source.name,
            document,
            sha256(document),
            edition,
            series,
            printed,
            Rules(covers=event),
            free_place(session, source.name, series, now),
        )
        stored = stored_printings(session, work)
        new = {wording: row for wording, row in read.items() if wording not in stored}
        return replace(work, compared=compare_edition(session, work, new, stored))
