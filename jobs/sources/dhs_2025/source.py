"""The Homeland Security Department's list of sanctuary jurisdictions of May 2025, withdrawn.

Citation: U.S. Department of Homeland Security, "Sanctuary Jurisdictions Defying Federal
Immigration Law". By state: an entry for the state itself, its counties, its cities, under
headings whose order differs from state to state.

History:
    2025-05-29: published in the evening, more than 500 entries; Watauga County, NC gone the
        same day (https://apdillon.substack.com/p/dhs-drops-list-of-sanctuary-jurisdictions).
    2025-05-30: Weld and El Paso counties and Aurora, CO gone by morning
        (https://www.denver7.com, "DHS removes two CO counties, one city").
    2025-06-01: withdrawn: the address says "Page Not Found"
        (https://archives.lincolndailynews.com/2025/Jun/02/NEWS/news_u.shtml).
    2025-06-02: back for some in the morning, and gone again (https://sinomn.com/politics/,
        2025-06-02).

Examples: `tests/examples/dhs_2025`.
"""

from datetime import timedelta

from models.domain import ListNames, Reader, Source, SourceKind

SOURCE = Source(
    name="dhs_2025",
    kind=SourceKind.STATE,
    publisher="U.S. Department of Homeland Security",
    short="DHS",
    title="Sanctuary Jurisdictions Defying Federal Immigration Law",
    names=ListNames(
        text="the DHS list",
        again="the DHS list",
        headline="DHS list",
        label="DHS",
        publisher="DHS",
        full="the Department of Homeland Security",
        sentence="the Department of Homeland Security's list",
        dated=True,
    ),
    address="https://www.dhs.gov/sanctuary-jurisdictions",
    fallback="https://web.archive.org/web/2id_/https://www.dhs.gov/sanctuary-jurisdictions",
    every=timedelta(minutes=15),
    caveat=(
        "DHS said that this list could be reviewed and changed at any time and that nobody should act on it "
        "without an evaluation of their own."
    ),
    floor=25,
    parse=Reader("jobs.sources.dhs_2025.reader:parse"),
    gone_after=3,
    gone_for=timedelta(hours=3),
)
