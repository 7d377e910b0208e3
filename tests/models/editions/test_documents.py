"""Bytes kept for ever, and given back as they came."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlmodel import select

from models.db import ChunkRow, DocumentRow, open_engine, reading, writing
from models.domain import Document
from models.editions import documents
from models.errors import StoreError
from tests.support.clock import Clock


@pytest.mark.parametrize("size", [0, 1, documents.CHUNK, 2 * documents.CHUNK + 7])
def test_bytes_come_back_as_they_came(database: str, clock: Clock, size: int) -> None:
    """Of any length, and under their own SHA-256."""
    engine = open_engine(database, threads=2)
    body = os.urandom(size)
    document = Document(body, "https://publisher.example/a.pdf", clock(), "application/pdf", {"etag": "x"})
    kept = documents.load_document(engine, documents.keep_document(engine, document, "ice_ddor"))
    assert (kept.body, kept.address, kept.observed) == (body, document.address, clock())
    assert kept.headers == {"etag": "x"}
    engine.dispose()


def test_the_same_bytes_are_kept_once(sqlite_database: str, clock: Clock) -> None:
    """Two sources, two addresses, one document."""
    engine = open_engine(sqlite_database, threads=2)
    for address in ("https://a.example/", "https://b.example/"):
        documents.keep_document(engine, Document(b"same", address, clock()), "doj")
    with reading(engine) as session:
        assert len(session.exec(select(DocumentRow)).all()) == 1
    engine.dispose()


def test_the_same_bytes_that_several_keep_at_once_are_kept_once(database: str, clock: Clock) -> None:
    """A person imports the file that the desk fetches in that moment; neither fails."""
    engine = open_engine(database, threads=6)
    document, start = Document(os.urandom(documents.CHUNK), "https://a.example/", clock()), Barrier(4)

    def keep(source: str) -> str:
        start.wait()
        return documents.keep_document(engine, document, source)

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(keep, "abcd")) == {documents.sha256(document)}
    assert documents.load_document(engine, documents.sha256(document)).body == document.body
    engine.dispose()


def test_damage_in_the_database_is_noticed(sqlite_database: str, clock: Clock) -> None:
    """Evidence that no longer matches its hash is never shown as evidence."""
    engine = open_engine(sqlite_database, threads=2)
    digest = documents.keep_document(engine, Document(b"evidence", "https://a.example/", clock()), "doj")
    other = documents.keep_document(engine, Document(b"tampered", "https://a.example/", clock()), "doj")
    with writing(engine) as session:
        chunk = session.exec(select(ChunkRow).where(ChunkRow.sha256 == digest)).one()
        chunk.data = session.exec(select(ChunkRow).where(ChunkRow.sha256 == other)).one().data
    with pytest.raises(StoreError, match="damaged"):
        documents.load_document(engine, digest)
    engine.dispose()


def test_a_document_that_was_never_kept_is_a_sentence(sqlite_database: str) -> None:
    """With the verb that lists what there is."""
    engine = open_engine(sqlite_database, threads=2)
    with pytest.raises(StoreError, match="editions"):
        documents.load_document(engine, "0" * 64)
    engine.dispose()
