"""ICE's list of agencies that signed a 287(g) agreement: the other side of this beat.

Citation: U.S. Immigration and Customs Enforcement, "Delegation of Immigration Authority Section
287(g) Immigration and Nationality Act", workbook "Participating Agencies"
(https://www.ice.gov/identify-and-arrest/287g).

History, as the workbooks themselves show it:
    2025-02-28: `participatingAgencies-20250228192630.xlsx`: 239 agreements, columns STATE, LAW
        ENFORCEMENT AGENCY, TYPE, SUPPORT TYPE, SIGNED, MOA; states from Wyoming to Alabama.
    2025-10-21: `participatingAgencies10212025mid.xlsx`: 1,097 agreements, COUNTY and ADDENDUM added,
        five columns without a header, Alabama first.
    2026-05-14: `participatingAgencies05142026am.xlsx`: 1,832 agreements; the file's name tells the
        part of the day, for the list is put out up to twice a day.

Examples: `tests/examples/ice_287g`.
"""

from datetime import timedelta

from models.domain import ListNames, Reader, Source, SourceKind

SOURCE = Source(
    name="ice_287g",
    kind=SourceKind.STATE,
    publisher="U.S. Immigration and Customs Enforcement",
    short="ICE",
    title="287(g) Participating Agencies",
    names=ListNames(
        text="ICE's 287(g) list",
        again="ICE's 287(g) list",
        headline="287(g) list",
        label="287(g)",
        publisher="ICE",
        full="U.S. Immigration and Customs Enforcement",
        sentence="U.S. Immigration and Customs Enforcement's 287(g) list",
    ),
    address="https://www.ice.gov/identify-and-arrest/287g",
    fallback="https://web.archive.org/web/2id_/https://www.ice.gov/identify-and-arrest/287g",
    every=timedelta(hours=1),
    caveat=(
        "ICE's workbook names agencies that signed a 287(g) agreement, one row an agreement. It does not say "
        "how an agency answers detainers, and an agency that is not in it may cooperate in other ways."
    ),
    floor=100,
    parse=Reader("jobs.sources.ice_287g.reader:parse"),
    links=Reader("jobs.sources.ice_287g.reader:links"),
    removals="confirmed",
)
