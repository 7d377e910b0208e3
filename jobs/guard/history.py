"""Pure: what is wrong with an edition as the successor of those before it.

Pure: rows that stand in an edition more than once. Some do by right; a whole table never does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from models.domain import DIFFERENT, PLACED, Edition, Period, Source, SourceKind, day

MOST_GONE = 0.25
"""Share of a list that may go at once. The largest genuine loss in 300 issues of a list of this
kind was 9%; an older file under a newer name lost 35%."""

MOST_CHANGED = 0.5
"""Share that may be gone, corrected or moved at once; 8% is the most between two of ICE's workbooks
of agreements that lie eight months apart."""

MOST_GROWN = 5
"""How often its rows a list may have at once: those workbooks grew from 239 to 1,097 rows."""

MOST_GROWN_IN_A_MONTH = 3
MONTH = timedelta(days=31)
FEWEST_NEW = 25
"""New rows below which growth says nothing: a short list may double."""

LONG_AGO = timedelta(days=365)
"""How much older than the last copy the date of the publisher's own page may be, or that of a list that
is back: a page may keep the day of its first publication."""

USUAL, COLLAPSED = 0.6, 1 / 3
"""A field that is usually filled in so many rows has collapsed at under a third of that."""

THIN, FEWEST_FILLED = 0.1, 20
"""One that fewer rows fill, as ICE's records do the charge, has collapsed at none where twenty should."""

MORE_PLACELESS = 0.5
"""By how much the share of new or changed rows without a known place may exceed what is usual of rows."""

MORE_UNKNOWN = 0.2
"""By how much the share of unknown places may exceed what is usual."""

FEWEST = 5

FEWEST_FOR_A_SHARE = 10
"""Rows from which a share of places or of departures says something. Two genuine files were held because
2 of 2 rows named no place that is known; of so few, operators are asked and the edition is published."""

Shares = Iterator[tuple[int, str]]
"""What is wrong with too large a share of some rows, each with the number of those rows."""

FEWEST_RELOCATED = 3
"""Rows of a list that may not be in another state at once: a publisher corrects one or two, and a state's
heading that was lost takes all of its rows along."""


@dataclass(frozen=True, slots=True)
class Before:
    """What the guard needs to know of the edition that a new one would replace.

    Attributes:
        rows: How many rows it had.
        published: Its publisher's date, if known.
        removed: How many of its rows the new edition would remove; rows that are corrected,
            moved or merely not known to a partial transcription are not gone.
        period: What it covers, if its document says so.
        rewritten: How many of its rows the new edition would correct or move.
        arrived: How many rows of the new edition are new, corrected or moved.
        placeless: How many of those name no place that is known.
        relocated: How many of its rows would be in another state.
        copied: It is a transcription, which spells and counts in its own way, and whose date is that
            of the page that it was copied from.
        replaced: Date of an edition before it that said exactly what the new one says, if there is one.
    """

    rows: int
    published: date | None = None
    removed: int = 0
    period: Period | None = None
    rewritten: int = 0
    arrived: int = 0
    placeless: int = 0
    copied: bool = False
    replaced: date | None = None
    relocated: int = 0


def as_successor(edition: Edition, source: Source, before: Before, *, back: bool) -> Iterator[str]:
    """Yield what is wrong with an edition as the next of the one that it would replace.

    Args:
        edition: What was read.
        source: For its kind: only what replaces a whole list can grow too fast or run backwards.
        before: What stands.
        back: It is the return of a list that was withdrawn, which may carry an older date.
    """
    if source.cumulative and not edition.transcription:
        yield from _older(edition, before)
    if source.kind is SourceKind.STATE:
        yield from _grown(edition, before)
        yield from _relocated(before)
        if not edition.transcription:
            yield from _backwards(edition, before, back=back)


def lost(edition: Edition, source: Source, before: Before) -> Shares:
    """Yield that too large a share of what stands would be gone, or changed, at once.

    A copy of a report may say in full what an earlier copy only counted, so nothing is lost by it.
    """
    if source.kind is SourceKind.EVENT and edition.transcription:
        return
    changed = before.removed + before.rewritten
    if before.removed > MOST_GONE * before.rows:
        share = before.removed / before.rows
        yield before.rows, f"{before.removed:,} of {before.rows:,} rows ({share:.0%}) would be gone at once."
    elif changed > MOST_CHANGED * before.rows and changed >= FEWEST and not before.copied:
        share = changed / before.rows
        yield (
            before.rows,
            f"{changed:,} of {before.rows:,} rows ({share:.0%}) would be gone or changed at once.",
        )


