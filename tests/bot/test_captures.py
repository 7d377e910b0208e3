"""What people read where a list came from a web archive: alerts, answers, JSON, who keeps the desk."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.answers import answer
from bot.blocks.alert import alert
from bot.blocks.answer import answer_message, sentence_message
from bot.blocks.kit import Handle
from bot.cli.json_answers import answer_json
from bot.cli.json_rows import edition_json
from bot.desk import Desk
from bot.grammar import Lookup
from bot.listeners.answer_buttons import evidence
from jobs.check import take_edition
from models.db import reading
from models.domain import Bulletin, ChangeKind, Document, Edition, Listing, ListingKind
from models.editions import keep_document
from models.queries import editions_of
from tests.support.messages import shown
from tests.support.newsroom.bulletins import EDITION, LIST
from tests.support.newsroom.desk_on_slack import watch_on

SENTENCE = (
    "Read from the Web Archive's capture of May 30, 2026, 12:00 UTC, "
    "because bureau.example does not let programs in."
)
ADDRESS = "https://web.archive.org/web/20260530120000id_/https://bureau.example/report"
SOURCE = "made_up_287g"


def take_capture(url: str) -> None:
    """Take in a captured list of one place."""
    observed = datetime(2026, 5, 30, 12, tzinfo=UTC)
    fields = {"name": "Boston", "heading": "Cities"}
    row = Listing(ListingKind.DESIGNATION, fields, "MA", position="item 1", as_read="Boston, MA")
    document = Document(b"captured", ADDRESS, observed, capture=SENTENCE)
    with watch_on(url, observed) as context:
        keep_document(context.engine, document, SOURCE)
        edition = Edition(SOURCE, (row,), observed.date(), caveats=("Made up for a test.",))
        take_edition(document, edition, SOURCE, context)


def test_an_alert_says_that_it_is_of_a_capture() -> None:
    """The link is named as what it is, the time is the capture's, the sentence says why."""
    edition = replace(EDITION, address=ADDRESS, capture=SENTENCE, caveats=(SENTENCE, "B.", "C.", "D."))
    bulletin = Bulletin(LIST, "TX", "Texas", edition, ChangeKind.PUBLISHED)
    said = shown(alert(bulletin))
    assert f"<{ADDRESS}|Archived copy of the publisher's page>" in said
    assert SENTENCE in said


def test_an_answer_says_which_list_was_read_from_an_archive(history: str, desk: Desk) -> None:
    """Whoever prints it can cite it rightly."""
    take_capture(history)
    found = answer(Lookup("Boston, MA"), desk)
    assert SENTENCE in shown(answer_message(found, "/detainers", opened=True))
    lists = {seen["source"]: seen["edition"] for seen in answer_json(found)["freshness"]}
    assert lists[SOURCE]["capture"] == SENTENCE
    assert not lists["doj_eo14287"]["capture"]


def test_evidence_and_the_sentence_to_print_cite_the_copy(history: str, desk: Desk) -> None:
    """The link leads to the archive and is called so; the time is that of the capture."""
    take_capture(history)
    found = answer(Lookup("Boston, MA"), desk)
    said = shown(evidence(found, Handle(found.place.geoid if found.place else ""), desk))
    assert f"<{ADDRESS}|Archived copy> · seen May 30, 2026, 8 a.m. EDT · SHA-256 " in said
    assert SENTENCE in said
    assert ADDRESS in shown(sentence_message(found))


def test_editions_of_a_capture_say_so_in_json(history: str, desk: Desk) -> None:
    """Scripts read it in the caveats, and in a field of its own."""
    take_capture(history)
    with reading(desk.engine) as session:
        told = edition_json(editions_of(session, SOURCE)[-1])
    assert (told["capture"], told["caveats"]) == (SENTENCE, [SENTENCE, "Made up for a test."])
    assert told["observed"] == "2026-05-30T12:00:00+00:00"
