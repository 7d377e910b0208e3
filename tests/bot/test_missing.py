"""What people read of a row that its list lacks, until that is confirmed, and of one that goes on."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import pytest

from bot.answers import rows_behind
from bot.blocks.alert import alert, alert_headline, alert_sentence, rest, rows_told
from bot.blocks.answer import (
    answer_message,
    evidence_message,
    history_message,
    printable,
    rows_message,
    summary,
    told,
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
LACKS = (
    "issing from the Made-up Bureau's list since March 3, 2026; not confirmed yet (last seen March 1, 2026)"
)


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
        assert "On the Made-up Bureau's list" in shown(message)
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
    assert f"M{LACKS}." in shown(message)
    assert summary(record).startswith(f"Boston, Mass.: m{LACKS}; ")
    rows = rows_behind(record, ["list"], RowRange(10), desk.people)
    assert "missing since March 3, 2026; not confirmed yet" in shown(
        rows_message(record, rows, 0, more=False)
    )
    assert "Made-up Bureau" in shown(evidence_message(record, rows))
    with reading(desk.engine) as session:
        changes = history_of_place(session, record.place.geoid if record.place else "", record.zone, limit=9)
    assert f"M{LACKS}." in shown(history_message(record, changes))
    assert printable(record).sentence == "", "nobody prints what isn't confirmed"
    (line,) = csv.DictReader(io.StringIO(facts_as_csv(rows, record)))
    assert (line["standing"], line["off_on"]) == ("missing", "2026-03-03")
    told = fact_json(rows[0], record.zone)
    assert (told["missing"], told["missing_since"]) == ("missing", "2026-03-03")
    other = desk.asked("Newton, MA")
    assert "issing" not in printable(other).sentence + summary(other)


def test_a_state_says_how_many_of_its_rows_are_missing(desk: ConfirmingDesk) -> None:
    """What is counted within it counts the missing; the state's own row, missing too, is none of them."""
    desk.list(PLACES[1:-1], "2026-03-03")
    record = desk.asked("Massachusetts")
    assert "Places: 9 on the list (1 missing, not confirmed yet)." in shown(answer_message(record, "/d"))
    assert f"The state: m{LACKS}." in shown(answer_message(record, "/d"))
    inside = answer_message(desk.asked("Boston, MA"), "/d", opened=True)
    assert (
        "Massachusetts, the state, was missing from the Made-up Bureau's list since March 3, 2026; not "
        "confirmed yet."
    ) in shown(inside)


def test_agreements_that_are_missing_are_told_apart_from_those_that_stand(desk: ConfirmingDesk) -> None:
    """An agency that its list lacks was listed; another one of the place still is."""
    second = "Travis County Constable|TX|County|Task Force Model|2025-02-27"
    desk.agencies([*AGENCIES, second])
    desk.agencies([*AGENCIES[1:], second])
    record = desk.asked("Travis County, TX")
    agreements = [line for line in told(record).lines if "signed a 287(g) agreement" in line]
    (sheriff,) = [line for line in agreements if "Sheriff" in line]
    (constable,) = [line for line in agreements if "Constable" in line]
    assert "; missing from the Made-up Bureau's list" in sheriff
    assert "not confirmed yet" in sheriff
    assert "; on the Made-up Bureau's list" in constable
    assert "Travis County Constable" in printable(record).sentence
    assert "2 287(g) agreements" in summary(record)


WHOLE = "List: 11 jurisdictions. 1 missing from it, not confirmed yet."


