"""Web pages as a person sees them: lines, places, links."""

from typing import TYPE_CHECKING

from models.lazy_face import lazy_face

# fmt: off
if TYPE_CHECKING:
    from jobs.readers.html.decoding import decode, is_cut_off, unescaped
    from jobs.readers.html.jurisdictions import PlacesRead, edition_of
    from jobs.readers.html.links import anchors, disorder, matching_links, oldest_first, pdf_links
    from jobs.readers.html.outline import (
        Heading, HeadingSection, PageLine, ends_list, is_prose, lines, named_state, names_in, pieces,
        section_heading,
    )
    from jobs.readers.html.page_dates import page_date
    from jobs.readers.html.reader import LARGEST_PAGE, Block, BlockKind, parse, read_blocks, visible_text

__getattr__ = lazy_face(__name__)
