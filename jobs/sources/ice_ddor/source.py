"""ICE's Declined Detainer Outcome Report: detainers issued (Section I) and declined (Section II).

Citation: U.S. Immigration and Customs Enforcement, Enforcement and Removal Operations,
"Declined Detainer Outcome Report" (https://www.ice.gov/declined-detainer-outcome-report).

History:
    2017-03-20: issue 1, Jan. 28 to Feb. 3, 2017: 35 pages, 3,083 issued, 206 declined
        (https://www.latinousa.org/2017/03/23/ice-releases-first-list/).
    2017-03: issue 2, Feb. 4 to 10, 2017: 25 pages, 2,825 issued; headings say "which Restrict
        Cooperation with ICE" (https://www.scribd.com/document/343533641/ddor2017-02-04to02-10).
    2017-04: issue 3, Feb. 11 to 17, 2017: "that do not honor detainers" for "that release aliens";
        carries the correction of issue 1
        (https://immigrationimpact.com/2017/04/13/ices-public-shaming-detainer-reports-inaccurate-stop-publishing/).
    2017-04-13: suspended by a note on ice.gov, date as AILA gives it
        (https://aila.org/infonet/dhs-releases-ice-declined-detainer-outcome-report).
    2019-07-15: resumed, quarterly, with the second quarter of fiscal year 2018 (same page).

Examples: `tests/examples/ice_ddor` and `tests/examples/ddor_policies`.
"""

from datetime import date, timedelta

from models.domain import ListNames, Reader, Source, SourceKind

REPORT = Source(
    name="ice_ddor",
    kind=SourceKind.EVENT,
    publisher="U.S. Immigration and Customs Enforcement",
    short="ICE",
    title="Declined Detainer Outcome Report",
    names=ListNames(
        text="ICE's weekly report",
        again="ICE's weekly report",
        headline="ICE report",
        label="ICE report",
        publisher="ICE",
        full="U.S. Immigration and Customs Enforcement",
        sentence="U.S. Immigration and Customs Enforcement's weekly report",
        in_full="weekly report on declined detainers",
        in_short="declined-detainer report",
    ),
    address="https://www.ice.gov/declined-detainer-outcome-report",
    fallback="https://web.archive.org/web/2id_/https://www.ice.gov/declined-detainer-outcome-report",
    every=timedelta(hours=1),
    caveat=(
        "ICE's report lists declined detainers that ICE personnel became aware of, by the week in which "
        "they were recorded."
    ),
    later=((date(2017, 4, 13), "ICE corrected its first issue and suspended the report over data errors."),),
    floor=3,
    parse=Reader("jobs.sources.ice_ddor.reader:parse"),
    links=Reader("jobs.sources.ice_ddor.reader:links"),
    notes=Reader("jobs.sources.ice_ddor.reader:notes"),
)

POLICIES = Source(
    name="ddor_policies",
    kind=SourceKind.STATE,
    publisher="U.S. Immigration and Customs Enforcement",
    short="ICE",
    title="Jurisdictions that have Enacted Policies which Limit Cooperation with ICE",
    names=ListNames(
        text="ICE's Section III policies",
        again="ICE's Section III policies",
        headline="Section III",
        label="ICE Sec. III",
        publisher="ICE",
        full="U.S. Immigration and Customs Enforcement",
        sentence="U.S. Immigration and Customs Enforcement's Section III policies",
        dated=True,
    ),
    address="https://www.ice.gov/declined-detainer-outcome-report",
    every=timedelta(hours=1),
    caveat=(
        "ICE compiled these policies from public announcements, news reports and its own personnel; "
        "it says that others may exist and that criteria may have changed since."
    ),
    floor=3,
    parse=Reader("jobs.sources.ice_ddor.policies:parse"),
    reads="ice_ddor",
    suspended=date(2017, 4, 13),
)
