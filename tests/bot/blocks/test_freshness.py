"""How fresh a list is told to be: to reporters in one calm clause, to operators with the reason."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.blocks import sources_message
from bot.blocks.shared import freshness_lines
from models.domain import EditionSeen, Freshness
from tests.support.newsroom.bulletins import LIST

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
TECHNICAL = "The name could not be resolved ([Errno -2]). Check the source's address and this machine's DNS."
COPY = "Copied from cited pages."


def told(seen: Freshness, *, operator: bool = False) -> str:
    """The one line about a list."""
    (line,) = freshness_lines([seen], {LIST.name: LIST}, "UTC", operator=operator)
    return line


def edition(observed: datetime, transcription: str = "", published: date | None = None) -> EditionSeen:
    """An edition that stands."""
    return EditionSeen(1, LIST.name, "accepted", published, observed, "", transcription, False, (), ())


def printed(moment: datetime) -> str:
    """A time as it ends, for clients that can't count from it."""
    return f"|{moment.day} Nov 2026, {moment:%H:%M} UTC>"


def test_a_check_is_told_by_its_time() -> None:
    """The publisher was asked: when, is all that there is to say."""
    line = told(Freshness(LIST.name, NOW, NOW, accepted=edition(NOW)))
    assert line.startswith("DHS checked <!date^")
    assert line.endswith(printed(NOW))


def test_a_file_of_which_a_day_is_known_is_of_the_newsrooms_day() -> None:
    """Taken in at ten in the evening without a word on when it was seen: it is of that day."""
    evening = datetime(2026, 3, 4, 3, tzinfo=UTC)
    file = Freshness(LIST.name, accepted=replace(edition(evening), seen=False))
    assert freshness_lines([file], {LIST.name: LIST}, "America/New_York") == [
        "DHS as of 3 Mar 2026, imported"
    ]


def test_a_list_that_is_switched_off_is_neither_failing_nor_watched() -> None:
    """Nobody asks its publisher any more: what its last check met says nothing of it now."""
    off = {LIST.name: replace(LIST, enabled=False), "other": replace(LIST, name="other", reads=LIST.name)}
    failed = Freshness(LIST.name, NOW, NOW - timedelta(days=3), 1, TECHNICAL, accepted=edition(NOW))
    (line,) = freshness_lines([failed], off, "UTC", operator=True)
    assert line.startswith("DHS switched off, last read <!date^")
    assert line.endswith("|22 Nov 2026, 15:00 UTC>")
    message = sources_message({LIST.name: failed}, {**off, "third": replace(LIST, name="third")}, "UTC")
    assert message.text == "1 list watched, 2 switched off, 0 more bundled as copies"


@pytest.mark.parametrize("checked", [None, NOW - timedelta(days=1)])
def test_an_imported_file_is_told_by_the_time_that_it_was_seen(checked: datetime | None) -> None:
    """Nobody was asked since: not “checked”, whoever took the file in."""
    line = told(Freshness(LIST.name, checked, NOW, accepted=edition(NOW)))
    assert line.startswith("DHS as of <!date^")
    assert line.endswith(f"{printed(NOW)}, imported")


def test_a_list_that_was_never_read_says_so() -> None:
    """Its first document waits for a person: nothing is known of it, nothing was checked."""
    assert told(Freshness(LIST.name)) == "DHS never read"


def test_reporters_read_a_calm_clause() -> None:
    """One check failed: when, and as of when the answer is; nothing about DNS."""
    before = NOW - timedelta(minutes=35)
    seen = Freshness(LIST.name, NOW, before, 1, TECHNICAL, accepted=edition(before - timedelta(days=3)))
    line = told(seen)
    assert line.startswith("DHS could not be read at the last check, <!date^")
    assert f"{printed(NOW)}; this is as of <!date^" in line
    assert line.endswith(printed(before))
    assert "DNS" not in line


@pytest.mark.parametrize(
    ("failures", "words"), [(1, "*DHS: the last check failed*"), (7, "*DHS: the last 7 checks failed*")]
)
def test_operators_read_why(failures: int, words: str) -> None:
    """Those who can mend it get the reason and the cure."""
    line = told(Freshness(LIST.name, NOW, NOW, failures, TECHNICAL, accepted=edition(NOW)), operator=True)
    assert line.startswith(words)
    assert "this machine's DNS" in line


def test_a_copy_whose_publisher_cannot_be_reached_has_no_hour() -> None:
    """The bundled history is of a day; the failed check has an hour."""
    copy = edition(NOW - timedelta(days=9), COPY, date(2026, 11, 16))
    line = told(Freshness(LIST.name, NOW, NOW - timedelta(days=9), 1, TECHNICAL, accepted=copy))
    assert line.endswith("; this is copied from cited pages, as of 16 Nov 2026")


def test_a_publisher_never_reached() -> None:
    """No document was ever read: that is said, and no time is made up."""
    assert told(Freshness(LIST.name, NOW, None, 2, TECHNICAL)).endswith("; it was never read")
