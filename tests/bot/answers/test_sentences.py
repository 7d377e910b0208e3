"""What an editor copies at six: the sentence, what it doesn't say, and where it can be read."""

from datetime import date

import pytest

from bot.answers import answer
from bot.blocks.answer import printable, sentence_message
from bot.desk import Desk
from bot.grammar import Lookup, asked_of
from models.newsroom import NewNote, add_note
from tests.support.newsroom.desk_on_slack import NOW, WEEK, refusal, take_rows, tally

F1 = "A detainer is a civil request, not a judge's warrant."
CAVEATS = {
    "taken back later": ("Texas as of 2017-03-20", f"ICE took 7 of these back April 13, 2017. {F1}"),
    "listed": ("Boston, MA", F1),
    "taken down": ("Suffolk County, MA", f"A list taken down is not a place taken off. {F1}"),
    "listed nowhere": (
        "Lowell, MA",
        f"Not being listed doesn't show that a place cooperates with ICE. {F1}",
    ),
}
SOURCES = {
    "of a row": (
        "Boston, MA",
        "Justice Department, “U.S. Sanctuary Jurisdiction List Following Executive Order 14287,” "
        "https://www.justice.gov/ag/us-sanctuary-jurisdiction-list-following-executive-order-14287-protecting-"
        "american-communities; copied from https://security.mil-osi.com/page/304, item 18",
    ),
    "of the page that said it is off": (
        "Nevada",
        "copied from https://www.einpresswire.com/article/852867370/justice-department-announces-memorandum",
    ),
    "of a count": (
        "Travis County, TX",
        "U.S. Immigration and Customs Enforcement, “Declined Detainer Outcome Report,” "
        "https://www.ice.gov/declined-detainer-outcome-report; copied from http://www.fox7austin.com/",
    ),
}


@pytest.mark.parametrize("kind", CAVEATS)
def test_the_caveat_says_what_the_sentence_does_not(open_desk: Desk, kind: str) -> None:
    """A detainer is a request; silence proves nothing; a list taken down takes nobody off."""
    place, wanted = CAVEATS[kind]
    assert printable(answer(asked_of(place), open_desk)).caveat == wanted


@pytest.mark.parametrize("kind", SOURCES)
def test_the_source_is_that_of_what_the_sentence_says(open_desk: Desk, kind: str) -> None:
    """Publisher, title, its page, and the page that it was copied from."""
    place, wanted = SOURCES[kind]
    assert wanted in printable(answer(Lookup(place), open_desk)).source


def test_three_blocks_are_copied_apart(open_desk: Desk) -> None:
    """Sentence, caveat and source, each in a block of its own; the sentence notifies."""
    message = sentence_message(answer(Lookup("Boston, MA"), open_desk))
    texts = [block["text"]["text"] for block in message.blocks]
    assert [text.split("\n")[0] for text in texts] == ["*Sentence*", "*Caveat*", "*Source*"]
    assert texts[0] == f"*Sentence*\n```\n{message.text}\n```"
    before = sentence_message(answer(Lookup("Boston, MA", date(2015, 1, 1)), open_desk))
    assert before.text == "There is no sentence to copy: what we hold can't be put in one."


def test_cases_on_file_are_printed_first(history: str, desk: Desk) -> None:
    """Declined detainers that stand case by case, with their days and the page they stand on."""
    rows = tuple(refusal("Travis County Jail", "TX", page, offense=f"Made up {page}") for page in (3, 4))
    take_rows(history, "made_up_report", rows, published=date(2017, 2, 20), period=WEEK)
    made = printable(answer(Lookup("Travis County, TX"), desk))
    assert made.sentence == (
        "The Made-up Bureau's report “Made-up report” shows two declined detainers for Feb. 4 to 10, 2017, "
        "in Travis "
        "County, "
        "Texas."
    )
    assert made.source.startswith(
        "Made-up Bureau, “Made-up report,” https://bureau.example/report, p. 4, SHA-256 "
    )


def test_detainers_sent_are_never_read_as_declined(history: str, desk: Desk) -> None:
    """A count of requests says that it says nothing of their fate."""
    rows = (tally("Tulsa County", "OK", 51, "issued", WEEK),)
    take_rows(history, "made_up_report", rows, published=date(2017, 2, 20), period=WEEK)
    assert printable(answer(Lookup("Tulsa County, OK"), desk)).sentence == (
        "The Made-up Bureau sent Tulsa County, Oklahoma, 51 detainers, its report for Feb. 4 to 10, 2017, "
        "says. That count doesn't show how they were answered."
    )


def test_a_public_note_goes_with_the_sentence(desk: Desk) -> None:
    """What the city replied stands beside what is said of it."""
    row = answer(Lookup("Boston, MA"), desk).stated[0]
    reply = NewNote(row.listing or 0, "The mayor disputes this", "https://city.example/reply", "U0OPERATOR")
    add_note(desk.engine, reply, NOW)
    caveat = printable(answer(Lookup("Boston, MA"), desk)).caveat
    assert caveat == f"Note of Nov. 25, 2026: The mayor disputes this. (https://city.example/reply) {F1}"
