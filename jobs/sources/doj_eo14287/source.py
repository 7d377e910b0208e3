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

Examples: `tests/examples/doj_eo14287`.
"""

from datetime import timedelta

from models.domain import ListNames, Reader, Source, SourceKind

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
    names=ListNames(
        text="the Justice Department's list of “sanctuary jurisdictions”",
        again="the Justice Department's list",
        headline="Justice Dept. list",
        label="Justice Dept.",
        publisher="Justice Dept.",
        full="the Justice Department",
    ),
    address=_ADDRESS,
    fallback=f"https://web.archive.org/web/2id_/{_ADDRESS}",
    every=timedelta(minutes=15),
    caveat=(
        "The Justice Department calls this an initial list that it reviews regularly; "
        "each jurisdiction may respond to its placement."
    ),
    floor=10,
    parse=Reader("jobs.sources.doj_eo14287.reader:parse"),
)
