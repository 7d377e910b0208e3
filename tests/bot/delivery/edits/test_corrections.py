"""What was said and is no longer so: the message is edited (E1 to E4), and its thread told (E5)."""

import csv
from datetime import date

from sqlalchemy import Engine

from bot.delivery.deliverer import Deliverer
from models.config import Newsroom
from models.db import writing
from models.domain import Erratum, Period, Row
from models.editions import Statement, TakenBack, add_errata, withdraw
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import LIST, REPORT
from tests.support.newsroom.correcting import first, paged, replies, saying
from tests.support.newsroom.delivering import TEXAS, send_all, told
from tests.support.newsroom.editions import TRAVIS, designations, publish_rows, subscribe
from tests.support.slack.driven import DrivenSlack


def test_a_corrected_row_is_struck_through_and_said_anew(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, alerted: list[Row]
) -> None:
    """Headline and table have the new cell beside the old; the row as it was told stays, struck."""
    publish_rows(engine, REPORT, saying(alerted, 1, citizenship="Canada"), clock())
    send_all(deliverer, clock, 10)
    message = first(slack)
    assert message.edited
    assert message.text == "ICE corrects Example Jail 1, Texas: citizenship “Canada,” not “Mexico”"
    shown = str(message.blocks)
    said = "Corrected Nov. 2, 2026: Example Jail 1, Texas: citizenship ~Mexico~ Canada."
    assert said in shown
    assert "• ~*Example Jail 1*: Travis County; Trespass (charge); issued Jan. 20, 2017; declined" in shown
    (table,) = [block for block in message.blocks if block["type"] == "table"]
    assert [row[0]["text"] for row in table["rows"][1:]] == [f"Example Jail {number}" for number in range(3)]
    assert "citizenship Canada (was Mexico)" in table["rows"][2][2]["text"]
    assert [block["type"] for block in message.blocks][-1] == "actions"
    assert replies(slack) == [said]


def test_a_row_that_a_reissue_lacks_is_struck_through(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, alerted: list[Row]
) -> None:
    """The report of that week no longer has it, though the others moved to another page meanwhile."""
    publish_rows(engine, REPORT, paged(alerted, 9), clock())
    publish_rows(engine, REPORT, paged(alerted[:2], 9), clock())
    send_all(deliverer, clock, 10)
    assert first(slack).text == "Texas: 2 refusals in ICE's week, corrected from 3"
    assert "Texas: 2, corrected from ~3~." in str(first(slack).blocks)
    assert replies(slack) == ["Out of the report since Nov. 2, 2026: Example Jail 2."]


def test_a_second_correction_reaches_the_first_message_too(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, alerted: list[Row]
) -> None:
    """The alert, and the alert on its correction, both say what the row says at last."""
    once = saying(alerted, 0, citizenship="Canada")
    publish_rows(engine, REPORT, once, clock())
    send_all(deliverer, clock, 10)
    publish_rows(engine, REPORT, saying(once, 0, citizenship="Chile"), clock())
    send_all(deliverer, clock, 10)
    assert "Example Jail 0, Texas: citizenship ~Mexico~ Chile." in str(first(slack).blocks)
    assert len(replies(slack)) == 2
    assert told(slack) == [
        "ICE corrects Example Jail 0, Texas: citizenship “Chile,” not “Mexico”",
        "ICE corrects Example Jail 0, Texas: citizenship “Chile,” not “Canada”",
        "ICE reissues its report for Jan. 28 to Feb. 3, 2017; Texas: 1 refusal corrected",
    ]


def test_a_place_taken_off_a_list_is_no_error_of_what_was_told(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A later version dropped it (E2): the message says since when, and does not call itself corrected."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County", "Example County"), clock())
    send_all(deliverer, clock, 5)
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 10)
    assert first(slack).text == "Example County, Texas, was on DHS list; off since Nov. 2, 2026"
    assert replies(slack) == ["Off since Nov. 2, 2026: Example County."]


