"""What was told and is no longer so: the message is edited where it stands, and its thread told."""

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
    """What was said stays readable; a line says what it says now; the other rows stand as they did."""
    publish_rows(engine, REPORT, saying(alerted, 1, citizenship="Canada"), clock())
    send_all(deliverer, clock, 10)
    message = first(slack)
    assert message.edited
    assert message.text == "Corrected: ICE lists 3 refusals; 3 in Texas"
    shown = str(message.blocks)
    assert "*Corrected 2 Nov 2026:* Example Jail 1, Texas: citizenship Mexico → Canada." in shown
    assert "• ~*Example Jail 1*: Travis County; Declined 2017-01-30" in shown
    (table,) = [block for block in message.blocks if block["type"] == "table"]
    assert [row[0]["text"] for row in table["rows"][1:]] == ["Example Jail 0", "Example Jail 2"]
    assert [block["type"] for block in message.blocks][-1] == "actions"
    assert replies(slack) == ["*Corrected 2 Nov 2026:* Example Jail 1, Texas: citizenship Mexico → Canada."]


def test_a_row_that_a_reissue_lacks_is_struck_through(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, alerted: list[Row]
) -> None:
    """The report of that week no longer has it, though the others moved to another page meanwhile."""
    publish_rows(engine, REPORT, paged(alerted, 9), clock())
    publish_rows(engine, REPORT, paged(alerted[:2], 9), clock())
    send_all(deliverer, clock, 10)
    assert "*Corrected 2 Nov 2026:* Example Jail 2, Texas was taken out of the report." in str(
        first(slack).blocks
    )
    assert len(replies(slack)) == 1


def test_a_second_correction_reaches_the_first_message_too(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer, alerted: list[Row]
) -> None:
    """The alert, and the alert on its correction, both say what the row says at last."""
    once = saying(alerted, 0, citizenship="Canada")
    publish_rows(engine, REPORT, once, clock())
    send_all(deliverer, clock, 10)
    publish_rows(engine, REPORT, saying(once, 0, citizenship="Chile"), clock())
    send_all(deliverer, clock, 10)
    assert "citizenship Mexico → Canada; citizenship Canada → Chile." in str(first(slack).blocks)
    assert len(replies(slack)) == 2
    openings = [text.partition(":")[0] for text in told(slack)]
    assert openings == ["Corrected", "Corrected", "ICE report changed"]


def test_a_place_taken_off_a_list_is_no_error_of_what_was_told(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """A later edition dropped it: the message says since when, and does not call itself corrected."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County", "Example County"), clock())
    send_all(deliverer, clock, 5)
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 10)
    assert first(slack).text == "Changed since: DHS lists 2 places; 2 in Texas"
    assert replies(slack) == ["*Removed 2 Nov 2026:* Example County, Texas was taken off the list."]


def test_a_place_that_is_back_on_a_list_leaves_nothing_untrue_above(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Off and on again: the first message says what happened on a day, not what is so since."""
    subscribe(engine, TEXAS, "TX", clock())
    for names in (
        ("Travis County", "Example County"),
        ("Travis County",),
        ("Travis County", "Example County"),
    ):
        publish_rows(engine, LIST, designations(*names), clock())
        send_all(deliverer, clock, 10)
    assert "no longer" not in str(first(slack).blocks) + " ".join(replies(slack))
    assert told(slack)[-1] == "DHS list changed: Example County, TX added"


def test_a_withdrawn_list_is_said_where_it_was_alerted_and_taken_back_when_it_is_back(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Its title is struck through, its rows are not: taken down is not delisted."""
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 5)
    with writing(engine) as session:
        withdraw(session, LIST.name, clock(), clock())
    send_all(deliverer, clock, 10)
    gone = first(slack)
    assert gone.text.startswith("Withdrawn since: ")
    assert "~*Sanctuary Jurisdictions*, published 20 Mar 2017~" in str(gone.blocks)
    assert "Taken down is not the same as delisted." in replies(slack)[0]
    assert "~*Travis County*" not in str(gone.blocks)
    publish_rows(engine, LIST, designations("Travis County"), clock())
    send_all(deliverer, clock, 10)
    back = first(slack)
    assert back.text.startswith("Back since: ")
    assert "~" not in str(back.blocks)
    assert len(replies(slack)) == 2


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
    assert "Texas: ICE took it back: “Travis County was listed in error.”" in shown
    assert shown.count("• ~*Example Jail") == 3
    assert "table" not in [block["type"] for block in first(slack).blocks]
    assert len(replies(slack)) == 1


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
    assert message.text == "As told again: ICE lists 3 refusals; 3 in Texas"
    assert "citizenship Mexico → Canada; citizenship Canada → Mexico." in str(message.blocks)
    assert "~" not in str(message.blocks)
    (table,) = [block for block in message.blocks if block["type"] == "table"]
    assert "Example Jail 1" in [row[0]["text"] for row in table["rows"][1:]]
    assert replies(slack)[-1].startswith("*As told again 2 Nov 2026:* Example Jail 1, Texas")
