"""The lists that no live page keeps: their facts are bundled, and nothing is ever fetched."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from jobs.history.facts import policies, read_rows, tallies
from jobs.readers import corrections_beside
from models.domain import Document, Edition, ListNames, Period, Source, SourceKind
from models.errors import UnreadableDocument

_POLICIES = {"jurisdiction", "enacted", "policy", "criteria"}
_TALLIES = {"year", "agency", "state", "count"}


def read_policies(document: Document) -> Edition:
    """Read a CSV of policies as they are bundled.

    Raises:
        UnreadableDocument: A column is missing.
    """
    rows = _rows(document, _POLICIES)
    return Edition("ice_policies_2014", policies(rows, document.address))


def read_tallies(document: Document) -> Edition:
    """Read a CSV of one year's tallies as they are bundled.

    Raises:
        UnreadableDocument: A column is missing, a count is no number, or the rows are not of one year.
    """
    rows = _rows(document, _TALLIES)
    years = {row["year"] for row in rows}
    if len(years) != 1 or not min(years).isdecimal():
        raise UnreadableDocument(
            "The rows are not of one year.", "Give one file a year, with the year in each row."
        )
    odd = next((row for row in rows if not row["count"].isdecimal()), None)
    if odd:
        raise UnreadableDocument(
            f"The count of {odd['agency']} is not a number: {odd['count']}.", "Mend that row."
        )
    year = int(min(years))
    period = Period(date(year, 1, 1), date(year, 12, 31))
    listings = tallies(rows, document.address, period, "declined")
    return Edition("npr_declined", listings, period=period)


def _rows(document: Document, columns: set[str]) -> list[dict[str, str]]:
    try:
        rows = read_rows(document.body)
    except UnicodeDecodeError as error:
        raise UnreadableDocument("The file is not text in UTF-8.", "Save it as a CSV in UTF-8.") from error
    missing = columns - set(rows[0] if rows else ())
    if missing:
        raise UnreadableDocument(
            f"The file lacks the columns {', '.join(sorted(missing))}.",
            "See the files in jobs/history/facts.",
        )
    return rows


_NEVER = timedelta(days=36500)

SOURCES = (
    Source(
        name="ice_policies_2014",
        kind=SourceKind.STATE,
        publisher="U.S. Immigration and Customs Enforcement, as copied by the Center for Immigration Studies",
        short="ICE 2014",
        title="Policies on honoring detainers: ICE's list of 2014, third-hand",
        names=ListNames(
            text="ICE's 2014 policy list, third-hand",
            again="ICE's 2014 policy list",
            headline="ICE 2014 list",
            label="ICE 2014",
            publisher="ICE",
            full="U.S. Immigration and Customs Enforcement",
            sentence="U.S. Immigration and Customs Enforcement's 2014 policy list, third-hand",
        ),
        address="",
        every=_NEVER,
        caveat="ICE's list of 2014, third-hand; its misprints are kept.",
        floor=150,
        parse=read_policies,
    ),
    Source(
        name="npr_declined",
        kind=SourceKind.EVENT,
        publisher="NPR, from ICE's detainer records",
        short="NPR",
        title="Detainers recorded as declined, by facility and year, 2007 to 2015",
        names=ListNames(
            text="NPR's count of ICE records",
            again="NPR's count",
            headline="NPR count",
            label="NPR",
            publisher="NPR",
            full="NPR",
            sentence="NPR's count of U.S. Immigration and Customs Enforcement records",
        ),
        address="",
        every=_NEVER,
        caveat="Counted by NPR from ICE's records of the lift reason; ICE doesn't learn of every refusal.",
        floor=1,
        parse=read_tallies,
    ),
)


def bundled_sources() -> dict[str, Source]:
    """Return the lists without a live page, by name, with their hand corrections.

    Raises:
        SettingsError: A file of hand corrections is wrong.
    """
    folder = Path(__file__).parent
    return {
        source.name: replace(source, corrections=corrections_beside(folder, source.name))
        for source in SOURCES
    }
