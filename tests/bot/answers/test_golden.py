"""Golden answers by their codes in the style sheet: told at once, notified of, printable, behind *More*."""

from datetime import date

import pytest

from bot.answers import answer
from bot.blocks.answer import answer_message, printable, summary, told, words_of
from bot.desk import Desk
from bot.grammar import asked_of
from tests.support.shown import shown

F1 = "A detainer is a civil request, not a judge's warrant."
F2 = "Not being listed doesn't show that a place cooperates with ICE."
SEEN = "(last seen Oct. 31, 2025)"
DOJ = f"on the Justice Department's list of “sanctuary jurisdictions” (published Aug. 5, 2025; {SEEN[1:]}"
NOT_DOJ = f"Not on the Justice Department's list {SEEN}"
DHS = "the DHS list of May 29, 2025, since taken down"
TOTAL = "(NPR's count of ICE records). No individual refusals on file."
STILL_THERE = (
    "was on the Justice Department's list of “sanctuary jurisdictions,” published Aug. 5, 2025, and was "
    "still there "
    "Oct. 31, 2025, when last seen."
)

WHOLE_CITY = "New York City, which contains it, was on"
ANSWERS = {
    "A22, of one list": (
        "Is New York City on the DHS list?",
        [
            f"Was on {DHS}.",
            "Refusals: 2,763 (total only) for 2007 to 2015 (NPR's count of ICE records).",
            "1 more list under More.",
            F1,
        ],
    ),
    "A22, of one publisher's counts": (
        "what does ICE say about Cook County, IL?",
        [
            "Refusals: 456 (total only) for 2009 to 2015 (NPR's count of ICE records).",
            "Detainers ICE sent (not refusals): 13 for Jan. 28 to Feb. 3, 2017 (ICE's weekly report).",
            "1 more list under More.",
            F1,
        ],
    ),
    "A22, of a month": (
        "was Boston on the DHS list in May 2025?",
        [
            "On the DHS list, published May 29, 2025. The Justice Department's list was first published Aug. "
            "5, 2025.",
            "Counts we copied later aren't shown.",
            F1,
        ],
    ),
    "a borough": (
        "Brooklyn, NY",
        [
            f"{WHOLE_CITY} the Justice Department's list, last seen Oct. 31, 2025. {WHOLE_CITY} {DHS}. "
            "No refusals on file for Kings County alone.",
            F1,
        ],
    ),
    "the District": (
        "is Washington, D.C. a sanctuary city?",
        [f"The District: {DOJ}.", f"Refusals: 15 (total only) for 2012 to 2014 {TOTAL}", F1],
    ),
    "a territory": (
        "Guam",
        [
            f"The territory: n{NOT_DOJ[1:]}.",
            "Places: none on the list.",
            f"Refusals: 1 (total only) for 2009 {TOTAL}",
            F1,
        ],
    ),
    "A9, nothing counted": (
        "Vermont",
        [
            f"The state: {DOJ}; was on {DHS}.",
            "Places: none on the first list, none on the second.",
            "No refusals on file.",
            F1,
        ],
    ),
    "A1": ("Boston, MA", [f"O{DOJ[1:]}. Was on {DHS}.", f"Refusals: 1 (total only) for 2011 {TOTAL}", F1]),
    "A2": (
        "Suffolk County, MA",
        [f"Was on {DHS}. {NOT_DOJ}.", f"Refusals: 6 (total only) for 2008 to 2015 {TOTAL}", F1],
    ),
    "A3": (
        "Baltimore County, MD",
        [
            f"Off the Justice Department's list since Oct. 31, 2025; on it from Aug. 5, 2025. Was on {DHS}.",
            f"Refusals: 28 (total only) for 2011 to 2015 {TOTAL}",
            F1,
        ],
    ),
    "A3, unannounced": (
        "Weld County, CO",
        [
            f"Off the DHS list of May 29, 2025, by May 30, 2025; the list was since taken down. {NOT_DOJ}.",
            f"Refusals: 50 (total only) for 2014 to 2015 {TOTAL}",
            F1,
        ],
    ),
    "A4": ("Lowell, MA", [f"{NOT_DOJ} or {DHS}. No refusals on file.", F2, F1]),
    "A5": (
        "Travis County, TX",
        [
            f"{NOT_DOJ}. Named in ICE's Section III policies of March 20, 2017, since suspended.",
            "Refusals (totals only): 142 for Jan. 28 to Feb. 3, 2017 (ICE's weekly report); 68 for 2011 to "
            "2015 "
            "(NPR's count). Don't add these up.",
            F1,
        ],
    ),
    "A7": (
        "Cook County, IL",
        [
            f"O{DOJ[1:]}.",
            "Refusals: 456 (total only) for 2009 to 2015 (NPR's count of ICE records).",
            "Detainers ICE sent (not refusals): 13 for Jan. 28 to Feb. 3, 2017 (ICE's weekly report).",
            F1,
        ],
    ),
    "A8": (
        "Bastrop County, TX",
        [
            f"{NOT_DOJ}.",
            "Refusals: 3 (total only) for 2014 to 2015 (NPR's count of ICE records). ICE's weekly report "
            "counted ~3~ "
            "for Jan. 28 to Feb. 3, 2017; ICE took that back April 13, 2017.",
            F1,
        ],
    ),
    "A8, sent": (
        "Montgomery County, IA",
        [
            f"{NOT_DOJ}.",
            "Detainers ICE sent (not refusals): ~12~ for Jan. 28 to Feb. 3, 2017 (ICE's weekly report); ICE "
            "took that "
            "back April 13, 2017. No refusals on file.",
            F2,
            F1,
        ],
    ),
    "A9": (
        "Massachusetts",
        [
            f"The state: not on the Justice Department's list {SEEN}; was on {DHS}.",
            "Places: 1 on the first list (Boston), 25 on the second.",
            "Refusals statewide: 28 (total only) for 2008 to 2015 (NPR's count).",
            F1,
        ],
    ),
    "A10": (
        "Colorado",
        [
            f"The state: {DOJ}; was on {DHS}.",
            "Places: 1 on the first list (Denver), at least 12 on the second.",
            "Refusals statewide: 1,085 (total only) for 2007 to 2015 (NPR's count).",
            F1,
        ],
    ),
    "A10, two counts": (
        "Texas",
        [
            f"The state: not on the Justice Department's list {SEEN}.",
            "Places: none on the list.",
            "Refusals statewide (totals only): at least 142, corrected from ~149~, for Jan. 28 to Feb. 3, "
            "2017 (ICE's "
            "weekly report); 142 for 2009 to 2015 (NPR's count). Don't add these up.",
            F1,
        ],
    ),
    "A16": (
        "Boston, MA as of 2025-05-30",
        [
            "On the DHS list, published May 29, 2025. The Justice Department's list was first published Aug. "
            "5, 2025.",
            "Counts we copied later aren't shown.",
            F1,
        ],
    ),
    "A16, before any list": (
        "Boston, MA as of 2015-01-01",
        [
            "The Justice Department's list was first published Aug. 5, 2025; the DHS list, May 29, 2025.",
            "Counts we copied later aren't shown.",
            F1,
        ],
    ),
    "A16, before it was taken back": (
        "Bastrop County, TX as of 2017-04-01",
        [
            "The Justice Department's list was first published Aug. 5, 2025; the DHS list, May 29, 2025.",
            "Refusals: 3 (total only) for Jan. 28 to Feb. 3, 2017 (ICE's weekly report). No individual "
            "refusals on "
            "file.",
            "Counts we copied later aren't shown.",
            F1,
        ],
    ),
}

