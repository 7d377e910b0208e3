"""What people read of a row that its list lacks, until that is confirmed, and of one that goes on."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest

from bot.answers import rows_behind
from bot.blocks.alert import alert, printable_alert, rest
from bot.blocks.answer import (
    answer_message,
    evidence_message,
    history_message,
    rows_message,
    sentence,
    summary,
)
from bot.cli.json_rows import fact_json, rehearsal_json
from bot.cli.wording import rehearsals_text, report_text
from bot.delivery import facts_as_csv, gather_alert
from bot.delivery.csv import exported
from bot.preview.validation import check_blocks
from jobs.dry_run import rehearse_document
from jobs.readers import Parser
from models.db import reading
from models.domain import Bulletin, Document, MessageForm, RowRange
from models.queries import history_of_place
from tests.support.clock import Clock
from tests.support.messages import shown
from tests.support.newsroom.missing import AGENCIES, PLACES, ConfirmingDesk, newsroom_on
from tests.support.newsroom.payloads import news_in

WITHOUT = PLACES[1:]
LACKS = "Missing from MUB's list since 3 Mar 2026; not confirmed yet."
BOTH = "missing since the list of 3 Mar 2026, confirmed by that of 5 Mar 2026"


@pytest.fixture
def desk(sqlite_database: str, clock: Clock, parser: Parser) -> Iterator[ConfirmingDesk]:
    """A desk on which a list of five places and one of six agreements stand, and channels hear of them."""
    with newsroom_on(sqlite_database, clock, parser) as running:
        running.list(PLACES, "2026-03-01")
        running.agencies(AGENCIES)
        for channel, state in (("CMASS", "MA"), ("CTEXAS", "TX"), ("CPENN", "PA")):
            running.subscribe(channel, state)
        yield running


def newest(desk: ConfirmingDesk) -> Bulletin:
    """What the last alert says, as values; Slack takes the message."""
    with reading(desk.engine) as session:
        last = [row for row in desk.queued() if row.what != "notice"][-1]
        told = gather_alert(session, news_in(last), desk.readership)
    check_blocks(list(alert(told).blocks), "message")
    return told


def test_a_twin_that_a_list_lacks_is_not_missing_while_its_equal_is_printed(desk: ConfirmingDesk) -> None:
    """Boston twice, then once: nobody hears of it, neither before it is confirmed nor then."""
    desk.list([*PLACES, PLACES[0]], "2026-03-02")
    for day in ("2026-03-03", "2026-03-05", "2026-03-06"):
        desk.list(PLACES, day)
        record = desk.asked("Boston, MA")
        message = answer_message(record, "/d")
        assert "*On 1 current list.*" in shown(message)
        assert "issing" not in shown(message)
        assert "removed" not in shown(message)
        assert record.missing == ()
        assert desk.told() == []


def test_a_row_that_is_missing_stands_and_every_lookup_says_so(desk: ConfirmingDesk) -> None:
    """Answer, notification, rows, evidence, history, sentence, file and JSON: counted, and not confirmed."""
    assert LACKS not in shown(answer_message(desk.asked("Boston, MA"), "/d"))
    desk.list(WITHOUT, "2026-03-03")
    assert desk.told() == []
    record = desk.asked("Boston, MA")
    message = answer_message(record, "/d")
    check_blocks(list(message.blocks), "message")
    assert "*On 1 current list (missing, not confirmed yet).*" in shown(message)
    assert shown(message).count(LACKS) == 1
    assert summary(record).startswith("Boston, MA: on 1 current list (missing, not confirmed yet), ")
    rows = rows_behind(record, ["list"], RowRange(10), desk.people)
    assert LACKS in shown(rows_message(record, rows, 0, more=False))
    assert f"“Boston|MA|CITIES”: {LACKS}" in shown(evidence_message(record, rows))
    with reading(desk.engine) as session:
        changes = history_of_place(session, record.place.geoid if record.place else "", record.zone, limit=9)
    assert f"“Boston|MA|CITIES”: {LACKS}" in shown(history_message(record, changes))
    assert f"since 1 Mar 2026. {LACKS}" in sentence(record)
    assert "Boston, Massachusetts, was listed by" in sentence(record)
    assert "is listed" not in sentence(record)
    (line,) = csv.DictReader(io.StringIO(facts_as_csv(rows, record)))
    assert (line["missing"], line["missing_since"]) == ("missing", "2026-03-03")
    told = fact_json(rows[0], record.zone)
    assert (told["missing"], told["missing_since"]) == ("missing", "2026-03-03")
    other = desk.asked("Newton, MA")
    assert "issing" not in sentence(other) + summary(other)


def test_a_state_says_how_many_of_its_rows_are_missing(desk: ConfirmingDesk) -> None:
    """What is counted within it counts the missing; the state's own row, missing too, is none of them."""
    desk.list(PLACES[1:-1], "2026-03-03")
    record = desk.asked("Massachusetts")
    assert "9 places (1 of them missing, not confirmed yet)" in shown(answer_message(record, "/d"))
    assert "within it 9 places (MUB) (1 of them missing, not confirmed yet)" in summary(record)
    assert "Itself on 1 current list (missing, not confirmed yet)" in shown(answer_message(record, "/d"))
    inside = desk.asked("Boston, MA")
    assert "Massachusetts: yes (MUB, missing since 3 Mar 2026, not confirmed yet)" in shown(
        answer_message(inside, "/d")
    )


