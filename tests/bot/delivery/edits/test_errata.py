"""What arrives when a publisher takes rows back, or suspends its report."""

from datetime import date, timedelta

from sqlalchemy import Engine
from sqlmodel import Session

from bot.blocks.alert import copied_retraction, read_errata_handle
from bot.delivery import Readership, gather_errata
from bot.delivery.deliverer import Deliverer
from models.config import Newsroom
from models.db import reading, writing
from models.domain import Announcement, ChangeKind, Erratum, Period
from models.editions import Statement, TakenBack, add_announcements, add_errata
from tests.support.clock import Clock
from tests.support.newsroom.bulletins import REPORT
from tests.support.newsroom.delivering import GEORGIA, TEXAS, send_all, told
from tests.support.newsroom.digesting import ZONE
from tests.support.newsroom.editions import TRAVIS, publish_rows, refusals, subscribe
from tests.support.slack.driven import DrivenSlack

WEEK = Period(date(2017, 1, 28), date(2017, 2, 3))
ERRATUM = Erratum("Travis County", "TX", WEEK, "Those detainers were issued to the wrong place.")


def take_back(session: Session, clock: Clock) -> list[int]:
    """Read ICE's page, which takes Travis County's rows back."""
    said = Statement(REPORT.name, REPORT.address, clock())
    return add_errata(session, said, [TakenBack(ERRATUM, TRAVIS)], Newsroom(), clock())


def test_a_correction_arrives_once_where_it_concerns(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Texas reads whose rows, why, and how many are here; Georgia nothing; a second look is no news."""
    publish_rows(engine, REPORT, refusals(3), clock())
    subscribe(engine, TEXAS, "TX", clock())
    subscribe(engine, GEORGIA, "GA", clock())
    for _ in range(2):
        with writing(engine) as session:
            take_back(session, clock)
        send_all(deliverer, clock)
    assert told(slack) == ["ICE takes back 3 Texas refusals from its first report"]
    assert told(slack, GEORGIA) == []
    [message] = [message for message in slack.messages(TEXAS) if message.from_app]
    said = (
        "For Jan. 28 to Feb. 3, 2017.\\nTravis County ~3~. ICE, Nov. 2, 2026: “Those detainers were issued to"
    )
    assert said in str(message.blocks)
    assert "Texas: 0, corrected from ~3~." in str(message.blocks)
    assert not [call for call in slack.calls if not call["ok"]]


def test_a_notice_keeps_its_day_when_the_report_is_issued_again(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """What was left on its day stays dated, and what the newest issue counts stands beside it."""
    publish_rows(engine, REPORT, refusals(3), clock())
    subscribe(engine, TEXAS, "TX", clock())
    with writing(engine) as session:
        take_back(session, clock)
    send_all(deliverer, clock, 5)
    clock.advance(timedelta(days=2))
    publish_rows(engine, REPORT, refusals(2), clock())
    send_all(deliverer, clock, 10)
    [message, *_] = [message for message in slack.messages(TEXAS) if message.from_app]
    assert message.text == "ICE takes back 3 Texas refusals from its first report"
    assert "Texas on Nov. 2, 2026: 0, corrected from ~3~." in str(message.blocks)
    assert "Texas in the report of Nov. 4, 2026: 0." in str(message.blocks)


def test_a_notice_has_a_sentence_to_copy(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Sentence, caveat and source, each by itself (L15)."""
    publish_rows(engine, REPORT, refusals(3), clock())
    subscribe(engine, TEXAS, "TX", clock())
    with writing(engine) as session:
        take_back(session, clock)
    send_all(deliverer, clock, 5)
    [message] = [message for message in slack.messages(TEXAS) if message.from_app]
    copy, _ = message.blocks[-1]["elements"]
    assert (copy["text"]["text"], copy["action_id"]) == ("Copy sentence", "errata_sentence")
    with reading(engine) as session:
        errata = read_errata_handle(copy["value"]).errata
        notice = gather_errata(session, errata, Readership({REPORT.name: REPORT}, ZONE))
    sentence, caveat, source = [block["text"]["text"] for block in copied_retraction(notice).blocks]
    took = "U.S. Immigration and Customs Enforcement on Nov. 2, 2026, took back three declined detainers"
    assert f"{took} it had counted in Travis County, Texas, for Jan. 28 to Feb. 3, 2017." in sentence
    assert "A detainer is a civil request, not a judge's warrant." in caveat
    assert REPORT.address in source


def test_rows_that_come_after_their_correction_are_told_with_it(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Whoever reads an alert reads what its publisher said of these rows since."""
    with writing(engine) as session:
        take_back(session, clock)
    subscribe(engine, TEXAS, "TX", clock())
    publish_rows(engine, REPORT, refusals(2), clock())
    send_all(deliverer, clock)
    message = next(message for message in slack.messages(TEXAS) if message.from_app)
    assert message.text == "Texas: 0 refusals in ICE's week, corrected from 2"
    assert "Corrected: ICE took back 2.\\nICE: “Those detainers were issued to the wrong" in str(
        message.blocks
    )


def test_a_suspension_arrives_everywhere(
    engine: Engine, slack: DrivenSlack, clock: Clock, deliverer: Deliverer
) -> None:
    """Every channel reads it, with the publisher's own sentence, once."""
    publish_rows(engine, REPORT, refusals(1), clock())
    subscribe(engine, TEXAS, "TX", clock())
    subscribe(engine, GEORGIA, "GA", clock())
    said = Announcement(ChangeKind.SUSPENDED, "The report is suspended.", date(2017, 4, 13))
    for _ in range(2):
        with writing(engine) as session:
            add_announcements(session, Statement(REPORT.name, REPORT.address, clock()), [said], clock())
        send_all(deliverer, clock)
    assert told(slack) == told(slack, GEORGIA) == ["ICE suspends its report"]
    assert not [call for call in slack.calls if not call["ok"]]
