"""Pure: dates that can't be, or of which too many can't be: the wrong year, or columns exchanged."""

from collections.abc import Iterator
from datetime import date, timedelta

from models.listings import iso_day
from models.values import Edition, ListingKind, Source, SourceKind

MOST_AFTER = 0.2
"""Share of refusals that may be dated after the last day that their report covers."""

MOST_LONG_BEFORE = 0.5
LONG_BEFORE = timedelta(days=90)
"""Share that may be dated so long before its first day. ICE lists refusals by the week in which they
were recorded, so some were declined before it; a wrong year puts all of them a year away."""

MOST_BEFORE_ISSUED = 0.2
"""Share that may be declined before they were issued, which can't be: typing mistakes are few, and two
columns that were exchanged put nearly all of them so."""


def dates_after_today(edition: Edition, today: date) -> Iterator[str]:
    """Yield that an edition's own day has not come, or that what it covers has not begun: a year may run."""
    latest = today + timedelta(days=1)
    if edition.published and edition.published > latest:
        yield f"Its date, {edition.published}, has not come yet."
    if edition.period and edition.period.first > latest:
        yield f"It covers {edition.period}, which has not begun."


def outside_the_period(edition: Edition, source: Source) -> Iterator[str]:
    """Yield that too many refusals of a report were declined after, or long before, what it covers."""
    if source.kind is not SourceKind.EVENT or edition.period is None:
        return
    dated = declined_on(edition)
    after = sum(day > edition.period.last for day in dated)
    long_before = sum(day < edition.period.first - LONG_BEFORE for day in dated)
    if after > 1 and after > MOST_AFTER * len(dated):
        yield f"It covers {edition.period}; {after:,} of {len(dated):,} dated rows are of later days."
    if long_before > 1 and long_before > MOST_LONG_BEFORE * len(dated):
        yield f"It covers {edition.period}; {long_before:,} of {len(dated):,} dated rows are of long before."


def declined_before_issued(edition: Edition) -> Iterator[str]:
    """Yield that too many refusals were declined before they were issued: columns were exchanged."""
    days = [
        (iso_day(row.fields.get("issued")), iso_day(row.fields.get("declined"))) for row in edition.listings
    ]
    known = [(issued, declined) for issued, declined in days if issued and declined]
    before = sum(declined < issued for issued, declined in known)
    if before > 1 and before > MOST_BEFORE_ISSUED * len(known):
        yield f"{before:,} of {len(known):,} rows were declined before they were issued."


def odd_dates(edition: Edition, source: Source) -> Iterator[str]:
    """Yield the caveat that some rows were declined after the period's end, which can't be."""
    if source.kind is SourceKind.EVENT and edition.period:
        after = [day for day in declined_on(edition) if day > edition.period.last]
        if after:
            rows = "1 row is" if len(after) == 1 else f"{len(after):,} rows are"
            yield f"{rows} dated after the period that it covers, {edition.period}."


def declined_on(edition: Edition) -> list[date]:
    """Return the days on which the refusals were declined, where they could be read."""
    refusals = (listing for listing in edition.listings if listing.kind is ListingKind.REFUSAL)
    return [day for listing in refusals if (day := iso_day(listing.fields.get("declined")))]
