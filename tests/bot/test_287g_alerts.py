"""What a newsroom reads of 287(g) agreements: an agency that began to cooperate, never a refusal."""

from collections.abc import Iterator

import pytest

from bot.blocks.alert import alert
from bot.blocks.thread import rest
from bot.briefing import Readership, brief
from bot.csv_export import exported
from bot.listeners.alerts import printable
from jobs.parse import Parser
from models.bulletin import Bulletin, Form
from models.store import reading
from tests.support.agreements import MAY, NAMES, OCTOBER, AgreementDesk, agreement_desk, workbook_of
from tests.support.clock import Clock
from tests.support.shown import shown
from tests.support.workbooks import with_cells


@pytest.fixture
def desk(sqlite_database: str, clock: Clock) -> Iterator[AgreementDesk]:
    """A desk on which a channel hears of Minnesota."""
    with Parser() as parser, agreement_desk(sqlite_database, clock, parser) as running:
        yield running


def newest(desk: AgreementDesk) -> Bulletin:
    """The last message that the channel is owed, as values."""
    with reading(desk.engine) as session:
        delivery = [row for row in desk.queued() if row.channel == "CNEWS"][-1]
        return brief(
            session, delivery, Readership(desk.watch.sources, "America/Chicago", replay=False), desk.clock()
        )


def test_agreements_read_as_cooperation(desk: AgreementDesk) -> None:
    """From ICE's own October and May workbooks: what is new, what is no longer listed, and what both are."""
    desk.take_all(OCTOBER)
    desk.subscribe("CNEWS", "MN")
    desk.take_all(MAY)
    told = newest(desk)
    message = alert(told)
    text = shown(message.blocks)
    assert message.text == "ICE 287(g) list changed: 1 no longer listed and 2 newly listed in Minnesota"
    assert "287(g): Minnesota" in text
    assert "it is cooperation, and no refusal" in text
    assert "Minnesota agencies on it" in text
    assert "removed" not in text
    assert "refusals" not in text
    assert "A 287(g) agreement lets" in shown(printable(told).blocks)


def test_one_new_agreement_is_told_by_its_agency(desk: AgreementDesk) -> None:
    """One row more in the next workbook of the day: the agency, what it signed, when, and where it stands."""
    desk.take_all(OCTOBER)
    desk.subscribe("CNEWS", "MN")
    row = ("MINNESOTA", "Hubbard County Sheriff's Office", "County", "Hubbard County", "Task Force Model")
    cells = dict(
        zip(("A1100", "B1100", "C1100", "D1100", "E1100", "F1100"), (*row, "10/21/2025"), strict=True)
    )
    desk.take(with_cells(workbook_of(OCTOBER), cells, {}), NAMES[OCTOBER].replace("mid", "pm"))
    told = newest(desk)
    assert alert(told).text == (
        "ICE 287(g) list changed: Hubbard County Sheriff's Office, MN (Task Force Model) newly listed"
    )
    line = "signed a 287(g) agreement (Task Force Model), 21 Oct 2025; sheet Sheet1 row 1100"
    assert line in rest(told, 0, Form.TEXT)[0].text
    table = exported(told.rows).splitlines()
    assert table[0].startswith("change,kind,state,places,agency,agency_type,support_type,signed")
    assert "added,agreement,MN" in table[1]
