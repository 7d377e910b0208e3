"""The oracle that a desk is held against says what a person would who reads the lists one by one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from models.domain import Cell, ChangeKind, Listing, ListingKind, Period, key
from tests.support.oracle import Decision, Entry, Happening, Kind, Oracle, Stood
from tests.support.oracle.sequences import (
    LogStory,
    agreement,
    designation,
    oracle_of,
    refusal,
    resolve,
    typeset,
)

ADDED, REMOVED = ChangeKind.ADDED, ChangeKind.REMOVED
JANUARY = [date(2026, 1, day) for day in range(1, 32)]

TRAVIS, FRANKLIN = designation("Travis County", "TX"), designation("Franklin County", "TX")
LOUD, NOTED = designation("TRAVIS COUNTY", "TX"), designation("Travis County", "TX", beside="Texas")
BOSTON = designation("Boston", "MA", "Cities")
SUFFOLK, MISSPELT = designation("Suffolk County", "MA"), designation("Suffok County", "MA")


def edition(
    day: int,
    *rows: Listing,
    name: int | None = None,
    decision: Decision = "accepted",
    said_off: Sequence[Listing] | None = None,
    period: Period | None = None,
) -> Entry:
    """Return an edition of a day of May, named by its day; what is said off makes it a partial copy."""
    stood = datetime(2026, 5, day, 12, tzinfo=UTC)
    printed, off = typeset(rows), typeset(said_off or ())
    named = day if name is None else name
    return Entry(named, stood, printed, said_off is not None, off, period, decision)


def asked(*entries: Entry, kind: Kind = "state") -> Oracle:
    """Return an oracle that has all entries."""
    return oracle_of(LogStory(kind, entries))


def told(changes: Sequence[Happening]) -> list[tuple[str, ...]]:
    """Return changes as words: kind, and the names before and after, in the order of the alphabet."""
    return sorted(
        (change.kind.value, *(_name(each) for each in (change.before, change.after) if each))
        for change in changes
    )


def _name(listing: Listing) -> str:
    return str(
        listing.fields.get("name") or listing.fields.get("citizenship") or listing.fields.get("agency")
    )


def stand(oracle: Oracle, name: int) -> list[tuple[str, str, int | None]]:
    """Return what stands after an edition: name, reason and the page where it is printed."""
    return [(_name(row.listing), row.reason, row.listing.page) for row in oracle.standing(name)]


def test_of_twins_that_become_a_third_wording_one_is_removed() -> None:
    """{p1, p2} → {p3}: the list says the same once less; nothing was added or corrected."""
    oracle = asked(edition(1, TRAVIS, LOUD), edition(2, NOTED))
    assert [(each.kind, key(each.before or BOSTON)) for each in oracle.changes(2)] == [(REMOVED, key(TRAVIS))]
    assert oracle.standing(2) == [Stood(typeset([NOTED])[0])]


def test_of_a_row_printed_twice_in_one_wording_and_once_in_another_one_is_removed() -> None:
    """{p1, p1} → {p2}."""
    oracle = asked(edition(1, TRAVIS, TRAVIS), edition(2, LOUD))
    assert told(oracle.changes(2)) == [("removed", "Travis County")]
    assert stand(oracle, 2) == [("TRAVIS COUNTY", "", 1)]


def test_a_twin_less_is_one_removed_and_a_twin_more_is_one_added() -> None:
    """{p1, p2} → {p1} → {p1, p2}; the twin that comes back is the one that went."""
    oracle = asked(edition(1, TRAVIS, LOUD), edition(2, TRAVIS), edition(3, TRAVIS, LOUD))
    assert [each.kind for name in (2, 3) for each in oracle.changes(name)] == [REMOVED, ADDED]
    said = key(TRAVIS)
    assert oracle.lineages() == Counter([((1, said), (2, said), (3, said)), ((1, said), (3, said))])
    assert oracle.net(1, 3) == []


def test_other_annotations_change_nothing_but_the_wording() -> None:
    """{a, b} → {c, c}: what stands is printed as the newest list prints it."""
    other = designation("Travis County", "TX", beside="Tex.")
    oracle = asked(edition(1, TRAVIS, NOTED), edition(2, other, other))
    assert oracle.changes(2) == []
    assert [row.listing.annotations for row in oracle.standing(2)] == [{"county": "Tex."}] * 2


def test_another_page_changes_nothing_but_the_page() -> None:
    """A row behind three new ones stands on page 2; the first list still says page 1."""
    oracle = asked(edition(1, TRAVIS), edition(2, BOSTON, FRANKLIN, MISSPELT, TRAVIS))
    assert ("Travis County", "", 2) in stand(oracle, 2)
    assert [each.after and each.after.page for each in oracle.changes(2)] == [1, 1, 1]
    assert [row.listing.page for row in oracle.printed(1)] == [1]


def test_what_a_partial_copy_does_not_mention_stands_on_as_it_was_printed_last() -> None:
    """It stands unmentioned; what first comes after the copy was not added by the publisher."""
    copy = edition(2, LOUD, said_off=[])
    oracle = asked(edition(1, BOSTON, TRAVIS), copy, edition(3, BOSTON, TRAVIS, FRANKLIN))
    assert oracle.changes(2) == []
    assert stand(oracle, 2) == [("TRAVIS COUNTY", "", 1), ("Boston", "unmentioned", 1)]
    assert told(oracle.changes(3)) == [("newly_known", "Franklin County")]
    assert told(oracle.net(1, 3)) == [("newly_known", "Franklin County")]


def test_what_a_partial_copy_says_off_is_removed_once() -> None:
    """Of two that say the same one is named as gone; what never stood can't be taken off."""
    oracle = asked(edition(1, TRAVIS, TRAVIS), edition(2, BOSTON, said_off=[LOUD, FRANKLIN]))
    assert told(oracle.changes(2)) == [("added", "Boston"), ("removed", "Travis County")]
    assert stand(oracle, 2) == [("Boston", "", 1), ("Travis County", "unmentioned", 1)]


