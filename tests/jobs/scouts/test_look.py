"""What a scout tells: what is new, once, to operators and to the channels that hear of leads."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytest_httpserver import HTTPServer
from sqlmodel import select

from jobs.parse import Parser
from jobs.schedule import run_due
from jobs.scouts.look import TOLD_AT_ONCE
from models.health import ALARM_AFTER
from models.store import reading
from models.tables import ChangeRow, EditionRow
from models.wishes import LEADS
from tests.support import feeds
from tests.support.clock import Clock
from tests.support.feeds import News
from tests.support.scouting import NAME, Scouting
from tests.support.watching import OPERATORS, desk_on

ROOT = "https://publisher.example"


@pytest.fixture
def scouting(
    database: str, clock: Clock, shared_parser: Parser, publisher: HTTPServer, no_waits: None
) -> Iterator[Scouting]:
    """A scout that has looked once and found nothing; a channel hears of leads."""
    with desk_on(database, clock, shared_parser) as desk:
        scouting = Scouting(desk, publisher)
        desk.subscribe("CLEADS", LEADS)
        desk.subscribe("CTEXAS", "TX")
        yield scouting


def news(number: int, scouting: Scouting, *, days: int = 0) -> News:
    """A made-up announcement of a list, of some days ago."""
    published = scouting.desk.clock() - timedelta(days=days)
    return News(f"A list of sanctuary jurisdictions, no. {number}", f"{ROOT}/pr/{number}", published)


def test_a_lead_is_told_once_to_operators_and_to_who_wants_leads(scouting: Scouting) -> None:
    """Title, link, date and the words; the channel that hears of Texas hears nothing."""
    scouting.publish(feeds.rss([]))
    scouting.look()
    item = news(1, scouting)
    scouting.publish(feeds.rss([item, News("Man sentenced for fraud", f"{ROOT}/pr/2")]))
    report = scouting.look()
    assert (report.status, report.source, report.rows) == ("leads", f"scout:{NAME}", 2)
    assert scouting.look().status == "unchanged"
    for channel in (OPERATORS, "CLEADS"):
        assert scouting.told(channel) == [item.title]
    assert scouting.told("CTEXAS") == []
    (lead,) = scouting.leads()
    assert (lead.address, lead.title, lead.words) == (item.address, item.title, ["sanctuary jurisdiction"])
    assert lead.published == item.published


def test_a_lead_is_no_edition_and_no_change(scouting: Scouting) -> None:
    """Nothing was read from it, so no list says anything."""
    scouting.publish(feeds.rss([news(1, scouting)]))
    scouting.look()
    with reading(scouting.desk.engine) as session:
        assert session.exec(select(EditionRow)).all() == []
        assert session.exec(select(ChangeRow)).all() == []


def test_what_a_feed_holds_at_first_sight_floods_nobody(scouting: Scouting) -> None:
    """The last seven days are told, the newest first; what is older, or undated, is noted in silence."""
    old = [news(number, scouting, days=number) for number in (9, 3, 40, 1)]
    undated = News("Undated detainer list", f"{ROOT}/pr/undated")
    scouting.publish(feeds.rss([*old, undated]))
    scouting.look()
    assert scouting.told("CLEADS") == [old[3].title, old[1].title]
    assert len(scouting.leads()) == 5
    scouting.publish(feeds.rss([*old, undated, news(50, scouting, days=50)]))
    scouting.look()
    assert scouting.told("CLEADS")[2:] == ["A list of sanctuary jurisdictions, no. 50"]


def test_one_announcement_in_two_campaigns_is_one_lead(scouting: Scouting) -> None:
    """What tracks readers is no part of an address."""
    scouting.publish(feeds.rss([]))
    scouting.look()
    for campaign in ("rss", "mail"):
        address = f"{ROOT}/pr/1?id=7&utm_source={campaign}#top"
        scouting.publish(feeds.rss([News("Detainer list", address)]))
        scouting.look()
    (lead,) = scouting.leads()
    assert lead.address == f"{ROOT}/pr/1?id=7"
    assert scouting.told("CLEADS") == ["Detainer list"]


def test_very_many_leads_at_once_are_counted(scouting: Scouting) -> None:
    """A word that is in every page of a site fills no channel."""
    scouting.publish(feeds.sitemap([]))
    scouting.look()
    pages = [News("", f"{ROOT}/detainer/detainer-{number}") for number in range(TOLD_AT_ONCE + 5)]
    scouting.publish(feeds.sitemap(pages))
    scouting.look()
    assert len(scouting.told("CLEADS")) == TOLD_AT_ONCE
    assert len(scouting.leads()) == TOLD_AT_ONCE + 5
    (more,) = [row for row in scouting.desk.queued() if "more than are told" in str(row.payload)]
    assert "found 5 leads more" in more.payload["sentence"]


def test_sitemaps_of_an_index_are_read(scouting: Scouting) -> None:
    """The index is where a site tells of its sitemaps."""
    scouting.publish(feeds.sitemap([]))
    scouting.look()
    scouting.publish(feeds.index([scouting.publisher.url_for("/part.xml")]))
    part = feeds.sitemap([News("", f"{ROOT}/ag/us-sanctuary-jurisdictions-list")])
    scouting.publisher.expect_request("/part.xml").respond_with_data(part, content_type="application/xml")
    scouting.look()
    assert scouting.told("CLEADS") == ["us sanctuary jurisdictions list"]


def test_the_federal_register_is_searched_in_title_and_abstract(scouting: Scouting) -> None:
    """Its own search also finds documents that only mention the word somewhere."""
    scouting.publish(feeds.register([]), media_type="application/json")
    scouting.look()
    found = [
        News("Detention Standards", f"{ROOT}/d/1", scouting.desk.clock(), "On immigration detainers."),
        News("Notice of Hearing", f"{ROOT}/d/2", scouting.desk.clock(), ""),
    ]
    scouting.publish(feeds.register(found), media_type="application/json")
    scouting.look()
    assert scouting.told("CLEADS") == ["Detention Standards"]


def test_a_failing_scout_is_one_alarm_and_one_all_clear(scouting: Scouting) -> None:
    """Operators hear of the third failure, and that it looks again."""
    scouting.publish(
        b"<html><title>Access Denied</title><h1>Access Denied</h1></html>", media_type="text/html"
    )
    for _ in range(ALARM_AFTER + 3):
        assert scouting.look().status == "failed"
    scouting.publish(feeds.rss([]))
    scouting.look()
    told = [str(row.payload["sentence"]) for row in scouting.desk.queued() if row.what == "notice"]
    assert ["Access Denied" in told[0], "answers again" in told[1], len(told)] == [True, True, 2]


def test_a_page_in_place_of_a_feed_is_a_failure(scouting: Scouting) -> None:
    """A feed that moved must not look like one without news."""
    scouting.publish(b"<html><body><h1>Newsroom</h1><p>Welcome.</p></body></html>", media_type="text/html")
    report = scouting.look()
    assert report.status == "failed"
    assert "is neither RSS nor Atom" in report.reasons[0]


def test_scouts_look_when_they_are_due(scouting: Scouting) -> None:
    """The heartbeat that checks lists lets scouts look too, as often as they are set to."""
    scouting.publish(feeds.rss([news(1, scouting)]))
    assert [report.source for report in run_due(scouting.desk.watch, [])] == [f"scout:{NAME}"]
    assert run_due(scouting.desk.watch, []) == []
    scouting.desk.clock.advance(timedelta(minutes=67))
    assert len(run_due(scouting.desk.watch, [])) == 1


def test_an_operators_channel_that_hears_of_leads_is_told_once(scouting: Scouting) -> None:
    """Two wishes, one message."""
    scouting.desk.subscribe(OPERATORS, LEADS)
    scouting.publish(feeds.rss([news(1, scouting)]))
    scouting.look()
    assert len(scouting.told(OPERATORS)) == 1


def test_lists_say_nothing_to_a_channel_that_only_wants_leads(scouting: Scouting) -> None:
    """Not even that a whole list is published."""
    scouting.desk.publish("list", ["published 2025-08-05", "Boston|MA|Cities", "Austin|TX|Cities"])
    assert {row.channel for row in scouting.desk.queued()} == {"CTEXAS"}


def test_a_broken_sitemap_hides_no_other(scouting: Scouting) -> None:
    """Only when none of an index can be read has the scout failed."""
    scouting.publish(feeds.sitemap([]))
    scouting.look()
    parts = [scouting.publisher.url_for(f"/{name}.xml") for name in ("gone", "part")]
    scouting.publish(feeds.index(parts))
    assert scouting.look().status == "failed"
    part = feeds.sitemap([News("", f"{ROOT}/ag/detainer-list")])
    scouting.publisher.expect_request("/part.xml").respond_with_data(part, content_type="application/xml")
    scouting.look()
    assert scouting.told("CLEADS") == ["detainer list"]


def test_a_word_that_was_added_is_looked_for_in_what_has_not_changed(scouting: Scouting) -> None:
    """The publisher answers "not modified"; the scout asks anew for the new word's sake."""
    body = feeds.rss([News("A notice on holds", f"{ROOT}/pr/1")])
    scouting.publisher.expect_request("/news", headers={"If-None-Match": '"a"'}).respond_with_data("", 304)
    scouting.publisher.expect_request("/news").respond_with_data(body, headers={"ETag": '"a"'})
    assert [scouting.look().status, scouting.look().rows] == ["unchanged", 0]
    scouting.scout = scouting.scout.model_copy(update={"words": ("detainer", "hold")})
    scouting.look()
    assert scouting.told("CLEADS") == ["A notice on holds"]
