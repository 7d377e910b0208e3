"""People type as they speak, paste what they have, and are understood."""

from datetime import date, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.grammar import (
    VERBS,
    Clauses,
    Lookup,
    Mute,
    Recent,
    Request,
    Span,
    Subscribe,
    Subscriptions,
    TopPlaces,
    Unclear,
    nearest,
    parse,
)
from bot.grammar.commands import Command
from models.domain import Every, PlaceKind, Quiet, Rhythm

WORDS = st.sampled_from([
    *VERBS, "what about", "is", "a sanctuary city", "by sent", "90d", "2017", "counties", "since", "until",
    "MA", "Boston", "to", "me", "as", "of", "2025-05-30", "all", "<!channel>", "&amp;lt;",
    "<#C123|mass-desk>", "“", "’", "/detainers", "?", ".", ",", " ", "\u00a0", "<https://ice.gov|ice.gov>",
])  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("Boston", Lookup("Boston")),
        ("boston ma", Lookup("boston ma")),
        ("“Boston, MA”  ", Lookup("Boston, MA")),
        ("Prince George’s County", Lookup("Prince George's County")),
        ("Washington, D.C.", Lookup("Washington, D.C.")),
        ("/detainers Boston?", Lookup("Boston")),
        ("<https://boston.com|boston.com>", Lookup("boston.com")),
        ("lookup Export, PA", Lookup("Export, PA")),
        ("Helper, UT", Lookup("Helper, UT")),
        ("Boston as of 2025-05-30", Lookup("Boston", date(2025, 5, 30))),
        ("Boston, as of May 30, 2025", Lookup("Boston", date(2025, 5, 30))),
        ("Boston as of May", Lookup("Boston as of May")),
        ("Travis County, TX on 2017-05-01", Lookup("Travis County, TX", date(2017, 5, 1))),
        ("on May 30, 2025, Boston, MA", Lookup("Boston, MA", date(2025, 5, 30))),
        ("Croton on Hudson, NY", Lookup("Croton on Hudson, NY")),
        ("Croton on Hudson, NY on 2025-05-30", Lookup("Croton on Hudson, NY", date(2025, 5, 30))),
        ("Croton on Hudson as of 2025-05-30", Lookup("Croton on Hudson", date(2025, 5, 30))),
        ("as of 2025-05-30 Boston", Lookup("Boston", date(2025, 5, 30))),
        ("as of May 30, 2025, Boston, MA", Lookup("Boston, MA", date(2025, 5, 30))),
        ("Boston history", Request("history", "Boston")),
        ("Travis County, TX trend", Request("trend", "Travis County, TX")),
        ("MA export", Request("export", "MA")),
        ("7d mute", Mute(timedelta(days=7))),
        ("everywhere subscriptions", Subscriptions(everywhere=True)),
        ("recent since Jan 1, 2025 MA", Recent("MA", Span(date(2025, 1, 1)))),
        ("since 2025-01-01 recent ga", Recent("ga", Span(date(2025, 1, 1)))),
        ("MA recent", Recent("MA")),
        ("ma Subscribe weekly Mon 8:00", Subscribe("ma", Clauses(rhythm=Rhythm(Every.WEEKLY, time(8))))),
        ("subscribe MA", Subscribe("MA")),
        ("SUBSCRIBE ma", Subscribe("ma")),
        ("MA subscribe", Subscribe("MA")),
        ("subscribe me to the state of Massachusetts.", Subscribe("Massachusetts")),
        ("subscribe <#C123|mass-desk> MA", Subscribe("MA")),
        ("subscribe ME", Subscribe("ME")),
        ("subscribe to IN", Subscribe("IN")),
        ("subscribe", Subscribe("")),
        ("unsubscribe from everything", Request("unsubscribe", "all")),
        ("unsubscribe MA", Request("unsubscribe", "MA")),
        ("subscriptions", Subscriptions()),
        ("help", Request("help")),
        ("", Request("help")),
        ("?", Request("help")),
        ("help subscrbe", Request("help", "subscribe")),
        ("lookup", Request("help", "lookup")),
        ("history Boston", Request("history", "Boston")),
        ("recent", Recent()),
        ("recent TX since 2026-11-01", Recent("TX", Span(date(2026, 11, 1)))),
        ("recent 90d", Recent("", Span(back=timedelta(days=90)))),
        ("recent MA last 2 weeks", Recent("MA", Span(back=timedelta(days=14)))),
        ("recent MA 12h", Recent("MA", Span(back=timedelta(hours=12)))),
        ("recent TX 2017", Recent("TX", Span(date(2017, 1, 1), date(2017, 12, 31)))),
        ("recent 2017 TX", Recent("TX", Span(date(2017, 1, 1), date(2017, 12, 31)))),
        ("recent TX May 3, 2017", Recent("TX", Span(date(2017, 5, 3), date(2017, 5, 3)))),
        ("recent TX 2017 to 2019", Recent("TX", Span(date(2017, 1, 1), date(2019, 12, 31)))),
        ("recent TX in March 2017", Recent("TX", Span(date(2017, 3, 1), date(2017, 3, 31)))),
        ("recent MA since 2017", Recent("MA", Span(date(2017, 1, 1)))),
        (
            "recent TX since Jan. 28, 2017 until 2017-02-03",
            Recent("TX", Span(date(2017, 1, 28), date(2017, 2, 3))),
        ),
        ("recent Ninety Six, SC", Recent("Ninety Six, SC")),
        ("recent MA since yesterday", Recent("MA since yesterday")),
        ("trend", Request("trend")),
        ("compare Boston", Request("compare", "Boston")),
        ("compare MA TX", Request("compare", "MA TX")),
        ("map", Request("map")),
        ("MA map", Request("map", "MA")),
        ("top counties TX", TopPlaces("TX", PlaceKind.COUNTY)),
        ("top cities in California by sent", TopPlaces("California", PlaceKind.CITY, "sent")),
        ("top TX by totals", TopPlaces("TX", None, "totals")),
        ("Round Top, TX", Lookup("Round Top, TX")),
        ("recent since Nov. 1, 2026", Recent("", Span(date(2026, 11, 1)))),
        ("trend of Mass.", Request("trend", "Mass")),
        ("export Travis County, TX", Request("export", "Travis County, TX")),
        ("Export, PA", Unclear("Export, PA", (Request("export", "PA"), Lookup("Export, PA")))),
        ("subscriptions everywhere", Subscriptions(everywhere=True)),
        ("mute 7d", Mute(timedelta(days=7))),
        ("mute for 2 weeks", Mute(timedelta(days=14))),
        ("mute 12 hrs", Mute(timedelta(hours=12))),
        ("mute", Mute(None)),
        ("mute forever", Mute(None)),
        ("Resume", Request("resume")),
        ("sources", Request("sources")),
        ("settings", Request("settings")),
        ("feedback the page of Travis is wrong", Request("feedback", "the page of Travis is wrong")),
    ],
)
def test_what_people_type(typed: str, wanted: Command) -> None:
    """Verbs in any sensible order and case, places as people write them, pasted signs and all."""
    assert parse(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "place"),
    [
        ("what about Boston, MA?", "Boston, MA"),
        ("How about MA", "MA"),
        ("is Chicago a sanctuary city?", "Chicago"),
        ("Is the state of Texas on the list?", "Texas"),
        ("does Austin cooperate with ICE", "Austin"),
        ("does Travis County honor detainers?", "Travis County"),
        ("why is Boston on the DHS list?", "Boston"),
        ("which lists name Boston", "Boston"),
        ("What’s the latest on Denver?", "Denver"),
        ("tell me about Cook County", "Cook County"),
        ("what does ICE say about Boston", "Boston"),
        ("are there any refusals in Texas?", "Texas"),
        ("is Isle, MN a “sanctuary city”", "Isle, MN"),
    ],
)
def test_a_plain_question_reaches_its_place(typed: str, place: str) -> None:
    """What is asked of it is kept as asked in plain words; yes or no is nothing that a list says."""
    meant = parse(typed)
    assert isinstance(meant, Lookup)
    assert (meant.text, meant.plain) == (place, True)


