"""Whether two answers of a server say the same, though their bytes differ."""

import hashlib

from jobs.readers.html import LARGEST_PAGE, visible_text
from models.values import Document

_BINARY = (b"PK", b"%PDF-", b"PAR1")
"""How workbooks, PDFs and Parquet files begin, whatever a server calls them."""


def fingerprint_of(document: Document) -> str:
    """Return a digest of what a document says: of a web page its visible text, else its bytes.

    A page carries tokens and time stamps that differ at each visit; keeping every visit
    would grow the database by how often one looks. A page of many megabytes is its bytes.
    """
    read = _is_page(document) and len(document.body) <= LARGEST_PAGE
    said = visible_text(document).encode() if read else document.body
    return hashlib.sha256(said).hexdigest()


def _is_page(document: Document) -> bool:
    if document.body.startswith(_BINARY):
        return False
    return "html" in document.media_type or document.body[:512].lstrip().lower().startswith(
        (b"<!doctype", b"<html")
    )
