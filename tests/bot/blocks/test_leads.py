"""What a channel reads of a possible new list, word for word, and that Slack takes it."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.blocks import Confirmed, Listed, Watched, lead, subscribed, wish_list
from bot.words import Clock, Subjects
from models.domain import LEADS, PLAIN, Subject, Wish
from models.messaging import Lead
from models.places import load_gazetteer
from tests.support.clock import Clock as Hands
from tests.support.messages import shown

LEAD = Lead(
    scout="DOJ press releases",
    address="https://www.example.gov/opa/pr/1?a=1&b=2",
    title="Attorney General publishes a list of sanctuary jurisdictions",
    published=datetime(2026, 11, 24, 15, tzinfo=UTC),
    words=("detainer", "sanctuary jurisdiction"),
)


def test_a_lead_says_what_it_is_and_what_it_is_not() -> None:
    """Title, whose, when, where, which words; and that nothing was read from it."""
    message = lead(LEAD, "America/New_York")
    title = "Attorney General publishes a list of sanctuary jurisdictions"
    assert message.text == f"Possible new list: {title} (DOJ press releases, Nov. 24, 2026)"
    assert shown(message).splitlines()[1:] == [
        f"*Possible new list: {title}*",
        "(DOJ press releases, Nov. 24, 2026)",
        "Mentions “detainer” and “sanctuary jurisdiction”. Not checked: we've read no list from it. "
        "<https://www.example.gov/opa/pr/1?a=1&amp;b=2|Read it>",
    ]


def test_a_lead_without_a_link_says_so() -> None:
    """Whoever wants to read it is led to the feed, and told why."""
    said = shown(lead(replace(LEAD, address="https://www.example.gov/rss#1f", linked=False), "UTC"))
    feed = "<https://www.example.gov/rss#1f|Look for it there>"
    assert f"Its feed gives no link for it. {feed}" in said
    assert "Read it" not in said


def test_an_undated_lead_says_so() -> None:
    """No date is made up."""
    assert lead(replace(LEAD, published=None), "UTC").text.endswith("(DOJ press releases, undated)")


def test_the_day_is_that_of_the_newsroom() -> None:
    """Late in the evening in Washington is the next day in UTC."""
    late = lead(replace(LEAD, published=datetime(2026, 11, 25, 2, tzinfo=UTC)), "America/New_York")
    assert "Nov. 24, 2026" in late.text


def test_hostile_words_of_a_feed_change_nothing() -> None:
    """Nobody is called, nothing is formatted, no link leads elsewhere than it says."""
    hostile = replace(
        LEAD,
        scout="<!here> feed",
        title="<!channel> *bold* <https://evil.example|click> & `code`" * 20,
        address="https://a.example/x|y>z",
        words=("<@U1>",),
    )
    said = shown(lead(hostile, "UTC"))
    for mark in ("<!", "*bold*", "<https://evil", "`code`", "<@U1>"):
        assert mark not in said
    assert "<https://a.example/x%7Cy%3Ez|Read it>" in said


def test_a_possible_repeat_says_so() -> None:
    """Whoever reads it twice knows why."""
    message = lead(LEAD, "UTC", repeat=True)
    assert message.text.startswith("Possible repeat: Possible new list")
    assert "You may have this already" in shown(message)


NAMES = Subjects(load_gazetteer().by_geoid)
LEADS_ALONE = Confirmed("C1", [Subject(LEADS)], PLAIN, NAMES, new=True)
CLOCK = Clock("UTC", datetime(2026, 11, 24, 15, 0, tzinfo=UTC))


def test_subscribing_to_leads_names_the_feeds() -> None:
    """The channel knows what it will get, and that nothing of it is checked; there is no sample."""
    said = shown(subscribed(LEADS_ALONE, Watched(["DHS"], ["ICE news"]), [], CLOCK))
    assert "<#C1> will get possible new lists as they happen." in said
    assert "Announcements with a watched feed's words, not checked: ICE news." in said
    assert "Send a sample" not in said


def test_without_feeds_that_is_said() -> None:
    """A wish that can't come true yet says what is missing."""
    said = shown(subscribed(replace(LEADS_ALONE, new=False), Watched(), [], CLOCK))
    assert "Nobody has set up feeds to watch yet." in said


def test_states_and_leads_are_listed_side_by_side(clock: Hands) -> None:
    """Leads go by what they are, and not by a word that looks like a state."""
    wishes = [Wish("C1", state, clock(), "U1", "") for state in ("MA", LEADS)]
    said = shown(wish_list(Listed(wishes, NAMES, CLOCK), [], "/detainers"))
    assert "• Massachusetts, as they happen (<@U1>, Nov. 2, 2026)" in said
    assert "• possible new lists, as they happen" in said