@pytest.mark.parametrize("then", [[*WITHOUT, "Medford|MA|CITIES"], [*PLACES, "Medford|MA|CITIES"]])
def test_the_number_of_the_whole_list_is_that_of_the_document_whenever_it_is_told(
    desk: ConfirmingDesk, then: Sequence[str]
) -> None:
    """What is missing is said beside it, also once it was confirmed, or came back: it was so then."""
    desk.list([*WITHOUT, "Medford|MA|CITIES"], "2026-03-03")
    told = newest(desk)
    assert WHOLE in shown(alert(told))
    assert "Massachusetts: 9 places and the state on it." in shown(alert(told))
    (news,) = [news_in(row) for row in desk.queued()[-1:]]
    desk.list([*then, "Salem|MA|CITIES"], "2026-03-05")
    with reading(desk.engine) as session:
        later = gather_alert(session, news, desk.readership)
    assert WHOLE in shown(alert(later))
    assert "Massachusetts: 9 places and the state on it." in shown(alert(later))
    assert "missing from it" not in shown(alert(newest(desk)))


def test_no_row_is_missing_whose_equal_is_printed(desk: ConfirmingDesk) -> None:
    """Printed twice, then once: the list says of the place what it said, and the number is the document's."""
    desk.list([PLACES[0], *PLACES], "2026-03-03")
    report = desk.list([*PLACES, "Medford|MA|CITIES"], "2026-03-05")
    assert "missing" not in report_text(report, desk.context.sources)
    told = shown(alert(newest(desk)))
    assert "List: 12 jurisdictions, up from 11." in told
    assert "missing from it" not in told
    document = Document("\n".join(["published 2026-03-05", *PLACES]).encode(), "file:///a", desk.clock())
    (rehearsal, *_) = rehearse_document(document, "list", desk.context)
    assert rehearsal.missing == 1, "Medford alone"


def test_the_command_line_says_how_many_rows_a_list_lacks(desk: ConfirmingDesk) -> None:
    """Imported, checked again and rehearsed: missing is no change, and is said."""
    assert (
        report_text(desk.list(WITHOUT, "2026-03-03"), {}) == "list: no change; 1 missing, not confirmed yet."
    )
    again = desk.publish("list", ["published 2026-03-03", *WITHOUT])
    assert report_text(again, {}) == "list: no change; 1 missing, not confirmed yet."
    document = Document("\n".join(["published 2026-03-03", *WITHOUT[1:]]).encode(), "file:///a", desk.clock())
    (rehearsal, *_) = rehearse_document(document, "list", desk.context)
    said = [line for line in rehearsals_text([rehearsal], {}, "UTC") if isinstance(line, str)]
    assert "  changes: none; 2 missing, not confirmed yet" in said
    assert rehearsal_json(rehearsal, "UTC")["missing"] == 2
    desk.clock.advance(timedelta(days=2))
    assert "missing" not in report_text(desk.list(WITHOUT, "2026-03-07"), {})


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
    assert alert_headline(told) == "MUB list: 1 place on, 1 off in Massachusetts"
    assert "Missing March 3, 2026, confirmed March 5, 2026." in shown(alert(told))
    assert "*Boston*: off, missing since March 3, 2026" in rest(told, 0, MessageForm.TEXT)[0].text
    line = next(csv.DictReader(io.StringIO(exported(rows_told(told)))))
    assert (line["change"], line["standing"], line["off_on"]) == ("off", "off", "2026-03-05")
    off = "Off the Made-up Bureau's list since March 3, 2026; on it from March 1, 2026."
    assert off in shown(answer_message(desk.asked("Boston, MA"), "/d"))
    with reading(desk.engine) as session:
        changes = history_of_place(session, gone.fact.places[0].geoid, told.zone, limit=1)
    said = shown(history_message(desk.asked("Boston, MA"), changes))
    assert "March 5, 2026: off the Made-up Bureau's list, first missing March 3, 2026." in said


def test_an_agreement_that_is_off_is_told_where_nothing_else_is(desk: ConfirmingDesk) -> None:
    """The answer says since when its list lacks it, and that this is no end of it."""
    desk.agencies(AGENCIES[1:])
    desk.agencies([*AGENCIES[1:], "Bexar County Sheriff|TX|County|Task Force Model|2025-02-27"])
    said = shown(answer_message(desk.asked("Travis County, TX"), "/d"))
    assert "Off the Made-up Bureau's list" in said
    assert "Off the list doesn't say the agreement ended." in said


