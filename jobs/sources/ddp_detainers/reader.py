"""A release of detainer records → an edition of the refusals in it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from jobs.sources.ddp_detainers.columns import Field, is_known, is_refusal
from jobs.sources.ddp_detainers.files import DetainerFile, Record, open_detainers
from jobs.sources.ddp_detainers.links import release_links
from jobs.sources.ddp_detainers.source import SOURCE
from models.domain import (
    ABSENT,
    Absent,
    Document,
    Edition,
    Link,
    ListingKind,
    Period,
    Reading,
    Repeated,
    comparable,
    iso_day,
    mapped,
)
from models.places import state_code

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
    positions: list[str] = []
    refused: list[Record] = []
    days, reasons = Counter[str](), Counter[str]()
    for position, record in file.rows:
        days[record.get(Field.ISSUED, "")] += 1
        given = [record[name] for name in (Field.REASON, Field.REASON_2) if name in record]
        reasons.update(given or [""])
        if any(map(is_refusal, given)):
            positions.append(position)
            refused.append(record)
    listings = _refusals(positions, refused)
    return Edition(
        source=SOURCE.name,
        listings=listings,
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


def _copied_sheets(listings: Reading) -> Iterator[str]:
    """Yield each sheet that only says again what another one says: its rows would be news, told twice."""
    sheets: dict[str, Counter[str]] = {}
    for position, text in zip(listings.positions, listings.as_read, strict=True):
        sheets.setdefault(position.rpartition(" row ")[0], Counter())[text] += 1
    original = list(sheets)
    for name, rows in reversed(sheets.items()):
        others = (other for other in original if other != name)
        whole = next((other for other in others if rows <= sheets[other]), None)
        if rows.total() >= FEWEST_COPIED and whole:
            original.remove(name)
            yield f"All {rows.total():,} refusals of {name} stand in {whole} too: a sheet was copied."


def _refusals(positions: Sequence[str], records: Sequence[Record]) -> Reading:
    """Return the records of refusals as the columns of a list."""
    charges = [record.get(Field.CHARGE) for record in records]
    printed = [(record.get(Field.CHARGE), record.get(Field.CRIMINALITY)) for record in records]
    convicted: list[str | Absent] = ["given" if Field.CONVICTED in record else ABSENT for record in records]
    beside = {name: [record.get(field, ABSENT) for record in records] for name, field in _BESIDE.items()}
    return Reading(
        Repeated(ListingKind.REFUSAL, len(records)),
        {
            "agency": [record.get(Field.AGENCY) for record in records],
            "citizenship": [record.get(Field.CITIZENSHIP) for record in records],
            "offense": charges,
            "disposition": [_disposition(record) if record.get(Field.CHARGE) else None for record in records],
            "issued": [record.get(Field.ISSUED) for record in records],
            "declined": Repeated(None, len(records)),
            "activity_as_printed": [" | ".join(filter(None, both)) or None for both in printed],
        },
        mapped(state_code, [record.get(Field.STATE, "") for record in records]),
        positions=positions,
        as_read=[" | ".join(record[field] for field in _READ if field in record) for record in records],
        annotations={**beside, "conviction_date": convicted},
        notes=mapped(_on_repeats, [record.get(Field.REPEATED, "") for record in records]),
    )


def _on_repeats(marked: str) -> tuple[str, ...]:
    return (_REPEATED,) if comparable(marked) in {"true", "yes", "1"} else ()


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


def _numbers(days: Counter[str], reasons: Counter[str], listings: Reading) -> str:
    rows, blank = days.total(), reasons[""]
    return (
        f"The release holds {rows:,} detainers: {len(listings):,} declined by the agency, "
        f"{rows - blank - len(listings):,} lifted for other reasons, {blank:,} without a reason."
    )


def _questions(reasons: Counter[str], listings: Reading, days: Counter[str], today: date) -> Iterator[str]:
    for reason in sorted(reasons):
        if reason and not is_known(reason):
            yield f"The lift reason {reason!r} was not met before; its rows are not taken for refusals."
    later = sum(number for day, number in _read(days).items() if day > today + TOMORROW)
    if later:
        rows = "1 row" if later == 1 else f"{later:,} rows"
        yield f"Days that have not come yet stand in {rows}; the period leaves them out."
    strange = sum(not state for state in listings.states)
    if strange:
        refusals = "1 refusal" if strange == 1 else f"{strange:,} refusals"
        yield f"The facility's state is blank, or no state, in {refusals}."
