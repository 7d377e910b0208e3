"""Golden words for channels that hear of one place, or of all states."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.blocks.alert import alert, printable_alert, rest
from bot.blocks.shared import AlertHandle, read_alert_handle
from models.domain import EVERYWHERE, Bulletin, ChangeKind, ListingKind, Outcome, Place, PlaceKind, Subject
from tests.support.messages import shown
from tests.support.newsroom.bulletins import EDITION, changed, designation, refusal, report, saying

TRAVIS = designation("Travis County")
GONE = designation("Travis County", ChangeKind.REMOVED)
ELSEWHERE = saying(designation("Boston"), state="MA", places=("Boston",))
NEW, BACK, WITHDRAWN = ChangeKind.PUBLISHED, ChangeKind.BACK, ChangeKind.WITHDRAWN


def of_place(bulletin: Bulletin, *standing: str) -> Bulletin:
    """Return the bulletin as a channel hears it that follows Travis County alone."""
    return replace(bulletin, place="48453", state_name="Travis County, TX", standing=standing, absence=None)


def of_all(bulletin: Bulletin, *standing: str) -> Bulletin:
    """Return the bulletin as a channel hears it that follows every state."""
    edition = replace(bulletin.edition, rows=Counter(row.fact.kind for row in bulletin.rows))
    return replace(bulletin, state=EVERYWHERE, state_name="all states", standing=standing, edition=edition)


def of_two(bulletin: Bulletin, *standing: str) -> Bulletin:
    """Return the bulletin as a channel hears it that follows Massachusetts and Travis County."""
    told_for = (Subject("MA"), Subject("TX", "48453"))
    name = "Massachusetts and Travis County, TX"
    return replace(bulletin, state="", state_name=name, subjects=told_for, standing=standing, absence=None)


@pytest.mark.parametrize(
    ("bulletin", "headline", "notification"),
    [
        (
            of_two(changed(TRAVIS, ELSEWHERE, event=NEW), "Boston", "Travis County"),
            "New list: Massachusetts and Travis County, TX, 2 places (DHS)",
            "DHS lists 35 places; 2 in Massachusetts and Travis County, TX",
        ),
        (
            of_two(changed(event=NEW)),
            "New list: no places in Massachusetts and Travis County, TX on it (DHS)",
            "DHS lists 35 places; no places in Massachusetts and Travis County, TX on it",
        ),
        (
            of_two(changed(GONE, ELSEWHERE), "Boston"),
            "Changed: Massachusetts and Travis County, TX, 1 removed and 1 added (DHS)",
            "DHS list changed: 1 removed and 1 added in Massachusetts and Travis County, TX",
        ),
        (
            of_two(changed(ELSEWHERE), "Boston"),
            "Changed: Massachusetts and Travis County, TX, 1 added (DHS)",
            "DHS list changed: Boston, MA added",
        ),
        (
            of_two(changed(event=WITHDRAWN), "Boston"),
            "Withdrawn: DHS list",
            "DHS list is gone; 1 place in Massachusetts and Travis County, TX was on it",
        ),
        (
            of_place(report(3)),
            "New list: Travis County, TX, 3 refusals (ICE)",
            "ICE lists 206 refusals; 3 in Travis County, TX",
        ),
        (
            of_place(changed(TRAVIS, event=NEW), "Travis County"),
            "New list: Travis County, TX is on it (DHS)",
            "DHS lists 35 places; Travis County, TX is on it",
        ),
        (
            of_place(changed(event=NEW)),
            "New list: Travis County, TX is not on it (DHS)",
            "DHS lists 35 places; Travis County, TX is not on it",
        ),
        (
            of_place(changed(GONE)),
            "Changed: Travis County, TX, 1 removed (DHS)",
            "DHS list changed: Travis County, TX removed",
        ),
        (
            of_place(changed(event=BACK), "Travis County"),
            "Back: DHS list",
            "DHS list is back, unchanged; Travis County, TX is on it",
        ),
        (
            of_place(changed(event=WITHDRAWN), "Travis County"),
            "Withdrawn: DHS list",
            "DHS list is gone; Travis County, TX was on it",
        ),
        (
            of_place(changed(event=WITHDRAWN)),
            "Withdrawn: DHS list",
            "DHS list is gone; Travis County, TX was not on it",
        ),
        (
            of_all(changed(TRAVIS, ELSEWHERE, event=NEW)),
            "New list: 2 places in 2 states (DHS)",
            "DHS lists 2 places in 2 states",
        ),
        (
            of_all(changed(GONE, ELSEWHERE), "Boston"),
            "Changed: 1 removed and 1 added in 2 states (DHS)",
            "DHS list changed: 1 removed and 1 added in 2 states",
        ),
        (
            of_all(changed(GONE)),
            "Changed: 1 removed in Texas (DHS)",
            "DHS list changed: Travis County, TX removed",
        ),
        (
            of_all(changed(event=WITHDRAWN), "Boston", "Travis County"),
            "Withdrawn: DHS list",
            "DHS list is gone; 2 places were on it",
        ),
    ],
)
def test_headline_and_notification(bulletin: Bulletin, headline: str, notification: str) -> None:
    """Golden: of one place whether it is on the list; of all states how many they are."""
    lines = shown(alert(bulletin)).splitlines()
    assert lines[:2] == [notification, headline]


def test_in_print_each_row_of_several_states_names_its_own() -> None:
    """Nobody prints Travis County of Massachusetts."""
    said = printable_alert(of_two(changed(GONE, ELSEWHERE), "Boston"))
    assert "added Boston (MA) to “Sanctuary Jurisdictions” and removed Travis County (TX) from it" in said


def test_a_row_without_a_place_is_perhaps_in_neither() -> None:
    """A row of Texas that resolves to no place is Texas's; one that names no state only may be of either."""
    reason = "No place of that name is known."
    unresolved = saying(TRAVIS, outcome=Outcome.UNKNOWN, reason=reason, places=())
    bulletin = of_two(changed(unresolved, saying(unresolved, state="")))
    assert [bulletin.perhaps(row) for row in bulletin.rows] == [False, True]
    assert "Travis County, TX and Travis County (perhaps in Massachusetts" in alert(bulletin).text


