"""Rows as CSV that a spreadsheet opens without running anything in it."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from models.bulletin import ToldRow
from models.listings import FIELDS
from models.values import ListingKind

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Starts that a spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection."""

DOUBTS = ("notes", "check_first")
"""Columns of what is to be known of a row before it is believed."""


def written(head: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Return rows as CSV text with a heading line; a cell that starts like a formula gets an apostrophe.

    Args:
        head: Names of the columns; other keys of the rows are left out.
        rows: Values by column; None is an empty cell.
    """
    text = io.StringIO()
    table = csv.DictWriter(text, head, extrasaction="ignore", lineterminator="\r\n")
    table.writeheader()
    table.writerows({key: _harmless(row.get(key)) for key in head} for row in rows)
    return text.getvalue()


def _harmless(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) else text


def exported(rows: Sequence[ToldRow], lists: Sequence[str] = ()) -> str:
    """Return changed rows as CSV: what happened, where it stands, then every field as printed.

    Args:
        rows: Of one list, or of several.
        lists: Of several, the publisher of each row.
    """
    kinds = sorted({row.kind for row in rows}, key=list(ListingKind).index)
    names = list(dict.fromkeys(name for kind in kinds for name in FIELDS[kind]))
    head = ["change", "kind", "state", "places", *names, "changed", "page", "position", "as_read", *DOUBTS]
    if not lists:
        return written(head, (_row(row) for row in rows))
    whose = zip(lists, rows, strict=True)
    return written(["list", *head], ({"list": short, **_row(row)} for short, row in whose))


def _row(row: ToldRow) -> dict[str, object]:
    return {
        **row.fields,
        "change": f"{row.change.value}, recorded late" if row.late else row.change.value,
        "kind": row.kind.value,
        "state": row.state,
        "places": "; ".join(row.places) or row.unresolved,
        "changed": "; ".join(f"{field}: {before} → {after}" for field, before, after in row.differences),
        "page": row.page,
        "position": row.position,
        "as_read": row.as_read,
        "notes": " ".join(row.notes),
        "check_first": row.check_first,
    }
