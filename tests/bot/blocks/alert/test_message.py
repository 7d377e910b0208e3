"""What an alert says, by the codes of the style sheet, on made-up rows."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.blocks.alert import alert, alert_headline
from bot.blocks.kit import Message
from models.domain import (
    EVERYWHERE,
    Absence,
    Alternation,
    Bulletin,
    Cell,
    ChangeKind,
    Happened,
    ListingKind,
    MessageForm,
    Outcome,
    PlaceKind,
    Subject,
)
from tests.support.messages import shown
from tests.support.newsroom.bulletins import (
    EDITION,
    alert_push,
    changed,
    designation,
    on_list,
    refusal,
    report,
    saying,
)

FORMS = list(MessageForm)
OFF = ChangeKind.REMOVED
EARLIER = datetime(2017, 3, 1, 15, tzinfo=UTC)


def block(message: Message, kind: str) -> dict[str, Any]:
    """Return the first block of a kind."""
    return next(block for block in message.blocks if block["type"] == kind)


def unannounced(bulletin: Bulletin) -> Bulletin:
    """Return the same of a list that bears no date."""
    rows = tuple(replace(row, published=None) for row in bulletin.rows)
    return replace(bulletin, rows=rows, edition=replace(bulletin.edition, published=None))


def agreement(name: str, change: ChangeKind = ChangeKind.ADDED, signed: str = "2017-02-15") -> Happened:
    """A made-up 287(g) agreement."""
    fields: dict[str, Cell] = {"agency": name, "support_type": "Task Force Model", "signed": signed}
    return saying(designation(name, change), kind=ListingKind.AGREEMENT, fields=fields)


def agreements(*rows: Happened) -> Bulletin:
    """A list of agreements that changed so."""
    told = changed(*rows)
    return replace(told, edition=replace(told.edition, rows=Counter({ListingKind.AGREEMENT: 35})))


def tally(name: str, count: int, measure: str = "declined") -> Happened:
    """A made-up count of an agency."""
    fields: dict[str, Cell] = {
        "agency": name,
        "count": count,
        "measure": measure,
        "period": "2017-01-28/2017-02-03",
    }
    days = {"first": date(2017, 1, 28), "last": date(2017, 2, 3)}
    return saying(
        refusal(0),
        kind=ListingKind.TALLY,
        fields=fields,
        count=count,
        measure=measure,
        places=(name,),
        **days,
    )


def corrected(row: Happened, field: str, before: str, after: str) -> Happened:
    """A row of which one cell was corrected."""
    return replace(row, kind=ChangeKind.CORRECTED, differences=((field, before, after),))


SIX = tuple(designation(f"County {number}") for number in range(6))
GOLDEN: dict[str, tuple[Bulletin, str]] = {
    "L1 named": (
        replace(changed(event=ChangeKind.PUBLISHED), standing=on_list("Bexar County")),
        "DHS publishes list of 35; Bexar County is on it",
    ),
    "L1 counted, the state apart": (
        replace(changed(event=ChangeKind.PUBLISHED), standing=on_list("Texas", "A", "B", "C")),
        "DHS publishes list of 35; 3 Texas places and the state are on it",
    ),
    "L1 none": (changed(event=ChangeKind.PUBLISHED), "DHS publishes list of 35; no Texas places on it"),
    "L1 of a partial copy": (
        replace(
            changed(event=ChangeKind.PUBLISHED),
            edition=replace(
                EDITION, partial=True, transcription="Copied.", rows=Counter({ListingKind.DESIGNATION: 9})
            ),
        ),
        "DHS publishes a list; no Texas places in our copy",
    ),
    "L3": (report(142), "ICE report: 142 refusals in a week; Texas: 142"),
    "L3 totals only": (
        replace(report(7), rows=(tally("A County", 4), tally("B County", 3))),
        "ICE report: 7 refusals in a week; Texas: 7 (totals only)",
    ),
    "L3 sent only": (
        replace(report(0), rows=(tally("A County", 51, "issued"),), edition=replace(EDITION, declined=206)),
        "ICE report: 206 refusals in a week; Texas: 51 detainers sent (not refusals)",
    ),
    "L4": (changed(designation("Bexar County", OFF)), "Bexar County, Texas, is off the DHS list"),
    "L5": (
        unannounced(changed(designation("A County", OFF), designation("B County", OFF))),
        "2 Texas places are off the DHS list",
    ),
    "L6 of a list": (changed(designation("Bexar County")), "Bexar County, Texas, is on the DHS list"),
    "L6 of many": (changed(*SIX), "6 more Texas places are on the DHS list"),
    "L6": (
        agreements(agreement("A Police"), agreement("B Police")),
        "DHS lists 2 new 287(g) agreements in Texas",
    ),
    "L6 and L7 are one": (
        agreements(agreement("A Police"), agreement("B Police", OFF)),
        "DHS lists 1 new 287(g) agreement in Texas; 1 is off",
    ),
    "L7": (
        agreements(agreement("Bexar County Sheriff's Office", OFF)),
        "Bexar County, Texas, sheriff's 287(g) agreement is off DHS's list",
    ),
    "L9 a count": (
        replace(report(0, None), rows=(corrected(tally("A County", 142), "count", "149", "142"),)),
        "ICE corrects A County, Texas: 142 refusals (total only), not 149",
    ),
    "L9 a cell": (
        changed(corrected(designation("Bexar County"), "heading", "Cities", "Counties")),
        "DHS corrects Bexar County, Texas: listed under “Counties,” not “Cities”",
    ),
    "L10": (
        replace(
            report(0, None),
            rows=(
                replace(refusal(1), kind=ChangeKind.MOVED, differences=(("agency", "Old Jail", "New Jail"),)),
            ),
        ),
        "ICE's report moves 1 refusal from Old Jail to Example County Jail 1, Texas",
    ),
    "L11": (
        replace(changed(event=ChangeKind.WITHDRAWN), standing=on_list("Texas", "A", "B", "C")),
        "DHS list is taken down; 3 Texas places and the state were on it",
    ),
    "L12 the same": (
        replace(changed(event=ChangeKind.BACK), standing=on_list("A", "B", "C")),
        "DHS list is back, same as March 1, 2017; 3 Texas places",
    ),
    "L12 changed": (
        replace(changed(designation("B", OFF), event=ChangeKind.BACK), standing=on_list("A")),
        "DHS list is back; 1 off since March 1, 2017; A is on it",
    ),
    "L17": (
        agreements(*(agreement(f"{number} Police") for number in range(12)), agreement("Gone", OFF)),
        "DHS lists 12 new 287(g) agreements in Texas since March 1, 2017; 1 is off",
    ),
    "L18": (
        replace(changed(), alternation=Alternation(EARLIER, 2)),
        "DHS list flips between two versions; we'll wait",
    ),
    "L22": (
        changed(
            saying(designation("Springfield"), state="", places=(), outcome=Outcome.AMBIGUOUS, reason="?")
        ),
        "DHS list names “Springfield”; it may be in Texas",
    ),
    "L24": (
        replace(changed(designation("A")), said_at=datetime(2017, 3, 20, 14, tzinfo=UTC)),
        "DHS list is back to what it said at 10 a.m. EDT",
    ),
    "mixed": (
        changed(designation("A", OFF), designation("B"), SIX[0]),
        "DHS list: 2 places on, 1 off in Texas",
    ),
}


@pytest.mark.parametrize("code", GOLDEN)
@pytest.mark.parametrize("form", FORMS)
def test_a_headline_names_the_news(code: str, form: MessageForm) -> None:
    """In every form; at most ninety characters; the notification begins with it."""
    bulletin, headline = GOLDEN[code]
    assert alert_headline(bulletin) == headline
    assert len(headline) <= 90
    message = alert(bulletin, form)
    assert message.text.startswith(headline)
    assert headline in shown(message)


def test_names_drop_to_counts_and_states_to_their_number() -> None:
    """A channel of nine states reads a headline of ninety characters all the same."""
    subjects = tuple(Subject(code) for code in ("CA", "CO", "IL", "MA", "MD", "NV", "NY", "TX", "WA"))
    standing = tuple(
        each
        for code in ("CA", "CO", "MD", "TX")
        for each in on_list("Long Named County", "Another", state=code)
    )
    told = replace(
        changed(event=ChangeKind.PUBLISHED),
        state="",
        state_name="9 states",
        subjects=subjects,
        standing=standing,
    )
    assert alert_headline(told) == "DHS publishes list of 35; 8 places in 4 of your 9 states"
    few = replace(told, subjects=subjects[:2], standing=on_list("A", "B", "C", state="CA"))
    assert alert_headline(few) == "DHS publishes list of 35; Calif.: 3 places; Colo.: none"


def test_all_states_read_what_the_whole_list_holds() -> None:
    """Places told apart by kind, the District of Columbia apart from states."""
    kinds: Counter[PlaceKind | None] = Counter({PlaceKind.STATE: 13, PlaceKind.COUNTY: 4, PlaceKind.CITY: 18})
    edition = replace(changed().edition, kinds=kinds, district=True)
    told = replace(
        changed(event=ChangeKind.PUBLISHED), state=EVERYWHERE, state_name="all states", edition=edition
    )
    assert alert_headline(told) == "DHS publishes list of 35: 12 states, D.C., 4 counties and 18 cities"


def test_a_row_of_several_states_carries_its_own() -> None:
    """Clark County alone is no place: below no one state's heading each has its state."""
    row = designation("Clark County")
    told = replace(changed(row, designation("B")), state=EVERYWHERE, state_name="all states")
    (table,) = [each for each in alert(told).blocks if each["type"] == "table"]
    assert [cells[0]["text"] for cells in table["rows"][1:]] == ["Clark County, Texas", "B, Texas"]


