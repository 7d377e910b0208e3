"""How a place stands with a list, in each form and each standing, on made-up lists."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.words import (
    agreement_line,
    agreement_sentence,
    either_line,
    held_line,
    membership_lines,
    membership_phrase,
    membership_sentence,
    number_sentence,
    policy_line,
    printed_source,
    refusal_lines,
    sent_lines,
    within_line,
    within_sentence,
)
from models.domain import (
    Agreement,
    Cited,
    ListSeen,
    Membership,
    Number,
    Place,
    PlaceKind,
    Policy,
    Stands,
    Unit,
    Within,
)
from tests.support.newsroom.desk_on_slack import sources

NOW = datetime(2026, 11, 30, 13, 54, tzinfo=UTC)
PLACE = Place("2507000", "Boston", "MA", PlaceKind.CITY)
TOWN = Place("3610322", "East Hampton (village)", "NY", PlaceKind.CITY)
STATE = Place("25", "Massachusetts", "MA", PlaceKind.STATE)
DOJ = ListSeen(sources()["doj_eo14287"], date(2025, 10, 31), date(2026, 11, 30), first=date(2025, 8, 5))
CHECKED = replace(DOJ, checked=True)
DDP = ListSeen(sources()["ddp_detainers"], None, date(2026, 5, 14))
AGREEMENTS = ListSeen(sources()["ice_287g"], None, date(2026, 5, 14))
SHERIFF = Agreement(
    AGREEMENTS,
    "Cass County Sheriff's Office",
    Place("27021", "Cass County", "MN", PlaceKind.COUNTY),
    date(2025, 2, 28),
    "Task Force Model",
)
MISSING = Membership(
    PLACE, replace(DOJ, seen=date(2026, 11, 1)), Stands.MISSING, since=date(2025, 8, 5), off=date(2026, 11, 2)
)

LINES = {
    "checked": (
        Membership(PLACE, CHECKED, Stands.ON, since=date(2025, 8, 5)),
        "On the Justice Department's list of “sanctuary jurisdictions” (published Aug. 5, 2025; checked Nov. "
        "30, "
        "2026).",
    ),
    "on it from a later day": (
        Membership(PLACE, DOJ, Stands.ON, since=date(2025, 9, 26)),
        "On the Justice Department's list of “sanctuary jurisdictions” (on it from Sept. 26, 2025; last seen "
        "Nov. 30, "
        "2026).",
    ),
    "A18": (
        MISSING,
        "Missing from the Justice Department's list since Nov. 2, 2026; not confirmed yet (last seen Nov. 1, "
        "2026).",
    ),
    "A25": (
        Membership(PLACE, DOJ, Stands.ON, since=date(2025, 8, 5), printed="PENNSLYVANIA"),
        "Printed as “PENNSLYVANIA.”",
    ),
    "A26": (
        Membership(PLACE, DOJ, Stands.ON, since=date(2025, 8, 5), ocr=True),
        "Read by OCR; check the picture.",
    ),
    "A27": (
        Membership(PLACE, DOJ, Stands.ON, since=date(2025, 9, 26), newly_known=True),
        "In our files since Sept. 26, 2025; may have been listed before.",
    ),
    "not on, checked": (
        Membership(PLACE, CHECKED, Stands.NOT_ON),
        "Not on the Justice Department's list (checked Nov. 30, 2026).",
    ),
}


@pytest.mark.parametrize("code", LINES)
def test_a_standing_in_a_line(code: str) -> None:
    """Present or past as somebody looked, with the day on which that was."""
    membership, wanted = LINES[code]
    assert wanted in membership_lines([membership])


SENTENCES = {
    "checked": (
        membership_sentence(Membership(PLACE, CHECKED, Stands.ON)),
        "Boston, Massachusetts, is on the Justice Department's list of “sanctuary jurisdictions,” checked "
        "Nov. 30, "
        "2026.",
    ),
    "not on, checked": (
        membership_sentence(Membership(PLACE, CHECKED, Stands.NOT_ON)),
        "Boston, Massachusetts, is not on the Justice Department's list of “sanctuary jurisdictions,” "
        "checked Nov. "
        "30, 2026.",
    ),
    "A18": (membership_sentence(MISSING), ""),
    "A6, of one agency": (
        number_sentence(
            Number(
                22,
                Unit.REFUSAL,
                DDP,
                STATE,
                date(2026, 2, 2),
                date(2026, 2, 11),
                issued=True,
                by="M.C.F.",
                statewide=True,
            )
        ),
        "Records from U.S. Immigration and Customs Enforcement, released by the Deportation Data Project, "
        "show 22 declined detainers, issued Feb. 2 to 11, 2026, at a facility listed as “M.C.F.,” in "
        "Massachusetts.",
    ),
    "A6": (
        number_sentence(
            Number(22, Unit.REFUSAL, DDP, STATE, date(2026, 2, 2), date(2026, 2, 11), issued=True)
        ),
        "Records from U.S. Immigration and Customs Enforcement, released by the Deportation Data Project, "
        "show 22 "
        "declined detainers, issued Feb. 2 to 11, 2026, in Massachusetts.",
    ),
    "A11": (
        agreement_sentence([SHERIFF]),
        "The Cass County Sheriff's Office in Minnesota signed a 287(g) agreement Feb. 28, 2025, according to "
        "a U.S. "
        "Immigration and Customs Enforcement list last seen May 14, 2026.",
    ),
    "A11, two": (
        agreement_sentence([SHERIFF, replace(SHERIFF, signed=date(2025, 7, 1))]),
        "The Cass County Sheriff's Office in Minnesota signed two 287(g) agreements Feb. 28, 2025, and "
        "July 1, 2025, according to a U.S. Immigration and Customs Enforcement list last seen May 14, 2026.",
    ),
    "A9, several": (
        within_sentence(Within(CHECKED, STATE, 5)),
        "Five Massachusetts jurisdictions are on the Justice Department's list of “sanctuary jurisdictions,” "
        "checked "
        "Nov. 30, 2026.",
    ),
    "A9, none": (
        within_sentence(Within(DOJ, STATE, 0)),
        "Neither Massachusetts nor any place in it was on the Justice Department's list of “sanctuary "
        "jurisdictions” "
        "when last seen Nov. 30, 2026.",
    ),
}


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_to_print(code: str) -> None:
    """The present is for what was looked at within its check interval; of what isn't confirmed, nothing."""
    made, wanted = SENTENCES[code]
    assert made == wanted
    assert len(made.split()) <= 40


