"""A CSV of cited facts → listings, in the words that the live sources' parsers use.

Every row carries the page that it was copied from: its own column `source_page`, else the
page that the catalogue cites for the whole file. Text stays as printed, misprints included.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import datetime

from models.domain import Listing, ListingKind, Period, collapse
from models.places import state_code

CITED = "cited"
"""The annotation that holds the address of the page that a row was copied from."""
CORRECTED_BY = "correction"
"""The annotation that holds the address of the page that corrects a row."""

Row = Mapping[str, str]

_AOR = re.compile(r"^(?P<jurisdiction>.*?)\s*\((?P<aor>[^()]*)\)$")
_MONTHS = ("%B %Y", "%b-%y")


def read_rows(body: bytes) -> list[dict[str, str]]:
    """Return the rows of a CSV with a header line, UTF-8."""
    return list(csv.DictReader(io.StringIO(body.decode("utf-8"), newline="")))


def write_rows(rows: Iterable[Row], columns: Iterable[str]) -> bytes:
    """Return rows as a CSV with a header line, UTF-8: the bytes that an edition of facts keeps."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode("utf-8")


def designations(rows: Iterable[Row], cited: str) -> tuple[Listing, ...]:
    """Return places by heading: columns `heading`, `name` and, where the list has it, `state`."""
    return tuple(
        Listing(
            kind=ListingKind.DESIGNATION,
            fields={"name": row["name"], "heading": row["heading"]},
            state=state_code(row["state"]) if "state" in row else state_in(row["name"]),
            section=row["heading"],
            position=f"item {number}",
            as_read=row["name"],
            annotations=_annotations(row, cited, "fidelity"),
            notes=_notes(row),
        )
        for number, row in enumerate(rows, 1)
    )


def tallies(rows: Iterable[Row], cited: str, period: Period, measure: str) -> tuple[Listing, ...]:
    """Return counts by agency: `agency`, `state`, `count`, and `measure` unless one is given for all."""
    return tuple(
        Listing(
            kind=ListingKind.TALLY,
            fields={
                "agency": collapse(row["agency"]),
                "count": int(row["count"]),
                "measure": measure or row["measure"],
                "period": str(period),
            },
            state=state_code(row["state"]),
            section=f"Section {row['section']}" if row.get("section") else "",
            position=f"line {row['line']}" if row.get("line") else "",
            as_read=" | ".join(filter(None, (collapse(row["agency"]), row["state"], row["count"]))),
            annotations=_annotations(row, cited, "city", "rank"),
            notes=_notes(row),
        )
        for row in rows
    )


def policies(rows: Iterable[Row], cited: str) -> tuple[Listing, ...]:
    """Return a table made like ICE's Section III: `jurisdiction`, `enacted`, `policy`, `criteria`."""
    return tuple(_policy(number, row, cited) for number, row in enumerate(rows, 1))


def _policy(number: int, row: Row, cited: str) -> Listing:
    printed = [collapse(row[name]) for name in ("jurisdiction", "enacted", "policy", "criteria")]
    place, enacted, policy, criteria = printed
    match = _AOR.match(place)
    jurisdiction = match["jurisdiction"] if match else place
    return Listing(
        kind=ListingKind.POLICY,
        fields={
            "jurisdiction": jurisdiction,
            "aor": match["aor"] if match else "",
            "enacted": _month(enacted),
            "enacted_as_printed": enacted,
            "policy": policy,
            "criteria": criteria,
        },
        state=state_in(jurisdiction),
        position=f"row {number}",
        as_read=" | ".join(printed),
        annotations=_annotations(row, cited),
        notes=_notes(row),
    )


def _month(printed: str) -> str | None:
    """Return `2014-09` for `Sep-14` or `September 2014`; None for what is no month."""
    for form in _MONTHS:
        try:
            return f"{datetime.strptime(printed, form):%Y-%m}"  # noqa: DTZ007 - a month, not a time
        except ValueError:
            continue
    return None


def state_in(name: str) -> str:
    """Return the USPS code of the state that ends a name (`Boston, MA`), or is it; else nothing."""
    return state_code(name.rpartition(",")[2])


def _annotations(row: Row, cited: str, *columns: str) -> dict[str, str]:
    annotations = {CITED: row.get("source_page") or cited, CORRECTED_BY: row.get("correction_page", "")}
    annotations |= {column: row.get(column, "") for column in columns}
    return {name: value for name, value in annotations.items() if value}


def _notes(row: Row) -> tuple[str, ...]:
    return tuple(filter(None, (row.get("note"),)))
