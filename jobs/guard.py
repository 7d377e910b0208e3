"""Pure: an edition and what went before → publish it, or hold it and say why.

A reader of an alert can't see that a table was cut off; so whatever looks wrong waits for a
person. What doesn't hold: new columns, unknown values and unreadable cells. They are questions
for operators, and the rows are published as printed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models.values import Edition, ListingKind, Period, Source, SourceKind, Verdict

MOST_GONE = 0.25
"""Share of a state list that may go at once. The largest genuine loss in 300 issues of a list of
this kind was 9%; an older file under a newer name lost 35%."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the guard needs to know of the source's last accepted edition.

    Attributes:
        rows: How many rows it had.
        published: Its publisher's date, if known.
        removed: How many of its rows the new edition would remove; rows that are corrected,
            moved or merely not known to a partial transcription are not gone.
        period: What it covers, if its document says so.
    """

    rows: int
    published: date | None = None
    removed: int = 0
    period: Period | None = None


def judge(edition: Edition, source: Source, before: Before | None = None, *, back: bool = False) -> Verdict:
    """Decide whether an edition may be published.

    Args:
        edition: What was read.
        source: Its source, for the kind and the floor.
        before: The last accepted edition; None for a source's first.
        back: The list was withdrawn and this is its return: it may carry an older date.

    Returns:
        A verdict with one reason a sentence; none means publish.
    """
    return Verdict((*_content(edition, source), *_history(edition, source, before, back=back)))


def _content(edition: Edition, source: Source) -> Iterator[str]:
    """Yield what is wrong with the edition by itself."""
    rows = len(edition.listings)
    yield from edition.problems
    if not rows:
        yield "No rows were found."
    elif rows < source.floor and not edition.partial:
        yield f"Only {rows:,} rows were found; a whole edition has at least {source.floor:,}."
    if not edition.transcription:
        yield from _arithmetic(edition)


def _arithmetic(edition: Edition) -> Iterator[str]:
    """Compare printed totals with the rows, each only with rows that claim to be the whole of it.

    `listings` counts all rows. `declined` counts refusals, and the declined tallies that stand
    for refusals whose rows were not published. `issued` is the whole country's number over a
    table of its highest volumes: the table can be less, never more.
    """
    declined = sum(listing.kind is ListingKind.REFUSAL for listing in edition.listings)
    declined += _tallied(edition, "declined")
    counted = {"listings": len(edition.listings), "declined": declined}
    for name, rows in counted.items():
        printed = edition.totals.get(name)
        if printed is not None and printed != rows:
            yield f"It prints a total of {printed:,} {name}, but its rows count {rows:,}."
    printed = edition.totals.get("issued")
    issued = _tallied(edition, "issued")
    if printed is not None and issued > printed:
        yield f"It prints a total of {printed:,} issued, but the rows of a part of them count {issued:,}."


def _tallied(edition: Edition, measure: str) -> int:
    counts = (
        listing.fields.get("count")
        for listing in edition.listings
        if listing.kind is ListingKind.TALLY and listing.fields.get("measure") == measure
    )
    return sum(count for count in counts if isinstance(count, int))


def _history(edition: Edition, source: Source, before: Before | None, *, back: bool) -> Iterator[str]:
    """Yield what is wrong with the edition as the successor of the last one; state lists only."""
    if before is None or source.kind is not SourceKind.STATE:
        return
    if before.removed > MOST_GONE * before.rows:
        share = before.removed / before.rows
        yield f"{before.removed:,} of {before.rows:,} rows ({share:.0%}) would be gone at once."
    if edition.transcription or back:
        return
    if edition.published and before.published and edition.published < before.published:
        yield f"Its date, {edition.published}, is before that of the last edition, {before.published}."
    if edition.period and before.period and edition.period.last < before.period.last:
        yield f"It covers {edition.period}; the last edition is of a later period, {before.period}."