def test_agreements_that_are_missing_are_told_apart_from_those_that_stand(desk: ConfirmingDesk) -> None:
    """An agency that its list lacks was listed; another one of the place still is."""
    second = "Travis County Constable|TX|County|Task Force Model|2025-02-27"
    desk.agencies([*AGENCIES, second])
    desk.agencies([*AGENCIES[1:], second])
    record = desk.asked("Travis County, TX")
    day = desk.clock().date()
    lacks = f"Missing from MUB's list since {day.day} {day:%b %Y}; not confirmed yet."
    assert "2 agreements under 287(g) (1 of them missing, not confirmed yet)" in summary(record)
    said = sentence(record)
    assert "MUB lists 1 agreement under 287(g) there: Travis County Constable signed" in said
    assert "MUB listed 1 agreement under 287(g) there: Travis County Sheriff signed" in said
    assert f"26 Feb 2025. {lacks}" in said
    assert shown(answer_message(record, "/d")).count(lacks) == 1


WHOLE = "*Whole list* 11 places, and 1 missing from it, not confirmed"


@pytest.mark.parametrize("then", [[*WITHOUT, "Medford|MA|CITIES"], [*PLACES, "Medford|MA|CITIES"]])
def test_the_number_of_the_whole_list_is_that_of_the_document_whenever_it_is_told(
    desk: ConfirmingDesk, then: Sequence[str]
) -> None:
    """What is missing is said beside it, also once it was confirmed, or came back: it was so then."""
    desk.list([*WITHOUT, "Medford|MA|CITIES"], "2026-03-03")
    told = newest(desk)
    assert WHOLE in shown(alert(told))
    assert "*Now* 10 Massachusetts places on it" in shown(alert(told))
    (news,) = [news_in(row) for row in desk.queued()[-1:]]
    desk.list([*then, "Salem|MA|CITIES"], "2026-03-05")
    with reading(desk.engine) as session:
        later = gather_alert(session, news, desk.readership)
    assert WHOLE in shown(alert(later))
    assert "*Now* 10 Massachusetts places on it" in shown(alert(later))
    assert "missing from it" not in shown(alert(newest(desk)))


def test_no_row_is_missing_whose_equal_is_printed(desk: ConfirmingDesk) -> None:
    """Printed twice, then once: the list says of the place what it said, and the number is the document's."""
    desk.list([PLACES[0], *PLACES], "2026-03-03")
    report = desk.list([*PLACES, "Medford|MA|CITIES"], "2026-03-05")
    assert "missing" not in report_text(report)
    told = shown(alert(newest(desk)))
    assert "*Whole list* 12 places" in told
    assert "missing from it" not in told
    document = Document("\n".join(["published 2026-03-05", *PLACES]).encode(), "file:///a", desk.clock())
    (rehearsal, *_) = rehearse_document(document, "list", desk.context)
    assert rehearsal.missing == 1, "Medford alone"


def test_the_command_line_says_how_many_rows_a_list_lacks(desk: ConfirmingDesk) -> None:
    """Imported, checked again and rehearsed: missing is no change, and is said."""
    assert report_text(desk.list(WITHOUT, "2026-03-03")).endswith("unchanged; 1 missing, not confirmed")
    again = desk.publish("list", ["published 2026-03-03", *WITHOUT])
    assert report_text(again).endswith("unchanged; 1 missing, not confirmed")
    document = Document("\n".join(["published 2026-03-03", *WITHOUT[1:]]).encode(), "file:///a", desk.clock())
    (rehearsal, *_) = rehearse_document(document, "list", desk.context)
    said = [line for line in rehearsals_text([rehearsal], "UTC") if isinstance(line, str)]
    assert "  changes: none; 2 missing, not confirmed" in said
    assert rehearsal_json(rehearsal, "UTC")["missing"] == 2
    desk.clock.advance(timedelta(days=2))
    assert "missing" not in report_text(desk.list(WITHOUT, "2026-03-07"))


def test_back_before_anybody_heard_and_nobody_hears(desk: ConfirmingDesk) -> None:
    """A list that lacks a row once is none that took it off; asked again, nothing is missing."""
    desk.list(WITHOUT, "2026-03-03")
    desk.list(PLACES, "2026-03-05")
    assert desk.told() == []
    assert "issing" not in shown(answer_message(desk.asked("Boston, MA"), "/d"))


