"""Pure: the totals that a document prints, held against the rows that were read from it."""

from collections.abc import Iterator

from models.facts import PRINTED_TOTAL
from models.values import Edition, ListingKind


def differences(edition: Edition) -> Iterator[str]:
    """Yield a sentence for each printed total that its rows don't bear out.

    Each total is compared only with rows that claim to be the whole of it. `listings` counts all
    rows. `declined` counts refusals, and the declined tallies that stand for refusals whose rows
    were not published. `issued` is the whole country's number over a table of its highest
    volumes: the table can be less, never more.

    Args:
        edition: As read. Of a copy the sentence says that its rows are copied: it may lack some.
    """
    counted = {"listings": len(edition.listings), "declined": _declined(edition)}
    rows = "the rows copied" if edition.transcription else "its rows"
    for name, number in counted.items():
        printed = edition.totals.get(name)
        if printed is not None and printed != number:
            yield f"{PRINTED_TOTAL} {printed:,} {name}, but {rows} count {number:,}."
    printed = edition.totals.get("issued")
    issued = _tallied(edition, "issued")
    if printed is not None and issued > printed:
        yield f"{PRINTED_TOTAL} {printed:,} issued, but the rows of a part of them count {issued:,}."


def _declined(edition: Edition) -> int:
    refusals = sum(listing.kind is ListingKind.REFUSAL for listing in edition.listings)
    return refusals + _tallied(edition, "declined")


def _tallied(edition: Edition, measure: str) -> int:
    counts = (
        listing.fields.get("count")
        for listing in edition.listings
        if listing.kind is ListingKind.TALLY and listing.fields.get("measure") == measure
    )
    return sum(count for count in counts if isinstance(count, int))
