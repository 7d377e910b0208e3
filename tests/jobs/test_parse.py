"""The child process that reads documents: what it does with those that break it."""

import os
import signal
import time
from datetime import UTC, datetime

import pytest

from jobs.parse import Parser
from models.errors import UnreadableDocument
from models.values import Document, Edition

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


def test_a_child_that_someone_else_ended_is_replaced_and_the_document_read() -> None:
    """A good document is never held because the desk was being stopped."""
    with Parser() as parser:
        child = int(parser.parse(tells_its_process, DOCUMENT).caveats[0])
        os.kill(child, signal.SIGKILL)
        assert parser.parse(well, DOCUMENT).caveats == ("bytes",)


def test_sentence_and_cure_survive_the_way_back() -> None:
    """The person who reads it sees both, apart."""
    with Parser() as parser, pytest.raises(UnreadableDocument) as caught:
        parser.parse(refuses, DOCUMENT)
    assert (caught.value.sentence, caught.value.cure) == (
        "https://publisher.example/x is scanned.",
        "Ask for the text.",
    )
