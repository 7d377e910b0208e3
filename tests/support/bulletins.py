"""Made-up bulletins for tests of messages: agencies and rows that no publisher ever printed."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from models.bulletin import Bulletin, EditionFacts, ToldRow
from models.values import ChangeKind, Document, Edition, ListingKind, Period, Source, SourceKind


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


def refusal(number: int, *, page: int = 3) -> ToldRow:
    """Return a made-up refusal of a made-up jail."""
    return ToldRow(
        change=ChangeKind.ADDED,
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
        state="TX",
        places=("Example County",),
        page=page,
        as_read=f"Example County Jail {number} | Mexico | 1/20/2017 | 1/30/2017 | Trespass (Charge)",
    )


def designation(name: str, change: ChangeKind = ChangeKind.ADDED, heading: str = "Counties") -> ToldRow:
    """Return a row of a list of places."""
    return ToldRow(
        change=change,
        kind=ListingKind.DESIGNATION,
        fields={"name": name, "heading": heading},
        state="TX",
        places=(name,),
        position="item 4",
        as_read=name,
    )


def report(rows: int = 142, event: ChangeKind | None = ChangeKind.PUBLISHED) -> Bulletin:
    """Return a first edition of a report with so many made-up refusals in Texas."""
    told = tuple(refusal(number, page=3 + number // 40) for number in range(rows))
    return Bulletin(REPORT, "TX", "Texas", EDITION, event, told, changed=Counter({ChangeKind.ADDED: rows}))


def changed(*rows: ToldRow, event: ChangeKind | None = None) -> Bulletin:
    """Return a later edition of a list of places with these changes in Texas."""
    edition = replace(
        EDITION,
        period=None,
        rows=Counter({ListingKind.DESIGNATION: 35}),
        earlier=datetime(2017, 3, 1, 15, tzinfo=UTC),
    )
    counts = Counter(row.change for row in rows)
    return Bulletin(LIST, "TX", "Texas", edition, event, rows, changed=counts)
