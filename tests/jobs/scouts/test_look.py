"""What a scout tells: what is new, once, to operators and to the channels that hear of leads."""

from sqlmodel import select

from jobs.scouts.look import TOLD_AT_ONCE
from models.store import reading
from models.tables import ChangeRow, EditionRow
from models.wishes import LEADS
from tests.support import feeds
from tests.support.feeds import News
from tests.support.scouting import NAME, ROOT, Scouting
from tests.support.watching import OPERATORS


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
