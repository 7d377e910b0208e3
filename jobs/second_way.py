"""The second way to a list: a public web archive's newest capture, where its publisher blocks us.

It is asked after the publisher, once, and only when the publisher refuses; what it shows is as
old as the capture. A list isn't called withdrawn or back on its word: that it is gone, or there
again, only its publisher can say.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urlsplit

from sqlmodel import Session

from jobs.answer import is_home
from jobs.captures import archived, as_published, captured_at, page_of
from jobs.fetch import Fetched
from jobs.status import effective_status
from jobs.watch import Watch
from models.errors import Blocked, FetchError, UnreadableDocument
from models.health import is_withdrawn, record_failure
from models.standing import Standing
from models.store import reading, writing
from models.tables import SourceRow
from models.values import Document, Source, SourceKind

AHEAD = timedelta(days=1)
"""Clocks differ; a capture that is dated later than this is not dated."""


@dataclass
class SecondWay:
    """The second way of one source during one check: its publisher's refusal is one failure in all.

    Attributes:
        source: Its `fallback` says where the archive is.
        dry: Nothing is to be recorded.
        noted: That the publisher blocks us is recorded.
    """

    source: Source
    watch: Watch
    dry: bool = False
    noted: bool = False

    def capture_of(self, address: str, blocked: Blocked) -> Document:
        """Return the newest capture of a page that blocks us, as observed when it was made.

        That the publisher blocks us is recorded, with what was read instead, but not in a dry run.

        Args:
            address: The page: the source's own, or a document that it links to.
            blocked: What the publisher answered.

        Raises:
            Blocked: There is no second way. The publisher's own failure stands; what the archive
                said is told after it.
        """
        where = self._where(address)
        if not where:
            raise blocked
        try:
            document = self._dated(where, address)
            with suppress(UnreadableDocument):  # it is kept, and held for a person
                effective_status(as_published(document))
        except FetchError as error:
            told = f"No web archive can be read instead: {error.sentence}"
            raise Blocked(f"{blocked.sentence} {told}", blocked.cure) from error
        self._note(Blocked(f"{blocked.sentence} {document.capture}", blocked.cure))
        return document

    def _where(self, address: str) -> str:
        """Return where the archive keeps a page; empty while the publisher has the list withdrawn."""
        with reading(self.watch.engine) as session:
            if is_withdrawn(session, self.source.name):
                return ""
        own = address == self.source.address
        return self.source.fallback if own else archived(self.source.fallback, address)

    def _dated(self, where: str, address: str) -> Document:
        assert self.watch.fetcher is not None  # noqa: S101 - whoever checks has one
        fetched = self.watch.fetcher.allowing(self.source.limits).get(where)
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
        with writing(self.watch.engine) as session:
            record_failure(session, self.source, blocked, self.watch.settings.newsroom, self.watch.clock())


def is_older(session: Session, document: Document, source: Source, before: Standing) -> bool:
    """Tell whether a document is a capture from before what is known of the list, and so no news.

    Args:
        session: One that reads.
        document: Any.
        source: A list of places is as new as its publisher last showed it; a report as its own edition.
        before: What stands of its series.
    """
    if not document.capture:
        return False
    row = session.get(SourceRow, source.name)
    shown = row.succeeded if row and source.kind is SourceKind.STATE else None
    known = [moment for moment in (shown, before.observed) if moment]
    return bool(known) and document.observed < max(known)
