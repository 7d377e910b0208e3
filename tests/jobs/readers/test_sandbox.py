"""The child process that reads documents: what it does with those that break it."""

import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from jobs.readers import Parser, Question, sandbox
from models.domain import Document, Edition
from models.errors import UnreadableDocument

DOCUMENT = Document(b"bytes", "https://publisher.example/x", datetime(2026, 11, 2, tzinfo=UTC))


def well(document: Document) -> Edition:
    """Read anything."""
    return Edition("list", (), caveats=(document.body.decode(),))


def tells_its_process(_document: Document) -> Edition:
    """Say which process reads."""
    return Edition("list", (), caveats=(str(os.getpid()),))


def refuses(document: Document) -> Edition:
    """Say in a sentence that this can't be read."""
    raise UnreadableDocument(f"{document.address} is scanned.", "Ask for the text.")


def stumbles(document: Document) -> Edition:
    """Fail as a bug would."""
    raise KeyError(document.address)


def hangs(document: Document) -> Edition:
    """Never come back."""
    time.sleep(60)
    return well(document)


def dawdles(document: Document) -> Edition:
    """Take longer than most."""
    time.sleep(1.2)
    return well(document)


def dies(document: Document) -> Edition:
    """Take the whole process down, as a crash in a C library does."""
    os._exit(len(document.body))


def hoards(document: Document) -> Edition:
    """Ask for more memory than there is."""
    return Edition("list", (), caveats=(document.body * (8 << 30),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        (refuses, r"is scanned\. Ask for the text\."),
        (stumbles, "KeyError"),
        (hangs, "within 1 seconds"),
        (dies, "broke the program"),
        (hoards, "more memory"),
    ],
)
def test_a_document_that_breaks_its_reader_is_a_sentence(reader: object, said: str) -> None:
    """And the next document is read as if nothing had been."""
    with Parser(seconds=1.0, megabytes=2048) as parser:
        parser.parse(well, DOCUMENT)
        with pytest.raises(UnreadableDocument, match=said):
            parser.parse(reader, DOCUMENT)  # type: ignore[arg-type]
        assert parser.parse(well, DOCUMENT).caveats == ("bytes",)


def test_a_source_may_be_given_more_time_than_others() -> None:
    """A release of a hundred megabytes is read to its end; the limit of other lists stays what it was."""
    with Parser(seconds=1.0) as parser:
        assert parser.parse(dawdles, DOCUMENT, 30.0).caveats == ("bytes",)
        with pytest.raises(UnreadableDocument, match="within 1 seconds"):
            parser.parse(dawdles, DOCUMENT)


def keeps(document: Document) -> Edition:
    """Leave more than half of the memory behind that there is."""
    KEPT.append(document.body * (200 << 20))
    return well(document)


KEPT: list[bytes] = []


def test_what_one_document_left_behind_is_not_taken_from_the_next() -> None:
    """A document that a fresh child can read is read, whatever was read before it."""
    with Parser(megabytes=2500) as parser:
        assert [parser.parse(keeps, DOCUMENT).caveats for _ in range(4)] == [("bytes",)] * 4


def test_a_child_reads_many_documents_but_not_all(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its start takes longer than most documents; what they leave behind must not grow for ever."""
    monkeypatch.setattr(sandbox, "DOCUMENTS", 3)
    with Parser() as parser:
        children = [parser.parse(tells_its_process, DOCUMENT).caveats[0] for _ in range(8)]
    assert len(set(children)) == 3


def test_a_child_that_someone_else_ended_is_replaced_and_the_document_read() -> None:
    """A good document is never held because the desk was being stopped."""
    with Parser() as parser:
        child = int(parser.parse(tells_its_process, DOCUMENT).caveats[0])
        os.kill(child, signal.SIGKILL)
        assert parser.parse(well, DOCUMENT).caveats == ("bytes",)


def page(token: str, text: str = "Boston, MA") -> Document:
    """A page that says the same in other bytes, whatever the token."""
    body = f"<html><body><main><h1>List</h1><p>{text}</p><input value={token}></main></body></html>"
    return Document(body.encode(), "https://publisher.example/x", DOCUMENT.observed, "text/html")


@pytest.mark.parametrize("breaks", [dies, hangs, hoards, stumbles])
def test_a_reader_that_breaks_the_child_hides_no_other_sources_rows(
    breaks: Callable[[Document], Edition],
) -> None:
    """Two lists are read from one document: what one of them says is told whatever becomes of the other."""
    with Parser(seconds=1.0, megabytes=2048) as parser:
        understood = parser.understand(Question(DOCUMENT, {"good": well, "bad": breaks}))
    assert understood.editions["good"].caveats == ("bytes",)
    assert understood.editions["bad"].problems
    assert understood.editions["bad"].listings == ()


@pytest.mark.parametrize("breaks", [dies, hoards])
def test_a_page_that_breaks_its_reader_is_known_again(breaks: Callable[[Document], Edition]) -> None:
    """It says the same at each visit, though its bytes differ: it isn't held, or kept, again and again."""
    with Parser(seconds=2.0, megabytes=2048) as parser:
        first = parser.understand(Question(page("1"), {"list": breaks}))
        again = parser.understand(Question(page("2"), {"list": breaks}, known=first.fingerprint))
    assert first.editions["list"].problems
    assert (again.fingerprint, dict(again.editions)) == (first.fingerprint, {})


def test_a_page_nested_without_end_is_known_again() -> None:
    """Even what no reader can read says the same in other bytes."""
    deep = "<div>" * 50_000
    with Parser() as parser:
        digests = {
            parser.understand(Question(page(token, deep), {"list": well})).fingerprint for token in "12"
        }
    assert len(digests) == 1


def test_notes_that_cannot_be_read_are_no_page_without_notes() -> None:
    """What stood on a page is not taken for gone because a reader failed."""
    with Parser(seconds=1.0) as parser:
        broken = parser.understand(Question(page("1"), notes=dies))  # type: ignore[arg-type]
        refused = parser.understand(Question(page("1"), notes=refuses))  # type: ignore[arg-type]
        assert (broken.notes, refused.notes) == (None, None)


def test_a_document_that_a_person_vouches_for_is_read() -> None:
    """Whoever accepts a held page has looked at it: what it says of itself is no verdict then."""
    wall = page("1", "Access denied")
    with Parser() as parser:
        assert parser.understand(Question(wall, {"list": well})).refused
        vouched = parser.understand(Question(wall, {"list": well}, vouched=True))
    assert vouched.editions["list"].caveats


def test_two_threads_share_one_child_whatever_one_of_them_asks() -> None:
    """A document that ends the child takes no other's answer with it, and nobody waits for ever."""
    with Parser(seconds=5.0) as parser, ThreadPoolExecutor(4) as threads:
        asked = [threads.submit(parser.understand, Question(DOCUMENT, {"a": dies})) for _ in range(2)]
        asked += [threads.submit(parser.understand, Question(DOCUMENT, {"a": well})) for _ in range(4)]
        answers = [each.result(timeout=40).editions["a"] for each in asked]
    assert [bool(answer.problems) for answer in answers] == [True] * 2 + [False] * 4


def test_sentence_and_cure_survive_the_way_back() -> None:
    """The person who reads it sees both, apart."""
    with Parser() as parser, pytest.raises(UnreadableDocument) as caught:
        parser.parse(refuses, DOCUMENT)
    assert (caught.value.sentence, caught.value.cure) == (
        "https://publisher.example/x is scanned.",
        "Ask for the text.",
    )
