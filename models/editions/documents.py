"""Documents at rest, content-addressed and compressed, and what their servers said of them.

The bytes are kept in a transaction of their own before anything is made of them, so that what can't
be read, or is held for review, or is cut short by a crash, is still there.
"""

import hashlib
import zlib
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, insert
from sqlmodel import Session, col, delete, select

from models.db import AddressRow, ChunkRow, DocumentRow, insert_of, one_at_a_time, reading, writing
from models.domain import Document
from models.errors import StoreError

CHUNK = 1 << 20
"""Bytes of a document in one row, before compression."""
BELIEVED = timedelta(hours=24)
"""How long a 304 is believed after the last whole document: some servers answer so for ever."""


def sha256(document: Document) -> str:
    """Return the SHA-256 of a document's bytes in hexadecimal."""
    return hashlib.sha256(document.body).hexdigest()


def keep_document(engine: Engine, document: Document, source: str) -> str:
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


def load_document(engine: Engine, digest: str) -> Document:
    """Return a kept document as it was first received.

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
    return Document(body, row.address, row.observed, row.media_type, row.headers)


@dataclass(frozen=True, slots=True)
class Known:
    """An address of a source, and what is known of its last document.

    Attributes:
        etag: Its validator, as `last_modified` is.
        fingerprint: Of what it says.
        sha256: Of its bytes.
        whole: When its publisher gave it, not only said that it is as it was, UTC.
    """

    source: str
    address: str
    etag: str = ""
    last_modified: str = ""
    fingerprint: str = ""
    sha256: str = ""
    whole: datetime | None = None

    def validators(self, now: datetime) -> tuple[str, str]:
        """Return the ETag and Last-Modified to ask with: none once no whole document was seen for a day."""
        believed = self.whole is not None and now - self.whole < BELIEVED
        return (self.etag, self.last_modified) if believed else ("", "")

    def is_same(self, document: Document) -> bool:
        """Tell whether a document is the known one, byte for byte."""
        return self.sha256 == sha256(document)


def known_address(session: Session, source: str, address: str) -> Known:
    """Return what is known of an address; nothing at first."""
    row = session.get(AddressRow, (source, address))
    if row is None:
        return Known(source, address)
    return Known(source, address, row.etag, row.last_modified, row.fingerprint, row.sha256, row.whole)


def known_addresses(session: Session, source: str, beginning: str) -> frozenset[str]:
    """Return the addresses of a source that are remembered and begin so."""
    address = col(AddressRow.address)
    known = select(AddressRow.address).where(col(AddressRow.source) == source, address.startswith(beginning))
    return frozenset(session.exec(known))


def remember_address(session: Session, known: Known, now: datetime) -> None:
    """Remember an address's document once it has been taken; of two that do so at once, the later one's."""
    now_known = asdict(known) | {"checked": now}
    taken = insert_of(session)(AddressRow).values(now_known)
    session.execute(taken.on_conflict_do_update(index_elements=["source", "address"], set_=now_known))


def forget_addresses(session: Session, source: str, address: str | None = None) -> None:
    """Let the next check read what a source's addresses, or one of them, show: perhaps the same again."""
    one = (col(AddressRow.address) == address,) if address else ()
    session.exec(delete(AddressRow).where(col(AddressRow.source) == source, *one))
