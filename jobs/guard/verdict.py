"""Pure: an edition and what went before → publish it, or hold it and say why.

A reader of an alert can't see that a table was cut off; so whatever looks wrong waits for a
person. What doesn't hold: new columns, unknown values and unreadable cells. They are questions
for operators, and the rows are published as printed. The thresholds have their reasons in
docs/decisions.md.

Among what looks wrong: dates that can't be, or of which too many can't be (the wrong year, columns
exchanged), and totals that a document prints, held against the rows that were read from it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from jobs.guard.history import (
    FEWEST_FOR_A_SHARE,
    Before,
    Shares,
    as_successor,
    collapsed,
    lost,
    more_unknown,
    placeless,
    repeats,
)
from jobs.guard.row_shape import IsPlace, misshapen
from models.domain import (
    CELLS,
    PLACED,
    PRINTED_TOTAL,
    Edition,
    Listing,
    ListingKind,
    Reading,
    Source,
    SourceKind,
    Verdict,
    day,
    iso_day,
    mapped,
    period,
)

MOST_AFTER = 0.2
"""Share of refusals that may be dated after the last day that their report covers."""

MOST_LONG_BEFORE = 0.5

LONG_BEFORE = timedelta(days=90)
"""Share that may be dated so long before its first day. ICE lists refusals by the week in which they
were recorded, so some were declined before it; a wrong year puts all of them a year away."""

MOST_BEFORE_ISSUED = 0.2
"""Share that may be declined before they were issued, which can't be: typing mistakes are few, and two
columns that were exchanged put nearly all of them so."""

FEWEST = 5
"""Rows below which a share of them says nothing."""

MOST_UNKNOWN = 0.6
"""Share of rows whose place may be unknown; a genuine table of jails without states has up to 41%."""

FEWEST_NOT_COME, MOST_NOT_COME = 3, 0.2
"""Rows, or share of the dated rows, of days that had not come yet when a document was seen: another day's
file under a wrong name. One row is a slip of the pen in a list of six dated rows or more."""

MOST_NAMELESS = 0.1
"""Share of rows that may be without the name of a place."""

_DAYS = ("signed", "issued", "declined")
_SO_FEW = "Of so few, that alone holds no file: look at them."


@dataclass(frozen=True, slots=True)
class Now:
    """What is known of an edition beside what was read.

    Attributes:
        fills: Share of its rows in which each field says something (`models.domain.listings`).
        usual: The same of the editions before it; empty for a source's first.
        times: How often its rarest row stands in it.
        today: The day on which its document was seen, UTC; a day later may have begun elsewhere.
        back: The list was withdrawn and this is its return: it may carry an older date.
        day: The day of its document: no row can be of a later one.
        arrived: Its rows that are new, corrected, moved or printed otherwise; None where nothing stood
            before it. What stood already was asked about when it came.
        is_place: Whether a name is that of a known place in a state.
    """

    fills: Mapping[str, float] = field(default_factory=dict)
    usual: Mapping[str, float] = field(default_factory=dict)
    times: int = 1
    today: date = date.max - timedelta(days=1)
    back: bool = False
    day: date = date.max - timedelta(days=1)
    arrived: Reading | None = None
    is_place: IsPlace = lambda name, state: False


def judge(edition: Edition, source: Source, before: Before | None = None, now: Now | None = None) -> Verdict:
    """Decide whether an edition may be published.

    Args:
        edition: What was read.
        source: Its source, for the kind and the floor.
        before: What it would replace: the last accepted edition of a list, or of the same period of
            a report; None when there is nothing to replace.
        now: What else is known of it.

    Returns:
        A verdict with one reason a sentence; none means publish. With it what operators are asked.
    """
    now = now or Now()
    if edition.problems and not edition.listings:
        return Verdict(edition.problems)  # What couldn't be read lacks everything, which says nothing more.
    shares = list(_shares(edition, source, before, now))
    early, is_other_day = _days_to_come(edition, now)
    rows = Reading.of(edition.listings)
    shape = list(misshapen(rows, rows if now.arrived is None else now.arrived, now.is_place))
    return Verdict(
        (
            *_content(edition, source),
            *(sentence for of, sentence in shares if of >= FEWEST_FOR_A_SHARE),
            *(early if is_other_day else ()),
            *(each.sentence for each in shape if each.holds),
            *dates_after_today(edition, now.today),
            *outside_the_period(edition, source),
            *declined_before_issued(edition),
            *collapsed(now.fills, now.usual, len(edition.listings)),
            *repeats(edition, source.kind, now.times, now.fills, now.usual),
            *(as_successor(edition, source, before, back=now.back) if before else ()),
        ),
        (
            *(f"{sentence} {_SO_FEW}" for of, sentence in shares if of < FEWEST_FOR_A_SHARE),
            *early,
            *(each.sentence for each in shape if not each.holds),
        ),
        early,
    )


def _shares(edition: Edition, source: Source, before: Before | None, now: Now) -> Shares:
    """Yield what is wrong with too large a share of places, or of departures."""
    yield from _names(edition, now)
    yield from more_unknown(now.fills, now.usual, len(edition.listings))
    if before:
        yield from lost(edition, source, before)
        yield from placeless(before, now.usual)


def dates_after_today(edition: Edition, today: date) -> Iterator[str]:
    """Yield that an edition's own day has not come, or that what it covers has not begun: a year may run."""
    latest = today + timedelta(days=1)
    if edition.published and edition.published > latest:
        yield f"Its date, {day(edition.published)}, has not come yet."
    if edition.period and edition.period.first > latest:
        yield f"It covers {edition.period.said}, which has not begun."


