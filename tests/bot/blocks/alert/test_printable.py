"""Golden sentences of alerts, as an editor prints them at six: who, how many, where, when, what it isn't."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.blocks.alert import alert, alert_sentence, copied_alert
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
from tests.support.messages import shown
from tests.support.newsroom.bulletins import (
    EDITION,
    REPORT,
    changed,
    designation,
    on_list,
    refusal,
    report,
    saying,
)

WHO = "U.S. Immigration and Customs Enforcement"
WEEK = "for Jan. 28 to Feb. 3, 2017, in a report published March 20, 2017"
TITLE = "“Sanctuary Jurisdictions”"
LIST = f"{WHO}'s list {TITLE}"
SEEN = "seen March 20, 2017, 11 a.m. EDT, SHA-256 1a2b3c4d."
CITED = f"{WHO}, {TITLE}, published March 20, 2017, https://www.example.gov/report.pdf, {SEEN}"
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
    "L3": (report(142, None), f"{WHO} counted 142 declined detainers in Texas {WEEK}."),
    "L3 with a total": (
        replace(report(0), edition=replace(EDITION, declined=206)),
        f"{WHO} counted 206 detainers declined {WEEK}.",
    ),
    "L1 partial": (
        replace(
            places(TRAVIS, event=ChangeKind.PUBLISHED), edition=PARTIAL, standing=on_list("Travis County")
        ),
        f"{WHO} on March 20, 2017, published a list naming one place in Texas.",
    ),
    "L1 partial, none here": (
        replace(places(event=ChangeKind.PUBLISHED), edition=PARTIAL),
        f"{WHO} on March 20, 2017, published a list.",
    ),
    "L6": (places(TRAVIS), f"Travis County, Texas, was on {LIST} published March 20, 2017."),
    "L6 many": (places(*nine()), f"Nine places in Texas were on {LIST} published March 20, 2017."),
    "L4": (places(OFF), f"{WHO} took Travis County, Texas, off its list {TITLE} March 20, 2017."),
    "mixed": (
        places(OFF, BEXAR),
        f"Bexar County, Texas, was on {LIST} by March 20, 2017; Travis County, Texas, was off it.",
    ),
    "L9": (
        places(UNDER),
        f"{WHO} on March 20, 2017, corrected its list “Sanctuary Jurisdictions” on Travis County, Texas, to "
        "say listed under “Cities,” not “Counties.”",
    ),
    "L19": (
        replace(places(TRAVIS), summary=True),
        f"Travis County, Texas, was on {LIST} between March 1, 2017, and March 20, 2017.",
    ),
    "reissued": (
        reissued(),
        f"{WHO} published its report for Jan. 28 to Feb. 3, 2017, again March 20, 2017; one declined "
        "detainer off it and one declined detainer corrected in Texas.",
    ),
    "L16": (
        release(),
        "U.S. Immigration and Customs Enforcement's report “ICE detainer records,” show two declined "
        "detainers in Texas issued Jan. 20, 2017, and one declined detainer issued Nov. 10, 2016 that no "
        "earlier release had.",
    ),
    "L11": (
        replace(places(event=ChangeKind.WITHDRAWN), standing=on_list("Travis County"), absence=GONE),
        f"{LIST} of March 20, 2017, was taken down by April 1, 2017. It had named one place in Texas.",
    ),
    "L12": (replace(places(event=ChangeKind.BACK)), f"{LIST} was back online March 20, 2017."),
    "L13": (
        replace(places(event=ChangeKind.SUSPENDED), announcement=STOPPED),
        f"{WHO} suspended its report April 10, 2017.",
    ),
    "taken back": (
        places(saying(TRAVIS, notes=("The publisher took this back in its own correction: “Wrong.”",))),
        "",
    ),
}


@pytest.mark.parametrize("code", SENTENCES)
def test_each_kind_of_alert_can_be_printed(code: str) -> None:
    """Who says what of where, each with its own date; at most forty words; of some there is none."""
    bulletin, wanted = SENTENCES[code]
    assert alert_sentence(bulletin) == wanted
    assert len(wanted.split()) <= 40


def test_sentence_caveat_and_source_are_copied_apart() -> None:
    """Three texts (M5): publisher, title, date, address, when it was seen, and the hash of its bytes."""
    read = shown(copied_alert(replace(places(TRAVIS), rows=(replace(TRAVIS, public=(REPLY,)),))))
    assert f"*Sentence*\n```\nTravis County, Texas, was on {LIST}" in read
    note = "Note of March 1, 2017: The county disputes this. (https://county.example/reply)"
    assert f"*Caveat*\n```\nA detainer is a civil request, not a judge's warrant. {note}\n```" in read
    assert f"*Source*\n```\n{CITED}\n```" in read
    assert f"https://www.example.gov/report.pdf, pp. 3 to 6, {SEEN}" in shown(copied_alert(report(142)))


def test_a_replay_cites_what_it_was_copied_from() -> None:
    """Its document is ours, so neither its address nor its hash is evidence."""
    copied = replace(EDITION, transcription="Copied from the county's page.")
    read = shown(copied_alert(replace(places(TRAVIS), replay=True, edition=copied)))
    assert "published March 20, 2017. Copied from the county's page.\n```" in read
    assert "From a replay." in read
    assert "SHA-256" not in read


def test_of_some_there_is_nothing_to_print() -> None:
    """A row that was taken back before anybody was alerted: no sentence, and no button for one."""
    bulletin, _ = SENTENCES["taken back"]
    assert "Copy sentence" not in str(alert(bulletin).blocks)
    assert copied_alert(bulletin).text == "We have no sentence to print of this."
