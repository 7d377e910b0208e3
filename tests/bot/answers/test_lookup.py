"""A reporter asks about a place and is told what is recorded, no more and no less."""

from dataclasses import replace
from datetime import date

import pytest

from bot.answers import Answer, LookupOutcome, answer
from bot.blocks.answer import answer_message, printable, sentence, summary, told
from bot.blocks.kit import Handle
from bot.cli.json_answers import answer_json
from bot.desk import Desk
from bot.grammar import Lookup
from bot.listeners.answer_buttons import history, rows
from models.domain import FIELDS, Listing, ListingKind, Place
from tests.support.newsroom.desk_on_slack import WEEK, refusal, take_rows, tally
from tests.support.shown import shown


def ask(text: str, desk: Desk, as_of: date | None = None) -> Answer:
    """What the desk knows of a place."""
    return answer(Lookup(text, as_of), desk)


def geoids(places: tuple[Place, ...]) -> set[str]:
    """The GEOIDs of some places."""
    return {place.geoid for place in places}


@pytest.mark.parametrize("typed", ["Boston", "Boston, MA", "boston ma", "City of Boston, Mass."])
def test_boston_is_the_one_in_massachusetts(desk: Desk, typed: str) -> None:
    """Six states have a Boston; one has anything recorded, so a bare name is answered for it."""
    found = ask(typed, desk)
    assert found.found is LookupOutcome.PLACE
    assert found.place is not None
    assert found.place.geoid == "2507000"
    assert [entry.source for entry in found.current] == ["doj_eo14287"]
    assert found.current[0].facts[0].since.day(found.zone) == date(2025, 8, 5)


def test_a_list_taken_down_is_told_as_past(desk: Desk) -> None:
    """DHS took its list down: it is never shown as current, and taken down is not taken off."""
    found = ask("Boston, MA", desk)
    gone = next(entry for entry in found.former if entry.source == "dhs_2025")
    assert gone.withdrawn is not None
    said = shown(answer_message(found, "/detainers", opened=True).blocks)
    assert "Was on the DHS list of May 29, 2025, since taken down." in said
    assert "A list taken down is not a place taken off." in said


def test_a_suspended_list_is_not_current(desk: Desk) -> None:
    """ICE stopped its report in April 2017: until a later edition comes, nobody is on it today."""
    said = shown(answer_message(ask("Travis County, TX", desk), "/detainers").blocks)
    assert "Named in ICE's Section III policies of March 20, 2017, since suspended." in said
    then = answer(Lookup("Travis County, TX", date(2017, 4, 1)), desk)
    assert [entry.source for entry in then.current] == ["ddor_policies"]
    assert "since suspended" not in shown(answer_message(then, "/detainers").blocks)


def test_what_was_copied_is_no_change_of_that_day(desk: Desk) -> None:
    """A yearly count of 2011 that was copied in 2026 is told as of 2011; a copy without a date as undated."""
    said = shown(history(ask("Boston, MA", desk), Handle("2507000"), desk).blocks)
    assert said.split("\n")[:-1] == [
        "*History of Boston, Mass.*",
        "• Aug. 5, 2025: on the Justice Department's list.",
        "• June 2, 2025: DHS list taken down again.",
        "• June 2, 2025: put back.",
        "• June 1, 2025: taken down.",
        "• May 29, 2025: on it.",
        "• Undated (copied Nov. 24, 2026): named in ICE's 2014 policy list, Boston Trust Act.",
        "• 2011: 1 refusal (total only), NPR's count.",
    ]


def test_what_an_undated_copy_lacks_was_off_when_it_was_copied(desk: Desk) -> None:
    """DHS took Weld County off in silence: by the day on which that was seen, before the whole list went."""
    said = shown(history(ask("Weld County, CO", desk), Handle("08123"), desk).blocks)
    down, off = said.index("June 1, 2025: taken down"), said.index("By May 30, 2025: off it")
    assert down < off < said.index(" to 2015: ")


