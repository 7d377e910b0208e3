"""What a check would find and do: read, placed, compared and judged, and nothing of it written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from models.alerts import Alert
from models.change_rows import joined
from models.changes import Change, Row
from models.exports import ChangeTold, Placed
from models.listing_rows import columns_of
from models.publication import Publication
from models.tables import ChangeRow, ListingRow
from models.values import ChangeKind, Outcome


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would become of one document of a source.

    Attributes:
        source: Name of the source.
        status: As of a check: `published`, `unchanged`, `held`, `back` or `failed`.
        address: Where the document is; the page of links when that can't be read.
        reasons: Why it would be held, or why it can't be read, each a sentence.
        work: The edition with its places and changes; None when there is no document to read.
        alerts: Who would be told; nobody but operators of an edition that would be held.
    """

    source: str
    status: str
    address: str
    reasons: tuple[str, ...] = ()
    work: Publication | None = None
    alerts: tuple[Alert, ...] = ()

    @property
    def rows(self) -> list[Placed]:
        """The rows as they would be stored."""
        return [self._placed(row) for row in self.work.rows] if self.work else []

    @property
    def changes(self) -> list[ChangeTold]:
        """The changes as they would be stored; their edition has no number yet."""
        return [self._told(change, self.work) for change in self.work.changes] if self.work else []

    @property
    def counts(self) -> Counter[ChangeKind]:
        """Changes by kind."""
        return Counter(change.kind for change in self.work.changes) if self.work else Counter()

    @property
    def outcomes(self) -> Counter[Outcome]:
        """Rows by what the resolver made of their place."""
        return Counter(row.resolution.outcome for row in self.work.rows) if self.work else Counter()

    def unresolved(self) -> Iterator[Row]:
        """Yield the rows whose place is ambiguous or unknown, each name of a state once."""
        seen = set()
        for row in self.work.rows if self.work else ():
            name = (row.listing.as_read, row.listing.state)
            if row.resolution.outcome is not Outcome.RESOLVED and name not in seen:
                seen.add(name)
                yield row

    def _placed(self, row: Row) -> Placed:
        period = self.work.covered if self.work else None
        return Placed(ListingRow(**columns_of(row, period)), row.resolution.places)

    def _told(self, change: Change, work: Publication) -> ChangeTold:
        stored = ChangeRow(
            source=self.source,
            edition=0,
            observed=work.document.observed,
            kind=change.kind.value,
            differences=[asdict(difference) for difference in change.differences],
            states=joined(change.states),
            possibly_same=change.possibly_same,
            late=change.late,
        )
        before, after = (self._placed(row) if row else None for row in (change.before, change.after))
        return ChangeTold(stored, before, after)
