"""A `[[sources]]` entry that names the columns of a table → the same Source as a module's."""

import re
from datetime import timedelta

from jobs.readers import read_corrections
from jobs.readers.text import names_persons
from models.config import PlainSource
from models.domain import Reader, Source, comparable
from models.errors import SettingsError

HOURLY = 60.0
"""Minutes between two checks of a table whose entry doesn't say."""


def source_of(entry: PlainSource) -> Source:
    """Return what an entry describes, to be watched as any module's source.

    Raises:
        SettingsError: It would keep a column that names persons, or its corrections are wrong.
    """
    _keep_no_person(entry)
    about = re.compile(entry.links, re.IGNORECASE)
    return Source(
        name=entry.name,
        kind=entry.kind,
        publisher=entry.publisher,
        short=entry.short or entry.publisher,
        title=entry.title,
        address=entry.address,
        every=timedelta(minutes=entry.every_minutes or HOURLY),
        caveat=entry.caveat or "As its publisher prints it; what it leaves out is not known.",
        floor=1 if entry.floor is None else entry.floor,
        parse=Reader("jobs.sources.described_table.reader:parse", (entry,)),
        links=Reader("jobs.readers.html:matching_links", (about,)) if entry.links else None,
        gone_after=entry.gone_after or 3,
        gone_for=timedelta(minutes=180 if entry.gone_for_minutes is None else entry.gone_for_minutes),
        cumulative=entry.cumulative,
        removals=entry.removals or "at once",
        enabled=entry.enabled,
        fallback=entry.fallback or "",
        corrections=read_corrections(entry.corrections) if entry.corrections else (),
    )


def _keep_no_person(entry: PlainSource) -> None:
    for header in (*entry.columns.values(), *entry.keep):
        if names_persons(header) and comparable(header) not in {"name", "names"}:
            raise SettingsError(
                f"The [[sources]] entry {entry.name!r} keeps the column {header!r}, which names persons.",
                "Take it away: the desk never keeps who a detainer was for.",
            )
