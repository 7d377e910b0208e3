"""What a publisher or a person writes never takes effect as Slack's own signs."""

import html
import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.blocks import kit


@pytest.mark.parametrize("spoof", ["<!channel>", "<!here>", "<@U123>", "<https://evil.example|ICE>", "&lt;"])
def test_no_mention_or_link_gets_through(spoof: str) -> None:
    """A row that says <!channel> alarms nobody, and shows as it was printed."""
    shown = kit.literal(spoof)
    assert "<" not in shown
    assert ">" not in shown
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == spoof


MARKED = st.text(alphabet="ab1 *_~`<>&;\n.é", max_size=40)


@given(st.text() | MARKED)
def test_data_starts_no_formatting(text: str) -> None:
    """No sign of code, link or line end is left of any text, and none of bold but between two letters."""
    shown = kit.literal(text)
    assert not set(shown) & set("`<>\n")
    assert not re.search(r"(?<![0-9A-Za-z])[*_~]|[*_~](?![0-9A-Za-z])", shown)


@pytest.mark.parametrize("name", ["doj_eo14287", "ice_ddor", "287g_TX-48453.csv", "a*b", "A~B"])
def test_a_name_stays_as_one_would_paste_it(name: str) -> None:
    """No letter of a name becomes another one that only looks like it."""
    assert kit.literal(name) == name
    assert kit.fenced(f"python -m bot changes {name} `x`") == f"```\npython -m bot changes {name} `x`\n```"


@given(MARKED)
def test_what_is_shown_says_what_was_written_once_escaped(text: str) -> None:
    """Whatever helper shows data, reading it back once gives the data: nothing is escaped twice, or not."""
    line = " ".join(text.split())
    looks = str.maketrans({"\u2217": "*", "\u02cd": "_", "\u223c": "~", "\u02cb": "`"})
    shown = [kit.escape(line), kit.literal(line), kit.code(line)[1:-1], kit.link("https://a.example", line)]
    shown[-1] = shown[-1].removeprefix("<https://a.example|").removesuffix(">")
    assert [html.unescape(each).translate(looks) for each in shown] == [line] * 4
    assert "`" not in kit.code(text)[1:-1]
    inside = kit.fenced(text)[4:-4]
    assert "```" not in inside
    assert html.unescape(inside).replace("` ` `", "```").replace(" ", "") == text.replace(" ", "")


@given(st.text(alphabet="ab<>&;!|", max_size=80), st.integers(5, 60))
def test_a_cut_never_splits_an_entity(text: str, most: int) -> None:
    """What is cut stays within its length and ends no entity half-way."""
    shown = kit.cut(kit.escape(text), most)
    assert len(shown) <= most
    assert "<" not in kit.escape(text)
    assert all(part.split(";")[0] in {"lt", "gt", "amp"} for part in shown.split("&")[1:])


def test_a_cut_never_splits_a_link() -> None:
    """A link that doesn't fit is left out whole."""
    assert kit.cut("See <https://www.ice.gov/report|page 3> for more", 20) == "See…"


@given(st.lists(st.text(alphabet="ab ", max_size=400), max_size=60), st.integers(200, 3000))
def test_lines_fit_and_say_what_is_missing(items: list[str], most: int) -> None:
    """However many lines there are, they fit, and the last one says how many don't show."""
    shown = kit.lines(items, most)
    assert len(shown) <= most
    left_out = shown.rpartition("… and ")[2].partition(" more")[0]
    hidden = int(left_out) if left_out.isdigit() else 0
    assert len(shown.split("\n")) - bool(hidden) + hidden == max(len(items), 1)


def test_a_link_goes_to_the_web_alone() -> None:
    """An address that is no web address shows as its label; signs in one can't end the link."""
    assert kit.link("javascript:alert(1)", "p. 3") == "p. 3"
    assert kit.link("https://ice.gov/a>|b c", "p. <3>") == "<https://ice.gov/a%3E%7Cbc|p. &lt;3&gt;>"


@pytest.mark.parametrize(
    ("first", "last", "shown"),
    [
        (date(2017, 1, 28), date(2017, 2, 3), "28 Jan–3 Feb 2017"),
        (date(2017, 2, 4), date(2017, 2, 10), "4–10 Feb 2017"),
        (date(2016, 12, 30), date(2017, 1, 5), "30 Dec 2016–5 Jan 2017"),
        (date(2014, 1, 1), date(2014, 12, 31), "2014"),
        (date(2007, 1, 1), date(2015, 12, 31), "2007–2015"),
        (date(2017, 1, 28), date(2017, 1, 28), "28 Jan 2017"),
        (date(2017, 1, 28), None, "28 Jan 2017"),
        (None, None, ""),
    ],
)
def test_a_period_reads_as_in_print(first: date | None, last: date | None, shown: str) -> None:
    """Weeks, days and whole years each read as an editor would write them."""
    assert kit.period(first, last) == shown


def test_times_carry_a_fallback_in_the_newsrooms_zone() -> None:
    """A client that can't render Slack's date token shows the newsroom's own time."""
    seen = datetime(2025, 8, 5, 18, 3, tzinfo=UTC)
    assert kit.ago(seen, "America/New_York") == "<!date^1754416980^{ago}|5 Aug 2025, 14:03 EDT>"
    assert kit.moment(seen, "UTC").endswith("{time}|5 Aug 2025, 18:03 UTC>")


def test_numbers_agree_with_their_nouns() -> None:
    """One refusal, two refusals, 1,206 refusals; one policy, two policies."""
    assert [kit.counted(n, "refusal") for n in (1, 2, 1206)] == [
        "1 refusal",
        "2 refusals",
        "1,206 refusals",
    ]
    assert kit.counted(2, "policy", "policies") == "2 policies"
    assert kit.listed(["Iowa", "Maine", "Ohio"]) == "Iowa, Maine and Ohio"


def test_a_printable_sentence_stays_in_its_block() -> None:
    """A back-tick in the data can't end the code block that people copy."""
    assert kit.fenced("a ``` b").count("```") == 2
