"""A reporter asks about a place and is told what is recorded, no more and no less."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.answers import Answer, LookupOutcome, answer
from bot.blocks.answer import answer_message, sentence, summary
from bot.blocks.kit import Handle
from bot.cli.json_answers import answer_json
from bot.desk import Desk
from bot.grammar import Lookup
from bot.listeners.answer_buttons import evidence, history, rows
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


def test_the_others_are_named_in_a_line(desk: Desk) -> None:
    """A bare name names the Bostons that nothing is recorded of; with its state there is no need."""
    told = shown(answer_message(ask("Boston", desk), "/detainers").blocks)
    assert "Nothing is recorded of Boston in GA, IN and NY; Boston Township in IN, MI and OH." in told
    assert "Nothing is recorded of" not in shown(answer_message(ask("Boston, MA", desk), "/detainers").blocks)


def test_a_withdrawn_list_is_told_as_our_last_copy(desk: Desk) -> None:
    """DHS took its list down: it is never shown as current, and taken down is not delisted."""
    found = ask("Boston, MA", desk)
    gone = next(entry for entry in found.former if entry.source == "dhs_2025")
    assert gone.withdrawn is not None
    told = shown(answer_message(found, "/detainers").blocks)
    assert "Withdrawn 2 Jun 2025; in our last copy of it, since 29 May 2025" in told
    massachusetts = shown(answer_message(ask("MA", desk), "/detainers").blocks)
    assert "Itself on no current list, as of 31 Oct 2025." in massachusetts
    assert "Taken down is not the same as delisted." in massachusetts


def test_a_suspended_list_is_not_current(desk: Desk) -> None:
    """ICE stopped its report in April 2017: until a later edition comes, nobody is on it today."""
    told = shown(answer_message(ask("Travis County, TX", desk), "/detainers").blocks)
    assert "On no current list, as of 31 Oct 2025." in told
    assert "Suspended by its publisher 13 Apr 2017; on it since 20 Mar 2017" in told
    assert "Taken down" not in told
    then = answer(Lookup("Travis County, TX", date(2017, 4, 1)), desk)
    assert [entry.source for entry in then.current] == ["ddor_policies"]


def test_parents_are_told(desk: Desk) -> None:
    """Denver's state is on the Justice Department's list, Boston's county and state are not."""
    assert "Colorado: yes (DOJ)" in shown(answer_message(ask("Denver, CO", desk), "/detainers").blocks)
    boston = shown(answer_message(ask("Boston, MA", desk), "/detainers").blocks)
    assert "Suffolk County: no; yes in our last copy of DHS" in boston
    assert "Massachusetts: no; yes in our last copy of DHS" in boston


def test_a_state_is_summed_up_with_its_places(desk: Desk) -> None:
    """Massachusetts is on no list itself, but Boston is: a notification that said less would mislead."""
    assert summary(ask("MA", desk)) == (
        "Massachusetts: itself on no current list, 0 refusals recorded; "
        "within it 1 place (DOJ) and 28 declined by tally (NPR)"
    )


def test_a_copy_shows_no_hour(desk: Desk) -> None:
    """The cited pages name days: hours that only keep their order are never shown, nor is a list twice."""
    told = shown(answer_message(ask("Travis County, TX", desk), "/detainers").blocks)
    assert "DHS (withdrawn since 2 Jun 2025)" in told
    since = "suspended 13 Apr 2017 and resumed 15 Jul 2019 by its publisher"
    assert told.count(f"ICE (as of 20 Mar 2017; {since})") == 1
    documents = shown(evidence(ask("Boston, MA", desk), Handle("2507000"), desk).blocks)
    assert "published 31 Oct 2025, as of 31 Oct 2025: " in documents
    assert "NPR*: Detainers" in documents
    assert "<!date" not in told + documents


def test_what_was_copied_is_no_change_of_that_day(desk: Desk) -> None:
    """A yearly count of 2011 that was copied in 2026 is told as of 2011; a copy without a date as undated."""
    told = shown(history(ask("Boston, MA", desk), Handle("2507000"), desk).blocks)
    days = [line.split("*")[1] for line in told.split("\n")[1:-1]]
    assert days == [
        "5 Aug 2025",
        "2 Jun 2025",
        "2 Jun 2025",
        "1 Jun 2025",
        "29 May 2025",
        "2011",
        "Undated (copied 24 Nov 2026)",
    ]
    assert "*2 Jun 2025* withdrawn (DHS): the whole list" in told
    assert "*2011* added (NPR" in told


