"""Made-up readers that misread some words, and so are replaced by better ones one day."""

from dataclasses import replace
from datetime import date

from models.domain import Document, Edition, Listing, ListingKind, Mark, Period, Reader, Reading
from tests.support.publishers.watching import Desk, read_events, read_states


def misread(document: Document, *words: str) -> Edition:
    """Read a made-up state list, but for some words, each followed by what is read in its place."""
    return read_states(_misprinted(document, words))


def misread_release(document: Document, *words: str) -> Edition:
    """Read a made-up release likewise: `FIRST/LAST` on top, a line `AGENCY|STATE|CITIZENSHIP|DAY` a row."""
    covers, *rows = _misprinted(document, words).body.decode().splitlines()
    listings = []
    for line in rows:
        agency, state, citizenship, day = line.split("|")
        fields = {"agency": agency, "citizenship": citizenship, "declined": day}
        listings.append(Listing(ListingKind.REFUSAL, fields, state, as_read=line))
    return Edition("report", tuple(listings), period=Period(*map(date.fromisoformat, covers.split("/"))))


def dated_anew(document: Document, published: str, period: str, total: str) -> Edition:
    """Read a made-up state list with another date, period or total than it prints, where given."""
    edition = read_states(document)
    return replace(
        edition,
        published=date.fromisoformat(published) if published else edition.published,
        period=Period(*map(date.fromisoformat, period.split("/"))) if period else None,
        totals={"listings": int(total)} if total else {},
    )


def without_period(document: Document) -> Edition:
    """Read a made-up weekly report by a reader that doesn't find its week."""
    return replace(read_events(document), period=None, problems=("It says not which days it covers.",))


def crossed_out(document: Document, *names: str) -> Edition:
    """Read a made-up state list by a reader that sees some of its names crossed out."""
    edition = read_states(document)
    marks = [Mark.STRUCK if row.fields["name"] in names else Mark.PRINTED for row in edition.listings]
    return replace(edition, listings=replace(Reading.of(edition.listings), marks=marks))


def misplaced(document: Document, sheet: str) -> Edition:
    """Read a made-up state list as if it stood on a sheet of some name."""
    edition = read_states(document)
    placed = [
        replace(row, page=None, position=f"sheet {sheet} row {number}")
        for number, row in enumerate(edition.listings, start=2)
    ]
    return replace(edition, listings=tuple(placed))


def _misprinted(document: Document, words: tuple[str, ...]) -> Document:
    body = document.body.decode()
    for printed, read in zip(words[::2], words[1::2], strict=True):
        body = body.replace(printed, read)
    return replace(document, body=body.encode())


def read_by(desk: Desk, *words: str) -> None:
    """Let a desk's made-up list be read by such a reader from now on; without words, as it is printed."""
    reader: Reader[Edition] = Reader(f"{__name__}:misread", words)
    _put(desk, "list", reader, cumulative=False)


def facts_read_by(desk: Desk, published: str = "", period: str = "", total: str = "") -> None:
    """Let a desk's made-up list be read with another date, period or total, and rows as they are printed."""
    reader: Reader[Edition] = Reader(f"{__name__}:dated_anew", (published, period, total))
    _put(desk, "list", reader, cumulative=False)


def report_read_by(desk: Desk, *, period: bool) -> None:
    """Let a desk's made-up weekly report be read with its week, or without."""
    reader: Reader[Edition] = Reader(f"{__name__}:without_period")
    parse = read_events if period else reader
    source = replace(desk.context.sources["report"], parse=parse)
    desk.context = replace(desk.context, sources={**desk.context.sources, "report": source})


def crossed_out_by(desk: Desk, *names: str) -> None:
    """Let a desk's made-up list be read as if some of its names were crossed out."""
    reader: Reader[Edition] = Reader(f"{__name__}:crossed_out", names)
    _put(desk, "list", reader, cumulative=False)


def placed_by(desk: Desk, sheet: str) -> None:
    """Let a desk's made-up list be read as if it stood on a sheet of some name."""
    reader: Reader[Edition] = Reader(f"{__name__}:misplaced", (sheet,))
    _put(desk, "list", reader, cumulative=False)


def releases_read_by(desk: Desk, *words: str) -> None:
    """Let a desk's made-up report be releases that each hold a long period, read by such a reader."""
    reader: Reader[Edition] = Reader(f"{__name__}:misread_release", words)
    _put(desk, "report", reader, cumulative=True)


def _put(desk: Desk, name: str, reader: Reader[Edition], *, cumulative: bool) -> None:
    source = replace(desk.context.sources[name], parse=reader, cumulative=cumulative)
    desk.context = replace(desk.context, sources={**desk.context.sources, name: source})