def test_a_state_is_told_apart_from_its_places() -> None:
    """The state's own standing first, then its places, list by list."""
    lines = membership_lines([Membership(STATE, CHECKED, Stands.NOT_ON)])
    assert lines == ["The state: not on the Justice Department's list (checked Nov. 30, 2026)."]
    assert within_line([Within(DOJ, STATE, 2, missing=1)]) == (
        "Places: 2 on the list (1 missing, not confirmed yet)."
    )
    assert membership_phrase(MISSING).startswith(
        "missing from the Justice Department's list since Nov. 2, 2026"
    )


def test_cases_on_file_and_totals_stand_side_by_side() -> None:
    """A6: cases with the days on which detainers were issued; another list's total is never added."""
    cases = Number(
        22, Unit.REFUSAL, DDP, STATE, date(2026, 2, 2), date(2026, 2, 11), issued=True, statewide=True
    )
    assert refusal_lines([cases]) == [
        "Refusals on file statewide: 22, detainers issued Feb. 2 to 11, 2026 (ICE records, Deportation Data "
        "Project)."
    ]
    total = Number(3, Unit.REFUSAL_TOTAL, DOJ, STATE, date(2015, 1, 1), date(2015, 12, 31), statewide=True)
    lines = refusal_lines([cases, total])
    assert lines[0].startswith("Refusals on file statewide: 22, ")
    assert (
        lines[1]
        == "Refusals statewide: 3 (total only) for 2015 (the Justice Department's list). Don't add these up."
    )
    assert sent_lines([cases, total]) == []


