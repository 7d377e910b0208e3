"""Rows as CSV that a spreadsheet opens without running anything in it, each with where it stands."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from bot.answers import Answer
from bot.blocks.shared import stated_row
from bot.words import CHANGE_HEADERS, CSV_HEADERS, row_csv
from models.domain import Fact, ListRow, ListSeen, day_in

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Starts that a spreadsheet takes for a formula: https://owasp.org/www-community/attacks/CSV_Injection."""


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


def exported(rows: Sequence[ListRow], *, changes: bool = True) -> str:
    """Return rows as CSV, in the columns that spreadsheets rely on: what each says, where it stands, how.

    Args:
        rows: Of one list, or of several.
        changes: They are changed rows: the first column says what became of each.
    """
    return written(CHANGE_HEADERS if changes else CSV_HEADERS, map(row_csv, rows))


def facts_as_csv(facts: Sequence[Fact], answer: Answer) -> str:
    """Return the rows behind an answer as CSV text with a heading line, safe for a spreadsheet."""
    return exported([_stated(fact, answer) for fact in facts], changes=False)


def _stated(fact: Fact, answer: Answer) -> ListRow:
    source = answer.sources[fact.source]
    fresh = answer.freshness.get(fact.source)
    succeeded = fresh.succeeded if fresh else None
    seen = max(succeeded, fact.observed) if succeeded else fact.observed
    gone = fresh.withdrawn if fresh else None
    on = ListSeen(
        source,
        fact.published,
        day_in(answer.zone, seen),
        copied=bool(fact.transcription),
        taken_down=day_in(answer.zone, gone) if gone else None,
        suspended=fresh.suspended(answer.zone) if fresh else None,
    )
    return stated_row(fact, on, answer.zone)
