"""A page of a source, fetched and understood: from its publisher, or from a web archive in its place.

The archive's newest capture is the second way, where the publisher blocks us: asked after the publisher,
once, and as old as the capture is. A list isn't called withdrawn or back on its word: that it is gone,
or there again, only its publisher can say. A page that says that it is no list makes no edition; its
bytes are kept like any others, once for each thing that it says.
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from jobs.context import CheckContext
from jobs.fetching import Fetched, NotModified, archived, as_published, captured_at, is_home, page_of
from jobs.readers import Question, Understood, is_page
from models.db import reading, writing
from models.domain import Document, Edition, Notes, Source, SourceKind
from models.editions import (
    Known,
    is_withdrawn,
    keep_document,
    known_address,
    record_failure,
    remember_address,
    sha256,
)
from models.errors import Blocked, FetchError

AHEAD = timedelta(days=1)
"""Clocks differ; a capture that is dated later than this is not dated."""
REFUSED = "#refused"
"""Follows the address under which the last page that was no list is remembered."""


@dataclass(frozen=True, slots=True)
class Page:
    """A document that is no refusal, and what was found out about it.

    Attributes:
        document: As received; a capture as observed when it was made.
        understood: What its bytes are and say.
        etag: Lets the next request ask whether it has changed, as `last_modified` does.
        last_modified: Likewise.
    """

    document: Document
    understood: Understood
    etag: str = ""
    last_modified: str = ""

    def known_at(self, source: str, address: str) -> Known:
        """Return what is known of an address of a source once this is taken."""
        whole = None if self.document.capture else self.document.observed
        digest = sha256(self.document)
        return Known(
            source, address, self.etag, self.last_modified, self.understood.fingerprint, digest, whole
        )

    @property
    def notes(self) -> Notes:
        """What a landing page says beside its links; nothing where that can't be read."""
        return self.understood.notes or Notes()


