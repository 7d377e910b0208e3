"""What changed, comparisons and rankings on the command line."""

import re

import pytest

from tests.support.desk.command_line import Bot, objects


def test_recent_prints_the_lines_of_slack_and_objects(history_bot: Bot) -> None:
    """A line a version; with `--json` an object, what was taken back among them."""
    code, out, _ = history_bot("recent", "TX", "2017")
    assert code == 0
    assert "Texas for 2017: 4 changes." in out
    assert "April 13, 2017: ICE takes back 7 refusals (Bastrop County and Williamson County)." in out
    _, out, _ = history_bot("recent", "TX", "2017", "--json")
    rows = objects(out)
    assert [row["day"] for row in rows] == ["2017-04-13"] * 2 + ["2017-03-20"] * 2 + ["2017-04-13"]
    assert [row["events"] for row in rows[:2]] == [["suspended"], ["suspended"]]
    assert rows[-1]["taken_back"] == 7
    assert [place["geoid"] for place in rows[-1]["places"]] == ["48021", "48491"]


def test_where_nothing_changed_no_object_is_printed(history_bot: Bot) -> None:
    """People read that nobody looked."""
    assert history_bot("recent", "NV", "30d", "--json")[1] == ""
    assert "No list was checked since" in history_bot("recent", "NV")[1]


def test_compare_prints_a_table_and_objects(history_bot: Bot) -> None:
    """Lists by places, and below what no list decides."""
    _, out, _ = history_bot("compare", "MA", "TX")
    assert "not in our copy" in out
    assert "No list decides who is a “sanctuary.”" in out
    _, out, _ = history_bot("compare", "MA", "TX", "--json")
    assert [
        (row["source"], row["place"]["geoid"], row["standing"], row["within"]) for row in objects(out)
    ] == [
        ("doj_eo14287", "25", "not_on", 1),
        ("doj_eo14287", "48", "not_on", None),
        ("dhs_2025", "25", "taken_down", 25),
        ("dhs_2025", "48", "not_copied", None),
        ("ice_policies_2014", "25", None, 4),
        ("ice_policies_2014", "48", None, 1),
        ("ddor_policies", "25", None, None),
        ("ddor_policies", "48", None, 1),
    ]


def test_top_ranks_by_one_list(history_bot: Bot) -> None:
    """What ICE took back is not ranked."""
    assert "Travis 68; Bexar 9; Kerr 5;" in history_bot("top", "counties", "TX")[1].replace("\n", " ")
    rows = objects(history_bot("top", "counties", "TX", "--json")[1])
    assert [(row["number"], row["least"]) for row in rows if row["source"] == "ice_ddor"] == [(142, False)]
    assert {row["unit"] for row in rows} == {"refusal_total"}


@pytest.mark.parametrize("verb", ["recent", "compare", "top"])
def test_what_help_gives_as_an_example_is_answered(history_bot: Bot, verb: str) -> None:
    """Whoever copies it from `--help` gets facts, and is not told that there are none."""
    _, helped, _ = history_bot(verb, "--help")
    examples = re.findall(rf"`({verb} [^`]+)`", " ".join(helped.split()))
    assert examples
    for example in examples:
        code, out, _ = history_bot(*example.split())
        assert code == 0
        assert "doesn't mean zero" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("recent", "Springfield"), "Say which: Springfield, MA; Springfield, OR."),
        (("recent", "MA", "since", "yesterday"), "I can't read the day `yesterday`."),
        (("compare",), "Which places?"),
        (("top", "counties"), "Which state?"),
    ],
)
def test_a_wrong_call_is_one_sentence(history_bot: Bot, arguments: tuple[str, ...], said: str) -> None:
    """Bad usage exits 2 with the next step."""
    code, _, err = history_bot(*arguments)
    assert code == 2
    assert said in err