def _older(edition: Edition, before: Before) -> Iterator[str]:
    """Yield that a release ends before one that was published: it is an older one under a newer name."""
    if edition.period and before.period and edition.period.last < before.period.last:
        yield (
            f"It is an older release: its last day is {day(edition.period.last)}, and a release up to "
            f"{day(before.period.last)} was published already."
        )


def _grown(edition: Edition, before: Before) -> Iterator[str]:
    rows = len(edition.listings)
    soon = edition.published and before.published and edition.published - before.published <= MONTH
    times = MOST_GROWN_IN_A_MONTH if soon else MOST_GROWN
    if rows >= times * before.rows and rows - before.rows >= FEWEST_NEW and not before.copied:
        yield f"It has {rows:,} rows; the last version had {before.rows:,}."


def _relocated(before: Before) -> Iterator[str]:
    if before.relocated >= FEWEST_RELOCATED and not before.copied:
        yield f"{before.relocated:,} rows would be in another state at once: a state's heading was lost."


def _backwards(edition: Edition, before: Before, *, back: bool) -> Iterator[str]:
    published, last = edition.published, before.published
    allowed = LONG_AGO if back or before.copied else timedelta(0)
    if published and last and published < last - allowed:
        yield f"Its date, {day(published)}, is before that of the last version, {day(last)}."
    elif published and last and published < last and published == before.replaced:
        yield f"It is the version of {day(published)}, again, which that of {day(last)}, replaced."
    if edition.period and before.period and edition.period.last < before.period.last and not back:
        yield f"It covers {edition.period.said}; the last version is of a later period, {before.period.said}."


def collapsed(fills: Mapping[str, float], usual: Mapping[str, float], rows: int) -> Iterator[str]:
    """Yield each field that is usually filled and now is next to empty: its column was lost.

    Args:
        fills: Share of the rows in which each field says something.
        usual: The same of the editions before; a field that no row can have now isn't compared.
        rows: How many the edition has.
    """
    for name, share in fills.items():
        known = usual.get(name, 0.0)
        emptied = share == 0 and known >= THIN and known * rows >= FEWEST_FILLED
        if name not in {PLACED, DIFFERENT} and (emptied or (known >= USUAL and share < COLLAPSED * known)):
            yield f"The field {name} is filled in {share:.0%} of the rows; usual are {known:.0%}."


def placeless(before: Before, usual: Mapping[str, float]) -> Shares:
    """Yield that most of what came names no place, as where words were lost: publishers add places."""
    known = 1 - usual.get(PLACED, 1.0)
    most = (known + MORE_PLACELESS) * before.arrived
    if before.placeless > max(most, 1) and not before.copied:
        rows = f"{before.placeless:,} of {before.arrived:,} rows"
        yield before.arrived, f"{rows} that are new or changed name no place that is known."


def more_unknown(fills: Mapping[str, float], usual: Mapping[str, float], rows: int) -> Shares:
    """Yield that far more places than usual are unknown: names were lost or misread."""
    if not fills or PLACED not in usual:
        return
    share, known = 1 - fills[PLACED], 1 - usual[PLACED]
    if share > known + MORE_UNKNOWN and share * rows >= FEWEST:
        yield rows, f"The places of {share:.0%} of the rows are unknown; usual are {known:.0%}."


MOST_REPEATS = 0.3
"""By how much the share of rows that equal one before them may exceed what is usual. In ICE's reports
some rows in a hundred do by right: two people, one jail, one day. A table printed twice is half."""

MOST_REPEATS_IN_A_LIST = 0.05
"""The same of a list whose usual share is known: ICE's workbooks of agreements repeat no row."""

FEWEST_REPEATED = 5


def repeats(
    edition: Edition,
    kind: SourceKind,
    times: int,
    fills: Mapping[str, float],
    usual: Mapping[str, float],
) -> Iterator[str]:
    """Yield that a document, or much of it, was read twice.

    Args:
        edition: What was read.
        kind: A list of places names each once; how often a report repeats itself only history tells.
        times: How often its rarest row stands in it.
        fills: Shares of its rows (`models.domain.listings`).
        usual: The same of the editions before it.
    """
    rows = len(edition.listings)
    share = 1 - fills.get(DIFFERENT, 1.0)
    known = 1 - usual[DIFFERENT] if DIFFERENT in usual else 0.0
    listed = kind is SourceKind.STATE and DIFFERENT in usual
    if times > 1 and rows >= times * FEWEST_REPEATED:
        yield f"Each of its rows stands in it {times} times or more."
    elif share * rows < FEWEST_REPEATED or (kind is SourceKind.EVENT and DIFFERENT not in usual):
        return
    elif share > known + (MOST_REPEATS_IN_A_LIST if listed else MOST_REPEATS):
        repeated = round(share * rows)
        yield f"{repeated:,} of {rows:,} rows only repeat another ({share:.0%}; usual are {known:.0%})."