@dataclass
class Visit:
    """One visit to a source's publisher: its refusal is one failure in all, however many pages it refuses.

    Attributes:
        source: Whose documents are fetched; its `fallback` says where the archive is.
        dry: Nothing is to be recorded or kept.
        noted: That the publisher blocks us is recorded.
        doubt: Why it can't be told which of its documents is the newest; it holds what is new of a list.
    """

    source: Source
    context: CheckContext
    dry: bool = False
    noted: bool = False
    doubt: str = ""

    def landing(self) -> Page | None:
        """Fetch the page that links to a source's documents; None when the page is the document.

        Raises:
            FetchError: There is no such page, or it can't be read.
        """
        if self.source.links is None:
            return None
        page = self.page(Known(self.source.name, self.source.address), landing=True)
        assert isinstance(page, Page)  # noqa: S101 - asked without validators
        if page.understood.unreadable:
            raise FetchError(page.understood.unreadable.sentence, "It is tried again at the next check.")
        self.doubt = page.understood.doubt
        return replace(page, document=as_published(page.document))

    def page(self, known: Known, *, landing: bool = False) -> Page | NotModified:
        """Ask a publisher for a page, and an archive for its newest capture where the publisher blocks us.

        Args:
            known: Its address, and what is known of what it was.
            landing: It links to documents, and is none.

        Raises:
            Gone: There is none, or it says so.
            Blocked: Neither the publisher nor an archive gives it.
            FetchError: Anything else went wrong on the way.
        """
        try:
            fetched = self._fetched(known.address, *known.validators(self.context.clock()))
            if isinstance(fetched, NotModified):
                return fetched
            if known.is_same(fetched.document):  # nothing is parsed, and no process started, to learn that
                understood = Understood(known.fingerprint)
                return Page(fetched.document, understood, fetched.etag, fetched.last_modified)
            self._keep(fetched.document, landing=landing)
            understood = understand(fetched.document, known, self.source, self.context, landing=landing)
            self._refuse(fetched.document, understood, known.address)
        except Blocked as error:
            return self._captured(known, error, landing=landing)
        return Page(fetched.document, self._doubted(understood), fetched.etag, fetched.last_modified)

    def _doubted(self, understood: Understood) -> Understood:
        """Return a document with the doubt of its page; a report stands by its period, whatever the order."""
        if not self.doubt or self.source.kind is not SourceKind.STATE:
            return understood
        editions = {
            name: replace(edition, problems=(*edition.problems, self.doubt))
            for name, edition in understood.editions.items()
        }
        return replace(understood, editions=editions)

    def _fetched(self, address: str, etag: str = "", last_modified: str = "") -> Fetched | NotModified:
        assert self.context.fetcher is not None  # noqa: S101 - whoever checks has one
        return self.context.fetcher.allowing(self.source.limits).get(address, etag, last_modified)

    def _keep(self, document: Document, *, landing: bool) -> None:
        """Keep a file before anything reads it: that may take minutes, and the publisher may take it down.

        A page is kept once it is known to say something new, or it would be kept at every visit.
        """
        if not self.dry and not landing and not is_page(document):
            keep_document(self.context.engine, document, self.source.name)

    def _refuse(self, document: Document, understood: Understood, address: str) -> None:
        """Raise what a page says that it is instead; keep it if it doesn't say what the last one said.

        A wall or a not-found page differs in bytes at each visit: its visible text is compared, so
        the database doesn't grow by how often one looks.
        """
        if understood.refused is None:
            return
        if not self.dry:
            current = Known(self.source.name, address + REFUSED, fingerprint=understood.fingerprint)
            with reading(self.context.engine) as session:
                known = known_address(session, self.source.name, current.address)
            if known.fingerprint != current.fingerprint:
                keep_document(self.context.engine, document, self.source.name)
                with writing(self.context.engine) as session:
                    remember_address(session, current, self.context.clock())
        raise understood.refused

    def _captured(self, known: Known, blocked: Blocked, *, landing: bool) -> Page:
        """Return the newest capture of a page that blocks us, as observed when it was made.

        That the publisher blocks us is recorded, with what was read instead, but not in a dry run.

        Raises:
            Blocked: There is no second way. The publisher's own failure stands; what the archive
                said is told after it.
        """
        where = self._where(known.address)
        if not where:
            raise blocked
        try:
            document = self._dated(where, known.address)
            self._keep(document, landing=landing)
            understood = understand(document, known, self.source, self.context, landing=landing)
            if understood.refused:
                raise understood.refused
        except FetchError as error:
            reason = f"No web archive can be read instead: {error.sentence}"
            raise Blocked(f"{blocked.sentence} {reason}", blocked.cure) from error
        self._note(Blocked(f"{blocked.sentence} {document.capture}", blocked.cure))
        return Page(document, self._doubted(understood))

    def _where(self, address: str) -> str:
        """Return where the archive keeps a page; empty while the publisher has the list withdrawn."""
        with reading(self.context.engine) as session:
            if is_withdrawn(session, self.source.name):
                return ""
        own = address == self.source.address
        return self.source.fallback if own else archived(self.source.fallback, address)

    def _dated(self, where: str, address: str) -> Document:
        fetched = self._fetched(where)
        assert isinstance(fetched, Fetched)  # noqa: S101 - asked without validators
        document = fetched.document
        when = captured_at(document)
        if when is None or when > document.observed + AHEAD:
            raise FetchError(f"{document.address} does not say when it was captured, so it was not read.")
        if is_home(page_of(document.address)) and not is_home(address):
            raise FetchError(f"Its capture leads to the home page of {urlsplit(address).hostname}.")
        moment = f"{when:%B} {when.day}, {when:%Y, %H:%M} UTC"
        why = f"because {urlsplit(address).hostname} does not let programs in"
        return replace(
            document, observed=when, capture=f"Read from the Web Archive's capture of {moment}, {why}."
        )

    def _note(self, blocked: Blocked) -> None:
        if self.dry or self.noted:
            return
        self.noted = True
        with writing(self.context.engine) as session:
            record_failure(
                session, self.source, blocked, self.context.settings.newsroom, self.context.clock()
            )


def understand(
    document: Document, known: Known | None, source: Source, context: CheckContext, *, landing: bool = False
) -> Understood:
    """Have a document of a source understood: its editions, or a landing page's links and notes.

    Args:
        document: As received or imported.
        known: What is known of its address; None where it is to be read whatever is.
        source: Whose documents it is among.
        context: What a check needs.
        landing: It links to documents, and is none.
    """
    page = as_published(document)
    if landing:
        return context.parser.landing(Question(page, links=source.links, notes=source.notes))
    parse = {name: context.sources[name].parse for name in context.reading(source)}
    question = Question(page, parse, known=known.fingerprint if known else "")
    seconds = max(context.sources[name].limits.reading_seconds for name in parse)
    return context.parser.understand(question, seconds)


def editions_in(understood: Understood) -> dict[str, Edition]:
    """Return the editions of a document by source; all cover the period that any of them tells."""
    editions = understood.editions
    period = next((edition.period for edition in editions.values() if edition.period), None)
    return {name: replace(edition, period=edition.period or period) for name, edition in editions.items()}
