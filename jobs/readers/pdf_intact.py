"""Whether a PDF's bytes are all there: its index stands where its end says.

A program that shows PDFs mends a broken index silently, and leaves out the pages that it lost; so
a file with a hole in its middle opens like a shorter report.
"""

import re
from collections.abc import Iterator

_START = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_INDEX = re.compile(rb"\s*(?:xref\b|\d+\s+\d+\s+obj\b)")
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
