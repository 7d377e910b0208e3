"""What a check is given, and what it reports."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine

from jobs.fetching import Fetcher
from jobs.readers import Parser
from models.config import Settings
from models.domain import ChangeKind, Outcome, Source
from models.places import Gazetteer

ROW_CHANGES = (
    ChangeKind.ADDED,
    ChangeKind.REMOVED,
    ChangeKind.CORRECTED,
    ChangeKind.MOVED,
    ChangeKind.NEWLY_KNOWN,
)


@dataclass(frozen=True)
class CheckContext:
    """What a check needs; the composition root fills it.

    Attributes:
        clock: The time now, UTC.
        fetcher: None where nothing is fetched (`import`, the first load of the history).
        settle: How long the alerts of an edition wait for one that replaces it; only of what a check
            fetches.
        quiet: Nobody is told what comes in: neither channels nor operators.
    """

    engine: Engine
    settings: Settings
    sources: Mapping[str, Source]
    gazetteer: Gazetteer
    parser: Parser
    clock: Callable[[], datetime]
    fetcher: Fetcher | None = None
    settle: timedelta = timedelta(0)
    quiet: bool = False

    def read_by(self, name: str) -> Source:
        """Return the source whose documents a source reads: mostly its own."""
        return self.sources[self.sources[name].reads or name]

    def reading(self, source: Source) -> list[str]:
        """Return the names of the sources that read a source's documents, its own first."""
        return [source.name, *(each.name for each in self.sources.values() if each.reads == source.name)]

    def beside(self, source: Source) -> list[str]:
        """Return the names of the other sources that are read from the same documents as one."""
        return [name for name in self.reading(self.read_by(source.name)) if name != source.name]


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A person's word that a held edition is published: its id, who said so, its place in the log (UTC)."""

    edition: int
    by: str
    place: datetime


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What became of one edition: an object of `check --json` and `import --json`.

    Attributes:
        source: Name of the source.
        status: `published`, `unchanged`, `held`, `withdrawn`, `back` or `failed`; of a scout also `leads`,
            of a file that was taken in before `known`.
        edition: Its id; of the last accepted one when nothing changed.
        rows: Rows of the document; zero when unchanged.
        counts: Changes by kind; each row of difference counts once.
        places: Rows by what the resolver made of them.
        reasons: Why it was held or failed, each a sentence.
        missing: Rows that its list lacks, which isn't confirmed yet: they stand.
    """

    source: str
    status: str
    edition: int | None = None
    rows: int = 0
    counts: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(map(str, ROW_CHANGES), 0))
    places: Mapping[str, int] = field(default_factory=lambda: dict.fromkeys(map(str, Outcome), 0))
    reasons: tuple[str, ...] = ()
    missing: int = 0
