"""What ICE's report must not be read as right, and what must never be kept of it."""

from dataclasses import replace

import pytest

from jobs.readers.text import DetainerColumn, Header
from jobs.sources.ice_ddor.doubts import misread
from jobs.sources.ice_ddor.report import ReportSection, TitledTable
from jobs.sources.ice_ddor.tables import ReportTable
from tests.jobs.sources.ice_ddor.test_source import ROWS, read, section_2
from tests.support.documents.report_papers import COLUMNS, SECTION_I, SECTION_II, TITLE, refusals
from tests.support.documents.reports import Paper, Part


def test_persons_are_never_kept() -> None:
    """A column of names or numbers of persons is left out of fields, annotations and the text as read."""
    columns = {"Alien Name": (lambda _: "DOE, JANE", 60), **COLUMNS, "A-Number": (lambda _: "A000000001", 50)}
    edition = read(replace(section_2(refusals(ROWS, columns=columns)), wide=True))
    assert "DOE" not in repr(edition)
    assert "A000000001" not in repr(edition)
    assert "Columns that name or identify persons were left out." in edition.caveats
    assert not edition.problems


def test_a_new_column_is_a_question_and_an_annotation() -> None:
    """It doesn't hold the report; each row keeps its text."""
    columns = {**COLUMNS, "Form Type": (lambda _: "I-247A", 50)}
    edition = read(replace(section_2(refusals(ROWS, columns=columns)), wide=True))
    assert edition.listings[0].annotations == {"Form Type": "I-247A"}
    assert edition.questions == ("New columns, kept as annotations: Form Type.",)
    assert not edition.problems


def test_an_unreadable_date_is_kept_as_printed() -> None:
    """It is a note on the row and a question once, never a guess."""
    columns = {
        **COLUMNS,
        "Detainer Issued Date": (lambda row: "31/02/2017" if row is ROWS[0] else "1/2/2017", 65),
    }
    edition = read(section_2(refusals(ROWS, columns=columns)))
    assert edition.listings[0].fields["issued"] == "31/02/2017"
    assert "no date that can be read" in edition.listings[0].notes[0]
    assert edition.listings[1].fields["issued"] == "2017-01-02"
    assert edition.questions[0].startswith("1 cell can't be read")
    assert not edition.problems


@pytest.mark.parametrize("missing", [title for title in COLUMNS if title != "State"])
def test_a_missing_column_is_a_problem(missing: str) -> None:
    """Each column that the report's summary names must be there, or a person looks first."""
    columns = {title: column for title, column in COLUMNS.items() if title != missing}
    edition = read(section_2(refusals(ROWS, columns=columns)))
    assert edition.problems


def test_a_report_without_its_sections_is_a_problem() -> None:
    """No rows, no period, or a section that is announced and isn't there."""
    text = "A report on declined detainers."
    assert any("Section II" in problem for problem in read(Paper(TITLE, (Part("", (text,)),))).problems)
    nameless = read(section_2(refusals(ROWS), title=("Declined Detainer Outcome Report",)))
    assert "The title names no period that the report covers." not in nameless.problems, (
        "the heading names it"
    )
    no_first = Paper(TITLE, (Part(SECTION_I, (text,)), Part(SECTION_II, table=refusals(ROWS))))
    assert any("Section I " in problem for problem in read(no_first).problems)


def test_rows_that_nothing_parts_are_a_problem() -> None:
    """A table with a rule below its header only would be read as one row: it is held instead."""
    table = refusals(ROWS[:6])
    merged = [tuple(" ".join(str(row[i]) for row in table.rows) for i in range(len(table.header)))]
    edition = read(section_2(replace(table, rows=merged)))
    assert "Rows of declined detainers can't be told apart: a cell holds several dates." in edition.problems


def test_rows_outside_the_table_are_a_problem() -> None:
    """A report is never half read: lines with dates that no table took are seen."""
    text = "Texas Travis County Jail Mexico 01/02/2017 01/29/2017 Assault (Charge)"
    edition = read(Paper(TITLE, (Part(SECTION_II, table=refusals(ROWS)), Part("", (text,)))))
    assert edition.problems[0].startswith("Text outside all tables looks like rows")


def test_a_column_for_the_state_that_holds_no_state_is_a_problem() -> None:
    """What a cut column leaves in it (`ts Cuba`) is never published as a place without a state."""
    columns = {**COLUMNS, "State": (lambda row: "ts Cuba" if row is ROWS[5] else row.state, 60)}
    problems = read(section_2(refusals(ROWS, columns=columns))).problems
    assert problems == ("The column for the state holds what is no state: 'ts Cuba'.",)


def test_rows_before_the_first_state_are_a_problem() -> None:
    """Where a table has a column for the state, rows that nothing gives one were read wrongly."""
    columns = {**COLUMNS, "State": (lambda row: "" if row in ROWS[:2] else row.state, 60)}
    problems = read(section_2(refusals(ROWS, columns=columns))).problems
    assert problems == ("The table has a column for the state, and 2 of its rows have none.",)


def test_a_word_that_reaches_over_two_columns_is_a_problem() -> None:
    """Columns that nothing draws and that a word crosses can't be told apart."""
    sheet = ReportTable(Header(("State",), {DetainerColumn.STATE: 0}), cut=("Massachusetts",))
    assert list(misread([TitledTable(sheet, ReportSection("II"))])) == [
        "The columns of a table can't be told apart: 'Massachusetts' reaches over two of them."
    ]


@pytest.mark.parametrize("mark", ["X", "x", "Yes", "(X)"])
def test_a_mark_is_never_an_offense(mark: str) -> None:
    """A column of ticks without the words that they stand for holds the report."""
    columns = {**COLUMNS, "Notable Criminal Activity": (lambda _: mark, 100)}
    edition = read(section_2(refusals(ROWS, columns=columns)))
    assert any("Only the mark" in problem for problem in edition.problems)


@pytest.mark.parametrize(("tick", "blank"), [("X", ""), ("Yes", "No"), ("x", "-"), ("Charged", "")])
def test_ticks_beside_the_activity_say_charge_or_conviction(tick: str, blank: str) -> None:
    """The offense is the activity's text; which column is ticked says whether it led to a conviction."""
    columns = {title: column for title, column in COLUMNS.items() if title != "Notable Criminal Activity"}
    convicted = tick.replace("Charged", "Convicted")
    columns |= {
        "Criminal Activity": (lambda row: row.offense, 130),
        "Charge": (lambda row: tick if row.disposition == "charge" else blank, 50),
        "Conviction": (lambda row: convicted if row.disposition == "conviction" else blank, 60),
    }
    edition = read(replace(section_2(refusals(ROWS, columns=columns)), wide=True))
    assert [(row.fields["offense"], row.fields["disposition"]) for row in edition.listings] == [
        (row.offense, row.disposition) for row in ROWS
    ]
    assert not edition.problems
