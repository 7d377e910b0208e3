"""A desk's store that is handed a source's log and asked what it makes of it, as the oracle is."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models.config import Newsroom
from models.db import ChangeRow, EditionRow, ListingRow, reading
from models.domain import (
    ChangeKind,
    Document,
    Edition,
    Fact,
    Listing,
    ListingKind,
    Mark,
    Reading,
    Resolution,
    Row,
    end_of,
    key,
)
from models.editions import (
    Publication,
    Rules,
    compare_edition,
    first_printed,
    hold,
    keep_document,
    listed_in,
    publish,
    reject,
    series_of,
    sha256,
    stored_printings,
)
from models.queries import (
    as_edition,
    counts_in,
    free_place,
    listings_of,
    log_of,
    net_changes,
    sides_of,
    standing_of,
    stands_in,
)
from tests.support.oracle import Entry, Happening, Shown, Stood

SOURCE = "logged"


class LoggedDesk:
    """The store as `tests.support.oracle.Answering` asks it.

    Args:
        engine: A database of its own.
        kind: `state`, `confirmed`, `event` or `cumulative`.
        resolve: Gives the place of a row.
        areas: GEOIDs and USPS codes whose rows are counted.
    """

    def __init__(
        self, engine: Engine, kind: str, resolve: Callable[[Listing], Resolution], areas: Sequence[str]
    ) -> None:
        self.engine, self.kind, self.resolve, self.areas = engine, kind, resolve, areas
        self._editions: dict[int, int] = {}
        self._held: dict[int, Publication] = {}

    def take(self, entry: Entry) -> None:
        """Publish an entry, hold it, or hold and reject it."""
        work = self._read(entry)
        if entry.decision == "accepted":
            self._publish(entry.name, work)
            return
        number = hold(
            self.engine, self._compared(work), [f"Entry {entry.name} is held."], Newsroom(), entry.stood
        )
        if entry.decision == "rejected":
            reject(self.engine, number, "U1", entry.stood)
        self._held[entry.name] = replace(work, held=number, decided_by="U1")

    def accept(self, name: int) -> None:
        """Accept one that is held."""
        self._publish(name, self._held[name])

    def _read(self, entry: Entry) -> Publication:
        event = self.kind == "event"
        document = Document(f"{entry.name}".encode(), "https://publisher.example/list", entry.stood)
        keep_document(self.engine, document, SOURCE)
        rows = Reading.joined((Reading.of(entry.struck).marked(Mark.STRUCK), Reading.of(entry.rows)))
        edition = Edition(SOURCE, rows, period=entry.period, partial=entry.partial, gone=entry.said_off)
        return Publication(
            SOURCE,
            document,
            sha256(document),
            edition,
            series_of(edition, event=event),
            listed_in(edition),
            Rules(self.kind == "cumulative", covers=event, confirmed=self.kind == "confirmed"),
            entry.stood,
        )

    def _compared(self, work: Publication) -> Publication:
        with reading(self.engine) as session:
            place = free_place(session, SOURCE, work.series, work.place, except_for=work.held)
            work = replace(work, place=place)
            stored = stored_printings(session, work)
            first = first_printed(work, stored)
            rows = {wording: self._row(work.listed[number]) for wording, number in first.items()}
            return replace(work, compared=compare_edition(session, work, rows, stored))

    def _row(self, listing: Listing) -> Row:
        return Row(listing, key(listing), self.resolve(listing))

    def _publish(self, name: int, work: Publication) -> None:
        published = publish(self.engine, self._compared(work), Newsroom(), work.document.observed)
        self._editions[name] = published.edition

    def printed(self, name: int) -> list[Shown]:
        """Return the printed list of an edition."""
        with reading(self.engine) as session:
            edition = as_edition(self._edition(session, name))
            return [Shown(_listing(fact), fact.mark) for fact in listings_of(session, edition)]

    def standing(self, name: int) -> list[Stood]:
        """Return what held of its series after an edition."""
        with reading(self.engine) as session:
            stood = standing_of(session, as_edition(self._edition(session, name)))
            return [Stood(_listing(fact), fact.missing) for fact in stood]

    def changes(self, name: int) -> list[Happening]:
        """Return what an edition changed."""
        with reading(self.engine) as session:
            whole = [ChangeKind.PUBLISHED.value, ChangeKind.UNDONE.value]
            rows = session.exec(
                select(ChangeRow).where(
                    col(ChangeRow.edition) == self._editions[name], col(ChangeRow.kind).not_in(whole)
                )
            ).all()
            return _happenings(session, rows)

    def counts(self, on: date) -> Counter[tuple[str, ListingKind]]:
        """Return how many rows stood at the end of a day, by area and kind."""
        with reading(self.engine) as session:
            counts = counts_in(session, self.areas, end_of(on, "UTC"))
        return Counter({(each.area, ListingKind(each.kind)): each.rows for each in counts})

    def lineages(self) -> Counter[tuple[tuple[int, bytes], ...]]:
        """Return the lineages, each as what it was after which entries."""
        names = {edition: name for name, edition in self._editions.items()}
        found: dict[int, list[tuple[datetime, int, bytes]]] = defaultdict(list)
        with reading(self.engine) as session:
            for edition in session.exec(select(EditionRow).where(col(EditionRow.status) == "accepted")).all():
                for row in session.exec(select(ListingRow).where(*stands_in(edition))):
                    found[row.lineage].append((edition.stood, names[edition.id or 0], row.key))
        return Counter(tuple((name, said) for _, name, said in sorted(each)) for each in found.values())

    def net(self, first: int, last: int) -> list[Happening]:
        """Return what changed between two editions of a series."""
        with reading(self.engine) as session:
            begin, end = self._edition(session, first), self._edition(session, last)
            log = [edition.id or 0 for edition in log_of(session, SOURCE, begin.series)]
            following = log[log.index(begin.id or 0) + 1]
            changes = net_changes(session, following, end.id or 0)
            return [each._replace(possibly_same=False) for each in _happenings(session, changes)]

    def _edition(self, session: Session, name: int) -> EditionRow:
        return session.get_one(EditionRow, self._editions[name])


def _happenings(session: Session, rows: Sequence[ChangeRow]) -> list[Happening]:
    sides = sides_of(session, rows)
    return [
        Happening(
            ChangeKind(row.kind),
            _listing(before) if before else None,
            _listing(after) if after else None,
            row.possibly_same,
            row.late,
        )
        for row, (before, after) in zip(rows, sides, strict=True)
    ]


def _listing(fact: Fact) -> Listing:
    return Listing(
        kind=fact.kind,
        fields=fact.fields,
        state=fact.state,
        section=fact.section,
        page=fact.page,
        position=fact.position,
        as_read=fact.as_read,
        annotations=fact.annotations,
        notes=fact.notes,
    )
