"""An edition as read → what is to be published: with its doubts and provenance; and hand corrections of rows.

A row keeps its printed text, which is its identity: a hand correction changes nothing in the
difference between two editions, only how a row is read and where it is placed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from jobs.context import Acceptance, CheckContext
from jobs.guard import differences, odd_dates
from jobs.readers import reader_mark
from jobs.readers.text import moment_in, read_activity, read_enacted
from jobs.steps.row_places import heading_kind, place_errata
from models.domain import (
    Cell,
    Correction,
    Document,
    Edition,
    Listing,
    Outcome,
    Resolution,
    Row,
    Source,
    SourceKind,
    comparable,
    place_text,
)
from models.editions import Publication, Rules, listed_in, series_of, sha256
from models.places import Gazetteer, resolver_mark


def prepare_edition(
    document: Document,
    edition: Edition,
    source: Source,
    context: CheckContext,
    decision: Acceptance | None = None,
) -> Publication:
    """Return an edition with what its document says of itself, and its place in the log."""
    edition = replace(
        edition,
        transcription=edition.transcription or document.transcription,
        partial=edition.partial or document.partial,
        published=edition.published or document.published,
    )
    listed = listed_in(edition)
    edition = replace(edition, listings=listed.printed)
    doubts = (*differences(edition), *odd_dates(edition, source))
    captured = (document.capture,) if document.capture else ()
    edition = replace(
        edition,
        caveats=(*captured, *doubts, *edition.caveats),
        questions=(*edition.questions, *unused(edition.listings, source)),
    )
    events = source.kind is SourceKind.EVENT and not source.cumulative
    return Publication(
        source.name,
        document,
        sha256(document),
        edition,
        series_of(edition, event=events),
        listed,
        Rules(source.cumulative, covers=events, confirmed=source.removals == "confirmed"),
        decision.place if decision else document.observed,
        reader=reader_mark(source),
        resolver=resolver_mark(source.corrections),
        errata=place_errata(edition.errata, context.gazetteer),
        named=moment_in(document.address) is not None,
        held=decision.edition if decision else None,
        decided_by=decision.by if decision else "",
        settle=timedelta(0) if source.cumulative else context.settle,
        beside=context.beside(source),
        quiet=context.quiet,
        looked=context.fetcher is not None and not document.capture and decision is None,
    )


def correct(rows: Sequence[Row], source: Source, gazetteer: Gazetteer) -> tuple[Row, ...]:
    """Return rows as the hand corrections of their source read them."""
    by_cell = _by_cell(source.corrections)
    read = []
    for row in rows:
        for correction in _fitting(row.listing, by_cell):
            row = _applied(row, correction, gazetteer)  # noqa: PLW2901 - one after the other
        read.append(row)
    return tuple(read)


def unused(listings: Iterable[Listing], source: Source) -> list[str]:
    """Return a question on each hand correction that no row of a whole list prints any more.

    An event edition is one of many, so a correction that it doesn't need is no question there.
    """
    if source.kind is SourceKind.EVENT or not source.corrections:
        return []
    by_cell = _by_cell(source.corrections)
    used = {correction for listing in listings for correction in _fitting(listing, by_cell)}
    idle = [correction for correction in source.corrections if correction not in used]
    return [
        f"No row prints “{each.printed}” any more, which is corrected by hand: see its file of corrections."
        for each in idle
    ]


def _by_cell(corrections: Sequence[Correction]) -> dict[tuple[str, str], list[Correction]]:
    by_cell: dict[tuple[str, str], list[Correction]] = {}
    for each in corrections:
        by_cell.setdefault((each.column, comparable(each.printed)), []).append(each)
    return by_cell


def _fitting(
    listing: Listing, by_cell: Mapping[tuple[str, str], Sequence[Correction]]
) -> Iterator[Correction]:
    for column in {column for column, _ in by_cell}:
        printed = listing.fields.get(column) if column else place_text(listing)
        for each in by_cell.get((column, comparable(printed)), ()):
            if each.state in {"", listing.state}:
                yield each


def _applied(row: Row, correction: Correction, gazetteer: Gazetteer) -> Row:
    fields = {**row.listing.fields, **_read_again(correction)}
    listing = replace(row.listing, fields=fields, notes=(*row.listing.notes, correction.sentence))
    if correction.column:
        return replace(row, listing=listing)
    return replace(row, listing=listing, resolution=_resolution(row.listing, correction, gazetteer))


def _read_again(correction: Correction) -> dict[str, Cell]:
    """Return the fields that are read from a corrected cell; the cell itself stays as printed."""
    if correction.column == "enacted_as_printed":
        return {"enacted": read_enacted(correction.text)}
    if correction.column == "activity_as_printed":
        offense, disposition = read_activity(correction.text)
        return {"offense": offense, "disposition": disposition}
    return {}


def _resolution(listing: Listing, correction: Correction, gazetteer: Gazetteer) -> Resolution:
    if correction.geoids:
        places = tuple(filter(None, map(gazetteer.by_geoid, correction.geoids)))
        named = "; ".join(f"{place.name}, {place.state}" for place in places)
        return Resolution(Outcome.RESOLVED, places, reason=correction.sentence, repaired=named)
    heading = heading_kind(str(listing.fields.get("heading") or ""))
    resolution = gazetteer.resolve(correction.text, listing.state or None, heading)
    return replace(
        resolution,
        reason=f"{correction.sentence} {resolution.reason}".strip(),
        repaired=resolution.repaired or correction.text,
    )
