"""ICE's three workbooks of 287(g) agreements taken in by a desk, and compared without the desk's own code."""

import io
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path

from openpyxl import load_workbook

from jobs.check import take
from jobs.context import CheckReport
from jobs.readers import Parser
from jobs.readers.text import moment_in
from jobs.sources.ice_287g.source import SOURCE
from models.db import reading
from models.domain import Document, Fact, Happened
from models.places import STATES
from models.queries import changes_of, edition_of
from tests.examples.reading import ROOT
from tests.support.clock import Clock
from tests.support.documents.workbooks import XLSX
from tests.support.newsroom.standing import standing_of
from tests.support.publishers.watching import Desk

FEBRUARY, OCTOBER, MAY = "2025-02-28", "2025-10-21", "2026-05-14"
NAMES = {
    FEBRUARY: "participatingAgencies-20250228192630.xlsx",
    OCTOBER: "participatingAgencies10212025mid.xlsx",
    MAY: "participatingAgencies05142026am.xlsx",
}
HEAD = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA", "ADDENDUM")
DAY = datetime.fromisoformat("2025-09-22")
ROW = ("TEXAS", "Travis County Sheriff’s Office", "County", "Travis County", "Task Force Model", DAY, "link")
"""A header and a row as ICE prints them."""

_USPS = {state.name.casefold(): code.casefold() for code, state in STATES.items()}
Said = tuple[str, ...]
"""State, agency, type, support and day of an agreement, as far as they count."""


def workbook_of(day: str) -> bytes:
    """ICE's own file of a day."""
    path: Path = ROOT / "ice_287g" / day / "document.xlsx"
    return path.read_bytes()


@cache
def said_in(body: bytes) -> Counter[Said]:
    """Return the agreements in a workbook by a plain loop over its cells."""
    sheet = load_workbook(io.BytesIO(body)).worksheets[0]
    titles = [cell.value for cell in sheet[1]]
    wanted = ("STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "SUPPORT TYPE", "SIGNED")
    places = [titles.index(title) for title in wanted]
    rows = ([row[place] for place in places] for row in sheet.iter_rows(min_row=2, values_only=True))
    return Counter((_USPS[_plain(state)], *map(_plain, rest)) for state, *rest in rows if state)


def _plain(value: object) -> str:
    text = f"{value:%Y-%m-%d}" if isinstance(value, datetime) else str(value or "")
    return " ".join(text.replace("’", "'").casefold().split())


class AgreementDesk(Desk):
    """A desk that watches ICE's agreements and nothing else."""

    def take(self, body: bytes, name: str) -> CheckReport:
        """Take in a workbook at the end of the day that its file's name tells."""
        moment = moment_in(name)
        assert moment
        self.clock.set(datetime.combine(moment.day, time(23), UTC))
        document = Document(body, f"https://www.ice.gov/doclib/{name}", self.clock(), XLSX)
        return take(document, SOURCE.name, self.context)[-1]

    def take_all(self, *days: str) -> list[CheckReport]:
        """Take in ICE's own workbooks of some days."""
        return [self.take(workbook_of(day), NAMES[day]) for day in days]

    def changes(self) -> list[Happened]:
        """The changes of the last edition."""
        with reading(self.engine) as session:
            return changes_of(session, edition_of(session, SOURCE.name))

    def standing(self) -> list[Fact]:
        """The rows that stand."""
        return standing_of(self.engine)

    def layout_notices(self) -> list[str]:
        """What operators were told of columns."""
        return [sentence for sentence in self.notices() if "Rows still read" in sentence]


@contextmanager
def agreement_desk(url: str, clock: Clock, parser: Parser) -> Iterator[AgreementDesk]:
    """A desk with an empty database."""
    desk = AgreementDesk(url, clock, parser)
    desk.context = replace(desk.context, sources={SOURCE.name: SOURCE})
    try:
        yield desk
    finally:
        desk.engine.dispose()


def said_by(changes: Iterable[Happened], side: str) -> Counter[Said]:
    """Return what the rows before, or after, some changes say, as `said_in` has it."""
    placed = (change.before if side == "before" else change.after for change in changes)
    return Counter(said_of(each) for each in placed if each)


def said_of(row: Fact) -> Said:
    """Return what a stored row says, as `said_in` has it."""
    fields = ("agency", "agency_type", "support_type", "signed")
    return (row.state.casefold(), *(_plain(row.fields.get(name)) for name in fields))