SENTENCES = {
    "A1": ("Boston, MA", f"Boston, Massachusetts, {STILL_THERE}"),
    "A2": (
        "Suffolk County, MA",
        "Suffolk County, Massachusetts, was on the Department of Homeland Security's list of May 29, 2025, "
        "which was "
        "taken down June 2, 2025.",
    ),
    "A3": (
        "Baltimore County, MD",
        "The Justice Department took Baltimore County, Maryland, off its list of “sanctuary jurisdictions” "
        "Oct. 31, "
        "2025. The list had named the county since Aug. 5, 2025.",
    ),
    "A3, unannounced": (
        "Weld County, CO",
        "Weld County, Colorado, was off the Department of Homeland Security's list of May 29, 2025, by May "
        "30, 2025.",
    ),
    "A4": (
        "Lowell, MA",
        "Lowell, Massachusetts, was not on the Justice Department's list of “sanctuary jurisdictions” when "
        "last seen "
        "Oct. 31, 2025.",
    ),
    "A5": (
        "Travis County, TX",
        "U.S. Immigration and Customs Enforcement counted 142 detainers declined in Travis County, Texas, "
        "for Jan. 28 "
        "to Feb. 3, 2017.",
    ),
    "A7, sent alone": (
        "Clark County, NV as of 2017-05-01",
        "U.S. Immigration and Customs Enforcement sent Clark County, Nevada, 51 detainers, its report for "
        "Jan. 28 to "
        "Feb. 3, 2017, says. That count doesn't show how they were answered.",
    ),
    "A8": (
        "Bastrop County, TX",
        "U.S. Immigration and Customs Enforcement on April 13, 2017, took back three declined detainers it "
        "had "
        "counted in Bastrop County, Texas, for Jan. 28 to Feb. 3, 2017, saying the people had been moved to "
        "another facility and released there.",
    ),
    "A9": (
        "Massachusetts",
        "Boston was the only Massachusetts jurisdiction on the Justice Department's list of “sanctuary "
        "jurisdictions” "
        "when last seen Oct. 31, 2025.",
    ),
    "A10": ("Colorado", f"The state of Colorado {STILL_THERE}"),
    "a borough": ("Queens", f"New York City, which contains Queens County, New York, {STILL_THERE}"),
    "A10, a district": ("DC", f"The District of Columbia {STILL_THERE}"),
    "A3, a state": (
        "Nevada",
        "The Justice Department took Nevada off its list of “sanctuary jurisdictions” Sept. 26, 2025. The "
        "list had "
        "named the state since Aug. 5, 2025.",
    ),
    "A16": (
        "Boston, MA as of 2025-05-30",
        "On May 30, 2025, Boston, Massachusetts, was on the Department of Homeland Security's list published "
        "May 29, "
        "2025.",
    ),
    "A16, before any list": ("Boston, MA as of 2015-01-01", ""),
    "A16, taken back later": (
        "Texas as of 2017-03-20",
        "On March 20, 2017, U.S. Immigration and Customs Enforcement counted at least 149 detainers declined "
        "in Texas for Jan. 28 to Feb. 3, 2017.",
    ),
    "A16, detainers sent": (
        "Montgomery County, IA as of 2017-03-25",
        "On March 25, 2017, U.S. Immigration and Customs Enforcement counted 12 detainers sent to Montgomery "
        "County, Iowa, for Jan. 28 to Feb. 3, 2017. That count doesn't show how they were "
        "answered.",
    ),
    "L5, the day it was published": (
        "Watauga County, NC",
        "Watauga County, North Carolina, was off the Department of Homeland Security's list by May 29, 2025, "
        "the day it was published.",
    ),
    "V5": (
        "Bexar County, TX",
        "NPR's count of U.S. Immigration and Customs Enforcement records shows nine detainers declined in "
        "Bexar "
        "County, Texas, for 2009 to 2014.",
    ),
}

