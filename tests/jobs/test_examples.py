"""Every source reads its examples exactly: one test for all that are there."""

import json
import time

import pytest

from jobs.sources import all_sources
from tests.examples.reading import Example, examples, read_document, read_example

CEILING = 10.0
"""Seconds of the processor that reading one document may take."""


@pytest.mark.parametrize("source", list(all_sources()))
def test_every_source_has_an_example(source: str) -> None:
    """A publisher's module without an example document can't be merged."""
    assert [example for example in examples() if example.source == source]


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.name)
def test_an_example_is_read_exactly(example: Example) -> None:
    """Each listing, total and caveat is what `listings.json` says; `make example` writes a new one."""
    expected = json.loads((example.folder / "listings.json").read_text(encoding="utf-8"))
    assert read_example(example) == expected


@pytest.mark.parametrize("example", list(examples()), ids=lambda example: example.name)
def test_an_example_is_right_at_all(example: Example) -> None:
    """No example would be held, and none takes long."""
    source = all_sources()[example.source]
    document = read_document(example)
    started = time.process_time()
    edition = source.parse(document)
    assert time.process_time() - started < CEILING
    assert not edition.problems
    assert len(edition.listings) >= source.floor or edition.partial
