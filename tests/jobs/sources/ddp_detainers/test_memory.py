"""How much memory a release of many rows takes."""

import resource
from collections.abc import Iterator, Mapping
from datetime import date

from jobs.readers import Parser
from jobs.sources.ddp_detainers.reader import parse
from models.domain import Document, Edition
from tests.support.documents.detainer_files import HEADERS, Value, record, xlsx
from tests.support.documents.releases import OBSERVED

ALLOWED = 12
"""Megabytes: the elements of 1,500 rows, kept, take more than 60."""


def rows(number: int) -> Iterator[Mapping[str, Value]]:
    """Records with a word in every column, one in a hundred declined."""
    words: dict[str, Value] = {header: f"{header}, said at length for the sake of it" for header in HEADERS}
    for each in range(number):
        reason = "Detainer Declined by LEA" if each % 100 == 0 else "Case Closed"
        day = date(2026, 1, 1 + each % 28)
        yield words | record(detainer_prepare_date=day, detainer_lift_reason=reason)


def read_and_weigh(document: Document) -> Edition:
    """Read a release; its caveat is the peak of the process's memory, in megabytes."""
    read = parse(document)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return Edition(read.source, read.listings, caveats=(str(peak),))


def peak_of(number: int) -> tuple[int, int]:
    """Refusals of a workbook of so many rows, and the megabytes that a fresh process took to read it."""
    with Parser() as parser:
        document = Document(xlsx({"FY2026": rows(number)}), "https://archive.example/big.xlsx", OBSERVED)
        read = parser.parse(read_and_weigh, document)
    return len(read.listings), int(read.caveats[0])


def test_memory_does_not_grow_with_the_rows_of_a_release() -> None:
    """A release of hundreds of thousands of rows is read on a machine that holds few of them."""
    (few, small), (many, large) = peak_of(100), peak_of(1_500)
    assert (few, many) == (1, 15)
    assert large - small < ALLOWED
