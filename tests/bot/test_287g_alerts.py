"""What a newsroom reads of 287(g) agreements: an agency that began to cooperate, never a refusal."""

import csv
import io
from collections.abc import Iterator

import pytest

from bot.blocks.alert import alert, alert_headline, alert_sentence, copied_alert, rest, rows_told
from bot.delivery import Readership, gather_alert
from bot.delivery.csv import exported
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
    assert message.text.startswith("ICE lists ")
    assert " new 287(g) agreements in Minnesota" in message.text
    assert "It is cooperation, not a refusal. A detainer is a civil request" in text
    assert "refusals" not in text
    assert "A 287(g) agreement lets" in shown(copied_alert(told).blocks)
    desk.send()
    desk.take(workbook_of(MAY), NAMES[MAY].replace("14", "15"))
    told = newest(desk)
    assert " off ICE's list" in alert_headline(told)
    said = shown(alert(told).blocks)
    assert "Missing May 14, 2026, confirmed May 15, 2026." in said
    assert "Off the list doesn't say the agreement ended." in said
    assert "removed" not in said
    assert "The list doesn't say the agreement" in alert_sentence(told)


def test_one_new_agreement_is_told_by_its_agency(desk: AgreementDesk) -> None:
    """One row more in the next workbook of the day: the agency, what it signed, when, and where it stands."""
    desk.take_all(OCTOBER)
    desk.subscribe("CNEWS", "MN")
    row = ("MINNESOTA", "The Hubbard County Sheriff's Office", "County", "Hubbard County", "Task Force Model")
    cells = dict(
        zip(("A1100", "B1100", "C1100", "D1100", "E1100", "F1100"), (*row, "10/21/2025"), strict=True)
    )
    desk.take(with_cells(workbook_of(OCTOBER), cells, {}), NAMES[OCTOBER].replace("mid", "pm"))
    told = newest(desk)
    assert alert(told).text == "ICE lists 1 new 287(g) agreement in Minnesota"
    assert alert_sentence(told).startswith(
        "The Hubbard County Sheriff's Office in Minnesota signed a 287(g) agreement, according to a U.S. Immi"
    )
    line = "task force model; signed Oct. 21, 2025; sheet Sheet1 row 1100"
    assert line in rest(told, 0, MessageForm.TEXT)[0].text
    (listed,) = csv.DictReader(io.StringIO(exported(rows_told(told))))
    assert (listed["change"], listed["unit"], listed["state"], listed["what"]) == (
        "on",
        "agreement",
        "MN",
        "task force model",
    )
    assert (listed["period_start"], listed["standing"]) == ("2025-10-21", "on")
