"""What a replay adds to an edition that was read from a re-typeset document.

The document is ours, so nothing in it is evidence: page numbers are dropped, and every row
gets back the page that its fact was copied from. A module of its own, as the parsing child
process imports it.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from jobs.history.catalog import Past, read_catalog
from models.listings import key
from models.values import Document, Edition, Listing

REPLAY = "Replay, re-typeset from cited facts."


def retold(parse: Callable[[Document], Edition], document: Document) -> Edition:
    """Read a re-typeset document with a source's own parser, and say what it was copied from.

    Args:
        parse: The live source's parser.
        document: With the replay's time as `observed`; the facts are those of that time.

    Returns:
        A transcription, partial where the facts are; it names the rows that are gone, so that
        those alone are told as removed. A row that is not among the facts is a problem.
    """
    edition = parse(document)
    told = past_at(edition.source, document.observed).edition
    assert told is not None  # noqa: S101 - past_at finds editions alone
    facts = {key(fact): fact for fact in told.listings}
    unknown = [listing.as_read for listing in edition.listings if key(listing) not in facts]
    return replace(
        edition,
        published=edition.published or told.published,
        listings=tuple(_cited(listing, facts.get(key(listing))) for listing in edition.listings),
        caveats=told.caveats,
        problems=(*edition.problems, *(f"The row {text!r} is not among the facts." for text in unknown)),
        transcription=f"{REPLAY} {told.transcription}",
        partial=told.partial,
        gone=told.gone,
    )


def past_at(source: str, moment: datetime) -> Past:
    """Return the edition of a list that could be seen at a moment, UTC: the last one until then."""
    return [
        past for past in read_catalog() if past.source == source and past.edition and past.observed <= moment
    ][-1]


def _cited(listing: Listing, fact: Listing | None) -> Listing:
    if fact is None:
        return replace(listing, page=None)
    return replace(
        listing, page=None, annotations={**listing.annotations, **fact.annotations}, notes=fact.notes
    )
