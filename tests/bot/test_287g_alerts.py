"""What a newsroom reads of 287(g) agreements: an agency that began to cooperate, never a refusal."""

from collections.abc import Iterator

import pytest

from bot.blocks.alert import alert, rest
from bot.delivery import Readership, gather_alert
from bot.delivery.csv import exported
from bot.listeners.alert_buttons import printable
from jobs.readers import Parser
from models.db import reading
from models.domain import Bulletin, MessageForm
from tests.support.clock import Clock
from tests.support.documents.agreements import MAY, NAMES, OCTOBER, AgreementDesk, agreement_desk, workbook_of
from tests.support.documents.workbooks import with_cells
from tests.support.newsroom.payloads import news_in
from tests.support.shown import shown


@pytest.fixture
def desk(sqlite_database: str, clock: Clock, parser: Parser) -> Iterator[AgreementDesk]:
    """A desk on which a channel hears of Minnesota."""
    with agreement_desk(sqlite_database, clock, parser) as running:
        yield running


def newest(desk: AgreementDesk) -> Bulletin:
    """The last message that the channel is owed, as values."""
    with reading(desk.engine) as session:
        delivery = [row for row in desk.queued() if row.channel == "CNEWS"][-1]
        return gather_alert(
            session, news_in(delivery), Readership(desk.context.sources, "America/Chicago", replay=False)
        )


def test_agreements_read_as_cooperation(desk: AgreementDesk) -> None:
    """From ICE's own October and May workbooks: what is new, and a day later what is no longer listed."""
    desk.take_all(OCTOBER)
    desk.subscribe("CNEWS", "MN")
    desk.take_all(MAY)
    told = newest(desk)
    message = alert(told)
    text = shown(message.blocks)
    assert message.text.startswith("ICE 287(g) list changed: ")
    assert message.text.endswith(" newly listed")
    assert "287(g): Minnesota" in text
    assert "it is cooperation, and no refusal" in text
    assert "Minnesota agencies on it" in text
    assert "refusals" not in text
    assert "A 287(g) agreement lets" in shown(printable(told).blocks)
    desk.take(workbook_of(MAY), NAMES[MAY].replace("14", "15"))
    told = newest(desk)
    both = "missing since the list of 14 May 2026, confirmed by that of 15 May 2026"
    assert alert(told).text.endswith(f" no longer listed; {both}")
    said = shown(alert(told).blocks) + shown(printable(told).blocks)
    assert said.count(f"M{both[1:]}.") == 2
    assert "removed" not in said


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
    assert line in rest(told, 0, MessageForm.TEXT)[0].text
    table = exported(told.rows, told.zone).splitlines()
    assert table[0].startswith("change,kind,state,places,agency,agency_type,support_type,signed")
    assert "added,agreement,MN" in table[1]