def test_ten_rows_stand_in_the_message_and_the_rest_is_announced() -> None:
    """More than ten rows are cut, and the message says where the others are."""
    message = alert(report(142))
    table = block(message, "table")
    assert [cell["text"] for cell in table["rows"][0]] == ["Name", "Place", "What", "Where"]
    assert [cell["text"] for cell in table["rows"][1]] == [
        "Example County Jail 0",
        "Example County",
        "Trespass (charge); issued Jan. 20, 2017; declined Jan. 30, 2017",
        "p. 3",
    ]
    assert len(table["rows"]) == 11
    assert "132 more rows in the thread and in the CSV." in shown(message)


def test_detainers_sent_are_never_added_to_refusals() -> None:
    """Three kinds of numbers stand beside each other, each with what it counts."""
    told = replace(report(3), rows=(*report(3).rows, tally("A County", 142), tally("B County", 51, "issued")))
    assert alert_headline(told).endswith("; Texas: 3 and 142 (total only)")
    assert "Texas: 3 and 142 (total only). Detainers ICE sent (not refusals): 51." in shown(alert(told))


def test_a_departure_says_how_long_the_list_is_since() -> None:
    """One off of 36: what is left of the state, and of the whole list."""
    told = replace(changed(designation("Bexar County", OFF)), standing=on_list("Texas", "A", "B"))
    told = replace(told, edition=replace(told.edition, was=36))
    said = shown(alert(told))
    assert "Off since March 20, 2017" in said
    assert "List: 35 jurisdictions, down from 36." in said
    assert "Texas: 2 places and the state on it." in said
    assert alert_push(told).endswith(". Texas: 2 places and the state on it.")


