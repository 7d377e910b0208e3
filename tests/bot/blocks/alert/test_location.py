"""Golden words for channels that hear of one place, or of all states."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.blocks.alert import alert, alert_headline, alert_sentence, rest
from bot.blocks.shared import AlertHandle, read_alert_handle
from models.domain import (
    EVERYWHERE,
    Bulletin,
    ChangeKind,
    ListedPlace,
    Outcome,
    Place,
    PlaceKind,
    Subject,
)
from tests.support.messages import shown
from tests.support.newsroom.bulletins import EDITION, changed, designation, on_list, report, saying

TRAVIS = designation("Travis County")
GONE = designation("Travis County", ChangeKind.REMOVED)
ELSEWHERE = saying(designation("Boston"), state="MA", places=("Boston",))
HERE = Place("48999", "Travis County", "TX", PlaceKind.COUNTY)
TRAVIS_ON = (ListedPlace("TX", "Travis County", (HERE,)),)
BOSTON = on_list("Boston", state="MA")
NEW, BACK, WITHDRAWN = ChangeKind.PUBLISHED, ChangeKind.BACK, ChangeKind.WITHDRAWN


def of_place(bulletin: Bulletin, *standing: ListedPlace) -> Bulletin:
    """Return the bulletin as a channel hears it that follows Travis County alone."""
    return replace(
        bulletin,
        place="48999",
        places=(HERE,),
        state_name="Travis County, TX",
        standing=standing,
        absence=None,
    )


def of_all(bulletin: Bulletin, *standing: ListedPlace) -> Bulletin:
    """Return the bulletin as a channel hears it that follows every state."""
    edition = replace(bulletin.edition, rows=Counter(row.fact.kind for row in bulletin.rows))
    return replace(bulletin, state=EVERYWHERE, state_name="all states", standing=standing, edition=edition)


def of_two(bulletin: Bulletin, *standing: ListedPlace) -> Bulletin:
    """Return the bulletin as a channel hears it that follows Massachusetts and Travis County."""
    told_for = (Subject("MA"), Subject("TX", "48999"))
    name = "Massachusetts and Travis County, TX"
    return replace(
        bulletin,
        state="",
        state_name=name,
        subjects=told_for,
        places=(HERE,),
        standing=standing,
        absence=None,
    )


@pytest.mark.parametrize(
    ("bulletin", "headline"),
    [
        (
            of_two(changed(TRAVIS, ELSEWHERE, event=NEW), *BOSTON, *TRAVIS_ON),
            "DHS publishes list of 35; Mass.: Boston; Travis County, Texas: on it",
        ),
        (
            of_two(changed(event=NEW)),
            "DHS publishes list of 35; Mass.: none; Travis County, Texas: not on it",
        ),
        (of_two(changed(GONE, ELSEWHERE), *BOSTON), "DHS list: Mass. 1 place on; Texas 1 place off"),
        (of_two(changed(ELSEWHERE), *BOSTON), "Boston, Mass., is on the DHS list"),
        (
            of_two(changed(event=WITHDRAWN), *BOSTON),
            "DHS list is taken down; Mass.: Boston; Travis County, Texas: not on it",
        ),
        (of_place(report(3)), "ICE report: 3 refusals in a week; Travis County, Texas: 3"),
        (
            of_place(changed(TRAVIS, event=NEW), *TRAVIS_ON),
            "DHS publishes list of 35; Travis County, Texas, is on it",
        ),
        (of_place(changed(event=NEW)), "DHS publishes list of 35; Travis County, Texas, is not on it"),
        (of_place(changed(GONE)), "Travis County, Texas, is off the DHS list"),
        (
            of_place(changed(event=BACK), *TRAVIS_ON),
            "DHS list is back, same as March 1, 2017; Travis County, Texas, is on it",
        ),
        (
            of_place(changed(event=WITHDRAWN), *TRAVIS_ON),
            "DHS list is taken down; Travis County, Texas, was on it",
        ),
        (
            of_place(changed(event=WITHDRAWN)),
            "DHS list is taken down; Travis County, Texas, was not on it",
        ),
        (of_all(changed(TRAVIS, ELSEWHERE, event=NEW)), "DHS publishes list of 2: 2 places"),
        (of_all(changed(GONE, ELSEWHERE), *BOSTON), "DHS list: Mass. 1 place on; Texas 1 place off"),
        (of_all(changed(GONE)), "Travis County, Texas, is off the DHS list"),
        (
            of_all(changed(event=WITHDRAWN), *BOSTON, *TRAVIS_ON),
            "DHS list is taken down; 2 places were on it",
        ),
    ],
)
def test_a_headline_for_one_place_for_several_and_for_all(bulletin: Bulletin, headline: str) -> None:
    """Golden: of one place whether it is on the list; of several each; of all states how many there are."""
    assert shown(alert(bulletin)).splitlines()[1] == headline


def test_in_print_each_place_has_its_own_state() -> None:
    """Nobody prints Travis County of Massachusetts."""
    assert alert_sentence(of_two(changed(ELSEWHERE), *BOSTON)) == (
        "Boston, Massachusetts, was on U.S. Immigration and Customs Enforcement's list “Sanctuary "
        "Jurisdictions” published March 20, 2017."
    )


def test_a_row_without_a_place_is_perhaps_in_neither() -> None:
    """A row of Texas that resolves to no place is Texas's; one that names no state is counted for nobody."""
    reason = "No place of that name is known."
    unresolved = saying(TRAVIS, outcome=Outcome.UNKNOWN, reason=reason, places=())
    bulletin = of_two(changed(unresolved, saying(unresolved, state="")))
    assert [bulletin.perhaps(row) for row in bulletin.rows] == [False, True]
    assert alert_headline(bulletin) == "Travis County, Texas, is on the DHS list"
    assert "We don't know where “Travis County” is; we count it for no place." in shown(alert(bulletin))


def test_a_button_carries_what_it_was_told_for() -> None:
    """So that a press brings back the same rows; of very many places their states."""
    handle = AlertHandle(7, of_two(report(1)).told_for, first=5)
    assert str(handle) == "5-7|MA,TX/48999||"
    assert read_alert_handle(str(handle)) == handle
    many = AlertHandle(7, tuple(Subject("TX", f"{number:05}") for number in range(500)))
    assert read_alert_handle(str(many)).subjects == (Subject("TX"),)


def test_a_report_of_all_states_says_its_own_total() -> None:
    """Of a report that totals 206 and shows three rows, nobody reads that all 206 were in Texas."""
    some = replace(of_all(report(3)), edition=replace(EDITION, declined=206, held=3, partial=True))
    assert alert_headline(some) == "ICE report: 206 refusals in a week"
    assert "The report's total is 206; our copy has at least 3." in shown(alert(some))


def test_the_thread_of_all_states_names_none() -> None:
    """The rows below an alert for all states are all rows (E6)."""
    assert rest(of_all(report(3)), 0)[0].text == "All 3 rows."


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
    told = alert_headline(of_all(changed(row)))
    assert told == "DHS list moves a row from Portland, Ore., to Portland, Maine"
