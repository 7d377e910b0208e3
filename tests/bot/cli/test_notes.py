"""Public notes on the command line: added to what a list says of a place, listed, taken away."""

import json

from tests.support.desk.command_line import Bot

CITED = "https://city.example/reply"


def added(bot: Bot, place: str = "Boston, MA", citation: str = CITED) -> tuple[int, str, str]:
    """Add a note to what the Justice Department's list says of a place."""
    note = ("--source", "doj_eo14287", "--text", "The mayor disputes this.", "--citation", citation)
    return bot("notes", "add", place, *note, "--json")


def test_a_note_is_added_listed_and_taken_away(history_bot: Bot) -> None:
    """Whoever looks the place up reads it until it is taken away."""
    code, out, _ = added(history_bot)
    (number,) = json.loads(out)["notes"]
    assert code == 0
    row = json.loads(history_bot("notes", "list", "--json")[1])
    assert (row["id"], row["geoid"], row["citation"], row["by"]) == (number, "2507000", CITED, "command line")
    (note,) = json.loads(history_bot("lookup", "Boston, MA", "--json")[1])["public_notes"]
    assert (note["text"], note["source"]) == ("The mayor disputes this.", "doj_eo14287")
    assert history_bot("notes", "remove", str(number))[1] == f"Note {number} was deleted.\n"
    assert json.loads(history_bot("lookup", "Boston, MA", "--json")[1])["public_notes"] == []


def test_what_cannot_be_noted_is_told_with_its_cure(history_bot: Bot) -> None:
    """No page, no row of that list, no such note: each a sentence and the code of a mistake."""
    code, _, told = added(history_bot, citation="a letter")
    assert (code, "A note needs its source. Give a full web address." in told) == (2, True)
    code, _, told = added(history_bot, "Tulsa County, OK")
    assert (code, "doj_eo14287 has no row on Tulsa County, OK." in told) == (2, True)
    code, _, told = history_bot("notes", "remove", "99")
    assert (code, "There is no note 99." in told) == (2, True)
