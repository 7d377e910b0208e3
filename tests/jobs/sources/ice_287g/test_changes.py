"""What changed between ICE's own workbooks: exactly what an independent comparison of their rows finds."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations

import pytest

from jobs import review
from jobs.readers import Parser
from models.db import reading
from models.domain import ChangeKind
from models.queries import changes_of, editions_of, listings_of
from tests.support.clock import Clock
from tests.support.documents.agreements import (
    FEBRUARY,
    MAY,
    OCTOBER,
    AgreementDesk,
    Said,
    agreement_desk,
    said_by,
    said_in,
    said_of,
    workbook_of,
)
from tests.support.documents.workbooks import saved_again, turned_over, with_cells


@pytest.fixture
def desk(sqlite_database: str, clock: Clock, parser: Parser) -> Iterator[AgreementDesk]:
    """A desk that watches ICE's agreements."""
    with agreement_desk(sqlite_database, clock, parser) as running:
        yield running


def test_changes_are_those_of_an_independent_comparison(desk: AgreementDesk) -> None:
    """Rows gone and rows new, with their multiplicities; corrected rows say what differs."""
    at_once(desk)
    for day in (FEBRUARY, OCTOBER, MAY):
        before = Counter(map(said_of, desk.standing()))
        (report,) = desk.take_all(day)
        after = said_in(workbook_of(day))
        changes = [change for change in desk.changes() if change.before or change.after]
        assert report.status == "published"
        assert said_by(changes, "before") == before - after
        assert said_by(changes, "after") == after - before
        assert Counter(map(said_of, desk.standing())) == after
        kinds = Counter(change.kind for change in changes)
        assert {kind: number for kind, number in report.counts.items() if number} == kinds
        paired = [change for change in changes if change.before and change.after]
        assert {change.kind for change in paired} <= {ChangeKind.CORRECTED, ChangeKind.MOVED}
        assert all(change.differences for change in paired)
        print(f"ice_287g {day}: {len(after):,} rows, {dict(kinds)}")  # noqa: T201 - figures to show


def at_once(desk: AgreementDesk) -> None:
    """Let departures be told by the first workbook that lacks them."""
    source = replace(desk.context.sources["ice_287g"], removals="at once")
    desk.context = replace(desk.context, sources={source.name: source})


def test_departures_are_told_by_the_next_workbook_that_lacks_them_too(desk: AgreementDesk) -> None:
    """Those of the second workbook by the third; those of the third by another one, the next day."""
    assert [report.counts["removed"] for report in desk.take_all(FEBRUARY, OCTOBER, MAY)] == [0, 0, 3]
    missing = [row for row in desk.standing() if row.missing]
    assert len(missing) == 47
    report = desk.take(saved_again(workbook_of(MAY)), "participatingAgencies05152026am.xlsx")
    assert report.counts["removed"] == 47
    assert Counter(map(said_of, desk.standing())) == said_in(workbook_of(MAY))


@pytest.mark.parametrize("order", list(permutations((FEBRUARY, OCTOBER, MAY))))
def test_the_order_of_arrival_changes_nothing(desk: AgreementDesk, order: Sequence[str]) -> None:
    """The three workbooks in every order: the same lists, the same standing, the same departures."""
    for report in desk.take_all(*order):
        if report.status == "held":  # February to May: it grew too fast
            review.accept(report.edition or 0, desk.context, "UFIRST")
    with reading(desk.engine) as session:
        log = sorted(editions_of(session), key=lambda edition: edition.stood)
        lists = [Counter(map(said_of, listings_of(session, edition))) for edition in log]
        gone = [
            [each.kind for each in changes_of(session, edition)].count(ChangeKind.REMOVED) for edition in log
        ]
    assert lists == [said_in(workbook_of(day)) for day in (FEBRUARY, OCTOBER, MAY)]
    assert gone == [0, 0, 3]
    assert sum(bool(row.missing) for row in desk.standing()) == 47
    assert len(desk.standing()) == 1832 + 47


def test_a_column_that_appears_is_told_once_and_corrects_nothing(desk: AgreementDesk) -> None:
    """COUNTY and ADDENDUM come: operators hear of it once; rows that stay are not changed by it."""
    desk.subscribe("CNEWS", "WI")
    desk.take_all(FEBRUARY)
    assert desk.layout_notices() == []
    stayed = said_in(workbook_of(FEBRUARY)) & said_in(workbook_of(OCTOBER))
    desk.take_all(OCTOBER)
    (sentence,) = desk.layout_notices()
    assert "ice_287g has new columns: COUNTY, ADDENDUM. " in sentence
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
    assert printed(desk) == said_in(workbook_of(OCTOBER))


def test_an_old_file_under_its_own_name_is_history(desk: AgreementDesk) -> None:
    """Its name tells that it is older than what stands, and it says what stood then: no channel hears."""
    desk.take_all(FEBRUARY, OCTOBER)
    desk.subscribe("CNEWS", "TX")
    report = desk.take(workbook_of(FEBRUARY), "participatingAgencies03012025.xlsx")
    assert report.status == "unchanged"
    assert (desk.told(), printed(desk)) == ([], said_in(workbook_of(OCTOBER)))


def printed(desk: AgreementDesk) -> Counter[Said]:
    """What stands and isn't missing."""
    return Counter(said_of(row) for row in desk.standing() if not row.missing)


def test_workbooks_taken_in_newest_first_say_what_they_say_in_order(desk: AgreementDesk) -> None:
    """The older one is no present: it tells nobody, and what came between them is what it always was."""
    desk.take_all(OCTOBER)
    desk.subscribe("CNEWS", "TX")
    newest = Counter(map(said_of, desk.standing()))
    (report,) = desk.take_all(FEBRUARY)
    assert (report.status, desk.told()) == ("published", [])
    assert printed(desk) == newest
    missing = Counter(said_of(row) for row in desk.standing() if row.missing)
    changes = desk.changes()
    stood = said_by(changes, "after") + said_in(workbook_of(FEBRUARY))
    assert said_by(changes, "before") + newest + missing == stood


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
