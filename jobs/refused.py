"""A page that says that it is no list: it makes no edition, and its bytes are kept like any others."""

from contextlib import suppress

from jobs.fingerprint import fingerprint_of
from jobs.status import effective_status
from jobs.watch import Watch
from models import documents
from models.addresses import Known, known_address, remember_address
from models.errors import FetchError, UnreadableDocument
from models.store import reading, writing
from models.values import Document

REFUSED = "#refused"
"""Follows the address under which the last page of this sort is remembered."""


def refuse_what_is_no_list(document: Document) -> None:
    """Raise Gone or Blocked for a page that says so; what merely can't be read is held later."""
    with suppress(UnreadableDocument):
        effective_status(document)


def refuse_fetched(document: Document, address: str, source: str, watch: Watch) -> None:
    """Do the same with a page that was fetched, and keep it if it doesn't say what the last one said.

    A wall or a not-found page differs in bytes at each visit: its visible text is compared, so
    the database doesn't grow by how often one looks.

    Args:
        document: As fetched.
        address: That was asked for.
        source: Whose it is.
        watch: For the database and the clock.

    Raises:
        Gone: A page that says that there is no such page.
        Blocked: A wall for programs, a login form, a page of maintenance.
    """
    try:
        refuse_what_is_no_list(document)
    except FetchError:
        said = Known(source, address + REFUSED, fingerprint=fingerprint_of(document))
        with reading(watch.engine) as session:
            known = known_address(session, source, said.address)
        if known.fingerprint != said.fingerprint:
            documents.keep(watch.engine, document, source)
            with writing(watch.engine) as session:
                remember_address(session, said, watch.clock())
        raise
