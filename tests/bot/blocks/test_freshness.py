"""How fresh a list is told to be: to reporters in one calm line, to operators with the reason."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.blocks import sources_message
from bot.words import freshness_lines, held_lines
from models.domain import Announced, ChangeKind, Dated, EditionSeen, Freshness
from tests.support.newsroom.bulletins import LIST

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=UTC)
TECHNICAL = "The name could not be resolved ([Errno -2]). Check the source's address and this machine's DNS."
COPY = "Copied from cited pages."
SOURCE = replace(LIST, address="")
"""Without an address there is no link around its name."""


def told(seen: Freshness, *, operator: bool = False, address: str = "") -> str:
    """The one line about a list."""
    sources = {LIST.name: replace(LIST, address=address)}
    (line,) = freshness_lines([seen], sources, "UTC", operator=operator)
    return line.partition(": ")[2]


def edition(observed: datetime, transcription: str = "", published: date | None = None) -> EditionSeen:
    """A version that stands."""
    return EditionSeen(1, LIST.name, "accepted", published, observed, "", transcription, False, (), ())


def test_a_check_is_told_by_its_time() -> None:
    """The publisher was asked: when, is all that there is to say."""
    line = told(Freshness(LIST.name, NOW, NOW, accepted=edition(NOW)))
    assert line == "checked Nov. 25, 2026, 3 p.m. UTC."


def test_a_copy_says_when_it_was_last_seen_and_that_nobody_looked() -> None:
    """Of a list that is watched, its page wasn't looked at; of one that is only kept, no page is promised."""
    copy = Freshness(LIST.name, accepted=edition(NOW, COPY, date(2025, 10, 31)))
    watched = told(copy, address="https://www.example.gov/list")
    assert watched == "copied, last seen Oct. 31, 2025; page not checked yet."
    assert told(copy) == "copied, last seen Oct. 31, 2025."
    assert told(Freshness(LIST.name, accepted=edition(NOW, COPY))) == "undated (copied Nov. 25, 2026)."


def test_a_list_taken_down_says_when_and_what_its_publisher_said() -> None:
    """A list is taken down, a report suspended: each with the event's own day."""
    gone = Freshness(LIST.name, withdrawn=datetime(2025, 6, 2, 12, tzinfo=UTC), accepted=edition(NOW, COPY))
    assert told(gone) == "taken down June 2, 2025."
    said = Announced(ChangeKind.SUSPENDED, Dated(date(2017, 4, 13), NOW), "It will be suspended.")
    stopped = Freshness(LIST.name, accepted=edition(NOW, COPY, date(2017, 3, 20)), said=(said,))
    assert told(stopped) == "copied, last seen March 20, 2017; suspended April 13, 2017."


def test_a_file_of_which_a_day_is_known_is_of_the_newsrooms_day() -> None:
    """Taken in at ten in the evening without a word on when it was seen: it is of that day."""
    evening = datetime(2026, 3, 4, 3, tzinfo=UTC)
    file = Freshness(LIST.name, accepted=replace(edition(evening), seen=False))
    (line,) = freshness_lines([file], {LIST.name: SOURCE}, "America/New_York")
    assert line.endswith(": added March 3, 2026.")


def test_an_archives_capture_is_called_one() -> None:
    """The publisher blocked us: whose page was read is said."""
    captured = replace(edition(NOW), capture="Read from the Internet Archive.")
    line = told(Freshness(LIST.name, NOW, NOW, accepted=captured))
    assert line == (
        "read from the Internet Archive's capture of Nov. 25, 2026; checked Nov. 25, 2026, 3 p.m. UTC."
    )


def test_a_list_that_is_switched_off_is_neither_failing_nor_watched() -> None:
    """Nobody asks its publisher any more: what its last check met says nothing of it now."""
    off = {LIST.name: replace(LIST, enabled=False), "other": replace(LIST, name="other", reads=LIST.name)}
    failed = Freshness(LIST.name, NOW, NOW - timedelta(days=3), 1, TECHNICAL, accepted=edition(NOW))
    (line,) = freshness_lines([failed], off, "UTC", operator=True)
    assert line.endswith(": switched off; last read Nov. 22, 2026, 3 p.m. UTC.")
    message = sources_message({LIST.name: failed}, {**off, "third": replace(LIST, name="third")}, "UTC")
    assert message.text == "1 list watched, 2 switched off, 0 kept as copies."


@pytest.mark.parametrize("checked", [None, NOW - timedelta(days=1)])
def test_an_imported_file_is_told_by_the_time_that_it_was_seen(checked: datetime | None) -> None:
    """Nobody was asked since: not “checked”, whoever took the file in."""
    assert told(Freshness(LIST.name, checked, NOW, accepted=edition(NOW))) == (
        "added Nov. 25, 2026, 3 p.m. UTC."
    )


def test_a_list_that_was_never_read_says_so() -> None:
    """Its first file needs review: nothing is known of it, nothing was checked."""
    assert told(Freshness(LIST.name)) == "not read yet."


def test_reporters_read_a_calm_line() -> None:
    """One check failed: when, and when the list was last read; nothing about DNS."""
    before = NOW - timedelta(minutes=35)
    seen = Freshness(LIST.name, NOW, before, 1, TECHNICAL, accepted=edition(before - timedelta(days=3)))
    assert told(seen) == (
        "couldn't be read Nov. 25, 2026, 3 p.m. UTC; last read Nov. 25, 2026, 2:25 p.m. UTC."
    )


@pytest.mark.parametrize(
    ("failures", "words"),
    [(1, "couldn't be read Nov. 25"), (7, "couldn't be read 7 times in a row, last Nov. 25")],
)
def test_operators_read_why(failures: int, words: str) -> None:
    """Those who can mend it get the reason and the cure."""
    line = told(Freshness(LIST.name, NOW, NOW, failures, TECHNICAL, accepted=edition(NOW)), operator=True)
    assert line.startswith(words)
    assert line.endswith("this machine's DNS.")


def test_a_copy_whose_publisher_cannot_be_reached_was_never_read() -> None:
    """The bundled history is of a day; the failed check has an hour, and read nothing."""
    copy = edition(NOW - timedelta(days=9), COPY, date(2026, 11, 16))
    line = told(Freshness(LIST.name, NOW, NOW - timedelta(days=9), 1, TECHNICAL, accepted=copy))
    assert line == (
        "copied, last seen Nov. 16, 2026; couldn't be read Nov. 25, 2026, 3 p.m. UTC; never read."
    )


def test_a_newer_file_is_said_to_need_review_and_operators_read_why() -> None:
    """Everybody reads that it waits; its figures are nobody's yet."""
    held = replace(edition(NOW), status="held", reasons=("12 of 35 rows would go at once.",))
    waiting = [Freshness(LIST.name, held=held)]
    (line,) = held_lines(waiting, {LIST.name: LIST}, "America/New_York")
    assert line.endswith("arrived Nov. 25, 2026, 10 a.m. EST and needs review.")
    (line,) = held_lines(waiting, {LIST.name: LIST}, "America/New_York", operator=True)
    assert line.endswith("and needs review: 12 of 35 rows would go at once.")
