"""What an alert says."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.blocks.alert import alert
from bot.blocks.kit import Message
from models.domain import Absence, Cell, ChangeKind, ListingKind, MessageForm, Outcome
from tests.support.messages import shown
from tests.support.newsroom.bulletins import EDITION, changed, designation, refusal, report, saying

FORMS = list(MessageForm)
UNDATED = replace(EDITION, period=None)


def block(message: Message, kind: str) -> dict[str, Any]:
    """Return the first block of a kind."""
    return next(block for block in message.blocks if block["type"] == kind)


def test_a_new_report_says_the_number_first() -> None:
    """The notification alone tells how many refusals there are, and how many in the state."""
    message = alert(report(142))
    assert message.text == "ICE lists 206 refusals; 142 in Texas"
    assert block(message, "header")["text"]["text"] == "New list: Texas, 142 refusals (ICE)"
    said = shown(message)
    assert "*Declined Detainer Outcome Report*, 28 Jan–3 Feb 2017, published 20 Mar 2017" in said
    assert "*Texas* 142 of 206 refusals" in said
    assert "*Example County* 142 refusals" in said
    assert "A detainer is a civil request, not a warrant signed by a judge." in said
    assert "ICE corrected this report after local officials disputed it." in said
    assert "SHA-256 1a2b3c4d" in said
    assert "pp. 3–6" in said


def test_ten_rows_stand_in_the_message_and_the_rest_is_announced() -> None:
    """More than ten rows are cut, and the message says where the others are."""
    message = alert(report(142))
    table = block(message, "table")
    assert [cell["text"] for cell in table["rows"][0]] == ["Agency", "Declined", "Offense", "Page"]
    assert [cell["text"] for cell in table["rows"][1]] == [
        "Example County Jail 0",
        "2017-01-30",
        "Trespass (charge)",
        "3",
    ]
    assert len(table["rows"]) == 11
    assert "132 more rows in the thread and in the CSV." in shown(message)


def test_no_row_of_the_state_is_said_plainly() -> None:
    """A new list without a Texas place tells Texas's channel so."""
    message = alert(report(0))
    assert message.text == "ICE lists 206 refusals; no Texas places on it"
    assert "New list: no Texas places on it (ICE)" in shown(message)


def test_a_removed_place_is_named_in_the_notification() -> None:
    """One change is told by name, not as a count."""
    message = alert(changed(designation("Example County", ChangeKind.REMOVED)))
    assert message.text == "DHS list changed: Example County, TX removed"
    assert "Changed: Texas, 1 removed (DHS)" in shown(message)


def test_a_change_never_reads_as_what_stands() -> None:
    """One county removed of three that stand: neither number is taken for the other."""
    for event in (None, ChangeKind.BACK):
        row = designation("Example County", ChangeKind.REMOVED)
        said = shown(alert(replace(changed(row, event=event), standing=("A", "B"))))
        assert "*Texas* 1 removed" in said
        assert "*Now* 2 Texas places on it" in said
        assert "*Whole list* 35 places" in said


def test_a_row_that_may_be_elsewhere_is_told_as_that() -> None:
    """A bare Springfield is in no state yet: every state that it may be in hears of it, with the doubt."""
    bare = saying(
        designation("Springfield"),
        state="",
        places=(),
        outcome=Outcome.AMBIGUOUS,
        reason="It names no state.",
    )
    message = alert(changed(bare))
    assert message.text == "DHS list changed: Springfield (perhaps in Texas) added"
    assert "Changed: perhaps Texas, 1 added (DHS)" in shown(message)
    new = replace(changed(bare, designation("Example County"), event=ChangeKind.PUBLISHED))
    assert alert(new).text == "DHS lists 35 places; 2 in Texas, 1 of them only perhaps"


def test_a_caveat_stands_once() -> None:
    """What the list says of itself is not repeated in the small print."""
    bulletin = replace(
        changed(designation("A")), edition=replace(EDITION, caveats=("A made-up caveat.", "Another."))
    )
    said = shown(alert(bulletin))
    assert said.count("A made-up caveat.") == 1
    assert "Another." in said


def test_a_copy_never_says_that_it_is_the_list() -> None:
    """What was copied from news pages may lack rows: neither its total nor its silence is the list's."""
    copied = replace(
        changed(event=ChangeKind.PUBLISHED),
        edition=replace(EDITION, transcription="NPR", rows=Counter({ListingKind.DESIGNATION: 35})),
    )
    assert alert(copied).text == "DHS list, as copied: 35 places; no Texas places in our copy"
    assert "New list: no Texas places in our copy" in shown(alert(copied))


def test_a_few_changes_are_named() -> None:
    """Two places removed are two names, not a number."""
    rows = [designation(name, ChangeKind.REMOVED) for name in ("Example County", "Sample County")]
    assert alert(changed(*rows)).text == "DHS list changed: Example County, TX and Sample County, TX removed"


def test_a_corrected_row_shows_before_and_after() -> None:
    """A correction shows the field as it was and as it is."""
    row = replace(
        designation("Example County", ChangeKind.CORRECTED),
        differences=(("heading", "Cities", "Counties"),),
    )
    for form in FORMS:
        assert "Cities → Counties" in shown(alert(changed(row), form))


def test_tallies_are_never_added_to_rows() -> None:
    """A count of detainers that an agency declined stands beside the rows, and issued beside both."""
    tally = refusal(0)
    tallies = [
        saying(tally, kind=ListingKind.TALLY, fields={"agency": "A", "count": 142, "measure": "declined"}),
        saying(tally, kind=ListingKind.TALLY, fields={"agency": "B", "count": 51, "measure": "issued"}),
    ]
    bulletin = replace(report(3), rows=(*report(3).rows, *tallies))
    assert (
        "3 refusals, 142 declined by tally and 51 issued by tally (not refusals) in Texas"
        in alert(bulletin).text
    )


