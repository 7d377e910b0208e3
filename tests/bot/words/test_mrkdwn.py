"""What a publisher or a person writes never takes effect as Slack's own signs."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import words


@pytest.mark.parametrize("spoof", ["<!channel>", "<!here>", "<@U123>", "<https://evil.example|ICE>", "&lt;"])
def test_no_mention_or_link_gets_through(spoof: str) -> None:
    """A row that says <!channel> alarms nobody, and shows as it was printed."""
    shown = words.literal(spoof)
    assert "<" not in shown
    assert ">" not in shown
    assert shown.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == spoof


MARKED = st.text(alphabet="ab1 *_~`<>&;\n.é", max_size=40)


@given(st.text() | MARKED)
def test_data_starts_no_formatting(text: str) -> None:
    """No sign of code, link or line end is left of any text, and none of bold but between two letters."""
    shown = words.literal(text)
    assert not set(shown) & set("`<>\n")
    assert not re.search(r"(?<![0-9A-Za-z])[*_~]|[*_~](?![0-9A-Za-z])", shown)


@pytest.mark.parametrize("name", ["doj_eo14287", "ice_ddor", "287g_TX-48453.csv", "a*b", "A~B"])
def test_a_name_stays_as_one_would_paste_it(name: str) -> None:
    """No letter of a name becomes another one that only looks like it."""
    assert words.literal(name) == name
    assert words.fenced(f"python -m bot changes {name} `x`") == f"```\npython -m bot changes {name} `x`\n```"


@given(MARKED)
def test_what_is_shown_says_what_was_written_once_escaped(text: str) -> None:
    """Whatever helper shows data, reading it back once gives the data: nothing is escaped twice, or not."""
    line = " ".join(text.split())
    looks = str.maketrans({"\u2217": "*", "\u02cd": "_", "\u223c": "~", "\u02cb": "`"})
    shown = [
        words.escape(line),
        words.literal(line),
        words.code(line)[1:-1],
        words.link("https://a.example", line),
    ]
    shown[-1] = shown[-1].removeprefix("<https://a.example|").removesuffix(">")
    assert [html.unescape(each).translate(looks) for each in shown] == [line] * 4
    assert "`" not in words.code(text)[1:-1]
    inside = words.fenced(text)[4:-4]
    assert "```" not in inside
    assert html.unescape(inside).replace("` ` `", "```").replace(" ", "") == text.replace(" ", "")


@given(st.text(alphabet="ab<>&;!|", max_size=80), st.integers(5, 60))
def test_a_cut_never_splits_an_entity(text: str, most: int) -> None:
    """What is cut stays within its length and ends no entity half-way."""
    shown = words.cut(words.escape(text), most)
    assert len(shown) <= most
    assert "<" not in words.escape(text)
    assert all(part.split(";")[0] in {"lt", "gt", "amp"} for part in shown.split("&")[1:])


def test_a_cut_never_splits_a_link() -> None:
    """A link that doesn't fit is left out whole."""
    assert words.cut("See <https://www.ice.gov/report|page 3> for more", 20) == "See…"


@given(st.lists(st.text(alphabet="ab ", max_size=400), max_size=60), st.integers(200, 3000))
def test_lines_fit_and_say_what_is_missing(items: list[str], most: int) -> None:
    """However many lines there are, they fit, and the last one says how many don't show."""
    shown = words.lines(items, most)
    assert len(shown) <= most
    left_out = shown.rpartition("… and ")[2].partition(" more")[0]
    hidden = int(left_out) if left_out.isdigit() else 0
    assert len(shown.split("\n")) - bool(hidden) + hidden == max(len(items), 1)


def test_a_link_goes_to_the_web_alone() -> None:
    """An address that is no web address shows as its label; signs in one can't end the link."""
    assert words.link("javascript:alert(1)", "p. 3") == "p. 3"
    assert words.link("https://ice.gov/a>|b c", "p. <3>") == "<https://ice.gov/a%3E%7Cbc|p. &lt;3&gt;>"


def test_a_printable_sentence_stays_in_its_block() -> None:
    """A back-tick in the data can't end the code block that people copy."""
    assert words.fenced("a ``` b").count("```") == 2
