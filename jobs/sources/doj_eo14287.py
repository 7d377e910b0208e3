"""The Justice Department's sanctuary jurisdictions under Executive Order 14287.

Citation: U.S. Department of Justice, "U.S. Sanctuary Jurisdiction List Following Executive
Order 14287: Protecting American Communities From Criminal Aliens".

History:
    2025-08-05: published with 35 entries: 12 states and the District of Columbia, 4 counties,
        18 cities (https://security.mil-osi.com/page/304). Copies of the press release count
        the sections differently (dailyvoice.com: "14 states, 4 counties, and 19 cities"), so
        totals in running text are never held against the rows; those in headings are.
    2025-09-26: Nevada removed (https://www.einpresswire.com/article/852867370/).
    2025-10-31: Baltimore County, MD removed (https://www.einpresswire.com/article/863445665/).
"""

from datetime import timedelta

from jobs.readers.html import read_blocks
from jobs.readers.jurisdictions import edition_of
from jobs.readers.national import read_national
from jobs.readers.outline_lines import lines
from models.values import Document, Edition, Source, SourceKind


def parse(document: Document) -> Edition:
    """Read the page's list.

    Raises:
        UnreadableDocument: The page can't be read at all; anything less is a problem.
    """
    blocks = read_blocks(document)
    return edition_of(document, SOURCE, blocks, read_national(lines(blocks)))


_ADDRESS = (
    "https://www.justice.gov/ag/us-sanctuary-jurisdiction-list-following-executive-order-14287-"
    "protecting-american-communities"
)

SOURCE = Source(
    name="doj_eo14287",
    kind=SourceKind.STATE,
    publisher="U.S. Department of Justice",
    short="DOJ",
    title="U.S. Sanctuary Jurisdiction List Following Executive Order 14287",
    address=_ADDRESS,
    fallback=f"https://web.archive.org/web/2id_/{_ADDRESS}",
    every=timedelta(minutes=15),
    caveat=(
        "The Justice Department calls this an initial list that it reviews regularly; "
        "each jurisdiction may respond to its placement."
    ),
    floor=10,
    parse=parse,
)