def _days_to_come(edition: Edition, now: Now) -> tuple[tuple[str, ...], bool]:
    """Return in a sentence that rows are signed, issued or declined on days that can't be.

    Days later than that of the document, by more than the one by which zones differ.

    Returns:
        The sentence, if there is any such row; and whether they are so many, with one among them that
        is new, that it must be the document of another day.
    """
    dated, early = _dated(edition.listings, now.day)
    if not early:
        return (), False
    rows = "1 row is" if len(early) == 1 else f"{len(early):,} rows are"
    days = period(min(early), max(early))
    sentence = f"{rows} signed, issued or declined after {day(now.day)}, the day of the document: {days}."
    many = len(early) >= FEWEST_NOT_COME or len(early) >= MOST_NOT_COME * dated
    is_news = now.arrived is None or bool(_dated(now.arrived, now.day)[1])
    return (sentence,), many and is_news


def _dated(listings: Sequence[Listing], day: date) -> tuple[int, list[date]]:
    """Return how many rows tell a day, and for those of a later one the latest that each tells."""
    rows = Reading.of(listings)
    latest = day + timedelta(days=1)
    read = [mapped(iso_day, rows.column(name)) for name in _DAYS]
    told = [max(days) for each in zip(*read, strict=True) if (days := list(filter(None, each)))]
    return len(told), [each for each in told if each > latest]


def outside_the_period(edition: Edition, source: Source) -> Iterator[str]:
    """Yield that too many refusals of a report were declined after, or long before, what it covers."""
    if source.kind is not SourceKind.EVENT or edition.period is None:
        return
    dated, covers = declined_on(edition), f"It covers {edition.period.said}"
    after = sum(day > edition.period.last for day in dated)
    long_before = sum(day < edition.period.first - LONG_BEFORE for day in dated)
    if after > 1 and after > MOST_AFTER * len(dated):
        yield f"{covers}; {after:,} of {len(dated):,} dated rows are of later days."
    if long_before > 1 and long_before > MOST_LONG_BEFORE * len(dated):
        yield f"{covers}; {long_before:,} of {len(dated):,} dated rows are of long before."


