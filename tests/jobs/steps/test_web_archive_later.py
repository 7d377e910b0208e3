"""Check after check of a publisher that blocks programs: what is news, who is told, what is never said."""

from sqlmodel import col, select

from jobs.review import accept
from models.db import ChangeRow, reading
from models.editions.source_health import ALARM_AFTER
from tests.support.publishers.blocked import CAPTURED, BlockedDesk, a_list


def test_an_older_capture_is_no_news(blocked: BlockedDesk) -> None:
    """The publisher showed a shorter list since; the archive's older one adds nothing back."""
    blocked.answer(200, a_list())
    assert blocked.check().status == "published"
    blocked.answer(403)
    blocked.archive.keep(blocked.address, a_list("Austin, TX"), CAPTURED)
    report = blocked.check()
    assert (report.status, report.reasons[-1]) == (
        "unchanged",
        "It is older than what is known of the list, so it changes nothing.",
    )
    assert blocked.last().rows == 12


def test_a_newer_capture_is_a_change(blocked: BlockedDesk) -> None:
    """While the publisher blocks us, what the archive saw after us is told."""
    blocked.answer(200, a_list())
    blocked.check()
    blocked.answer(403)
    now = blocked.desk.clock()
    blocked.archive.keep(blocked.address, a_list("Austin, TX"), now)
    report = blocked.check()
    assert (report.status, report.counts["added"]) == ("published", 1)
    blocked.answer(200, a_list())
    back = blocked.check()
    assert (back.status, back.counts["removed"]) == ("published", 1)
    assert blocked.last().capture == ""


def test_operators_still_hear_that_the_publisher_blocks_us(blocked: BlockedDesk) -> None:
    """One notice, which says what is read instead; answers know how old that is."""
    blocked.archive.keep(blocked.address, a_list(), CAPTURED)
    for _ in range(ALARM_AFTER + 2):
        blocked.check()
    (notice,) = blocked.desk.notices()
    assert "answered 403" in notice
    assert "Read from the Web Archive's capture" in notice
    seen = blocked.seen()
    assert (seen.failures, seen.succeeded) == (ALARM_AFTER + 2, CAPTURED)


def test_a_withdrawn_list_is_not_called_back_by_an_archive(blocked: BlockedDesk) -> None:
    """Only the publisher can say that its list is there again."""
    blocked.answer(200, a_list())
    blocked.check()
    blocked.answer(404)
    for _ in range(4):
        blocked.check()
    blocked.answer(403)
    blocked.archive.keep(blocked.address, a_list("Austin, TX"), blocked.desk.clock())
    blocked.check()
    with reading(blocked.desk.engine) as session:
        kinds = session.exec(select(ChangeRow.kind).where(col(ChangeRow.before).is_(None))).all()
    assert "back" not in kinds
    assert blocked.seen().withdrawn
    assert blocked.archive.asked == []


def test_a_held_capture_says_what_it_is_once_it_is_accepted(blocked: BlockedDesk) -> None:
    """A person decides late: the edition is still one of an archive, and the publisher still blocks us."""
    blocked.answer(200, a_list())
    blocked.check()
    blocked.answer(403)
    shorter = a_list().replace(b"Boston, MA", b"").replace(b"Denver, CO", b"").replace(b"Chicago, IL", b"")
    blocked.archive.keep(blocked.address, shorter, blocked.desk.clock())
    held = blocked.check()
    assert (held.status, blocked.last().status) == ("held", "held")
    failures = blocked.seen().failures
    assert accept(held.edition or 0, blocked.desk.context, "U1").counts["removed"] == 3
    assert blocked.last().caveats[0].startswith("Read from the Web Archive's capture of")
    assert blocked.seen().failures == failures == 1
