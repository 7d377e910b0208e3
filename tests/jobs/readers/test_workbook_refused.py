"""Files that are no XLSX workbook, or no harmless one: a sentence each, never a traceback."""

import io
import random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from jobs.readers.tabular import sheets
from jobs.readers.tabular.workbook import MOST_UNPACKED
from models.errors import UnreadableDocument
from tests.support.documents.workbooks import repacked, with_part, workbook

BOOK = workbook([["STATE", "AGENCY"], *([["TEXAS", f"Sheriff {number}"] for number in range(200)])])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(**parts: bytes) -> bytes:
    """Return a zip archive of these files."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def read(body: bytes, *, links: bool) -> int:
    """Read all rows, and return how many there are."""
    return sum(len(list(sheet.rows)) for sheet in sheets(body, links=links))


REFUSED = {
    "nothing": (b"", "it is empty"),
    "text": (b"STATE,AGENCY\nTEXAS,Sheriff\n", "no workbook at all"),
    "page": (b"\n<!DOCTYPE html><html><title>Access Denied</title></html>", "a web page"),
    "old Excel": (OLE + b"\0" * 4000, "old XLS format"),
    "password": (OLE + b"\0" * 400 + "EncryptedPackage".encode("utf-16-le"), "password"),
    "cut off": (BOOK[: len(BOOK) // 2], "breaks off before its end"),
    "other archive": (archive(readme=b"hello"), "archive of something else"),
    "binary workbook": (archive(**{"xl/workbook.bin": b"1"}), "XLSB"),
    "broken inside": (repacked(BOOK, {"xl/workbook.xml": b"<workbook"}), "broken inside"),
    "a broken sheet": (with_part(BOOK, "xl/worksheets/sheet1.xml", b"</row>", b"</rwo>"), "broken inside"),
    "bomb": (repacked(BOOK, {"xl/media/x": b"\0" * (40 << 20)}), "far more than any table does"),
    "only hidden sheets": (
        with_part(BOOK, "xl/workbook.xml", b'state="visible"', b'state="hidden"'),
        "no visible sheet",
    ),
}


@pytest.mark.parametrize("links", [False, True])
@pytest.mark.parametrize("name", REFUSED)
def test_what_can_t_be_read_says_why(name: str, links: bool) -> None:
    """One clear sentence, and the next step."""
    body, why = REFUSED[name]
    with pytest.raises(UnreadableDocument, match=why) as refused:
        read(body, links=links)
    assert refused.value.cure


def test_too_much_is_refused_before_it_is_unpacked() -> None:
    """The sizes in the archive's own directory are enough to tell."""
    declared = (MOST_UNPACKED - 1).to_bytes(4, "little")
    directory = BOOK.index(b"PK\x01\x02")
    bomb = BOOK[: directory + 24] + declared + BOOK[directory + 28 :]
    with pytest.raises(UnreadableDocument, match="unpack"):
        list(sheets(bomb))


def test_a_broken_file_never_ends_in_a_traceback() -> None:
    """Wherever a byte is wrong, the workbook is read or refused with a sentence."""
    chance = random.Random(287)  # noqa: S311 - the same faults at every run
    said = []
    for _ in range(150):
        body = bytearray(BOOK)
        for _ in range(chance.randint(1, 6)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        try:
            said.append(f"{read(bytes(body), links=chance.random() < 0.5)} rows.")
        except UnreadableDocument as error:
            said.append(error.sentence)
    assert {sentence[-1] for sentence in said} == {"."}
    assert any("broken" in sentence or "damaged" in sentence for sentence in said)