NOTIFIED = {
    "a borough": (
        "Queens",
        f"Queens County, N.Y.: New York City, which contains it, on the Justice Department's list {SEEN}",
    ),
    "A1": (
        "Boston, MA",
        f"Boston, Mass.: on the Justice Department's list {SEEN}; 1 refusal (total only) for 2011",
    ),
    "A4": ("Lowell, MA", f"Lowell, Mass.: not on the Justice Department's list {SEEN}; no refusals on file"),
    "A9": (
        "Massachusetts",
        f"Massachusetts: the state not on the Justice Department's list {SEEN}, 1 place on it; 28 refusals "
        "statewide "
        "(total only) for 2008 to 2015",
    ),
    "A16": (
        "Boston, MA as of 2025-05-30",
        "Boston, Mass., on May 30, 2025: on the DHS list, published May 29, 2025",
    ),
    "A16, a copy that lacks the state": (
        "DC as of 2025-05-30",
        "District of Columbia, on May 30, 2025: not in our copy of the DHS list, published May 29, 2025",
    ),
    "A16, counted on that day": (
        "Texas as of 2017-03-20",
        "Texas, on March 20, 2017: at least 149 refusals statewide (total only) for Jan. 28 to Feb. 3, 2017",
    ),
    "A8": (
        "Montgomery County, IA",
        f"Montgomery County, Iowa: not on the Justice Department's list {SEEN}; 12 detainers sent "
        "for Jan. 28 to Feb. 3, 2017, taken back by ICE",
    ),
    "A16, before any list": (
        "Boston, MA as of 2015-01-01",
        "Boston, Mass., on Jan. 1, 2015: the Justice Department's list was first published Aug. 5, 2025; the "
        "DHS list, May 29, 2025",
    ),
}

