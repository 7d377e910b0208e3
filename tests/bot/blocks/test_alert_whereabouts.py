"""Golden words for channels that hear of one place, or of all states."""

from collections import Counter
from dataclasses import replace

import pytest

from bot.blocks.alert import alert
from bot.blocks.thread import rest
from models.bulletin import Bulletin
from models.values import ChangeKind, ListingKind
from models.wishes import EVERYWHERE
from tests.support.bulletins import EDITION, changed, designation, refusal, report
from tests.support.messages import shown

TRAVIS = designation("Travis County")
GONE = designation("Travis County", ChangeKind.REMOVED)
ELSEWHERE = replace(designation("Boston"), state="MA", places=("Boston",))
NEW, BACK, WITHDRAWN = ChangeKind.PUBLISHED, ChangeKind.BACK, ChangeKind.WITHDRAWN


def of_place(bulletin: Bulletin, *standing: str) -> Bulletin:
    """Return the bulletin as a channel hears it that follows Travis County alone."""
    return replace(bulletin, place="48453", state_name="Travis County, TX", standing=standing, absence=None)


def of_all(bulletin: Bulletin, *standing: str) -> Bulletin:
    """Return the bulletin as a channel hears it that follows every state."""
    edition = replace(bulletin.edition, rows=Counter(row.kind for row in bulletin.rows))
    return replace(bulletin, state=EVERYWHERE, state_name="all states", standing=standing, edition=edition)


@pytest.mark.parametrize(
    ("bulletin", "headline", "notification"),
    [
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


def test_a_copy_of_some_rows_does_not_speak_for_all_states() -> None:
    """Of a report that totals 206 and shows three rows, nobody reads that all 206 were in Texas."""
    some = replace(of_all(report(3)), edition=replace(EDITION, rows=Counter({ListingKind.REFUSAL: 206})))
    assert alert(some).text == "ICE lists 206 refusals; listed here: 3 refusals in Texas"


def test_a_row_without_a_state_is_counted_in_none() -> None:
    """Where a row doesn't say its state, no number of states is given."""
    unknown = replace(refusal(1), state="")
    assert alert(of_all(replace(report(0), rows=(refusal(0), unknown)))).text.startswith("ICE lists")
    assert " states" not in alert(of_all(replace(report(0), rows=(refusal(0), unknown)))).text


def test_the_thread_of_all_states_names_none() -> None:
    """The rows below an alert for all states are all rows."""
    assert rest(of_all(report(3)), 0)[0].text == "All rows: 3"