def test_a_count_taken_back_alone_says_what_it_counted() -> None:
    """Struck, with the day on which it was taken back; nothing else stands."""
    back = Number(
        4, Unit.REFUSAL_TOTAL, DDP, PLACE, date(2017, 1, 28), date(2017, 2, 3), taken_back=date(2017, 4, 13)
    )
    assert refusal_lines([back]) == [
        "ICE records counted ~4~ refusals for Jan. 28 to Feb. 3, 2017; ICE records took that back April 13, "
        "2017. No "
        "refusals on file."
    ]


def test_an_agreement_is_told_with_its_model_and_day() -> None:
    """A11: who signed which agreement when; missing is said of the list, not of the agreement."""
    assert agreement_line(SHERIFF) == (
        "Cass County Sheriff's Office signed a 287(g) agreement (task force model) Feb. 28, 2025; on ICE's "
        "287(g) "
        "list, last seen May 14, 2026."
    )
    missing = replace(SHERIFF, missing=date(2026, 5, 1), printed="Cass Co. SO")
    assert agreement_line(missing).endswith(
        "; missing from ICE's 287(g) list since May 1, 2026; not confirmed yet. Printed as “Cass Co. SO.”"
    )
    assert agreement_sentence([missing]) == ""


def test_a_newer_file_that_waits_is_said_without_its_figures() -> None:
    """A17: when it came, and from which version the answer is."""
    assert held_line(replace(DOJ, held=NOW), "America/New_York") == (
        "A newer file of the Justice Department's list arrived Nov. 30, 2026, 8:54 a.m. EST and needs "
        "review. This "
        "answer is from the version of Oct. 31, 2025."
    )


def test_a_row_that_fits_several_places_is_counted_for_none() -> None:
    """A14: places that differ by their kind are told by it, others by their states."""
    either = Membership(None, DOJ, Stands.EITHER, printed="East Hampton", either=(TOWN, PLACE))
    assert either_line(either) == (
        "“East Hampton” on the Justice Department's list may mean East Hampton (village), N.Y., or Boston, "
        "Mass. We "
        "count it for neither."
    )


def test_a_row_that_fits_many_places_tells_their_number() -> None:
    """A14: 26 Springfields are no sentence, and none of them is cut."""
    either = Membership(None, DOJ, Stands.EITHER, printed="Springfield", either=(PLACE,) * 26)
    assert either_line(either) == (
        "“Springfield” on the Justice Department's list may mean any of 26 places. We count it for none."
    )


@pytest.mark.parametrize(
    ("page", "copied", "found"),
    [
        ("https://a.example", "", ",” https://a.example, p. 3"),
        (
            "https://a.example",
            "https://b.example",
            ",” https://a.example; copied from https://b.example, p. 3",
        ),
        ("https://b.example", "https://b.example", "”; copied from https://b.example, p. 3"),
        ("", "", ",” p. 3"),
    ],
)
def test_a_comma_ends_a_title_inside_its_quotation_mark(page: str, copied: str, found: str) -> None:
    """M5: and no other sign follows it there."""
    source = printed_source(DOJ, Cited("A title", page, copied, page=3))
    assert source == f"Justice Department, “A title{found}"


def test_a_policy_whose_day_is_no_date_is_told_as_printed() -> None:
    """A13: what can't be read stays as it is printed."""
    policy = Policy(replace(DDP, source=sources()["ice_policies_2014"]), "A *bold* <policy>", "spring")
    assert policy_line(policy) == (
        "A \u2217bold\u2217 &lt;policy&gt;, “spring” (ICE's 2014 policy list, third-hand)."
    )
