"""Whose list this is, in a line.

Copy this file to `jobs/sources/NAME.py`; a module whose name begins with `_` is not watched.

Citation: the publisher's own title of the page, and of the law or order behind it.

History:
    2026-01-01: what the publisher changed, with the page that says so.
"""

from datetime import timedelta

from jobs.readers.blocks import BlockKind
from jobs.readers.decoding import is_cut_off
from jobs.readers.html import read_blocks
from jobs.readers.page_date import page_date
from models.place_states import state_code
from models.values import Document, Edition, Listing, ListingKind, Source, SourceKind


def parse(document: Document) -> Edition:
    """Read a page with one bulleted list of `Place, ST`.

    Args:
        document: The HTML page.

    Returns:
        An edition whose listings are in the page's order; what makes it doubtful is a problem,
        which holds it, and what operators should hear of is a question, which doesn't.
    """
    blocks = read_blocks(document)
    items = [block.text for block in blocks if block.kind is BlockKind.ITEM]
    listings = tuple(
        Listing(
            kind=ListingKind.DESIGNATION,
            fields={"name": text, "heading": "Jurisdictions"},
            state=state_code(text.rpartition(",")[2]),
            position=f"item {number}",
            as_read=text,
        )
        for number, text in enumerate(items, 1)
    )
    return Edition(
        source=SOURCE.name,
        listings=listings,
        published=page_date(document),
        caveats=(SOURCE.caveat,),
        questions=tuple(f"{row.as_read!r} names no state." for row in listings if not row.state),
        problems=("The page breaks off before its end.",) if is_cut_off(document) else (),
        transcription=document.transcription,
        partial=document.partial,
    )


SOURCE = Source(
    name="_template",
    kind=SourceKind.STATE,
    publisher="Office of the Publisher",
    short="OP",
    title="The List's Own Title",
    address="https://publisher.example/list",
    every=timedelta(hours=1),
    caveat="What the publisher itself says that its list is not.",
    floor=1,
    parse=parse,
)
