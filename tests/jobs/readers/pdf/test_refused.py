"""What can't be read is refused with one sentence and a cure."""

import io

import pypdfium2 as pdfium
import pytest
from reportlab import rl_config
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from jobs.readers.pdf import not_intact, read
from models.errors import UnreadableDocument
from tests.jobs.readers.pdf.test_grids import ROWS, paper
from tests.support.documents.report_papers import refusals

WHOLE = paper(refusals(ROWS))


def refusal(body: bytes) -> UnreadableDocument:
    """The error that a document gives."""
    with pytest.raises(UnreadableDocument) as caught:
        read(body)
    return caught.value


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "not a PDF"),
        (b"<!doctype html><title>Access Denied</title>", "not a PDF"),
        (WHOLE[: len(WHOLE) // 2], "cut off"),
        (WHOLE[:-40], "cut off"),
        (b"%PDF-1.7\nnothing of use\n%%EOF\n", "damaged"),
    ],
)
def test_broken_bytes_are_told_apart(body: bytes, words: str) -> None:
    """An error page, half a file and a damaged one each have their own sentence and next step."""
    error = refusal(body)
    assert words in error.sentence
    assert error.cure.endswith(".")


def test_a_locked_document_says_so() -> None:
    """A PDF that asks for a password is no damaged one."""
    page = io.BytesIO()
    canvas = Canvas(page, encrypt=StandardEncryption("secret"))
    canvas.drawString(72, 720, "Weekly Declined Detainer Outcome Report")
    canvas.save()
    assert "password" in refusal(page.getvalue()).sentence


def scanned(*, pages: set[int]) -> bytes:
    """The same report with some pages as pictures only."""
    document = pdfium.PdfDocument(WHOLE)
    page = io.BytesIO()
    canvas = Canvas(page)
    for number in range(len(document)):
        if number in pages:
            canvas.drawInlineImage(document[number].render(scale=0.3).to_pil(), 0, 0, 612, 792)
        else:
            canvas.drawString(72, 720, "Weekly Declined Detainer Outcome Report, a page with its text")
        canvas.showPage()
    canvas.save()
    document.close()
    return page.getvalue()


def test_a_scanned_report_is_refused() -> None:
    """Pictures of pages hold no text; the sentence names a scan, not a missing table."""
    assert "scan" in refusal(scanned(pages=set(range(20)))).sentence


def test_a_report_with_one_scanned_page_is_refused() -> None:
    """A report is never read in part: the page that is a picture is named."""
    assert refusal(scanned(pages={2})).sentence.startswith("Page 3 ")


@pytest.mark.parametrize("letters", [True, False])
def test_text_of_which_a_byte_is_wrong_is_damaged(letters: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that shows PDFs leaves out what follows the byte: rows that would be told as removed."""
    monkeypatch.setattr(rl_config, "useA85", letters)
    whole = paper(refusals(ROWS))
    assert list(not_intact(whole)) == []
    start = whole.index(b"stream") + len(b"stream\n")
    for place in range(start, whole.index(b"endstream") - 20, 97):
        wrong = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
        assert any("can't be unpacked" in problem for problem in not_intact(wrong)), place
