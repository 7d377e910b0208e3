"""Damage to what a PDF says, its bytes being whole: text objects are lost, moved or reworded."""

import ctypes
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from random import Random

import pypdfium2 as pdfium
from pypdfium2 import raw
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from models.domain import Document

_YEAR = re.compile(r"\b2017\b")


def of_pdf(change: Callable[[pdfium.PdfDocument, Random], None]) -> Callable[..., Document]:
    """Make a damage of a change to an open PDF."""

    def damaged(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
        pdf = pdfium.PdfDocument(document.body)
        change(pdf, chance)
        written = io.BytesIO()
        pdf.save(written)
        pdf.close()
        return replace(document, body=written.getvalue())

    return damaged


def words_swapped(pdf: pdfium.PdfDocument, chance: Random) -> None:
    """The words of each page change places with each other."""
    for page in pdf:
        objects = list(_texts(page))
        said = [text for _, text in objects]
        chance.shuffle(said)
        for (piece, _), text in zip(objects, said, strict=True):
            _say(piece, text)
        page.gen_content()


def emptied(pdf: pdfium.PdfDocument, chance: Random) -> None:
    """The grids are there and their cells are empty; titles and headings were drawn."""
    for page in pdf:
        for piece, _ in _texts(page):
            if piece.get_bounds()[3] < page.get_height() * chance.uniform(0.7, 0.75):
                page.remove_obj(piece)
        page.gen_content()


def column_lost(pdf: pdfium.PdfDocument, chance: Random) -> None:
    """A strip of every page was not printed, its text at least."""
    left = chance.uniform(0.05, 0.6)
    for page in pdf:
        start, end = page.get_width() * left, page.get_width() * (left + 0.25)
        for piece, _ in _texts(page):
            if start < piece.get_bounds()[0] < end:
                page.remove_obj(piece)
        page.gen_content()


def pages_lost(pdf: pdfium.PdfDocument, chance: Random) -> None:
    """Pages are missing, the first or the middle ones."""
    pages = len(pdf)
    first = chance.choice((0, 1))
    for number in reversed(range(first, first + chance.randrange(1, pages - 1))):
        del pdf[number]


def pages_doubled(pdf: pdfium.PdfDocument, chance: Random) -> None:
    """The scanner took every page twice."""
    copy = pdfium.PdfDocument(_saved(pdf))
    pdf.import_pages(copy, index=chance.choice((0, len(pdf))))
    copy.close()


def wrong_year(pdf: pdfium.PdfDocument, chance: Random) -> None:
    """The title names another year than the rows."""
    year = chance.choice(("2007", "2012", "2015", "2019", "2027", "2071"))
    page = pdf[0]
    for piece, text in _texts(page):
        if piece.get_bounds()[1] > page.get_height() * 0.75 and _YEAR.search(text):
            _say(piece, _YEAR.sub(year, text))
    page.gen_content()


def letters_lost(pdf: pdfium.PdfDocument, chance: Random) -> None:
    """The font of the tables has no letters: signs stand for them."""
    sign = chance.choice("?#*")
    for page in pdf:
        for piece, text in _texts(page):
            _say(piece, re.sub("[A-Za-z0-9]", sign, text))
        page.gen_content()


def locked(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """The document wants a password."""
    page = io.BytesIO()
    canvas = Canvas(page, encrypt=StandardEncryption(str(chance.random())))
    canvas.drawString(72, 720, "Weekly Declined Detainer Outcome Report")
    canvas.save()
    return replace(document, body=page.getvalue())


def scanned(document: Document, chance: Random, _: Mapping[str, Document]) -> Document:
    """Each page is a picture of itself."""
    pdf, page = pdfium.PdfDocument(document.body), io.BytesIO()
    canvas = Canvas(page)
    scale = chance.uniform(0.1, 0.2)
    for number in range(min(len(pdf), 3)):
        canvas.drawInlineImage(pdf[number].render(scale=scale).to_pil(), 0, 0, 612, 792)
        canvas.showPage()
    canvas.save()
    pdf.close()
    return replace(document, body=page.getvalue())


def _saved(pdf: pdfium.PdfDocument) -> bytes:
    written = io.BytesIO()
    pdf.save(written)
    return written.getvalue()


def _texts(page: pdfium.PdfPage) -> Iterator[tuple[pdfium.PdfObject, str]]:
    """Yield a page's text objects with what they say."""
    textpage = page.get_textpage()
    for piece in list(page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT])):
        size = raw.FPDFTextObj_GetText(piece, textpage, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDFTextObj_GetText(piece, textpage, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
        yield piece, buffer.raw.decode("utf-16-le").rstrip("\0")


def _say(piece: pdfium.PdfObject, text: str) -> None:
    wide = ctypes.create_string_buffer((text + "\0").encode("utf-16-le"))
    raw.FPDFText_SetText(piece, ctypes.cast(wide, ctypes.POINTER(raw.FPDF_WCHAR)))
