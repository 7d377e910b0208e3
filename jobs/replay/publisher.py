"""A publisher on this computer for the replay: the documents it serves, and what is read of them.

They stand in `documents/`, a folder for each moment that brought some, laid out in it as addresses are:
pages and a report with the publishers' own headings, made once from the cited facts by
`python -m tests.support.documents.replay_documents`. The parsing child process imports this module.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Self
from urllib.parse import urlsplit

from jobs.history import read_catalog
from models.domain import Document, Edition, Listing, key

REPLAY = "Replay: past events, rebuilt from cited pages."
DOCUMENTS = Path(__file__).parent / "documents"
PATHS = {
    "ice_ddor": "/declined-detainer-outcome-report",
    "ddor_policies": "/declined-detainer-outcome-report",
    "dhs_2025": "/sanctuary-jurisdictions",
    "doj_eo14287": "/ag/us-sanctuary-jurisdiction-list",
}
"""Where the publisher has each list; one report holds two of them, and a page links to its PDF."""

_NOT_FOUND = b"<!doctype html><title>Page Not Found</title><h1>Page Not Found</h1>"


class Publisher(ThreadingHTTPServer):
    """An HTTP server on a free port of 127.0.0.1, in threads of its own; a context manager.

    Attributes:
        address: Its root, `http://127.0.0.1:PORT`, without a slash at the end.
        pages: What it has, by path; every other path answers 404.
    """

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.pages: dict[str, bytes] = {}

    def __enter__(self) -> Self:
        Thread(target=self.serve_forever, args=(0.05,), name="publisher", daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Publisher

    def do_GET(self) -> None:
        body = self.server.pages.get(urlsplit(self.path).path, _NOT_FOUND)
        kind = "application/pdf" if body.startswith(b"%PDF") else "text/html; charset=utf-8"
        self.send_response(HTTPStatus.NOT_FOUND if body is _NOT_FOUND else HTTPStatus.OK)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on stderr: the desk logs each check."""


def folder_of(moment: datetime) -> Path:
    """Return where the documents stand that could be seen from a moment on, UTC."""
    return DOCUMENTS / f"{moment:%Y-%m-%dT%H%MZ}"


def documents_of(moment: datetime) -> dict[str, bytes]:
    """Return the documents that could be seen from a moment on, UTC, by the path of their address."""
    folder = folder_of(moment)
    files = (file for file in folder.rglob("*") if file.is_file())
    return {f"/{file.relative_to(folder)}".removesuffix(".html"): file.read_bytes() for file in files}


def retold(parse: Callable[[Document], Edition], document: Document) -> Edition:
    """Read a re-typeset document with a source's own parser, and say what it was copied from.

    The document is ours, so nothing in it is evidence: page numbers are dropped, and every row
    gets back the page that its fact was copied from.

    Args:
        parse: The live source's parser.
        document: With the replay's time as `observed`; the facts are those of that time.

    Returns:
        A transcription, partial where the facts are; it names the rows that are gone, so that
        those alone are told as removed. A row that is not among the facts is a problem.
    """
    edition = parse(document)
    *_, copied = (
        past.edition
        for past in read_catalog()
        if past.source == edition.source and past.edition and past.observed <= document.observed
    )
    facts = {key(fact): fact for fact in copied.listings}
    unknown = [listing.as_read for listing in edition.listings if key(listing) not in facts]
    return replace(
        edition,
        published=edition.published or copied.published,
        listings=tuple(_cited(listing, facts.get(key(listing))) for listing in edition.listings),
        caveats=copied.caveats,
        problems=(*edition.problems, *(f"The row {text!r} is not among the facts." for text in unknown)),
        transcription=f"{REPLAY} {copied.transcription}",
        partial=copied.partial,
        gone=copied.gone,
    )


def _cited(listing: Listing, fact: Listing | None) -> Listing:
    if fact is None:
        return replace(listing, page=None)
    return replace(
        listing, page=None, annotations={**listing.annotations, **fact.annotations}, notes=fact.notes
    )
