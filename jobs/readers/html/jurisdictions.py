"""What a page that lists sanctuary jurisdictions was found to say, as an edition."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from jobs.readers.html.decoding import broken_tag, decode, is_cut_off
from jobs.readers.html.outline import section_heading
from jobs.readers.html.page_dates import page_date
from jobs.readers.html.reader import Block
from models.domain import Document, Edition, Listing, Reading, Source

_WORDS = ("sanctuary", "jurisdiction")
_TAGS_OWN = re.compile(r"[<>]")


@dataclass(slots=True)
class PlacesRead:
    """What has been read of a page so far: as in an edition, but still growing."""

    listings: list[Listing] = field(default_factory=list)
    totals: dict[str, int] = field(default_factory=dict)
    questions: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def edition_of(document: Document, source: Source, blocks: Iterable[Block], read: PlacesRead) -> Edition:
    """Make an edition of what was found; a page that lacks its words or breaks off has a problem.

    Args:
        document: The page, for its date and for what is known of it from elsewhere.
        source: Whose list it is.
        blocks: The page's lines, in which the list's own words must stand.
        read: The listings in the page's order, and what is wrong or odd with them.
    """
    text = " ".join(block.text for block in blocks).lower()
    problems = [f"The page does not say {word!r}." for word in _WORDS if word not in text]
    if is_cut_off(document):
        problems.append("The page breaks off before its end.")
    problems += _holes(document, read)
    return Edition(
        source=source.name,
        listings=Reading.of(
            replace(listing, position=f"item {number}") for number, listing in enumerate(read.listings, 1)
        ),
        published=page_date(document),
        totals=read.totals,
        caveats=(source.caveat,),
        questions=tuple(read.questions),
        problems=(*problems, *read.problems),
        transcription=document.transcription,
        partial=document.partial,
    )


def _holes(document: Document, read: PlacesRead) -> Iterator[str]:
    """Yield what shows that a part of the page's middle is missing."""
    if tag := broken_tag(decode(document)):
        yield f"A part of the page is missing: {tag!r} is no whole tag."
    for name in (str(listing.fields["name"]) for listing in read.listings):
        if _TAGS_OWN.search(name):
            yield f"A part of the page is missing: the name {name!r} holds a piece of a tag."
        elif section_heading(name):
            yield f"A part of the page is missing: the heading {name!r} stands among the names."
