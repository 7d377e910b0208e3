"""Whether bytes are an XLSX file that may be opened, told before any of it is unpacked."""

import io
import zlib
from zipfile import BadZipFile, ZipFile

from models.errors import UnreadableDocument

BROKEN = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    zlib.error,
)
"""What openpyxl, its XML parsers and zipfile raise on a broken file."""

MOST_UNPACKED = 4 << 30
MOST_WHOLE = 256 << 20
"""Bytes that a workbook may unpack to when streamed, and when it is all in memory. 500,000 rows
of 64 columns, the largest list on this beat, take about 1.5 GB of XML."""
MOST_RATIO = 400
SMALL = 16 << 20
"""A part above this may not unpack to more than MOST_RATIO times its packed size. XML of a table
packs 6 to 40 times, blanks alone about 100, and nothing more than 1,032 (zlib's own limit)."""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENCRYPTION_FLAG = 0x1
_CURE = "Look at the file; its bytes are kept."
_PARTS = ("[Content_Types].xml",)


def unreadable(why: object) -> UnreadableDocument:
    """Return the error of a workbook that can't be read.

    Args:
        why: What is wrong with it, as a clause; or the error that a library raised on it.
    """
    if isinstance(why, BaseException):
        why = f"it is broken inside ({type(why).__name__})"
    return UnreadableDocument(f"The XLSX workbook can't be read: {why}.", _CURE)


def opened(body: bytes, *, whole: bool) -> io.BytesIO:
    """Return the bytes of a workbook as a file, once they are known to be harmless.

    Args:
        body: The file's bytes.
        whole: It will be read into memory as a whole, so it must be smaller.

    Raises:
        UnreadableDocument: Not an XLSX workbook, cut off, encrypted, or out of all proportion.
    """
    _refuse_others(body)
    try:
        with ZipFile(io.BytesIO(body)) as archive:
            parts = archive.infolist()
    except BROKEN as error:
        raise unreadable("it is damaged, or breaks off before its end") from error
    names = [part.filename for part in parts]
    if any(part.flag_bits & _ENCRYPTION_FLAG for part in parts):
        raise unreadable("it is encrypted and asks for a password")
    if any(name.endswith("workbook.bin") for name in names):
        raise unreadable("it is in the binary format XLSB; save it as XLSX and use `import`")
    if any(part not in names for part in _PARTS):
        raise unreadable("it is an archive of something else than a workbook")
    limit = MOST_WHOLE if whole else MOST_UNPACKED
    if sum(part.file_size for part in parts) > limit:
        raise unreadable(f"it would unpack to more than {limit >> 20:,} megabytes")
    if any(p.file_size > max(SMALL, MOST_RATIO * p.compress_size) for p in parts):
        raise unreadable("a part of it unpacks to far more than any table does")
    return io.BytesIO(body)


def _refuse_others(body: bytes) -> None:
    """Raise for what is no zip archive, with the name of what it is."""
    start = body[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not body.strip():
        raise unreadable("it is empty")
    if body.startswith(_OLE):
        if _ENCRYPTED in body:
            raise unreadable("it is encrypted and asks for a password")
        raise unreadable("it is in the old XLS format; save it as XLSX and use `import`")
    if start.startswith((b"<!doctype html", b"<html", b"<head", b"<body")):
        raise unreadable("it is a web page, not a workbook")
    if not body.startswith(b"PK"):
        raise unreadable("it is no workbook at all")