def test_issued_detainers_are_no_share_of_refusals() -> None:
    """Clark County's 51 were issued: they are not 51 of ICE's 206 refusals."""
    fields: dict[str, Cell] = {
        "agency": "B",
        "count": 51,
        "measure": "issued",
        "period": "2017-01-28/2017-02-03",
    }
    bulletin = replace(report(0), rows=(saying(refusal(0), kind=ListingKind.TALLY, fields=fields),))
    assert "*Texas* 51 issued by tally (not refusals)\n" in shown(alert(bulletin))


def test_a_period_reads_as_people_write_it() -> None:
    """In the table and without one, also where it was corrected; what is no period stays as printed."""
    fields: dict[str, Cell] = {
        "agency": "B",
        "count": 51,
        "measure": "declined",
        "period": "2017-01-28/2017-02-03",
    }
    told = saying(refusal(0), kind=ListingKind.TALLY, fields=fields)
    moved = replace(
        told,
        kind=ChangeKind.CORRECTED,
        differences=(("period", "2017-01-28/2017-02-03", "late/never"),),
    )
    for form in FORMS:
        assert "28 Jan–3 Feb 2017" in shown(alert(replace(report(0), rows=(told,), edition=UNDATED), form))
        assert "28 Jan–3 Feb 2017 → late/never" in shown(alert(replace(report(0), rows=(moved,)), form))


def test_a_list_that_is_gone_is_not_delisted() -> None:
    """The withdrawal names what stood on the last copy and says what its absence doesn't mean."""
    since = datetime(2025, 6, 1, 12, tzinfo=UTC)
    bulletin = replace(
        changed(event=ChangeKind.WITHDRAWN),
        standing=("Athens", "Atlanta", "Fulton County"),
        absence=Absence(since, 4, since),
    )
    message = alert(bulletin)
    assert message.text == "DHS list is gone; 3 Texas places were on it"
    said = shown(message)
    assert "Page not found since" in said
    assert "4 checks" in said
    assert "*Texas in our last copy:* Athens, Atlanta and Fulton County." in said
    assert "Taken down is not the same as delisted." in said


def test_a_long_list_that_is_gone_counts_what_it_does_not_name() -> None:
    """Six hundred names are no message: forty are named, and the others counted."""
    standing = tuple(f"Place {number}" for number in range(600))
    bulletin = replace(changed(event=ChangeKind.WITHDRAWN), standing=standing)
    assert "Place 39 and 560 more." in shown(alert(bulletin))
    nothing = replace(bulletin, standing=())
    assert alert(nothing).text == "DHS list is gone; no Texas places were on it"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((), "DHS list is back, unchanged; 1 Texas place on it"),
        ((designation("B", ChangeKind.REMOVED),), "DHS list is back, 1 removed; 1 Texas place on it"),
    ],
)
def test_a_list_that_is_back_says_what_changed(rows: tuple[Any, ...], told: str) -> None:
    """The return tells at once whether the list is the same."""
    bulletin = replace(changed(*rows, event=ChangeKind.BACK), standing=("Athens",))
    assert alert(bulletin).text == told
    shown(alert(bulletin))


@pytest.mark.parametrize("form", FORMS)
def test_a_replay_says_so_and_shows_no_hash(form: MessageForm) -> None:
    """Re-typeset facts are never shown as the publisher's own bytes."""
    bulletin = replace(report(12), replay=True, edition=replace(EDITION, transcription="NPR, 20 Mar 2017"))
    message = alert(bulletin, form)
    assert message.text.startswith("Replay: ")
    said = shown(message)
    assert "re-typeset from cited facts" in said
    assert "NPR, 20 Mar 2017" in said
    assert "SHA" not in said


@pytest.mark.parametrize("form", FORMS)
def test_a_possible_repeat_says_so(form: MessageForm) -> None:
    """Whoever has had the message already knows why it is there again."""
    for bulletin in (report(12), changed(event=ChangeKind.WITHDRAWN)):
        message = alert(replace(bulletin, repeat=True), form)
        assert message.text.startswith("Possible repeat: ")
        assert "You may have had this already" in shown(message)


def test_a_summary_names_both_ends_of_the_gap() -> None:
    """What changed while nobody looked is dated by both copies, not by the day it was found."""
    bulletin = replace(changed(designation("A"), designation("B")), summary=True)
    assert "Changed between 1 Mar 2017 and 20 Mar 2017, 11:00 EDT" in shown(alert(bulletin))


def test_a_replay_shows_no_hour() -> None:
    """Its hours keep the order of the facts and are none themselves."""
    since = datetime(2025, 6, 1, 12, tzinfo=UTC)
    gone = replace(changed(event=ChangeKind.WITHDRAWN), absence=Absence(since, 4, since), replay=True)
    assert "*Page not found since 1 Jun 2025*, 4 checks. Last seen 1 Jun 2025." in shown(alert(gone))
    summary = replace(changed(designation("A"), designation("B")), summary=True, replay=True)
    assert "Changed between 1 Mar 2017 and 20 Mar 2017: " in shown(alert(summary))


def test_notes_of_rows_come_as_a_warning() -> None:
    """ICE's own correction stands in the message of the row that it corrects."""
    rows = (saying(refusal(1), notes=("ICE corrected this row.",)), refusal(2))
    assert "_Check first: 1 row. Example County Jail 1: ICE corrected this row._" in shown(
        alert(replace(report(0), rows=rows))
    )