def test_a_misprint_that_comes_and_goes_is_one_row_all_along() -> None:
    """A → B → A: two corrections, one lineage, and nothing between the first and the last."""
    oracle = asked(edition(1, SUFFOLK), edition(2, MISSPELT), edition(3, SUFFOLK))
    assert [told(oracle.changes(name)) for name in (2, 3)] == [
        [("corrected", "Suffolk County", "Suffok County")],
        [("corrected", "Suffok County", "Suffolk County")],
    ]
    assert oracle.lineages() == Counter([((1, key(SUFFOLK)), (2, key(MISSPELT)), (3, key(SUFFOLK)))])
    assert oracle.net(1, 3) == []
    assert told(oracle.net(1, 2)) == [("corrected", "Suffolk County", "Suffok County")]


def test_a_row_that_returns_is_the_row_that_went() -> None:
    """Off the list and back on it: two changes, one lineage."""
    oracle = asked(edition(1, BOSTON, TRAVIS), edition(2, BOSTON), edition(3, BOSTON, TRAVIS))
    assert [told(oracle.changes(name)) for name in (2, 3)] == [
        [("removed", "Travis County")],
        [("added", "Travis County")],
    ]
    assert ((1, key(TRAVIS)), (3, key(TRAVIS))) in oracle.lineages()


def test_of_equal_rows_the_last_begun_ends_first() -> None:
    """The row of the first list stands on; the one that joined it is the one that left."""
    oracle = asked(edition(1, TRAVIS), edition(2, TRAVIS, TRAVIS), edition(3, LOUD))
    said = key(TRAVIS)
    assert oracle.lineages() == Counter([((1, said), (2, said), (3, said)), ((2, said),)])


def test_the_last_that_ended_is_the_first_to_return() -> None:
    """Both left with the third list; the one that stood from the first on is the one that is back."""
    twice = edition(2, BOSTON, TRAVIS, TRAVIS)
    oracle = asked(edition(1, BOSTON, TRAVIS), twice, edition(3, BOSTON), edition(4, BOSTON, TRAVIS))
    said = key(TRAVIS)
    rest = ((1, key(BOSTON)), (2, key(BOSTON)), (3, key(BOSTON)), (4, key(BOSTON)))
    assert oracle.lineages() == Counter([rest, ((1, said), (2, said), (4, said)), ((2, said),)])


def test_of_equal_rows_that_wait_the_last_begun_is_missing_and_the_first_goes_on() -> None:
    """One twin less, confirmed by the next list: told once, and gone since the list that lacked it."""
    lists = edition(1, TRAVIS), edition(2, TRAVIS, TRAVIS), edition(3, TRAVIS)
    oracle = asked(*lists, kind="confirmed")
    assert oracle.changes(3) == []
    assert stand(oracle, 3) == [("Travis County", "", 1), ("Travis County", "missing", 1)]
    oracle = asked(*lists, edition(4, LOUD), kind="confirmed")
    assert told(oracle.changes(4)) == [("removed", "Travis County")]
    assert stand(oracle, 3) == [("Travis County", "", 1)]
    said = key(TRAVIS)
    assert oracle.lineages() == Counter([((1, said), (2, said), (3, said), (4, said)), ((2, said),)])