def test_a_place_that_is_back_on_a_list_leaves_nothing_untrue_above(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Off and on again (E4): both earlier messages say that it is back."""
    subscribe(engine, TEXAS, "TX", clock())
    for names in (
        ("Travis County", "Example County"),
        ("Travis County",),
        ("Travis County", "Example County"),
    ):
        publish_rows(engine, LIST, designations(*names), clock())
        send_all(deliverer, clock, 10)
    assert "~" not in str(first(slack).blocks)
    assert replies(slack)[-1] == "Back Nov. 2, 2026: Example County."
    assert told(slack) == [
        "DHS publishes list of 2; Example County and Travis County are on it",
        "Example County, Texas, is on the DHS list again since Nov. 2, 2026",
        "Example County, Texas, is on the DHS list again",
    ]


def test_the_file_of_a_message_is_sent_anew_with_what_stands(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Twelve places in a CSV, one of them off since: the thread has a CSV in which it is."""
    subscribe(engine, TEXAS, "TX", clock())
    names = [f"County {number}" for number in range(12)]
    publish_rows(engine, LIST, designations(*names), clock())
    send_all(deliverer, clock, 8)
    publish_rows(engine, LIST, designations(*names[1:]), clock())
    send_all(deliverer, clock, 12)
    first_file, anew = (
        list(csv.DictReader(slack.file_content(each).decode().splitlines())) for each in slack.files()
    )
    assert {row["standing"] for row in first_file} == {"on"}
    assert [(row["as_printed"], row["off_on"]) for row in anew if row["standing"] == "off"] == [
        ("County 0", "2026-11-02")
    ]
    assert len(anew) == len(first_file)
    replaced = "12 rows on Texas as CSV, as they stand since; this replaces the CSV above."
    assert replaced in [message.text for message in slack.messages(TEXAS)]


def test_a_withdrawn_list_is_said_where_it_was_alerted_and_taken_back_when_it_is_back(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Taken down (E3), back (E4): its rows are not struck, for a list taken down is not a place taken off."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 5)
    with writing(engine) as session:
        withdraw(session, LIST.name, clock(), clock())
    send_all(deliverer, clock, 10)
    gone = first(slack)
    assert gone.text == "DHS list, since taken down; Travis County was on it"
    assert replies(slack) == []  # the channel has an alert of its own on that
    assert "~*Travis County*" not in str(gone.blocks)
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 10)
    back = first(slack)
    assert back.text == "DHS list, since put back; Travis County is on it"
    assert "Back Nov. 2, 2026." in str(back.blocks)
    assert "~" not in str(back.blocks)
    assert replies(slack) == []


def test_what_its_publisher_takes_back_is_struck_through_where_it_was_alerted(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, alerted: list[Row]
) -> None:
    """The publisher's own words stand beside the rows of that county; the same notice is told once."""
    week = Period(date(2017, 1, 28), date(2017, 2, 3))
    said = Erratum("Travis County", "TX", week, "Travis County was listed in error.")
    page = Statement(REPORT.name, "https://www.example.gov/errata", clock())
    for _ in range(2):
        with writing(engine) as session:
            add_errata(session, page, [TakenBack(said, TRAVIS)], Newsroom(), clock())
        send_all(deliverer, clock, 10)
    shown = str(first(slack).blocks)
    assert first(slack).text == "Texas: 0 refusals in ICE's week, corrected from 3"
    assert "Corrected Nov. 2, 2026: ICE took back 3.\\nICE: “Travis County was listed in error.”" in shown
    assert shown.count("• ~*Example Jail") == 3
    assert "table" not in [block["type"] for block in first(slack).blocks]
    (reply,) = replies(slack)
    assert reply.startswith("Corrected above: Texas is 0, was 3. ICE took back 3 (Nov. 2, 2026).")


def test_a_row_that_says_again_what_was_told_is_struck_no_more(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, alerted: list[Row]
) -> None:
    """Mexico, Canada, Mexico: the first message tells what is so, and that it was not for a while."""
    once = saying(alerted, 1, citizenship="Canada")
    publish_rows(engine, REPORT, once, clock())
    send_all(deliverer, clock, 10)
    publish_rows(engine, REPORT, saying(once, 1, citizenship="Mexico"), clock())
    send_all(deliverer, clock, 10)
    message = first(slack)
    assert message.text == "ICE report: 3 refusals in a week; Texas: 3"
    assert "Corrected back Nov. 2, 2026: Example Jail 1." in str(message.blocks)
    assert "~" not in str(message.blocks)
    (table,) = [block for block in message.blocks if block["type"] == "table"]
    assert "Example Jail 1" in [row[0]["text"] for row in table["rows"][1:]]
    assert replies(slack)[-1] == "Corrected back Nov. 2, 2026: Example Jail 1."