def test_a_slip_is_told_to_operators_once_and_to_nobody_else(desk: ConfirmingDesk) -> None:
    """Two rows print a state that is none; while that stays nothing more is said; its mend is one line."""
    slipped = [row.replace("PENNSYLVANIA", "PENNSLYVANIA") for row in AGENCIES]
    desk.agencies(slipped)
    (line,) = desk.notices()
    assert line == "2 rows print PENNSLYVANIA; we read them as Pennsylvania. No alert was sent. (agencies.)"
    desk.agencies([*slipped, "Hays County Sheriff|TX|County|Task Force Model|2025-06-04"])
    assert len(desk.notices()) == 1
    desk.agencies([*AGENCIES, "Hays County Sheriff|TX|County|Task Force Model|2025-06-04"])
    assert desk.notices()[1:] == [
        "2 rows print Pennsylvania again, no longer PENNSLYVANIA. No alert was sent. (agencies.)"
    ]
    assert [channel for channel, *_ in desk.told()] == ["CTEXAS"]
    assert len(desk.notices()) == 2


def test_an_agreement_that_is_signed_again_is_told_as_such(desk: ConfirmingDesk) -> None:
    """A later date alone is no correction, and no departure; an earlier one is a correction."""
    desk.agencies([AGENCIES[0].replace("2025-02-26", "2025-09-09"), *AGENCIES[1:]])
    told = newest(desk)
    assert alert(told).text == "Travis County Sheriff, Texas, signed its 287(g) agreement again"
    anew = "signed again Sept. 9, 2025; before, Feb. 26, 2025 (task force model)."
    assert f"Travis County Sheriff, Texas, {anew}" in shown(alert(told))
    assert "*Travis County Sheriff*: signed again; " in rest(told, 0, MessageForm.TEXT)[0].text
    assert "signed its 287(g) agreement again Sept. 9, 2025, according to" in alert_sentence(told)
    with reading(desk.engine) as session:
        changes = history_of_place(session, told.rows[0].fact.places[0].geoid, told.zone, limit=1)
    again = "signed its 287(g) agreement again Sept. 9, 2025 (before: Feb. 26, 2025)"
    assert again in shown(history_message(desk.asked("Travis County, TX"), changes))
    desk.send()
    desk.agencies([AGENCIES[0].replace("2025-02-26", "2025-08-01"), *AGENCIES[1:]])
    corrected = "Travis County Sheriff, Texas: 287(g) agreement is corrected"
    assert alert_headline(newest(desk)) == corrected


def test_what_may_be_the_same_is_named(desk: ConfirmingDesk) -> None:
    """Two rows came for one that is gone, and neither fits better: each says so, the departure too."""
    first, second = (AGENCIES[0].replace("2025-02-26", day) for day in ("2025-07-01", "2025-08-01"))
    desk.agencies([*AGENCIES[1:], first, second])
    told = newest(desk)
    assert all(row.possibly_same for row in told.rows)
    same = "Possibly the same row as Travis County Sheriff, Texas (task force model; signed Feb. 26, 2025)"
    assert shown(alert(told)).count(same) == 2
    assert alert_sentence(told) == ""
    desk.send()
    desk.agencies([*AGENCIES[2:], first, second])
    told = newest(desk)
    assert [row.before is not None for row in told.rows] == [True]
    lines = rest(told, 0, MessageForm.TEXT)[0].text
    assert "possibly the same row as Travis County Sheriff, Texas (task force model; signed" in lines


def test_an_agreement_whose_support_is_left_empty_is_told_with_what_is_meant(desk: ConfirmingDesk) -> None:
    """It is a slip: the answer says how it is printed, and which of the agency's agreements it is."""
    emptied = AGENCIES[0].replace("Task Force Model", "")
    desk.agencies([emptied, *AGENCIES[1:]])
    said = shown(answer_message(desk.asked("Travis County, TX"), "/d"))
    assert "signed a 287(g) agreement (task force model) Feb. 26, 2025" in said
    assert "Printed as" in said
