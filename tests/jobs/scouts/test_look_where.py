"""Where a scout looks, when, and what is said when it can't."""

from datetime import timedelta

from jobs.schedule import run_due
from models.editions.source_health import ALARM_AFTER
from tests.support.documents import feeds
from tests.support.documents.feeds import News
from tests.support.publishers.scouting import NAME, ROOT, Scouting


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
    told = scouting.desk.notices()
    assert ["Access Denied" in told[0], "can be read again" in told[1], len(told)] == [True, True, 2]


def test_a_page_in_place_of_a_feed_is_a_failure(scouting: Scouting) -> None:
    """A feed that moved must not look like one without news."""
    scouting.publish(b"<html><body><h1>Newsroom</h1><p>Welcome.</p></body></html>", media_type="text/html")
    report = scouting.look()
    assert report.status == "failed"
    assert "is neither RSS nor Atom" in report.reasons[0]


def test_scouts_look_when_they_are_due(scouting: Scouting) -> None:
    """The heartbeat that checks lists lets scouts look too, as often as they are set to."""
    scouting.publish(feeds.rss([scouting.news(1)]))
    assert [report.source for report in run_due(scouting.desk.context, [])] == [f"scout:{NAME}"]
    assert run_due(scouting.desk.context, []) == []
    scouting.desk.clock.advance(timedelta(minutes=67))
    assert len(run_due(scouting.desk.context, [])) == 1


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