def test_a_twin_that_is_back_was_never_gone_and_the_other_waits_anew() -> None:
    """{a, a} → {a} → {a, a} → {a}: the last list is the first to lack it again."""
    twice, once = (TRAVIS, TRAVIS), (TRAVIS,)
    oracle = asked(*(edition(day, *rows) for day, rows in enumerate((twice, once, twice, once), 1)),
                   kind="confirmed")  # fmt: skip
    assert [oracle.changes(name) for name in (2, 3, 4)] == [[], [], []]
    assert [reason for _, reason, _ in stand(oracle, 4)] == ["", "missing"]


def test_of_equal_rows_that_wait_one_that_is_struck_out_is_gone_at_once() -> None:
    """Of three that say the same one is printed, one crossed out, and one merely lacking."""
    struck = replace(edition(2, TRAVIS), struck=typeset([TRAVIS]))
    oracle = asked(edition(1, TRAVIS, TRAVIS, TRAVIS), struck, kind="confirmed")
    assert told(oracle.changes(2)) == [("removed", "Travis County")]
    assert [reason for _, reason, _ in stand(oracle, 2)] == ["", "missing"]


def test_what_went_as_a_misprint_and_came_as_it_was_first_is_no_change() -> None:
    """Two lineages, for nobody knows that they are one; between the first list and the last, nothing."""
    lists = edition(1, TRAVIS, SUFFOLK), edition(2, TRAVIS, MISSPELT), edition(3, TRAVIS)
    oracle = asked(*lists, edition(4, TRAVIS, SUFFOLK))
    assert ((4, key(SUFFOLK)),) in oracle.lineages()
    assert oracle.net(1, 4) == []
    assert told(oracle.net(1, 3)) == [("removed", "Suffolk County")]


def test_a_row_that_names_another_place_has_moved() -> None:
    """Suffolk County, Massachusetts, listed as the one of New York; over several lists too."""
    elsewhere = designation("Suffolk County", "NY")
    oracle = asked(edition(1, SUFFOLK), edition(2, SUFFOLK, TRAVIS), edition(3, elsewhere, TRAVIS))
    assert [each.kind for each in oracle.changes(3)] == [ChangeKind.MOVED]
    assert sorted(each.kind.value for each in oracle.net(1, 3)) == ["added", "moved"]


def test_what_is_held_or_rejected_changes_nothing() -> None:
    """Nobody has accepted that the list is empty but for Boston."""
    held = edition(2, BOSTON, decision="held")
    rejected = edition(3, BOSTON, decision="rejected")
    oracle = asked(edition(1, TRAVIS), held, rejected, edition(4, TRAVIS, FRANKLIN))
    assert told(oracle.changes(4)) == [("added", "Franklin County")]
    assert [entry.name for entry in oracle.log] == [1, 4]


def test_what_is_accepted_late_stands_at_its_place() -> None:
    """A row that only the held edition lacks left with it, and came back with the next."""
    late = edition(2, TRAVIS, decision="accepted late")
    entries = edition(1, TRAVIS, FRANKLIN), late, edition(3, TRAVIS, FRANKLIN)
    oracle = Oracle("state", resolve)
    for entry in entries:
        oracle.take(entry)
    assert oracle.changes(3) == []
    oracle.accept(2)
    assert told(oracle.changes(2)) == [("removed", "Franklin County")]
    assert told(oracle.changes(3)) == [("added", "Franklin County")]
    assert oracle.net(1, 3) == []


def test_three_lists_that_arrive_newest_first_say_what_they_say_in_their_order() -> None:
    """The newest stands; what the oldest lacked was added by the second."""
    arrived = edition(3, BOSTON, name=0), edition(2, TRAVIS, BOSTON, name=1), edition(1, TRAVIS, name=2)
    oracle = asked(*arrived)
    assert [told(oracle.changes(name)) for name in (2, 1, 0)] == [
        [("added", "Travis County")],
        [("added", "Boston")],
        [("removed", "Travis County")],
    ]
    assert stand(oracle, 0) == [("Boston", "", 1)]


def test_a_row_of_a_day_that_a_release_does_not_cover_stands_on() -> None:
    """A release from the fifth on takes back what it lacks of the sixth, and nothing of the second."""
    old, taken_back = refusal("Austin", "TX", JANUARY[1]), refusal("Austin", "TX", JANUARY[5], "Cuba")
    late, news = refusal("Albany", "NY", JANUARY[6]), refusal("Albany", "NY", JANUARY[8], "Cuba")
    releases = [
        edition(1, old, taken_back, period=Period(JANUARY[0], JANUARY[6])),
        edition(2, late, news, period=Period(JANUARY[4], JANUARY[9])),
    ]
    oracle = asked(*releases, kind="cumulative")
    assert oracle.changes(1) == []
    assert told(oracle.changes(2)) == [("added", "Cuba"), ("added", "Mexico"), ("removed", "Cuba")]
    assert [each.after and _name(each.after) for each in oracle.changes(2) if each.late] == ["Mexico"]
    assert [row.reason for row in oracle.standing(2)] == ["", "", "unmentioned"]