def test_a_button_carries_what_it_was_told_for() -> None:
    """So that a press brings back the same rows; of very many places their states."""
    handle = AlertHandle(7, of_two(report(1)).told_for, first=5)
    assert str(handle) == "5-7|MA,TX/48453||"
    assert read_alert_handle(str(handle)) == handle
    many = AlertHandle(7, tuple(Subject("TX", f"{number:05}") for number in range(500)))
    assert read_alert_handle(str(many)).subjects == (Subject("TX"),)


def test_a_copy_of_some_rows_does_not_speak_for_all_states() -> None:
    """Of a report that totals 206 and shows three rows, nobody reads that all 206 were in Texas."""
    some = replace(of_all(report(3)), edition=replace(EDITION, rows=Counter({ListingKind.REFUSAL: 206})))
    assert alert(some).text == "ICE lists 206 refusals; listed here: 3 refusals in Texas"


def test_a_row_without_a_state_is_counted_in_none() -> None:
    """Where a row doesn't say its state, no number of states is given."""
    unknown = saying(refusal(1), state="")
    assert alert(of_all(replace(report(0), rows=(refusal(0), unknown)))).text.startswith("ICE lists")
    assert " states" not in alert(of_all(replace(report(0), rows=(refusal(0), unknown)))).text


def test_the_thread_of_all_states_names_none() -> None:
    """The rows below an alert for all states are all rows."""
    assert rest(of_all(report(3)), 0)[0].text == "All rows: 3"


def test_a_row_that_names_another_place_now_moves_nobody() -> None:
    """Portland, Oregon, left the list and Portland, Maine, came: which it was, and which it is, is said."""
    was, now = (
        replace(
            designation("Portland").fact,
            state=state,
            places=(Place(geoid, "Portland", state, PlaceKind.CITY),),
        )
        for state, geoid in (("OR", "4159000"), ("ME", "2360545"))
    )
    row = replace(designation("Portland"), kind=ChangeKind.MOVED, before=was, after=now)
    told = alert(of_all(changed(row))).text
    assert told == "DHS list changed: row of Portland, OR now names Portland, ME"