def test_a_plain_question_may_name_a_day() -> None:
    """The day is the answer's, whatever the question."""
    asked = Lookup("Boston", date(2025, 5, 30), plain=True)
    assert parse("was Boston a sanctuary city on May 30, 2025?") == asked


@pytest.mark.parametrize("name", ["What Cheer, IA", "Show Low, AZ", "Tell City, IN", "Isle, MN"])
def test_a_place_that_begins_like_a_question_is_a_place(name: str) -> None:
    """Names are taken as typed where nothing is asked."""
    assert parse(name) == Lookup(name)


MONDAYS = Rhythm(Every.WEEKLY, time(8), 0)
NIGHT = Quiet(time(22), time(7))


@pytest.mark.parametrize(
    ("typed", "area", "how"),
    [
        ("MA from ICE, DOJ", "MA", Clauses(sources=("ICE", "DOJ"))),
        ("from ICE and DOJ MA", "MA", Clauses(sources=("ICE", "DOJ"))),
        ("MA except corrected, moved", "MA", Clauses(without=("corrected", "moved"))),
        ("MA but not corrected", "MA", Clauses(without=("corrected",))),
        ("MA at once", "MA", Clauses()),
        ("daily 8:00 MA", "MA", Clauses(rhythm=Rhythm(Every.DAILY, time(8)))),
        ("MA daily at 7:30 am", "MA", Clauses(rhythm=Rhythm(Every.DAILY, time(7, 30)))),
        ("MA daily 6pm", "MA", Clauses(rhythm=Rhythm(Every.DAILY, time(18)))),
        ("MA daily", "MA", Clauses(rhythm=Rhythm(Every.DAILY, time(8)))),
        ("MA weekly Mon 8:00", "MA", Clauses(rhythm=MONDAYS)),
        ("MA weekly on Wednesday at 9", "MA", Clauses(rhythm=Rhythm(Every.WEEKLY, time(9), 2))),
        ("MA every Thursday 10:15", "MA", Clauses(rhythm=Rhythm(Every.WEEKLY, time(10, 15), 3))),
        ("MA quiet 22:00-7:00", "MA", Clauses(quiet=NIGHT)),
        ("zone America/Chicago MA", "MA", Clauses(zone="America/Chicago")),
        (
            "MA quiet 22:00-7:00, time zone Central, in thread",
            "MA",
            Clauses(quiet=NIGHT, thread=True, zone="Central"),
        ),
        ("MA quiet hours from 10pm to 7am", "MA", Clauses(quiet=NIGHT)),
        ("MA in thread", "MA", Clauses(thread=True)),
        ("all", "all", Clauses()),
        ("Travis County, TX weekly", "Travis County, TX", Clauses(rhythm=MONDAYS)),
        ("MA, NY, and Texas daily", "MA, NY, and Texas", Clauses(rhythm=Rhythm(Every.DAILY))),
        (
            "weekly Mon 8:00 quiet 22:00-7:00 in thread MA from ICE except corrected",
            "MA",
            Clauses(("ICE",), ("corrected",), MONDAYS, NIGHT, thread=True),
        ),
        ("MA daily 25:00", "MA, 25:00", Clauses(rhythm=Rhythm(Every.DAILY))),
    ],
)
def test_how_a_channel_wants_to_hear(typed: str, area: str, how: Clauses) -> None:
    """Clauses in any sensible order; what isn't understood stays in sight, to be asked about."""
    assert parse(f"subscribe {typed}") == Subscribe(area, how)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("subscibe MA", Subscribe("MA")),
        ("subscription", Subscriptions()),
        ("hlep", Request("help")),
        ("MA subscrbe", Subscribe("MA")),
        ("Boston trendd", Request("trend", "Boston")),
        ("comparee MA TX", Request("compare", "MA TX")),
        ("Boston", None),
    ],
)
def test_a_misspelt_verb_has_a_nearest(typed: str, meant: Command | None) -> None:
    """A slip in the verb is offered as the verb, and named; a place is not."""
    slip = nearest(typed)
    assert (slip and slip[1]) == meant
    assert slip is None or slip[0] in {"subscibe", "subscription", "hlep", "subscrbe", "trendd", "comparee"}


@pytest.mark.parametrize(
    ("typed", "meant"), [("errata", "recent"), ("doctor", "settings"), ("list", "sources")]
)
def test_a_verb_of_the_command_line_has_its_like(typed: str, meant: str) -> None:
    """Who knows it from there is told what Slack has in its place; among other words it is a word."""
    slip = nearest(typed)
    assert slip
    assert (slip[0], str(slip[1])) == (typed, meant)
    assert nearest(f"{typed} Boston") is None


@given(st.text() | st.lists(WORDS).map(" ".join) | st.lists(WORDS).map("".join))
@example("&amp;amp;lt;")
@example("subscribe x .")
def test_anything_is_understood_as_something(typed: str) -> None:
    """Nothing that is typed raises, and what was understood can be typed back."""
    wanted = parse(typed)
    assert parse(str(wanted)) == wanted
    nearest(typed)
