"""Which days an event edition of a described table covers."""

import re
from collections.abc import Sequence
from datetime import date
from urllib.parse import unquote

from jobs.readers.plain_rows import day_of, span_of
from jobs.readers.printed_dates import find_period
from jobs.readers.text_table import Headed
from models.listings import comparable
from models.settings_sources import PlainSource
from models.values import Document, Period, SourceKind

_ISO = re.compile(r"(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)")


def period_of(entry: PlainSource, tables: Sequence[Headed], document: Document) -> Period | None:
    """Return the days that an event edition covers: by its dates, else by its address and its text."""
    if entry.kind is not SourceKind.EVENT:
        return None
    title = entry.period or entry.columns.get("period")
    if not title:
        named = " ".join((unquote(document.address), *(table.before for table in tables)))
        return find_period(named) or _between(set(map(day_of, _ISO.findall(named))))
    header = comparable(title)
    places = [(table, list(map(comparable, table.headers)).index(header)) for table in tables]
    printed = {line.cells[place] for table, place in places for line in table.lines}
    spans = [span for span in map(span_of, printed) if span]
    return Period(min(s.first for s in spans), max(s.last for s in spans)) if spans else None


def _between(days: set[date | None]) -> Period | None:
    """Return the period that two days name, and no other number of them."""
    known = sorted(day for day in days if day)
    return Period(*known) if len(known) == len(("first", "last")) else None