def test_a_change_that_its_publisher_did_not_announce() -> None:
    """Who did it isn't said, nor a reason; only by when it was so."""
    said = shown(alert(unannounced(changed(designation("Bexar County", OFF)))))
    assert "Bexar County was off when the list was read March 20, 2017." in said
    assert "We know of no reason given." in said


@pytest.mark.parametrize("form", FORMS)
def test_a_replay_says_so_and_shows_no_hash(form: MessageForm) -> None:
    """Its pages are ours: no hash of them is evidence."""
    bulletin = replace(report(12), replay=True, edition=replace(EDITION, transcription="NPR, March 20, 2017"))
    message = alert(bulletin, form)
    assert message.text.startswith("Replay: ICE report: ")
    said = shown(message)
    assert "Replay: past events, rebuilt from cited pages." in said
    assert "NPR, March 20, 2017" in said
    assert "SHA" not in said


@pytest.mark.parametrize("form", FORMS)
def test_a_possible_repeat_says_so(form: MessageForm) -> None:
    """Whoever has had the message already knows why it is there again."""
    for bulletin in (report(12), changed(event=ChangeKind.WITHDRAWN)):
        message = alert(replace(bulletin, repeat=True), form)
        assert message.text.startswith("Possible repeat: ")
        assert "You may have this already: the connection broke as it was sent." in shown(message)


