"""What is asked back where a text names no one place: golden words, within sixty of them."""

import re

import pytest

from bot.answers import answer
from bot.blocks.answer import answer_message, words_of
from bot.desk import Desk
from bot.grammar import asked_of

DHS = "the DHS list of May 29, 2025, since taken down"

ASKED_BACK = {
    "A14": (
        "East Hampton, NY",
        f"“East Hampton” on {DHS}, may mean the village or the town. We count it for neither.",
        ["East Hampton (village), N.Y.", "East Hampton (town), N.Y."],
    ),
    "A19": (
        "Springfield",
        "*Springfield* is the name of 26 places. We have something on 2.",
        ["Springfield, Mass.", "Springfield, Ore."],
    ),
    "A19, an abbreviation": (
        "L.A.",
        "*L.A.* is the name of 2 places. We have something on 2.",
        ["Los Angeles, Calif.", "Louisiana"],
    ),
    "A19, counties": (
        "Cook County",
        "*Cook County* is in 3 states. We have something on 2.",
        ["Cook County, Ga.", "Cook County, Ill."],
    ),
    "A19, state or city": (
        "New York",
        "*New York* is the name of 2 places. We have something on 2.",
        ["New York state", "New York City"],
    ),
    "A19, something on a county alone": (
        "Hennepin",
        "*Hennepin* is in 2 states. We have something on 1.",
        ["Hennepin County, Minn."],
    ),
    "A19, on no city": (
        "Cook",
        "*Cook* is in 4 states. We have something on 2.",
        ["Cook County, Ga.", "Cook County, Ill."],
    ),
    "A19, a city and counties elsewhere": (
        "Montgomery",
        "*Montgomery* is the name of 19 places. We have something on 5.",
        [
            "Montgomery, Ala.",
            "Montgomery County, Iowa",
            "Montgomery County, Md.",
            "Montgomery County, Pa.",
            "Montgomery County, Va.",
        ],
    ),
    "A19, a borough": (
        "Brooklyn",
        "*Brooklyn* is in 8 states. We have something on 1.",
        ["Kings County, N.Y."],
    ),
    "A19, a county around": (
        "Miami",
        "*Miami* is in 6 states. We have something on 1. Around them we have something on "
        "Miami-Dade County, Fla.",
        ["Miami County, Ohio", "Miami-Dade County, Fla."],
    ),
    "A19, nothing on any": (
        "Green",
        "*Green* is in 3 states. We have nothing on them.",
        ["Green, Kan.", "Green, Ohio", "Green, N.J."],
    ),
    "A20": ("Bostn", "No place called `Bostn`. Did you mean *Boston, Mass.*?", ["Boston, Mass."]),
    "A21": ("Xyzzy", "No place called `Xyzzy`. Try a name with its state, `/detainers Boston, MA`.", []),
}


@pytest.mark.parametrize("code", ASKED_BACK)
def test_what_is_asked_back(open_desk: Desk, code: str) -> None:
    """No place is guessed: those that share a name are offered, with what we have something on first."""
    asked, wanted, buttons = ASKED_BACK[code]
    message = answer_message(answer(asked_of(asked), open_desk), "/detainers")
    assert message.text == wanted
    rows = [block["elements"] for block in message.blocks if block["type"] == "actions"]
    assert [button["text"]["text"] for row in rows for button in row] == buttons


@pytest.mark.parametrize("name", ["Springfield", "Washington", "Franklin", "Jefferson", "Lincoln", "Union"])
def test_a_name_that_many_bear_is_asked_in_sixty_words(open_desk: Desk, name: str) -> None:
    """A19: the rest by state, with their number, and no word is cut."""
    message = answer_message(answer(asked_of(name), open_desk), "/detainers")
    texts = [block["text"]["text"] for block in message.blocks if block["type"] == "section"]
    small = [
        part["text"] for block in message.blocks if block["type"] == "context" for part in block["elements"]
    ]
    assert words_of([*texts, *small]) <= 60
    assert all(text.endswith(".") for text in small)
    assert re.match(r"More: \d+ places in ", small[0])


def test_a_misspelt_name_is_first_the_one_that_it_begins(open_desk: Desk) -> None:
    """A20: who types `Lowel` means Lowell before Lowe Township."""
    assert answer(asked_of("Lowel"), open_desk).candidates[0].name == "Lowell"