def test_a_history_ends_with_what_each_list_counts(desk: Desk) -> None:
    """A state's numbers are its places' too, a line a list, as its answer and its trend have them."""
    said = shown(history(ask("Nevada", desk), Handle("32"), desk).blocks)
    assert "2008 to 2015: 414 refusals (total only), NPR's count." in said
    assert "at least 51 detainers ICE sent (not refusals), ICE's weekly report." in said
    back = shown(history(ask("Bastrop County, TX", desk), Handle("48021"), desk).blocks)
    assert "~3~ refusals (total only), ICE's weekly report; ICE took that back April 13, 2017." in back
    assert history(ask("Lowell, MA", desk), Handle("2537000"), desk).text == (
        "We hold no event on Lowell, Mass. We copied this; we haven't checked the publisher's page."
    )


def test_rows_that_differ_by_their_year_print_it(desk: Desk) -> None:
    """Williamson County refused one in 2014 and one in 2015; four more were taken back."""
    said = shown(rows(ask("Williamson County, TX", desk), Handle("48491"), desk).blocks)
    assert "WILLIAMSON COUNTY JAIL | 1\n2015\nrefusals, total only" in said
    assert "WILLIAMSON COUNTY JAIL | 1\n2014\nrefusals, total only" in said
    assert "Jan. 28 to Feb. 3, 2017\ntaken back April 13, 2017" in said


def test_a_file_taken_in_is_no_check(desk: Desk, history: str) -> None:
    """Whoever imports a document asks no publisher: the answer says that nobody looked at its page."""
    week = (tally("Travis County", "TX", 30, "declined", WEEK),)
    take_rows(history, "made_up_report", week, published=date(2017, 4, 1), period=WEEK)
    found = ask("Travis County, TX", desk)
    said = told(found)
    assert "We copied this; we haven't checked the publisher's page." in said.more[-1]
    assert "30 for Feb. 4 to 10, 2017 (the Made-up Bureau's report)" in " ".join(said.lines)
    assert "checked April" not in " ".join(said.lines)
    (seen,) = [
        one for one in answer_json(ask("Texas", desk))["freshness"] if one["source"] == "made_up_report"
    ]
    assert (seen["checked"], seen["edition"]["observed"]) == (None, "2017-04-01T12:00:00+00:00")


@pytest.mark.parametrize(
    ("typed", "recorded"),
    [
        ("New York", {"36", "3651000"}),
        ("Suffolk County", {"25025", "36103"}),
        ("Springfield", {"2567000", "4169600"}),
    ],
)
def test_several_namesakes_with_data_are_asked_about(desk: Desk, typed: str, recorded: set[str]) -> None:
    """State or city, one county or the other: the desk asks with a button each, and never chooses."""
    found = ask(typed, desk)
    assert found.found is LookupOutcome.AMBIGUOUS
    assert found.with_data == recorded
    buttons = next(
        block for block in answer_message(found, "/detainers").blocks if block["type"] == "actions"
    )
    assert len(buttons["elements"]) == len(recorded)


def test_a_slip_is_asked_about(desk: Desk) -> None:
    """Bostn is nowhere: the Boston with data is offered, the others are named."""
    found = ask("Bostn", desk)
    assert found.found is LookupOutcome.SUGGESTED
    assert "More: Boston in Ga., Ind. and N.Y." in shown(answer_message(found, "/detainers").blocks)


def test_a_repaired_spelling_says_so(desk: Desk) -> None:
    """With the state given one letter is repaired, and the answer says what was read."""
    found = ask("Bostn, MA", desk)
    assert found.place is not None
    assert found.place.geoid == "2507000"
    assert "Read as “Boston”" in shown(answer_message(found, "/detainers").blocks)


def test_a_place_on_no_list_is_not_called_cooperative(desk: Desk) -> None:
    """Orono, Maine, is on no list, and that proves nothing; a copy that lacks its state says nothing."""
    found = ask("Orono, ME", desk)
    assert found.lists == ()
    said = told(found)
    assert said.lines[0] == (
        "Not on the Justice Department's list (last seen Oct. 31, 2025). No refusals on file."
    )
    assert "Not being listed doesn't show that a place cooperates with ICE." in said.lines
    assert "Orono isn't in our copy of the DHS list" in " ".join(said.more)


