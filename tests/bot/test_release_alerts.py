"""What a channel reads of releases of ICE's detainer records, from the document to the words."""

from collections.abc import Iterator

import pytest

from bot.blocks.alert import alert
from bot.delivery import Readership, gather_alert
from jobs.readers import Parser
from models.db import reading
from models.domain import ListingKind
from tests.support.clock import Clock
from tests.support.documents.releases import Archive, archive_on, booked, refused
from tests.support.messages import shown
from tests.support.newsroom.payloads import news_in

JANUARY = [*(refused(f"2026-01-{day:02}") for day in range(2, 14)), booked("2026-01-31")]


@pytest.fixture
def archive(database: str, clock: Clock, parser: Parser) -> Iterator[Archive]:
    """A desk on a fresh database whose channel hears of Texas."""
    with archive_on(database, clock, parser) as opened:
        opened.desk.subscribe("CTEXAS", "TX")
        yield opened


def last_told(archive: Archive) -> str:
    """All that a person reads of the last alert."""
    desk = archive.desk
    readership = Readership(desk.context.sources, "America/New_York")
    with reading(desk.engine) as session:
        return shown(alert(gather_alert(session, news_in(desk.queued()[-1]), readership)))


def test_a_channel_reads_of_a_new_list_then_of_what_is_new_and_what_was_late(archive: Archive) -> None:
    """Twelve refusals of the first release are no news of a week; the second tells late from new."""
    archive.release(JANUARY)
    first = last_told(archive)
    assert "ICE records: 12 refusals for " in first
    assert "; Texas: 12\n" in first
    assert "2 more rows in the thread and in the CSV." in first
    archive.release([*JANUARY, refused("2026-01-20"), refused("2026-02-03"), refused("2026-02-04")])
    second = last_told(archive)
    assert "ICE records: 2 new Texas refusals, 1 added late" in second
    assert "New: 2 refusals issued Feb. 3 to 4, 2026." in second
    assert "Added late: 1 refusal issued Jan. 20, 2026, in no release before." in second
    assert "A detainer is a civil request, not a judge's warrant." in second


def test_nobody_reads_a_year_of_birth_or_an_identifier(archive: Archive) -> None:
    """Neither is kept, so neither can be told: not in the words, and not in a row's evidence."""
    archive.release([refused("2026-01-02", birth_year=1987, anonymized_identifier="a1b2c3")] * 3)
    desk = archive.desk
    readership = Readership(desk.context.sources, "America/New_York")
    with reading(desk.engine) as session:
        bulletin = gather_alert(session, news_in(desk.queued()[-1]), readership)
    assert [row.fact.kind for row in bulletin.rows] == [ListingKind.REFUSAL] * 3
    assert "1987" not in repr(bulletin)
    assert "a1b2c3" not in repr(bulletin)
