"""Numbers over time on the command line."""

import pytest

from tests.support.desk.command_line import Bot, objects


def test_scripts_get_a_series_a_line(history_bot: Bot) -> None:
    """`trend --json`: the place, the source, what is counted, its points and caveats."""
    code, out, _ = history_bot("trend", "MA", "--json", "--source", "doj_eo14287")
    (series,) = objects(out)
    assert code == 0
    assert series["place"]["geoid"] == "25"
    assert [(point["first"], point["count"]) for point in series["points"]] == [
        ("2025-08-05", 1),
        ("2025-09-26", 1),
        ("2025-10-31", 1),
    ]
    assert series["caveats"]


def test_people_get_a_table_of_the_whole_country(history_bot: Bot) -> None:
    """Without a place: every state of one source, and the caveats below."""
    code, out, _ = history_bot("trend", "--by", "state", "--source", "npr_declined")
    assert code == 0
    assert "2014-01-01" in out
    assert "npr_declined, declined: Not in its newest period" in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("trend", "Springfield"), "Say which: Springfield, MA; Springfield, OR."),
        (("trend", "xyzzy"), "No place is called"),
        (("trend", "--source", "nope"), "There is no source nope."),
    ],
)
def test_a_wrong_call_is_one_sentence(history_bot: Bot, arguments: tuple[str, ...], said: str) -> None:
    """Bad usage exits 2 with the next step."""
    code, _, err = history_bot(*arguments)
    assert code == 2
    assert said in err


def test_people_read_a_line_a_list(history_bot: Bot) -> None:
    """Without `--by` the same lines as in Slack, without marks."""
    code, out, _ = history_bot("trend", "TX")
    assert code == 0
    numbers = "at least 142, corrected from 149 on April 13, 2017,"
    assert f"ICE's weekly report, refusals (totals only): {numbers}" in out
    assert "*" not in out


def test_what_was_taken_back_stands_beside_what_stands(history_bot: Bot) -> None:
    """Scripts get both numbers of ICE's week in Texas."""
    _, out, _ = history_bot("trend", "TX", "--json", "--source", "ice_ddor")
    (series,) = objects(out)
    (point,) = series["points"]
    assert (point["count"], point["taken_back"]) == (142, 7)