def test_counts_are_told_apart_from_cases(desk: Desk) -> None:
    """Travis County: 142 counted by ICE, no case; Clark County's 51 were sent, not refused."""
    travis = ask("Travis County", desk)
    assert not travis.refusals
    assert "142 refusals (total only) for Jan. 28 to Feb. 3, 2017" in summary(travis)
    clark = ask("Clark County, NV", desk)
    assert [(one.measure, one.count) for one in clark.tallies if one.measure == "issued"] == [("issued", 51)]
    said = shown(answer_message(clark, "/detainers").blocks)
    assert "Detainers ICE sent (not refusals): 51 for Jan. 28 to Feb. 3, 2017 (ICE's weekly report)." in said
    assert "51" not in summary(clark)


def test_a_count_that_was_taken_back_is_told_struck(desk: Desk) -> None:
    """ICE took Williamson County's four back: nobody reads the number without that, nor prints it."""
    found = ask("Williamson County, TX", desk)
    assert (
        "counted ~4~ for Jan. 28 to Feb. 3, 2017; ICE took that back April 13, 2017." in told(found).lines[1]
    )
    assert "detainers that appeared as being declined by Williamson County" in " ".join(told(found).more)
    assert "took back four declined detainers" in sentence(found)
    assert "2 refusals" in summary(found)


def test_a_row_that_may_mean_a_namesake_says_so(desk: Desk) -> None:
    """Franklin County, Iowa: taken back by ICE itself, and doubtful to whoever knew the past."""
    found = ask("Franklin County, Iowa", desk)
    more = " ".join(told(found).more)
    assert more.index("ICE, April 13, 2017: “Due to a data") < more.index(
        "Check first: No list we hold had counted"
    )
    rows = answer_json(found)["tallies"][0]["rows"]
    assert rows[0]["notes"][0].startswith("The publisher took this back")
    assert "Check which of them is meant." in rows[0]["check_first"]


def test_an_undated_copy_dates_nothing(desk: Desk) -> None:
    """The list of 2014 bears no date: when it was copied is no date of the place."""
    found = ask("Sedgwick County, KS", desk)
    assert all(change.source != "ice_policies_2014" for change in found.changes)
    assert "named, copied Nov. 24, 2026" in shown(rows(found, Handle("20173"), desk).blocks)
    assert "2026" not in " ".join(told(found).lines)


def test_a_removal_is_the_latest_change(desk: Desk) -> None:
    """Nevada was taken off the Justice Department's list on 26 September 2025."""
    found = ask("Nevada", desk)
    assert found.lists == ()
    assert [(change.kind, change.published) for change in found.changes] == [("removed", date(2025, 9, 26))]


def test_going_back_to_a_day(desk: Desk) -> None:
    """Before that day Nevada was on the list; in May 2025 DHS's list stood and the other did not exist."""
    assert [entry.source for entry in ask("Nevada", desk, date(2025, 9, 25)).current] == ["doj_eo14287"]
    assert ask("Nevada", desk, date(2025, 9, 26)).current == ()
    boston = ask("Boston, MA", desk, date(2025, 5, 30))
    assert [entry.source for entry in boston.current] == ["dhs_2025"]
    assert ask("Boston, MA", desk, date(2025, 6, 1)).current == ()


def test_a_states_answer_counts_its_places(desk: Desk) -> None:
    """Massachusetts: what stands within it, list by list, without the state's own row."""
    found = ask("Massachusetts", desk)
    counted = {(count.source, count.kind): count.rows for count in found.within}
    assert counted["doj_eo14287", "designation"] == 1
    assert counted["dhs_2025", "designation"] == 25
    assert found.top[0].declined >= found.top[-1].declined


