"""What a check would find and do: read, placed, compared and judged, and nothing of it written."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from sqlmodel import Session

from models.domain import Alert, Change, ChangeKind, Fact, Happened, Outcome, Row
from models.editions.publication import Publication
from models.editions.row_writer import period_of_row, tally_of
from models.queries import StoredFacts


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would become of one document of a source.

    Attributes:
        source: Name of the source.
        status: As of a check: `published`, `unchanged`, `held`, `back` or `failed`.
        address: Where the document is; the page of links when that can't be read.
        reasons: Why it would be held, or why it can't be read, each a sentence.
        work: The edition with its changes; None when there is no document to read.
        placed: Its rows with their places, in the order of the document.
        alerts: Who would be told; nobody but operators of an edition that would be held.
    """

    source: str
    status: str
    address: str
    reasons: tuple[str, ...] = ()
    work: Publication | None = None
    alerts: tuple[Alert, ...] = ()
    placed: tuple[Row, ...] = ()

    @property
    def rows(self) -> list[Fact]:
        """The rows as they would be stored."""
        if self.work is None:
            return []
        marked = zip(self.placed, self.work.listed.marks, strict=True)
        return [replace(_fact(row, self.work), mark=mark) for row, mark in marked]

    @property
    def changes(self) -> list[Happened]:
        """The changes as they would be stored; their edition has no number yet."""
        return [_happened(change, self.work) for change in self.work.changes] if self.work else []

    @property
    def counts(self) -> Counter[ChangeKind]:
        """Changes by kind."""
        return Counter(change.told_as for change in self.work.changes) if self.work else Counter()

    @property
    def missing(self) -> int:
        """Rows that its list would lack, which isn't confirmed yet."""
        standing = self.work.compared.step.state.standing if self.work else {}
        return sum(len(equal) for equal in standing.values() if all(each.lacking for each in equal))

    @property
    def outcomes(self) -> Counter[Outcome]:
        """Rows by what the resolver made of their place."""
        return self.work.compared.outcomes if self.work else Counter()

    def unresolved(self) -> Iterator[Row]:
        """Yield the rows whose place is ambiguous or unknown, each name of a state once."""
        seen = set()
        for row in self.placed:
            name = (row.listing.as_read, row.listing.state)
            if row.resolution.outcome is not Outcome.RESOLVED and name not in seen:
                seen.add(name)
                yield row


def rows_of(session: Session, work: Publication) -> tuple[Row, ...]:
    """Return every row of an edition with its place, in the order of the document."""
    facts = StoredFacts(session, work.source, work.series, work.place, work.compared.rows)
    rows = facts.rows(work.listed.wordings)
    numbered = zip(work.listed.wordings, work.listed.pages, work.listed.positions, strict=True)
    return tuple(
        replace(
            rows[wording],
            ordinal=ordinal,
            listing=replace(rows[wording].listing, page=page, position=position),
        )
        for ordinal, (wording, page, position) in enumerate(numbered, start=1)
    )


def _fact(row: Row, work: Publication) -> Fact:
    """Return a row as people's side would get it; a row that stands keeps its number."""
    listing, found = row.listing, row.resolution
    count, measure = tally_of(listing)
    first, last = period_of_row(listing, work.covered)
    published, observed = work.edition.published, work.shown
    return Fact(
        listing=row.stored,
        source=work.source,
        series=work.series,
        kind=listing.kind,
        state=listing.state,
        page=listing.page,
        position=listing.position,
        as_read=listing.as_read,
        fields=listing.fields,
        annotations=listing.annotations,
        notes=tuple(listing.notes),
        count=count,
        measure=measure,
        first=first,
        last=last,
        edition=0,
        address=work.document.address,
        sha256=work.sha256,
        published=published,
        observed=observed,
        transcription=work.edition.transcription,
        since_published=published,
        since_observed=observed,
        check_first=row.check_first,
        capture=work.document.capture,
        section=listing.section,
        outcome=found.outcome,
        reason=found.reason,
        repaired=found.repaired,
        scope=found.scope,
        places=found.places,
        ordinal=row.ordinal,
    )


def _happened(change: Change, work: Publication) -> Happened:
    return Happened(
        number=0,
        source=work.source,
        kind=change.told_as,
        edition=0,
        published=work.edition.published,
        observed=work.shown,
        before=_fact(change.before, work) if change.before else None,
        after=_fact(change.after, work) if change.after else None,
        differences=tuple((each.field, each.before, each.after) for each in change.differences),
        late=change.late,
        possibly_same=change.possibly_same,
        address=work.document.address,
        transcription=work.edition.transcription,
    )