def test_late_and_held_say_since_when() -> None:
    """Due and held are said with their days; quiet hours say nothing."""
    at = datetime(2017, 3, 1, 13, tzinfo=UTC)
    told = replace(changed(SIX[0]), late=at, edition=replace(changed().edition, accepted=at))
    said = shown(alert(told))
    assert "Due March 1, 2017, 8 a.m. EST; sent late." in said
    assert "Held for review from March 20, 2017, 11 a.m. EDT." in said


def test_changes_between_copies_name_both_ends() -> None:
    """What changed while nobody looked is dated by both copies (L19)."""
    bulletin = replace(changed(designation("A"), designation("B")), summary=True)
    said = shown(alert(bulletin))
    assert "Changed between March 1, 2017, and March 20, 2017; we have no full copy in between." in said


def test_a_list_that_is_taken_down_names_what_our_copy_has() -> None:
    """Forty are named, and the others counted; no place is thereby off."""
    absence = Absence(datetime(2025, 6, 1, 12, tzinfo=UTC), 4, datetime(2025, 5, 30, 12, tzinfo=UTC))
    names = on_list(*(f"Place {number}" for number in range(600)))
    bulletin = replace(changed(event=ChangeKind.WITHDRAWN), standing=names, absence=absence)
    said = shown(alert(bulletin))
    assert "Page not found since June 1, 2025; checked 4 times. Last seen May 30, 2025." in said
    assert " and 560 more." in said
    assert "A list taken down is not a place taken off. We know of no reason given." in said


def test_agreements_are_cooperation() -> None:
    """Who signed, when, of which model; that one is off doesn't say that it ended."""
    said = shown(alert(agreements(agreement("A Police"), agreement("B Police", OFF))))
    assert "A Police, Texas, signed Feb. 15, 2017 (task force model)." in said
    assert "Off the list doesn't say the agreement ended." in said
    assert said.index("It is cooperation, not a refusal.") < said.index("A detainer is a civil request")
    assert "refusals" not in said


def test_notes_of_rows_come_as_a_warning() -> None:
    """A doubt about a row stands in the message of that row."""
    rows = (saying(refusal(1), notes=("Its spelling is the newspaper's.",)), refusal(2))
    said = shown(alert(replace(report(0), rows=rows)))
    assert "Check first: 1 row. Example County Jail 1: Its spelling is the newspaper's." in said


def test_a_caveat_stands_once() -> None:
    """What the list says of itself stands in its evidence, not in every alert."""
    edition = replace(EDITION, caveats=("A made-up caveat.", "Another."))
    said = shown(alert(replace(changed(designation("A")), edition=edition)))
    assert "A made-up caveat." not in said
    assert said.count("Another.") == 1
