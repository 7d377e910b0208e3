"""Golden sentences of alerts, as an editor prints them at six: who, how many, where, when, what it isn't."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.blocks.alert import printable_alert
from models.domain import (
    Absence,
    Announcement,
    Bulletin,
    ChangeKind,
    Happened,
    ListingKind,
    Period,
    PublicNote,
)
from tests.support.newsroom.bulletins import EDITION, REPORT, changed, designation, refusal, report, saying

WHO = "As of 20 Mar 2017, U.S. Immigration and Customs Enforcement"
REPORTED = f"{WHO} lists 206 declined detainers in “Declined Detainer Outcome Report”, 28 Jan–3 Feb 2017"
CIVIL = "A detainer is a civil request, not a warrant signed by a judge."
LIST = "“Sanctuary Jurisdictions”"
SEEN = "seen 20 Mar 2017, 11:00 EDT, SHA-256 1a2b3c4d."
CITED = (
    f"Source: U.S. Immigration and Customs Enforcement, {LIST}, published 20 Mar 2017, "
    f"https://www.example.gov/report.pdf, {SEEN}"
)
MARCH = datetime(2017, 3, 1, 15, tzinfo=UTC)
GONE = Absence(datetime(2017, 4, 1, 15, tzinfo=UTC), 3, None)
TRAVIS, BEXAR = designation("Travis County"), designation("Bexar County")
OFF = designation("Travis County", ChangeKind.REMOVED)
UNDER = replace(
    designation("Travis County", ChangeKind.CORRECTED), differences=(("heading", "Counties", "Cities"),)
)
STOPPED = Announcement(ChangeKind.SUSPENDED, "The list is suspended.", date(2017, 4, 10))
PARTIAL = replace(
    EDITION, period=None, partial=True, declined=None, rows=Counter({ListingKind.DESIGNATION: 385})
)
REPLY = PublicNote("dhs_2025", "The county disputes this.", "https://county.example/reply", MARCH)


def reissued() -> Bulletin:
    """A report of a week that was published before, with two rows otherwise."""
    told = (replace(refusal(1), kind=ChangeKind.CORRECTED), replace(refusal(2), kind=ChangeKind.REMOVED))
    return replace(report(2, None), rows=told, edition=replace(EDITION, earlier=MARCH))


def release() -> Bulletin:
    """A release that holds all records again: two new rows, and one of November."""
    records = replace(REPORT, title="ICE detainer records", cumulative=True)
    late = replace(saying(refusal(3), fields={**refusal(3).fact.fields, "issued": "2016-11-10"}), late=True)
    edition = replace(EDITION, earlier=MARCH, period=Period(date(2016, 1, 1), date(2017, 2, 28)))
    return Bulletin(records, "TX", "Texas", edition, None, (refusal(1), refusal(2), late))


def places(*rows: Happened, event: ChangeKind | None = None) -> Bulletin:
    """A list of places that changed."""
    return changed(*rows, event=event)


def nine() -> Sequence[Happened]:
    """More places than a sentence names."""
    return [designation(f"Example County {number}") for number in range(9)]


SENTENCES: dict[str, tuple[Bulletin, str]] = {
    "new report": (report(142), f"{REPORTED}; 142 of them in Texas."),
    "new period": (report(3, None), f"{REPORTED}; 3 of them in Texas."),
    "none here": (report(0), f"{REPORTED}; none of them in Texas."),
    "partial copy": (
        replace(places(TRAVIS, event=ChangeKind.PUBLISHED), edition=PARTIAL),
        f"{WHO} lists at least 385 places in {LIST}; 1 of them in Texas: Travis County.",
    ),
    "partial copy, none here": (
        replace(places(event=ChangeKind.PUBLISHED), edition=PARTIAL),
        f"{WHO} lists at least 385 places in {LIST}; none of those in our partial copy in Texas.",
    ),
    "one place": (
        replace(report(1), place="48453", state_name="Travis County"),
        f"{REPORTED}; 1 of them in Travis County.",
    ),
    "added": (places(TRAVIS), f"{WHO} added Travis County in Texas to {LIST}."),
    "added and removed": (
        places(OFF, BEXAR),
        f"{WHO} added Bexar County in Texas to {LIST} and removed Travis County in Texas from it.",
    ),
    "many": (places(*nine()), f"{WHO} added 9 places in Texas to {LIST}."),
    "corrected": (
        places(UNDER),
        f"{WHO} corrected its entry of Travis County (heading from “Counties” to “Cities”) in Texas in "
        f"{LIST}.",
    ),
    "every state": (
        replace(places(TRAVIS), state="all", state_name="all states"),
        f"{WHO} added Travis County (TX) to {LIST}.",
    ),
    "between": (
        replace(places(TRAVIS), summary=True),
        f"{WHO} added Travis County in Texas to {LIST}. It changed between 1 Mar 2017 and 20 Mar 2017; we "
        "hold no full copy from the time between.",
    ),
    "taken back": (
        places(saying(TRAVIS, notes=("The publisher took this back in its own correction: “Wrong.”",))),
        f"{WHO} added Travis County in Texas to {LIST}. On “Travis County”: The publisher took this back in "
        "its own correction: “Wrong.”",
    ),
    "public note": (
        places(replace(TRAVIS, public=(REPLY,))),
        f"{WHO} added Travis County in Texas to {LIST}. Note of 1 Mar 2017: The county disputes this. "
        "(https://county.example/reply)",
    ),
    "re-issued": (
        reissued(),
        f"{WHO} re-issued “Declined Detainer Outcome Report”, 28 Jan–3 Feb 2017: of its rows in Texas, "
        "1 removed and 1 corrected.",
    ),
    "release": (
        release(),
        "As of 20 Mar 2017, a new release of “ICE detainer records” (U.S. Immigration and Customs "
        "Enforcement) shows in Texas: 2 new declined detainers; 1 recorded late, of a request issued "
        "10 Nov 2016, in no release before.",
    ),
    "withdrawn": (
        replace(places(event=ChangeKind.WITHDRAWN), standing=("Travis County",), absence=GONE),
        f"As of 1 Apr 2017, U.S. Immigration and Customs Enforcement no longer shows {LIST}; 1 place in "
        "Texas was on the last copy that we hold. Taken down is not the same as delisted.",
    ),
    "back": (
        replace(places(OFF, event=ChangeKind.BACK), standing=("Bexar County",)),
        f"{WHO} shows {LIST} again: 1 removed against the last copy that we hold; 1 Texas place on it.",
    ),
    "suspended": (
        replace(places(event=ChangeKind.SUSPENDED), announcement=STOPPED),
        f"{WHO} says that it has suspended {LIST}, since 10 Apr 2017: “The list is suspended.”",
    ),
}


@pytest.mark.parametrize("kind", SENTENCES)
def test_each_kind_of_alert_can_be_printed(kind: str) -> None:
    """What happened stands first, then what a detainer is, then where anyone can read it."""
    bulletin, wanted = SENTENCES[kind]
    told = printable_alert(bulletin)
    assert told.startswith(f"{wanted} {CIVIL} Source: ")
    assert bulletin.edition.sha256[:8] in told


def test_the_citation_is_one_that_anyone_can_follow() -> None:
    """Publisher, title, date, address, when it was seen, and the hash of its bytes."""
    assert printable_alert(places(TRAVIS)).endswith(CITED)
    assert f"https://www.example.gov/report.pdf, pp. 3–6, {SEEN}" in printable_alert(report(142))


def test_a_replay_cites_what_it_was_copied_from() -> None:
    """Its document is ours, so neither its address nor its hash is evidence."""
    copied = replace(EDITION, transcription="Copied from the county's page.")
    told = printable_alert(replace(places(TRAVIS), replay=True, edition=copied))
    assert told.endswith("published 20 Mar 2017 (Copied from the county's page).")
    assert "SHA-256" not in told
