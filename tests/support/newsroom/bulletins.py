"""Made-up bulletins for tests of messages: agencies and rows that no publisher ever printed."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from bot.blocks.alert import news_of
from bot.blocks.alert.turns import turn_headline
from bot.words import edited_push
from models.domain import (
    Bulletin,
    ChangeKind,
    Document,
    Edition,
    EditionFacts,
    Fact,
    Happened,
    ListedPlace,
    ListingKind,
    Period,
    Place,
    PlaceKind,
    Source,
    SourceKind,
)
from models.places import state_name


def alert_push(bulletin: Bulletin) -> str:
    """The notification of an alert in plain text, without marks: the headline and the first fact."""
    return turn_headline(bulletin) or edited_push(news_of(bulletin))


def _unread(document: Document) -> Edition:
    raise AssertionError(f"Nobody reads {document.address} here.")


REPORT = Source(
    name="ice_ddor",
    kind=SourceKind.EVENT,
    publisher="U.S. Immigration and Customs Enforcement",
    short="ICE",
    title="Declined Detainer Outcome Report",
    address="https://www.example.gov/report",
    every=timedelta(hours=1),
    caveat="ICE corrected this report after local officials disputed it.",
    floor=1,
    parse=_unread,
)

LIST = replace(
    REPORT,
    name="dhs_2025",
    kind=SourceKind.STATE,
    short="DHS",
    title="Sanctuary Jurisdictions",
    caveat="A made-up caveat.",
)

EDITION = EditionFacts(
    number=7,
    address="https://www.example.gov/report.pdf",
    sha256="1a2b3c4d" * 8,
    observed=datetime(2017, 3, 20, 15, tzinfo=UTC),
    published=date(2017, 3, 20),
    period=Period(date(2017, 1, 28), date(2017, 2, 3)),
    rows=Counter({ListingKind.REFUSAL: 206}),
)


FACT = Fact(
    listing=0,
    source=REPORT.name,
    series="",
    kind=ListingKind.REFUSAL,
    state="TX",
    page=None,
    position="",
    as_read="",
    fields={},
    annotations={},
    notes=(),
    count=None,
    measure="",
    first=None,
    last=None,
    edition=EDITION.number,
    address=EDITION.address,
    sha256=EDITION.sha256,
    published=EDITION.published,
    observed=EDITION.observed,
    transcription="",
    since_published=EDITION.published,
    since_observed=EDITION.observed,
)
"""A row that says nothing yet."""


def happened(kind: ChangeKind, fact: Fact) -> Happened:
    """Return what a made-up edition changed of a row."""
    gone = kind is ChangeKind.REMOVED
    before, after = (fact, None) if gone else (None, fact)
    return Happened(0, fact.source, kind, EDITION.number, EDITION.published, EDITION.observed, before, after)


def saying(row: Happened, **said: Any) -> Happened:
    """Return a change whose row is another in some attributes; places are given by their names."""
    if "places" in said:
        said["places"] = _named(*said["places"])
    fact = replace(row.fact, **said)
    return replace(row, before=None, after=fact) if row.after else replace(row, before=fact)


def _named(*names: str) -> tuple[Place, ...]:
    return tuple(Place("48999", name, "TX", PlaceKind.COUNTY) for name in names)


def on_list(*names: str, state: str = "TX") -> tuple[ListedPlace, ...]:
    """Return what stands on a list, counties of a state by their names; the state's own name is the state."""
    places = [
        Place("48", name, state, PlaceKind.STATE)
        if name == state_name(state)
        else Place(f"48{900 + number}", name, state, PlaceKind.COUNTY)
        for number, name in enumerate(names)
    ]
    return tuple(ListedPlace(state, place.name, (place,)) for place in places)


def refusal(number: int, *, page: int = 3) -> Happened:
    """Return a made-up refusal of a made-up jail."""
    fact = replace(
        FACT,
        kind=ListingKind.REFUSAL,
        fields={
            "agency": f"Example County Jail {number}",
            "citizenship": "Mexico",
            "offense": "Trespass",
            "disposition": "charge",
            "issued": "2017-01-20",
            "declined": "2017-01-30",
            "activity_as_printed": "Trespass (Charge)",
        },
        places=_named("Example County"),
        page=page,
        as_read=f"Example County Jail {number} | Mexico | 1/20/2017 | 1/30/2017 | Trespass (Charge)",
    )
    return happened(ChangeKind.ADDED, fact)


def designation(name: str, change: ChangeKind = ChangeKind.ADDED, heading: str = "Counties") -> Happened:
    """Return a row of a list of places."""
    fact = replace(
        FACT,
        kind=ListingKind.DESIGNATION,
        fields={"name": name, "heading": heading},
        places=_named(name),
        position="item 4",
        as_read=name,
    )
    return happened(change, fact)


def report(rows: int = 142, event: ChangeKind | None = ChangeKind.PUBLISHED) -> Bulletin:
    """Return a first edition of a report with so many made-up refusals in Texas."""
    told = tuple(refusal(number, page=3 + number // 40) for number in range(rows))
    edition = replace(EDITION, held=rows)
    return Bulletin(REPORT, "TX", "Texas", edition, event, told, changed=Counter({ChangeKind.ADDED: rows}))


def changed(*rows: Happened, event: ChangeKind | None = None) -> Bulletin:
    """Return a later edition of a list of places with these changes in Texas."""
    edition = replace(
        EDITION,
        period=None,
        rows=Counter({ListingKind.DESIGNATION: 35}),
        earlier=datetime(2017, 3, 1, 15, tzinfo=UTC),
    )
    counts = Counter(row.kind for row in rows)
    return Bulletin(LIST, "TX", "Texas", edition, event, rows, changed=counts)