def test_a_day_that_any_release_covered_is_known_whichever_was_the_last() -> None:
    """A shorter release in between doesn't make news of what the longer one could have said."""
    rows = [refusal("Austin", "TX", JANUARY[day]) for day in (1, 6)]
    periods = [Period(JANUARY[0], JANUARY[last]) for last in (8, 3, 9)]
    lists = [rows[:1], rows[:1], rows]
    oracle = asked(
        *(edition(day, *lists[day - 1], period=periods[day - 1]) for day in (1, 2, 3)), kind="cumulative"
    )
    assert [(each.kind, each.late) for each in oracle.changes(3)] == [(ADDED, True)]


def test_a_detainer_of_a_release_is_only_corrected_within_its_day() -> None:
    """The same jail on another day is another person; another citizenship on the same day may be one."""
    periods = Period(JANUARY[0], JANUARY[9])
    first, second = refusal("Austin", "TX", JANUARY[1]), refusal("Austin", "TX", JANUARY[2])
    other = refusal("Austin", "TX", JANUARY[2], "Cuba")
    oracle = asked(
        *(edition(day, row, period=periods) for day, row in enumerate((first, second, other), 1)),
        kind="cumulative",
    )
    assert told(oracle.changes(2)) == [("added", "Mexico"), ("removed", "Mexico")]
    assert told(oracle.changes(3)) == [("corrected", "Mexico", "Cuba")]


def test_only_a_reissue_of_a_month_takes_back_what_it_said() -> None:
    """February says nothing of January; both count until January is issued anew."""
    january, february = Period(JANUARY[0], JANUARY[-1]), Period(date(2026, 2, 1), date(2026, 2, 28))
    one = refusal("Austin", "TX", JANUARY[3])
    other = refusal("Boston", "MA", date(2026, 2, 3))
    mended = refusal("Austin", "TX", JANUARY[3], "Cuba")
    oracle = asked(
        edition(1, one, one, period=january),
        edition(2, other, period=february),
        edition(3, mended, period=january),
        kind="event",
    )
    assert told(oracle.changes(2)) == [("added", "Mexico")]
    kind = ListingKind.REFUSAL
    assert oracle.counts(date(2026, 4, 30)) == Counter()
    assert oracle.counts(date(2026, 5, 1)) == Counter({("4805000", kind): 2, ("TX", kind): 2})
    rest = {("2507000", kind): 1, ("MA", kind): 1}
    assert oracle.counts(date(2026, 5, 2)) == Counter({("4805000", kind): 2, ("TX", kind): 2, **rest})
    assert oracle.counts(date(2026, 5, 9)) == Counter({("4805000", kind): 1, ("TX", kind): 1, **rest})
    assert told(oracle.net(1, 3)) == told(oracle.changes(3))


def test_a_tally_that_the_whole_report_replaces_is_newly_known() -> None:
    """Our copy lacked the rows, so the publisher took nothing back; another copy that says so does."""
    fields: dict[str, Cell] = {
        "agency": "Austin Jail",
        "count": 4,
        "measure": "declined",
        "period": "January",
    }
    tally = Listing(ListingKind.TALLY, fields, "TX")
    whole = edition(2, refusal("Austin", "TX", JANUARY[3]), period=Period(JANUARY[0], JANUARY[-1]))
    copy = edition(1, tally, said_off=[], period=whole.period)
    oracle = asked(copy, whole, kind="event")
    assert [change.kind for change in oracle.changes(2)] == [ChangeKind.NEWLY_KNOWN] * 2
    again = edition(2, *whole.rows, said_off=[tally], period=whole.period)
    taken_back = {change.kind for change in asked(copy, again, kind="event").changes(2) if change.before}
    assert taken_back == {REMOVED}


def test_the_agency_is_resolved_by_the_place_it_names() -> None:
    """Sheriffs and jails are counted in their county; what names no place only in its state."""
    oracle = asked(edition(1, agreement("Suffolk County", "NY"), agreement("Nowhere Flats", "NY")))
    kind = ListingKind.AGREEMENT
    assert oracle.counts(date(2026, 5, 1)) == Counter({("36103", kind): 1, ("NY", kind): 2})