MORE = {
    "A16, what was true by then": (
        "Texas as of 2017-03-20",
        "by the week in which they were recorded. ICE compiled these policies from public announcements",
    ),
    "M1, policies of two lists": (
        "Texas",
        "Policies of places in the state: 1 in ICE's Section III policies of March 20, 2017; 1 in ICE's 2014 "
        "policy list, third-hand. A policy may have changed since.",
    ),
    "A13, A15": (
        "Boston, MA",
        "Boston Trust Act, August 2014 (ICE's 2014 policy list, third-hand). Printed “2015-08-14”; we read "
        "August "
        "2014, from the rows around it. A policy may have changed since.",
    ),
    "A13, a whole class": (
        "Colorado",
        "County Jails' Decision, September 2014 (ICE's 2014 policy list, third-hand). It names all such "
        "agencies in "
        "the state; not an act of the state itself.",
    ),
    "M1, agencies": ("Boston, MA", "Counted at BOSTON POLICE DEPT, 1 for 2011 (NPR)."),
    "M1, county and state": (
        "Boston, MA",
        f"Suffolk County and Massachusetts, the state, were on {DHS}.",
    ),
    "M1, namesakes": (
        "Boston",
        "Also called Boston: places in Ga., Ind., Mich., N.Y. and Ohio; we have nothing on them.",
    ),
    "M1, copying": ("Boston, MA", "We copied this; we haven't checked the publisher's page."),
    "F3": ("Boston, MA", "A list taken down is not a place taken off."),
    "A8, in full": (
        "Bastrop County, TX",
        "ICE, April 13, 2017: “Additionally, detainers that appeared as being declined by Williamson County, "
        "TX and "
        "Bastrop County, TX were cases where the individual was transferred",
    ),
    "a copy that lacks the state": (
        "Cook County, IL",
        f"Cook County isn't in our copy of {DHS}.",
    ),
    "check first": (
        "Franklin County, IA",
        "Check first: No list we hold had counted a detainer in Franklin County, Iowa, before this row; "
        "Franklin County, Ohio, is counted often.",
    ),
}


@pytest.mark.parametrize("code", ANSWERS)
def test_what_is_told_at_once(open_desk: Desk, code: str) -> None:
    """Lists, refusals, other counts, caveat, in this order and in these words."""
    asked, wanted = ANSWERS[code]
    record = answer(asked_of(asked), open_desk)
    lines = told(record).lines
    assert list(lines) == wanted
    most = 120 if record.place and len(record.place.geoid) == 2 else 60
    assert words_of(lines) <= most


@pytest.mark.parametrize("code", SENTENCES)
def test_the_sentence_to_print(open_desk: Desk, code: str) -> None:
    """One sentence, at most 40 words, that is of a list's own date."""
    asked, wanted = SENTENCES[code]
    made = printable(answer(asked_of(asked), open_desk)).sentence
    assert made == wanted
    assert len(made.split()) <= 40


@pytest.mark.parametrize("code", NOTIFIED)
def test_what_notifies(open_desk: Desk, code: str) -> None:
    """The place, its first list, its first number."""
    asked, wanted = NOTIFIED[code]
    assert summary(answer(asked_of(asked), open_desk)) == wanted


@pytest.mark.parametrize("code", MORE)
def test_what_stands_behind_more(open_desk: Desk, code: str) -> None:
    """What explains an answer is one press away, and not in the way."""
    asked, wanted = MORE[code]
    record = answer(asked_of(asked), open_desk)
    assert wanted in " ".join(told(record).more)
    assert wanted not in shown(answer_message(record, "/detainers").blocks)
    assert wanted in shown(answer_message(record, "/detainers", opened=True).blocks)


def test_the_heading_names_the_state_and_the_day(open_desk: Desk) -> None:
    """In full, as a heading has it."""
    told_ = {
        asked: answer_message(answer(asked_of(asked), open_desk), "/detainers").blocks[0]["text"]["text"]
        for asked in ("Boston, MA", "Boston, MA as of 2025-05-30", "MA")
    }
    assert list(told_.values()) == [
        "Boston, Massachusetts",
        "Boston, Massachusetts, on May 30, 2025",
        "Massachusetts",
    ]


def test_a_list_is_told_only_since_it_existed(open_desk: Desk) -> None:
    """Asked of a day before, an answer says when it came, and the sentence leaves it out."""
    record = answer(asked_of("Boston, MA as of 2025-05-30"), open_desk)
    assert record.as_of == date(2025, 5, 30)
    assert "Justice" not in printable(record).sentence
    assert "Refusals" not in " ".join(told(record).lines)