def test_rows_that_differ_by_their_year_print_it(desk: Desk) -> None:
    """Williamson County refused one in 2014 and one in 2015: two lines that can be told apart."""
    told = shown(rows(ask("Williamson County, TX", desk), Handle("48491"), desk).blocks)
    assert "WILLIAMSON COUNTY JAIL | 1 | declined | 2015" in told
    assert "WILLIAMSON COUNTY JAIL | 1 | declined | 2014" in told
    assert "Williamson County | 4 | declined | 28 Jan–3 Feb 2017" in told


def test_a_file_taken_in_is_no_check(desk: Desk, history: str) -> None:
    """Whoever imports a document asks no publisher: the answer says as of when it is, and that it is so."""
    week = (tally("Travis County", "TX", 30, "declined", WEEK),)
    take_rows(history, "made_up_report", week, published=date(2017, 4, 1), period=WEEK)
    told = shown(answer_message(ask("Travis County, TX", desk), "/detainers").blocks)
    assert "MUB as of <!date^1491048000^{date_short_pretty} {time}|1 Apr 2017, 08:00 EDT>, imported" in told
    assert "MUB checked" not in told
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
    message = answer_message(found, "/detainers")
    assert message.text == "No place called “Bostn”. Did you mean *Boston, MA*?"
    assert "Boston in GA, IN and NY" in shown(message.blocks)


def test_a_repaired_spelling_says_so(desk: Desk) -> None:
    """With the state given one letter is repaired, and the answer says what was read."""
    found = ask("Bostn, MA", desk)
    assert found.place is not None
    assert found.place.geoid == "2507000"
    assert "Read as “Boston”" in shown(answer_message(found, "/detainers").blocks)


@pytest.mark.parametrize(
    ("known", "told", "printed"),
    [
        (
            ("doj_eo14287", "dhs_2025"),
            "On none of the 2 lists we hold, as of 3 Mar 2026.",
            "As of 3 Mar 2026, Orono, Maine, was on none of the 2 lists we hold, which",
        ),
        (
            ("doj_eo14287",),
            "Not on the one list we hold, as of 3 Mar 2026.",
            "As of 3 Mar 2026, Orono, Maine, was not on the one list we hold, which",
        ),
        (
            (),
            "We hold no list of jurisdictions yet.",
            "As of 24 Nov 2026, we hold no list of jurisdictions that could name Orono, Maine.",
        ),
    ],
)
def test_a_place_is_on_none_of_the_lists_that_are_held(
    desk: Desk, known: tuple[str, ...], told: str, printed: str
) -> None:
    """As of the day, in the newsroom, on which they were last read, however late it is asked."""
    evening = datetime(2026, 3, 4, 3, tzinfo=UTC)
    found = ask("Orono, ME", desk)
    fresh = {name: replace(found.freshness[name], succeeded=evening) for name in known}
    found = replace(found, known=known, freshness=fresh, now=datetime(2026, 11, 25, 4, tzinfo=UTC))
    assert told in shown(answer_message(found, "/detainers").blocks)
    assert printed in sentence(found)


def test_a_place_on_no_list_is_not_called_cooperative(desk: Desk) -> None:
    """Orono, Maine, is on none of the four lists, and that proves nothing."""
    found = ask("Orono, ME", desk)
    assert found.lists == ()
    told = shown(answer_message(found, "/detainers").blocks)
    assert "On none of the 4 lists we hold, as last read between 20 Mar 2017 and 24 Nov 2026." in told
    assert "That is not proof of cooperation." in told
    assert "Illinois's 96 counties" in told


def test_no_namesake_recorded(desk: Desk) -> None:
    """Of the Cooks none is recorded; a county is asked for with its word."""
    message = answer_message(ask("Cook", desk), "/detainers")
    assert "None of them is on any of the 4 lists" in message.text
    assert "not proof of cooperation" in message.text
    assert "Cook County" in shown(message.blocks)


def test_nowhere_has_a_cure(desk: Desk) -> None:
    """What is no place is answered with how to ask."""
    found = ask("qqqqq", desk)
    assert found.found is LookupOutcome.UNKNOWN
    assert "`/detainers Boston, MA`" in answer_message(found, "/detainers").text


def test_tallies_are_told_apart_from_refusals(desk: Desk) -> None:
    """Travis County: 142 declined by ICE's tally, no row; Clark County's 51 were issued, not refused."""
    travis = ask("Travis County", desk)
    assert travis.recorded == 0
    assert "142 declined by tally (ICE)" in summary(travis)
    clark = ask("Clark County, NV", desk)
    assert [(one.measure, one.count) for one in clark.tallies if one.measure == "issued"] == [("issued", 51)]
    told = shown(answer_message(clark, "/detainers").blocks)
    assert "*Issued by tally, which is no refusal*\n51 by" in told
    assert "51" not in summary(clark)


