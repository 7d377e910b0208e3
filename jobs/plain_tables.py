"""A `[[sources]]` entry that names the columns of a table → the same Source as a module's."""

import re
from datetime import timedelta
from functools import partial

from jobs.corrections_file import read_corrections
from jobs.readers.columns import Column, meaning
from jobs.readers.plain_table import parse
from jobs.readers.report_links import matching_links
from models.errors import SettingsError
from models.listings import comparable
from models.settings_sources import PlainSource
from models.values import Source

HOURLY = 60.0
"""Minutes between two checks of a table whose entry doesn't say."""


def source_of(entry: PlainSource) -> Source:
    """Return what an entry describes, to be watched as any module's source.

    Raises:
        SettingsError: It would keep a column that names persons, or its corrections are wrong.
    """
    _keep_no_person(entry)
    return Source(
        name=entry.name,
        kind=entry.kind,
        publisher=entry.publisher,
        short=entry.short or entry.publisher,
        title=entry.title,
        address=entry.address,
        every=timedelta(minutes=entry.every_minutes or HOURLY),
        caveat=entry.caveat or f"As {entry.publisher} prints it; what it leaves out is not known.",
        floor=1 if entry.floor is None else entry.floor,
        parse=partial(parse, entry),
        links=partial(matching_links, about=re.compile(entry.links, re.IGNORECASE)) if entry.links else None,
        gone_after=entry.gone_after or 3,
        gone_for=timedelta(minutes=180 if entry.gone_for_minutes is None else entry.gone_for_minutes),
        cumulative=entry.cumulative,
        fallback=entry.fallback or "",
        corrections=read_corrections(entry.corrections) if entry.corrections else (),
    )


def _keep_no_person(entry: PlainSource) -> None:
    for header in (*entry.columns.values(), *entry.keep):
        if meaning(header) is Column.PERSON and comparable(header) not in {"name", "names"}:
            raise SettingsError(
                f"The [[sources]] entry {entry.name!r} keeps the column {header!r}, which names persons.",
                "Take it away: the desk never keeps who a detainer was for.",
            )
