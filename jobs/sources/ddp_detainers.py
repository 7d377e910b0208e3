"""ICE's records of single detainers, released by the Deportation Data Project: the refusals in them.

Citation: government data provided by ICE in response to FOIA requests, processed by the Deportation
Data Project (https://deportationdata.org/data/ice.html); its programs name the columns and their
renames (https://github.com/deportationdata/ice).

History:
    2025-07: an XLSX of ICE as it came, 316,000 rows from September 2023 on, 100 MB.
    2025-08: processed, as `detainers-latest` in several formats.
    2026-03-11: ICE's files of each fiscal year, "Redacted", six rows above the header; one of the
        day of birth, the facility's code and the identifier goes or comes with each release.
    2026: `detainers-latest` as Parquet alone; both rows of a pair are marked as likely duplicates
        (`duplicate_likely`), one of them as the one to drop (`duplicate_drop_row`).
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from jobs.readers.detainer_columns import Field
from jobs.readers.detainer_files import DetainerFile, Record, open_detainers
from jobs.readers.lift_reasons import is_known, is_refusal
from jobs.readers.release_links import release_links
from models.listings import comparable, iso_day
from models.place_states import state_code
from models.values import (
    Document,
    Edition,
    Limits,
    Link,
    Listing,
    ListingKind,
    Period,
    Source,
    SourceKind,
)

TOMORROW = timedelta(days=1)
"""A day later than ours may have begun elsewhere."""

FEWEST_COPIED = 5
"""Refusals of a sheet below which they may stand in another one by chance."""

_DETAINERS = re.compile(r"detainer", re.IGNORECASE)
_READ = (
    Field.ISSUED,
    Field.STATE,
    Field.AOR,
    Field.AGENCY,
    Field.CITY,
    Field.CITIZENSHIP,
    Field.CHARGE,
    Field.CRIMINALITY,
    Field.REASON,
)
_BESIDE = {"city": Field.CITY, "aor": Field.AOR, "facility_code": Field.CODE}
_REPEATED = "The Deportation Data Project marks this row as likely to repeat another of the same person."


def links(landing: Document) -> list[Link]:
    """Return the links to releases: the latest alone where one is called so."""
    return release_links(landing, _DETAINERS)


def parse(document: Document) -> Edition:
    """Read one release, row by row.

    Args:
        document: XLSX or Parquet, by its bytes.

    Returns:
        A refusal for each row that was declined by the agency. The period runs from the first to
        the last day of all rows, refusals or not: on those days the release knows of every detainer.

    Raises:
        UnreadableDocument: Neither XLSX nor Parquet, cut off, encrypted or damaged.
    """
    file = open_detainers(document.body)
    listings: list[Listing] = []
    days, reasons = Counter[str](), Counter[str]()
    for position, record in file.rows:
        days[record.get(Field.ISSUED, "")] += 1
        said = [record[name] for name in (Field.REASON, Field.REASON_2) if name in record]
        reasons.update(said or [""])
        if any(map(is_refusal, said)):
            listings.append(_listing(position, record))
    return Edition(
        source=SOURCE.name,
        listings=tuple(listings),
        published=document.published,
        period=_period(days, document.observed.date()),
        caveats=(SOURCE.caveat, _numbers(days, reasons, listings), *file.skipped),
        questions=tuple(_questions(reasons, listings, days, document.observed.date())),
        problems=(*_problems(file, days), *_copied_sheets(listings)),
        transcription=document.transcription,
        partial=document.partial,
        columns=tuple(file.columns),
    )


def _problems(file: DetainerFile, days: Counter[str]) -> Iterator[str]:
    yield from file.problems
    if days and not _read(days):
        yield "No row has a day that can be read."


def _copied_sheets(listings: Sequence[Listing]) -> Iterator[str]:
    """Yield each sheet that only says again what another one says: its rows would be news, told twice."""
    sheets: dict[str, Counter[str]] = {}
    for row in listings:
        sheets.setdefault(row.position.rpartition(" row ")[0], Counter())[row.as_read] += 1
    original = list(sheets)
    for name, rows in reversed(sheets.items()):
        others = (other for other in original if other != name)
        whole = next((other for other in others if rows <= sheets[other]), None)
        if rows.total() >= FEWEST_COPIED and whole:
            original.remove(name)
            yield f"All {rows.total():,} refusals of {name} stand in {whole} too: a sheet was copied."


def _listing(position: str, record: Record) -> Listing:
    charge = record.get(Field.CHARGE)
    printed = (charge, record.get(Field.CRIMINALITY))
    beside = {name: record[field] for name, field in _BESIDE.items() if field in record}
    if Field.CONVICTED in record:
        beside["conviction_date"] = "given"
    repeated = comparable(record.get(Field.REPEATED, "")) in {"true", "yes", "1"}
    return Listing(
        kind=ListingKind.REFUSAL,
        fields={
            "agency": record.get(Field.AGENCY),
            "citizenship": record.get(Field.CITIZENSHIP),
            "offense": charge,
            "disposition": _disposition(record) if charge else None,
            "issued": record.get(Field.ISSUED),
            "declined": None,
            "activity_as_printed": " | ".join(filter(None, printed)) or None,
        },
        state=state_code(record.get(Field.STATE, "")),
        position=position,
        as_read=" | ".join(record[field] for field in _READ if field in record),
        annotations=beside,
        notes=(_REPEATED,) if repeated else (),
    )


def _disposition(record: Record) -> str | None:
    """Return `conviction` where a row gives the day of it, `charge` where it says pending, else None."""
    if Field.CONVICTED in record:
        return "conviction"
    return "charge" if "pending" in record.get(Field.CRIMINALITY, "").lower() else None


def _read(days: Counter[str]) -> Counter[date]:
    """Return in how many rows each day stands, of those that could be read."""
    read = Counter[date]()
    for text, number in days.items():
        if day := iso_day(text):
            read[day] += number
    return read


def _period(days: Counter[str], today: date) -> Period | None:
    """Return the first and last day of a release, without the few that have not come yet."""
    read = _read(days)
    come = [day for day in read if day <= today + TOMORROW] or list(read)
    return Period(min(come), max(come)) if come else None


def _numbers(days: Counter[str], reasons: Counter[str], listings: Sequence[Listing]) -> str:
    rows, blank = days.total(), reasons[""]
    return (
        f"The release holds {rows:,} detainers: {len(listings):,} declined by the agency, "
        f"{rows - blank - len(listings):,} lifted for other reasons, {blank:,} without a reason."
    )


def _questions(
    reasons: Counter[str], listings: Sequence[Listing], days: Counter[str], today: date
) -> Iterator[str]:
    for reason in sorted(reasons):
        if reason and not is_known(reason):
            yield f"The lift reason {reason!r} was not met before; its rows are not taken for refusals."
    later = sum(number for day, number in _read(days).items() if day > today + TOMORROW)
    if later:
        rows = "1 row" if later == 1 else f"{later:,} rows"
        yield f"Days that have not come yet stand in {rows}; the period leaves them out."
    strange = sum(not row.state for row in listings)
    if strange:
        refusals = "1 refusal" if strange == 1 else f"{strange:,} refusals"
        yield f"The facility's state is blank, or no state, in {refusals}."


SOURCE = Source(
    name="ddp_detainers",
    kind=SourceKind.EVENT,
    publisher="U.S. Immigration and Customs Enforcement, by the Deportation Data Project",
    short="ICE via DDP",
    title="ICE detainer records (Deportation Data Project)",
    address="https://deportationdata.org/data/ice.html",
    every=timedelta(hours=6),
    caveat=(
        "ICE's own records, made anonymous by ICE and released by the Deportation Data Project; days are "
        "those of issue. Old records change from release to release, and one without a lift reason may "
        "be of a person still in custody: it is not counted as honored."
    ),
    floor=3,
    parse=parse,
    links=links,
    cumulative=True,
    limits=Limits(megabytes=300, download_seconds=900, reading_seconds=900),
)
