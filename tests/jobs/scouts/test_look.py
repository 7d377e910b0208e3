"""What a scout tells: what is new, once, to operators and to the channels that hear of leads."""

from dataclasses import replace

from sqlmodel import select
from werkzeug import Request, Response

from jobs.scouts.look import TOLD_AT_ONCE
from models.db import ChangeRow, EditionRow, reading
from models.domain import LEADS
from tests.support.documents import feeds
from tests.support.documents.feeds import News
from tests.support.publishers.scouting import NAME, ROOT, Scouting
from tests.support.publishers.watching import OPERATORS


def test_a_lead_is_told_once_to_operators_and_to_who_wants_leads(scouting: Scouting) -> None:
    """Title, link, date and the words; the channel that hears of Texas hears nothing."""
    scouting.publish(feeds.rss([]))
    scouting.look()
    item = scouting.news(1)
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
    scouting.publish(feeds.rss([scouting.news(1)]))
    scouting.look()
    with reading(scouting.desk.engine) as session:
        assert session.exec(select(EditionRow)).all() == []
        assert session.exec(select(ChangeRow)).all() == []


def test_what_a_feed_holds_at_first_sight_floods_nobody(scouting: Scouting) -> None:
    """The last seven days are told, the newest first; what is older, or undated, is noted in silence."""
    old = [scouting.news(number, days=number) for number in (9, 3, 40, 1)]
    undated = News("Undated detainer list", f"{ROOT}/pr/undated")
    scouting.publish(feeds.rss([*old, undated]))
    scouting.look()
    assert scouting.told("CLEADS") == [old[3].title, old[1].title]
    assert len(scouting.leads()) == 5
    scouting.publish(feeds.rss([*old, undated, scouting.news(50, days=50)]))
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


def test_an_announcement_without_a_link_is_told_and_says_so(scouting: Scouting) -> None:
    """Operators and the channel are led to the feed, once; it is dated, and found by its category too."""
    scouting.publish(feeds.rss([]))
    scouting.look()
    item = replace(scouting.news(1), title="Ordinary", address="")
    body = feeds.rss([item]).replace(b"</item>", b"<category>Detainer</category></item>")
    scouting.publish(body)
    report = scouting.look()
    assert report.reasons[0].startswith("Ordinary (without a link, in its feed): http")
    assert scouting.look().status == "unchanged"
    (lead,) = scouting.leads()
    assert (lead.linked, lead.words, lead.published) == (False, ["detainer"], item.published)
    assert lead.address.startswith(f"{scouting.scout.address}#")
    for channel in (OPERATORS, "CLEADS"):
        assert scouting.told(channel) == ["Ordinary"]


def test_the_same_feed_is_read_by_nobody(scouting: Scouting) -> None:
    """A server that knows no conditions; a digest tells that nothing is new."""
    scouting.publish(feeds.rss([scouting.news(1)]))
    assert scouting.look().rows == 1
    assert [scouting.look().rows for _ in range(2)] == [0, 0]
    scouting.publish(feeds.rss([scouting.news(1), scouting.news(2)]))
    assert scouting.look().rows == 2


def test_a_feed_that_says_304_for_ever_is_asked_for_the_whole_once_a_day(scouting: Scouting) -> None:
    """What it announced in the meantime is told within a day."""
    items = [scouting.news(1)]

    def answer(request: Request) -> Response:
        if "If-None-Match" in request.headers:
            return Response(status=304)
        return Response(feeds.rss(items), headers={"ETag": '"v1"'}, content_type="application/xml")

    scouting.publish(b"")
    scouting.publisher.clear_all_handlers()
    scouting.publisher.expect_request("/news").respond_with_handler(answer)
    scouting.look()
    items.append(scouting.news(2))
    statuses = [scouting.look().status for _ in range(25)]
    assert statuses == [*["unchanged"] * 23, "leads", "unchanged"]


def test_very_many_leads_at_once_are_counted(scouting: Scouting) -> None:
    """A word that is in every page of a site fills no channel."""
    scouting.publish(feeds.sitemap([]))
    scouting.look()
    pages = [News("", f"{ROOT}/detainer/detainer-{number}") for number in range(TOLD_AT_ONCE + 5)]
    scouting.publish(feeds.sitemap(pages))
    scouting.look()
    assert len(scouting.told("CLEADS")) == TOLD_AT_ONCE
    assert len(scouting.leads()) == TOLD_AT_ONCE + 5
    (more,) = [notice for notice in scouting.desk.notices() if "than we sent" in notice]
    assert ": 5 more possible lists than we sent." in more


def test_an_operators_channel_that_hears_of_leads_is_told_once(scouting: Scouting) -> None:
    """Two wishes, one message."""
    scouting.desk.subscribe(OPERATORS, LEADS)
    scouting.publish(feeds.rss([scouting.news(1)]))
    scouting.look()
    assert len(scouting.told(OPERATORS)) == 1


def test_lists_say_nothing_to_a_channel_that_only_wants_leads(scouting: Scouting) -> None:
    """Not even that a whole list is published."""
    scouting.desk.publish("list", ["published 2025-08-05", "Boston|MA|Cities", "Austin|TX|Cities"])
    assert {row.channel for row in scouting.desk.queued()} == {"CTEXAS"}
