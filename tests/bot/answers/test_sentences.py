"""Golden sentences of answers, as an editor prints them at six: each kind of what is recorded."""

from datetime import date

import pytest

from bot.answers import answer
from bot.blocks.answer import sentence
from bot.desk import Desk
from bot.grammar import Lookup
from models.domain import FIELDS, Listing, ListingKind
from models.newsroom import NewNote, add_note
from tests.support.newsroom.desk_on_slack import NOW, WEEK, refusal, take_rows, tally

CIVIL = "A detainer is a civil request, not a warrant signed by a judge."
NOWHERE = "was on none of the 4 lists we hold"
READ = "As last read between 20 Mar 2017 and 24 Nov 2026"
"""The lists bundled: when the first of them was read, and the last copied."""
_PROOF = "which is not proof that it cooperates with ICE."
NO_PROOF = f"{NOWHERE}, {_PROOF}"
NO_LONGER = f"was on no current list, {_PROOF}"
DOJ = (
    "listed by the U.S. Department of Justice, “U.S. Sanctuary Jurisdiction List Following Executive Order "
    "14287”, since 5 Aug 2025 (as last seen on 31 Oct 2025)."
)
WITHDRAWN = (
    "It was on “Sanctuary Jurisdictions Defying Federal Immigration Law” (DHS) in the last copy we hold; the "
    "list was withdrawn on 2 Jun 2025. Taken down is not the same as delisted."
)
COPIES = "(transcriptions, not the publishers' own documents)."
HISTORY = {
    "designation": (
        "Boston, MA",
        f"As of 25 Nov 2026, Boston, Massachusetts, is {DOJ} {WITHDRAWN} NPR counts 1 detainer declined at "
        f"BOSTON POLICE DEPT, 2011, a count without the single cases. {CIVIL} Source: "
        "https://security.mil-osi.com/page/304; ",
    ),
    "policy, suspended": (
        "Travis County, TX",
        f"As of 31 Oct 2025, Travis County, Texas, {NO_LONGER} It was named for a policy by U.S. Immigration "
        "and Customs Enforcement, “Jurisdictions that have Enacted Policies which Limit Cooperation with "
        "ICE”, since 20 Mar 2017; the list is suspended since 13 Apr 2017. ICE counts 142 detainers declined "
        "at Travis County, 28 Jan–3 Feb 2017, a count without the single cases. ",
    ),
    "withdrawn": (
        "Chesterfield County, VA",
        f"As of 31 Oct 2025, Chesterfield County, Virginia, {NO_LONGER} {WITHDRAWN} {CIVIL} Source: ",
    ),
    "taken back, issued": (
        "Franklin County, IA",
        f"As of 31 Oct 2025, Franklin County, Iowa, {NO_LONGER} ICE counts 5 detainers issued at Franklin "
        "County, 28 Jan–3 Feb 2017: requests made, which says nothing of how they were answered. On "
        "“Franklin County, 28 Jan–3 Feb 2017” (ICE): The publisher took this back in its own correction: "
        "“Due",
    ),
    "on nothing": (
        "Tulsa County, OK",
        f"{READ}, Tulsa County, Oklahoma, {NO_PROOF} {CIVIL}",
    ),
    "a state": (
        "Nevada",
        f"{READ}, Nevada {NO_PROOF} Places within it: 409 declined by tally (NPR). NPR counts 5 ",
    ),
    "ambiguous": (
        "Springfield",
        "“Springfield” names no one place: nothing can be printed until it is said which is meant.",
    ),
}


def printed(place: str, desk: Desk, as_of: date | None = None) -> str:
    """The sentence of a place."""
    return sentence(answer(Lookup(place, as_of), desk))


@pytest.mark.parametrize("kind", HISTORY)
def test_what_is_recorded_can_be_printed(kind: str, desk: Desk) -> None:
    """Place, count, period, publisher, what a detainer is, and where it can be read; nothing unsaid."""
    place, wanted = HISTORY[kind]
    told = printed(place, desk)
    assert told.startswith(wanted)
    assert told.endswith((CIVIL, "meant.", "document).", COPIES))


def test_declined_detainers_are_counted_with_their_period(history: str, desk: Desk) -> None:
    """Rows are counted as detainers that were declined, with the page they stand on."""
    rows = tuple(refusal("Travis County Jail", "TX", page, offense=f"Made up {page}") for page in (3, 4))
    take_rows(history, "made_up_report", rows, published=date(2017, 2, 20), period=WEEK)
    told = printed("Travis County, TX", desk)
    assert " MUB recorded 2 declined detainers there, 4–10 Feb 2017 (“Made-up report”)." in told
    assert "https://bureau.example/report, p. 4, seen 20 Feb 2017, 07:00 EST, SHA-256 " in told


def test_issued_detainers_are_never_read_as_declined(history: str, desk: Desk) -> None:
    """A count of requests says that it says nothing of their fate."""
    rows = (tally("Tulsa County", "OK", 51, "issued", WEEK),)
    take_rows(history, "made_up_report", rows, published=date(2017, 2, 20), period=WEEK)
    assert (
        "MUB counts 51 detainers issued at Tulsa County, 4–10 Feb 2017: requests made, which says nothing of "
        "how they were answered."
    ) in printed("Tulsa County, OK", desk)


def test_an_agreement_is_cooperation_and_no_refusal(history: str, desk: Desk) -> None:
    """Nobody reads of a signer that there is no proof of cooperation."""
    said = dict.fromkeys(FIELDS[ListingKind.AGREEMENT]) | {"agency": "Orono Police Department"}
    said |= {"support_type": "Task Force Model", "signed": "2025-03-01"}
    row = Listing(ListingKind.AGREEMENT, said, "ME", position="row 7", as_read="Orono Police Department")
    take_rows(history, "made_up_287g", (row,), published=date(2026, 5, 14))
    assert printed("Orono, ME", desk).startswith(
        f"{READ}, Orono, Maine, {NOWHERE}. MUB lists 1 agreement under 287(g) there: Orono Police "
        f"Department signed a 287(g) agreement (Task Force Model), 1 Mar 2025. {CIVIL} Source: "
    )


def test_a_day_of_the_past_is_told_as_it_was(desk: Desk) -> None:
    """In June 2025 Boston stood on no list that its publisher showed."""
    told = printed("Boston, MA", desk, date(2025, 6, 10))
    assert told.startswith(f"As of 10 Jun 2025, Boston, Massachusetts, {NO_LONGER} {WITHDRAWN} {CIVIL}")


def test_a_public_note_is_printed_with_its_citation(desk: Desk) -> None:
    """What the city replied stands beside what is said of it."""
    row = answer(Lookup("Boston, MA"), desk).stated[0]
    reply = NewNote(row.listing or 0, "The mayor disputes this", "https://city.example/reply", "U0OPERATOR")
    add_note(desk.engine, reply, NOW)
    assert (
        f" Note of 25 Nov 2026: The mayor disputes this. (https://city.example/reply) {CIVIL} Source:"
        in printed("Boston, MA", desk)
    )
