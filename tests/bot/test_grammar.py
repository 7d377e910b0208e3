"""People type as they speak, paste what they have, and are understood."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot import grammar
from bot.grammar import Command, Help, Lookup, Subscribe, Subscriptions, Unsubscribe, parse

WORDS = st.sampled_from([
    *grammar.VERBS, "MA", "Boston", "to", "me", "as", "of", "2025-05-30", "all", "<!channel>", "&amp;lt;",
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
        ("subscribe MA", Subscribe("MA")),
        ("SUBSCRIBE ma", Subscribe("ma")),
        ("MA subscribe", Subscribe("MA")),
        ("subscribe me to the state of Massachusetts.", Subscribe("Massachusetts")),
        ("subscribe <#C123|mass-desk> MA", Subscribe("MA")),
        ("subscribe ME", Subscribe("ME")),
        ("subscribe to IN", Subscribe("IN")),
        ("subscribe", Subscribe("")),
        ("unsubscribe from everything", Unsubscribe("all")),
        ("unsubscribe MA", Unsubscribe("MA")),
        ("subscriptions", Subscriptions()),
        ("help", Help()),
        ("", Help()),
        ("?", Help()),
        ("help subscrbe", Help("subscribe")),
        ("lookup", Help("lookup")),
    ],
)
def test_what_people_type(typed: str, wanted: Command) -> None:
    """Verbs in any sensible order and case, places as people write them, pasted signs and all."""
    assert parse(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("subscibe MA", Subscribe("MA")), ("subscription", Subscriptions()), ("hlep", Help()), ("Boston", None)],
)
def test_a_misspelt_verb_has_a_nearest(typed: str, meant: Command | None) -> None:
    """A slip in the verb is offered as the verb; a place is not."""
    assert grammar.nearest(typed) == meant


@given(st.text() | st.lists(WORDS).map(" ".join) | st.lists(WORDS).map("".join))
@example("&amp;amp;lt;")
@example("subscribe x .")
def test_anything_is_understood_as_something(typed: str) -> None:
    """Nothing that is typed raises, and what was understood can be typed back."""
    wanted = parse(typed)
    assert parse(str(wanted)) == wanted
    grammar.nearest(typed)