def test_rows_and_tallies_never_mix(desk: Desk, history: str) -> None:
    """Rows of the same report, period and place supersede its tally of them, silently."""
    refused = (
        refusal("Travis County Jail", "TX", 4),
        refusal("Travis County Jail", "TX", 5, citizenship="Cuba"),
    )
    take_rows(
        history,
        "made_up_report",
        (
            *refused,
            tally("Travis County", "TX", 9, "declined", WEEK),
            tally("Travis County", "TX", 30, "issued", WEEK),
        ),
        published=date(2017, 4, 1),
        period=WEEK,
    )
    found = ask("Travis County", desk)
    assert sum(entry.rows for entry in found.refusals) == 2
    made_up = [(one.measure, one.count) for one in found.tallies if one.source == "made_up_report"]
    assert made_up == [("issued", 30)]
    said = told(found).lines
    assert "Refusals on file: 2 for Feb. 4 to 10, 2017 (the Made-up Bureau's report" in " ".join(said)
    assert "2 refusals on file for Feb. 4 to 10, 2017" in summary(found)


def test_agreements_are_no_lists(desk: Desk, history: str) -> None:
    """An agency that signed a 287(g) agreement began to cooperate: told, and never counted among lists."""
    said = dict.fromkeys(FIELDS[ListingKind.AGREEMENT]) | {"agency": "Orono Police Department"}
    said |= {"support_type": "Task Force Model", "signed": "2025-03-01"}
    signed = Listing(ListingKind.AGREEMENT, said, "ME", position="row 7", as_read="Orono Police Department")
    take_rows(history, "made_up_287g", (signed,), published=date(2026, 5, 14))
    found = ask("Orono, ME", desk)
    assert found.lists == ()
    assert list(told(found).lines) == [
        "No refusals on file.",
        "Orono Police Department signed a 287(g) agreement (task force model) March 1, 2025; on the "
        "Made-up Bureau's list "
        "“Made-up 287(g) agreements,” last seen May 14, 2026.",
        "A 287(g) agreement lets local officers do some of ICE's work. It is cooperation, not a refusal.",
        "1 more list under More.",
        "A detainer is a civil request, not a judge's warrant.",
    ]
    assert summary(found).endswith("; 1 287(g) agreement")
    assert printable(found).sentence == (
        "The Orono Police Department in Maine signed a 287(g) agreement March 1, 2025, according to the "
        "Made-up Bureau's "
        "list “Made-up 287(g) agreements” last seen May 14, 2026."
    )
    other = replace(signed, fields=said | {"agency": "Bangor Police Department"}, as_read="Bangor PD")
    take_rows(history, "made_up_287g", (other,), published=date(2026, 6, 1))
    found = ask("Orono, ME", desk)
    assert (
        "Off the Made-up Bureau's list since June 1, 2026; on it from May 14, 2026. Off the list doesn't say "
        "the agreement ended." in told(found).lines
    )
    assert "Not being listed doesn't show that a place cooperates with ICE." not in told(found).lines
    take_rows(
        history,
        "made_up_287g",
        (other, signed, replace(signed, position="row 8")),
        published=date(2026, 6, 2),
    )
    assert "287(g) in the state: 3 agreements (2 agencies) on the Made-up Bureau's list" in " ".join(
        told(ask("Maine", desk)).lines
    )


def test_json_says_the_same(desk: Desk) -> None:
    """Scripts get the same answer, keys and words as documented."""
    told = answer_json(ask("Boston", desk))
    documented = "query resolution place candidates lists refusals tallies changes freshness sources"
    assert set(documented.split()) <= set(told)
    assert told["resolution"] == "place"
    assert told["place"] == {"geoid": "2507000", "name": "Boston", "state": "MA", "kind": "city"}
    assert (told["lists"][0]["source"], told["lists"][0]["current"]) == ("doj_eo14287", True)
    assert answer_json(ask("Bostn", desk))["resolution"] == "suggested"
    assert geoids(ask("Bostn", desk).candidates) >= {"2507000"}
