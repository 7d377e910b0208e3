"""Documents at rest: content-addressed, compressed, in chunks, in a transaction of their own.

The bytes are kept before anything is made of them, so that what can't be read, or is
held for review, or is cut short by a crash, is still there.
"""

import hashlib
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, insert
from sqlmodel import col, select

from models.dialects import one_at_a_time
from models.errors import StoreError
from models.store import reading, writing
from models.tables import ChunkRow, DocumentRow
from models.values import Document

CHUNK = 1 << 20
"""Bytes of a document in one row, before compression."""


def sha256(document: Document) -> str:
    """Return the SHA-256 of a document's bytes in hexadecimal."""
    return hashlib.sha256(document.body).hexdigest()


def keep(engine: Engine, document: Document, source: str) -> str:
    """Store the bytes of a document once, and return their SHA-256.

    Raises:
        StoreError: The database can't be written.
    """
    digest = sha256(document)
    with reading(engine) as session:
        if session.get(DocumentRow, digest) is not None:
            return digest
    row = DocumentRow(
        sha256=digest,
        source=source,
        size=len(document.body),
        media_type=document.media_type,
        address=document.address,
        observed=document.observed,
        headers=dict(document.headers),
    )
    chunks = _chunks(digest, document.body)
    with writing(engine) as session:
        one_at_a_time(session, f"keep {digest}")
        if session.get(DocumentRow, digest) is None:
            session.add(row)
            session.flush()
            if chunks:
                session.execute(insert(ChunkRow), chunks)
    return digest


def _chunks(digest: str, body: bytes) -> list[dict[str, Any]]:
    """Return the rows of a document's bytes, compressed before others have to wait to write."""
    starts = range(0, len(body), CHUNK)
    return [
        {"sha256": digest, "number": number, "data": zlib.compress(body[start : start + CHUNK])}
        for number, start in enumerate(starts)
    ]


@dataclass(frozen=True, slots=True)
class Kept:
    """A document as it was first received."""

    body: bytes
    media_type: str
    address: str
    observed: datetime
    headers: dict[str, str]


def load(engine: Engine, digest: str) -> Kept:
    """Return a kept document.

    Raises:
        StoreError: There is no such document, or its bytes don't match their SHA-256.
    """
    with reading(engine) as session:
        row = session.get(DocumentRow, digest)
        data = session.exec(
            select(ChunkRow.data).where(col(ChunkRow.sha256) == digest).order_by(col(ChunkRow.number))
        ).all()
    if row is None:
        raise StoreError(f"There is no document {digest[:8]}.", "See python -m bot editions.")
    body = b"".join(zlib.decompress(chunk) for chunk in data)
    if hashlib.sha256(body).hexdigest() != digest:
        raise StoreError(f"Document {digest[:8]} is damaged in the database.", "Restore it from a backup.")
    return Kept(body, row.media_type, row.address, row.observed, row.headers)