def test_a_departure_that_is_confirmed_names_both_days(desk: ConfirmingDesk) -> None:
    """Notification, message, rows, sentence and file say since when, and by which list that is known."""
    desk.list(WITHOUT, "2026-03-03")
    desk.list([*WITHOUT, "Medford|MA|CITIES"], "2026-03-05")
    told = newest(desk)
    (gone,) = [row for row in told.rows if row.before]
    assert gone.missing_since is not None
    assert gone.missing_since.day(told.zone) == date(2026, 3, 3)
    text = alert(told).text
    assert text == f"MUB list changed: 1 removed and 1 added in Massachusetts; 1 {BOTH}"
    assert f"1 {BOTH}." in shown(alert(told))
    assert f"*Boston*: removed, {BOTH}" in rest(told, 0, MessageForm.TEXT)[0].text
    assert f"1 {BOTH}." in printable_alert(told)
    line = next(csv.DictReader(io.StringIO(exported(told.rows, told.zone))))
    assert (line["change"], line["missing_since"]) == ("removed", "2026-03-03")
    assert "Not on the one list we hold" in shown(answer_message(desk.asked("Boston, MA"), "/d"))
    with reading(desk.engine) as session:
        changes = history_of_place(session, gone.fact.places[0].geoid, told.zone, limit=1)
    said = shown(history_message(desk.asked("Boston, MA"), changes))
    assert "*5 Mar 2026* removed" in said
    assert "first missing 3 Mar 2026" in said


def test_a_slip_is_told_to_operators_once_and_to_nobody_else(desk: ConfirmingDesk) -> None:
    """Two rows print a state that is none; while that stays nothing more is said; its mend is one line."""
    before = len(desk.queued())
    slipped = [row.replace("PENNSYLVANIA", "PENNSLYVANIA") for row in AGENCIES]
    desk.agencies(slipped)
    (line,) = desk.notices()
    assert line == (
        "MUB's list: 2 rows print PENNSLYVANIA for PENNSYLVANIA. They are read as what they continue; nobody "
        "was alerted."
    ).replace("MUB", "agencies")
    desk.agencies([*slipped, "Hays County Sheriff|TX|County|Task Force Model|2025-06-04"])
    assert len(desk.notices()) == 1
    desk.agencies([*AGENCIES, "Hays County Sheriff|TX|County|Task Force Model|2025-06-04"])
    assert desk.notices()[1:] == [
        "agencies's list: 2 rows print PENNSYLVANIA for PENNSLYVANIA, spelt right again. Nobody was alerted."
    ]
    assert [channel for channel, *_ in desk.told()] == ["CTEXAS"]
    assert len(desk.queued()) == before + 3


def test_an_agreement_that_is_signed_again_is_told_as_such(desk: ConfirmingDesk) -> None:
    """A later date alone is no correction, and no departure; an earlier one is a correction."""
    desk.agencies([AGENCIES[0].replace("2025-02-26", "2025-09-09"), *AGENCIES[1:]])
    told = newest(desk)
    anew = "signed anew: 9 Sep 2025 (before: 26 Feb 2025)"
    assert alert(told).text == f"MUB 287(g) list changed: Travis County Sheriff, TX (Task Force Model) {anew}"
    assert "*Texas* 1 signed anew" in shown(alert(told))
    assert f"*Travis County Sheriff*: {anew}" in rest(told, 0, MessageForm.TEXT)[0].text
    assert f"lists as signed anew Travis County Sheriff ({anew}" in printable_alert(told).replace(
        "signed a 287(g) agreement (Task Force Model), 9 Sep 2025; ", ""
    )
    with reading(desk.engine) as session:
        changes = history_of_place(session, told.rows[0].fact.places[0].geoid, told.zone, limit=1)
    assert anew in shown(history_message(desk.asked("Travis County, TX"), changes))
    desk.agencies([AGENCIES[0].replace("2025-02-26", "2025-08-01"), *AGENCIES[1:]])
    assert alert(newest(desk)).text.endswith("Travis County Sheriff, TX (Task Force Model) corrected")


def test_what_may_be_the_same_is_named(desk: ConfirmingDesk) -> None:
    """Two rows came for one that is gone, and neither fits better: each says so, the departure too."""
    first, second = (AGENCIES[0].replace("2025-02-26", day) for day in ("2025-07-01", "2025-08-01"))
    desk.agencies([*AGENCIES[1:], first, second])
    told = newest(desk)
    assert all(row.possibly_same for row in told.rows)
    assert "possibly the same as Travis County Sheriff (signed a 287(g) agreement" in alert(told).text
    assert "26 Feb 2025" in alert(told).text
    assert "possibly the same as" in printable_alert(told)
    desk.agencies([*AGENCIES[2:], first, second])
    told = newest(desk)
    assert [row.before is not None for row in told.rows] == [True]
    lines = rest(told, 0, MessageForm.TEXT)[0].text
    assert "possibly the same as Travis County Sheriff (signed a 287(g) agreement" in lines
    assert "1 Jul 2025)" in lines
    assert "1 Aug 2025)" in lines


def test_an_agreement_whose_support_is_left_empty_is_told_with_what_is_meant(desk: ConfirmingDesk) -> None:
    """It is a slip: the answer says how it is printed, and which of the agency's agreements it is."""
    emptied = AGENCIES[0].replace("Task Force Model", "")
    desk.agencies([emptied, *AGENCIES[1:]])
    said = shown(answer_message(desk.asked("Travis County, TX"), "/d"))
    assert "signed a 287(g) agreement (Task Force Model), 26 Feb 2025" in said
    assert "Printed as" in said
