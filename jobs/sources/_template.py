"""Whose list this is, in a line.

Copy this file to `jobs/sources/NAME.py` and set `name="NAME"` in SOURCE below: under that name alone it is
known to every verb. A module whose name begins with `_` is not watched.

Citation: the publisher's own title of the page, and of the law or order behind it.

History:
    2026-01-01: what the publisher changed, with the page that says so.

Examples: `tests/examples/NAME`.
"""

from datetime import timedelta

from jobs.readers import html
from models.domain import Document, Edition, Listing, ListingKind, Reader, Source, SourceKind
from models.places import state_code


def parse(document: Document) -> Edition:
    """Read a page with one bulleted list of `Place, ST`.

    Args:
        document: The HTML page.

    Returns:
        An edition whose listings are in the page's order; what makes it doubtful is a problem,
        which holds it, and what operators should hear of is a question, which doesn't.
    """
    blocks = html.read_blocks(document)
    items = [block.text for block in blocks if block.kind is html.BlockKind.ITEM]
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
        published=html.page_date(document),
        caveats=(SOURCE.caveat,),
        questions=tuple(f"{row.as_read!r} names no state." for row in listings if not row.state),
        problems=("The page breaks off before its end.",) if html.is_cut_off(document) else (),
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
    parse=Reader(f"{__name__}:parse"),
)
