"""What a server said of an address last time, so that the next request can ask for changes."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, delete

from models.tables import AddressRow


@dataclass(frozen=True, slots=True)
class Known:
    """An address of a source with the validators and the text fingerprint of its last document."""

    source: str
    address: str
    etag: str = ""
    last_modified: str = ""
    fingerprint: str = ""


def known_address(session: Session, source: str, address: str) -> Known:
    """Return what is known of an address; nothing at first."""
    row = session.get(AddressRow, (source, address))
    if row is None:
        return Known(source, address)
    return Known(source, address, row.etag, row.last_modified, row.fingerprint)


def remember_address(session: Session, known: Known, now: datetime) -> None:
    """Remember an address's document once it has been taken."""
    session.merge(
        AddressRow(
            source=known.source,
            address=known.address,
            etag=known.etag,
            last_modified=known.last_modified,
            fingerprint=known.fingerprint,
            checked=now,
        )
    )


def forget_addresses(session: Session, source: str, address: str | None = None) -> None:
    """Let the next check read what a source's addresses, or one of them, show: perhaps the same again."""
    one = (col(AddressRow.address) == address,) if address else ()
    session.exec(delete(AddressRow).where(col(AddressRow.source) == source, *one))