def declined_before_issued(edition: Edition) -> Iterator[str]:
    """Yield that too many refusals were declined before they were issued: columns were exchanged."""
    rows = Reading.of(edition.listings)
    days = zip(map(iso_day, rows.column("issued")), map(iso_day, rows.column("declined")), strict=True)
    known = [(issued, declined) for issued, declined in days if issued and declined]
    before = sum(declined < issued for issued, declined in known)
    if before > 1 and before > MOST_BEFORE_ISSUED * len(known):
        yield f"{before:,} of {len(known):,} rows were declined before they were issued."


def odd_dates(edition: Edition, source: Source) -> Iterator[str]:
    """Yield the caveat that some rows were declined after the period's end, which can't be."""
    if source.kind is SourceKind.EVENT and edition.period:
        after = sum(day > edition.period.last for day in declined_on(edition))
        if after:
            rows = "1 row is" if after == 1 else f"{after:,} rows are"
            yield f"{rows} dated after the period that it covers, {edition.period.said}."


def declined_on(edition: Edition) -> list[date]:
    """Return the days on which the refusals were declined, where they could be read."""
    rows = Reading.of(edition.listings)
    cells = zip(rows.kinds, rows.column("declined"), strict=True)
    return [day for kind, cell in cells if kind is ListingKind.REFUSAL and (day := iso_day(cell))]


def differences(edition: Edition) -> Iterator[str]:
    """Yield a sentence for each printed total that its rows don't bear out.

    Each total is compared only with rows that claim to be the whole of it. `listings` counts all
    rows. `declined` counts refusals, and the declined tallies that stand for refusals whose rows
    were not published. `issued` is the whole country's number over a table of its highest
    volumes: the table can be less, never more.

    Args:
        edition: As read. Of a copy the sentence says that its rows are copied: it may lack some.
    """
    refusals = sum(kind is ListingKind.REFUSAL for kind in Reading.of(edition.listings).kinds)
    counted = {"listings": len(edition.listings), "declined": refusals + _tallied(edition, "declined")}
    rows = "the rows copied" if edition.transcription else "its rows"
    for name, number in counted.items():
        printed = edition.totals.get(name)
        if printed is not None and printed != number:
            yield f"{PRINTED_TOTAL} {printed:,} {name}, but {rows} count {number:,}."
    printed = edition.totals.get("issued")
    issued = _tallied(edition, "issued")
    if printed is not None and issued > printed:
        yield f"{PRINTED_TOTAL} {printed:,} issued, but the rows of a part of them count {issued:,}."


def _tallied(edition: Edition, measure: str) -> int:
    rows = Reading.of(edition.listings)
    cells = zip(rows.kinds, rows.column("measure"), rows.column("count"), strict=True)
    tallies = (count for kind, said, count in cells if kind is ListingKind.TALLY and said == measure)
    return sum(count for count in tallies if isinstance(count, int))


def _content(edition: Edition, source: Source) -> Iterator[str]:
    """Yield what is wrong with the edition by itself."""
    rows = len(edition.listings)
    yield from edition.problems
    if not rows:
        yield "No rows were found."
    elif rows < source.floor and not edition.partial:
        yield f"Only {rows:,} rows were found; a whole version has at least {source.floor:,}."
    if not edition.transcription:
        yield from differences(edition)


def _names(edition: Edition, now: Now) -> Shares:
    """Yield that rows have no name, or one that is no place's: words were lost, or moved."""
    rows, nameless = len(edition.listings), _nameless(Reading.of(edition.listings))
    if nameless > MOST_NAMELESS * rows:
        yield rows, f"{nameless:,} of {rows:,} rows name no place."
    unknown = round((1 - now.fills.get(PLACED, 1.0)) * rows)
    if unknown >= FEWEST and unknown > MOST_UNKNOWN * rows:
        yield rows, f"The places of {unknown:,} of {rows:,} rows are unknown."


def _nameless(rows: Reading) -> int:
    """Return how many rows name neither a place nor a state."""
    names = {kind: rows.column(CELLS[kind][0][0]) for kind in set(rows.kinds)}
    numbered = enumerate(zip(rows.kinds, rows.states, strict=True))
    return sum(not state and not names[kind][number] for number, (kind, state) in numbered)
