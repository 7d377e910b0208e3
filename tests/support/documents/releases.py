"""Releases of detainer records, made up for a test and taken in by a desk as the real source takes them."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlmodel import col, func, select

from jobs.check import take
from jobs.context import CheckReport
from jobs.readers import Parser
from jobs.sources.ddp_detainers.source import SOURCE
from models.db import ChangeRow, CountRow, PrintingRow, reading
from models.domain import Document, Edition
from tests.support.clock import Clock
from tests.support.documents.detainer_files import Value, parquet, record, xlsx
from tests.support.publishers.watching import Desk, desk_on

Records = Sequence[Mapping[str, Value]]
OBSERVED = datetime(2026, 3, 20, 12, tzinfo=UTC)


def read(body: bytes) -> Edition:
    """Read a release that was seen on 20 March 2026."""
    return SOURCE.parse(Document(body, "https://archive.example/latest", OBSERVED))


def both(records: Records) -> list[Edition]:
    """Read the same records as ICE's workbook and as the project's Parquet file."""
    return [read(xlsx({"FY2026": records})), read(parquet(records))]


def refused(day: str, /, **said: Value) -> dict[str, Value]:
    """Return the made-up record of a detainer of a day that a jail in Texas declined."""
    plain: dict[str, Value] = {
        "detainer_prepare_date": date.fromisoformat(day),
        "detainer_facility": "TRAVIS COUNTY JAIL",
        "facility_city": "AUSTIN",
    }
    return record(**plain | said)


def booked(day: str, /) -> dict[str, Value]:
    """Return the made-up record of a detainer of a day that was honored."""
    return refused(day, detainer_lift_reason="Booked into Detention")


class Archive:
    """A desk that watches the Deportation Data Project's releases."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        desk.context = replace(desk.context, sources={**desk.context.sources, SOURCE.name: SOURCE})

    def release(self, records: Records) -> CheckReport:
        """Take in a release of these records; return what became of it."""
        document = Document(parquet(records), "https://archive.example/latest.parquet", self.desk.clock())
        return take(document, SOURCE.name, self.desk.context)[-1]

    def changes(self) -> list[tuple[str, bool, str]]:
        """Kind, whether it is late, and the day of each row's change so far, in the order written."""
        statement = (
            select(ChangeRow, PrintingRow)
            .join(
                PrintingRow,
                col(PrintingRow.id) == func.coalesce(ChangeRow.after_printing, ChangeRow.before_printing),
            )
            .order_by(col(ChangeRow.id))
        )
        with reading(self.desk.engine) as session:
            found = session.exec(statement).all()
            return [(change.kind, change.late, str(row.fields["issued"])) for change, row in found]

    def counted(self, area: str) -> int:
        """How many refusals answers count in an area."""
        statement = select(CountRow.rows).where(col(CountRow.area) == area)
        with reading(self.desk.engine) as session:
            return sum(session.exec(statement).all())


@contextmanager
def archive_on(url: str, clock: Clock, parser: Parser) -> Iterator[Archive]:
    """An archive on a migrated database, closed at the end."""
    with desk_on(url, clock, parser) as desk:
        yield Archive(desk)