def test_a_corrected_row_is_told_with_its_correction(desk: Desk) -> None:
    """ICE took Williamson County's four back: whoever asks reads that beside the number."""
    told = shown(answer_message(ask("Williamson County, TX", desk), "/detainers").blocks)
    assert "4 by Williamson County" in told
    assert "*Check first:* ICE, Williamson County, 28 Jan–3 Feb 2017: The publisher took this back" in told
    correction = "in its own correction: “Additionally, detainers that appeared as being declined by William"
    assert correction in told
    assert correction in sentence(ask("Williamson County, TX", desk))


def test_a_row_that_may_mean_a_namesake_says_so_before_its_correction(desk: Desk) -> None:
    """Franklin County, Iowa: taken back by ICE itself, and doubtful to whoever knew the past."""
    told = shown(answer_message(ask("Franklin County, Iowa", desk), "/detainers").blocks)
    assert "The publisher took this back in its own correction: “Due to a data" in told
    assert (
        "No detainer was recorded for Franklin County, Iowa, before this; for Franklin County, Ohio," in told
    )
    rows = answer_json(ask("Franklin County, Iowa", desk))["tallies"][0]["rows"]
    assert rows[0]["notes"][0].startswith("The publisher took this back")
    assert "Check which of them is meant." in rows[0]["check_first"]


def test_policies_are_cited_with_date_and_page(desk: Desk) -> None:
    """Boston's Trust Act is told with the date as read, as misprinted, and where it stands."""
    told = shown(answer_message(ask("Boston, MA", desk), "/detainers").blocks)
    assert "Boston Trust Act, enacted 2014-08 as read by hand, printed “2015-08-14” (ICE 2014, <https" in told
    assert "*Check first:* ICE 2014, Boston, Massachusetts: The date is printed as a day of the month" in told


def test_an_undated_copy_dates_nothing(desk: Desk) -> None:
    """The list of 2014 bears no date: when it was copied is no date of the place."""
    found = ask("Sedgwick County, KS", desk)
    assert all(change.source != "ice_policies_2014" for change in found.changes)
    assert "in an undated copy (copied 24 Nov 2026)" in shown(answer_message(found, "/detainers").blocks)


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
    assert "DHS (withdrawn): 25 places" in shown(answer_message(found, "/detainers").blocks)


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
    assert found.recorded == 2
    made_up = [(one.measure, one.count) for one in found.tallies if one.source == "made_up_report"]
    assert made_up == [("issued", 30)]
    told = shown(answer_message(found, "/detainers").blocks)
    assert "2, 4–10 Feb 2017, Travis County Jail (MUB, newest <https://bureau.example/report#page=" in told
    assert "on no current list, 2 refusals recorded" in summary(found)


def test_agreements_are_no_lists(desk: Desk, history: str) -> None:
    """An agency that signed a 287(g) agreement began to cooperate: told, and never counted among lists."""
    said = dict.fromkeys(FIELDS[ListingKind.AGREEMENT]) | {"agency": "Orono Police Department"}
    said |= {"support_type": "Task Force Model", "signed": "2025-03-01"}
    signed = Listing(ListingKind.AGREEMENT, said, "ME", position="row 7", as_read="Orono Police Department")
    take_rows(history, "made_up_287g", (signed,), published=date(2026, 5, 14))
    found = ask("Orono, ME", desk)
    assert found.lists == ()
    told = shown(answer_message(found, "/detainers").blocks)
    assert "Orono Police Department signed a 287(g) agreement (Task Force Model), 1 Mar 2025 (MUB, " in told
    assert "On none of the 4 lists" in told
    assert "which is cooperation" in told
    assert "not proof of cooperation" not in told
    assert summary(found) == "Orono, ME: on no current list, 0 refusals recorded, 1 agreement under 287(g)"
    printed = sentence(found)
    assert (
        "MUB lists 1 agreement under 287(g) there: Orono Police Department signed a 287(g) agreement"
        in printed
    )
    assert "refus" not in printed


def test_the_printable_sentence_stands_alone(desk: Desk) -> None:
    """Place, count, publisher, what a detainer is, and where it can be read; nothing unsaid."""
    told = sentence(ask("Boston, MA", desk))
    assert told.startswith(
        "As of 25 Nov 2026, Boston, Massachusetts, is listed by the U.S. Department of Justice, “U.S."
    )
    assert "A detainer is a civil request" in told
    assert "the list was withdrawn on 2 Jun 2025" in told
    assert "security.mil-osi.com" in told
    assert "SHA-256" not in told
    assert "day of the month" not in told, "a note on a row that the sentence doesn't speak of"
    travis = sentence(ask("Travis County, TX", desk))
    assert "named for a policy by U.S. Immigration and Customs Enforcement, “Jurisdictions" in travis
    assert "since 20 Mar 2017; the list is suspended since 13 Apr 2017." in travis


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
