"""What changed between ICE's own workbooks: exactly what an independent comparison of their rows finds."""

from collections import Counter
from collections.abc import Iterator

import pytest

from jobs.parse import Parser
from models.values import ChangeKind
from tests.support.agreements import (
    FEBRUARY,
    MAY,
    OCTOBER,
    AgreementDesk,
    agreement_desk,
    said_by,
    said_in,
    said_of,
    workbook_of,
)
from tests.support.clock import Clock
from tests.support.workbooks import saved_again, turned_over, with_cells


@pytest.fixture
def desk(sqlite_database: str, clock: Clock, shared_parser: Parser) -> Iterator[AgreementDesk]:
    """A desk that watches ICE's agreements."""
    with agreement_desk(sqlite_database, clock, shared_parser) as running:
        yield running


def test_changes_are_those_of_an_independent_comparison(desk: AgreementDesk) -> None:
    """Rows gone and rows new, with their multiplicities; corrected rows differ in one cell alone."""
    for day in (FEBRUARY, OCTOBER, MAY):
        before = Counter(map(said_of, desk.standing()))
        (report,) = desk.take_all(day)
        after = said_in(workbook_of(day))
        changes = [change for change in desk.changes() if change.before or change.after]
        assert report.status == "published"
        assert said_by(changes, "before") == before - after
        assert said_by(changes, "after") == after - before
        assert Counter(map(said_of, desk.standing())) == after
        kinds = Counter(change.row.kind for change in changes)
        assert {kind: number for kind, number in report.counts.items() if number} == kinds
        paired = [change for change in changes if change.before and change.after]
        assert {change.row.kind for change in paired} <= {ChangeKind.CORRECTED, ChangeKind.MOVED}
        assert all(change.row.differences for change in paired)
        print(f"ice_287g {day}: {len(after):,} rows, {dict(kinds)}")  # noqa: T201 - figures to show


def test_a_column_that_appears_is_told_once_and_corrects_nothing(desk: AgreementDesk) -> None:
    """COUNTY and ADDENDUM come: operators hear of it once; rows that stay are not changed by it."""
    desk.subscribe("CNEWS", "WI")
    desk.take_all(FEBRUARY)
    assert desk.layout_notices() == []
    stayed = said_in(workbook_of(FEBRUARY)) & said_in(workbook_of(OCTOBER))
    desk.take_all(OCTOBER)
    (sentence,) = desk.layout_notices()
    assert sentence.endswith("the columns of ice_287g have changed: new are COUNTY, ADDENDUM.")
    assert stayed.total() > 180
    told = said_by(desk.changes(), "before") + said_by(desk.changes(), "after")
    assert not stayed & told
    kept = [row for row in desk.standing() if said_of(row) in stayed]
    assert len(kept) == stayed.total()
    assert all(row.annotations.get("county") for row in kept)
    desk.take_all(MAY)
    assert len(desk.layout_notices()) == 1


def test_an_old_file_under_a_newer_name_is_held(desk: AgreementDesk) -> None:
    """February's workbook named as if of next November would take most rows: no channel hears of it."""
    desk.take_all(FEBRUARY, OCTOBER)
    desk.subscribe("CNEWS", "TX")
    report = desk.take(workbook_of(FEBRUARY), "participatingAgencies11012025am.xlsx")
    assert report.status == "held"
    assert "would be gone at once" in " ".join(report.reasons)
    assert desk.told() == []
    assert len(desk.standing()) == 1097


def test_an_old_file_under_its_own_name_is_held(desk: AgreementDesk) -> None:
    """Its name tells that it is older than what stands."""
    desk.take_all(FEBRUARY, OCTOBER)
    report = desk.take(workbook_of(FEBRUARY), "participatingAgencies03012025.xlsx")
    assert report.status == "held"
    assert "before that of the last edition" in " ".join(report.reasons)


def test_the_same_cells_in_other_bytes_or_another_order_are_no_news(desk: AgreementDesk) -> None:
    """A workbook taken in again, saved by another program, or sorted otherwise: nothing changed."""
    desk.subscribe("CNEWS", "TX")
    desk.take_all(OCTOBER)
    stood, told = len(desk.standing()), desk.told()
    body = workbook_of(OCTOBER)
    again = {
        "participatingAgencies10212025mid.xlsx": body,
        "participatingAgencies10212025pm.xlsx": saved_again(body),
        "participatingAgencies10222025am.xlsx": turned_over(body),
    }
    reports = [desk.take(each, name) for name, each in again.items()]
    assert [report.status for report in reports] == ["unchanged"] * 3
    assert (len(desk.standing()), desk.told()) == (stood, told)


def test_a_changed_annotation_is_kept_and_alerts_nobody(desk: AgreementDesk) -> None:
    """ICE mends a county, adds an addendum and links a memorandum: the row has them, no one is called."""
    desk.take_all(OCTOBER)
    desk.subscribe("CNEWS", "AL")
    edited = with_cells(
        workbook_of(OCTOBER), {"D2": "Elmore County", "H2": "link"}, {"G2": "https://www.ice.gov/moa.pdf"}
    )
    report = desk.take(edited, "participatingAgencies10222025am.xlsx")
    assert not any(report.counts.values())
    assert desk.told() == []
    (row,) = [
        row for row in desk.standing() if row.annotations.get("moa_link") == "https://www.ice.gov/moa.pdf"
    ]
    assert (row.annotations["county"], row.annotations["addendum"]) == ("Elmore County", "link")
    assert row.position == "sheet Sheet1 row 2"
    assert "serves Autauga County, which was taken" in row.notes[0]
