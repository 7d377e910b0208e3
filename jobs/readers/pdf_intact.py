"""Whether a PDF's bytes are all there: its index stands where its end says, its text unpacks to its sum.

A program that shows PDFs mends a broken index silently, and leaves out the pages that it lost; so
a file with a hole in its middle opens like a shorter report. Of text that is packed and damaged it
shows what comes before the damage, and garbage.
"""

import base64
import re
import zlib
from collections.abc import Iterator

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_INDEX = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
_PACKED = re.compile(rb"/Filter\s*\[?\s*(/ASCII85Decode\s*|/A85\s*)?/Fl(?:ateDecode)?\b")
_NO_TEXT = re.compile(rb"/(?:Subtype|Length1|Type\s*/XRef)\b")
_AT_ONCE = 1 << 20
_HEADER = 1024
"""Bytes of junk that may stand before a PDF's header (ISO 32000-1, annex H, note 13)."""


def not_intact(body: bytes) -> Iterator[str]:
    """Yield a problem for a PDF of which bytes were lost or added in the middle.

    Args:
        body: The whole file, which has its header and its end.
    """
    end = _START.search(body[-_HEADER:])
    header = body.find(b"%PDF-", 0, _HEADER)
    if end and not any(_INDEX.match(body, int(end[1]) + start) for start in {0, max(header, 0)}):
        yield "The PDF is damaged: its index is not where its end says, so bytes in its middle were lost."
    if b"/Encrypt" not in body and not all(map(_unpacks, _packed_texts(body))):
        yield "The PDF is damaged: a part of its text can't be unpacked. Look at it; its bytes are kept."


def _packed_texts(body: bytes) -> Iterator[bytes]:
    """Yield the streams that are packed with zlib and hold neither a picture nor a font."""
    for start in re.finditer(rb"\bstream\r?\n", body):
        about = body[max(body.rfind(b" obj", 0, start.start()), 0) : start.start()]
        packed = _PACKED.search(about)
        if packed and not _NO_TEXT.search(about):
            stream = body[start.end() : body.find(b"endstream", start.end())]
            yield _from_letters(stream) if packed[1] else stream


def _from_letters(stream: bytes) -> bytes:
    try:
        return base64.a85decode(stream.partition(b"~>")[0])
    except ValueError:
        return b""


def _unpacks(stream: bytes) -> bool:
    """Whether a stream unpacks to its end, where its sum of all bytes stands (RFC 1950)."""
    unpacking = zlib.decompressobj()
    try:
        while stream and not unpacking.eof:
            unpacking.decompress(stream, _AT_ONCE)
            stream = unpacking.unconsumed_tail
    except zlib.error:
        return False
    return unpacking.eof
