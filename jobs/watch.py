"""What a check is given, and what it reports."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine

from jobs.fetch import Fetcher
from jobs.parse import Parser
from models.places import Gazetteer
from models.settings import Settings
from models.values import ChangeKind, Outcome, Source

ROW_CHANGES = (
    ChangeKind.ADDED,
    ChangeKind.REMOVED,
    ChangeKind.CORRECTED,
    ChangeKind.MOVED,
    ChangeKind.NEWLY_KNOWN,
)


@dataclass(frozen=True)
class Watch:
    """What a check needs; the composition root fills it.

    Attributes:
        clock: The time now, UTC.
        fetcher: None where nothing is fetched (`import`, the first load of the history).
        settle: How long the alerts of an edition wait for one that replaces it; only of what a check
            fetches.
    """

    engine: Engine
    settings: Settings
    sources: Mapping[str, Source]
    gazetteer: Gazetteer
    parser: Parser
    clock: Callable[[], datetime]
    fetcher: Fetcher | None = None
    settle: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Decision:
    """A person's word that a held edition is published: its id, and who said so."""

    edition: int
    by: str


def _zeros(names: Iterable[str]) -> Mapping[str, int]:
    return dict.fromkeys(names, 0)


@dataclass(frozen=True, slots=True)
class Report:
    """What became of one edition: an object of `check --json` and `import --json`.

    Attributes:
        source: Name of the source.
        status: `published`, `unchanged`, `held`, `withdrawn`, `back` or `failed`; of a scout also `leads`.
        edition: Its id; of the last accepted one when nothing changed.
        rows: Rows of the document; zero when unchanged.
        counts: Changes by kind; each row of difference counts once.
        places: Rows by what the resolver made of them.
        reasons: Why it was held or failed, each a sentence.
    """

    source: str
    status: str
    edition: int | None = None
    rows: int = 0
    counts: Mapping[str, int] = field(default_factory=lambda: _zeros(ROW_CHANGES))
    places: Mapping[str, int] = field(default_factory=lambda: _zeros(Outcome))
    reasons: tuple[str, ...] = ()
